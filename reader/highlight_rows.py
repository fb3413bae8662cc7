"""All highlights as rows: the marked words, the note, and which article they are in. Quick with thousands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from archive.model import HighlightRow, Page
from reader.article_list import NOWHERE, AnyIndex
from reader.colours import line_of
from reader.controls import paint_focus, plain_tip, shows_focus
from reader.dates import list_date
from reader.i18n import _
from reader.lines import Lines, face
from reader.note_card import date_of, quote_of, spoken
from reader.scroll_bars import SlimTable
from reader.source_tile import paint_tile
from reader.theme import Theme

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
AT_ONCE = 100
"""So many rows are fetched at a time."""
MARGIN = 28
HIGH, HIGHER = 96, 116
ROOM = 900
"""From this width on a line holds most of what one marks: the rows are lower."""
_QUOTE = 500


class HighlightModel(QAbstractTableModel):
    """As many rows as there are; what they say is asked for when they come into sight."""

    wanted = Signal(int)
    """The rows from this one on are looked at and not known yet."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[int, HighlightRow] = {}
        self._total = 0
        self._asked: set[int] = set()

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._known.get(index.row())
        if row is None:
            self._ask(index.row())
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return quote_of(row.highlight, _QUOTE) or row.highlight.note
            case Qt.ItemDataRole.AccessibleTextRole:
                return told(row)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(row.highlight.note[:600]) or None
        return row if role == ROW_ROLE else None

    def show(self, page: Page[HighlightRow]) -> None:
        """Another answer: these rows, of so many."""
        self.beginResetModel()
        self._known = {page.offset + n: row for n, row in enumerate(page.items)}
        self._asked = {page.offset - page.offset % AT_ONCE}
        self._total = page.total
        self.endResetModel()

    def add(self, page: Page[HighlightRow]) -> None:
        """More rows of the same answer."""
        for n, row in enumerate(page.items):
            self._known[page.offset + n] = row
        if page.items:
            last = min(page.offset + len(page.items), self._total) - 1
            self.dataChanged.emit(self.index(page.offset, 0), self.index(last, 0))

    def row_at(self, index: AnyIndex) -> HighlightRow | None:
        return self._known.get(index.row()) if index.isValid() else None

    def place_of(self, highlight_id: int) -> int | None:
        """In which row a highlight is, as far as it is known."""
        return next((n for n, row in self._known.items() if row.highlight.id == highlight_id), None)

    def _ask(self, row: int) -> None:
        first = row - row % AT_ONCE
        if first not in self._asked:
            self._asked.add(first)
            self.wanted.emit(first)


def told(row: HighlightRow) -> str:
    """A row as a screen reader tells it."""
    whole = _("Note on the article")
    what = spoken(row.highlight) if row.highlight.anchor else f"{whole}: {row.highlight.note}"
    where = [row.title, row.source or "", list_date(row.published)]
    return ". ".join([what, *(part for part in where if part)])


