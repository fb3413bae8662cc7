"""What SQLite and the disk answer, as known failures of the library."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.errors import (
    ArchiveError,
    DiskFull,
    LibraryDamaged,
    LibraryLocked,
    LibraryMissing,
    LibraryUnwritable,
    StorageFailed,
    TooLarge,
)

HOT_JOURNAL = sqlite3.SQLITE_READONLY_ROLLBACK
"""A reader found a transaction that a crash cut short; a writer has to take it back first."""


@contextmanager
def mapped(folder: Path) -> Iterator[None]:
    """Errors of SQLite and of the file system inside become `ArchiveError`s about `folder`."""
    try:
        yield
    except sqlite3.Error as error:
        known = of_sqlite(error, folder)
        if known is None:
            raise
        raise known from error
    except UnicodeDecodeError as error:  # SQLite quoting from a damaged file, or text of one
        raise LibraryDamaged(path=str(folder), detail="letters") from error
    except OSError as error:
        raise of_system(error, folder) from error


def of_sqlite(error: sqlite3.Error, folder: Path) -> ArchiveError | None:
    """The known failure behind an error of SQLite, or None where it can only be a bug."""
    extended = code_of(error)
    path = str(folder)
    if _is_of_letters(error):
        return LibraryDamaged(path=path, detail="letters")
    if extended == sqlite3.SQLITE_READONLY_DBMOVED:
        return LibraryMissing(path=path)
    match extended & 0xFF:
        case sqlite3.SQLITE_FULL:
            return DiskFull(path=path)
        case sqlite3.SQLITE_READONLY:
            return LibraryUnwritable(path=path, reason="read-only")
        case sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return LibraryUnwritable(path=path, reason="no-permission")
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_FORMAT:
            return LibraryDamaged(path=path, detail=str(error))
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return LibraryLocked(path=path)
        case sqlite3.SQLITE_IOERR:
            return StorageFailed(path=path, detail=getattr(error, "sqlite_errorname", ""))
        case sqlite3.SQLITE_CANTOPEN:
            if not folder.is_dir():
                return LibraryMissing(path=path)
            return LibraryUnwritable(path=path, reason="no-permission")
        case sqlite3.SQLITE_TOOBIG:
            return TooLarge(what="page")
    return None


DAMAGE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What reading a damaged file may raise; `is_damage` tells it from other errors."""


def is_damage(error: sqlite3.DatabaseError | UnicodeDecodeError) -> bool:
    """True where a page of the file cannot be read, or is not what it should be."""
    if isinstance(error, UnicodeDecodeError) or _is_of_letters(error):
        return True
    return code_of(error) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR)


def code_of(error: sqlite3.Error) -> int:
    """SQLite's extended code; 0 for an error that is Python's own."""
    return getattr(error, "sqlite_errorcode", None) or 0


def _is_of_letters(error: sqlite3.Error) -> bool:
    # Python's own: a text that is no UTF-8. It has no code.
    return not hasattr(error, "sqlite_errorcode") and "decode" in str(error)


def of_system(error: OSError, folder: Path) -> ArchiveError:
    """The known failure behind an error of the file system."""
    path = str(folder)
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return DiskFull(path=path)
        case errno.EACCES | errno.EPERM:
            return LibraryUnwritable(path=path, reason="no-permission")
        case errno.EROFS:
            return LibraryUnwritable(path=path, reason="read-only")
        case errno.ENOENT | errno.ENOTDIR:
            return LibraryMissing(path=path)
    return StorageFailed(path=path, detail=errno.errorcode.get(error.errno or 0, ""))
