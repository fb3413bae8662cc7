"""Which documents of a segment answer, and how well: a short list where they are few, else one value each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from archive.index.codec.container import Array

_FEW = 16
"""A list is worth its while up to one document in so many."""


class Found:
    """Either `ids`, rising, with their `scores`; or `mask` and `scores` over all documents, which outside of
    the mask mean nothing. `scores` is None where nothing is scored: a filter. They are yet to be multiplied
    by `worth`."""

    __slots__ = ("count", "ids", "is_clean", "mask", "scores", "worth")

    def __init__(
        self,
        count: int,
        *,
        ids: Array | None = None,
        mask: Array | None = None,
        scores: Array | None,
        worth: float = 1.0,
        is_clean: bool = False,
    ) -> None:
        """`is_clean`: the scores are 0 outside of the mask."""
        self.count, self.ids, self.mask, self.scores = count, ids, mask, scores
        self.worth, self.is_clean = worth, is_clean

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
        return cls(len(values), mask=mask, scores=values, is_clean=True)

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

    def worth_of(self, worth: float) -> Found:
        return Found(
            self.count, ids=self.ids, mask=self.mask, scores=self.scores, worth=worth, is_clean=self.is_clean
        )

    def scores_of(self, places: Array) -> Array:
        """The scores of documents that are among those found, by number, or by place in `ids`."""
        if self.scores is None:
            return np.zeros(len(places), np.float32)
        scores: Array = self.scores[places]
        return scores if self.worth == 1 else scores * np.float32(self.worth)


def all_of(parts: Sequence[Found], without: Sequence[Found], count: int) -> Found:
    """What all `parts` have and none of `without`; scores are summed. No parts at all: every document."""
    lists = [part for part in parts if part.ids is not None]
    masks = [part for part in parts if part.ids is None]
    if lists:
        return _few(sorted(lists, key=_length), masks, without)
    mask = np.ones(count, bool) if not masks else masks[0].as_mask()
    for part in masks[1:]:
        mask = mask & part.as_mask()
    for part in without:
        mask = mask & ~part.as_mask()
    scored = [part for part in masks if part.scores is not None]
    if len(scored) < 2:
        worth = scored[0].worth if scored else 1.0
        return Found(count, mask=mask, scores=scored[0].scores if scored else None, worth=worth)
    return Found(count, mask=mask, scores=_sum(scored))


def _length(found: Found) -> int:
    return 0 if found.ids is None else len(found.ids)


def _sum(parts: Sequence[Found]) -> Array:
    total = np.zeros(parts[0].count, np.float32)
    scaled = np.empty_like(total)
    for part in parts:
        if part.scores is not None:
            total += np.multiply(part.scores, np.float32(part.worth), out=scaled)
    return total


def _few(lists: Sequence[Found], masks: Sequence[Found], without: Sequence[Found]) -> Found:
    first = lists[0]
    ids = first.ids
    assert ids is not None
    scores = first.scores_of(np.arange(len(ids)))
    for part in lists[1:]:
        assert part.ids is not None
        places = part.ids.searchsorted(ids)
        places[places == len(part.ids)] = 0
        kept = part.ids[places] == ids if len(part.ids) else np.zeros(len(ids), bool)
        ids = ids[kept]
        scores = scores[kept] + part.scores_of(places[kept])
    for part in masks:
        assert part.mask is not None
        kept = part.mask[ids]
        ids = ids[kept]
        scores = scores[kept] + part.scores_of(ids)
    for part in without:
        kept = ~part.as_mask()[ids]
        ids, scores = ids[kept], scores[kept]
    return Found(first.count, ids=ids, scores=scores)


def any_of(parts: Sequence[Found], count: int) -> Found:
    """What any of `parts` has; scores are summed."""
    mask = np.zeros(count, bool)
    scores = np.zeros(count, np.float32)
    scaled = np.empty(count, np.float32)
    for part in parts:
        if part.ids is not None:
            mask[part.ids] = True
            if part.scores is not None:
                scores[part.ids] += part.scores * np.float32(part.worth)
        else:
            assert part.mask is not None
            mask |= part.mask
            if part.scores is not None:
                np.multiply(part.scores, np.float32(part.worth), out=scaled)
                if not part.is_clean:
                    scaled *= part.mask
                scores += scaled
    return Found(count, mask=mask, scores=scores if any(part.scores is not None for part in parts) else None)
