"""The text of one version: on its way into its row with its hashes, and back out, proved."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass

from archive.errors import LibraryDamaged
from archive.model import CleanArticle, content_key
from archive.store import codec


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
    """One version as the cleaner left it. Raises `LibraryDamaged` with the article's id."""
    row = db.execute(
        "SELECT content, content_sha256 FROM version WHERE article = ? AND number = ?", (article_id, number)
    ).fetchone()
    try:
        if row is None or hashlib.sha256(row[0]).digest() != row[1]:
            raise codec.Undecodable("hash")
        return codec.decode(row[0])
    except codec.Undecodable:
        raise LibraryDamaged(detail="article", article_id=article_id) from None


def replace(db: sqlite3.Connection, article_id: int, number: int, content: Content, cleaner: int) -> None:
    """Put another cleaning of the same bytes in the place of a version's text."""
    db.execute(
        "UPDATE version SET content = ?, content_sha256 = ?, text_sha256 = ?, text_key = ?, cleaner = ?"
        " WHERE article = ? AND number = ?",
        (content.data, content.sha256, content.text_sha256, content.text_key, cleaner, article_id, number),
    )
