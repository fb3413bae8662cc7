"""What stands twice is kept once; what is said again stays."""

from __future__ import annotations

import pytest

from archive.clean import clean
from archive.model import BlockKind, CleanArticle, Document, RemovalReason

P = (
    "The council of Eastmere voted on Monday, after a debate of nine hours, to keep the old ferry running "
    "until the bridge has been repaired and its fares have been settled with the districts on both banks.",
    "Mayor Ada Quill said that the repair would take eleven months, and that it would cost rather more than "
    "had been planned when the first stone was laid in the autumn of the year before.",
    "Residents of the west bank had collected four thousand names against the end of the line, and brought "
    "them to the town hall in the two wheelbarrows that the gardeners had lent them.",
    "A decision about the fares, which have not changed since 2011, is expected before the summer recess "
    "begins; until then the boats leave every twenty minutes from both of the landings.",
    "The harbour master told the committee that the second boat is forty years old, and that nobody makes "
    "the parts of its engine any more, so that they are turned by hand in his own workshop.",
)
SHORT = ("Nobody spoke against it at the hearing.", "The vote was taken by name, as the rules demand.")


def cleaned(body: str) -> CleanArticle:
    markup = f"<title>Ferry stays</title><article><h1>Ferry stays</h1>{body}</article>"
    return clean(Document("a.html", None, markup, "page"))


def p(*texts: str) -> str:
    return "".join(f"<p>{t}</p>" for t in texts)


def kept(body: str) -> list[str]:
    return [b.text for b in cleaned(body).blocks if b.is_text]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(p(P[0], P[0], P[1], P[2], P[3], P[4]), id="directly after itself"),
        pytest.param(p(P[0], P[1], P[2], P[3], P[0], P[4]), id="at a distance"),
        pytest.param(p(P[0], P[1], P[0], P[1], P[2], P[3], P[4]), id="interleaved"),
        pytest.param(p(*P[:4], P[1], P[2], P[3], P[4]), id="a run pasted twice"),
        pytest.param(
            f"<div class=wide>{p(*P)}</div><div class=narrow>{p(*P)}</div>", id="for two screen widths"
        ),
        pytest.param(
            p(*P) + "".join(p(t, extra) for t, extra in zip(P, ("", *"12345"), strict=False)),
            id="a second printing with other lines between",
        ),
        pytest.param(p(P[0], P[1], P[1].replace(", and", " – and"), *P[2:]), id="other punctuation"),
        pytest.param(p(P[0], P[1], P[1].replace("rather more", "far more"), *P[2:]), id="a word changed"),
        pytest.param(p(P[0][:70] + "…", *P), id="cut by dots before it"),
        pytest.param(p(*P[:4], P[4]) + f"<aside class=pull-quote>{P[1][:55]}</aside>", id="pull quote"),
    ],
)
def test_each_passage_is_kept_once(body: str) -> None:
    article = cleaned(body)
    texts = [b.text for b in article.blocks if b.is_text]
    assert [t for t in texts if len(t) > 20] == list(P)
    for block in article.blocks:
        if block.removed and block.removed.reason is RemovalReason.REPEATS:
            assert block.removed.twin is not None
            assert article.blocks[block.removed.twin].is_text


def test_a_sentence_of_the_text_printed_above_it_stays_in_its_place() -> None:
    again = "Nobody spoke against the ferry at the hearing, which ended an hour early."
    assert kept(p(again, *P[:3], again, P[3])) == [*P[:3], again, P[3]]


def test_a_caption_that_repeats_a_sentence_is_out() -> None:
    figure = f"<figure><img src=a.jpg><figcaption>{P[1]} Photo: J. Weir</figcaption></figure>"
    article = cleaned(p(*P[:2]) + figure + p(*P[2:]))
    caption = next(b for b in article.blocks if b.kind is BlockKind.CAPTION)
    assert caption.removed is not None
    assert caption.removed.reason is RemovalReason.CAPTION_REPEATS


def test_the_same_post_twice_is_one() -> None:
    post = (
        "<blockquote class=twitter-tweet><p>We keep the boat. The bridge will wait a little longer.</p>"
        "&mdash; Ada Quill (@adaquill_em) <a href=https://posts.example/1>November 19, 2025</a></blockquote>"
    )
    article = cleaned(p(P[0]) + post + p(P[1], P[2], P[3]) + post + p(P[4]))
    assert [b.removed is None for b in article.blocks if b.kind is BlockKind.POST] == [True, False]


QUESTION = (
    "Should the ferry be kept running when the bridge has been repaired, and if so, who should pay for the "
    "second boat, the harbour master, the staff and the landing on the west bank, and for how long should "
    "they pay for it?"
)
SPEECH = (
    "We have waited for eleven years, and we have been told each spring that money would come. It did not.",
    "We have waited for eleven years, and we were told each autumn that plans were made. They were not.",
    "We have waited for eleven years, and tonight we are told to wait again, politely and in good order. No.",
)
CHANT = "The boat stays! The boat stays! Nobody moves the boat!"
RESULTS = tuple(
    f"In the district of {place} the list of {name} won by {votes} votes, after a count that lasted until "
    "four in the morning and had to be repeated in two of the halls."
    for place, name, votes in (
        ("Eastmere", "Ada Quill", 41),
        ("Westmere", "Ivo Bell", 17),
        ("Lund", "Una Rook", 9),
    )
)


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param((P[0], QUESTION, P[1], QUESTION, P[2], QUESTION, P[3]), id="the same question to three"),
        pytest.param(
            (P[0], "Will you vote for the ferry, yes or no?", "Yes.", P[1],
             "Will you vote for the ferry, yes or no?", "Yes."), id="short answers"),
        pytest.param((P[0], *SPEECH, P[1]), id="anaphora"),
        pytest.param((P[0], CHANT, P[1], CHANT, P[2], CHANT), id="chant"),
        pytest.param((P[0], *SHORT, P[1], SHORT[0], P[2]), id="refrain"),
        pytest.param((P[0], *RESULTS, P[1]), id="results in the same words"),
    ],
)  # fmt: skip
def test_what_is_said_again_stays(texts: tuple[str, ...]) -> None:
    assert kept(p(*texts)) == list(texts)


def test_cells_and_items_stay() -> None:
    items = "<ul><li>The ferry stays until the bridge is open again.</li><li>Fares are the same.</li></ul>"
    table = "<table><tr><td>East</td><td>40 boats</td></tr><tr><td>West</td><td>40 boats</td></tr></table>"
    article = cleaned(p(P[0]) + items + p(P[1]) + items + p(P[2]) + table)
    assert not any(b.removed and b.removed.reason is RemovalReason.REPEATS for b in article.blocks)


def test_a_verse_of_a_song_stays() -> None:
    verse = "<p>The boat goes out<br>the boat comes in<br>and nobody knows where the boat has been</p>"
    assert len(kept(p(P[0]) + verse + p(P[1]) + verse + verse + p(P[2]))) == 6
