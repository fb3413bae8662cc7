"""A library that is not open, copied to another folder: each file is proved by its hash."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from archive.cancel import CancelToken
from archive.errors import LibraryUnwritable, StorageFailed
from archive.store import failures, opening
from archive.store.lock import LOCK_FILE
from archive.store.migrations import sync_folder

PART = ".part"
_LEFT = frozenset({LOCK_FILE, "incoming"})
"""What is made anew at the other place, or is half done."""
_CHUNK = 1 << 20


def copy_library(
    folder: Path,
    target: Path,
    *,
    now: Callable[[], datetime],
    told: Callable[[int, int], None] | None = None,
    cancel: CancelToken | None = None,
) -> None:
    """Copy the library in `folder` to `target`, which must be empty or not there yet. The old one stays.

    Originals, articles, index and backups; `told` hears of bytes done and in all. What was copied is read
    again and compared before the folder gets its name, so `target` is whole or is not. Raises
    `LibraryLocked` while it is open, `LibraryUnwritable(reason="not-empty")`, `DiskFull`, `StorageFailed`.
    """
    token = cancel or CancelToken()
    part = target.with_name(target.name + PART)
    with failures.mapped(target):
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise LibraryUnwritable(path=str(target), reason="not-empty")
    lock = opening.prepare(folder, now=now, read_only=False, create=False)
    try:
        with failures.mapped(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir(mode=0o700)
            files = [(path, path.stat().st_size) for path in _files(folder)]
            whole, done = sum(size for _path, size in files), 0
            for path, size in files:
                _copy(path, part / path.relative_to(folder), token)
                done += size
                if told is not None:
                    told(done, whole)
            token.check()
            for made in {part, *((part / path.relative_to(folder)).parent for path, _size in files)}:
                sync_folder(made)
            with suppress(FileNotFoundError):
                target.rmdir()
            os.rename(part, target)
            sync_folder(target.parent)
    finally:
        shutil.rmtree(part, ignore_errors=True)
        if lock is not None:
            lock.release()


def _files(folder: Path) -> Iterator[Path]:
    """The regular files of a library; links are not followed."""
    for path in sorted(folder.iterdir()):
        kind = path.lstat().st_mode
        if path.name in _LEFT:
            continue
        if stat.S_ISREG(kind):
            yield path
        elif stat.S_ISDIR(kind):
            yield from _files(path)


def _copy(path: Path, to: Path, token: CancelToken) -> None:
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    read = hashlib.sha256()
    with (
        open(path, "rb") as source,
        open(os.open(to, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "wb") as file,
    ):
        while chunk := source.read(_CHUNK):
            token.check()
            read.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    written = hashlib.sha256()
    with open(to, "rb") as file:
        while chunk := file.read(_CHUNK):
            token.check()
            written.update(chunk)
    if read.digest() != written.digest():
        raise StorageFailed(path=str(to), detail="copy differs")
