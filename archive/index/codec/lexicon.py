"""The words of a segment: in order of their folded spelling, and by the stems they share in each language."""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

import numpy as np

from archive.index.analysis import fold
from archive.index.codec.container import Array, Arrays, ArrayWriter, between, smallest
from archive.index.languages import stem, stems
from archive.index.typos import within

_REMEMBERED = 4096

Key = TypeVar("Key")
Value = TypeVar("Value")


def order(term: str) -> tuple[str, str]:
    """What terms are sorted by: neighbours are words that differ in accents alone, and those of a prefix."""
    return fold(term), term


def stem_numbers(rules: str, terms: Sequence[str]) -> Array:
    """What the forms of a word share, as numbers. Two stems may have the same: compare them too."""
    roots = (root.encode() for root in stems(rules, terms))
    return np.fromiter(map(zlib.crc32, roots), np.uint32, len(terms))


def write_terms(out: ArrayWriter, terms: Sequence[str]) -> None:
    """`terms` in `order`."""
    spelt = [term.encode() for term in terms]
    out.append("terms", np.frombuffer(b"".join(spelt), np.uint8))
    ends = np.cumsum([0, *map(len, spelt)])
    out.append("terms.start", smallest(ends))


def write_families(out: ArrayWriter, families: Mapping[str, tuple[Array, Array]]) -> None:
    """For each set of rules: the stem numbers of the terms seen in its articles, and the term numbers."""
    for rules, (numbers, terms) in families.items():
        rising = np.lexsort((terms, numbers))
        out.append(f"stems.{rules}", numbers[rising].astype(np.uint32))
        out.append(f"stems.{rules}.terms", terms[rising].astype(np.uint32))


class Lexicon:
    """The terms of a segment, by number."""

    def __init__(self, arrays: Arrays) -> None:
        self._spelt, self._starts = arrays["terms"], arrays["terms.start"]
        self._arrays = arrays
        self._bytes, self._places = self._spelt.data, self._starts.data
        self._length = max(0, len(self._starts) - 1)
        self._alike: dict[str, range] = {}
        self._families: dict[tuple[str, str], tuple[int, ...]] = {}
        self._close: dict[tuple[str, int], list[int]] = {}

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, number: int) -> str:
        return str(self._bytes[self._places[number] : self._places[number + 1]], "utf-8")

    def all(self) -> list[str]:
        """Every term in order."""
        whole = bytes(self._spelt)
        starts = self._starts.tolist()
        return [whole[a:b].decode() for a, b in pairwise(starts)]

    def alike(self, folded: str) -> range:
        """The numbers of the terms of this folded spelling."""
        found = self._alike.get(folded)
        if found is None:
            low = high = bisect_left(range(self._length), folded, key=self._folded)
            while high < self._length and self._folded(high) == folded:
                high += 1
            found = range(low, high)
            _remember(self._alike, folded, found)
        return found

    def beginning(self, prefix: str) -> range:
        """The numbers of the terms whose folded spelling begins so."""
        low = bisect_left(range(self._length), prefix, key=self._folded)
        size = len(prefix)
        high = bisect_left(
            range(self._length), True, lo=low, key=lambda number: self._folded(number)[:size] != prefix
        )
        return range(low, high)

    def heads(self, numbers: range, prefix: str) -> set[str]:
        """What the terms of a range begin with, each of whose folded spelling begins with `prefix`."""
        if not len(numbers):
            return set()
        accented = np.flatnonzero(~self._ascii[numbers.start : numbers.stop]) + numbers.start
        heads = {prefix} if len(accented) < len(numbers) else set()
        for number in accented.tolist():
            term = self[number]
            parts = (term[:n] for n in range(1, len(term)) if fold(term[:n]).startswith(prefix))
            heads.add(next(parts, term))
        return heads

    @cached_property
    def _ascii(self) -> Array:
        """Which terms are spelt without accents or other alphabets."""
        plain: Array = np.maximum.reduceat(self._spelt, self._starts[:-1].astype(np.int64)) < 128
        return plain

    def number(self, term: str) -> int:
        """The number of just this term, or -1."""
        for number in self.alike(fold(term)):
            if self[number] == term:
                return number
        return -1

    def family(self, rules: str, roots: Iterable[str]) -> list[int]:
        """The terms seen in articles of these rules whose stem is one of `roots`, rising."""
        found: set[int] = set()
        for root in roots:
            found.update(self._family(rules, root))
        return sorted(found)

    def _family(self, rules: str, root: str) -> tuple[int, ...]:
        known = self._families.get((rules, root))
        if known is None:
            numbers, terms = self.families(rules)
            number = zlib.crc32(root.encode())
            low, high = between(numbers, number, number + 1)
            known = tuple(n for n in terms[low:high].tolist() if stem(rules, self[n]) == root)
            _remember(self._families, (rules, root), known)
        return known

    def close_to(self, folded: str, edits: int) -> list[int]:
        """The terms whose folded spelling is at most so many edits away."""
        known = self._close.get((folded, edits))
        if known is None:
            known = self._all_close_to(folded, edits)
            _remember(self._close, (folded, edits), known)
        return known

    def _all_close_to(self, folded: str, edits: int) -> list[int]:
        masks, lengths = self._letters
        mask = np.bitwise_or.reduce([_bit(letter) for letter in folded], dtype=np.uint32)
        size = len(folded)
        likely = np.flatnonzero(
            (np.abs(lengths.astype(np.int16) - size) <= edits)
            & (np.bitwise_count(masks ^ mask) <= 2 * edits)  # an edit takes a letter out and brings one in
        )
        return [number for number in likely.tolist() if within(folded, self._folded(number), edits)]

    @cached_property
    def _letters(self) -> tuple[Array, Array]:
        """Of each term's folded spelling, which letters it has and how many."""
        starts = self._starts.astype(np.int64)
        lengths = np.minimum(np.diff(starts), 255)
        if not self._length:
            return np.zeros(0, np.uint32), lengths
        bits = np.left_shift(np.uint32(1), self._spelt & np.uint8(31), dtype=np.uint32)
        masks = np.bitwise_or.reduceat(bits, starts[:-1])
        for number in np.flatnonzero(~self._ascii).tolist():
            folded = self._folded(number)
            masks[number] = np.bitwise_or.reduce([_bit(letter) for letter in folded], dtype=np.uint32)
            lengths[number] = min(len(folded), 255)
        return masks, lengths.astype(np.uint8)

    def families(self, rules: str) -> tuple[Array, Array]:
        return self._arrays[f"stems.{rules}"], self._arrays[f"stems.{rules}.terms"]

    def _folded(self, number: int) -> str:
        return fold(self[number])


def _remember(known: dict[Key, Value], key: Key, value: Value) -> None:
    if len(known) >= _REMEMBERED:
        known.clear()
    known[key] = value


def _bit(letter: str) -> np.uint32:
    return np.uint32(1 << (ord(letter) & 31))
