"""Putting another pair of files in the place of a library's: prepared beside them, then swapped, never mixed.

In the folder, `incoming/` holds the new pair while it is made; when it is whole and proved, a file `ready` in
it says so. From then on every opening finishes the swap first. What stood there before is in `replaced/`.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from archive.errors import BackupDamaged, LibraryMissing
from archive.store import backups, copying, failures, migrations, originals
from archive.store.connect import attach, committed, connect
from archive.store.lock import FolderLock
from archive.store.schema import LIBRARY, ORIGINALS

INCOMING = "incoming"
REPLACED = "replaced"
_READY = "ready"

_KEY = {"blob": "sha256", "capture": "sha256", "part": "capture"}
_USED = (
    "SELECT capture FROM version UNION"
    " SELECT part.sha256 FROM old_originals.part JOIN version ON version.capture = part.capture"
)


def restore(snapshot: backups.Snapshot, folder: Path, now: datetime) -> None:
    """Make the library in `folder` what it was at the time of a backups.

    The backup is proved first, row by row; the library that stands there stays until then, and after that
    in `replaced/`, until the next time. Raises `BackupDamaged`, `LibraryLocked`, `DiskFull`.
    """
    with failures.mapped(snapshot.path.parent):
        if not snapshot.path.is_file() or not snapshot.originals.is_file():
            raise BackupDamaged(path=str(snapshot.path), detail="missing")
    backups.verify(snapshot)
    migrations.make_folder(folder)
    lock = FolderLock(folder)
    try:
        if is_ready(folder):
            swap(folder)
        try:
            incoming = fresh_incoming(folder)
            migrations.create(incoming, now, snapshot.version)
            with failures.mapped(folder), closing(connect(incoming, "rw")) as db:
                _fill(db, snapshot)
            declare_ready(folder)
        except BaseException:
            give_up(folder)
            raise
        swap(folder)
    finally:
        lock.release()


def chosen(path: Path) -> backups.Snapshot:
    """The backup that a person means: a file of one, or the newest in a folder of backups."""
    with failures.mapped(path):
        folder = path.parent if path.is_file() else path
        found = [s for s in backups.snapshots(folder) if path in (folder, s.path)]
    if not found:
        raise LibraryMissing(path=str(path))
    return found[-1]


def _fill(db: sqlite3.Connection, snapshot: backups.Snapshot) -> None:
    """Copy rows, not files: nothing but values comes out of a backup that may be a stranger's."""
    db.execute("PRAGMA foreign_keys = OFF")

    used: set[object] = set()

    def proved(schema: str) -> copying.Rows:
        read = copying.strict(db, schema)

        def rows(table: str, names: str) -> Iterator[copying.Row]:
            for row in read(table, names):
                if not is_whole(table, names, row):
                    raise BackupDamaged(path=str(snapshot.path), detail=table)
                # The copy of the originals serves many backups: only what this one has is brought back.
                key = _KEY.get(table)
                if key is None or row[names.split(", ").index(key)] in used:
                    yield row

        return rows

    try:
        attach(db, snapshot.path, "old", "ro")
        attach(db, snapshot.originals, "old_originals", "ro")
        for source, target in (("old", "main"), ("old_originals", "originals")):
            with committed(db):
                for table in copying.tables(db, target):
                    db.execute(f"DELETE FROM {target}.{table}")
                copying.copy(db, target, proved(source))
            if target == "main":
                rename(db)
                used |= {digest for (digest,) in db.execute(_USED)}
        if db.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise BackupDamaged(path=str(snapshot.path), detail="foreign keys")
    except failures.DAMAGE as error:
        is_of_disk = (
            isinstance(error, sqlite3.Error) and failures.code_of(error) & 0xFF == sqlite3.SQLITE_IOERR
        )
        if failures.is_damage(error) and not is_of_disk:
            raise BackupDamaged(path=str(snapshot.path), detail=str(error)) from error
        raise


def rename(db: sqlite3.Connection) -> None:
    """Another name for the library, so that no index made before takes itself for this one's."""
    db.execute("UPDATE state SET value = ? WHERE key = 'library_id'", (str(uuid.uuid4()),))


def is_whole(table: str, names: str, row: tuple[object, ...]) -> bool:
    """True where a row that carries a hash still has it."""
    values = dict(zip(names.split(", "), row, strict=True))
    if table == "version":
        return hashlib.sha256(_bytes(values["content"])).digest() == values["content_sha256"]
    if table == "blob":
        size, coding = int(str(values["size"])), int(str(values["coding"]))
        return originals.is_whole(_bytes(values["sha256"]), size, coding, _bytes(values["data"]))
    return True


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""


def fresh_incoming(folder: Path) -> Path:
    """An empty place for a new pair; what an earlier attempt left there goes."""
    incoming = folder / INCOMING
    with failures.mapped(folder):
        if incoming.exists():
            shutil.rmtree(incoming)
        incoming.mkdir(mode=0o700)
    return incoming


def declare_ready(folder: Path) -> None:
    """From here on the new pair is the library, whatever happens to this process."""
    incoming = folder / INCOMING
    with failures.mapped(folder):
        if (folder / REPLACED).exists():
            shutil.rmtree(folder / REPLACED)
        (folder / REPLACED).mkdir(mode=0o700)
        migrations.sync_folder(incoming)
        migrations.sync_folder(folder)
        handle = os.open(incoming / _READY, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.fsync(handle)
        os.close(handle)
        migrations.sync_folder(incoming)


def give_up(folder: Path) -> None:
    """After a failure: the new pair goes, unless it already is the library. Harmless where there is none."""
    if not is_ready(folder):
        shutil.rmtree(folder / INCOMING, ignore_errors=True)


def is_ready(folder: Path) -> bool:
    """True where a swap was begun and has to be finished."""
    return (folder / INCOMING / _READY).exists()


def swap(folder: Path) -> None:
    """Finish the swap, wherever it stopped. The caller holds the lock."""
    incoming, replaced = folder / INCOMING, folder / REPLACED
    with failures.mapped(folder):
        replaced.mkdir(mode=0o700, exist_ok=True)
        # Journals leave first and while the old files still stand: none may ever meet the new ones.
        if (incoming / ORIGINALS).exists():
            for path in sorted(folder.glob("*.db-*")):
                os.replace(path, replaced / path.name)
        for name in (ORIGINALS, LIBRARY):
            if (incoming / name).exists():
                if (folder / name).exists():
                    os.replace(folder / name, replaced / name)
                os.replace(incoming / name, folder / name)
        migrations.sync_folder(folder)
        with suppress(FileNotFoundError):
            (incoming / _READY).unlink()
        shutil.rmtree(incoming)


def forget_replaced(folder: Path) -> None:
    """Delete what an earlier restoring left aside."""
    with failures.mapped(folder):
        if (folder / REPLACED).exists():
            shutil.rmtree(folder / REPLACED)
