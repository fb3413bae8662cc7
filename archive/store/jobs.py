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
    touched = [
        article_id
        for (article_id,) in tx.db.execute(
            "SELECT DISTINCT article FROM version WHERE job = ? ORDER BY article", (job,)
        )
    ]
    before = {article_id: _state(tx.db, article_id) for article_id in touched}
    tx.db.execute("UPDATE job SET is_undone = ? WHERE id = ?", (value, job))
    # A text that was only hidden needs no new revision: nothing in it changed.
    derived.refresh(tx, touched)
    after = {article_id: _state(tx.db, article_id) for article_id in touched}
    came = frozenset(
        article_id for article_id in touched if before[article_id][0] and not after[article_id][0]
    )
    went = frozenset(
        article_id for article_id in touched if not before[article_id][0] and after[article_id][0]
    )
    changed = frozenset(
        article_id
        for article_id in touched
        if not before[article_id][0] and not after[article_id][0] and before[article_id] != after[article_id]
    )
    inverse = Inverse("redo_job" if value else "undo_job", (job,))
    return Changes(added=came, changed=changed, removed=went, undo=inverse)


def _state(db: sqlite3.Connection, article_id: int) -> tuple[bool, int]:
    is_undone, version = db.execute(
        "SELECT is_undone, version FROM article WHERE id = ?", (article_id,)
    ).fetchone()
    return bool(is_undone), int(version)


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
