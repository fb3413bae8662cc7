"""Articles whose rows have yet to follow a rule that concerns many: noted with the rule, done later in steps.

What is read and searched of them is right from the rule's commit on: it is made from the text and the rules.
Only what the list keeps of them lags: opening words, the number of words, the places of highlights.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from archive.errors import ArticleDamaged
from archive.store import derived
from archive.store.connect import Transaction

AT_ONCE = 100
"""Articles that follow within the person's act."""

_KEY, _END = "behind ", "behind!"
"""Before and after all keys of `state` that name such an article."""


def follow(tx: Transaction, article_ids: Iterable[int]) -> frozenset[int]:
    """Bring rows up to date with the rules; of many the newest, and first of all those with highlights. The
    others are noted as behind. Returns the ids of all that stand. Damaged texts stay as they are."""
    wanted = set(article_ids)
    if len(wanted) <= AT_ONCE:
        ids = sorted(wanted)
    else:
        rows = tx.db.execute(
            "SELECT id FROM article ORDER BY NOT EXISTS"
            " (SELECT 1 FROM highlight WHERE highlight.article = article.id), day DESC"
        )
        ids = [number for (number,) in rows if number in wanted]
    standing = {number for number in ids[:AT_ONCE] if _refresh(tx, number)}
    later = ids[AT_ONCE:]
    tx.db.executemany("INSERT OR IGNORE INTO state VALUES (?, 1)", [(f"{_KEY}{number}",) for number in later])
    tx.db.executemany("UPDATE article SET revision = ? WHERE id = ?", [(tx.revision, n) for n in later])
    standing.update(number for number in later if _stands(tx.db, number))
    return frozenset(standing)


def catch_up(tx: Transaction, most: int) -> int:
    """Bring a few of those that are behind up to date; how many that were, 0 where none is left."""
    rows = tx.db.execute(
        "SELECT key FROM state WHERE key > ? AND key < ? LIMIT ?", (_KEY, _END, most)
    ).fetchall()
    for (key,) in rows:
        _refresh(tx, int(key.removeprefix(_KEY)), revised=False)
        tx.db.execute("DELETE FROM state WHERE key = ?", (key,))
    return len(rows)


def is_behind(db: sqlite3.Connection, article_id: int) -> bool:
    row = db.execute("SELECT 1 FROM state WHERE key = ?", (f"{_KEY}{article_id}",)).fetchone()
    return row is not None


def count(db: sqlite3.Connection) -> int:
    """How many are behind."""
    (number,) = db.execute("SELECT count(*) FROM state WHERE key > ? AND key < ?", (_KEY, _END)).fetchone()
    return int(number)


def _refresh(tx: Transaction, article_id: int, *, revised: bool = True) -> bool:
    """True for an article that stands."""
    if tx.db.execute("SELECT 1 FROM article WHERE id = ?", (article_id,)).fetchone() is None:
        return False  # forgotten meanwhile
    try:
        derived.refresh(tx, [article_id], rewritten=True, noted=True, revised=revised)
    except ArticleDamaged:
        return False
    return _stands(tx.db, article_id)


def _stands(db: sqlite3.Connection, article_id: int) -> bool:
    return not db.execute("SELECT is_undone FROM article WHERE id = ?", (article_id,)).fetchone()[0]
