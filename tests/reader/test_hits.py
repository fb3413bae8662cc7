"""The hits of an article in reading order, and finding words in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archive.model import Block, BlockKind, Marked, Removal, RemovalReason, Span
from reader.find_bar import find, fold
from reader.hits import ReadHit, first_in_text, in_reading_order, sentence_around, streams_of

BLOCKS = (
    Block(BlockKind.PARAGRAPH, "a vote"),
    Block(BlockKind.PARAGRAPH, "gone vote", removed=Removal(RemovalReason.SHARING)),
    Block(BlockKind.IMAGE, "vote"),
    Block(BlockKind.CAPTION, "the vote"),
    Block(BlockKind.PARAGRAPH, "vote again"),
    Block(BlockKind.CAPTION, "vote"),
)


def test_hits_come_as_the_eye_meets_them() -> None:
    marked = Marked(text=(Span(2, 6), Span(7, 11)), title=(Span(0, 4),), captions=(Span(4, 8), Span(9, 13)))
    assert in_reading_order(BLOCKS, marked) == (
        ReadHit("title", Span(0, 4)),
        ReadHit("text", Span(2, 6)),
        ReadHit("captions", Span(4, 8)),
        ReadHit("text", Span(7, 11)),
        ReadHit("captions", Span(9, 13)),
    )


def test_an_article_opens_at_the_first_hit_below_its_title() -> None:
    title, text = ReadHit("title", Span(0, 4)), ReadHit("text", Span(2, 6))
    assert first_in_text([title, title, text]) == 2
    assert first_in_text([title]) == 0
    assert first_in_text([]) is None


def test_the_words_around_a_hit_stay_within_its_paragraph() -> None:
    text = "Before.\nThe vote was close.\nAfter."
    assert sentence_around(text, Span(12, 16)) == "The vote was close."
    long = "word " * 40 + "vote" + " word" * 40
    found = sentence_around(long, Span(200, 204))
    assert (found[:5], found[-5:]) == ("…word", "word…")
    assert " vote " in found
    assert len(found) < 170


def test_spans_count_in_what_is_kept() -> None:
    assert streams_of(BLOCKS) == {"text": "a vote\nvote again", "captions": "the vote\nvote"}


def test_words_are_found_whatever_their_case_accents_and_spaces() -> None:
    text = "The café VOTED,\nthe\tCafe voted; CAFÉ  voted"
    assert [text[s.start : s.end] for s in find(text, " cafe  voted ")] == ["café VOTED", "Cafe voted"]
    assert find(text, "") == ()
    assert find(text, "   ") == ()


@given(st.text())
def test_folding_keeps_every_letter_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet="ab c\n", max_size=40), st.text(alphabet="abc", min_size=1, max_size=3))
def test_what_is_found_is_what_was_looked_for(text: str, words: str) -> None:
    found = find(text, words)
    assert all(text[span.start : span.end] == words for span in found)
    assert bool(found) == (words in text)
