"""Where in an article its words stand: positions at twelve bits each, most of the time."""

from __future__ import annotations

import numpy as np

from archive.index.codec.container import Array, Arrays, ArrayWriter
from archive.index.codec.nibbles import Nibbles, NibbleWriter


class PlaceWriter:
    """A stream of positions: the low byte, and the rest as a small number."""

    def __init__(self, out: ArrayWriter, name: str) -> None:
        self._out, self._name = out, name
        self._high = NibbleWriter(out, name + ".high")

    def append(self, positions: Array) -> None:
        self._out.append(self._name + ".low", (positions & 0xFF).astype(np.uint8))
        self._high.append(positions >> 8)

    def finish(self) -> None:
        self._high.finish()


class Places:
    """Such a stream, read."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        self._low = arrays[name + ".low"]
        self._high = Nibbles(arrays, name + ".high")

    def __getitem__(self, wanted: slice) -> Array:
        low: Array = self._low[wanted].astype(np.uint32)
        low |= self._high[wanted].astype(np.uint32) << np.uint32(8)
        return low

    def take(self, wanted: Array) -> Array:
        """The positions at these places of the stream, 32 bit."""
        low: Array = self._low.take(wanted).astype(np.uint32)
        low |= self._high.take(wanted) << np.uint32(8)
        return low


def runs(starts: Array, lengths: Array) -> Array:
    """The indices of several runs, one after the other."""
    ends = np.cumsum(lengths, dtype=np.int64)
    shifts = starts.astype(np.int64) - ends + lengths
    return np.repeat(shifts, lengths) + np.arange(int(ends[-1]) if len(ends) else 0)
