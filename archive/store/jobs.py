"""Imports as wholes: each article knows the one that brought it, so that one can be undone and redone."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from archive.model import Changes, Inverse, Job
from archive.store import derived
from archive.store.connect import Transaction
from archive.store.texts import exact, told


def begin(tx: Transaction, label: str) -> int:
    """A new import job's id."""
    made = tx.db.execute(
        "INSERT INTO job (label, started_at) VALUES (?, ?) RETURNING id", (exact(label), tx.now.isoformat())
    ).fetchone()
    return int(made[0])


def finish(tx: Transaction, job: int, *, stopped: bool) -> None:
    """Note that a job ended, by itself or stopped."""
    tx.db.execute(
        "UPDATE job SET finished_at = ?, is_stopped = ? WHERE id = ? AND finished_at IS NULL",
        (tx.now.isoformat(), stopped, job),
    )


def finish_cut_short(tx: Transaction) -> None:
    """Jobs that a crash cut short are stopped ones. To be called by the only writer, before it begins any."""
    tx.db.execute(
        "UPDATE job SET finished_at = ?, is_stopped = 1 WHERE finished_at IS NULL", (tx.now.isoformat(),)
    )


def undo(tx: Transaction, job: int) -> Changes:
    """Take a whole import back: its articles are nowhere, its versions give way to those before them."""
    return _set_undone(tx, job, True)


def redo(tx: Transaction, job: int) -> Changes:
    """Bring back what `undo` took, as it was; what another import brought again meanwhile stays with that."""
    return _set_undone(tx, job, False)


def _set_undone(tx: Transaction, job: int, value: bool) -> Changes:
    row = tx.db.execute("SELECT is_undone FROM job WHERE id = ?", (job,)).fetchone()
    if row is None or bool(row[0]) is value:
        return Changes()
    before = _states(tx.db, job)
    tx.db.execute("UPDATE job SET is_undone = ? WHERE id = ?", (value, job))
    # Most articles come and go as they are, and at once. Those with versions of other imports are looked at.
    tx.db.execute(_GOES if value else _COMES_BACK, (job,))
    plain = {n for n, (is_undone, _) in _states(tx.db, job).items() if is_undone != before[n][0]}
    derived.refresh(tx, sorted(before.keys() - plain))
    after = _states(tx.db, job)
    came = frozenset(n for n, (was_undone, _) in before.items() if was_undone and not after[n][0])
    went = frozenset(n for n, (was_undone, _) in before.items() if not was_undone and after[n][0])
    changed = frozenset(n for n in before.keys() - came - went if before[n] != after[n])
    inverse = Inverse("redo_job" if value else "undo_job", (job,))
    return Changes(added=came, changed=changed, removed=went, undo=inverse)


_STANDING = (
    "FROM version JOIN job ON job.id = version.job WHERE version.article = article.id AND NOT job.is_undone"
)
_GOES = (
    "UPDATE article SET is_undone = 1 WHERE id IN (SELECT article FROM version WHERE job = ?)"
    f" AND NOT is_undone AND NOT EXISTS (SELECT 1 {_STANDING})"
)
_COMES_BACK = (
    "UPDATE article SET is_undone = 0 WHERE id IN (SELECT article FROM version WHERE job = ?)"
    f" AND is_undone AND version = (SELECT max(number) {_STANDING})"
)


def _states(db: sqlite3.Connection, job: int) -> dict[int, tuple[bool, int]]:
    """Of each article of an import: whether it is undone as a whole, and which version is shown."""
    rows = db.execute(
        "SELECT id, is_undone, version FROM article WHERE id IN (SELECT article FROM version WHERE job = ?)",
        (job,),
    )
    return {number: (bool(is_undone), version) for number, is_undone, version in rows}


def all_jobs(db: sqlite3.Connection) -> tuple[Job, ...]:
    """Every import, the newest first, with how many articles it brought or changed."""
    rows = db.execute(
        "SELECT job.id, job.label, job.started_at, job.finished_at, job.is_stopped, job.is_undone,"
        " (SELECT count(DISTINCT article) FROM version WHERE version.job = job.id)"
        " FROM job ORDER BY job.id DESC"
    )
    return tuple(
        Job(
            article_id,
            told(label),
            datetime.fromisoformat(started),
            None if finished is None else datetime.fromisoformat(finished),
            bool(stopped),
            bool(undone),
            count,
        )
        for article_id, label, started, finished, stopped, undone, count in rows
    )
