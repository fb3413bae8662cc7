"""Where an export is written: under another name until it is whole, never over what is there."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.errors import DiskFull, ExportFailed


@contextmanager
def whole_file(target: Path, *, replace: bool) -> Iterator[Path]:
    """A path to write to, which is `target` once all has gone well; else nothing of it is left.

    `replace`: the person was asked, and what is there goes. Raises `ExportFailed` and `DiskFull`.
    """
    with _told(target):
        if not replace and target.exists():
            raise ExportFailed(path=str(target), reason="exists")
        hidden = _beside(target)
        os.close(os.open(hidden, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            yield hidden
            with open(hidden, "rb+") as file:
                os.fsync(file.fileno())
            hidden.chmod(0o666 & ~_umask())
            if replace:
                os.replace(hidden, target)
            else:
                _move(hidden, target)
        finally:
            with contextlib.suppress(OSError):
                hidden.unlink()


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """The same for a folder, which must not be there yet, or be empty."""
    with _told(target):
        if target.exists() and not (target.is_dir() and not any(target.iterdir())):
            raise ExportFailed(path=str(target), reason="exists")
        hidden = _beside(target)
        hidden.mkdir()
        try:
            yield hidden
            with contextlib.suppress(FileNotFoundError):
                target.rmdir()  # only where it is empty
            os.rename(hidden, target)
        finally:
            shutil.rmtree(hidden, ignore_errors=True)


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name[:60]}.{uuid.uuid4().hex[:8]}.part")


def _move(hidden: Path, target: Path) -> None:
    """To a name that nobody else took meanwhile."""
    try:
        os.link(hidden, target)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):  # a file system without links
        if target.exists():
            raise FileExistsError(target) from None
        os.rename(hidden, target)


def _umask() -> int:
    now = os.umask(0o077)
    os.umask(now)
    return now


@contextmanager
def _told(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(path=str(target)) from error
        known = {errno.EEXIST: "exists", errno.ENOTEMPTY: "exists"}
        known |= dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "no-permission")
        raise ExportFailed(path=str(target), reason=known.get(error.errno or 0, "io")) from error
