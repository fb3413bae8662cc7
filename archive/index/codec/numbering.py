"""Words into numbers, many texts at a time.

A simple text (see `analysis.is_simple`) is read as an array of letters: the words' ends, and a 64 bit number
for each word's spelling, fall out of a few passes over all texts at once, and a table tells the term.
What is not simple, or not much, goes word by word. Both number the same words alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from archive.index.analysis import found, is_simple, letter_codes, term
from archive.index.codec.container import Array

_AT_ONCE = 1 << 19
"""Letters in hand at once."""
_WORTH_IT = 20_000
"""Under so many letters word by word is quicker."""
_LONGEST = 60
"""Longer words are looked at one by one: their numbers could be made to collide."""
_MANY = 400_000
_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << 64)
_NO_WORDS: Array = np.zeros(0, np.uint32)
_SPREAD = np.uint64(0xD6E8FEB86659FD93)


class Numbering:
    """Numbers for terms, in the order they are met; `terms[number]` is the term, 0 is no word."""

    def __init__(self) -> None:
        self.terms = [""]
        self._of_term = {"": 0}
        self._spellings: dict[str, int] = {}
        self._table = _Table()

    @property
    def is_large(self) -> bool:
        """True when so many spellings were met that it is better to begin anew."""
        return len(self._spellings) + len(self._table) > _MANY

    def of(self, texts: Sequence[str]) -> list[Array]:
        """For each text the numbers of its words, in order."""
        simple = [n for n, text in enumerate(texts) if 0 < len(text) < _AT_ONCE // 2 and is_simple(text)]
        result: list[Array | None] = [None] * len(texts)
        if sum(len(texts[n]) for n in simple) >= _WORTH_IT:
            batch: list[int] = []
            size = 0
            for n in [*simple, -1]:
                if batch and (n < 0 or size + len(texts[n]) + 1 > _AT_ONCE // 2):
                    for at, numbers in zip(batch, self._of_simple([texts[m] for m in batch]), strict=True):
                        result[at] = numbers
                    batch, size = [], 0
                if n >= 0:
                    batch.append(n)
                    size += len(texts[n]) + 1
        return [
            self._word_by_word(text) if numbers is None else numbers
            for text, numbers in zip(texts, result, strict=True)
        ]

    def _number(self, spelt: str) -> int:
        number = self._of_term.get(spelt)
        if number is None:
            number = self._of_term[spelt] = len(self.terms)
            self.terms.append(spelt)
        return number

    def _word_by_word(self, text: str) -> Array:
        if not text:
            return _NO_WORDS
        known, numbers = self._spellings, []
        for word in found(text):
            number = known.get(word)
            if number is None:
                number = known[word] = self._number(term(word))
            if number:
                numbers.append(number)
        return np.array(numbers, np.uint32)

    def _of_simple(self, texts: Sequence[str]) -> list[Array]:
        pieces = [text.encode("utf-16-le") for text in texts]
        joined = b"\n\0" + b"\n\0".join(pieces) + b"\n\0"
        letters = _letters().take(np.frombuffer(joined, "<u2"))
        inside = letters != 0
        edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
        starts, ends = edges[0::2], edges[1::2]
        powers, inverses = _powers()
        sums = np.zeros(len(letters) + 1, np.uint64)
        np.cumsum(np.multiply(letters, powers[: len(letters)], out=letters), out=sums[1:])
        spellings = (sums[ends] - sums[starts]) * inverses[starts]
        spellings[ends - starts > _LONGEST] = 0
        numbers = self._table.get(spellings)
        unknown = np.flatnonzero(numbers == 0)
        if len(unknown):
            self._learn(joined, spellings, numbers, unknown, starts, ends)
        sizes = np.array([len(piece) // 2 + 1 for piece in pieces])
        return np.split(numbers, starts.searchsorted(np.cumsum(sizes)[:-1] + 1))

    def _learn(
        self, joined: bytes, spellings: Array, numbers: Array, unknown: Array, starts: Array, ends: Array
    ) -> None:
        """Number the words that the table does not have, and put them there."""
        new, first, which = np.unique(spellings[unknown], return_index=True, return_inverse=True)
        at = unknown[first]
        words = [joined[2 * a : 2 * b].decode("utf-16-le") for a, b in zip(starts[at], ends[at], strict=True)]
        learnt = np.array([self._number(term(word)) for word in words], np.uint32)
        numbers[unknown] = learnt[which]
        self._table.put(new[new != 0], learnt[new != 0])
        for place in unknown[spellings[unknown] == 0].tolist():  # too long for a spelling of their own
            word = joined[2 * int(starts[place]) : 2 * int(ends[place])].decode("utf-16-le")
            numbers[place] = self._number(term(word))


class _Table:
    """A hash table for arrays: 64 bit keys other than 0, numbers other than 0."""

    def __init__(self) -> None:
        self._bits = 16
        self._keys = np.zeros(1 << self._bits, np.uint64)
        self._numbers = np.zeros(1 << self._bits, np.uint32)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def get(self, keys: Array) -> Array:
        """The number of each key, 0 where it is not here."""
        slots = self._slots(keys)
        held = self._keys[slots]
        numbers = np.where(held == keys, self._numbers[slots], np.uint32(0))
        going = np.flatnonzero((held != keys) & (held != 0))
        while len(going):
            slots[going] = (slots[going] + 1) & ((1 << self._bits) - 1)
            held = self._keys[slots[going]]
            same = held == keys[going]
            numbers[going[same]] = self._numbers[slots[going[same]]]
            going = going[~same & (held != 0)]
        return numbers

    def put(self, keys: Array, numbers: Array) -> None:
        """Add keys that are not here, each once."""
        self._count += len(keys)
        if 2 * self._count > len(self._keys):
            old = self._keys != 0
            keys, numbers = (
                np.concatenate((self._keys[old], keys)),
                np.concatenate((self._numbers[old], numbers)),
            )
            while 4 * self._count > 1 << self._bits:
                self._bits += 1
            self._keys = np.zeros(1 << self._bits, np.uint64)
            self._numbers = np.zeros(1 << self._bits, np.uint32)
        slots = self._slots(keys)
        while len(keys):
            free = self._keys[slots] == 0
            _, first = np.unique(slots, return_index=True)
            placed = np.zeros(len(keys), bool)
            placed[first] = True
            placed &= free
            self._keys[slots[placed]] = keys[placed]
            self._numbers[slots[placed]] = numbers[placed]
            keys, numbers, slots = keys[~placed], numbers[~placed], slots[~placed]
            slots = (slots + 1) & ((1 << self._bits) - 1)

    def _slots(self, keys: Array) -> Array:
        return ((keys * _SPREAD) >> np.uint64(64 - self._bits)).astype(np.intp)


@cache
def _letters() -> Array:
    """For each 16 bit unit of a simple text the lower case of a letter, or 0."""
    codes = np.zeros(1 << 16, np.uint64)
    for letter, low in letter_codes():
        codes[letter] = low
    return codes


@cache
def _powers() -> tuple[Array, Array]:
    """The powers of a base, and of its inverse, modulo 2 to the 64th."""
    powers = np.full(_AT_ONCE, _BASE, np.uint64)
    inverses = np.full(_AT_ONCE, _INVERSE, np.uint64)
    powers[0] = inverses[0] = 1
    return np.cumprod(powers), np.cumprod(inverses)
