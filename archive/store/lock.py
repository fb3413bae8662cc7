"""One writer a library: a lock of the operating system on a file of the folder, gone with its process."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from archive.errors import LibraryLocked

LOCK_FILE = "lock"
"""Never deleted: whoever deletes a lock file takes the lock from under its holder."""


class FolderLock:
    """Held from the constructor to `release`. Raises `LibraryLocked` where another has it."""

    def __init__(self, folder: Path) -> None:
        self._handle: int | None = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._handle)
        except OSError:
            self.release()
            raise LibraryLocked(path=str(folder)) from None

    def release(self) -> None:
        """Let it go; harmless when already done."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        # flock, not lockf: it belongs to this open file, so a second opening in one process is refused too.
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
