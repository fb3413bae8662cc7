"""Backups: a verified copy of `library.db` for each time, beside one growing copy of the originals.

A folder of backups holds `library-PAIR-TIME-vN.db` and `originals-PAIR-vN.db`: PAIR names the library, N is
the version of its tables. Originals never change, so the copy of them only ever gets the new ones.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from archive.cancel import CancelToken
from archive.errors import BackupDamaged
from archive.store import failures, keeping, originals
from archive.store.connect import attach, committed, make_durable, open_file
from archive.store.migrations import sync_folder
from archive.store.schema import APPLICATION_ID, LIBRARY, ORIGINALS, newest, shape, shape_of

_NAME = re.compile(r"library-([0-9a-f]{8})-(\d{8}T\d{12})Z-v(\d+)\.db")
_PART = ".part"
_CHUNK = 8_000_000
"""Bytes of originals copied at a time; a commit of the library waits no longer than one takes."""
_SAMPLE = 100


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One backup: a copy of `library.db`; its originals are in the file beside it."""

    path: Path
    pair: str
    time: datetime
    version: int

    @property
    def originals(self) -> Path:
        return self.path.with_name(f"originals-{self.pair}-v{self.version}.db")


def snapshots(folder: Path) -> list[Snapshot]:
    """The backups in a folder, the oldest first."""
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        if name := _NAME.fullmatch(path.name):
            time = datetime.strptime(name[2], "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC)
            found.append(Snapshot(path, name[1], time, int(name[3])))
    return sorted(found, key=lambda snapshot: (snapshot.time, snapshot.path.name))


def make(
    library: Path,
    folder: Path,
    now: datetime,
    copy: Callable[[sqlite3.Connection], None],
    cancel: CancelToken | None = None,
) -> Snapshot:
    """A verified backup of the library in `library`; only then are older ones thinned (`keeping.kept`).

    `copy` writes `library.db` as it stands into a connection. Raises `DiskFull`, `Cancelled` and the like;
    what was there before is then still there.
    """
    with failures.mapped(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = folder / f"{LIBRARY}{_PART}"
        with suppress(FileNotFoundError):
            part.unlink()
        os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            with closing(open_file(part, "rw")) as target:
                # Only a copy until it is renamed: no journal, one sync at the end.
                target.execute("PRAGMA journal_mode = OFF")
                target.execute("PRAGMA synchronous = OFF")
                copy(target)
                pair = pair_of(target)
                (version,) = target.execute("PRAGMA user_version").fetchone()
            _sync_file(part)
            stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%S%f")
            made = Snapshot(folder / f"library-{pair}-{stamp}Z-v{version}.db", pair, now, version)
            _copy_originals(library, made, cancel)
            verify(made, part)
            os.replace(part, made.path)
            sync_folder(folder)
        finally:
            with suppress(FileNotFoundError):
                part.unlink()
        _thin(folder, made)
        return made


def pair_of(db: sqlite3.Connection, schema: str = "main") -> str:
    """The first letters of the name that both files of a library share."""
    (pair,) = db.execute(f"SELECT value FROM {schema}.state WHERE key = 'pair'").fetchone()
    return str(pair)[:8]


def _sync_file(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _copy_originals(library: Path, made: Snapshot, cancel: CancelToken | None) -> None:
    """Bring the copy of the originals up to date: what is missing there, each proved by its hash."""
    target = made.originals
    if not target.exists():
        os.close(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(open_file(target, "rw")) as db:
        attach(db, library / ORIGINALS, "live", "ro")
        db.execute("PRAGMA main.page_size = 16384")
        make_durable(db, "main")
        if not db.execute("SELECT EXISTS (SELECT 1 FROM main.sqlite_schema)").fetchone()[0]:
            with committed(db):
                db.execute(f"PRAGMA main.application_id = {APPLICATION_ID}")
                db.execute(f"PRAGMA main.user_version = {made.version}")
                for (sql,) in db.execute(
                    "SELECT sql FROM live.sqlite_schema WHERE sql IS NOT NULL"
                ).fetchall():
                    db.execute(sql)
                db.execute("INSERT INTO main.state SELECT key, value FROM live.state")
        missing = db.execute("SELECT sha256 FROM live.blob EXCEPT SELECT sha256 FROM main.blob").fetchall()
        waiting = iter([digest for (digest,) in missing])
        is_more = True
        while is_more:
            if cancel is not None:
                cancel.check()
            with committed(db):
                is_more = _copy_some(db, waiting)
        with committed(db):
            for table in ("capture", "part"):
                db.execute(f"INSERT OR IGNORE INTO main.{table} SELECT * FROM live.{table}")


def _copy_some(db: sqlite3.Connection, waiting: Iterator[bytes]) -> bool:
    """Copy up to `_CHUNK` bytes; False when nothing waits any more. Damaged ones are left to `check`."""
    copied = 0
    for digest in waiting:
        row = db.execute("SELECT size, coding, data FROM live.blob WHERE sha256 = ?", (digest,)).fetchone()
        if row is not None and originals.is_whole(digest, *row):
            db.execute("INSERT OR IGNORE INTO main.blob VALUES (?, ?, ?, ?)", (digest, *row))
            copied += len(row[2])
            if copied > _CHUNK:
                return True
    return False


def verify(snapshot: Snapshot, path: Path | None = None) -> None:
    """Prove a backup, or raise `BackupDamaged`: ours, sound as a file, and a sample of hashes right.

    `path` is where the copy of `library.db` lies, if not yet under its name.
    """

    def broken(detail: str) -> BackupDamaged:
        return BackupDamaged(path=str(snapshot.path), detail=detail)

    try:
        with closing(open_file(path or snapshot.path, "ro")) as db:
            attach(db, snapshot.originals, "originals", "ro")
            for schema in ("main", "originals"):
                if db.execute(f"PRAGMA {schema}.application_id").fetchone()[0] != APPLICATION_ID:
                    raise broken("foreign")
                if db.execute(f"PRAGMA {schema}.user_version").fetchone()[0] != snapshot.version:
                    raise broken("version")
            if not 1 <= snapshot.version <= newest():
                raise broken("version")
            if (shape(db, "main"), shape(db, "originals")) != shape_of(snapshot.version):
                raise broken("foreign")
            if pair_of(db) != pair_of(db, "originals"):
                raise broken("two libraries")
            for schema in ("main", "originals"):
                if db.execute(f"PRAGMA {schema}.integrity_check(1)").fetchone()[0] != "ok":
                    raise broken("integrity")
            _verify_sample(db, broken)
    except (sqlite3.Error, OSError) as error:
        raise broken(str(error)) from error


def _verify_sample(db: sqlite3.Connection, broken: Callable[[str], BackupDamaged]) -> None:
    (last,) = db.execute("SELECT max(id) FROM version").fetchone()
    step = max(1, (last or 0) // _SAMPLE)
    rows = db.execute(
        "SELECT article, capture, content, content_sha256 FROM version WHERE id % ? = 0", (step,)
    )
    for article_id, capture, content, content_sha256 in rows:
        if hashlib.sha256(content).digest() != content_sha256:
            raise broken(f"article {article_id}")
        row = db.execute(
            "SELECT size, coding, data FROM originals.blob WHERE sha256 = ?", (capture,)
        ).fetchone()
        if row is not None and not originals.is_whole(capture, *row):
            raise broken("original")


def _thin(folder: Path, made: Snapshot) -> None:
    """Let go of what `keeping.kept` does not name, but never of the last backup of an older version."""
    ours = [snapshot for snapshot in snapshots(folder) if snapshot.pair == made.pair]
    times = keeping.kept([(snapshot.time, snapshot.path.stat().st_size) for snapshot in ours])
    last = {snapshot.version: snapshot for snapshot in ours}
    staying = [s for s in ours if s.time in times or s == last[s.version] or s.path == made.path]
    for snapshot in ours:
        if snapshot not in staying:
            snapshot.path.unlink()
    if len(staying) < len(ours):
        _drop_forgotten(made, staying)


def _drop_forgotten(made: Snapshot, staying: Sequence[Snapshot]) -> None:
    """Take captures out of the copy of the originals that no backup beside it has any more."""
    with closing(open_file(made.originals, "rw")) as db:
        make_durable(db, "main")
        unused = {capture for (capture,) in db.execute("SELECT sha256 FROM capture")}
        for snapshot in staying:
            if snapshot.version == made.version and unused:
                with closing(open_file(snapshot.path, "ro")) as copy:
                    used = copy.execute("SELECT DISTINCT capture FROM version").fetchall()
                    unused -= {capture for (capture,) in used}
        with committed(db):
            originals.drop(db, "main", unused)


def delete_all(folder: Path, pair: str) -> None:
    """Delete every backup of this library in a folder, and its copy of the originals."""
    with failures.mapped(folder):
        for path in folder.iterdir() if folder.is_dir() else ():
            if path.name.startswith((f"library-{pair}-", f"originals-{pair}-")):
                path.unlink()
