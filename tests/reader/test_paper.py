"""An article on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage, QPageSize, QPainter
from pytestqt.qtbot import QtBot

from archive.model import Anchor, Block, BlockKind, Colour, Highlight, Span
from reader.hits import ReadHit
from reader.paper import Paper, _Row, cut
from reader.printing import file_name, write_pdf
from tests.reader.articles import ARTICLE, stored

A4 = QPageSize(QPageSize.PageSizeId.A4)


@given(
    st.lists(st.tuples(st.floats(0, 20), st.floats(1, 60), st.booleans()), max_size=60),
    st.floats(0, 100),
    st.floats(70, 200),
)
def test_every_line_stands_whole_on_one_page(
    made: list[tuple[float, float, bool]], first: float, other: float
) -> None:
    rows, y = [], 0.0
    for gap, high, keeps in made:
        rows.append(_Row(y + gap, y + gap + high, keeps))
        y += gap + high
    first = min(first, other)
    pages = cut(rows, first, other)
    assert all(end - start <= (other if n else first) + 0.01 for n, (start, end) in enumerate(pages))
    assert all(before[1] <= after[0] + 0.01 for before, after in pairwise(pages))
    for row in rows:
        assert sum(start <= row.top + 0.01 and row.bottom <= end + 0.01 for start, end in pages) == 1


def test_a_heading_goes_with_what_it_heads() -> None:
    rows = [_Row(0, 30, False), _Row(30, 60, True), _Row(60, 90, False)]
    assert cut(rows, 70, 70) == [(0, 30), (30, 90)]


def test_what_is_higher_than_a_page_is_cut_there() -> None:
    pages = cut([_Row(0, 250, False), _Row(250, 280, False)], 100, 100)
    assert pages[0] == (0, 100)
    assert pages[-1][1] == 280
    assert sum(end - start for start, end in pages) == 280


def test_a_long_article_fills_pages_and_its_hits_are_marked(qtbot: QtBot, tmp_path: Path) -> None:
    text = "The members met for two hours and heard from the clerk, who read the report aloud. "
    blocks = [Block(BlockKind.HEADING, "What would change", level=2)]
    blocks += [Block(BlockKind.PARAGRAPH, text * 6) for _ in range(12)]
    blocks.append(Block(BlockKind.TABLE, "Year\tVotes\n2021\t4\n2022\t9", level=1))
    article = stored(replace(ARTICLE, blocks=tuple(blocks)))
    plain = Paper(article, A4, typeface="Newsreader")
    marked = Paper(article, A4, typeface="Newsreader", hits=[ReadHit("text", Span(22, 29))])
    assert plain.count >= 3
    moment = datetime(2026, 3, 14, tzinfo=UTC)
    anchor, span = Anchor("The members", offset=19), Span(19, 30)
    noted = Highlight(1, 1, Colour.SKY, "Ask the clerk.", anchor, span, moment, moment)
    with_note = Paper(article, A4, typeface="Newsreader", highlights=[noted])
    assert _painted(with_note, 0) != _painted(plain, 0)
    assert _painted(with_note, with_note.count - 1) != _painted(plain, plain.count - 1)
    assert _painted(plain, 0) != _painted(marked, 0)
    assert _painted(plain, 1) == _painted(marked, 1)
    assert write_pdf(plain, tmp_path / "a.pdf", "Title")
    data = (tmp_path / "a.pdf").read_bytes()
    assert data.startswith(b"%PDF-")
    assert data.count(b"/Type /Page\n") == plain.count
    assert not write_pdf(plain, tmp_path / "no such folder" / "a.pdf", "Title")


def test_letter_and_a4_are_laid_out_apart(qtbot: QtBot) -> None:
    article = stored(replace(ARTICLE, blocks=(Block(BlockKind.PARAGRAPH, "One paragraph."),)))
    letter = Paper(article, QPageSize(QPageSize.PageSizeId.Letter), typeface="Inter")
    assert letter.size.width() > Paper(article, A4, typeface="Inter").size.width()
    assert letter.count == 1


def test_a_title_becomes_a_file_name_of_every_system() -> None:
    assert file_name('Who said "no"? A/B: <yes>|\\*') == "Who said no A B yes"
    assert file_name("...") == "article"
    assert len(file_name("x" * 500)) == 80


def _painted(paper: Paper, index: int) -> bytes:
    size = paper.size * paper.scale
    image = QImage(round(size.width()), round(size.height()), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    paper.paint(painter, index)
    painter.end()
    return bytes(image.constBits())
