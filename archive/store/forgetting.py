"""Deleting for good: rows, originals that nothing else needs, and the names that only they left behind."""

from __future__ import annotations

from collections.abc import Iterable

from archive.model import Changes
from archive.store import originals
from archive.store.connect import Transaction


def forget(tx: Transaction, ids: Iterable[int]) -> Changes:
    """Delete these articles with all their versions, for good; `secure_delete` wipes the pages."""
    gone: list[int] = []
    for article_id in dict.fromkeys(ids):
        captures = tx.db.execute(
            "SELECT DISTINCT capture FROM version WHERE article = ?", (article_id,)
        ).fetchall()
        row = tx.db.execute("DELETE FROM article WHERE id = ? RETURNING is_undone", (article_id,)).fetchone()
        if row is None:
            continue
        if not row[0]:
            gone.append(article_id)
        originals.drop_unused(tx.db, (capture for (capture,) in captures))
    _forget_names(tx)
    return Changes(removed=frozenset(gone))


def _forget_names(tx: Transaction) -> None:
    """Outlets and imports that have no article any more: their names and labels tell what was read."""
    tx.db.execute(
        "DELETE FROM job WHERE finished_at IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM version WHERE version.job = job.id)"
    )
    while True:
        unused = tx.db.execute(
            "SELECT id FROM source WHERE NOT EXISTS (SELECT 1 FROM article WHERE own_source = source.id)"
            " AND NOT EXISTS (SELECT 1 FROM source AS other WHERE other.merged_into = source.id)"
        ).fetchall()
        if not unused:
            return
        tx.db.executemany("DELETE FROM claim WHERE source = ?", unused)
        tx.db.executemany("DELETE FROM source WHERE id = ?", unused)
