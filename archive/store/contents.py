"""The text of one version: on its way into its row with its hashes, and back out, proved."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from archive.errors import ArticleDamaged
from archive.model import CleanArticle, content_key
from archive.store import codec, failures

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Content:
    """A cleaned article ready for its row. `text_key` finds the same text again; None for an empty one."""

    data: bytes
    sha256: bytes
    text_sha256: bytes
    text_key: bytes | None

    @classmethod
    def of(cls, article: CleanArticle) -> Content:
        data, text = codec.encode(article), article.text
        return cls(
            data,
            hashlib.sha256(data).digest(),
            hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest(),
            bytes.fromhex(content_key(text)) if text.strip() else None,
        )


def read(db: sqlite3.Connection, article_id: int, number: int) -> CleanArticle:
    """One version as the cleaner left it. Raises `ArticleDamaged`."""
    return _read(db, article_id, number, codec.decode)


def words(db: sqlite3.Connection, article_id: int, number: int) -> codec.Words:
    """What of a version is searched, as the cleaner left it. Raises `ArticleDamaged`."""
    return _read(db, article_id, number, codec.words)


def _read(db: sqlite3.Connection, article_id: int, number: int, decode: Callable[[bytes], _T]) -> _T:
    query = "SELECT content, content_sha256 FROM version WHERE article = ? AND number = ?"
    try:
        row = db.execute(query, (article_id, number)).fetchone()
        if row is None or hashlib.sha256(row[0]).digest() != row[1]:
            raise codec.Undecodable("hash")
        return decode(row[0])
    except (codec.Undecodable, TypeError) as error:
        raise ArticleDamaged(article_id=article_id) from error
    except failures.DAMAGE as error:
        if not failures.is_damage(error):
            raise
        raise ArticleDamaged(article_id=article_id) from error


def replace(db: sqlite3.Connection, article_id: int, number: int, content: Content, cleaner: int) -> None:
    """Put another cleaning of the same bytes in the place of a version's text."""
    db.execute(
        "UPDATE version SET content = ?, content_sha256 = ?, text_sha256 = ?, text_key = ?, cleaner = ?"
        " WHERE article = ? AND number = ?",
        (content.data, content.sha256, content.text_sha256, content.text_key, cleaner, article_id, number),
    )
