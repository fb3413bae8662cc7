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
from contextlib import AbstractContextManager, closing, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from archive.cancel import CancelToken
from archive.errors import BackupDamaged
from archive.store import failures, keeping, originals
from archive.store.connect import attach, committed, make_durable, open_file
from archive.store.migrations import sync_folder
from archive.store.schema import APPLICATION_ID, LIBRARY, ORIGINALS, ORIGINALS_PAGE, newest, shape, shape_of

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


@dataclass(frozen=True, slots=True)
class Source:
    """The library to be backed up: its folder, what writes `library.db` as it stands into a connection, and
    what to hold while reading originals."""

    folder: Path
    copy: Callable[[sqlite3.Connection], None]
    reading: Callable[[], AbstractContextManager[None]] = nullcontext


def snapshots(folder: Path) -> list[Snapshot]:
    """The backups in a folder, the oldest first."""
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        if name := _NAME.fullmatch(path.name):
            time = datetime.strptime(name[2], "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC)
            found.append(Snapshot(path, name[1], time, int(name[3])))
    return sorted(found, key=lambda snapshot: (snapshot.time, snapshot.path.name))


def make(source: Source, folder: Path, now: datetime, cancel: CancelToken | None = None) -> Snapshot:
    """A verified backup in `folder`; only then are older ones thinned (`keeping.kept`).

    Raises `DiskFull`, `Cancelled` and the like; what was there before is then still there.
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
                source.copy(target)
                pair = pair_of(target)
                (version,) = target.execute("PRAGMA user_version").fetchone()
            _sync_file(part)
            stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%S%f")
            made = Snapshot(folder / f"library-{pair}-{stamp}Z-v{version}.db", pair, now, version)
            _copy_originals(source, made, cancel)
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


def _copy_originals(source: Source, made: Snapshot, cancel: CancelToken | None) -> None:
    """Bring the copy of the originals up to date with what is missing there."""
    target = made.originals
    if not target.exists():
        os.close(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(open_file(target, "rw")) as db:
        attach(db, source.folder / ORIGINALS, "live", "ro")
        _make_originals(db, made.version)
        with source.reading():
            missing = db.execute(
                "SELECT sha256 FROM live.blob EXCEPT SELECT sha256 FROM main.blob"
            ).fetchall()
        waiting = iter([digest for (digest,) in missing])
        while True:
            if cancel is not None:
                cancel.check()
            # Read first and then write, so that no commit of the library waits for one of the copy.
            with source.reading():
                rows = _some(db, waiting)
            if not rows:
                break
            with committed(db):
                db.executemany("INSERT OR IGNORE INTO main.blob VALUES (?, ?, ?, ?)", rows)
        for table, columns in (("part", 3), ("capture", 6)):
            with source.reading():
                rows = db.execute(f"SELECT * FROM live.{table} EXCEPT SELECT * FROM main.{table}").fetchall()
            with committed(db):
                marks = ", ".join("?" * columns)
                db.executemany(f"INSERT OR IGNORE INTO main.{table} VALUES ({marks})", rows)


def _make_originals(db: sqlite3.Connection, version: int) -> None:
    db.execute(f"PRAGMA main.page_size = {ORIGINALS_PAGE}")
    make_durable(db, "main")
    if db.execute("SELECT EXISTS (SELECT 1 FROM main.sqlite_schema)").fetchone()[0]:
        return
    with committed(db):
        db.execute(f"PRAGMA main.application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA main.user_version = {version}")
        for (sql,) in db.execute("SELECT sql FROM live.sqlite_schema WHERE sql IS NOT NULL").fetchall():
            db.execute(sql)
        db.execute("INSERT INTO main.state SELECT key, value FROM live.state")


def _some(db: sqlite3.Connection, waiting: Iterator[bytes]) -> list[tuple[bytes, int, int, bytes]]:
    """The next rows up to `_CHUNK` bytes, each proved by its hash; damaged ones are left to a check."""
    rows: list[tuple[bytes, int, int, bytes]] = []
    length = 0
    for digest in waiting:
        row = db.execute("SELECT size, coding, data FROM live.blob WHERE sha256 = ?", (digest,)).fetchone()
        if row is not None and originals.is_whole(digest, *row):
            rows.append((digest, *row))
            length += len(row[2])
        if length > _CHUNK:
            break
    return rows


def verify(snapshot: Snapshot, path: Path | None = None, *, sample: int = _SAMPLE) -> None:
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
            _verify_sample(db, sample, broken)
    except (sqlite3.Error, UnicodeDecodeError, OSError) as error:
        raise broken(str(error)) from error


def _verify_sample(db: sqlite3.Connection, sample: int, broken: Callable[[str], BackupDamaged]) -> None:
    (last,) = db.execute("SELECT max(id) FROM version").fetchone()
    step = max(1, (last or 0) // max(1, sample))
    rows = db.execute(
        "SELECT article, capture, content, content_sha256 FROM version WHERE id % ? = 0 LIMIT ?",
        (step, 2 * sample),
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
