"""Articles on their way into a segment: words become numbers, numbers are sorted once, lists fall out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from archive.index.analysis import fold
from archive.index.codec.container import Array, Seal
from archive.index.codec.documents import Entry
from archive.index.codec.lexicon import stem_numbers
from archive.index.codec.lists import MOST_DOCUMENTS, Flat
from archive.index.codec.numbering import Numbering
from archive.index.codec.output import SegmentOutput
from archive.index.codec.stream import choose
from archive.index.languages import rules_of

_FULL = 2_500_000
"""Words held at once: about 100 MB while they are sorted."""
_LETTERS = 1_000_000
"""Letters gathered before they are made words."""


class Pool:
    """Collects articles until `is_full`, then writes them as one segment."""

    def __init__(self, parts: Sequence[str], streamed: str) -> None:
        self._parts, self._streamed = tuple(parts), streamed
        self._numbering = Numbering()
        self._clear()

    def _clear(self) -> None:
        self._words: dict[str, list[Array]] = {part: [] for part in self._parts}
        self._entries: list[Entry] = []
        self._waiting: list[tuple[Entry, Mapping[str, str]]] = []
        self._letters = self._held = 0
        if self._numbering.is_large:
            self._numbering = Numbering()

    def __len__(self) -> int:
        return len(self._entries) + len(self._waiting)

    @property
    def is_full(self) -> bool:
        return self._held >= _FULL or len(self) >= MOST_DOCUMENTS

    def add(self, entry: Entry, texts: Mapping[str, str]) -> None:
        """`entry.lengths` is worked out here, whatever it is."""
        self._waiting.append((entry, texts))
        self._letters += sum(map(len, texts.values()))
        if self._letters >= _LETTERS:
            self._digest()

    def _digest(self) -> None:
        """Make numbers of the words that wait."""
        if not self._waiting:
            return
        count = len(self._waiting)
        of_all = self._numbering.of(
            [texts.get(part, "") for part in self._parts for _, texts in self._waiting]
        )
        numbers = {part: of_all[n * count : (n + 1) * count] for n, part in enumerate(self._parts)}
        for n, (entry, _) in enumerate(self._waiting):
            lengths = tuple(len(numbers[part][n]) for part in self._parts)
            self._entries.append(entry._replace(lengths=lengths))
            self._held += sum(lengths)
        for part in self._parts:
            self._words[part] += numbers[part]
        self._waiting, self._letters = [], 0

    def write(self, path: Path) -> tuple[Seal, int]:
        """Write what was collected, and begin anew. Returns the seal and how many articles it holds."""
        self._digest()
        words = {part: np.concatenate(self._words.pop(part)) for part in self._parts}
        present = np.zeros(len(self._numbering.terms), bool)
        for numbers in words.values():
            present[numbers] = True
        terms = [self._numbering.terms[number] for number in np.flatnonzero(present)]
        terms.sort()
        terms.sort(key=fold)  # `order`, in two quick steps
        of_term = {spelt: number for number, spelt in enumerate(terms)}
        rank = np.zeros(len(present), np.uint32)
        rank[present] = [of_term[self._numbering.terms[number]] for number in np.flatnonzero(present)]
        counts = np.bincount(rank[words[self._streamed]], minlength=len(terms))
        output = SegmentOutput(
            path,
            self._entries,
            self._parts,
            terms,
            self._families(terms, words, rank),
            (self._streamed, choose(counts)),
        )
        try:
            for at, part in enumerate(self._parts):
                lengths = np.array([entry.lengths[at] for entry in self._entries], np.int64)
                output.append(part, *inverted(rank[words.pop(part)], lengths))
            return output.finish(), len(self._entries)
        except BaseException:
            output.abandon()
            raise
        finally:
            self._clear()

    def _families(
        self, terms: Sequence[str], words: Mapping[str, Array], rank: Array
    ) -> dict[str, tuple[Array, Array]]:
        """For each set of rules, the stems of the terms that its articles have."""
        rules = [rules_of(entry.language) for entry in self._entries]
        families: dict[str, tuple[Array, Array]] = {}
        for name in dict.fromkeys(rules):
            if not name:
                continue
            mine = np.array([other == name for other in rules])
            seen = np.zeros(len(terms), bool)
            for at, part in enumerate(self._parts):
                sizes = [entry.lengths[at] for entry in self._entries]
                seen[rank[words[part][np.repeat(mine, sizes)]]] = True
            numbers = np.flatnonzero(seen)
            families[name] = stem_numbers(name, [terms[n] for n in numbers.tolist()]), numbers
        return families


def inverted(terms: Array, lengths: Array) -> tuple[Flat, Array]:
    """The words of a part of all articles, one article after the other, as postings and positions."""
    bits = max(1, int(lengths.max(initial=0)).bit_length())
    keys = terms.astype(
        np.uint64
    )  # term, document and position in one number, and no more arrays than need be
    keys <<= np.uint64(16 + bits)
    keys |= np.repeat(np.arange(len(lengths), dtype=np.uint64) << np.uint64(bits), lengths)
    positions = np.arange(len(terms), dtype=np.uint32)
    positions -= np.repeat((np.cumsum(lengths) - lengths).astype(np.uint32), lengths)
    keys |= positions
    keys.sort()
    np.bitwise_and(keys, np.uint64((1 << bits) - 1), out=positions, casting="unsafe")
    keys >>= np.uint64(bits)
    begins = _begins(keys)
    frequencies = np.diff(np.append(begins, len(keys))).astype(np.uint32)
    keys = keys[begins]
    numbers = (keys >> np.uint64(16)).astype(np.uint32)
    first = _begins(numbers)
    counts = np.diff(np.append(first, len(numbers)))
    return Flat(numbers[first], counts, keys.astype(np.uint16), frequencies), positions


def _begins(values: Array) -> Array:
    """Where each run of equal values begins."""
    if not len(values):
        return np.zeros(0, np.int64)
    return np.concatenate((np.zeros(1, np.int64), np.flatnonzero(values[1:] != values[:-1]) + 1))
