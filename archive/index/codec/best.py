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
    sort: Sort,
    offset: int,
    limit: int,
) -> Ranked:
    """A page of the found articles that are `allowed`. Equals come newest first, then last added."""
    pieces: list[tuple[Array, Array, Array, Array]] = []
    total = 0
    scored = sort is Sort.MATCH and any(one.scores is not None for one in found)
    for view, one, mask in zip(views, found, allowed, strict=True):
        documents = view.data.documents
        if one.ids is not None:
            ids = one.ids if mask is None else one.ids[mask[one.ids]]
            scores = one.scores if mask is None or one.scores is None else one.scores[mask[one.ids]]
        else:
            assert one.mask is not None
            kept = one.mask if mask is None else one.mask & mask
            number = int(np.count_nonzero(kept))
            if number > 4 * (offset + limit):
                total += number
                values = one.scores if scored and one.scores is not None else None
                ids = _candidates(
                    values if values is not None else _keys(documents.days, sort), kept, offset + limit
                )
                scores = None if one.scores is None else one.scores[ids]
                pieces.append(_piece(view, ids, scores, sort, scored))
                continue
            ids = np.flatnonzero(kept)
            scores = None if one.scores is None else one.scores[ids]
        total += len(ids)
        pieces.append(_piece(view, ids, scores, sort, scored))
    if not pieces:
        return Ranked(np.zeros(0, np.int64), np.zeros(0, np.float32), 0)
    keys, days, articles, scores = (np.concatenate(column) for column in zip(*pieces, strict=True))
    order = np.lexsort((articles, days, keys))[::-1][offset : offset + limit]
    if sort is Sort.OLDEST:  # of one day, the one added first
        order = np.lexsort((-articles, keys))[::-1][offset : offset + limit]
    return Ranked(articles[order], scores[order], total)


def _piece(
    view: View, ids: Array, scores: Array | None, sort: Sort, scored: bool
) -> tuple[Array, Array, Array, Array]:
    documents = view.data.documents
    days = documents.days[ids].astype(np.int64)
    values = np.zeros(len(ids), np.float32) if scores is None else scores
    keys = (
        np.round(values.astype(np.float64), 4)
        if scored
        else _keys(documents.days[ids], sort).astype(np.float64)
    )
    return keys, days, documents.ids[ids].astype(np.int64), values


def _keys(days: Array, sort: Sort) -> Array:
    """What to sort days by, the highest first. An article without a date comes last in either order."""
    if sort is Sort.OLDEST:
        return np.where(days == 0, np.uint32(1), np.uint32(_LAST - 1) - days.astype(np.uint32))
    return days.astype(np.uint32) + np.uint32(1)


def _candidates(values: Array, kept: Array, number: int) -> Array:
    """At least the `number` documents with the highest values, and little more."""
    masked = np.where(kept, values, values.dtype.type(0))
    blocks = len(masked) // _BLOCK
    if blocks > 2 * number:  # as many blocks hold something this high, so the best are no lower
        highest = masked[: blocks * _BLOCK].reshape(_BLOCK, blocks).max(axis=0)
        least = np.partition(highest, blocks - number)[blocks - number]
    else:
        least = np.partition(masked, len(masked) - number)[len(masked) - number]
    return np.flatnonzero((masked >= least) & kept)
