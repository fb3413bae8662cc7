"""What is counted of the found articles, laid out for counting: one number a name, through all segments."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from archive.index.codec.allowed import Members
from archive.index.codec.container import Array
from archive.index.codec.places import runs
from archive.index.codec.view import View


class Column(NamedTuple):
    """The values of a kind that each document has. `names` rise; the empty one, where there is one, is
    first."""

    names: list[str]
    codes: Array
    """Places among the names: one a document, or as many as `starts` says."""
    starts: Array | None
    everywhere: Array
    """How often all documents have each name."""

    @classmethod
    def of(cls, names: list[str], codes: Array, starts: Array | None) -> Column:
        return cls(names, codes, starts, np.bincount(codes, minlength=len(names)))

    def counts(self, places: Array, *, others: bool = False) -> Array:
        """How often these documents have each name; or all others, which is quicker where they are most."""
        if others:
            return self.everywhere - self.counts(places)
        if self.starts is None:
            wanted = places
        else:
            first = self.starts[places]
            wanted = runs(first, self.starts[places + 1] - first)
        return np.bincount(self.codes[wanted], minlength=len(self.names))


class Columns:
    """The columns of a commit, each made when it is first asked for. Safe from any thread."""

    def __init__(self, views: Sequence[View]) -> None:
        self._views = views
        self._made: dict[str, Column] = {}
        self._tagged: tuple[Mapping[str, Collection[int]], Column] | None = None

    def of(self, kind: str) -> Column:
        """Kinds: source · author · language · month (`YYYY-MM`)."""
        column = self._made.get(kind)
        if column is None:
            column = self._made[kind] = self._joined(kind)
        return column

    def of_tags(self, tags: Mapping[str, Collection[int]]) -> Column:
        """The tags as a column; kept while the same mapping is handed in again."""
        known = self._tagged
        if known is None or known[0] is not tags:
            known = self._tagged = tags, self._of_members(tags)
        return known[1]

    def _joined(self, kind: str) -> Column:
        own = [view.data.documents.names(kind) for view in self._views]
        names = sorted(set().union(*own))
        places = {name: place for place, name in enumerate(names)}
        codes: list[Array] = [np.zeros(0, np.intp)]
        counts: list[Array] = []
        for view, some in zip(self._views, own, strict=True):
            documents = view.data.documents
            numbers = np.array([places[name] for name in some] or [0], np.intp)
            codes.append(numbers[documents.authors if kind == "author" else documents.column(kind)])
            counts.append(documents.author_counts)
        return Column.of(names, np.concatenate(codes), _starts(counts) if kind == "author" else None)

    def _of_members(self, tags: Mapping[str, Collection[int]]) -> Column:
        names = sorted(tags)
        ids = [Members.numbers(tags[name]) for name in names]
        places = self._places(np.concatenate([np.zeros(0, np.int64), *ids]))
        codes = np.repeat(np.arange(len(names)), [len(some) for some in ids])[places >= 0]
        places = places[places >= 0]
        order = np.argsort(places, kind="stable")
        count = sum(view.count for view in self._views)
        return Column.of(names, codes[order], _starts([np.bincount(places, minlength=count)]))

    def _places(self, ids: Array) -> Array:
        """Where the articles of these ids stand, those that are still there; -1 for others."""
        known: list[Array] = [np.zeros(0, np.int64)]
        at: list[Array] = [np.zeros(0, np.intp)]
        first = 0
        for view in self._views:
            here = np.arange(view.count) if view.live is None else np.flatnonzero(view.live)
            known.append(view.data.documents.ids[here].astype(np.int64))
            at.append(here + first)
            first += view.count
        everyone, places = np.concatenate(known), np.concatenate(at)
        if not len(everyone):
            return np.full(len(ids), -1)
        order = np.argsort(everyone)
        found = everyone.searchsorted(ids, sorter=order)
        found[found == len(order)] = 0
        found = order[found]
        return np.where(everyone[found] == ids, places[found], -1)


def _starts(counts: Sequence[Array]) -> Array | None:
    """Where each document's values begin; None where each has just one."""
    if all((some == 1).all() for some in counts):
        return None
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(np.concatenate(counts), dtype=np.int64)))
