"""Reading: the ids of a place, the rows of a list, an article opened, and what the index is to hold."""

from __future__ import annotations

import sqlite3
import uuid
from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

from archive.errors import ArticleDamaged, NoSuchArticle
from archive.model import (
    Counts,
    Indexable,
    ListRow,
    Moment,
    Place,
    Precision,
    Sort,
    Source,
    Status,
    StoredArticle,
    Version,
)
from archive.store import contents, failures, highlights, sources, wishes
from archive.store.texts import count_words, folded, told

RECENT_DAYS = 7
"""How long an article counts as recently added."""


def ids(db: sqlite3.Connection, place: Place, sort: Sort, now: datetime) -> array[int]:
    """The articles of a place in order, by one walk along an index.

    By the day they were published, undated ones last; recently added ones by when they were added. There
    is nothing to match here, so `Sort.MATCH` is the newest first.
    """
    narrowed, values, by = where(place, now)
    if sort is not Sort.OLDEST:
        queries = [(f"{narrowed} ORDER BY {by} DESC, id DESC", values)]
    elif by == "day":
        queries = [
            (f"{narrowed} AND day IS NOT NULL ORDER BY day, id", values),
            (f"{narrowed} AND day IS NULL ORDER BY id", values),
        ]
    else:
        queries = [(f"{narrowed} ORDER BY {by}, id", values)]
    found = array("q")
    for query, bound in queries:
        found.extend(
            [article_id for (article_id,) in db.execute(f"SELECT id FROM article {query}", bound).fetchall()]
        )
    return found


def where(place: Place, now: datetime) -> tuple[str, tuple[Any, ...], str]:
    match place.kind:
        case "library":
            return "WHERE shelf = 0", (), "day"
        case "unread":
            return "INDEXED BY article_unread WHERE shelf = 0 AND is_read = 0", (), "day"
        case "starred":
            return "INDEXED BY article_starred WHERE shelf = 0 AND is_starred = 1", (), "day"
        case "recent":
            return "INDEXED BY article_added WHERE shelf = 0 AND added_at >= ?", (_recent(now),), "added_at"
        case "bin":
            return "WHERE shelf = 1", (), "day"
        case "source":
            return "WHERE source = ? AND shelf = 0", (place.value,), "day"
        case "tag":
            tagged = "WHERE shelf = 0 AND id IN (SELECT article FROM tag WHERE folded = ?)"
            return tagged, (folded(str(place.value)),), "day"
        case "highlights":
            return "WHERE shelf = 0 AND id IN (SELECT article FROM highlight)", (), "day"
        case "job":
            brought = (
                "WHERE shelf = 0 AND id IN (SELECT article FROM version JOIN job ON job.id = version.job"
                " WHERE job = ? AND NOT job.is_undone)"
            )
            return brought, (place.value,), "day"


def _recent(now: datetime) -> str:
    return (now - timedelta(days=RECENT_DAYS)).isoformat(timespec="milliseconds")


def counts(db: sqlite3.Connection, now: datetime) -> Counts:
    """How many articles each place holds; each number from an index that holds no more than what it needs."""

    def number(query: str, *values: object) -> int:
        return int(db.execute(f"SELECT count(*) FROM article {query}", values).fetchone()[0])

    return Counts(
        library=number("WHERE shelf = 0"),
        unread=number("INDEXED BY article_unread WHERE shelf = 0 AND is_read = 0"),
        starred=number("INDEXED BY article_starred WHERE shelf = 0 AND is_starred = 1"),
        recent=number("INDEXED BY article_added WHERE shelf = 0 AND added_at >= ?", _recent(now)),
        bin=number("WHERE shelf = 1"),
        sources=sources.shown(db),
        highlights=highlights.count(db, "quote IS NOT NULL"),
        notes=highlights.count(db, "note <> ''"),
    )


