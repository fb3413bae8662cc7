"""Paints a row of the list: tile, source, date, star, hits, title and snippet with their marks."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from archive.model import Snippet
from reader import row_words
from reader.article_list import ENTRY_ROLE, ArticleModel, Entry, Heading
from reader.compact_row import CompactRows
from reader.dates import list_date
from reader.labels import Label, fitted, label
from reader.lines import Face, Lines, face, one_line
from reader.source_tile import paint_tile
from reader.theme import Theme

KEPT_LAYOUTS = 300

LEFT, RIGHT = 22, 16  # where the text begins, and its distance from the right edge
HEAD_TOP, TITLE_TOP, AFTER_TITLE = 11, 32, 4
BAR, DOT, STAR = 3, 7, 14


@dataclass(slots=True)
class _Laid:
    """A row laid out for one width."""

    entry: Entry
    source: Label | Lines
    date: Label
    hits: Label | None
    title: Lines
    snippet: Lines


class ArticleDelegate(QStyledItemDelegate):
    """Layouts are kept, so that scrolling only draws."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.is_grey = False
        self.is_compact = False
        self._compact = CompactRows(theme)
        self._laid: OrderedDict[tuple[int, int], _Laid] = OrderedDict()
        self._lines: OrderedDict[tuple[object, ...], Lines] = OrderedDict()
        """Titles and snippets by what they say: a letter more finds much of what is there already."""
        theme.changed.connect(self._forget)

    def _forget(self) -> None:
        self._laid.clear()
        self._lines.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = self._theme.tokens.size
        if isinstance(index.data(ENTRY_ROLE), Heading):
            return QSize(0, self._theme.px(size.list_group))
        return QSize(0, self._theme.px(size.list_row_compact if self.is_compact else size.list_row))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setClipRect(box)
        model, row = index.model(), index.row()
        assert isinstance(model, ArticleModel)
        if model.is_heading(row):
            painter.fillRect(box, self._theme.colour("bg.list"))
            self._compact.paint_heading(painter, box, index.data(ENTRY_ROLE).words)
            painter.restore()
            return
        # State_Active would also ask for the focus: what is chosen stays so while one types or reads
        active = option.widget is None or option.widget.isActiveWindow()
        self._paint_ground(painter, box, state, active=active, line=not model.is_heading(row + 1))
        # not by way of Qt's variants: this is asked for every row of every painting
        entry = model.entry_at(row)
        if entry is None or self.is_grey:
            paint_grey_row(painter, box, self._theme, compact=self.is_compact)
        elif self.is_compact:
            self._compact.paint(painter, box, entry, short_dates=model.short_dates)
        else:
            self._paint_entry(painter, box, self._layout(entry, box.width()))
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, box: QRect, state: QStyle.StateFlag, *, active: bool, line: bool
    ) -> None:
        theme = self._theme
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.colour("bg.selected" if active else "bg.selectedInactive"))
            painter.fillRect(box.x(), box.y(), theme.px(BAR), box.height(), theme.colour("accent"))
            return
        painter.fillRect(box, theme.colour("bg.list"))
        if not line:
            return
        left = theme.px(LEFT - 6)
        painter.fillRect(box.x() + left, box.bottom(), box.width() - left, 1, theme.colour("line.subtle"))

    def _paint_entry(self, painter: QPainter, box: QRect, laid: _Laid) -> None:
        theme, px = self._theme, self._theme.px
        status = laid.entry.row.status
        x, y = float(box.x() + px(LEFT)), float(box.y())
        tile = px(theme.tokens.size.tile)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not status.is_read:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            dot = px(DOT)
            painter.drawEllipse(QRectF(box.x() + px(8), y + px(16), dot, dot))
        paint_tile(painter, QRectF(x, y + px(12), tile, tile), theme, laid.entry.row.source)
        head = y + px(HEAD_TOP)
        at = x + tile + px(6)
        laid.source.draw(painter, at, head, theme.colour("text.secondary"))
        at += laid.source.natural_width + px(7)
        laid.date.draw(painter, at, head, theme.colour("text.tertiary"))
        self._paint_right(painter, box, laid, head)
        title_top = y + px(TITLE_TOP)
        self._underline(painter, laid.title, x, title_top)
        laid.title.draw(painter, x, title_top, theme.colour("text.primary"))
        snippet_top = title_top + laid.title.height + px(AFTER_TITLE)
        self._mark(painter, laid.snippet, x, snippet_top)
        ink = theme.colour("text.secondary" if laid.entry.hit else "text.tertiary")
        laid.snippet.draw(painter, x, snippet_top, ink)

    def _paint_right(self, painter: QPainter, box: QRect, laid: _Laid, head: float) -> None:
        theme, px = self._theme, self._theme.px
        right = float(box.right() + 1 - px(RIGHT))
        if laid.hits is not None:
            right -= laid.hits.natural_width
            laid.hits.draw(painter, right, head, theme.colour("accent.text"))
            right -= px(8)
        if laid.entry.row.status.is_starred:
            star = px(STAR)
            square = QRectF(round(right - star), round(head + px(1)), star, star)
            theme.paint_icon(painter, square, "star", "star.line", "star.fill")

    def _underline(self, painter: QPainter, lines: Lines, x: float, y: float) -> None:
        shape = self._theme.tokens.highlight
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("hit.bg"))
        for box in lines.boxes(x, y):
            bar = QRectF(box.x() - 1, box.y() + box.height() * shape.title_from, box.width() + 2, 0)
            bar.setHeight(box.height() * shape.title_height)
            painter.drawRoundedRect(bar, 1, 1)

    def _mark(self, painter: QPainter, lines: Lines, x: float, y: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("hit.bg"))
        radius = self._theme.tokens.radius.mark
        for box in lines.boxes(x, y):
            painter.drawRoundedRect(box.adjusted(-2, 0, 2, 0), radius, radius)

    # ---------------------------------------------------------------- layouts

    def _layout(self, entry: Entry, width: int) -> _Laid:
        key = (entry.row.id, width)
        laid = self._laid.get(key)
        if laid is None or laid.entry is not entry:
            laid = self._laid[key] = self._lay_out(entry, width)
        self._laid.move_to_end(key)
        while len(self._laid) > KEPT_LAYOUTS:
            self._laid.popitem(last=False)
        return laid

    def _lay_out(self, entry: Entry, width: int) -> _Laid:
        theme, px = self._theme, self._theme.px
        room = width - px(LEFT) - px(RIGHT)
        row, hit = entry.row, entry.hit
        words_of_hits = row_words.hits_of(hit) if hit else ""
        hits = label(theme, "list.hits", words_of_hits) if words_of_hits else None
        date = label(theme, "list.date", list_date(row.published))
        right = (hits.natural_width + px(8) if hits else 0) + (px(STAR + 8) if row.status.is_starred else 0)
        head_room = max(px(24), room - px(theme.tokens.size.tile + 6 + 8) - date.natural_width - right)
        # dates and counts never shorten: the source does
        source = fitted(theme, "list.source", row_words.source_of(row), head_room)
        title = _snippet(hit.title if hit else None, row_words.title_of(row))
        title_face = face(theme, "list.title", title.text)
        title_lines = self._words(title, title_face, room, theme.role("list.title").max_lines)
        words = hit.snippet if hit else Snippet(one_line(row.opening))
        bottom = px(theme.tokens.size.list_row) - px(9)
        left_over = bottom - px(TITLE_TOP) - title_lines.height - px(AFTER_TITLE)
        snippet_face = face(theme, "list.snippet", words.text)
        most = max(1, int(left_over // snippet_face.line))
        snippet = self._words(words, snippet_face, room, most, theme.colour("hit.text"))
        return _Laid(entry, source, date, hits, title_lines, snippet)

    def _words(
        self, words: Snippet, face: Face, room: int, most: int, marked_ink: QColor | None = None
    ) -> Lines:
        key = (words.text, words.spans, room, most, face)
        lines = self._lines.get(key)
        if lines is None:
            lines = self._lines[key] = Lines(words.text, face, room, most, words.spans, marked_ink)
            if len(self._lines) > 2 * KEPT_LAYOUTS:
                self._lines.popitem(last=False)
        else:
            self._lines.move_to_end(key)
        return lines


def _snippet(marked: Snippet | None, plain: str) -> Snippet:
    return marked if marked is not None and marked.text.strip() else Snippet(plain)


def paint_grey_row(painter: QPainter, box: QRect, theme: Theme, *, compact: bool = False) -> None:
    """A row whose words are not here yet."""
    px = theme.px
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("bg.hover"))
    x, right = box.x() + px(LEFT), box.right() - px(RIGHT)
    room = right - x
    bars: tuple[tuple[int, int, int, int], ...] = (
        (x, 12, px(15), 15),
        (x + px(22), 15, px(110), 9),
        (right - px(44), 15, px(44), 9),
        (x, 38, int(room * 0.78), 15),
        (x, 66, room - px(8), 9),
        (x, 84, int(room * 0.72), 9),
    )
    if compact:
        bars = ((x, 12, int(room * 0.78), 14), (x, 33, px(110), 9), (right - px(44), 33, px(44), 9))
    for left, top, width, height in bars:
        painter.drawRoundedRect(QRectF(left, box.y() + px(top), width, px(height)), 3, 3)
