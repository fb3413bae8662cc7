"""Which articles have a passage: what finds those that a rule concerns, and what recurs in a source."""

from __future__ import annotations

import sqlite3

from archive.edits import may_be_a_rule
from archive.errors import ArticleDamaged
from archive.model import CleanArticle, content_key
from archive.store import contents


def note(db: sqlite3.Connection, article_id: int, article: CleanArticle) -> None:
    """Remember the passages of a text, those that the cleaner took out too."""
    db.executemany(
        "INSERT OR IGNORE INTO passage VALUES (?, ?)", [(key, article_id) for key in _short_keys(article)]
    )


def unnote(db: sqlite3.Connection, article_id: int, article: CleanArticle) -> None:
    """Forget the passages of a text."""
    db.executemany(
        "DELETE FROM passage WHERE key = ? AND article = ?",
        [(key, article_id) for key in _short_keys(article)],
    )


def unnote_all(db: sqlite3.Connection, article_id: int) -> None:
    """Forget the passages of every version; of one that cannot be read, by looking through all."""
    numbers = db.execute("SELECT number FROM version WHERE article = ?", (article_id,)).fetchall()
    try:
        for (number,) in numbers:
            unnote(db, article_id, contents.read(db, article_id, number))
    except ArticleDamaged:
        db.execute("DELETE FROM passage WHERE article = ?", (article_id,))


def _short_keys(article: CleanArticle) -> set[int]:
    return {short(content_key(block.text)) for block in article.blocks if may_be_a_rule(block.text)}


def short(key: str) -> int:
    """64 bits of a content key, as SQLite keeps them. Whoever acts on it compares the whole key."""
    return int.from_bytes(bytes.fromhex(key[:16]), "big", signed=True)
