"""Words one after the other, or near one another: found by where they stand, the rarest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from archive.index.codec.container import Array
from archive.index.codec.segment import Part
from archive.index.codec.view import Forms, View

Pause = Callable[[], None]

_MANY = 2000
_AT_ONCE = 250_000
"""So many positions are taken at once: a few milliseconds."""
_WIDE = 16
"""More neighbouring terms are taken together."""
_ROOM = 64
"""More than the longest phrase."""


class _Slot(NamedTuple):
    offset: int
    stored: list[tuple[int, frozenset[int] | None]]
    """Places of the forms whose positions are in lists, with the rules they are for."""
    wide: list[tuple[int, int]]
    """Places of many neighbouring ones, from where to where."""
    streamed: frozenset[int]
    """Term numbers of those in the stream."""
    weight: int

    @property
    def is_listed(self) -> bool:
        return bool(self.stored or self.wide)

    def without_stream(self) -> _Slot:
        return self._replace(streamed=frozenset())


_NOTHING = np.zeros(0, np.intp), np.zeros(0, np.int64)


def phrase(view: View, part: Part, slots: Sequence[Forms], pause: Pause) -> tuple[Array, Array]:
    """The documents in which the slots are filled one after the other, and how often."""
    keys = _Keys(view, part, pause)
    return keys.counted(_begins(keys, slots))


def _begins(keys: _Keys, slots: Sequence[Forms]) -> Array:
    """Where the slots begin to be filled one after the other, rising."""
    prepared = [keys.slot(offset, forms) for offset, forms in enumerate(slots)]
    if not all(slot.is_listed or slot.streamed for slot in prepared):
        return keys.none
    if len(prepared) > 1 and all(slot.streamed for slot in prepared):
        return keys.in_stream(prepared)
    prepared.sort(key=lambda slot: (bool(slot.streamed), slot.weight))  # the stream is dear to read through
    first, *others = prepared
    wanted = keys.having(others[0]) if others and first.weight > _MANY and not others[0].streamed else None
    begins = keys.begins(first, wanted)
    for slot in others:
        if not len(begins):
            break
        begins = keys.follow(begins, slot)
    return begins


def near(
    view: View, part: Part, parts: Sequence[Sequence[Forms]], distance: int, pause: Pause
) -> tuple[Array, Array]:
    """The documents in which each of the phrases (or words) stands at most `distance` words from the next
    one, in either order, and how many occurrences do so."""
    keys = _Keys(view, part, pause)
    begins = _all_begins(keys, parts, distance)
    kept: list[Array] = []
    for (one, size), (other, other_size) in pairwise(zip(begins, map(len, parts), strict=True)):
        close = keys.close(one, size, other, other_size, distance)
        close_others = keys.close(other, other_size, one, size, distance)
        if not close.any():
            return _NOTHING
        kept += [one[close], other[close_others]]
    documents = [keys.counted(places)[0] for places in kept]
    everywhere = documents[0]
    for some in documents[1:]:
        everywhere = everywhere[np.isin(everywhere, some)]
    ids, counts = keys.counted(_joined(kept))
    held = np.isin(ids, everywhere)
    return ids[held], counts[held]


def _all_begins(keys: _Keys, parts: Sequence[Sequence[Forms]], distance: int) -> list[Array]:
    """Where each of the parts begins; of a lone word of the stream, only where that is near its neighbours,
    for there are few others to look at."""
    slots = [keys.slot(0, part[0]) if len(part) == 1 else None for part in parts]
    late = [n for n, slot in enumerate(slots) if slot is not None and slot.streamed]
    begins = {n: _begins(keys, part) for n, part in enumerate(parts) if n not in late}
    for n in sorted(late, key=lambda n: not {n - 1, n + 1} & begins.keys()):
        slot = slots[n]
        assert slot is not None
        others = [m for m in (n - 1, n + 1) if 0 <= m < len(parts)]
        if all(m in begins and len(begins[m]) * distance < keys.many for m in others):
            begins[n] = keys.around(slot, [(begins[m], len(parts[m])) for m in others], distance)
        else:
            begins[n] = keys.begins(slot)
    return [begins[n] for n in range(len(parts))]


class _Keys:
    """Places as single numbers: the document above, the position below. `pause` is called between steps, and
    may raise to stop the work."""

    def __init__(self, view: View, part: Part, pause: Pause) -> None:
        self._view, self._part, self._pause = view, part, pause
        narrow = int(part.lengths.max(initial=0)) + _ROOM < 1 << 16
        self.bits = 16 if narrow else 40
        self.mask = (1 << self.bits) - 1
        self._type: Any = np.uint32 if narrow else np.int64
        self.none: Array = np.zeros(0, self._type)

    def documents(self, places: Array) -> Array:
        numbers: Array = (places >> self._type(self.bits)).astype(np.intp)
        return numbers

    def close(self, some: Array, size: int, others: Array, other_size: int, distance: int) -> Array:
        """Which of `some` have one of `others`, apart from them, at most `distance` words before or behind.
        The sizes are how many words stand at each place."""
        held = np.zeros(len(some), bool)
        if not len(others):
            return held
        others = others.astype(np.int64)
        for start in range(0, len(some), _AT_ONCE):
            self._pause()
            here = some[start : start + _AT_ONCE].astype(np.int64)
            least, most = here + size, here - other_size
            behind = others[np.minimum(others.searchsorted(least), len(others) - 1)]
            before = others[np.maximum(others.searchsorted(most, "right") - 1, 0)]
            near = (
                (behind >= least) & (behind < least + distance) & (behind >> self.bits == here >> self.bits)
            )
            near |= (before <= most) & (before > most - distance) & (before >> self.bits == here >> self.bits)
            held[start : start + _AT_ONCE] = near
        return held

    def slot(self, offset: int, forms: Forms) -> _Slot:
        stored: list[tuple[int, frozenset[int] | None]] = []
        wide = [(low, high) for low, high in self._view.spans(self._part, forms) if high - low > _WIDE]
        streamed = {number for low, high in wide for number in self._part.streamed_in(low, high)}
        weight = sum(int(self._part.place_counts(low, high).sum()) for low, high in wide)
        for at, rules in self._view.places(self._part, forms, _WIDE):
            if rules is None and self._part.streamed(at):
                streamed.add(int(self._part.lists.terms[at]))
            else:
                stored.append((at, rules))
                weight += self._part.lists.frequency(at)
        return _Slot(offset, stored, wide, frozenset(streamed), weight)

    def having(self, slot: _Slot) -> Array | None:
        """The documents that may fill the slot; None where all may."""
        if slot.streamed:
            return None
        mask = np.zeros(self._view.count, bool)
        for at, _ in slot.stored:
            if self._part.lists.is_common(at):
                mask |= self._part.lists.row(at) > 0
            else:
                mask[self._part.lists.postings(at)[0]] = True
        for low, high in slot.wide:
            mask[self._part.lists.flat(low, high).documents] = True
        return mask

    def begins(self, slot: _Slot, wanted: Array | None = None) -> Array:
        """Where a phrase would begin for this slot to be filled, rising; at least in the `wanted`
        documents."""
        pieces = [
            self._of_form(at, slot.offset, self._both(wanted, rules), rules is None)
            for at, rules in slot.stored
        ]
        for low, high in (some for wide in slot.wide for some in self._part.ranges(*wide, _AT_ONCE)):
            self._pause()
            keys = self._part.range_keys(low, high, self.bits, self._type, wanted)
            keys.sort()
            pieces.append(self._moved(keys, slot.offset))
        for number in slot.streamed:
            keys = self._keyed(*self._part.stream.places(number, self._pause))
            pieces.append(self._moved(keys, slot.offset))
        if len(pieces) == 1:
            return pieces[0]
        joined = np.concatenate(pieces)
        joined.sort()
        return joined

    def in_stream(self, slots: Sequence[_Slot]) -> Array:
        """Where the slots begin to be filled one after the other, rising; each has words of the stream. First
        where the first two are such words, then where one of them is another."""
        one, other, *rest = slots
        begins = self._keyed(*self._part.stream.pairs(one.streamed, other.streamed, self._pause))
        for slot in rest:
            begins = self.follow(begins, slot)
        pieces = [begins]
        for first, second in ((one, other), (other, one)):
            if first.is_listed:
                begins = self.begins(first.without_stream())
                for slot in (second, *rest):
                    begins = self.follow(begins, slot)
                pieces.append(begins)
        return _joined(pieces)

    def around(self, slot: _Slot, others: Sequence[tuple[Array, int]], distance: int) -> Array:
        """Where a word of the stream stands at most `distance` words from one of the others, which are places
        and how many words stand there; other forms of it wherever they stand."""
        pieces = [self.begins(slot.without_stream())] if slot.is_listed else []
        for begins, size in others:
            documents = self.documents(begins)
            positions = (begins & self._type(self.mask)).astype(np.int64)
            for offset in (*range(-distance, 0), *range(size, size + distance)):
                self._pause()
                held = self._part.stream.holds(slot.streamed, documents, positions, offset)
                pieces.append(self._keyed(documents[held], positions[held] + offset))
        return _joined([self.none, *pieces])

    @cached_property
    def many(self) -> int:
        """So many places are not looked at one by one: it would be quicker to look at all."""
        return int(self._part.lengths.sum(dtype=np.int64)) // 20

    def _keyed(self, documents: Array, positions: Array) -> Array:
        keys: Array = documents.astype(self._type)
        keys <<= self._type(self.bits)
        keys += positions.astype(self._type)
        return keys

    def _both(self, wanted: Array | None, rules: frozenset[int] | None) -> Array | None:
        if rules is None:
            return wanted
        mask = self._view.of_rules(rules)
        return mask if wanted is None else mask & wanted

    def _of_form(self, at: int, offset: int, wanted: Array | None, may_have_more: bool) -> Array:
        keys = self._part.keys(at, self.bits, self._type, wanted, may_have_more=may_have_more)
        return self._moved(keys, offset)

    def _moved(self, keys: Array, offset: int) -> Array:
        """The same, so many words before. What would lie before its article lies where no word of the article
        before can be: there is room for the longest phrase behind every article."""
        if not offset:
            return keys
        first = int(keys[:offset].searchsorted(self._type(offset)))
        moved: Array = keys[first:] - self._type(offset)
        return moved

    def follow(self, begins: Array, slot: _Slot) -> Array:
        """Those of `begins` for which this slot is filled too."""
        self._pause()
        documents = self.documents(begins)
        pieces: list[Array] = []
        if slot.streamed:
            positions = (begins & self._type(self.mask)).astype(np.int64)
            pieces.append(begins[self._part.stream.holds(slot.streamed, documents, positions, slot.offset)])
        if slot.is_listed:
            mask = np.zeros(self._view.count, bool)
            mask[documents] = True
            pieces.append(_common(begins, self.begins(slot.without_stream(), mask)))
        return _joined(pieces)

    def counted(self, begins: Array) -> tuple[Array, Array]:
        documents = self.documents(begins)
        if not len(documents):
            return documents, np.zeros(0, np.int64)
        first = np.concatenate((np.zeros(1, np.int64), np.flatnonzero(np.diff(documents)) + 1))
        return documents[first], np.diff(np.append(first, len(documents)))


def _common(some: Array, others: Array) -> Array:
    """What is in both; each rises, and has nothing twice."""
    if not len(some) or not len(others):
        return some[:0]
    if len(others) > 32 * len(some):
        places = others.searchsorted(some)
        places[places == len(others)] = 0
        held: Array = some[others[places] == some]
        return held
    both = np.concatenate((some, others))
    both.sort()
    twice: Array = both[:-1][both[1:] == both[:-1]]
    return twice


def _joined(pieces: Sequence[Array]) -> Array:
    """What is in any, rising, nothing twice. (By sorting: the hashing of numpy's `unique` is slower here.)"""
    if len(pieces) == 1:
        return pieces[0]
    places = np.concatenate(pieces)
    places.sort()
    if len(places):
        places = places[np.concatenate((np.ones(1, bool), places[1:] != places[:-1]))]
    return places
