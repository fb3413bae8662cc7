"""Several segments made one, without their deleted articles: a range of terms at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from archive.index.analysis import fold
from archive.index.codec.container import Array, Seal
from archive.index.codec.lists import Flat
from archive.index.codec.output import SegmentOutput
from archive.index.codec.places import runs
from archive.index.codec.segment import PARTS, STREAMED, Part, SegmentData
from archive.index.codec.stream import choose

_AT_ONCE = 2_000_000
"""Postings and positions taken in hand at once: about 80 MB."""


class Source(NamedTuple):
    """A segment to be merged: `live` is a mask of its documents."""

    data: SegmentData
    live: Array


class _Mapped(NamedTuple):
    source: Source
    terms: Array
    """Its term numbers -> the new ones, rising."""
    documents: Array
    """Its documents -> the new ones."""


class Merged(NamedTuple):
    seal: Seal
    size: int
    documents: tuple[Array, ...]
    """For each source, its documents -> the new ones, -1 for those left out."""


def merge(path: Path, sources: Sequence[Source], pause: Callable[[], None] = lambda: None) -> Merged | None:
    """Write one segment to `path`; None where no article is left. `pause` is called between steps, and may
    raise to stop the work. The sources' articles must be fewer than a segment holds."""
    terms, mapped = _mapped(sources)
    count = sum(int(np.count_nonzero(source.live)) for source in sources)
    if not count:
        return None
    output = SegmentOutput(
        path,
        [e for s in sources for e in s.data.documents.entries(np.flatnonzero(s.live), PARTS)],
        PARTS,
        terms,
        _families(mapped),
        (STREAMED, choose(_occurrences(mapped, len(terms)))),
    )
    try:
        for part in PARTS:
            holding = [one for one in mapped if part in one.source.data.parts]
            for low, high in _ranges(holding, part, len(terms)) if holding else ():
                pause()
                output.append(part, *_joined([_taken(one, part, low, high) for one in holding]))
                for one in holding:
                    one.source.data.arrays.forget_pages()
        return Merged(output.finish(), count, tuple(one.documents for one in mapped))
    except BaseException:
        output.abandon()
        raise


def _mapped(sources: Sequence[Source]) -> tuple[list[str], list[_Mapped]]:
    every: set[str] = set()
    for source in sources:
        every.update(source.data.lexicon.all())
    union = sorted(every)
    every.clear()
    union.sort(key=fold)
    numbers = {term: number for number, term in enumerate(union)}
    mapped: list[_Mapped] = []
    base = 0
    for source in sources:
        terms = source.data.lexicon.all()
        documents = np.cumsum(source.live) - 1 + base
        base += int(np.count_nonzero(source.live))
        mapped.append(
            _Mapped(
                source,
                np.fromiter(map(numbers.__getitem__, terms), np.int32, len(terms)),
                np.where(source.live, documents, -1).astype(np.int32),
            )
        )
    return union, mapped


def _families(mapped: Sequence[_Mapped]) -> dict[str, tuple[Array, Array]]:
    """The stems need no working out again. Terms of deleted articles alone stay until a segment has none of
    their postings; they find nothing."""
    families: dict[str, tuple[Array, Array]] = {}
    for rules in dict.fromkeys(rules for one in mapped for rules in one.source.data.documents.rules if rules):
        pieces = [
            (stems.astype(np.uint64), one.terms[terms])
            for one in mapped
            for stems, terms in (one.source.data.lexicon.families(rules),)
        ]
        both = np.unique(
            np.concatenate([stems << np.uint64(32) | terms.astype(np.uint64) for stems, terms in pieces])
        )
        families[rules] = both >> np.uint64(32), both & np.uint64(0xFFFFFFFF)
    return families


def _occurrences(mapped: Sequence[_Mapped], terms: int) -> Array:
    """How often each of the commonest terms stands in the streamed part; about, and 0 for all others."""
    counts = np.zeros(terms, np.int64)
    for one in mapped:
        part = one.source.data.parts.get(STREAMED)
        if part is None:
            continue
        for at in part.lists.common:
            counts[one.terms[part.lists.terms[at]]] += int(part.lists.row(int(at)).sum())
    if not counts.any():  # small segments have no common terms: what is left is counted
        for one in mapped:
            part = one.source.data.parts.get(STREAMED)
            if part is not None:
                flat = part.lists.flat(0, len(part.lists.terms))
                np.add.at(counts, one.terms[np.repeat(flat.terms, flat.counts)], flat.frequencies)
    return counts


