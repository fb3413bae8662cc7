"""A new segment, written term by term: what indexing and merging have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from archive.index.codec.container import Array, ArrayWriter, Seal, smallest
from archive.index.codec.documents import Entry, write_documents
from archive.index.codec.lexicon import write_families, write_terms
from archive.index.codec.lists import Flat, ListWriter
from archive.index.codec.places import PlaceWriter
from archive.index.codec.stream import StreamWriter


class SegmentOutput:
    """Give it each part's postings in rising order of terms, then `finish`."""

    def __init__(
        self,
        path: Path,
        entries: Sequence[Entry],
        parts: Sequence[str],
        terms: Sequence[str],
        families: Mapping[str, tuple[Array, Array]],
        streamed: tuple[str, Array],
    ) -> None:
        """`streamed`: the part whose commonest terms go into a stream, and the numbers of these terms."""
        self._out = ArrayWriter(path)
        self._facts = {"documents": len(entries), **write_documents(self._out, entries, parts)}
        write_terms(self._out, terms)
        write_families(self._out, families)
        self._lists = {part: ListWriter(self._out, part, len(entries)) for part in parts}
        self._places = {part: PlaceWriter(self._out, part + ".place") for part in parts}
        self._place_counts: dict[str, list[Array]] = {part: [] for part in parts}
        self._streamed = streamed[0]
        at = parts.index(streamed[0])
        self._stream = StreamWriter(
            streamed[1], np.array([entry.lengths[at] for entry in entries], np.uint32)
        )

    def append(self, part: str, flat: Flat, positions: Array) -> None:
        """`positions` of each posting, rising, in the order of the postings."""
        if not len(flat.terms):
            return
        self._lists[part].append(flat)
        sums = np.add.reduceat(flat.frequencies, np.cumsum(flat.counts) - flat.counts, dtype=np.int64)
        if part == self._streamed and len(self._stream.terms):
            ends, posting_ends = np.cumsum(sums), np.cumsum(flat.counts)
            kept = np.ones(len(positions), bool)
            for at in np.flatnonzero(np.isin(flat.terms, self._stream.terms)):
                here = slice(int(ends[at] - sums[at]), int(ends[at]))
                postings = slice(int(posting_ends[at] - flat.counts[at]), int(posting_ends[at]))
                self._stream.put(
                    int(flat.terms[at]),
                    flat.documents[postings],
                    flat.frequencies[postings],
                    positions[here],
                )
                kept[here] = False
                sums[at] = 0
            positions = positions[kept]
        self._places[part].append(positions)
        self._place_counts[part].append(sums)

    def finish(self) -> Seal:
        for part, lists in self._lists.items():
            lists.finish()
            counts = self._place_counts[part]
            if counts:
                self._places[part].finish()
                ends = np.cumsum(np.concatenate((np.zeros(1, np.int64), *counts)))
                self._out.append(part + ".place.start", smallest(ends))
        self._stream.finish(self._out, self._streamed)
        return self._out.finish(self._facts)

    def abandon(self) -> None:
        self._out.abandon()
