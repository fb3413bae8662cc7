"""Keeps down what a process holds in memory of mapped files.

What is read of a mapped file stays part of the process until somebody needs the memory. The system would take
it back, yet it counts, and a person who looks at the figure sees a program that grows with every search.
Letting go costs next to nothing: the file is in the system's own cache, from where a page comes back in a
fraction of a microsecond.
"""

from __future__ import annotations

import mmap
import time
from collections.abc import Iterable
from pathlib import Path

from archive.index.codec.container import Arrays

MOST = 48 << 20
"""Bytes of mapped files that a process may hold between two questions."""

_SECONDS = 0.02
"""How often that is looked at, at most."""

_STATE = Path("/proc/self/statm")


class Pages:
    """Counts what the process has mapped since it was made, and lets go of it when that is too much.

    Where the system does not tell (it is Linux that does) nothing is counted and nothing let go: Windows and
    macOS take such pages back themselves. Safe from any thread, and while others read.
    """

    def __init__(self, most: int = MOST, seconds: float = _SECONDS) -> None:
        self._most, self._seconds = most, seconds
        self._before = resident()
        self._looked = 0.0

    def spare(self, files: Iterable[Arrays]) -> None:
        """Let go of the pages of `files` if the process holds too many."""
        now = time.monotonic()
        if self._before is None or now - self._looked < self._seconds:
            return
        self._looked = now
        held = resident()
        if held is None or held - self._before <= self._most:
            return
        for arrays in files:
            arrays.forget_pages()
        self._before = resident()  # what else the program has loaded by now is not ours


def resident() -> int | None:
    """Bytes of files, libraries too, that this process holds in memory; None where that is not told."""
    try:
        return int(_STATE.read_bytes().split()[2]) * mmap.PAGESIZE
    except (OSError, ValueError, IndexError):
        return None