def _ranges(mapped: Sequence[_Mapped], part: str, terms: int) -> Iterator[tuple[int, int]]:
    """Ranges of new term numbers with about `_AT_ONCE` postings and positions each."""
    weights = np.zeros(terms, np.int64)
    for one in mapped:
        data = one.source.data.parts[part]
        own = data.lists.frequencies() + data.place_counts(0, len(data.lists.terms))
        for number in data.stream.terms:
            at = data.lists.find(int(number))
            own[at] += int(data.lists.row(at).sum()) if data.lists.is_common(at) else own[at]
        weights[one.terms[data.lists.terms]] += own
    ends = np.cumsum(weights)
    low = 0
    while low < terms:
        done = int(ends[low - 1]) if low else 0
        high = max(low + 1, int(ends.searchsorted(done + _AT_ONCE, "right")))
        yield low, high
        low = high


class _Taken(NamedTuple):
    """Postings of one source under their new numbers, with the count of positions of each term."""

    flat: Flat
    positions: Array
    place_counts: Array


def _taken(one: _Mapped, part: str, low: int, high: int) -> _Taken:
    data: Part = one.source.data.parts[part]
    first, last = (int(n) for n in one.terms[data.lists.terms].searchsorted((low, high)))
    flat = data.lists.flat(first, last)
    positions = _positions(data, flat, first, last)
    kept = one.source.live[flat.documents]
    if not kept.all():
        positions = positions[np.repeat(kept, flat.frequencies)]
        counts = np.add.reduceat(np.append(kept, False), np.cumsum(flat.counts) - flat.counts, dtype=np.int64)
        flat = Flat(flat.terms, counts, flat.documents[kept], flat.frequencies[kept])
        some = counts > 0
        flat = flat._replace(terms=flat.terms[some], counts=counts[some])
    starts = np.cumsum(flat.counts) - flat.counts
    place_counts = (
        np.add.reduceat(flat.frequencies, starts, dtype=np.int64) if len(starts) else np.zeros(0, np.int64)
    )
    flat = flat._replace(
        terms=one.terms[flat.terms], documents=one.documents[flat.documents].astype(np.uint16)
    )
    return _Taken(flat, positions, place_counts)


def _positions(data: Part, flat: Flat, first: int, last: int) -> Array:
    """Every position of the terms at `first` to `last`, those of the stream in their places too."""
    stored = data.places(first, last)
    streamed = [at for at in range(first, last) if data.streamed(at)] if len(data.stream.terms) else []
    if not streamed:
        return stored
    sizes = data.place_counts(first, last)
    whole = sizes.copy()
    found = {at - first: data.stream.places(int(data.lists.terms[at]))[1] for at in streamed}
    for at, positions in found.items():
        whole[at] = len(positions)
    starts = np.cumsum(whole) - whole
    result = np.empty(int(whole.sum()), np.uint32)
    result[runs(starts, sizes)] = stored
    for at, positions in found.items():
        result[int(starts[at]) : int(starts[at]) + len(positions)] = positions
    return result


def _joined(pieces: Sequence[_Taken]) -> tuple[Flat, Array]:
    """The postings of all sources by term; within a term by source, so that documents rise."""
    if len(pieces) == 1:
        return pieces[0].flat, pieces[0].positions
    terms = np.unique(np.concatenate([piece.flat.terms for piece in pieces]))
    at = [terms.searchsorted(piece.flat.terms) for piece in pieces]
    counts = np.zeros((len(terms), len(pieces)), np.int64)
    place_counts = np.zeros_like(counts)
    for n, piece in enumerate(pieces):
        counts[at[n], n] = piece.flat.counts
        place_counts[at[n], n] = piece.place_counts
    starts = (np.cumsum(counts) - counts.ravel()).reshape(counts.shape)
    place_starts = (np.cumsum(place_counts) - place_counts.ravel()).reshape(counts.shape)
    documents = np.empty(int(counts.sum()), np.uint16)
    frequencies = np.empty(len(documents), np.uint32)
    positions = np.empty(int(place_counts.sum()), np.uint32)
    for n, piece in enumerate(pieces):
        there = runs(starts[at[n], n], piece.flat.counts)
        documents[there] = piece.flat.documents
        frequencies[there] = piece.flat.frequencies
        positions[runs(place_starts[at[n], n], piece.place_counts)] = piece.positions
    return Flat(terms, counts.sum(axis=1), documents, frequencies), positions
