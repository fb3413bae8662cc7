"""Where the person has been: places, searches and articles, to go back and forth through. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from archive.model import Place
from reader.filters import Filters

MOST = 100


@dataclass(frozen=True, slots=True)
class Stop:
    """What was looked at: a place with what it is called, what was searched in it, the open article."""

    place: Place
    name: str
    text: str = ""
    filters: Filters = ()
    article: int | None = None

    def is_same_list(self, other: Stop) -> bool:
        return (self.place, self.text, self.filters) == (other.place, other.text, other.filters)


class Trail:
    """Stops in a row, and where one is; whoever goes elsewhere from the middle leaves the rest behind."""

    def __init__(self) -> None:
        self._stops: list[Stop] = []
        self._at = -1

    @property
    def here(self) -> Stop | None:
        return self._stops[self._at] if self._stops else None

    def visit(self, stop: Stop) -> None:
        """Be somewhere. A search that is still being typed, in one place, is one stop."""
        here = self.here
        if here is not None:
            if stop.article is None and stop.is_same_list(here):
                return  # an article was closed: nowhere one goes
            same_article = stop.article == here.article
            if same_article and stop.place == here.place:
                self._stops[self._at] = stop
                return
            if stop.is_same_list(here) and here.article is None:
                self._stops[self._at] = stop
                return
        del self._stops[self._at + 1 :]
        self._stops.append(stop)
        del self._stops[:-MOST]
        self._at = len(self._stops) - 1

    @property
    def can_go_back(self) -> bool:
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        return self._at < len(self._stops) - 1

    def step(self, by: int) -> Stop | None:
        """One back (-1) or forward (1); None at the end."""
        if not 0 <= self._at + by < len(self._stops):
            return None
        self._at += by
        return self.here
