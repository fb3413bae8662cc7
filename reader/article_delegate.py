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
_NO_PEN, _SMOOTH = Qt.PenStyle.NoPen, QPainter.RenderHint.Antialiasing


@dataclass(slots=True)
class _Laid:
    """A row laid out for one width: what is to be drawn, and where in the row."""

    entry: Entry
    underlines: list[QRectF]
    marks: list[QRectF]
    texts: list[tuple[Label | Lines, float, float, QColor]]
    hits_width: float


class _Places:
    """Where things stand in a row, in whole pixels at the text size of the moment."""

    def __init__(self, theme: Theme) -> None:
        px, size = theme.px, theme.tokens.size
        tile = px(size.tile)
        self.bar, self.line = px(BAR), px(LEFT - 6)
        self.left, self.right, self.gap, self.least = px(LEFT), px(RIGHT), px(8), px(24)
        self.head, self.title, self.after_title = px(HEAD_TOP), px(TITLE_TOP), px(AFTER_TITLE)
        self.bottom = px(size.list_row) - px(9)
        self.tile = QRectF(self.left, px(12), tile, tile)
        self.source, self.after_source = self.left + tile + px(6), px(7)
        self.dot = QRectF(px(8), px(16), px(DOT), px(DOT))
        self.star, self.star_top = px(STAR), px(HEAD_TOP + 1)


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
        self._at = _Places(theme)
        theme.changed.connect(self._forget)

    def _forget(self) -> None:
        self._at = _Places(self._theme)
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
            painter.fillRect(box.x(), box.y(), self._at.bar, box.height(), theme.colour("accent"))
            return
        painter.fillRect(box, theme.colour("bg.list"))
        if not line:
            return
        left = self._at.line
        painter.fillRect(box.x() + left, box.bottom(), box.width() - left, 1, theme.colour("line.subtle"))

    def _paint_entry(self, painter: QPainter, box: QRect, laid: _Laid) -> None:
        theme, at, row = self._theme, self._at, laid.entry.row
        painter.translate(box.topLeft())
        painter.setRenderHint(_SMOOTH)
        painter.setPen(_NO_PEN)
        if not row.status.is_read:
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(at.dot)
        paint_tile(painter, at.tile, theme, row.source)
        if row.status.is_starred:
            right = box.width() - at.right - (laid.hits_width + at.gap if laid.hits_width else 0)
            square = QRectF(round(right - at.star), at.star_top, at.star, at.star)
            theme.paint_icon(painter, square, "star", "star.line", "star.fill")
            painter.setPen(_NO_PEN)
        if laid.underlines or laid.marks:
            painter.setBrush(theme.colour("hit.bg"))
            for bar in laid.underlines:
                painter.drawRoundedRect(bar, 1, 1)
            radius = theme.tokens.radius.mark
            for mark in laid.marks:
                painter.drawRoundedRect(mark, radius, radius)
        for words, x, y, ink in laid.texts:
            words.draw(painter, x, y, ink)

    # ---------------------------------------------------------------- layouts

    def _layout(self, entry: Entry, width: int) -> _Laid:
        key = (entry.row.id, width)
        laid = self._laid.get(key)
        if laid is None or not _looks_alike(laid.entry, entry):
            laid = self._laid[key] = self._lay_out(entry, width)
        self._laid.move_to_end(key)
        while len(self._laid) > KEPT_LAYOUTS:
            self._laid.popitem(last=False)
        return laid

    def _lay_out(self, entry: Entry, width: int) -> _Laid:
        theme, at = self._theme, self._at
        row, hit = entry.row, entry.hit
        x, right, head = at.left, width - at.right, at.head
        room = right - x
        hits = row_words.hits_of(hit) if hit else ""
        texts: list[tuple[Label | Lines, float, float, QColor]] = []
        hits_width = 0.0
        if hits:
            count = label(theme, "list.hits", hits)
            hits_width = count.natural_width
            texts.append((count, right - hits_width, head, theme.colour("accent.text")))
        taken = (hits_width + at.gap if hits else 0) + (at.star + at.gap if row.status.is_starred else 0)
        date = label(theme, "list.date", list_date(row.published))
        # dates and counts never shorten: the source does
        left = at.source
        source_room = max(at.least, right - left - at.gap - date.natural_width - taken)
        source = fitted(theme, "list.source", row_words.source_of(row), source_room)
        texts.append((source, left, head, theme.colour("text.secondary")))
        texts.append(
            (date, left + source.natural_width + at.after_source, head, theme.colour("text.tertiary"))
        )
        words = _snippet(hit.title if hit else None, row_words.title_of(row))
        title_face = face(theme, "list.title", words.text)
        title = self._words(words, title_face, room, theme.role("list.title").max_lines)
        texts.append((title, x, at.title, theme.colour("text.primary")))
        words = hit.snippet if hit else Snippet(one_line(row.opening))
        top = at.title + title.height + at.after_title
        snippet_face = face(theme, "list.snippet", words.text)
        most = max(1, int((at.bottom - top) // snippet_face.line))
        snippet = self._words(words, snippet_face, room, most, theme.colour("hit.text"))
        texts.append((snippet, x, top, theme.colour("text.secondary" if hit else "text.tertiary")))
        marks = [box.adjusted(-2, 0, 2, 0) for box in snippet.boxes(x, top)]
        return _Laid(entry, self._underlines(title, x, at.title), marks, texts, hits_width)

    def _underlines(self, lines: Lines, x: float, y: float) -> list[QRectF]:
        shape, bars = self._theme.tokens.highlight, []
        for box in lines.boxes(x, y):
            bar = QRectF(box.x() - 1, box.y() + box.height() * shape.title_from, box.width() + 2, 0)
            bar.setHeight(box.height() * shape.title_height)
            bars.append(bar)
        return bars

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


def _looks_alike(one: Entry, other: Entry) -> bool:
    """True where both rows show the same: a letter more often finds what is on the screen already."""
    if one is other:
        return True
    old, new = one.hit, other.hit
    if old is None or new is None:
        return old is new and one.row == other.row
    same = old.count == new.count and old.snippet == new.snippet and old.title == new.title
    return same and one.row == other.row


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
