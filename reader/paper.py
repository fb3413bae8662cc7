"""An article on paper: laid out in one column, cut into pages between lines, painted a page at a time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QAbstractTextDocumentLayout, QFont, QGuiApplication, QPageSize, QPainter, QPalette

from archive.model import Block, BlockKind, Highlight, Picture, StoredArticle
from reader import assets
from reader.article_document import ArticleDocument
from reader.dates import long_date
from reader.header_words import listed, standfirst_of, untitled
from reader.highlight_layer import HighlightLayer
from reader.hits import ReadHit
from reader.i18n import _, number
from reader.lines import Lines, face
from reader.marks import line_parts, paint_hit
from reader.reading_style import ReadingStyle
from reader.shapes import paint_shape, text_box
from reader.theme import Theme
from reader.typeset import SIZE, SPACING, Typeset

BODY_POINTS = 12.0
MARGINS = QMarginsF(26, 22, 26, 24)
"""Millimetres: left, top, right, bottom."""
_FOOT_GAP = 26
_PICTURE_DOTS = 3.0
"""Dots of a picture to a logical pixel: about 300 to the inch."""
_MM_AN_INCH = 25.4


@dataclass(frozen=True, slots=True)
class _Row:
    """What stands side by side: it is never cut. `keeps`: it belongs to what follows (a heading)."""

    top: float
    bottom: float
    keeps: bool


def cut(rows: Sequence[_Row], first: float, other: float) -> list[tuple[float, float]]:
    """Where pages begin and end: `first` high is the room on the first page, `other` on the others.

    A heading goes with what it heads; a row higher than a page is cut where the page ends.
    """
    pages: list[tuple[float, float]] = []
    start, at, room = 0.0, 0, first
    while at < len(rows):
        end = bisect_right(rows, start + room, lo=at, key=lambda row: row.bottom)
        if end == at:  # not even one row fits
            if room < other and not pages:
                pages.append((start, start))
            else:
                pages.append((start, start + room))
                start += room
                at = max(at, bisect_right(rows, start, lo=at, key=lambda row: row.bottom))
        elif end == len(rows):
            pages.append((start, rows[-1].bottom))
            break
        else:
            kept = end
            while kept > at and rows[kept - 1].keeps:
                kept -= 1
            end = kept if kept > at else end
            pages.append((start, rows[end - 1].bottom))
            start, at = rows[end].top, end
        room = other
    return pages or [(0.0, 0.0)]


class Paper:
    """The pages of one article on a kind of paper. Make it in the window's thread."""

    def __init__(
        self,
        stored: StoredArticle,
        size: QPageSize,
        *,
        typeface: str,
        hits: Sequence[ReadHit] = (),
        highlights: Sequence[Highlight] = (),
        pictures: Mapping[str, Picture] | None = None,
    ) -> None:
        """`hits` and `highlights` are marked, notes stand at the end; a picture that is not among `pictures`
        is a box with its description."""
        self.theme = Theme(assets.design(), typeset=Typeset(typeface, SIZE, SPACING))
        self._stored, self.kind = stored, size
        screen = QGuiApplication.primaryScreen()
        dots = screen.logicalDotsPerInch() if screen is not None else 96.0
        self.scale = BODY_POINTS * dots / 72 / SIZE
        """Pixels of a device of the screen's resolution to a logical pixel of the layout."""
        self.resolution = round(dots)
        unit = dots / _MM_AN_INCH / self.scale
        paper = size.size(QPageSize.Unit.Millimeter)
        self.size = QSizeF(paper.width() * unit, paper.height() * unit)
        self._left, self._top = MARGINS.left() * unit, MARGINS.top() * unit
        self._wide = self.size.width() - (MARGINS.left() + MARGINS.right()) * unit
        self._high = self.size.height() - (MARGINS.top() + MARGINS.bottom()) * unit
        self._blocks = (*stored.article.blocks, *_notes(highlights))
        self._head = self._lay_out_head()
        self._document = self._fill(pictures or {})
        self._highlights = HighlightLayer(self._document)
        self._highlights.show(highlights)
        self._ranges = [
            found
            for hit in hits
            if hit.stream != "title"
            for found in self._document.map.ranges(hit.span, hit.stream)
        ]
        head = self._head_height
        self._pages = cut(self._rows(), self._high - head, self._high)

    @property
    def count(self) -> int:
        return len(self._pages)

    # ---------------------------------------------------------------- layout

    def _lay_out_head(self) -> list[tuple[Lines, str, float]]:
        """The lines above the text, each with its ink and the room below it."""
        article, theme, wide = self._stored.article, self.theme, self._wide
        source = self._stored.source.name if self._stored.source else article.source or ""
        named = "  ·  ".join(part for part in (source, (article.section or "").strip()) if part)
        when = long_date(article.published) if article.published is not None else ""
        byline = "  ·  ".join(part for part in (listed(article.authors), when) if part)
        parts = (
            (named, "article.source", "text.primary", 8.0),
            (article.title.strip() or untitled(self._stored), "article.title", "text.primary", 10.0),
            (standfirst_of(article), "article.standfirst", "text.secondary", 12.0),
            (byline, "article.meta", "text.primary", 2.0),
            (article.url or "", "article.meta", "text.secondary", 2.0),
        )
        head = []
        for words, role, ink, below in parts:
            if words:
                chosen = face(theme, role, words)
                chosen.font.unsetFeature(QFont.Tag("tnum"))  # it would widen the hyphens of an address too
                head.append((Lines(words, chosen, wide, 12), ink, below))
        return head

    @property
    def _head_height(self) -> float:
        return sum(lines.height + below for lines, _ink, below in self._head) + 24

    def _fill(self, pictures: Mapping[str, Picture]) -> ArticleDocument:
        style = ReadingStyle(self.theme)
        document = ArticleDocument(style)
        document.setUseDesignMetrics(True)
        document.ratio = _PICTURE_DOTS
        article = self._stored.article
        document.start(
            self._blocks,
            style=style,
            width=self._wide,
            standfirst=article.standfirst or "",
            pictures={name: _fitting(picture, self._high * 0.8) for name, picture in pictures.items()},
        )
        while not document.fill(1_000):
            pass
        document.setTextWidth(self._wide + 2 * style.bleed)
        self._bleed = style.bleed
        return document

    def _rows(self) -> list[_Row]:
        """Everything that may not be cut, from top to bottom."""
        document, boxes = self._document, []
        headings = {
            number
            for index, span in document.spans.items()
            if self._blocks[index].kind is BlockKind.HEADING
            for number in range(span[0], span[1] + 1)
        }
        block = document.begin()
        while block.isValid():
            layout, whole = block.layout(), text_box(document, block)
            keeps, count = block.blockNumber() in headings, layout.lineCount()
            high = block.blockFormat().lineHeight()
            for at in range(count):
                top = whole.top() + at * high if count > 1 else whole.top()
                bottom = whole.bottom() if at == count - 1 else top + high
                boxes.append(_Row(top, bottom, keeps))
            block = block.next()
        return _side_by_side(sorted(boxes, key=lambda row: (row.top, row.bottom)))

    # ---------------------------------------------------------------- painting

    def paint(self, painter: QPainter, index: int) -> None:
        """Paint a page, counted from 0, on a device of `resolution` dots to the inch."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.scale, self.scale)
        painter.translate(self._left, self._top)
        self._paint_foot(painter, index)
        if index == 0:
            self._paint_head(painter)
            painter.translate(0, self._head_height)
        self._paint_text(painter, *self._pages[index])
        painter.restore()

    def _paint_head(self, painter: QPainter) -> None:
        y = 0.0
        for lines, ink, below in self._head:
            lines.draw(painter, 0, y, self.theme.colour(ink))
            y += lines.height + below
        painter.fillRect(QRectF(0, y + 4, self._wide, 0.8), self.theme.colour("line.strong"))

    def _paint_foot(self, painter: QPainter, index: int) -> None:
        y, ink = self._high + _FOOT_GAP, self.theme.colour("text.secondary")
        page = _("{n} of {m}").format(n=number(index + 1), m=number(self.count))
        count = Lines(page, face(self.theme, "article.meta"), self._wide)
        count.draw(painter, self._wide - count.natural_width, y, ink)
        title = self._stored.article.title.strip() or untitled(self._stored)
        room = self._wide - count.natural_width - 30
        Lines(title if index else "", face(self.theme, "article.meta", title), room).draw(painter, 0, y, ink)

    def _paint_text(self, painter: QPainter, top: float, bottom: float) -> None:
        painter.translate(-self._bleed, -top)
        clip = QRectF(-self._bleed, top, self._wide + 3 * self._bleed, bottom - top + 1)
        painter.setClipRect(clip)
        document = self._document
        block = document.begin()
        while block.isValid():
            box = text_box(document, block)
            if box.top() - 40 < bottom and box.bottom() + 40 > top:
                paint_shape(painter, document, block, self.theme)
            block = block.next()
        self._highlights.paint(painter, 0, document.characterCount(), self.theme)
        for first, last in self._ranges:
            for part in line_parts(document, first, last):
                if top <= part.baseline <= bottom:
                    paint_hit(painter, part, self.theme)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = clip
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, self.theme.colour("text.body"))
        context.palette = palette
        document.documentLayout().draw(painter, context)


def _notes(highlights: Sequence[Highlight]) -> list[Block]:
    """What the person noted, each under the passage it belongs to."""
    blocks: list[Block] = []
    for one in highlights:
        if one.note.strip():
            if one.anchor is not None:
                blocks.append(Block(BlockKind.QUOTE, " ".join(one.anchor.quote.split())))
            blocks.append(Block(BlockKind.PARAGRAPH, one.note.strip()))
    return [Block(BlockKind.HEADING, _("Your notes"), level=2), *blocks] if blocks else []


def _side_by_side(boxes: Sequence[_Row]) -> list[_Row]:
    """Boxes that overlap in height (cells of a table) as one row."""
    rows: list[_Row] = []
    for box in boxes:
        if rows and box.top < rows[-1].bottom - 0.5:
            rows[-1] = replace(rows[-1], bottom=max(rows[-1].bottom, box.bottom))
        else:
            rows.append(box)
    return rows


def _fitting(picture: Picture, high: float) -> Picture:
    """The picture said to be so small that it is at most so high."""
    if picture.height <= high:
        return picture
    share = high / picture.height
    return replace(picture, width=max(1, round(picture.width * share)), height=max(1, round(high)))