def rows(db: sqlite3.Connection, wanted: Sequence[int]) -> tuple[ListRow, ...]:
    """The rows of these articles in this order; those that are gone, or damaged, are left out."""
    found: list[ListRow] = []
    names: dict[int | None, str | None] = {None: None}
    for article_id in wanted:
        try:
            row = _row(db, article_id, names)
        except failures.DAMAGE as error:
            if not failures.is_damage(error):
                raise
            continue
        if row is not None:
            found.append(row)
    return tuple(found)


def _row(db: sqlite3.Connection, article_id: int, names: dict[int | None, str | None]) -> ListRow | None:
    row = db.execute(
        "SELECT title, source, published, precision, published_words, added_at, opening,"
        " is_read, is_starred, is_binned, is_partial FROM article WHERE id = ? AND NOT is_undone",
        (article_id,),
    ).fetchone()
    if row is None:
        return None
    title, source, published, precision, words, added_at, opening, read, starred, binned, is_partial = row
    if source not in names:
        (names[source],) = db.execute("SELECT name FROM source WHERE id = ?", (source,)).fetchone()
    return ListRow(
        id=article_id,
        title=title,
        source=names[source],
        published=None if published is None else Moment(told(published), Precision(precision), told(words)),
        added_at=datetime.fromisoformat(added_at),
        opening=opening,
        status=Status(bool(read), bool(starred), bool(binned), tags_of(db, article_id)),
        is_partial=bool(is_partial),
    )


def tags_of(db: sqlite3.Connection, article_id: int) -> tuple[str, ...]:
    """An article's tags, by name."""
    rows = db.execute("SELECT name FROM tag WHERE article = ? ORDER BY folded", (article_id,))
    return tuple(name for (name,) in rows)


def tags(db: sqlite3.Connection) -> tuple[tuple[str, int], ...]:
    """Every tag with how many articles outside the bin have it, by name."""
    rows = db.execute(
        "SELECT max(name), count(*) FROM tag JOIN article ON article.id = tag.article"
        " WHERE shelf = 0 GROUP BY tag.folded ORDER BY tag.folded"
    )
    return tuple((name, count) for name, count in rows)


def tagged(db: sqlite3.Connection) -> dict[str, array[int]]:
    """The articles outside the bin of every tag, by the tag's name."""
    found: dict[str, tuple[str, array[int]]] = {}
    rows = db.execute(
        "SELECT tag.folded, tag.name, article.id FROM tag JOIN article ON article.id = tag.article"
        " WHERE shelf = 0"
    )
    for key, name, article_id in rows:
        known, ids = found.get(key) or found.setdefault(key, (name, array("q")))
        if name > known:
            found[key] = name, ids
        ids.append(article_id)
    return dict(found.values())


Having = Literal["read", "note", "highlight", "tag"]
_HAVING: dict[Having, str] = {
    "read": "is_read = 1",
    "note": "id IN (SELECT article FROM highlight WHERE note <> '')",
    "highlight": "id IN (SELECT article FROM highlight WHERE quote IS NOT NULL)",
    "tag": "id IN (SELECT article FROM tag)",
}


def having(db: sqlite3.Connection, what: Having) -> array[int]:
    """The articles outside the bin of which this is true."""
    rows = db.execute(f"SELECT id FROM article WHERE shelf = 0 AND {_HAVING[what]}")
    return array("q", [article_id for (article_id,) in rows])


