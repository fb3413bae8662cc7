"""Deleting for good: rows, originals that nothing else needs, and the names that only they left behind."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from archive.model import Changes
from archive.store import originals, passages, requests, rules
from archive.store.connect import Transaction

_STEP = 400_000
"""Bytes deleted in one commit. Each stands in the journal meanwhile, and the reserve must hold that."""


def steps(db: sqlite3.Connection, ids: Iterable[int]) -> list[list[int]]:
    """The articles in portions that fit on a full disk; one that does not is a portion of its own."""
    found: list[list[int]] = []
    room = 0
    for article_id in dict.fromkeys(ids):
        (size,) = db.execute(
            "SELECT coalesce(sum(length(content)), 0) + coalesce(sum((SELECT sum(length(data))"
            " FROM originals.blob WHERE sha256 = capture OR sha256 IN"
            " (SELECT sha256 FROM originals.part WHERE part.capture = version.capture))), 0)"
            " FROM version WHERE article = ?",
            (article_id,),
        ).fetchone()
        if not found or size > room:
            found.append([])
            room = _STEP
        found[-1].append(article_id)
        room -= size
    return found


def forget(tx: Transaction, ids: Iterable[int]) -> Changes:
    """Delete these articles with all their versions, for good; `secure_delete` wipes the pages."""
    gone: list[int] = []
    imports: set[int] = set()
    for article_id in dict.fromkeys(ids):
        requests.forget_of(tx.db, article_id)
        jobs = tx.db.execute("SELECT DISTINCT job FROM version WHERE article = ?", (article_id,))
        imports.update(job for (job,) in jobs)
        captures = tx.db.execute(
            "SELECT DISTINCT capture FROM version WHERE article = ?", (article_id,)
        ).fetchall()
        passages.unnote_all(tx.db, article_id)
        row = tx.db.execute("DELETE FROM article WHERE id = ? RETURNING is_undone", (article_id,)).fetchone()
        if row is None:
            continue
        if not row[0]:
            gone.append(article_id)
        originals.drop_unused(tx.db, (capture for (capture,) in captures))
    rules.drop_unused(tx)
    _forget_names(tx, imports)
    return Changes(removed=frozenset(gone))


def _forget_names(tx: Transaction, imports: Iterable[int]) -> None:
    """Outlets and imports that have no article any more: their names and labels tell what was read.

    An import that brought none and could not read something stays, but for `imports`.
    """
    empty = (
        "DELETE FROM job WHERE finished_at IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM version WHERE version.job = job.id)"
    )
    tx.db.execute(f"{empty} AND NOT EXISTS (SELECT 1 FROM trouble WHERE trouble.job = job.id)")
    tx.db.executemany(f"{empty} AND id = ?", [(job,) for job in imports])
    while True:
        unused = tx.db.execute(
            "SELECT id FROM source WHERE NOT EXISTS (SELECT 1 FROM article WHERE own_source = source.id)"
            " AND NOT EXISTS (SELECT 1 FROM source AS other WHERE other.merged_into = source.id)"
        ).fetchall()
        if not unused:
            return
        tx.db.executemany("DELETE FROM claim WHERE source = ?", unused)
        tx.db.executemany("DELETE FROM source WHERE id = ?", unused)
