"""Passages found again in changed texts: the same words or none."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.anchors import AROUND, make_anchor, place
from archive.model import Anchor, Span

TEXT = (
    "The council met on Tuesday.\n"
    "The mayor said that the harbour would be dredged before the winter.\n"
    "“We have waited for years,” said the harbour master, who had asked for 15 million.\n"
    "Background\n"
    "The harbour has silted up since 1998."
)


def anchor_of(words: str, text: str = TEXT, nth: int = 0) -> Anchor:
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return make_anchor(text, Span(at, at + len(words)))


def placed(anchor: Anchor, text: str) -> str | None:
    span = place(anchor, text)
    return None if span is None else text[span.start : span.end]


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 200))
def test_in_the_text_it_was_made_of_a_passage_stands_where_it_stood(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    anchor = make_anchor(text, Span(start, end))
    assert anchor.quote == text[start:end]
    assert place(anchor, text) == (Span(start, end) if start < end else None)


PIECES = [
    "the",
    "harbour",
    "mayor",
    "said",
    "15",
    "million",
    "“we”",
    "waited",
    "—",
    "years\n",
    ".",
    ",",
    "co\xadast",
    "é",
]
WORDS = st.lists(st.sampled_from(PIECES))


@settings(max_examples=100)
@given(st.data())
def test_wherever_it_is_placed_the_letters_are_the_same(data: st.DataObject) -> None:
    words = data.draw(WORDS.filter(bool))
    text = " ".join(words)
    start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    anchor = make_anchor(text, Span(start, end))
    other = list(words)
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(other)))
        other[at : at + data.draw(st.integers(0, 2))] = data.draw(WORDS)
    found = placed(anchor, " ".join(other))
    if found is not None and len(anchor.quote) < 40:
        assert letters(found) == letters(anchor.quote)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The council met on Tuesday.\n", ""),
        ("The council", "Yesterday the council"),
        ("Background\n", ""),
        ("The harbour has silted up since 1998.", "The harbour has silted up since 1998.\nRead more."),
    ],
)
@pytest.mark.parametrize("words", ["mayor", "the harbour would be dredged", "said the harbour master"])
def test_a_text_that_changed_elsewhere(before: str, after: str, words: str) -> None:
    text = TEXT.replace(before, after)
    assert text != TEXT
    span = place(anchor_of(words), text)
    assert span == Span(text.index(words), text.index(words) + len(words))


def test_of_equal_words_it_is_those_with_the_neighbours() -> None:
    anchor = anchor_of("harbour", nth=2)
    text = "The harbour is old.\n" * 9 + TEXT
    assert place(anchor, text) == Span(*(at + 180 for at in (anchor.offset, anchor.offset + 7)))


def test_a_repeated_passage_is_the_nearest_of_them() -> None:
    text = "One long sentence about the harbour and its masters.\n" * 5
    anchor = make_anchor(text, Span(53, 105))
    assert place(anchor, text) == Span(53, 105)


def test_short_words_without_their_neighbours_have_no_place() -> None:
    anchor = anchor_of("mayor")
    assert place(anchor, "Another text, in which a mayor is named.") is None
    assert place(anchor, "Another text.") is None


def test_long_words_are_known_by_themselves() -> None:
    words = "the harbour would be dredged before the winter"
    assert placed(anchor_of(words), f"Quite another text. He thinks {words}, they say.") == words
    twice = f"Quite another: {words}, they say. But others deny that {words} at all."
    assert place(anchor_of(words), twice) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("“We have waited for years,” said", '"We have waited for years," said'),
        ("We have waited", "We\u00a0have  wai\u00adted"),
        ("waited for years", "waited\nfor years"),
    ],
)
def test_other_marks_for_the_same_letters(old: str, new: str) -> None:
    words = "“We have waited for years,” said the harbour master"
    anchor = anchor_of(words)
    text = TEXT.replace(old, new)
    found = placed(anchor, text)
    assert found is not None
    assert letters(found) == letters(words)
    assert found.startswith(("“", '"'))
    assert found.endswith("master")


def test_accents_written_otherwise_are_never_cut_through() -> None:
    text = "Le café où le maire déjeune chaque mardi depuis dix ans."
    anchor = anchor_of("café où le maire déjeune", text)
    other = unicodedata.normalize("NFD", text)
    assert placed(anchor, other) == unicodedata.normalize("NFD", "café où le maire déjeune")
    fi = "The ﬁnal ofﬁce of the mayor stands beside the harbour."
    assert placed(anchor_of("final office of the mayor", "The final office of the mayor stands beside."), fi)


def test_a_word_changed_in_a_long_passage_between_the_same_neighbours() -> None:
    words = "The mayor said that the harbour would be dredged before the winter."
    anchor = anchor_of(words)
    assert placed(anchor, TEXT.replace("said that", "says that")) == words.replace("said", "says")
    assert (
        place(anchor, TEXT.replace("dredged", "closed and built over").replace("mayor", "minister")) is None
    )


def test_another_number_is_another_passage() -> None:
    words = "said the harbour master, who had asked for 15 million."
    anchor = anchor_of(words)
    assert place(anchor, TEXT.replace("15 million", "5 million")) is None


def test_only_so_much_of_the_neighbours_is_kept() -> None:
    anchor = make_anchor("x" * 500, Span(200, 300))
    assert (len(anchor.prefix), len(anchor.suffix)) == (AROUND, AROUND)


def test_words_that_stand_everywhere_are_soon_given_up() -> None:
    assert place(Anchor("e", "a", "b", 7), "e " * 500_000) is None
