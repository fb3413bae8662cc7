"""Whose library it is and how old, found out without changing a byte; making one; bringing one up to date."""

from __future__ import annotations

import os
import sqlite3
import uuid
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from archive.errors import LibraryDamaged, LibraryForeign, LibraryNewer
from archive.store import failures, schema
from archive.store.connect import attach, committed, connect, make_durable, open_file
from archive.store.schema import (
    APPLICATION_ID,
    LIBRARY,
    LIBRARY_PAGE,
    ORIGINALS,
    ORIGINALS_PAGE,
    newest,
    shape,
    shape_of,
)

_HALF_MADE = ".new"


def exists(folder: Path) -> bool:
    """True where a library was; a file of none, or half of one, is `LibraryForeign` or `LibraryDamaged`."""
    if folder.exists() and not folder.is_dir():
        raise LibraryForeign(path=str(folder))
    if (folder / LIBRARY).exists():
        if not (folder / ORIGINALS).exists():
            raise LibraryDamaged(path=str(folder), detail=f"{ORIGINALS} is missing")
        return True
    if (folder / ORIGINALS).exists() and not _is_unused(folder / ORIGINALS):
        raise LibraryDamaged(path=str(folder), detail=f"{LIBRARY} is missing")
    return False


def identify(folder: Path) -> tuple[int, bool]:
    """The version of the library, and whether a transaction cut short by a crash is still to be taken back.

    Only reads. Raises `LibraryForeign`, `LibraryNewer` or `LibraryDamaged` where it is none of ours, of a
    later program, or broken. With a transaction to be taken back the tables are not compared yet.
    """
    with failures.mapped(folder):
        try:
            return _identify(folder), False
        except sqlite3.OperationalError as error:
            if failures.code_of(error) != failures.HOT_JOURNAL:
                raise
        versions = [_accepted(folder, *_header(folder / name)) for name in (LIBRARY, ORIGINALS)]
        return versions[0], True


def _identify(folder: Path) -> int:
    path = str(folder)
    with closing(connect(folder, "ro")) as connection:
        versions: list[int] = []
        for name in ("main", "originals"):
            (application,) = connection.execute(f"PRAGMA {name}.application_id").fetchone()
            (version,) = connection.execute(f"PRAGMA {name}.user_version").fetchone()
            (pages,) = connection.execute(f"PRAGMA {name}.page_count").fetchone()
            if not pages:
                raise LibraryDamaged(path=path, detail=f"{name} is empty")
            versions.append(_accepted(folder, application, version))
        if versions[0] != versions[1] or versions[0] < 1:
            raise LibraryDamaged(path=path, detail="the two files are of two versions")
        if (shape(connection, "main"), shape(connection, "originals")) != shape_of(versions[0]):
            raise LibraryForeign(path=path)
        if _pair(connection, "main") != _pair(connection, "originals"):
            raise LibraryDamaged(path=path, detail="the two files are of two libraries")
        return versions[0]


def _accepted(folder: Path, application: int, version: int) -> int:
    if application != APPLICATION_ID:
        raise LibraryForeign(path=str(folder))
    if version > newest():
        raise LibraryNewer(path=str(folder), version=version, supported=newest())
    return version


def _header(path: Path) -> tuple[int, int]:
    """Application and version out of the bytes of a file that SQLite cannot read before it is taken back.

    (File format, 1.3. A half written file is often longer or shorter than its first page says.)
    """
    with open(path, "rb") as file:
        header = file.read(72)
    if len(header) < 72 or not header.startswith(b"SQLite format 3\0"):
        raise LibraryDamaged(path=str(path.parent), detail=f"{path.name} has no header")
    return int.from_bytes(header[68:72], "big", signed=True), int.from_bytes(
        header[60:64], "big", signed=True
    )


def _pair(connection: sqlite3.Connection, name: str) -> str:
    row = connection.execute(f"SELECT value FROM {name}.state WHERE key = 'pair'").fetchone()
    return str(row[0]) if row else ""


