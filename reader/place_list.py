"""The places as a list: one walks through it with the arrow keys, folds sections, asks for a row's menu."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView, QWidget

from archive.model import Counts, Place, SavedSearch, Source
from reader.article_list import AnyIndex
from reader.i18n import _
from reader.place_delegate import PlaceDelegate
from reader.place_items import Contents, Item, PlaceModel, items
from reader.place_items import Tags as Tags
from reader.scroll_bars import SlimList
from reader.theme import Theme

ADDS = frozenset({"search", "tag"})
_WITH_MENU = ("source", "tag")


class PlaceList(SlimList):
    """The sidebar's list."""

    chosen = Signal(object, str)
    search_chosen = Signal(object)
    """`SavedSearch`."""
    imports = Signal()
    added = Signal(str)
    """The «+» of a section."""
    menu_wanted = Signal(object, QPoint)
    """`Item` of a tag, a source or a saved search, and where (global)."""
    folded = Signal()
    """Other sections are folded."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._contents = Contents(Counts(0, 0, 0, 0, 0))
        self._unfolded: set[str] = set()
        self._folded: set[str] = set()
        self._place: Place | None = Place()
        self._search: int | None = None
        self.setAccessibleName(_("Places"))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self._places = PlaceModel()
        self.setModel(self._places)
        self._delegate = PlaceDelegate(theme, self, ADDS)
        self.setItemDelegate(self._delegate)
        self.setViewportMargins(0, theme.px(1), 0, 0)
        theme.changed.connect(self.scheduleDelayedItemsLayout)
        self._build()

    def show_counts(self, counts: Counts, tags: Tags = ()) -> None:
        ordered = tuple(sorted(tags, key=lambda one: (-one[1], one[0].casefold())))
        self._contents = replace(self._contents, counts=counts, known=True, tags=ordered)
        self._build()

    def show_searches(self, searches: Sequence[SavedSearch], found: Mapping[int, int]) -> None:
        """The saved searches, and how many articles those of them find of which it is known."""
        self._contents = replace(self._contents, searches=tuple(searches), found=dict(found))
        self._build()

    def show_imports(self, trouble: int | None) -> None:
        self._contents = replace(self._contents, trouble=trouble)
        self._build()

    def show_place(self, place: Place | None) -> None:
        self._place, self._search = place, None
        self._mark()

    def show_search(self, search_id: int | None) -> None:
        """Mark a saved search instead of the place it is in; None marks the place again."""
        self._search = search_id
        self._mark()

    def sources(self) -> tuple[Source, ...]:
        return self._contents.counts.sources

    @property
    def folded_sections(self) -> set[str]:
        return set(self._folded)

    def fold(self, sections: set[str]) -> None:
        """Let only the headings of these sections show."""
        self._folded = set(sections)
        self._build()

    # ---------------------------------------------------------------- keys and presses

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self._item(self.currentIndex())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._go(self.currentIndex())
            return
        if item is not None and item.kind == "heading" and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            if item.folded is (event.key() == Qt.Key.Key_Right):
                self._toggle(item.group)
            return
        if event.text().isprintable() and event.text().strip():
            event.ignore()  # letters are shortcuts of the window
            return
        before = self.currentIndex()
        super().keyPressEvent(event)
        if self.currentIndex() != before:
            item = self._item(self.currentIndex())
            if item is not None and item.kind not in ("more", "heading"):
                self._go(self.currentIndex())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at = event.position().toPoint()
        index = self.indexAt(at)
        item = self._item(index)
        if item is not None and self._delegate.plus_of(self.visualRect(index), item).contains(at):
            self.added.emit(item.group)
        else:
            self._go(index)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        item = self._item(index)
        if item is None or not (item.search or (item.place and item.place.kind in _WITH_MENU)):
            return
        at = self.visualRect(index).center() if by_key else event.pos()
        self.menu_wanted.emit(item, self.viewport().mapToGlobal(at))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.viewport().update()
        return super().viewportEvent(event)

    def _go(self, index: AnyIndex) -> None:
        item = self._item(index)
        if item is None:
            return
        if item.kind == "more":
            self._unfolded ^= {item.group}
            self._build()
        elif item.kind == "heading":
            self._toggle(item.group)
        elif item.kind == "imports":
            self._place, self._search = None, None
            self.imports.emit()
        elif item.search is not None:
            if item.search.id != self._search:
                self._search = item.search.id
                self.search_chosen.emit(item.search)
        elif item.place is not None and (item.place != self._place or self._search is not None):
            self._place, self._search = item.place, None
            self.chosen.emit(item.place, item.words)

    def _toggle(self, section: str) -> None:
        row = self.currentIndex().row()
        self._folded ^= {section}
        self._build()
        here = next((n for n, one in enumerate(self._places.items) if one.group == section), row)
        if self.hasFocus() and row >= 0 and self._places.items[here].kind == "heading":
            self.selectionModel().setCurrentIndex(
                self._places.index(here), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        self.folded.emit()

    # ---------------------------------------------------------------- rows

    def _item(self, index: AnyIndex) -> Item | None:
        return self._places.items[index.row()] if index.isValid() else None

    def _build(self) -> None:
        self._places.show(items(self._contents, self._folded, self._unfolded, self._place))
        self._mark()

    def _is_here(self, item: Item) -> bool:
        if self._search is not None:
            return item.search is not None and item.search.id == self._search
        if self._place is None:
            return item.kind == "imports"
        return item.kind == "place" and item.place == self._place

    def _mark(self) -> None:
        row = next((row for row, item in enumerate(self._places.items) if self._is_here(item)), None)
        if row is None:
            self.selectionModel().clear()
        else:
            self.selectionModel().setCurrentIndex(
                self._places.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
