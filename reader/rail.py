"""The sidebar where there is little room: the same places as icons in 56 pixels."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QMenu, QVBoxLayout, QWidget

from archive.model import Place, PlaceKind, SavedSearch, Source
from reader.controls import Area, Hairline, IconButton
from reader.i18n import _
from reader.place_list import Tags
from reader.places import icon_of, name_of
from reader.sidebar import Mark
from reader.theme import Theme

MOST_IN_MENU = 30
KINDS: tuple[PlaceKind, ...] = ("library", "unread", "starred", "recent", "highlights", "bin")


class RailButton(IconButton):
    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(38), self.theme.px(36))


class Rail(Area):
    """Mark, places, sources, foot."""

    chosen = Signal(object, str)
    search_chosen = Signal(object)
    """`SavedSearch`."""
    imports = Signal()

    def __init__(self, theme: Theme, add: QAction, show: QAction, parent: QWidget | None = None) -> None:
        super().__init__(theme, "bg.window", "right", parent)
        self._sources: tuple[Source, ...] = ()
        self._tags: Tags = ()
        self._searches: Sequence[SavedSearch] = ()
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._buttons: dict[str, RailButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 1, 0)
        self._column.setSpacing(theme.px(4))
        self._column.addWidget(Mark(theme, name=False))
        self._column.addSpacing(theme.px(5))
        for kind in KINDS:
            place = Place(kind)
            button = self._add(kind, icon_of(place), name_of(place))
            button.clicked.connect(partial(self.chosen.emit, place, name_of(place)))
        self.show_highlights(False)
        self._imports = self._add("imports", "download", _("Imports"))
        self._imports.clicked.connect(self.imports)
        self._imports.hide()
        self._line = Hairline(theme)
        self._line.setFixedWidth(theme.px(24))
        self._column.addSpacing(theme.px(4))
        self._column.addWidget(self._line, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addSpacing(theme.px(4))
        self._searches_button = self._add("search", "search", _("Saved searches"))
        self._searches_button.clicked.connect(self._open_searches)
        self._searches_button.hide()
        self._tags_button = self._add("tag", "tag", _("Tags"))
        self._tags_button.clicked.connect(self._open_tags)
        self._tags_button.hide()
        self._sources_button = self._add("source", "newspaper", _("Sources"))
        self._sources_button.clicked.connect(self._open_sources)
        self._column.addStretch(1)
        foot = RailButton(theme, "plus", _("Add articles"))
        foot.follow(add)
        self._column.addWidget(foot, 0, Qt.AlignmentFlag.AlignHCenter)
        self._settings_at = self._column.count()
        self._unfold = RailButton(theme, "panel-left", "", action=show)
        self._column.addWidget(self._unfold, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addSpacing(theme.px(8))
        self._fit()
        theme.changed.connect(self._fit)

    def add_settings(self, action: QAction) -> None:
        """The way to the settings, at the foot."""
        button = RailButton(self.theme, "settings", "", action=action)
        self._column.insertWidget(self._settings_at, button, 0, Qt.AlignmentFlag.AlignHCenter)

    def _add(self, name: str, icon: str, words: str) -> RailButton:
        button = RailButton(self.theme, icon, words)
        button.setCheckable(True)
        self._group.addButton(button)
        self._buttons[name] = button
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        return button

    @property
    def first(self) -> RailButton:
        return self._buttons["library"]

    def show_highlights(self, any_: bool) -> None:
        """Show the way to all highlights, once there are any."""
        self._buttons["highlights"].setVisible(any_)

    def show_sources(self, sources: tuple[Source, ...]) -> None:
        self._sources = sources
        self._sources_button.setVisible(bool(sources))
        self._line.setVisible(bool(sources))

    def show_tags(self, tags: Tags) -> None:
        self._tags = tuple(sorted(tags, key=lambda one: -one[1]))
        self._tags_button.setVisible(bool(tags))

    def show_searches(self, searches: Sequence[SavedSearch]) -> None:
        self._searches = searches
        self._searches_button.setVisible(bool(searches))

    def show_search(self, shown: bool, place: Place) -> None:
        """Mark the saved searches instead of the place that one is in."""
        self._buttons["search"].setChecked(shown)
        if place.kind in self._buttons:
            self._buttons[place.kind].setChecked(not shown)

    def show_imports(self, trouble: int | None) -> None:
        self._imports.setVisible(trouble is not None)

    def show_place(self, place: Place | None) -> None:
        here = place.kind if place is not None else "imports"
        for name, button in self._buttons.items():
            button.setChecked(name == here)

    def can_unfold(self, can: bool) -> None:
        """Show the button that brings the sidebar back only where there is room for it."""
        self._unfold.setVisible(can)

    def _open_sources(self) -> None:
        named = [(Place("source", source.id), source.name) for source in self._sources]
        self._open(self._sources_button, named)

    def _open_searches(self) -> None:
        menu = self._menu()
        for search in self._searches[:MOST_IN_MENU]:
            action = menu.addAction(search.name.replace("&", "&&"))
            action.triggered.connect(partial(self.search_chosen.emit, search))
        menu.popup(self._searches_button.mapToGlobal(self._searches_button.rect().topRight()))

    def _open_tags(self) -> None:
        self._open(self._tags_button, [(Place("tag", name), name) for name, _count in self._tags])

    def _open(self, button: RailButton, named: Sequence[tuple[Place, str]]) -> None:
        """A menu of places beside their button."""
        menu = self._menu()
        for place, name in named[:MOST_IN_MENU]:
            action = menu.addAction(name.replace("&", "&&"))
            action.triggered.connect(partial(self.chosen.emit, place, name))
        menu.popup(button.mapToGlobal(button.rect().topRight()))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _fit(self) -> None:
        self.setFixedWidth(self.theme.px(self.theme.tokens.size.rail))
