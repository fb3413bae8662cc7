"""A segment opened for reading: up to 65,536 articles that never change, and a mask of those still there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from archive.index.codec.container import Array, Arrays, Damaged, Seal
from archive.index.codec.documents import Documents
from archive.index.codec.lexicon import Lexicon
from archive.index.codec.lists import MOST_DOCUMENTS, Lists
from archive.index.codec.places import Places, runs
from archive.index.codec.stream import Stream

PARTS = ("title", "standfirst", "text", "captions", "notes")
"""The parts of an article that have words, each with its own lists."""

STREAMED = "text"
"""The part whose commonest words are kept as a stream."""


class Part:
    """The words of one part of the articles: lists and positions."""

    def __init__(self, arrays: Arrays, name: str, documents: int, lengths: Array) -> None:
        self.lists = Lists(arrays, name, documents)
        self._places = Places(arrays, name + ".place")
        self._place_start = arrays[name + ".place.start"]
        self.stream = Stream(arrays, name, lengths)
        self.lengths = lengths

    def streamed(self, at: int) -> bool:
        return int(self.lists.terms[at]) in self.stream

    def streamed_in(self, low: int, high: int) -> list[int]:
        """The numbers of the streamed terms among those at `low` to `high`."""
        return [number for number in self.stream.terms.tolist() if low <= self.lists.find(number) < high]

    def keys(
        self, at: int, bits: int, kind: Any, wanted: Array | None = None, *, may_have_more: bool = False
    ) -> Array:
        """Every occurrence of the term at this place, in order, as one number: the document above, the
        position in the lower `bits`. With `wanted`, a mask over the documents, only there; or not only
        there, where that is quicker and there `may_have_more`."""
        if self.streamed(at):
            documents, positions = self.stream.places(int(self.lists.terms[at]))
            if wanted is not None:
                there = wanted[documents]
                documents, positions = documents[there], positions[there]
            keys: Array = documents.astype(kind) << kind(bits)
            keys += positions.astype(kind)
            return keys
        documents, frequencies = self.lists.postings(at)
        start, end = int(self._place_start[at]), int(self._place_start[at + 1])
        kept: Array | None = None if wanted is None else wanted[documents]
        if kept is not None and may_have_more and 2 * int(np.count_nonzero(kept)) > len(kept):
            kept = None
        if kept is None:
            keys = np.repeat(documents.astype(kind) << kind(bits), frequencies)
            keys += self._places[start:end].astype(kind, copy=False)
            return keys
        starts = start + np.cumsum(frequencies, dtype=np.int64) - frequencies
        frequencies = frequencies[kept]
        keys = np.repeat(documents[kept].astype(kind) << kind(bits), frequencies)
        keys += self._places.take(runs(starts[kept], frequencies)).astype(kind, copy=False)
        return keys

    def ranges(self, low: int, high: int, most: int) -> Iterator[tuple[int, int]]:
        """The terms at `low` to `high` divided so that each range has no more than `most` positions, or one
        term."""
        starts = self._place_start.data
        while low < high:
            end = max(low + 1, bisect_right(starts, starts[low] + most, low, high + 1) - 1)
            yield low, end
            low = end

    def range_keys(self, low: int, high: int, bits: int, kind: Any, wanted: Array | None = None) -> Array:
        """The same of all terms at `low` to `high` together, without streamed ones, in no order."""
        flat = self.lists.flat(low, high)
        counts = self.place_counts(low, high)
        documents, frequencies = flat.documents, flat.frequencies
        if not counts.all():
            stored = np.repeat(counts > 0, flat.counts)
            documents, frequencies = documents[stored], frequencies[stored]
        if wanted is None:
            positions = self.places(low, high)
        else:
            kept = wanted[documents]
            ends = np.cumsum(frequencies, dtype=np.int64) + int(self._place_start[low])
            starts = (ends - frequencies)[kept]
            documents, frequencies = documents[kept], frequencies[kept]
            positions = self._places.take(runs(starts, frequencies))
        keys: Array = np.repeat(documents.astype(kind) << kind(bits), frequencies)
        keys += positions.astype(kind, copy=False)
        return keys

    def positions(self, at: int) -> tuple[Array, Array]:
        """Document and position of every occurrence of the term at this place, in order."""
        keys = self.keys(at, 40, np.int64)
        return keys >> 40, keys & ((1 << 40) - 1)

    def places(self, low: int, high: int) -> Array:
        """The positions of the terms at `low` to `high`, one term after the other, without streamed ones."""
        return self._places[int(self._place_start[low]) : int(self._place_start[high])]

    def place_counts(self, low: int, high: int) -> Array:
        return np.diff(self._place_start[low : high + 1].astype(np.int64))


class SegmentData:
    """What a segment's file holds. Safe from any thread."""

    def __init__(self, path: Path, seal: Seal, parts: Sequence[str] = PARTS) -> None:
        """Raises `Damaged`."""
        self.seal = seal
        self.arrays = Arrays(path, seal)
        self.count = int(self.arrays.facts["documents"])
        self.documents = Documents(self.arrays, self.count)
        if not 0 < self.count <= MOST_DOCUMENTS or len(self.documents.ids) != self.count:
            raise Damaged("documents")
        self.lexicon = Lexicon(self.arrays)
        self.norms: dict[str, tuple[float, Array]] = {}
        """Of each part, what its lengths are worth, and the average length that this was worked out for."""
        self.parts = {
            part: Part(self.arrays, part, self.count, self.documents.lengths(part))
            for part in parts
            if part + ".terms" in self.arrays
        }

    @cached_property
    def everyone(self) -> Array:
        return np.ones(self.count, bool)
