"""Small numbers at half a byte each, the few large ones aside."""

from __future__ import annotations

import numpy as np

from archive.index.codec.container import Array, Arrays, ArrayWriter, between

ESCAPE = 15
"""Stands for «this or more»: the number itself is among the exceptions."""

_PAIRS = np.array([b & 15 | (b >> 4) << 8 for b in range(256)], dtype="<u2")
_FLOATS = np.array([(b & 15, b >> 4) for b in range(256)], dtype=np.float32).view(np.float64).ravel()


def pack(values: Array) -> Array:
    """Two numbers under 16 a byte, the first in the lower half; an odd one out gets a 0 beside it."""
    low = values[0::2].astype(np.uint8)
    high = values[1::2].astype(np.uint8)
    low[: len(high)] |= high << 4
    return low


def unpack(packed: Array, start: int, stop: int) -> Array:
    """The numbers `start` to `stop` as bytes."""
    pairs = _PAIRS.take(packed[start >> 1 : (stop + 1) >> 1])
    return pairs.view(np.uint8)[start & 1 : (start & 1) + stop - start]


def unpack_floats(packed: Array, count: int) -> Array:
    """The first `count` numbers as 32 bit floats."""
    return _FLOATS.take(packed).view(np.float32)[:count]


class NibbleWriter:
    """A stream of numbers from 0 up, most of them under 15."""

    def __init__(self, out: ArrayWriter, name: str) -> None:
        self._out, self._name = out, name
        self._odd = np.zeros(0, np.uint8)
        self._written = 0

    def append(self, values: Array) -> None:
        large = np.flatnonzero(values >= ESCAPE)
        if len(large):
            self._out.append(self._name + ".at", (large + self._written).astype(np.uint32))
            self._out.append(self._name + ".is", values[large].astype(np.uint32))
        self._written += len(values)
        small = np.concatenate((self._odd, np.minimum(values, ESCAPE).astype(np.uint8)))
        even = len(small) & ~1
        self._out.append(self._name, pack(small[:even]))
        self._odd = small[even:]

    def finish(self) -> None:
        self._out.append(self._name, pack(self._odd))


class Nibbles:
    """Such a stream, read."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        self._packed = arrays[name]
        self._at, self._is = arrays[name + ".at"], arrays[name + ".is"]

    def __getitem__(self, wanted: slice) -> Array:
        """A run of the numbers: bytes where they are small, else 32 bit."""
        start, stop = int(wanted.start), int(wanted.stop)
        values = unpack(self._packed, start, stop)
        if len(self._at):
            low, high = between(self._at, start, stop)
            if low < high:
                values = values.astype(np.uint32)
                values[self._at[low:high] - start] = self._is[low:high]
        return values

    def take(self, wanted: Array) -> Array:
        """The numbers at these places, 32 bit."""
        values = (self._packed.take(wanted >> 1) >> ((wanted & 1) << 2).astype(np.uint8) & 15).astype(
            np.uint32
        )
        if len(self._at):
            large = np.flatnonzero(values == ESCAPE)
            if len(large):
                values[large] = self._is[self._at.searchsorted(wanted[large].astype(self._at.dtype))]
        return values
