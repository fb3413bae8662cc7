"""One file of arrays: written in streams, mapped for reading, and checked before it is.

The arrays stand one after the other, each at a multiple of 64 bytes; behind them a JSON directory, its length
and a mark. Nothing in it is code: names, number types, counts, places.
"""

from __future__ import annotations

import json
import mmap
import os
import tempfile
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_MARK = b"BSARRAY1"
_ALIGNED = 64
_IN_MEMORY = 1 << 20
_TYPES = frozenset({"|u1", "<u2", "<u4", "<u8", "<i8", "|b1"})


class Damaged(Exception):
    """A file of the index is cut, altered or not what its manifest says."""


class Seal(NamedTuple):
    """What a manifest keeps of a file to know it again."""

    size: int
    crc: int
    written: int
    """When, in nanoseconds, by the file system's clock: a file changed since is read through before use."""


class ArrayWriter:
    """Streams of numbers, appended in any order, that become one file. What is large waits on disk, not in
    memory. `finish` it or `abandon` it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._streams: dict[str, IO[bytes]] = {}
        self._types: dict[str, str] = {}
        self._counts: dict[str, int] = {}

    def append(self, name: str, values: Array) -> None:
        """Add to a stream. The first call decides its type of number."""
        if name not in self._streams:
            self._streams[name] = tempfile.SpooledTemporaryFile(  # noqa: SIM115
                _IN_MEMORY, "w+b", dir=str(self._path.parent)
            )
            self._types[name] = values.dtype.newbyteorder("<").str
            self._counts[name] = 0
        self._streams[name].write(np.ascontiguousarray(values, dtype=self._types[name]).data)
        self._counts[name] += len(values)

    def count(self, name: str) -> int:
        return self._counts.get(name, 0)

    def finish(self, facts: Mapping[str, object]) -> Seal:
        """Write the file, on to the disk itself. `facts` is any JSON; it comes back as `Arrays.facts`."""
        crc = size = 0
        with open(self._path, "wb") as file:

            def put(data: bytes) -> None:
                nonlocal crc, size
                file.write(data)
                crc = zlib.crc32(data, crc)
                size += len(data)

            places: dict[str, tuple[str, int, int]] = {}
            for name, stream in self._streams.items():
                put(bytes(-size % _ALIGNED))
                places[name] = (self._types[name], self._counts[name], size)
                stream.seek(0)
                while block := stream.read(_IN_MEMORY):
                    put(block)
                stream.close()
            directory = json.dumps({"arrays": places, "facts": facts}, separators=(",", ":")).encode()
            put(directory)
            put(len(directory).to_bytes(8, "little"))
            put(_MARK)
            file.flush()
            os.fsync(file.fileno())
            written = os.fstat(file.fileno()).st_mtime_ns
        self._streams.clear()
        return Seal(size, crc, written)

    def abandon(self) -> None:
        for stream in self._streams.values():
            stream.close()
        self._streams.clear()
        self._path.unlink(missing_ok=True)


class Arrays:
    """A written file, mapped. Arrays are views on it: read-only, and valid as long as anybody holds one."""

    def __init__(self, path: Path, seal: Seal) -> None:
        """Raises `Damaged` where the file is not there, not whole, or not ours."""
        try:
            with open(path, "rb") as file:
                state = os.fstat(file.fileno())
                size = state.st_size
                if size != seal.size or size < len(_MARK) + 8:
                    raise Damaged("size")
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except OSError as missing:
            raise Damaged("missing") from missing
        if state.st_mtime_ns != seal.written:
            self.check(seal)
        end = size - len(_MARK) - 8
        length = int.from_bytes(self._map[end : end + 8], "little")
        if self._map[end + 8 :] != _MARK or not 0 < length <= end:
            raise Damaged("mark")
        try:
            directory = json.loads(self._map[end - length : end])
            self._places = {
                str(name): _place(place, end - length) for name, place in directory["arrays"].items()
            }
            self.facts: dict[str, Any] = dict(directory["facts"])
        except (ValueError, KeyError, TypeError, AttributeError) as nonsense:
            raise Damaged("directory") from nonsense

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def __getitem__(self, name: str) -> Array:
        """The array of this name, empty where there is none."""
        if name not in self._places:
            return np.zeros(0, np.uint8)
        kind, count, offset = self._places[name]
        return np.frombuffer(self._map, kind, count, offset)

    def forget_pages(self, start: int = 0, size: int | None = None) -> None:
        """Tell the system that what was read so far, of so many bytes from `start` on, need not stay in
        memory; it is safe while others read. `start` is a multiple of a page."""
        if hasattr(self._map, "madvise"):
            rest = len(self._map) - start
            self._map.madvise(mmap.MADV_DONTNEED, start, rest if size is None else min(size, rest))

    def check(self, seal: Seal) -> None:
        """Read it all; raises `Damaged` where one bit is not as written."""
        crc = 0
        for at in range(0, len(self._map), _IN_MEMORY):
            crc = zlib.crc32(self._map[at : at + _IN_MEMORY], crc)
            self.forget_pages(at, _IN_MEMORY)
        if crc != seal.crc:
            raise Damaged("checksum")


def _place(place: Any, limit: int) -> tuple[str, int, int]:
    kind, count, offset = place
    if kind not in _TYPES or not isinstance(count, int) or not isinstance(offset, int):
        raise Damaged("array")
    if count < 0 or offset < 0 or offset % _ALIGNED or offset + count * np.dtype(kind).itemsize > limit:
        raise Damaged("array")
    return kind, count, offset


def smallest(values: Array | Iterable[int]) -> Array:
    """Whole numbers from 0 up in the narrowest type that holds them."""
    given = np.asarray(values if isinstance(values, np.ndarray) else list(values), dtype=np.int64)
    most = int(given.max(initial=0))
    return given.astype(np.min_scalar_type(most))


def between(rising: Array, low: int, high: int) -> tuple[int, int]:
    """Where the values from `low` up to, not including, `high` stand in a rising array."""
    values = rising.data  # a memoryview: Python's own search, without numpy's conversions
    first = bisect_left(values, low)
    return first, first if high <= low else bisect_left(values, high, first)
