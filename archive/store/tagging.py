"""Tags as a whole: which some articles share, one called otherwise or made one with another, one gone."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence

from archive.model import Changes
from archive.store import acts
from archive.store.connect import Transaction
from archive.store.texts import folded, plain

_FEW = 500
"""For so many articles each is asked for by itself; for more, the tags are walked through once."""


def shared(db: sqlite3.Connection, ids: Sequence[int]) -> tuple[tuple[str, int], ...]:
    """Every tag that one of these articles has, with how many of them have it, by name."""
    if len(ids) <= _FEW:
        rows = [
            row
            for article_id in ids
            for row in db.execute("SELECT folded, name FROM tag WHERE article = ?", (article_id,))
        ]
    else:
        wanted = frozenset(ids)
        every = db.execute("SELECT article, folded, name FROM tag")
        rows = [(key, name) for article_id, key, name in every if article_id in wanted]
    names: dict[str, str] = {}
    for key, name in rows:
        names[key] = max(name, names.get(key, ""))
    counts = Counter(key for key, _name in rows)
    return tuple((names[key], counts[key]) for key in sorted(names))


def rename(tx: Transaction, name: str, to: str) -> Changes:
    """Call a tag otherwise everywhere, also in the bin. Where there is a tag of that name they become one,
    written as that one is."""
    key, wanted = folded(name), plain(to, 100)
    if not folded(wanted):
        return Changes()
    if folded(wanted) != key:
        known = tx.db.execute("SELECT max(name) FROM tag WHERE folded = ?", (folded(wanted),)).fetchone()
        wanted = known[0] or wanted
    return acts.retag(tx, _with(tx.db, key), add=[wanted], remove=[name])


def remove(tx: Transaction, name: str) -> Changes:
    """Take a tag away from every article."""
    return acts.retag(tx, _with(tx.db, folded(name)), add=[], remove=[name])


def _with(db: sqlite3.Connection, key: str) -> list[int]:
    rows = db.execute("SELECT article FROM tag WHERE folded = ? ORDER BY article", (key,))
    return [article_id for (article_id,) in rows]
