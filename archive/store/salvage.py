"""What can be read of a damaged library, and for the rest its newest backup, made into a whole one."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from archive.errors import ArchiveError, ArticleDamaged, BackupDamaged, LibraryForeign
from archive.model import CheckReport
from archive.store import backups, checking, copying, derived, failures, mending, migrations, restoring
from archive.store.connect import Transaction, attach, committed, connect, open_file
from archive.store.lock import FolderLock
from archive.store.schema import APPLICATION_ID, LIBRARY, ORIGINALS, newest

Lost = Mapping[str, Sequence[tuple[int, int]]]
"""Where rows could not be read, by table."""


def salvage(folder: Path, made: Path, now: datetime) -> CheckReport:
    """Put a library of all that is left in the place of a damaged one; what is still wrong with it then.

    Every row that can be read is kept; what is lost or damaged comes from the newest backup in the folder
    `made` that has it. Forgotten articles do not come back, originals whose article is lost stay. The
    damaged files are in `replaced/` afterwards. Raises `LibraryForeign`, `LibraryLocked`, `DiskFull`;
    nothing is touched then.
    """
    version = _version(folder)
    with failures.mapped(folder):
        lock = FolderLock(folder)
    try:
        if restoring.is_ready(folder):
            restoring.swap(folder)
        with suppress(ArchiveError):
            migrations.settle(folder)
        try:
            report = _rebuild(folder, restoring.fresh_incoming(folder), made, version, now)
            restoring.declare_ready(folder)
        except BaseException:
            restoring.give_up(folder)
            raise
        restoring.swap(folder)
        return report
    finally:
        lock.release()


def _rebuild(folder: Path, incoming: Path, made: Path, version: int, now: datetime) -> CheckReport:
    migrations.create(incoming, now, version)
    with failures.mapped(folder), closing(connect(incoming, "rw")) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        lost, pair = _keep_what_is_left(db, folder)
        fitting = [s for s in backups.snapshots(made) if s.version == version and pair in (None, s.pair)]
        _fill_from_backup(db, fitting, lost)
        with committed(db):
            _join(db, now)
    migrations.migrate(incoming, version, now)
    with failures.mapped(folder), closing(connect(incoming, "rw")) as db:
        with committed(db):
            _derive(Transaction(db, now))
        report = checking.check(incoming)
        with committed(db):
            mending.mend(Transaction(db, now), report, fitting)
    return checking.check(incoming) if report.problems else report


def _version(folder: Path) -> int:
    """The version of the tables, from whichever file still tells. Raises `LibraryForeign`."""
    for name in (LIBRARY, ORIGINALS):
        with suppress(*failures.DAMAGE), closing(open_file(folder / name, "ro")) as db:
            (application,) = db.execute("PRAGMA application_id").fetchone()
            (version,) = db.execute("PRAGMA user_version").fetchone()
            if application not in (0, APPLICATION_ID):
                raise LibraryForeign(path=str(folder))
            if 1 <= version <= newest():
                return int(version)
    return newest()


def _keep_what_is_left(db: sqlite3.Connection, folder: Path) -> tuple[Lost, str | None]:
    """Copy what can be read. Where rows were lost; and the name of the pair, if a file still tells it."""
    lost: dict[str, Sequence[tuple[int, int]]] = {}
    pairs: list[str] = []
    for name, target in ((LIBRARY, "main"), (ORIGINALS, "originals")):
        try:
            old = open_file(folder / name, "ro")
        except failures.DAMAGE:
            lost |= {table: [(0, copying.MANY)] for table in copying.tables(db, target)}
            continue
        with closing(old), committed(db):
            reading = copying.Tolerant(old)
            copying.copy(db, target, reading, replace=("state", "migration"))
        lost |= reading.lost
        if not reading.lost["state"]:
            pairs.append(backups.pair_of(db, target))
    return lost, pairs[0] if pairs else None


def _fill_from_backup(db: sqlite3.Connection, fitting: Sequence[backups.Snapshot], lost: Lost) -> None:
    for snapshot in reversed(fitting):
        with suppress(BackupDamaged):
            backups.verify(snapshot)
            attach(db, snapshot.path, "kept", "ro")
            attach(db, snapshot.originals, "kept_originals", "ro")
            with committed(db):
                _fill(db, lost)
            return


def _fill(db: sqlite3.Connection, lost: Lost) -> None:
    for low, high in lost.get("article", ()):
        _take(db, "main", "article", "kept", f"WHERE id BETWEEN {low} AND {high}")
    of_articles = "WHERE article IN (SELECT id FROM main.article)"
    _take(db, "main", "version", "kept", of_articles, leave="id")
    for table, condition in (
        ("edit", of_articles),
        ("tag", of_articles),
        ("source", ""),
        ("claim", ""),
        ("rule", ""),
        ("job", ""),
        ("highlight", of_articles),
        ("reading", of_articles),
        ("saved_search", ""),
        ("request", ""),
        ("trouble", ""),
    ):
        if lost.get(table):
            _take(db, "main", table, "kept", condition)
    for table, column in (("capture", "sha256"), ("part", "capture")):
        condition = f"WHERE {column} IN (SELECT capture FROM main.version)"
        _take(db, "originals", table, "kept_originals", condition)
    needed = "WHERE sha256 IN (SELECT sha256 FROM originals.capture UNION SELECT sha256 FROM originals.part)"
    _take(db, "originals", "blob", "kept_originals", needed)


def _take(
    db: sqlite3.Connection, target: str, table: str, source: str, condition: str, leave: str = ""
) -> None:
    """Rows of a backup where there are none of their keys yet."""
    names = ", ".join(name for name in copying.columns(db, target, table) if name != leave)
    db.execute(
        f"INSERT OR IGNORE INTO {target}.{table} ({names}) SELECT {names} FROM {source}.{table} {condition}"
    )


def _join(db: sqlite3.Connection, now: datetime) -> None:
    """Make the parts fit again: nothing refers to what is gone, nothing that is left is without its place."""
    moment = now.isoformat(timespec="milliseconds")
    db.execute(
        "INSERT INTO job (id, label, started_at, finished_at) SELECT DISTINCT job, '', ?, ? FROM version"
        " WHERE job NOT IN (SELECT id FROM job)",
        (moment, moment),
    )
    later = {"highlight", "reading", "trouble"} & set(copying.tables(db, "main"))
    orphaned = db.execute(
        "SELECT article, min(created_at), max(number) FROM version"
        " WHERE article NOT IN (SELECT id FROM article) GROUP BY article"
    ).fetchall()
    db.executemany(
        "INSERT INTO article (id, added_at, version, uuid, revision) VALUES (?, ?, ?, ?, 0)",
        [(*row, uuid.uuid4().bytes) for row in orphaned],
    )
    db.execute("DELETE FROM article WHERE id NOT IN (SELECT article FROM version)")
    for table in ("edit", "tag", *(later - {"trouble"})):
        db.execute(f"DELETE FROM {table} WHERE article NOT IN (SELECT id FROM article)")
    if "trouble" in later:
        db.execute("DELETE FROM trouble WHERE job NOT IN (SELECT id FROM job)")
    db.execute("UPDATE source SET merged_into = NULL WHERE merged_into NOT IN (SELECT id FROM source)")
    db.execute("DELETE FROM claim WHERE source NOT IN (SELECT id FROM source)")
    db.execute(
        "UPDATE article SET own_source = NULL, source = NULL WHERE own_source NOT IN (SELECT id FROM source)"
    )
    db.execute("UPDATE article SET source = own_source WHERE source NOT IN (SELECT id FROM source)")
    db.execute(
        "INSERT OR IGNORE INTO originals.capture (sha256, captured_at, origin, headers)"
        " SELECT capture, created_at, origin, x'7b7d' FROM version"
        " WHERE capture IN (SELECT sha256 FROM originals.blob)"
    )
    (pair,) = db.execute("SELECT value FROM state WHERE key = 'pair'").fetchone()
    db.execute("UPDATE originals.state SET value = ? WHERE key = 'pair'", (pair,))
    restoring.rename(db)


def _derive(tx: Transaction) -> None:
    """Make every row anew from its text; one whose text is damaged stays, for it may be cleaned again."""
    for (article_id,) in tx.db.execute("SELECT id FROM article ORDER BY id").fetchall():
        with suppress(ArticleDamaged):
            derived.refresh(tx, [article_id], rewritten=True)
