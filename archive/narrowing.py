"""Which articles a place, a tag or a state holds: asked of the store once, until something is written."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable, Collection, Hashable, Mapping
from typing import TypeVar

from archive.model import Place
from archive.store import Having, Store

_T = TypeVar("_T")

_STATES: Mapping[tuple[str, str], Place | Having] = {
    ("is", "unread"): Place("unread"),
    ("is", "starred"): Place("starred"),
    ("is", "read"): "read",
    ("has", "note"): "note",
    ("has", "highlight"): "highlight",
    ("has", "tag"): "tag",
}


class Narrowing:
    """What a search is narrowed to. Safe from any thread; what it hands out must not be changed.

    The same objects are handed out until the next commit: so what was worked out for them can be kept too.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._commits: int | None = None
        self._kept: dict[Hashable, object] = {}

    def ids(self, place: Place) -> array[int]:
        """The articles of a place."""
        if place.kind == "recent":  # the clock empties it, not a commit
            return self._store.ids(place)
        return self._once(place, lambda: self._store.ids(place))

    def members(self, what: str, value: str) -> Collection[int]:
        """The articles of which a tag or a state is true: `tag`, `housing`; `is`, `unread`; `has`, `note`."""
        if what == "tag":
            return self.ids(Place("tag", value))
        state = _STATES.get((what, value))
        if isinstance(state, Place):
            return self.ids(state)
        return () if state is None else self._once(state, lambda: self._store.having(state))

    def tags(self) -> Mapping[str, Collection[int]]:
        """Every tag with its articles."""
        return self._once("tags", self._store.tagged)

    def bounds(self, place: Place, gone: frozenset[int]) -> tuple[Collection[int] | None, Collection[int]]:
        """The articles that a search of a place is held to (None: all), and those it must not find."""
        within = None if place.kind == "library" else self.ids(place)
        if place.kind == "bin":
            return within, gone
        binned = self.ids(Place("bin"))
        return within, gone.union(binned) if gone else binned

    def _once(self, key: Hashable, ask: Callable[[], _T]) -> _T:
        commits = self._store.commits
        if commits is None:  # another process writes, unseen
            return ask()
        with self._lock:
            if commits != self._commits:
                self._commits, self._kept = commits, {}
            kept = self._kept
        if key not in kept:
            kept.setdefault(key, ask())
        return kept[key]  # type: ignore[return-value]
