"""The bytes of one file: regular, whole, unchanged while they are read."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from archive.cancel import CancelToken
from archive.errors import EmptyFile, FileUnreadable, TooLarge

_PIECE = 1 << 20

# Not every system has each of them. Neither a link nor a pipe that has come in place of the file is followed.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
)

_REASONS = {
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.ENAMETOOLONG: "missing",
    errno.EACCES: "no-permission",
    errno.EPERM: "no-permission",
    errno.ELOOP: "link",
    errno.ENXIO: "not-a-file",
    errno.EISDIR: "not-a-file",
}


def read_bytes(path: Path, limit: int, cancel: CancelToken) -> bytes:
    """The bytes of a regular file that does not change meanwhile. Raises as `read_file` does."""
    try:
        before = os.lstat(path)
        if not stat.S_ISREG(before.st_mode):  # told before it is opened: opening a pipe waits, a device acts
            raise FileUnreadable(
                path=shown(path), reason="link" if stat.S_ISLNK(before.st_mode) else "not-a-file"
            )
        descriptor = os.open(path, _FLAGS)
        with os.fdopen(descriptor, "rb", buffering=0) as file:
            opened = os.fstat(descriptor)
            if not stat.S_ISREG(opened.st_mode):
                raise FileUnreadable(path=shown(path), reason="not-a-file")
            if opened.st_size > limit:
                raise TooLarge(path=shown(path), limit=limit, size=opened.st_size, what="file")
            data = bytearray()
            while len(data) <= opened.st_size and (piece := file.read(_PIECE)):
                cancel.check()
                data += piece
            after = os.fstat(descriptor)
    except (OSError, ValueError) as failure:
        raise unreadable(path, failure) from None
    if len(data) != opened.st_size or _moment(before) != _moment(opened) or _moment(opened) != _moment(after):
        raise FileUnreadable(path=shown(path), reason="changed-while-read")
    if not data:
        raise EmptyFile(path=shown(path))
    return bytes(data)


def shown(path: Path) -> str:
    """A path as text that every store and label can take, whatever bytes its name is made of."""
    return os.fsencode(path).decode("utf-8", "replace")


def _moment(state: os.stat_result) -> tuple[int, int, int]:
    return state.st_ino, state.st_size, state.st_mtime_ns


def unreadable(path: Path, failure: Exception) -> FileUnreadable:
    number = failure.errno if isinstance(failure, OSError) else None
    if isinstance(failure, RuntimeError):  # Path.resolve on a link that leads to itself
        number = errno.ELOOP
    reason = "missing" if isinstance(failure, ValueError) else _REASONS.get(number or 0, "io")
    return FileUnreadable(origin=shown(path), path=shown(path), reason=reason)
