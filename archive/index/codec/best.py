"""The best of what was found, in the order asked for, without sorting the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from archive.index.codec.container import Array
from archive.index.codec.found import Found
from archive.index.codec.view import View
from archive.model import Sort

_LAST = 0xFFFFFFFF
_BLOCK = 64


class Ranked(NamedTuple):
    ids: Array
    """Article ids, in order."""
    scores: Array
    total: int


def best(
    views: Sequence[View],
    found: Sequence[Found],
    allowed: Sequence[Array | None],
    keys: Sequence[Array] | None,
    offset: int,
    limit: int,
    *,
    first_added_first: bool = False,
) -> Ranked:
    """A page of the found articles that are `allowed`: by `keys`, a number for each document of each segment,
    the highest first; by score where there are none. Equals come newest first, then the last added (or the
    first)."""
    pieces: list[tuple[Array, ...]] = []
    total = 0
    for number, (view, one, mask) in enumerate(zip(views, found, allowed, strict=True)):
        key = None if keys is None else keys[number]
        if one.ids is not None:
            places = np.arange(len(one.ids)) if mask is None else np.flatnonzero(mask[one.ids])
            kept = one.ids if mask is None else one.ids[places]
            total += len(kept)
            scores = one.scores_of(places)
            if len(kept) > 4 * (offset + limit):
                chosen = _highest(scores if key is None else key[kept], offset + limit)
                kept, scores = kept[chosen], scores[chosen]
        else:
            assert one.mask is not None
            held = one.mask if mask is None else one.mask & mask
            count = int(np.count_nonzero(held))
            total += count
            values = one.scores if key is None else key
            if values is None or count <= 4 * (offset + limit):
                kept = np.flatnonzero(held)
            else:
                kept = _candidates(values, held, offset + limit)
            scores = one.scores_of(kept)
        pieces.append(_piece(view, kept, scores, None if key is None else key[kept]))
    if not pieces:
        return Ranked(np.zeros(0, np.int64), np.zeros(0, np.float32), 0)
    ranks, days, articles, values = (np.concatenate(column) for column in zip(*pieces, strict=True))
    order = np.lexsort((-articles if first_added_first else articles, days, ranks))[::-1][
        offset : offset + limit
    ]
    return Ranked(articles[order], values[order], total)


def sort_keys(views: Sequence[View], sort: Sort, counts: Sequence[Array]) -> list[Array] | None:
    """What `best` sorts by. `counts`: how often the words stand in each document, for `Sort.HITS`. Without a
    date or a source an article comes last."""
    if sort is Sort.NEWEST:
        return [view.data.documents.days.astype(np.uint32) + np.uint32(1) for view in views]
    if sort is Sort.OLDEST:
        return [
            np.where(days == 0, np.uint32(1), np.uint32(_LAST) - days)
            for days in (view.data.documents.days.astype(np.uint32) for view in views)
        ]
    if sort is Sort.SOURCE:
        names = {name.casefold() for view in views for name, _ in view.data.documents.source_names}
        ranks = {name: len(names) - n + 1 for n, name in enumerate(sorted(names))}
        return [
            np.array(
                [ranks[name.casefold()] if name else 1 for name, _ in documents.source_names], np.uint32
            )[documents.sources]
            for documents in (view.data.documents for view in views)
        ]
    return [count + np.float32(1) for count in counts] if sort is Sort.HITS else None


def _piece(view: View, kept: Array, scores: Array, key: Array | None) -> tuple[Array, Array, Array, Array]:
    documents = view.data.documents
    ranks = np.round(scores.astype(np.float64), 4) if key is None else key.astype(np.float64)
    return ranks, documents.days[kept].astype(np.int64), documents.ids[kept].astype(np.int64), scores


def _highest(values: Array, number: int) -> Array:
    """The places of at least the `number` highest values, and few more."""
    return np.flatnonzero(values >= np.partition(values, len(values) - number)[len(values) - number])


def _candidates(values: Array, held: Array, number: int) -> Array:
    """At least the `number` documents with the highest values of those `held`, and few more."""
    masked = np.where(held, values, values.dtype.type(0))
    blocks = len(masked) // _BLOCK
    if blocks > 2 * number:  # as many blocks hold something this high, so the best are no lower
        highest = masked[: blocks * _BLOCK].reshape(_BLOCK, blocks).max(axis=0)
        least = np.partition(highest, blocks - number)[blocks - number]
    else:
        least = np.partition(masked, len(masked) - number)[len(masked) - number]
    return np.flatnonzero((masked >= least) & held)
