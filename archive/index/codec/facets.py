"""What was found, counted by outlet, writer, language, tag and month."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from archive.index.codec.columns import Column
from archive.index.codec.container import Array
from archive.index.codec.found import Found
from archive.index.codec.snapshot import Snapshot
from archive.model import Facet, Facets


def facets(
    snapshot: Snapshot,
    found: Sequence[Found] | None,
    allowed: Sequence[Array | None],
    kinds: Collection[str],
    tags: Mapping[str, Collection[int]],
    most: int,
) -> Facets:
    """Counts over the found articles that are `allowed`; `found` is None for all of them. At most `most` of
    each kind, months apart."""
    places, others, total = _places(snapshot, found, allowed)
    columns = snapshot.columns

    def counted(column: Column) -> _Counted:
        return _Counted(column.names, column.counts(places, others=others))

    most_of = {kind: counted(columns.of(kind)).most(most) for kind in kinds if kind != "month"}
    return Facets(
        total,
        most_of.get("source", ()),
        most_of.get("author", ()),
        most_of.get("language", ()),
        counted(columns.of_tags(tags)).most(most) if tags else (),
        counted(columns.of("month")).in_order() if "month" in kinds else (),
    )


def _places(
    snapshot: Snapshot, found: Sequence[Found] | None, allowed: Sequence[Array | None]
) -> tuple[Array, bool, int]:
    """The found documents, numbered through all segments, or all others where these are fewer; which of the
    two; and how many are found."""
    views = snapshot.views
    if found is not None and all(one.ids is not None for one in found):
        pieces = [np.zeros(0, np.intp)]
        first = 0
        for view, one, permitted in zip(views, found, allowed, strict=True):
            assert one.ids is not None
            pieces.append((one.ids if permitted is None else one.ids[permitted[one.ids]]) + first)
            first += view.count
        places = np.concatenate(pieces)
        return places, False, len(places)
    masks = [np.zeros(0, bool)]
    for number, (view, permitted) in enumerate(zip(views, allowed, strict=True)):
        mask = view.data.everyone if found is None else found[number].as_mask()
        masks.append(mask if permitted is None else mask & permitted)
    held = np.concatenate(masks)
    total = int(np.count_nonzero(held))
    others = 2 * total > len(held)
    return np.flatnonzero(~held if others else held), others, total


_FACET: Callable[[tuple[str, int]], Facet] = partial(tuple.__new__, Facet)
"""As `Facet(*pair)`, without a step in Python for each of a hundred."""


class _Counted(NamedTuple):
    """How often each name of a kind was met. An empty name, which is the first, is none."""

    names: list[str]
    counts: Array

    def most(self, number: int) -> tuple[Facet, ...]:
        """The names met most often, equals by name."""
        met = self._met()
        if len(met) > 4 * number:
            least = np.partition(self.counts[met], len(met) - number)[len(met) - number]
            met = met[self.counts[met] >= least]
        return self._facets(met[np.argsort(-self.counts[met], kind="stable")[:number]])

    def in_order(self) -> tuple[Facet, ...]:
        """All names met, in their order."""
        return self._facets(self._met())

    def _met(self) -> Array:
        met = np.flatnonzero(self.counts)
        return met[1:] if len(met) and not self.names[met[0]] else met

    def _facets(self, places: Array) -> tuple[Facet, ...]:
        pairs = zip(map(self.names.__getitem__, places.tolist()), self.counts[places].tolist(), strict=True)
        return tuple(map(_FACET, pairs))
