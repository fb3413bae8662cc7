"""What becomes of an article that comes in: added, a new version, or already here; and its rows."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.addresses import host_key
from archive.errors import ArticleDamaged
from archive.model import Arrival, Colour, Outcome, Result, content_key
from archive.store import contents, derived, highlights
from archive.store.connect import Transaction
from archive.store.contents import Content
from archive.store.originals import Bundle
from archive.store.texts import exact, folded, plain


@dataclass(frozen=True, slots=True)
class Prepared:
    """An arrival with all that can be worked out before the library is held for writing."""

    arrival: Arrival
    bundle: Bundle
    content: Content
    address_key: str | None
    host: str | None

    @property
    def capture(self) -> bytes:
        return self.bundle.sha256


def prepare(arrivals: Iterable[Arrival]) -> list[Prepared]:
    """Hash and encode. Articles of one capture share its bundle, not only its bytes."""
    bundles: dict[int, Bundle] = {}
    found = []
    for arrival in arrivals:
        capture = arrival.capture
        if id(capture) not in bundles:  # alive as long as the arrivals are
            bundles[id(capture)] = Bundle(capture)
        address_key = derived.address_of(arrival.article, capture.final_url)
        found.append(
            Prepared(
                arrival=arrival,
                bundle=bundles[id(capture)],
                content=Content.of(arrival.article),
                address_key=address_key,
                host=host_key(address_key) if address_key else None,
            )
        )
    return found


def settle(tx: Transaction, job: int, item: Prepared) -> Outcome:
    """Decide about one arrival, and write it.

    In this order: the same document of the same bytes is already here, or comes back if its import was
    undone; the same text is already here, if it has the same address, none on either side, or the same
    host and title; another text at the same address is a new version; the rest is a new article. So the
    same text at another outlet is an article of its own: who printed what is worth keeping. An article in
    the bin counts as here.
    """
    origin = item.arrival.capture.origin
    article_id = _same_bytes(tx.db, item)
    if article_id is not None:
        _meet_again(tx, item, article_id)
        return Outcome(origin, Result.ALREADY_HERE, article_id)
    back = _same_bytes_undone(tx.db, item)
    if back is not None:
        return _bring_back(tx, job, item, *back)
    article_id = _same_text(tx.db, item)
    if article_id is not None:
        return Outcome(origin, Result.ALREADY_HERE, article_id)
    article_id = _same_page(tx.db, item)
    result = Result.ADDED if article_id is None else Result.NEW_VERSION
    if article_id is None:
        article_id = _new_article(tx, item)
    item.bundle.keep(tx.db)
    _new_version(tx, job, article_id, item)
    derived.refresh(tx, [article_id])
    return Outcome(origin, result, article_id)


def _meet_again(tx: Transaction, item: Prepared, article_id: int) -> None:
    """Keep the pictures that were missing when the page first came; mend what is damaged."""
    item.bundle.keep(tx.db)
    item.bundle.mend(tx.db)
    for (number,) in tx.db.execute(
        "SELECT number FROM version WHERE article = ? AND capture = ? AND document = ?",
        (article_id, item.capture, item.arrival.number),
    ).fetchall():
        try:
            contents.read(tx.db, article_id, number)
        except ArticleDamaged:
            contents.replace(tx.db, article_id, number, item.content, item.arrival.cleaner)
            derived.refresh(tx, [article_id], rewritten=True)


def _same_bytes(db: sqlite3.Connection, item: Prepared) -> int | None:
    row = db.execute(
        "SELECT version.article FROM version JOIN job ON job.id = version.job"
        " WHERE version.capture = ? AND version.document = ? AND NOT job.is_undone"
        " ORDER BY version.article LIMIT 1",
        (item.capture, item.arrival.number),
    ).fetchone()
    return None if row is None else int(row[0])


def _same_bytes_undone(db: sqlite3.Connection, item: Prepared) -> tuple[int, int, bool] | None:
    """Article, version number, and whether the whole article is gone with its import."""
    row = db.execute(
        "SELECT version.article, version.number, article.is_undone FROM version"
        " JOIN article ON article.id = version.article"
        " WHERE version.capture = ? AND version.document = ? ORDER BY version.id DESC LIMIT 1",
        (item.capture, item.arrival.number),
    ).fetchone()
    return None if row is None else (int(row[0]), int(row[1]), bool(row[2]))


def _bring_back(
    tx: Transaction, job: int, item: Prepared, article_id: int, number: int, was_gone: bool
) -> Outcome:
    contents.replace(tx.db, article_id, number, item.content, item.arrival.cleaner)
    tx.db.execute("UPDATE version SET job = ? WHERE article = ? AND number = ?", (job, article_id, number))
    if was_gone:
        tx.db.execute("UPDATE article SET is_binned = 0 WHERE id = ?", (article_id,))
    item.bundle.keep(tx.db)
    derived.refresh(tx, [article_id], rewritten=True)
    (shown,) = tx.db.execute("SELECT version FROM article WHERE id = ?", (article_id,)).fetchone()
    result = Result.ADDED if was_gone else Result.NEW_VERSION if shown == number else Result.ALREADY_HERE
    return Outcome(item.arrival.capture.origin, result, article_id)


def _same_text(db: sqlite3.Connection, item: Prepared) -> int | None:
    if item.content.text_key is None:
        return None
    rows = db.execute(
        "SELECT article.id, article.address_key, article.title FROM version"
        " JOIN article ON article.id = version.article JOIN job ON job.id = version.job"
        " WHERE version.text_key = ? AND NOT job.is_undone ORDER BY article.id",
        (item.content.text_key,),
    ).fetchall()
    title = content_key(plain(item.arrival.article.title))
    for article_id, address_key, shown_title in rows:
        if item.address_key is None or address_key is None or address_key == item.address_key:
            return int(article_id)
        if host_key(address_key) == item.host and content_key(shown_title) == title:
            return int(article_id)
    return None


def _same_page(db: sqlite3.Connection, item: Prepared) -> int | None:
    """The article whose newest text came from the same address, in other bytes.

    Where one capture held several articles of one address, their place in it tells them apart.
    """
    if item.address_key is None:
        return None
    rows = db.execute(
        "SELECT article.id, version.document FROM article"
        " JOIN version ON version.article = article.id AND version.number = article.version"
        " WHERE article.address_key = ? AND NOT article.is_undone AND version.capture <> ?"
        " ORDER BY article.id",
        (item.address_key, item.capture),
    ).fetchall()
    if len(rows) != 1:
        rows = [row for row in rows if row[1] == item.arrival.number]
    return int(rows[0][0]) if len(rows) == 1 else None


def _new_article(tx: Transaction, item: Prepared) -> int:
    hints = item.arrival.hints
    made = tx.db.execute(
        "INSERT INTO article (uuid, added_at, revision, version, address_key, is_read, is_starred)"
        " VALUES (?, ?, ?, 0, ?, ?, ?) RETURNING id",
        (
            uuid.uuid4().bytes,
            tx.now.isoformat(timespec="milliseconds"),
            tx.revision,
            item.address_key,
            hints.is_read,
            hints.is_starred,
        ),
    ).fetchone()
    article_id = int(made[0])
    add_tags(tx.db, article_id, hints.tags)
    if hints.notes and hints.notes.strip():
        highlights.add(tx, article_id, None, Colour.ROSE, hints.notes)
    for marking in hints.highlights:
        highlights.add(tx, article_id, marking.anchor, marking.colour, marking.note)
    return article_id


def add_tags(db: sqlite3.Connection, article_id: int, tags: Sequence[str]) -> None:
    """Tags under their first spelling; empty ones are none."""
    db.executemany(
        "INSERT OR IGNORE INTO tag VALUES (?, ?, ?)",
        [(article_id, folded(tag), plain(tag, 100)) for tag in tags if folded(tag)],
    )


def _new_version(tx: Transaction, job: int, article_id: int, item: Prepared) -> None:
    tx.db.execute(
        "INSERT INTO version (article, number, job, capture, document, cleaner, created_at, text_sha256,"
        " content_sha256, text_key, origin, content)"
        " VALUES (?, (SELECT coalesce(max(number), 0) + 1 FROM version WHERE article = ?),"
        " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article_id,
            article_id,
            job,
            item.capture,
            item.arrival.number,
            item.arrival.cleaner,
            tx.now.isoformat(timespec="milliseconds"),
            item.content.text_sha256,
            item.content.sha256,
            item.content.text_key,
            exact(item.arrival.capture.origin),
            item.content.data,
        ),
    )