def _is_unused(originals: Path) -> bool:
    """True for originals that a creation cut short left behind: whole, and without any capture."""
    try:
        with closing(open_file(originals, "ro")) as connection:
            return not connection.execute("SELECT EXISTS (SELECT 1 FROM blob)").fetchone()[0]
    except sqlite3.Error:
        return False


def make_folder(folder: Path) -> None:
    """The folder, for its owner alone where it is new. Raises as `failures.of_system` says."""
    with failures.mapped(folder):
        if not folder.is_dir():
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(mode=0o700)
        elif not any(folder.iterdir()):
            with suppress(PermissionError):
                folder.chmod(0o700)


def create(folder: Path, now: datetime, version: int | None = None) -> None:
    """Two empty files of the newest version, or of an earlier one.

    Cut short anywhere, it leaves none, or such that the next call makes anew.
    """
    pair, library_id = str(uuid.uuid4()), str(uuid.uuid4())
    with failures.mapped(folder):
        for file in (ORIGINALS, LIBRARY):
            _new_file(folder / (file + _HALF_MADE))
        with closing(open_file(folder / (LIBRARY + _HALF_MADE), "rw")) as connection:
            attach(connection, folder / (ORIGINALS + _HALF_MADE), "originals", "rw")
            for name, page in (("main", LIBRARY_PAGE), ("originals", ORIGINALS_PAGE)):
                connection.execute(f"PRAGMA {name}.page_size = {page}")
                make_durable(connection, name)
                connection.execute(f"PRAGMA {name}.application_id = {APPLICATION_ID}")
            connection.execute("BEGIN")
            _apply(connection, 0, now, version or newest())
            for name in ("main", "originals"):
                connection.execute(f"INSERT INTO {name}.state VALUES ('pair', ?)", (pair,))
            connection.execute("INSERT INTO state VALUES ('library_id', ?), ('revision', 0)", (library_id,))
            connection.execute("COMMIT")
        for file in (ORIGINALS, LIBRARY):
            with suppress(FileNotFoundError):
                (folder / (file + _HALF_MADE + "-journal")).unlink()
            os.replace(folder / (file + _HALF_MADE), folder / file)
        sync_folder(folder)


def _new_file(path: Path) -> None:
    for leftover in (path, path.with_name(path.name + "-journal")):
        with suppress(FileNotFoundError):
            leftover.unlink()
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def sync_folder(folder: Path) -> None:
    """The names in the folder, on the disk (where the system has such a thing)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def migrate(folder: Path, version: int, now: datetime) -> None:
    """From `version` to the newest: each change and its record in one transaction over both files."""
    with failures.mapped(folder), closing(connect(folder, "rw")) as connection:
        # Tables that others refer to may be made anew; the check at the end of each step stands in for it.
        connection.execute("PRAGMA foreign_keys = OFF")
        for step in range(version, newest()):
            with committed(connection):
                _apply(connection, step, now, step + 1)
                if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                    raise LibraryDamaged(path=str(folder), detail="foreign keys")


def _apply(connection: sqlite3.Connection, version: int, now: datetime, until: int) -> None:
    for number, migration in enumerate(schema.MIGRATIONS[version:until], version + 1):
        migration(connection)
        connection.execute("INSERT INTO migration VALUES (?, ?)", (number, now.isoformat()))
        for name in ("main", "originals"):
            connection.execute(f"PRAGMA {name}.user_version = {number}")


def settle(folder: Path) -> None:
    """Take back the transaction that a crash cut short. The caller holds the lock of the folder."""
    with failures.mapped(folder):
        with closing(connect(folder, "rw")) as connection:
            for name in ("main", "originals"):
                connection.execute(f"SELECT count(*) FROM {name}.sqlite_schema").fetchone()
        sweep(folder)


def sweep(folder: Path) -> None:
    """Delete what a commit cut short left of its own. Only after both files were read: before that they
    may need it to know that they have to go back together. The caller holds the lock of the folder."""
    for path in folder.glob(f"{LIBRARY}-mj*"):
        path.unlink()
