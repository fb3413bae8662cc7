"""What was found, counted by outlet, writer, language, tag and month."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

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
    places = _places(snapshot, found, allowed)
    columns = snapshot.columns
    counted = {kind: _most(columns.of(kind), places, most) for kind in kinds if kind != "month"}
    return Facets(
        len(places),
        counted.get("source", ()),
        counted.get("author", ()),
        counted.get("language", ()),
        _most(columns.of_tags(tags), places, most) if tags else (),
        _in_order(columns.of("month"), places) if "month" in kinds else (),
    )


def _places(snapshot: Snapshot, found: Sequence[Found] | None, allowed: Sequence[Array | None]) -> Array:
    """The found documents, numbered through all segments."""
    pieces: list[Array] = []
    first = 0
    for number, (view, permitted) in enumerate(zip(snapshot.views, allowed, strict=True)):
        one = None if found is None else found[number]
        if one is not None and one.ids is not None:
            here = one.ids if permitted is None else one.ids[permitted[one.ids]]
        else:
            mask = view.data.everyone if one is None else one.as_mask()
            here = np.flatnonzero(mask if permitted is None else mask & permitted)
        pieces.append(here + first if first else here)
        first += view.count
    if len(pieces) == 1:
        return pieces[0]
    return np.concatenate(pieces) if pieces else np.zeros(0, np.intp)


def _most(column: Column, places: Array, number: int) -> tuple[Facet, ...]:
    """The names met most often, equals by name; an empty name is none."""
    counts = column.counts(places)
    met = np.flatnonzero(counts)
    if len(met) and not column.names[met[0]]:
        met = met[1:]
    if len(met) > 4 * number:
        least = np.partition(counts[met], len(met) - number)[len(met) - number]
        met = met[counts[met] >= least]
    met = met[np.argsort(-counts[met], kind="stable")[:number]]
    return _named(column, met, counts)


def _in_order(column: Column, places: Array) -> tuple[Facet, ...]:
    """All names met, in their order."""
    counts = column.counts(places)
    met = np.flatnonzero(counts)
    return _named(column, met[1:] if len(met) and not column.names[met[0]] else met, counts)


def _named(column: Column, met: Array, counts: Array) -> tuple[Facet, ...]:
    names = map(column.names.__getitem__, met.tolist())
    return tuple(map(Facet, names, counts[met].tolist()))
