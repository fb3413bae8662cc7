"""The commonest words of the running text, at half a byte a word: phrases look there, not into long lists.

Each word of each article has four bits: which of up to fifteen words it is, or none. So «of the» after a rare
word is one look at a known place, and the positions of those words, a quarter of all, are nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np

from archive.index.codec.container import Array, Arrays, ArrayWriter
from archive.index.codec.nibbles import unpack

MOST = 15
_WORTH_IT = 100_000
"""Under so many words in a segment there is no stream."""
_AT_ONCE = 1 << 21
_BYTES_AT_ONCE = 1 << 17
"""What is looked at several times stays in the processor's cache."""


def choose(counts: Array) -> Array:
    """The numbers of the terms that a stream is for, given how often each term stands in the segment."""
    if int(counts.sum()) < _WORTH_IT:
        return np.zeros(0, np.uint32)
    most = np.argsort(counts, kind="stable")[::-1][:MOST]
    return np.sort(most[counts[most] > 0]).astype(np.uint32)


class StreamWriter:
    def __init__(self, terms: Array, lengths: Array) -> None:
        self.terms = terms
        self._codes = {int(term): code for code, term in enumerate(terms, 1)}
        sizes = lengths.astype(np.int64)
        self._starts = np.cumsum(sizes) - sizes
        self._packed = np.zeros(int(sizes.sum()) + 1 >> 1 if self._codes else 0, np.uint8)

    def put(self, term: int, documents: Array, frequencies: Array, positions: Array) -> None:
        places = np.repeat(self._starts[documents], frequencies) + positions
        for half in (0, 1):  # two words may share a byte: never write both at once
            at = places[(places & 1) == half]
            self._packed[at >> 1] |= np.uint8(self._codes[term] << 4 * half)

    def finish(self, out: ArrayWriter, name: str) -> None:
        if self._codes:
            out.append(name + ".stream", self._packed)
            out.append(name + ".stream.terms", self.terms)


class Stream:
    def __init__(self, arrays: Arrays, name: str, lengths: Array) -> None:
        self._packed = arrays[name + ".stream"]
        self.terms = arrays[name + ".stream.terms"]
        self._codes = {int(term): code for code, term in enumerate(self.terms, 1)}
        self._lengths = lengths

    @cached_property
    def _starts(self) -> Array:
        sizes = self._lengths.astype(np.int64)
        return np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes)))

    def __contains__(self, term: int) -> bool:
        return term in self._codes

    def holds(self, terms: frozenset[int], documents: Array, positions: Array, offset: int) -> Array:
        """For each place of an article: does one of `terms` stand `offset` words behind it (before it, where
        that is below 0), in that article?"""
        at = self._starts[documents] + positions
        at += offset
        inside = at < self._starts[documents + 1]
        if offset < 0:
            inside &= positions >= -offset
        if not inside.all():
            at[~inside] = 0
        codes = self._packed[at >> 1]
        codes >>= (at & 1).astype(np.uint8) << 2
        codes &= 15
        wanted = np.zeros(16, bool)
        wanted[[self._codes[term] for term in terms]] = True
        held: Array = wanted[codes]
        held &= inside
        return held

    def pairs(
        self, first: frozenset[int], second: frozenset[int], pause: Callable[[], None]
    ) -> tuple[Array, Array]:
        """Every document and position, in order, of one of `first` with one of `second` right behind it.
        `pause` is called between steps, and may raise to stop the work."""
        found = [np.zeros(0, np.int64)]
        total = int(self._starts[-1])
        for start in range(0, len(self._packed), _BYTES_AT_ONCE):
            pause()
            here = self._packed[start : start + _BYTES_AT_ONCE]
            behind = self._packed[start + 1 : start + 1 + _BYTES_AT_ONCE]
            low, high = behind & np.uint8(0x0F), here & np.uint8(0xF0)
            for one in (self._codes[term] for term in first):
                ends = high[: len(low)] == np.uint8(one << 4)
                for other in (self._codes[term] for term in second):
                    found.append(2 * (np.flatnonzero(here == np.uint8(one | other << 4)) + start))
                    found.append(2 * (np.flatnonzero(ends & (low == np.uint8(other))) + start) + 1)
        at = np.concatenate(found)
        at.sort()
        documents, positions = self._in_documents(at[at < total])
        inside = positions + 1 < np.diff(self._starts)[documents]
        return documents[inside], positions[inside]

    def _in_documents(self, at: Array) -> tuple[Array, Array]:
        """The document and the position there of each of these rising places of the stream."""
        documents = np.repeat(np.arange(len(self._starts) - 1), np.diff(at.searchsorted(self._starts)))
        return documents, at - self._starts[documents]

    def places(self, term: int, pause: Callable[[], None] = lambda: None) -> tuple[Array, Array]:
        """Every document and position of the term, in order."""
        code = self._codes[term]
        found = [np.zeros(0, np.int64)]
        total = int(self._starts[-1])
        for start in range(0, total, _AT_ONCE):
            pause()
            codes = unpack(self._packed, start, min(total, start + _AT_ONCE))
            found.append(np.flatnonzero(codes == code) + start)
        at = np.concatenate(found)
        return self._in_documents(at)
