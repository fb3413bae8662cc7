"""Which articles hold a term and how often, in the form that suits how common it is.

rare     (in under 1 of 48)  document numbers at 16 bits, frequencies at 4; all rare terms of a field stand
                             one after the other in term order, so that a prefix is one slice of them
middling                     steps from document to document at 8 bits (255: see the exceptions),
                             frequencies at 4; one after the other too, and the steps run on from term to
                             term, so that one running sum over a slice gives every document of it
common   (from 1 of 4 up)    no numbers: one frequency for each document of the segment, at 4 or 8 bits
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import NamedTuple

import numpy as np

from archive.index.codec.container import Array, Arrays, ArrayWriter, between, smallest
from archive.index.codec.nibbles import ESCAPE, Nibbles, NibbleWriter, pack, unpack_floats

MOST_DOCUMENTS = 1 << 16
RARE, COMMON = 48, 4
_SMALL_SEGMENT = 1024
"""Under so many documents every term is kept as rare: nothing is gained by more."""
_STEP = 255
_AT_ONCE = 1 << 15


class Flat(NamedTuple):
    """Postings laid out plainly: `terms` rising, each with its number of documents in `counts`; `documents`
    and `frequencies` by term, rising within one."""

    terms: Array
    counts: Array
    documents: Array
    frequencies: Array


class ListWriter:
    """Takes postings in term order and writes each term in its form."""

    def __init__(self, out: ArrayWriter, name: str, documents: int) -> None:
        self._out, self._name, self._n = out, name, documents
        self._rare_frequencies = NibbleWriter(out, name + ".rare.tf")
        self._middling_frequencies = NibbleWriter(out, name + ".mid.tf")
        self._terms: list[Array] = []
        self._rare: list[Array] = []
        self._middling: list[tuple[Array, Array]] = []
        self._common: list[tuple[int, int, int, int]] = []
        self._steps = self._last = 0
        self._row_at = self._seen = 0

    def append(self, flat: Flat) -> None:
        counts = flat.counts
        self._terms.append(flat.terms.astype(np.uint32))
        small = self._n < _SMALL_SEGMENT
        is_common = np.zeros(len(counts), bool) if small else counts * COMMON >= self._n
        is_rare = np.ones(len(counts), bool) if small else counts * RARE < self._n
        is_middling = ~is_common & ~is_rare
        self._rare.append(np.where(is_rare, counts, 0))
        if is_rare.all():
            self._append_rare(flat.documents, flat.frequencies)
        else:
            ends = np.cumsum(counts)
            wanted = np.repeat(is_rare, counts)
            self._append_rare(flat.documents[wanted], flat.frequencies[wanted])
            if is_middling.any():
                wanted = np.repeat(is_middling, counts)
                self._append_middling(
                    np.flatnonzero(is_middling) + self._seen,
                    counts[is_middling],
                    flat.documents[wanted],
                    flat.frequencies[wanted],
                )
            for at in np.flatnonzero(is_common):
                run = slice(int(ends[at] - counts[at]), int(ends[at]))
                self._append_common(int(at) + self._seen, flat.documents[run], flat.frequencies[run])
        self._seen += len(counts)

    def _append_rare(self, documents: Array, frequencies: Array) -> None:
        self._out.append(self._name + ".rare", documents.astype(np.uint16))
        self._rare_frequencies.append(frequencies)

    def _append_middling(self, terms: Array, counts: Array, documents: Array, frequencies: Array) -> None:
        numbers = documents.astype(np.uint16)
        steps = np.diff(numbers, prepend=np.uint16(self._last))  # modulo 65536: across terms it may go back
        large = np.flatnonzero(steps >= _STEP)
        self._out.append(self._name + ".mid.at", (large + self._steps).astype(np.uint32))
        self._out.append(self._name + ".mid.is", steps[large])
        self._out.append(self._name + ".mid", np.minimum(steps, _STEP).astype(np.uint8))
        self._middling_frequencies.append(frequencies)
        starts = np.cumsum(counts) - counts
        self._out.append(self._name + ".mid.first", numbers[starts])
        self._middling.append((terms, counts))
        self._steps += len(steps)
        self._last = int(numbers[-1])

    def _append_common(self, term: int, documents: Array, frequencies: Array) -> None:
        row = np.zeros(self._n, np.uint32)
        row[documents] = frequencies
        wide = np.count_nonzero(frequencies >= ESCAPE) * 16 > self._n
        limit = 255 if wide else ESCAPE
        large = np.flatnonzero(row >= limit)
        if len(large):
            number = len(self._common) << 16
            self._out.append(self._name + ".row.at", (large + number).astype(np.uint32))
            self._out.append(self._name + ".row.is", row[large])
        row = np.minimum(row, limit).astype(np.uint8)
        stored = row if wide else pack(row)
        self._out.append(self._name + ".row", stored)
        self._common.append((term, int(wide), self._row_at, len(documents)))
        self._row_at += len(stored)

    def finish(self) -> None:
        if not self._seen:
            return
        self._rare_frequencies.finish()
        self._middling_frequencies.finish()
        self._out.append(self._name + ".terms", np.concatenate(self._terms))
        self._out.append(self._name + ".rare.start", _starts(np.concatenate(self._rare)))
        if self._middling:
            self._out.append(
                self._name + ".mid.terms", smallest(np.concatenate([t for t, _ in self._middling]))
            )
            self._out.append(
                self._name + ".mid.start", _starts(np.concatenate([c for _, c in self._middling]))
            )
        for n, part in enumerate(("terms", "wide", "start", "df")):
            if self._common:
                self._out.append(f"{self._name}.row.{part}", smallest([row[n] for row in self._common]))


def _starts(counts: Array) -> Array:
    return smallest(np.concatenate((np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64))))


class Lists:
    """The postings of one field of a segment. Terms go by their place among those that the field has."""

    def __init__(self, arrays: Arrays, name: str, documents: int) -> None:
        self._n = documents
        self.terms = arrays[name + ".terms"]
        self._numbers = self.terms.data
        self._rare, self._rare_start = arrays[name + ".rare"], arrays[name + ".rare.start"]
        self._rare_tf = Nibbles(arrays, name + ".rare.tf")
        self._mid, self._mid_first = arrays[name + ".mid"], arrays[name + ".mid.first"]
        self._mid_at, self._mid_is = arrays[name + ".mid.at"], arrays[name + ".mid.is"]
        self._mid_terms, self._mid_start = arrays[name + ".mid.terms"], arrays[name + ".mid.start"]
        self._mid_tf = Nibbles(arrays, name + ".mid.tf")
        self._rows, self._row_start = arrays[name + ".row"], arrays[name + ".row.start"]
        self._row_wide, self._row_df = arrays[name + ".row.wide"], arrays[name + ".row.df"]
        self._row_at, self._row_is = arrays[name + ".row.at"], arrays[name + ".row.is"]
        self.common = arrays[name + ".row.terms"]
        self.are_rare = not len(self.common) and not len(self._mid_terms)
        """True in a small segment: then the postings of any run of terms lie in one slice."""
        self._rare_starts = self._rare_start.data
        self._mid_of = {int(term): at for at, term in enumerate(self._mid_terms)}
        self._row_of = {int(term): at for at, term in enumerate(self.common)}

    def find(self, term: int) -> int:
        """The place of a term number of the segment among the field's, or -1."""
        terms = self._numbers
        at = bisect_left(terms, term)
        return at if at < len(terms) and terms[at] == term else -1

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The places of the term numbers `first` up to `last`, half-open."""
        return between(self.terms, first, last)

    def is_common(self, at: int) -> bool:
        return at in self._row_of

    def frequency(self, at: int) -> int:
        """How many documents hold the term, deleted ones too."""
        row = self._row_of.get(at)
        if row is not None:
            return int(self._row_df[row])
        middling = self._mid_of.get(at)
        start, number = (self._rare_start, at) if middling is None else (self._mid_start, middling)
        return int(start[number + 1]) - int(start[number])

    def frequencies(self) -> Array:
        """How many documents hold each of the field's terms, deleted ones too."""
        counts = np.diff(self._rare_start.astype(np.int64))
        if len(self._mid_terms):
            counts[self._mid_terms] = np.diff(self._mid_start.astype(np.int64))
        counts[self.common] = self._row_df
        return counts

    def postings(self, at: int) -> tuple[Array, Array]:
        """Documents (as indices) and frequencies of one term."""
        if at in self._row_of:
            row = self.row(at)
            documents = np.flatnonzero(row > 0)
            return documents, row[documents].astype(np.uint32)
        middling = self._mid_of.get(at)
        if middling is not None:
            return self._middling(middling, middling + 1)
        run = slice(int(self._rare_start[at]), int(self._rare_start[at + 1]))
        return self._rare[run].astype(np.intp), self._rare_tf[run]

    def slice(self, low: int, high: int) -> tuple[Array, Array]:
        """Documents (as indices) and frequencies (as floats) of the terms at the places `low` to `high`, one
        term after the other, where all terms `are_rare`."""
        run = slice(self._rare_starts[low], self._rare_starts[high])
        return self._rare[run].astype(np.intp), self._rare_floats[run]

    @cached_property
    def _rare_floats(self) -> Array:
        return self._rare_tf[0 : len(self._rare)].astype(np.float32)

    def row(self, at: int) -> Array:
        """The frequency of a common term in each document, as 32 bit floats."""
        number = self._row_of[at]
        start = int(self._row_start[number])
        if self._row_wide[number]:
            row = self._rows[start : start + self._n].astype(np.float32)
        else:
            row = unpack_floats(self._rows[start : start + (self._n + 1 >> 1)], self._n)
        if len(self._row_at):
            low, high = between(self._row_at, number << 16, number + 1 << 16)
            if low < high:
                row[self._row_at[low:high] - (number << 16)] = self._row_is[low:high]
        return row

    def add(self, low: int, high: int, total: Array) -> None:
        """Add the frequencies of the terms at the places `low` to `high` to `total`, one float a document."""
        start, stop = int(self._rare_start[low]), int(self._rare_start[high])
        for at in range(start, stop, _AT_ONCE):  # what stays in the processor's cache goes quicker
            run = slice(at, min(stop, at + _AT_ONCE))
            np.add.at(total, self._rare[run].astype(np.intp), self._rare_tf[run].astype(np.float32))
        first, last = between(self._mid_terms, low, high)
        while first < last:
            next_one = min(last, first + max(1, _AT_ONCE * RARE // self._n))
            documents, frequencies = self._middling(first, next_one)
            np.add.at(total, documents, frequencies.astype(np.float32))
            first = next_one
        for number in range(*between(self.common, low, high)):
            total += self.row(int(self.common[number]))

    def _middling(self, first: int, last: int) -> tuple[Array, Array]:
        run = slice(int(self._mid_start[first]), int(self._mid_start[last]))
        steps = self._mid[run].astype(np.uint16)
        low, high = between(self._mid_at, run.start, run.stop)
        steps[self._mid_at[low:high] - run.start] = self._mid_is[low:high]
        steps[0] = self._mid_first[first]
        return np.cumsum(steps, dtype=np.uint16).astype(np.intp), self._mid_tf[run]

    def flat(self, low: int, high: int) -> Flat:
        """The terms at the places `low` to `high`, laid out plainly."""
        rare: Array = np.diff(self._rare_start[low : high + 1].astype(np.int64))
        counts = rare.copy()
        first, last = between(self._mid_terms, low, high)
        middling = self._mid_terms[first:last].astype(np.int64) - low
        counts[middling] = np.diff(self._mid_start[first : last + 1].astype(np.int64)) if first < last else 0
        top, end = between(self.common, low, high)
        common = self.common[top:end].astype(np.int64) - low
        counts[common] = self._row_df[top:end]
        starts = np.cumsum(counts) - counts
        documents = np.empty(int(counts.sum()), np.uint16)
        frequencies = np.empty(len(documents), np.uint32)
        run = slice(int(self._rare_start[low]), int(self._rare_start[high]))
        is_rare = np.repeat(rare > 0, counts)
        documents[is_rare] = self._rare[run]
        frequencies[is_rare] = self._rare_tf[run]
        if first < last:
            is_middling = np.zeros(len(counts), bool)
            is_middling[middling] = True
            wanted = np.repeat(is_middling, counts)
            documents[wanted], frequencies[wanted] = self._middling(first, last)
        for at in common:
            there = slice(int(starts[at]), int(starts[at] + counts[at]))
            documents[there], frequencies[there] = self.postings(int(at) + low)
        return Flat(self.terms[low:high], counts, documents, frequencies)