def opened(db: sqlite3.Connection, article_id: int, number: int | None = None) -> StoredArticle:
    """An article, or an earlier version of it, with the person's edits applied.

    Raises `NoSuchArticle`, or `ArticleDamaged` where its text cannot be read.
    """
    row = db.execute(
        "SELECT uuid, version, source, is_read, is_starred, is_binned, added_at, words FROM article"
        " WHERE id = ? AND NOT is_undone",
        (article_id,),
    ).fetchone()
    if row is None:
        raise NoSuchArticle(id=article_id)
    uuid_bytes, newest, source, is_read, is_starred, is_binned, added_at, words = row
    versions = db.execute(
        "SELECT number, capture, text_sha256, cleaner, created_at, origin, job, document FROM version"
        " JOIN job ON job.id = version.job WHERE article = ? AND NOT job.is_undone ORDER BY number",
        (article_id,),
    ).fetchall()
    shown = newest if number is None else number
    origin = next((told(version[5]) for version in versions if version[0] == shown), None)
    if origin is None:
        raise NoSuchArticle(id=article_id, version=number)
    edits = wishes.edits_of(db, article_id)
    cleaned = contents.read(db, article_id, shown)
    article = wishes.applied(db, cleaned, article_id, source)
    if shown != newest:
        words = count_words(article.text)
    return StoredArticle(
        id=article_id,
        uuid=str(uuid.UUID(bytes=uuid_bytes)),
        article=article,
        source=_source(db, source),
        status=Status(bool(is_read), bool(is_starred), bool(is_binned), tags_of(db, article_id)),
        edits=edits,
        versions=tuple(
            Version(number, capture.hex(), text.hex(), cleaner, datetime.fromisoformat(created_at), document)
            for number, capture, text, cleaner, created_at, _, _, document in versions
        ),
        added_at=datetime.fromisoformat(added_at),
        origin=origin,
        job_id=versions[0][6],
        words=words,
        cleaned=cleaned,
        left_at=_left_at(db, article_id),
    )


def _left_at(db: sqlite3.Connection, article_id: int) -> int | None:
    row = db.execute("SELECT position FROM reading WHERE article = ?", (article_id,)).fetchone()
    return None if row is None else int(row[0])


def _source(db: sqlite3.Connection, source: int | None) -> Source | None:
    if source is None:
        return None
    key, name = db.execute("SELECT key, name FROM source WHERE id = ?", (source,)).fetchone()
    (count,) = db.execute("SELECT count(*) FROM article WHERE source = ? AND shelf = 0", (source,)).fetchone()
    return Source(source, key, name, count)


def revisions(db: sqlite3.Connection) -> list[tuple[int, int]]:
    """Id and revision of every article that the index should hold: binned ones too, undone ones not."""
    return db.execute(
        "SELECT id, revision FROM article INDEXED BY article_revision WHERE is_undone = 0"
    ).fetchall()


def outdated(db: sqlite3.Connection, cleaner: int) -> tuple[int, ...]:
    """The articles whose shown text was made by an older cleaner."""
    rows = db.execute(
        "SELECT article.id FROM article JOIN version ON version.article = article.id"
        " AND version.number = article.version WHERE cleaner < ? AND NOT is_undone ORDER BY article.id",
        (cleaner,),
    )
    return tuple(article_id for (article_id,) in rows)


def indexables(db: sqlite3.Connection, wanted: Iterable[int]) -> Iterator[Indexable]:
    """What the index sees of these articles; those that are gone, or damaged, are left out."""
    names: dict[int | None, tuple[str, str]] = {None: ("", "")}
    for article_id in wanted:
        row = db.execute(
            "SELECT revision, version, day, source FROM article WHERE id = ? AND NOT is_undone",
            (article_id,),
        ).fetchone()
        if row is None:
            continue
        revision, version, day, source = row
        try:
            article = wishes.words(db, article_id, version, source)
        except ArticleDamaged:
            continue  # named when it is opened, and by a check
        if source not in names:
            names[source] = db.execute("SELECT key, name FROM source WHERE id = ?", (source,)).fetchone()
        key, name = names[source]
        yield Indexable(
            id=article_id,
            revision=revision,
            title=article.title,
            text=article.text,
            captions=article.captions,
            standfirst=article.standfirst or "",
            source=name,
            source_key=key,
            authors=article.authors,
            published=day,
            language=article.language,
            url=article.url,
            tags=tags_of(db, article_id),
            notes=highlights.notes_of(db, article_id),
        )
