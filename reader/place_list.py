"""The rows of the sidebar: places with counts, headings, sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from archive.model import Counts, Place, PlaceKind, Source
from reader.article_list import NOWHERE, AnyIndex
from reader.controls import plain_tip
from reader.i18n import _, ngettext, number
from reader.lines import Lines, face
from reader.places import icon_of, name_of
from reader.scroll_bars import SlimList
from reader.source_tile import paint_tile
from reader.theme import Theme

FIRST_SOURCES = FIRST_TAGS = 5
Tags = tuple[tuple[str, int], ...]
"""Names with their numbers of articles."""
ITEM_ROLE = Qt.ItemDataRole.UserRole + 1

ItemKind = Literal["place", "imports", "heading", "more"]


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the sidebar."""

    kind: ItemKind
    words: str
    place: Place | None = None
    count: int | None = None
    icon: str = ""
    group: str = ""
    """Of a row that shows more: `source` or `tag`."""


class PlaceModel(QAbstractListModel):
    """All rows, in order. Small enough to be built anew at each change."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[Item] = []

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.items)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if index.isValid() and self.items[index.row()].kind == "heading":
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return item.words
            case Qt.ItemDataRole.ToolTipRole if item.place and item.place.kind in (
                "source",
                "tag",
            ):
                return plain_tip(item.words)
            case Qt.ItemDataRole.AccessibleTextRole:
                return _spoken(item)
        return item if role == ITEM_ROLE else None

    def show(self, items: list[Item]) -> None:
        """Change words and counts in place; tell of other rows only where there are others."""
        if [(i.kind, i.place, i.group) for i in items] == [(i.kind, i.place, i.group) for i in self.items]:
            for row, (old, new) in enumerate(zip(self.items, items, strict=True)):
                if old != new:
                    self.items[row] = new
                    self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self.items = items
        self.endResetModel()


def _spoken(item: Item) -> str:
    if item.count is None:
        return item.words
    if item.kind == "imports":
        look = ngettext("{n} needs a look", "{n} need a look", item.count).format(n=number(item.count))
        return f"{item.words}, {look}"
    articles = ngettext("{n} article", "{n} articles", item.count).format(n=number(item.count))
    return f"{item.words}, {articles}"


class PlaceDelegate(QStyledItemDelegate):
    """Paints a row of the sidebar."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        item: Item = index.data(ITEM_ROLE)
        # 27.5: every second row is one pixel higher
        row = self._theme.tokens.size.sidebar_row * self._theme.interface_scale
        if item.kind == "heading":
            return QSize(0, self._theme.px(36))
        return QSize(0, round(row * (index.row() + 1)) - round(row * index.row()))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        item: Item = index.data(ITEM_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if item.kind == "heading":
            self._paint_heading(painter, option.rect, item)
        else:
            self._paint_row(painter, option, item)
        painter.restore()

    def _paint_heading(self, painter: QPainter, box: QRect, item: Item) -> None:
        words = Lines(item.words, face(self._theme, "ui.section"), box.width() - self._theme.px(32))
        top = box.y() + self._theme.px(23) - words.height / 2
        words.draw(painter, self._theme.px(16), top, self._theme.colour("text.tertiary"))

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, item: Item) -> None:
        theme, px = self._theme, self._theme.px
        box = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hover = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected or hover:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("bg.selected" if selected else "bg.hover"))
            radius = theme.tokens.radius.control
            painter.drawRoundedRect(box.adjusted(px(8), 0, -px(8), 0), radius, radius)
        middle = box.center().y()
        if item.kind == "place" and item.place is not None and item.place.kind == "source":
            tile = px(theme.tokens.size.tile)
            paint_tile(painter, QRectF(px(17), round(middle - tile / 2), tile, tile), theme, item.words)
        elif item.icon:
            side = px(theme.tokens.size.icon_small)
            square = QRectF(px(17), round(middle - side / 2), side, side)
            theme.paint_icon(painter, square, item.icon, "accent.text" if selected else "text.secondary")
        right = box.width() - px(18)
        if item.count is not None:
            count = Lines(number(item.count), face(theme, "ui.base"), px(120))
            right -= count.natural_width
            strong = selected or item.kind == "imports"
            ink = theme.colour("accent.text" if strong else "text.tertiary")
            count.draw(painter, right, middle - count.height / 2, ink)
            right -= px(8)
        weight = 500 if selected else 400
        words = Lines(item.words, face(theme, "ui.base", weight=weight), right - px(41))
        ink = theme.colour("text.tertiary" if item.kind == "more" else "text.primary")
        words.draw(painter, px(41), middle - words.height / 2, ink)


