"""Code points of an article's text ↔ positions in its document, over documents as the pane fills them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from archive.model import Block, BlockKind, CleanArticle, Mark, Removal, RemovalReason, Span
from reader import assets
from reader.article_document import ArticleDocument
from reader.display_form import REPLACEMENT
from reader.reading_style import ReadingStyle
from reader.theme import Theme

LETTERS = st.sampled_from(
    ["a", "b ", "word ", "é", "ß", "\n", "\u0301", "😀", "👩‍👩‍👧", "\u2029", "\ufdd0", "ش", "x" * 130]
)
TEXTS = st.lists(LETTERS, max_size=12).map("".join)
CELLS = st.lists(
    st.lists(TEXTS.map(lambda t: t.replace("\n", " ")), min_size=1, max_size=3), min_size=1, max_size=3
)


@st.composite
def blocks_of(draw: st.DrawFn) -> Block:
    kind = draw(st.sampled_from(list(BlockKind)))
    removed = draw(st.sampled_from([None, None, None, Removal(RemovalReason.SHARING)]))
    if kind is BlockKind.TABLE:
        text = "\n".join("\t".join(row) for row in draw(CELLS))
        return Block(kind, text, removed=removed, level=draw(st.integers(0, 1)))
    text = draw(TEXTS)
    ends = sorted(draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    marks = (Mark(ends[0], ends[1], "link", "https://example.example/"),) if ends[0] < ends[1] else ()
    return Block(kind, text, marks, removed, level=draw(st.integers(0, 2)))


@pytest.fixture(scope="module")
def style(qapp: QApplication) -> ReadingStyle:
    assets.fonts(first=True)
    return ReadingStyle(Theme(assets.design()))


def filled(style: ReadingStyle, blocks: list[Block], *, show_removed: bool = False) -> ArticleDocument:
    document = ArticleDocument(style)
    document.start(blocks, style=style, width=530, show_removed=show_removed)
    while not document.fill(50):
        pass
    return document


def article(blocks: list[Block]) -> CleanArticle:
    return CleanArticle(None, "t", (), None, None, None, tuple(blocks))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(blocks_of(), max_size=6), st.booleans())
def test_every_letter_of_the_text_is_found_in_the_document(
    style: ReadingStyle, blocks: list[Block], show_removed: bool
) -> None:
    document = filled(style, blocks, show_removed=show_removed)
    for stream, text in (("text", article(blocks).text), ("captions", article(blocks).captions)):
        for i, letter in enumerate(text):
            ranges = document.map.ranges(Span(i, i + 1), stream)  # type: ignore[arg-type]
            shown = "".join(_between(document, first, last) for first, last in ranges)
            if shown:
                assert shown.replace("\u200b", "") in (letter, REPLACEMENT, " ", "\u2028")
            else:
                # between blocks and cells, in a tower of marks, or a space at the end of a post
                assert letter in "\n\t\u0301\u2029 \r\u200d" or letter.isspace()


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(blocks_of(), min_size=1, max_size=6))
def test_positions_lead_back_to_their_code_points(style: ReadingStyle, blocks: list[Block]) -> None:
    document = filled(style, blocks)
    text = article(blocks).text
    for i, letter in enumerate(text):
        ranges = document.map.ranges(Span(i, i + 1))
        if ranges and letter not in "\u0301":
            assert document.map.code_point(ranges[0][0]) == ("text", i)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS.filter(lambda t: t.strip() != ""), min_size=1, max_size=5))
def test_everything_copied_is_the_text_itself(style: ReadingStyle, texts: list[str]) -> None:
    document = filled(style, [Block(BlockKind.PARAGRAPH, text) for text in texts])
    assert document.map.text_between(0, document.characterCount()) == "\n\n".join(texts)


def test_an_emoji_before_a_word_does_not_move_its_mark(style: ReadingStyle) -> None:
    document = filled(
        style, [Block(BlockKind.PARAGRAPH, "👩‍🚀😀 the vote"), Block(BlockKind.PARAGRAPH, "a vote")]
    )
    text = "👩‍🚀😀 the vote\na vote"
    first, second = text.index("vote"), text.rindex("vote")
    for start in (first, second):
        ((begin, end),) = document.map.ranges(Span(start, start + 4))
        assert _between(document, begin, end) == "vote"


def test_a_span_over_two_paragraphs_marks_both(style: ReadingStyle) -> None:
    document = filled(
        style, [Block(BlockKind.PARAGRAPH, "one two"), Block(BlockKind.PARAGRAPH, "three four")]
    )
    shown = [_between(document, *ends) for ends in document.map.ranges(Span(4, 13))]
    assert shown == ["two", "three"]


def test_a_part_not_filled_in_yet_has_no_position(style: ReadingStyle) -> None:
    document = ArticleDocument(style)
    blocks = [Block(BlockKind.PARAGRAPH, "word " * 700) for _ in range(40)]
    document.start(blocks, style=style, width=530)
    document.fill(0)
    assert not document.is_complete
    assert document.map.position(0) == 0
    assert document.map.position(100_000) is None
    assert document.map.ranges(Span(100_000, 100_004)) == []


def test_rows_of_a_table_past_the_limit_are_counted_not_shown(style: ReadingStyle) -> None:
    rows = "\n".join(f"{n}\tname {n}\tvote {n}" for n in range(1_000))
    document = filled(style, [Block(BlockKind.TABLE, rows), Block(BlockKind.PARAGRAPH, "after the table")])
    assert "500 more rows are not shown." in document.toPlainText()
    start = len(rows) + 1
    ((first, last),) = document.map.ranges(Span(start, start + 5))
    assert _between(document, first, last) == "after"
    assert document.map.ranges(Span(len(rows) - 3, len(rows))) == []


def _between(document: ArticleDocument, first: int, last: int) -> str:
    return "".join(chr(c) for c in _code_points(document, first, last))


def _code_points(document: ArticleDocument, first: int, last: int) -> list[int]:
    units = [ord(document.characterAt(at)) for at in range(first, last)]
    raw = b"".join(unit.to_bytes(2, "little") for unit in units)
    return [ord(c) for c in raw.decode("utf-16-le")]
