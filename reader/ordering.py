"""What is done to a tag, a source or a saved search itself: renamed, made one, parted, taken away."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from archive.model import Changes, Counts, Place, SavedSearch, Source, together
from reader.actions import Actions
from reader.acts import Acts
from reader.i18n import _, ngettext, number
from reader.main_window import MainWindow
from reader.place_items import Tags
from reader.saving import follow

if TYPE_CHECKING:
    from archive import Library
    from reader.name_popover import NamePopover
    from reader.pick_popover import PickPopover

Target = SavedSearch | Source | str
"""What it is done to; a tag is its name."""


class Ordering(QObject):
    """The menu of a row of the sidebar, and the commands about the place one is in."""

    moved = Signal(object, str)
    """The place one was in is another now: `Place` and its name."""

    def __init__(self, library: Library, acts: Acts, actions: Actions, window: MainWindow) -> None:
        super().__init__(window)
        self._library, self._acts, self._window, self._actions = library, acts, window, actions
        self._sources: tuple[Source, ...] = ()
        self._tags: Tags = ()
        self.place = Place()
        """Where one is."""
        self.target: Target | None = None
        """What the commands are about."""
        window.sidebar.places.menu_wanted.connect(self._open_menu)
        for action, act in (
            (actions.rename, self.rename),
            (actions.merge, self.merge),
            (actions.part, self.part),
            (actions.take_away, self.take_away),
        ):
            action.triggered.connect(partial(self._on_target, act))
        self.about(None)

    @cached_property
    def names(self) -> NamePopover:
        """Made when it is opened for the first time."""
        from reader.name_popover import NamePopover

        return NamePopover(self._window.theme, self._window.whole)

    @cached_property
    def picks(self) -> PickPopover:
        """Made when it is opened for the first time."""
        from reader.pick_popover import PickPopover

        return PickPopover(self._window.theme, self._window.whole)

    def know(self, counts: Counts, tags: Tags) -> None:
        """What there is in the library."""
        self._sources, self._tags = counts.sources, tags
        if isinstance(self.target, Source):
            self.about(self._source(self.target.id))

    def about(self, target: Target | None) -> None:
        """Let the commands be about this from now on; their words say so."""
        self.target, a = target, self._actions
        name = target if isinstance(target, str) else target.name if target is not None else ""
        words = _words(target)
        for action, pattern in zip((a.rename, a.merge, a.part, a.take_away), words, strict=True):
            action.setText(pattern.format(name=name).replace("&", "&&"))
        a.rename.setEnabled(target is not None)
        a.merge.setEnabled(self._can_merge(target))
        a.part.setEnabled(isinstance(target, Source) and target.merged > 0)
        a.take_away.setEnabled(target is not None and not isinstance(target, Source))

    def look(self, place: Place, search: SavedSearch | None, source: Source | None) -> None:
        """Be about the saved search on show, the tag or source one is in, or the open article's source."""
        self.place = place
        if search is not None:
            self.about(search)
        elif place.kind == "tag":
            self.about(str(place.value))
        elif place.kind == "source" and isinstance(place.value, int):
            self.about(self._source(place.value))
        else:
            self.about(self._source(source.id) if source is not None else None)

    # ---------------------------------------------------------------- acts

    def rename(self, target: Target) -> None:
        """Ask for another name."""
        say, ask = partial(self._warn, target), partial(self.names.ask, button=_("Rename"))
        corner = self._corner()
        if isinstance(target, SavedSearch):
            title, take = _("Rename the saved search"), partial(self._rename_search, target)
            ask(title, target.name, corner=corner, take=take, say=say)
        elif isinstance(target, Source):
            title, take = _("Rename the source"), partial(self._rename_source, target)
            ask(title, target.name, corner=corner, take=take, say=say)
        else:
            title, take = _("Rename the tag"), partial(self._rename_tag, target)
            ask(title, target, corner=corner, take=take, say=say)

    def merge(self, target: Target) -> None:
        """Ask what it is to be made one with."""
        if isinstance(target, Source):
            rows = [(str(one.id), one.name, one.count) for one in self._sources if one.id != target.id]
            title = _("Merge {name} into").format(name=target.name)
            self.picks.pick(
                title, "source", _by_count(rows), self._corner(), partial(self._merge_source, target)
            )
        elif isinstance(target, str):
            rows = [(name, name, count) for name, count in self._tags if name != target]
            title = _("Merge {name} into").format(name=target)
            take = partial(self._rename_tag, target)
            self.picks.pick(title, "tag", _by_count(rows), self._corner(), take)

    def part(self, target: Target) -> None:
        """Part a source from all that were made one with it."""
        if isinstance(target, Source):
            told = _("{name} stands by itself again").format(name=target.name)
            self._acts.run(_("Separate the sources"), partial(self._library.split_source, target.id), told)

    def take_away(self, target: Target) -> None:
        """Remove a saved search, or a tag from every article."""
        if isinstance(target, SavedSearch):
            told = _("Saved search removed: {name}").format(name=target.name)
            act = partial(self._library.remove_search, target.id)
            self._acts.run(_("Remove the saved search"), act, told)
        elif isinstance(target, str):
            self._acts.run(
                _("Remove the tag"), partial(self._library.remove_tag, target), partial(_told_removed, target)
            )
            if self.place == Place("tag", target):
                self.moved.emit(Place(), "")

    def _rename_tag(self, old: str, new: str) -> None:
        words = _("Merge the tags") if self._tag(new, but=old) else _("Rename the tag")
        told = _("The tag is called {name} now").format(name=self._tag(new, but=old) or new)

        def act() -> Changes:
            name = self._tag(new, but=old) or new
            return together([self._library.rename_tag(old, new), *follow(self._library, "tag", old, name)])

        self._acts.run(words, act, told)
        if self.place == Place("tag", old):
            name = self._tag(new, but=old) or new
            self.moved.emit(Place("tag", name), name)

    def _rename_source(self, source: Source, name: str) -> None:
        told = _("The source is called {name} now").format(name=name)

        def act() -> Changes:
            made = self._library.rename_source(source.id, name)
            return together([made, *follow(self._library, "source", source.name, name)])

        self._acts.run(_("Rename the source"), act, told)

    def _merge_source(self, source: Source, into: str) -> None:
        target = self._source(int(into))
        if target is None:
            return
        told = _("{name} is merged into {other} now").format(name=source.name, other=target.name)

        def act() -> Changes:
            made = self._library.merge_sources(source.id, target.id)
            return together([made, *follow(self._library, "source", source.name, target.name)])

        self._acts.run(_("Merge the sources"), act, told)
        if self.place == Place("source", source.id):
            self.moved.emit(Place("source", target.id), target.name)

    def _rename_search(self, search: SavedSearch, name: str) -> None:
        self._acts.run(_("Rename the saved search"), partial(self._library.rename_search, search.id, name))

    # ---------------------------------------------------------------- what there is

    def _on_target(self, act: Callable[[Target], None], checked: bool = False) -> None:
        if self.target is not None:
            act(self.target)

    def _warn(self, target: Target, name: str) -> str:
        """What comes of another name, where it is more than that."""
        if isinstance(target, str) and self._tag(name, but=target):
            return _("There is a tag of this name: the two become one.")
        if isinstance(target, Source) and any(
            one.name.casefold() == name.casefold() and one.id != target.id for one in self._sources
        ):
            return _("Another source has this name. They stay two.")
        return ""

    def _tag(self, name: str, *, but: str) -> str | None:
        """The other tag that is written so, whatever the case."""
        folded = " ".join(name.split()).casefold()
        found = (one for one, _count in self._tags if one.casefold() == folded != but.casefold())
        return next(found, None)

    def _source(self, source_id: int) -> Source | None:
        return next((one for one in self._sources if one.id == source_id), None)

    def _can_merge(self, target: Target | None) -> bool:
        if isinstance(target, Source):
            return len(self._sources) > 1
        return isinstance(target, str) and len(self._tags) > 1

    # ---------------------------------------------------------------- the menu of a row

    def _open_menu(self, item: object, at: QPoint) -> None:
        target = self._target_of(item)
        if target is None:
            return
        menu = self.menu(target)
        menu.popup(at)

    def _target_of(self, item: object) -> Target | None:
        search, place = getattr(item, "search", None), getattr(item, "place", None)
        if search is not None:
            return search  # type: ignore[no-any-return]
        if place is None:
            return None
        return str(place.value) if place.kind == "tag" else self._source(place.value)

    def menu(self, target: Target) -> QMenu:
        """What can be done to this."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Rename…"), partial(self.rename, target))
        if self._can_merge(target):
            menu.addAction(_("Merge into another…"), partial(self.merge, target))
        if isinstance(target, Source) and target.merged:
            menu.addAction(_("Separate again"), partial(self.part, target))
        if isinstance(target, str):
            menu.addSeparator()
            menu.addAction(_("Take away from every article"), partial(self.take_away, target))
        elif isinstance(target, SavedSearch):
            menu.addSeparator()
            menu.addAction(_("Remove"), partial(self.take_away, target))
        return menu

    def _corner(self) -> QPoint:
        """Beside the list of places where that is on show, else at the top of the articles."""
        window, px = self._window, self._window.theme.px
        places = window.sidebar.places
        if places.isVisible():
            row = places.visualRect(places.currentIndex())
            y = max(0, min(row.bottom(), places.height() - px(40)))
            return places.mapTo(window.whole, QPoint(px(28), y + px(4)))
        return window.list_column.mapTo(window.whole, QPoint(px(14), px(52)))


def _by_count(rows: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    return sorted(rows, key=lambda row: (-row[2], row[1].casefold()))


def _told_removed(name: str, changes: Changes) -> str:
    n = len(changes.changed)
    words = ngettext("Tag taken away from {n} article: {name}", "Tag taken away from {n} articles: {name}", n)
    return words.format(n=number(n), name=name)


def _words(target: Target | None) -> tuple[str, str, str, str]:
    """The four commands, as they are about this."""
    part = _("Separate {name} again") if isinstance(target, Source) else _("Separate the source again")
    match target:
        case SavedSearch():
            rename, take_away = _("Rename the saved search {name}…"), _("Remove the saved search {name}")
            return rename, _("Merge into another…"), part, take_away
        case str():
            rename, merge = _("Rename the tag {name}…"), _("Merge the tag {name} into another…")
            return rename, merge, part, _("Take the tag {name} away from every article")
        case Source():
            rename, merge = _("Rename the source {name}…"), _("Merge the source {name} into another…")
            return rename, merge, part, _("Remove tag or saved search")
    return (
        _("Rename tag, source or saved search…"),
        _("Merge into another…"),
        part,
        _("Remove tag or saved search"),
    )