class PlaceList(SlimList):
    """The places as a list one walks with the arrow keys."""

    chosen = Signal(object, str)
    imports = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._counts = Counts(0, 0, 0, 0, 0)
        self._known = False
        self._trouble: int | None = None
        self._tags: Tags = ()
        self._unfolded: set[str] = set()
        self._place: Place | None = Place()
        self.setAccessibleName(_("Places"))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self._places = PlaceModel()
        self.setModel(self._places)
        self._delegate = PlaceDelegate(theme)
        self.setItemDelegate(self._delegate)
        self.setViewportMargins(0, theme.px(1), 0, 0)
        theme.changed.connect(self.scheduleDelayedItemsLayout)
        self._build()

    def show_counts(self, counts: Counts, tags: Tags = ()) -> None:
        self._counts, self._known = counts, True
        self._tags = tuple(sorted(tags, key=lambda one: (-one[1], one[0].casefold())))
        self._build()

    def show_imports(self, trouble: int | None) -> None:
        self._trouble = trouble
        self._build()

    def show_place(self, place: Place | None) -> None:
        self._place = place
        self._mark()

    def sources(self) -> tuple[Source, ...]:
        return self._counts.sources

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._go(self.currentIndex())
            return
        if event.text().isprintable() and event.text().strip():
            event.ignore()  # letters are shortcuts of the window
            return
        before = self.currentIndex()
        super().keyPressEvent(event)
        if self.currentIndex() != before:
            item = self._item(self.currentIndex())
            if item is not None and item.kind != "more":
                self._go(self.currentIndex())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._go(self.indexAt(event.position().toPoint()))

    def _go(self, index: AnyIndex) -> None:
        item = self._item(index)
        if item is None:
            return
        if item.kind == "more":
            self._unfolded ^= {item.group}
            self._build()
        elif item.kind == "imports":
            self._place = None
            self.imports.emit()
        elif item.place is not None and item.place != self._place:
            self._place = item.place
            self.chosen.emit(item.place, item.words)

    def _item(self, index: AnyIndex) -> Item | None:
        return self._places.items[index.row()] if index.isValid() else None

    def _build(self) -> None:
        counts = self._counts
        kinds: tuple[tuple[PlaceKind, int], ...] = (
            ("library", counts.library),
            ("unread", counts.unread),
            ("starred", counts.starred),
            ("recent", counts.recent),
            ("highlights", counts.highlights),
            ("bin", counts.bin),
        )
        items = []
        for kind, count in kinds:
            if kind == "highlights" and not (counts.highlights or counts.notes):
                continue  # it comes with the first one
            place = Place(kind)
            # the bin says nothing while it is empty; no count is shown before it is known
            shown = count if self._known and (count or kind != "bin") else None
            items.append(Item("place", name_of(place), place, shown, icon_of(place)))
        if self._trouble is not None:
            items.insert(
                len(items) - 1, Item("imports", _("Imports"), None, self._trouble or None, "download")
            )
        if self._tags:
            items.append(Item("heading", _("Tags")))
            items += self._tag_items()
        if counts.sources:
            items.append(Item("heading", _("Sources")))
            items += self._source_items()
        self._places.show(items)
        self._mark()

    def _tag_items(self) -> list[Item]:
        tags, unfolded = self._tags, "tag" in self._unfolded
        chosen = self._place.value if self._place and self._place.kind == "tag" else None
        shown = [t for n, t in enumerate(tags) if unfolded or n < FIRST_TAGS or t[0] == chosen]
        items = [Item("place", name, Place("tag", name), count, "hash") for name, count in shown]
        if len(tags) > FIRST_TAGS:
            every = ngettext("All {n} tags", "All {n} tags", len(tags)).format(n=number(len(tags)))
            items.append(Item("more", _("Fewer tags") if unfolded else every, group="tag"))
        return items

    def _source_items(self) -> list[Item]:
        sources, unfolded = self._counts.sources, "source" in self._unfolded
        chosen = self._place.value if self._place and self._place.kind == "source" else None
        shown = [s for n, s in enumerate(sources) if unfolded or n < FIRST_SOURCES or s.id == chosen]
        items = [Item("place", s.name, Place("source", s.id), s.count) for s in shown]
        if len(sources) > FIRST_SOURCES:
            every = ngettext("All {n} sources", "All {n} sources", len(sources)).format(
                n=number(len(sources))
            )
            items.append(Item("more", _("Fewer sources") if unfolded else every, group="source"))
        return items

    def _mark(self) -> None:
        for row, item in enumerate(self._places.items):
            is_here = item.kind == "imports" if self._place is None else item.place == self._place
            if is_here and item.kind in ("place", "imports"):
                self.selectionModel().setCurrentIndex(
                    self._places.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect
                )
                return
        self.selectionModel().clear()
