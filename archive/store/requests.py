"""The log of everything that was ever asked of the network: which address, when, what came of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from archive.model import Page, Request
from archive.store.connect import Transaction
from archive.store.texts import exact, told


def note(tx: Transaction, requests: Iterable[Request]) -> None:
    """Remember these."""
    tx.db.executemany(
        "INSERT INTO request (at, address, purpose, outcome, status, size, origin)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (r.at.isoformat(), exact(r.address), r.purpose, r.outcome, r.status, r.size, exact(r.origin))
            for r in requests
        ],
    )


def page(db: sqlite3.Connection, offset: int, limit: int, words: str = "") -> Page[Request]:
    """A page of them, the newest first; with `words`, those whose address has each of them."""
    wanted = exact(words).lower().split()
    having = " AND ".join(["instr(lower(address), ?) > 0"] * len(wanted)) or "1"
    (total,) = db.execute(f"SELECT count(*) FROM request WHERE {having}", wanted).fetchone()
    rows = db.execute(
        "SELECT at, address, purpose, outcome, status, size, origin FROM request"
        f" WHERE {having} ORDER BY id DESC LIMIT ? OFFSET ?",
        (*wanted, limit, offset),
    )
    items = tuple(
        Request(datetime.fromisoformat(at), told(address), purpose, outcome, status, size, told(origin))
        for at, address, purpose, outcome, status, size, origin in rows
    )
    return Page(items, total, offset)


def forget_all(tx: Transaction) -> None:
    tx.db.execute("DELETE FROM request")


def forget_of(db: sqlite3.Connection, article_id: int) -> None:
    """The requests that brought an article and its pictures: they tell what was read."""
    db.execute(
        "DELETE FROM request WHERE origin IN (SELECT origin FROM version WHERE article = ?)", (article_id,)
    )
