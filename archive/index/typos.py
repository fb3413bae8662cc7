"""How far two spellings are apart."""

from __future__ import annotations


def within(one: str, other: str, edits: int) -> bool:
    """Whether at most `edits` letters were added, lost, changed or swapped with their neighbour.

    The restricted Damerau-Levenshtein distance: nothing is edited twice.
    """
    if one == other:
        return True
    if abs(len(one) - len(other)) > edits:
        return False
    return _one_edit(one, other) if edits == 1 else _distance_is_within(one, other, edits)


def _one_edit(one: str, other: str) -> bool:
    if len(one) > len(other):
        one, other = other, one
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    if one[at + 1 :] == other[at + 1 :]:
        return True
    return one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]


def _distance_is_within(one: str, other: str, edits: int) -> bool:
    before: list[int] = []
    previous = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        current = [i]
        for j, another in enumerate(other, 1):
            cost = min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (letter != another))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == another:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > edits:
            return False
        before, previous = previous, current
    return previous[-1] <= edits
