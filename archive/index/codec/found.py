"""Which documents of a segment answer, and how well: a short list where they are few, else one value each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from archive.index.codec.container import Array

_FEW = 16
"""A list is worth its while up to one document in so many."""


class Found:
    """Either `ids`, rising, with their `scores`; or `mask` and `scores` over all documents. `scores` is None
    where nothing is scored: a filter."""

    __slots__ = ("count", "ids", "mask", "scores")

    def __init__(
        self, count: int, *, ids: Array | None = None, mask: Array | None = None, scores: Array | None
    ) -> None:
        self.count, self.ids, self.mask, self.scores = count, ids, mask, scores

    @classmethod
    def nothing(cls, count: int) -> Found:
        return cls(count, ids=np.zeros(0, np.intp), scores=np.zeros(0, np.float32))

    @classmethod
    def of_values(cls, values: Array) -> Found:
        """Each document with a value over 0, which is its score."""
        mask = values > 0
        number = int(np.count_nonzero(mask))
        if number * _FEW < len(values):
            ids = np.flatnonzero(mask)
            return cls(len(values), ids=ids, scores=values[ids])
        return cls(len(values), mask=mask, scores=values)

    @property
    def is_empty(self) -> bool:
        return self.ids is not None and not len(self.ids)

    def number(self, live: Array | None) -> int:
        """How many documents, of those that are `live`."""
        if self.ids is not None:
            return len(self.ids) if live is None else int(np.count_nonzero(live[self.ids]))
        assert self.mask is not None
        return int(np.count_nonzero(self.mask if live is None else self.mask & live))

    def as_mask(self) -> Array:
        if self.mask is not None:
            return self.mask
        mask = np.zeros(self.count, bool)
        mask[self.ids] = True
        return mask

    def times(self, factor: float) -> Found:
        if self.scores is None:
            return self
        return Found(self.count, ids=self.ids, mask=self.mask, scores=self.scores * np.float32(factor))


def all_of(parts: Sequence[Found], without: Sequence[Found], count: int) -> Found:
    """What all `parts` have and none of `without`; scores are summed. No parts at all: every document."""
    lists = sorted((part for part in parts if part.ids is not None), key=lambda part: len(part.ids))  # type: ignore[arg-type]
    masks = [part for part in parts if part.ids is None]
    if lists:
        return _few(lists, masks, without)
    mask = np.ones(count, bool)
    for part in masks:
        mask = mask & part.mask
    for part in without:
        mask = mask & ~part.as_mask()
    scored = [part.scores for part in masks if part.scores is not None]
    if not scored:
        return Found(count, mask=mask, scores=None)
    scores: Array = scored[0] if len(scored) == 1 else np.add.reduce(scored)
    return Found(count, mask=mask, scores=scores)


def _few(lists: Sequence[Found], masks: Sequence[Found], without: Sequence[Found]) -> Found:
    first = lists[0]
    ids, scores = first.ids, first.scores
    assert ids is not None
    if scores is None:
        scores = np.zeros(len(ids), np.float32)
    for part in lists[1:]:
        assert part.ids is not None
        places = part.ids.searchsorted(ids)
        places[places == len(part.ids)] = 0
        kept = part.ids[places] == ids if len(part.ids) else np.zeros(len(ids), bool)
        ids, scores = ids[kept], scores[kept]
        if part.scores is not None:
            scores = scores + part.scores[places[kept]]
    for part in masks:
        assert part.mask is not None
        kept = part.mask[ids]
        ids, scores = ids[kept], scores[kept]
        if part.scores is not None:
            scores = scores + part.scores[ids]
    for part in without:
        kept = ~part.as_mask()[ids]
        ids, scores = ids[kept], scores[kept]
    return Found(first.count, ids=ids, scores=scores)


def any_of(parts: Sequence[Found], count: int) -> Found:
    """What any of `parts` has; scores are summed."""
    mask = np.zeros(count, bool)
    scores = np.zeros(count, np.float32)
    scored = False
    for part in parts:
        if part.ids is not None:
            mask[part.ids] = True
            if part.scores is not None:
                scores[part.ids] += part.scores
        else:
            assert part.mask is not None
            mask |= part.mask
            if part.scores is not None:
                np.add(scores, part.scores, out=scores, where=part.mask)
        scored = scored or part.scores is not None
    return Found(count, mask=mask, scores=scores if scored else None)
