"""Which segments to make one: few enough to search fast, without copying large ones for a few."""

from __future__ import annotations

from collections.abc import Sequence

from archive.index.codec.lists import MOST_DOCUMENTS

_TIER = 3
"""So many segments of a size are made one of the next."""
_SMALLEST = 32
_RATIO = 3
"""Behind a commit the next larger segment is taken in while it has up to so many times what is smaller."""


def tail(counts: Sequence[int], at_most: int) -> list[int]:
    """The places of the small segments that a commit makes one; empty when that is not worth it.

    `counts` are live articles; what is made will have no more than `at_most`. Each segment that stays has
    more than three times the articles of all smaller ones together, so that there are few: a search looks
    into each.
    """
    rising = sorted(range(len(counts)), key=counts.__getitem__)
    total = 0
    chosen: list[int] = []
    for place in rising:
        count = counts[place]
        if chosen and (count > _RATIO * total or total + count > at_most):
            break
        chosen.append(place)
        total += count
    return sorted(chosen) if len(chosen) > 1 else []


def due(counts: Sequence[int], at_most: int = MOST_DOCUMENTS) -> list[int]:
    """The places of the segments that are due, the smallest size first; empty when all is well.

    `counts` are live articles; what is made will have no more than `at_most`.
    """
    by_tier: dict[int, list[int]] = {}
    for place, count in enumerate(counts):
        by_tier.setdefault(_tier(count), []).append(place)
    for tier in sorted(by_tier):
        chosen = _fitting(by_tier[tier], counts, at_most)
        if len(chosen) >= _TIER:
            return chosen
    return []


def idle(counts: Sequence[int]) -> list[int]:
    """The same for when nobody waits: as few segments as may be, but no large one copied for a small gain."""
    chosen = _fitting(sorted(range(len(counts)), key=counts.__getitem__), counts, MOST_DOCUMENTS)
    while len(chosen) > 1:
        largest = counts[chosen[-1]]
        if sum(counts[place] for place in chosen[:-1]) * 4 >= largest:
            return sorted(chosen)
        chosen.pop()
    return []


def _tier(count: int) -> int:
    tier, size = 0, _SMALLEST
    while count > size:
        tier, size = tier + 1, size * _TIER
    return tier


def _fitting(places: Sequence[int], counts: Sequence[int], at_most: int) -> list[int]:
    chosen: list[int] = []
    total = 0
    for place in places:
        if total + counts[place] <= at_most:
            chosen.append(place)
            total += counts[place]
    return chosen