class HighlightDelegate(QStyledItemDelegate):
    """Paints a row."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.is_wide = False

    @property
    def height(self) -> int:
        """Of every row."""
        return self._theme.px(HIGH if self.is_wide else HIGHER)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self.height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, px, box = self._theme, self._theme.px, QRectF(option.rect)
        row: HighlightRow | None = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            active = option.widget is not None and option.widget.hasFocus()
            painter.fillRect(box, theme.colour("bg.selected" if active else "bg.selectedInactive"))
        left, right = box.left() + px(MARGIN), box.right() - px(MARGIN)
        painter.fillRect(QRectF(left, box.bottom() - 1, right - left, 1), theme.colour("line.subtle"))
        if row is not None:
            self._paint_row(painter, row, QRectF(left, box.top(), right - left, box.height()))
        if option.state & QStyle.StateFlag.State_HasFocus and shows_focus(option.widget):
            paint_focus(painter, box.adjusted(px(12), 2, -px(12), -3), theme, theme.tokens.radius.control)
        painter.restore()

    def _paint_row(self, painter: QPainter, row: HighlightRow, box: QRectF) -> None:
        theme, px, one = self._theme, self._theme.px, row.highlight
        bar = QRectF(box.left(), box.top() + px(14), 3, box.height() - px(29))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(line_of(one.colour) if one.anchor else "line.control"))
        painter.drawRoundedRect(bar, 1.5, 1.5)
        x, y, room = box.left() + px(14), box.top() + px(11), box.width() - px(14)
        made = Lines(date_of(one), face(theme, "ui.small"), px(140))
        made.draw(painter, box.right() - made.natural_width, y + px(2), theme.colour("text.tertiary"))
        wide = room - made.natural_width - px(20)
        if one.anchor is not None:
            quote = quote_of(one, _QUOTE)
            most = (1 if self.is_wide else 2) + (not one.note)
            lines = Lines(quote, face(theme, "list.titleRead", quote, weight=400), wide, most)
            lines.draw(painter, x, y, theme.colour("text.primary"))
            y += lines.height + px(3)
        if one.note:
            most = 1 if one.anchor is not None else 2 + (not self.is_wide)
            note = Lines(one.note, face(theme, "ui.base"), wide, most)
            note.draw(painter, x, y, theme.colour("text.secondary"))
        self._paint_article(painter, row, QRectF(x, box.bottom() - px(32), room, px(18)))

    def _paint_article(self, painter: QPainter, row: HighlightRow, box: QRectF) -> None:
        """Tile, source, date, title on one line: the title gives way first."""
        theme, px = self._theme, self._theme.px
        side, x, gap = px(theme.tokens.size.tile), box.left(), px(8)
        paint_tile(painter, QRectF(x, round(box.center().y() - side / 2), side, side), theme, row.source)
        x += side + px(6)
        parts = (
            (row.source or "", "text.secondary", px(200)),
            (list_date(row.published), "text.tertiary", px(140)),
            (row.title, "text.tertiary", 0),
        )
        for words, ink, most in parts:
            if words:
                line = Lines(words, face(theme, "ui.small", words), min(most or 9_999, box.right() - x))
                line.draw(painter, x, box.center().y() - line.height / 2, theme.colour(ink))
                x += line.natural_width + gap


class HighlightTable(SlimTable):
    """One column of rows of one height."""

    opened = Signal(object)
    """The `HighlightRow` to be read in its article."""
    removed = Signal()
    """Del: the selected ones should go."""
    chosen = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._theme = theme
        self.highlights = HighlightModel()
        self.setModel(self.highlights)
        self._delegate = HighlightDelegate(theme)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("All highlights"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.doubleClicked.connect(lambda index: self._open())
        self.selectionModel().selectionChanged.connect(lambda new, old: self.chosen.emit())
        self.highlights.modelReset.connect(self.chosen)
        theme.changed.connect(self._fit)
        self._fit()

    def selected(self) -> Sequence[HighlightRow]:
        """The selected ones that are known, from the top."""
        indexes = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        rows = (self.highlights.row_at(index) for index in indexes)
        return [row for row in rows if row is not None]

    def go_to(self, row: int) -> None:
        """Select a row, the last one where there are not so many."""
        row = min(row, self.highlights.rowCount() - 1)
        if row >= 0:
            self.setCurrentIndex(self.highlights.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._open()
            case Qt.Key.Key_Delete:
                self.removed.emit()
            case _ if event.text().isprintable() and event.text().strip():
                event.ignore()  # letters are shortcuts of the window
            case _:
                super().keyPressEvent(event)

    def _open(self) -> None:
        if (row := self.highlights.row_at(self.currentIndex())) is not None:
            self.opened.emit(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._delegate.is_wide = self.width() >= self._theme.px(ROOM)
        self.verticalHeader().setDefaultSectionSize(self._delegate.height)
        self.viewport().update()
