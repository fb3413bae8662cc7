"""What an import could not read, kept with it until the person puts it aside or takes the import back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from archive.errors import ArchiveError, of_kind
from archive.model import Outcome, Result
from archive.store.connect import Transaction
from archive.store.texts import exact, told

MOST = 5_000
"""Of one import; a folder of a million foreign files is told by its number."""


def note(tx: Transaction, job: int, outcomes: Iterable[Outcome]) -> None:
    """Keep the failures among these."""
    failed = [(o.origin, o.error) for o in outcomes if isinstance(o.error, ArchiveError)][:MOST]
    tx.db.executemany(
        "INSERT INTO trouble (job, origin, kind, facts, at) VALUES (?, ?, ?, ?, ?)",
        [(job, exact(origin), error.kind, _out(error), tx.now.isoformat()) for origin, error in failed],
    )


def of_jobs(db: sqlite3.Connection) -> dict[int, tuple[Outcome, ...]]:
    """By import, those that were not undone; in the order in which they were met."""
    found: dict[int, list[Outcome]] = {}
    rows = db.execute(
        "SELECT job, origin, kind, facts FROM trouble JOIN job ON job.id = trouble.job"
        " WHERE NOT job.is_undone ORDER BY trouble.id"
    )
    for job, origin, kind, facts in rows:
        error = of_kind(kind, json.loads(facts))
        found.setdefault(job, []).append(Outcome(told(origin), Result.NEEDS_A_LOOK, error=error))
    return {job: tuple(outcomes) for job, outcomes in found.items()}


def put_aside(tx: Transaction, job: int, origin: str) -> None:
    """The person has seen it, or tries it again."""
    tx.db.execute("DELETE FROM trouble WHERE job = ? AND origin = ?", (job, exact(origin)))


def _out(error: ArchiveError) -> str:
    plain = {k: v if isinstance(v, (int, float, type(None))) else str(v) for k, v in error.facts.items()}
    return json.dumps(plain)
