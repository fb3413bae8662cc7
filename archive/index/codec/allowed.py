"""Which articles a search may show: those still there, inside the place, outside the bin."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence

import numpy as np

from archive.index.codec.container import Array
from archive.index.codec.view import View

_DENSE = 1 << 24


def allowed(
    views: Sequence[View], within: Collection[int] | None, without: Collection[int]
) -> list[Array | None]:
    """For each view the mask of its documents that may be shown; None where all may."""
    masks = [view.live for view in views]
    if within is not None:
        wanted = Members(within)
        masks = [
            _both(mask, wanted.among(view.data.documents.ids))
            for mask, view in zip(masks, views, strict=True)
        ]
    if len(without):
        unwanted = Members(without)
        masks = [
            _both(mask, ~unwanted.among(view.data.documents.ids))
            for mask, view in zip(masks, views, strict=True)
        ]
    return masks


class Members:
    """A set of article ids, asked for many at once."""

    def __init__(self, ids: Collection[int]) -> None:
        self._ids = self.numbers(ids)
        self._most = int(self._ids.max(initial=0))
        self._table: Array | None = None
        if self._most < _DENSE:
            self._table = np.zeros(self._most + 2, bool)
            self._table[self._ids] = True

    @staticmethod
    def numbers(ids: Collection[int]) -> Array:
        """The ids as an array, without a copy where they are one already."""
        if isinstance(ids, array):
            return np.frombuffer(ids, np.dtype(ids.typecode)) if len(ids) else np.zeros(0, np.int64)
        return np.fromiter(ids, np.int64, len(ids))

    def among(self, ids: Array) -> Array:
        if self._table is None:
            return np.isin(ids, self._ids)
        places = ids.astype(np.intp)  # the numbers of a segment may be too narrow for the highest here
        return self._table[np.minimum(places, self._most + 1, out=places)]


def _both(one: Array | None, other: Array) -> Array:
    return other if one is None else one & other
