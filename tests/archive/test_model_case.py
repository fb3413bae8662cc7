"""The case that Broadside was begun for: an article pasted out of a browser, and the same as a page."""

# ruff: noqa: E501  (prose)

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.library import Library
from archive.model import BlockKind, CleanArticle, RemovalReason

OPENING = (
    "The harbour assembly 🎉 of Port Ellery ended its longest session on Thursday with a vote that nobody in the "
    "public gallery had expected when the doors were opened early that morning."
)
REPEATED = (
    "The speaker said that the sheets were counted twice by clerks of both groups, and that the second count "
    "found exactly what the first had found, down to the last spoilt paper in the box."
)
CAPTIONED = (
    "For nine weeks the assembly had argued about the ferry fund, and on most of those days the gallery was so "
    "full that people stood on the stairs and called it an insurrection."
)
HEADINGS = ("A vote after midnight", "What the fund is for")
PLAIN = (
    "The fund was set up eleven years ago to pay for the second ferry, and it was never meant to hold more than "
    "one year of fares, as the treasurer reminded both sides before the vote.",
    "Since then the fares have risen four times, while the second ferry has been ordered, cancelled, and ordered "
    "again from another yard at a price that no member could name.",
    "A committee of five will now write the rules that the assembly could not agree on, and it has until the "
    "spring to hear the crews, the harbour pilots and the two islands.",
    "The treasurer, who had opposed the plan, told reporters on the steps that she would carry it out as written "
    "and publish the accounts of every month.",
    "Nobody on the islands expects cheaper tickets before the summer, but the evening boat will run again from "
    "the first week of December, the company said.",
    "Asked whether the vote could be challenged, the clerk of the assembly said that any member may do so within "
    "ten days, and that none had asked for the form.",
    "The next session begins on Monday with the budget for the lighthouses, which was put off twice because of "
    "the ferry.",
)
POST = (
    "Assembly passes the ferry plan",
    "They counted twice. They found the same. Good night from the stairs of the assembly.",
    "pic.twitter.com/a1B2c3D4e5",
    "— Nora Vale (@noravale) November 19, 2025",
)
LINES = (
    OPENING,
    REPEATED,
    REPEATED,
    CAPTIONED,
    HEADINGS[0],
    PLAIN[0],
    PLAIN[1],
    *POST,
    PLAIN[2],
    PLAIN[3],
    f"{CAPTIONED} / Image: Ada Moss, Wikimedia Commons",
    PLAIN[4],
    HEADINGS[1],
    PLAIN[5],
    PLAIN[6],
)


def as_text() -> str:
    return "\n".join(LINES) + "\n"


def as_page() -> str:
    def markup(line: str) -> str:
        if line in HEADINGS:
            return f"<h2>{line}</h2>"
        if line.startswith(CAPTIONED) and line != CAPTIONED:
            return f'<figure><img src="stairs.jpg" alt=""><figcaption>{line}</figcaption></figure>'
        if line == POST[0]:
            words = "<br>".join(POST[:3])
            link = '<a href="https://twitter.com/noravale/status/1">November 19, 2025</a>'
            return (
                f'<blockquote class="twitter-tweet"><p>{words}</p>— Nora Vale (@noravale) {link}</blockquote>'
            )
        return "" if line in POST else f"<p>{line}</p>"

    body = "".join(markup(line) for line in LINES)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Assembly votes - Harbour Gazette</title>'
        '</head><body><nav><a href="/">Home</a><a href="/world">World</a></nav><main><article>'
        f"<h1>Assembly votes</h1>{body}</article></main><footer>Contact us</footer></body></html>"
    )


@pytest.fixture(scope="module", params=["pasted.txt", "saved.html"])
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("model-case")
    file: Path = folder / request.param
    file.write_text(as_text() if file.suffix == ".txt" else as_page(), encoding="utf-8")
    with Library.open(folder / "library") as library:
        library.import_([str(file)])
        library.settle()
        yield library


@pytest.fixture
def article(library: Library) -> CleanArticle:
    (article_id,) = library.ids()
    return library.article(article_id).article


def test_each_repeated_paragraph_stands_once_and_names_its_twin(article: CleanArticle) -> None:
    assert article.text.count(REPEATED) == 1
    out = [b for b in article.blocks if b.removed and b.removed.reason is RemovalReason.REPEATS]
    assert [b.text for b in out] == [REPEATED]
    assert out[0].removed is not None
    twin = out[0].removed.twin
    assert twin is not None
    assert article.blocks[twin].text == REPEATED
    assert article.blocks[twin].removed is None


def test_a_caption_that_repeats_a_paragraph_is_a_caption(article: CleanArticle) -> None:
    assert article.text.count(CAPTIONED) == 1
    assert "Wikimedia" not in article.text
    (caption,) = [b for b in article.blocks if "Wikimedia" in b.text]
    assert caption.kind is BlockKind.CAPTION
    if caption.removed is not None:
        assert caption.removed.reason is RemovalReason.CAPTION_REPEATS
        assert caption.removed.twin is not None
        assert article.blocks[caption.removed.twin].text == CAPTIONED


def test_the_pasted_post_is_one_block_without_its_picture_link(article: CleanArticle) -> None:
    (post,) = [b for b in article.blocks if b.kind is BlockKind.POST]
    assert post.removed is None
    for words in (POST[0], POST[1], "Nora Vale (@noravale)", "November 19, 2025"):
        assert words in post.text
    assert "pic.twitter.com" not in article.text


def test_the_two_headings_are_headings(article: CleanArticle) -> None:
    headings = [b.text for b in article.blocks if b.kind is BlockKind.HEADING and b.removed is None]
    assert headings == list(HEADINGS)


def test_everything_else_is_kept_in_its_order(article: CleanArticle) -> None:
    places = [article.text.index(words) for words in (OPENING, REPEATED, CAPTIONED, *PLAIN)]
    assert places == sorted(places)


def test_a_phrase_of_the_repeated_paragraph_is_found_once_and_marked_exactly(library: Library) -> None:
    phrase = "exactly what the first had found"
    found = library.search(f'"{phrase}"')
    assert found.total == 1
    (hit,) = found.items
    assert hit.count == 1
    assert [hit.snippet.text[s.start : s.end] for s in hit.snippet.spans] == [phrase]
    text = library.article(hit.article_id).article.text
    marked = library.marks(f'"{phrase}"', hit.article_id)
    assert [text[s.start : s.end] for s in marked.text] == [phrase]


def test_the_opening_paragraph_is_no_title(library: Library) -> None:
    (article_id,) = library.ids()
    article = library.article(article_id).article
    assert article.title in ("Assembly votes", "pasted", *HEADINGS)
    assert article.text.startswith(OPENING)
