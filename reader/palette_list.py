"""The rows of the command palette: icon, words with the letters that answer, keys or where it belongs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.headed_rows import ROW_ROLE, HeadedRows
from reader.i18n import _
from reader.key_caps import paint_caps, width_of
from reader.lines import Lines, face
from reader.marked_line import paint_marked_line
from reader.palette_entries import Entry
from reader.scroll_bars import SlimList
from reader.source_tile import paint_tile
from reader.theme import Theme

HEADING, ROW, ABOVE = 34, 42, 4
EDGE = 8


class PaletteModel(HeadedRows[Entry]):
    """Headings and entries."""

    def __init__(self) -> None:
        super().__init__(lambda row: row.kind == "heading", spoken, lambda row: row.kind == "article")


def spoken(entry: Entry) -> str:
    """A row as a sentence: «Star, S», «Unread, 312»."""
    checked = ""
    if entry.action is not None and entry.action.isCheckable():
        checked = _("on") if entry.action.isChecked() else _("off")
    keys = "+".join(entry.caps)
    return ", ".join(part for part in (entry.words, entry.right, checked, keys) if part)


class PaletteDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__()
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self._theme.px(HEADING if index.data(ROW_ROLE).kind == "heading" else ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, px = self._theme, self._theme.px
        entry: Entry = index.data(ROW_ROLE)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.kind == "heading":
            words = Lines(entry.words, face(theme, "ui.section"), box.width())
            words.draw(
                painter,
                box.x() + px(19),
                box.center().y() - words.height / 2,
                theme.colour("text.secondary"),
            )
            painter.restore()
            return
        chosen = index == self._view.currentIndex()
        hover = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or hover:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("bg.selected" if chosen else "bg.hover"))
            radius = theme.tokens.radius.control
            painter.drawRoundedRect(box.adjusted(px(EDGE), 0, -px(EDGE), 0), radius, radius)
        self._paint_entry(painter, box, entry, chosen=chosen)
        painter.restore()

    def _paint_entry(self, painter: QPainter, box: QRectF, entry: Entry, *, chosen: bool) -> None:
        theme, px = self._theme, self._theme.px
        middle = box.center().y()
        self._paint_sign(painter, box.x() + px(20), middle, entry, chosen=chosen)
        right = box.right() - px(20)
        left = box.x() + px(54)
        if entry.caps:
            right -= width_of(theme, entry.caps)
            paint_caps(painter, theme, right, middle, entry.caps)
            right -= px(12)
        elif entry.right:
            said = Lines(entry.right, face(theme, "ui.base"), (right - left) * 0.45)
            right -= said.natural_width
            said.draw(painter, right, middle - said.height / 2, theme.colour("text.tertiary"))
            right -= px(14)
        if entry.action is not None and entry.action.isCheckable() and entry.action.isChecked():
            side = px(theme.tokens.size.icon_small)
            right -= side
            theme.paint_icon(
                painter, QRectF(round(right), round(middle - side / 2), side, side), "check", "accent.text"
            )
            right -= px(10)
        role = "list.title" if entry.kind == "article" else "search"
        inks = theme.colour("text.primary"), theme.colour("accent.text")
        paint_marked_line(
            painter,
            QPointF(left, middle),
            right - left,
            entry.words,
            entry.marks,
            face(theme, role, entry.words),
            inks,
        )

    def _paint_sign(
        self, painter: QPainter, left: float, middle: float, entry: Entry, *, chosen: bool
    ) -> None:
        """The icon, or the tile of the source."""
        theme, px = self._theme, self._theme.px
        if entry.source:
            tile = px(theme.tokens.size.tile + 1)
            paint_tile(painter, QRectF(left, round(middle - tile / 2), tile, tile), theme, entry.source)
        elif entry.icon:
            side = px(theme.tokens.size.icon)
            square = QRectF(round(left), round(middle - side / 2), side, side)
            theme.paint_icon(painter, square, entry.icon, "accent.text" if chosen else "text.secondary")


class PaletteList(SlimList):
    """Pressed or led to; never takes the keyboard itself."""

    used = Signal(object)
    """`Entry`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._theme = theme
        self.rows = PaletteModel()
        self._delegate = PaletteDelegate(theme, self)
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        self.setViewportMargins(0, theme.px(ABOVE), 0, 0)
        self.setAccessibleName(_("Commands, places and articles"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def tall(self) -> int:
        """The height that all rows take."""
        px, entries = self._theme.px, self.rows.rows
        return px(ABOVE) + sum(px(HEADING if one.kind == "heading" else ROW) for one in entries)

    @property
    def chosen(self) -> Entry | None:
        """The row that Enter would use."""
        index = self.currentIndex()
        return self.rows.rows[index.row()] if index.isValid() else None

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these, led to the first; to the one that was chosen before, where it is among them still."""
        before = self.chosen
        self.rows.show(entries)
        places = self._places()
        same = [n for n in places if before is not None and entries[n].key == before.key]
        self._lead((same or places or [-1])[0])

    def step(self, by: int) -> None:
        """Down and up, round at the ends."""
        places = self._places()
        if places:
            here = self.currentIndex().row()
            at = places.index(here) + by if here in places else 0
            self._lead(places[at % len(places)])

    def leap(self, by: int) -> None:
        """A page down or up, not over the ends."""
        places = self._places()
        if places:
            here = places.index(self.currentIndex().row()) if self.currentIndex().isValid() else 0
            page = max(1, self.viewport().height() // self._theme.px(ROW) - 1)
            self._lead(places[max(0, min(len(places) - 1, here + by * page))])

    def go_to_first(self) -> None:
        if places := self._places():
            self._lead(places[0])

    def _places(self) -> list[int]:
        return [n for n, entry in enumerate(self.rows.rows) if entry.kind != "heading"]

    def _lead(self, row: int) -> None:
        index = self.rows.index(row)
        self.setCurrentIndex(index)
        if index.isValid():
            if row == 1:  # with its heading
                self.scrollToTop()
            else:
                self.scrollTo(index)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            entry = self.rows.rows[index.row()]
            if entry.kind != "heading":
                self.used.emit(entry)
