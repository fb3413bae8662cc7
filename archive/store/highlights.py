"""Highlights and notes: made, changed, removed, each exactly undone; and where they stand in the text now."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from archive.anchors import make_anchor, place
from archive.errors import ArticleDamaged, NoSuchArticle
from archive.model import (
    Anchor,
    Changes,
    Colour,
    Highlight,
    HighlightRow,
    Inverse,
    Moment,
    Page,
    Precision,
    Span,
)
from archive.store import wishes
from archive.store.connect import Transaction
from archive.store.texts import exact, folded, told

Standing = Sequence[tuple[int, Highlight | None]]
"""Ids of highlights, each as it is to stand, or None where it is to be none."""

_COLUMNS = (
    "id, article, colour, note, quote, prefix, suffix, position, span_start, span_end, made_at, changed_at"
)


def add(tx: Transaction, article_id: int, anchor: Anchor | None, colour: Colour, note: str) -> int:
    """A new row's id; where it stands is found by `place_all`."""
    parts = (None,) * 4 if anchor is None else _out(anchor)
    moment = tx.now.isoformat(timespec="milliseconds")
    made = tx.db.execute(
        "INSERT INTO highlight (article, colour, note, quote, prefix, suffix, position, made_at, changed_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (article_id, colour.value, exact(note), *parts, moment, moment),
    ).fetchone()
    return int(made[0])


def highlight(tx: Transaction, article_id: int, span: Span | None, colour: Colour, note: str) -> Changes:
    """Mark a passage of the text as it is now, without the blanks around it, or note something on the whole.

    A passage that is marked already gets the colour, and the note where there is one; an article has one
    note on the whole. Raises `NoSuchArticle`, and `ValueError` for a span outside the text.
    """
    row = tx.db.execute(
        "SELECT version, source FROM article WHERE id = ? AND NOT is_undone", (article_id,)
    ).fetchone()
    if row is None:
        raise NoSuchArticle(id=article_id)
    anchor, text = None, ""
    if span is not None:
        text = wishes.words(tx.db, article_id, *row).text
        if not 0 <= span.start <= span.end <= len(text):
            raise ValueError(span)
        span = _trimmed(text, span)
        if span.start == span.end:
            return Changes()
        anchor = make_anchor(text, span)
    elif not note.strip():
        return Changes()
    for same in of_article(tx.db, article_id):
        if same.span == span and (same.anchor is None) == (span is None):
            return change(tx, same.id, None if span is None else colour, note or None)
    made = add(tx, article_id, anchor, colour, note)
    if span is not None:
        tx.db.execute(
            "UPDATE highlight SET span_start = ?, span_end = ? WHERE id = ?", (span.start, span.end, made)
        )
    return _changed(tx, [(made, None)], [article_id], noted=[article_id] if note else [])


def change(tx: Transaction, highlight_id: int, colour: Colour | None, note: str | None) -> Changes:
    """Another colour, another note. The note on the whole article goes when it is emptied."""
    before = _one(tx.db, highlight_id)
    if before is None:
        return Changes()
    if before.anchor is None and note is not None and not note.strip():
        return remove(tx, [highlight_id])
    moment = tx.now.isoformat(timespec="milliseconds")
    after = (colour or before.colour, before.note if note is None else note)
    if after == (before.colour, before.note):
        return Changes()
    tx.db.execute(
        "UPDATE highlight SET colour = ?, note = ?, changed_at = ? WHERE id = ?",
        (after[0].value, exact(after[1]), moment, highlight_id),
    )
    noted = [before.article_id] if after[1] != before.note else []
    return _changed(tx, [(highlight_id, before)], [before.article_id], noted)


def remove(tx: Transaction, ids: Iterable[int]) -> Changes:
    """Take highlights and notes away."""
    return set_highlights(tx, [(highlight_id, None) for highlight_id in dict.fromkeys(ids)])


def set_highlights(tx: Transaction, wanted: Standing) -> Changes:
    """Let each of these stand exactly so, under its id. Its own inverse."""
    before: list[tuple[int, Highlight | None]] = []
    touched: list[int] = []
    noted: list[int] = []
    for highlight_id, new in wanted:
        old = _one(tx.db, highlight_id)
        if new is not None and not _stands(tx.db, new.article_id):
            continue
        if old is None and new is None:
            continue
        tx.db.execute("DELETE FROM highlight WHERE id = ?", (highlight_id,))
        if new is not None:
            tx.db.execute(f"INSERT INTO highlight ({_COLUMNS}) VALUES (?{', ?' * 11})", _row(new))
            _place(tx.db, new.article_id)
        if _one(tx.db, highlight_id) == old:
            continue
        before.append((highlight_id, old))
        for item in (old, new):
            touched += [] if item is None else [item.article_id]
        if ("" if old is None else old.note) != ("" if new is None else new.note):
            noted.append(touched[-1])
    return _changed(tx, list(reversed(before)), touched, noted)


def _changed(tx: Transaction, before: Standing, touched: Iterable[int], noted: Collection[int]) -> Changes:
    """Only another note's text is another text for the index."""
    if not before:
        return Changes()
    for article_id in dict.fromkeys(noted):
        tx.db.execute("UPDATE article SET revision = ? WHERE id = ?", (tx.revision, article_id))
    return Changes(changed=frozenset(touched), undo=Inverse("set_highlights", (tuple(before),)))


# ---------------------------------------------------------------- reading


def of_article(db: sqlite3.Connection, article_id: int) -> tuple[Highlight, ...]:
    """The note on the whole article, the passages in reading order, and those that cannot be placed."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM highlight WHERE article = ?"
        " ORDER BY quote IS NOT NULL, span_start IS NULL, span_start, span_end, position, id",
        (article_id,),
    )
    return tuple(_in(row) for row in rows)


def notes_of(db: sqlite3.Connection, article_id: int) -> str:
    """All the notes of an article, one to a line, as the index sees them."""
    return "\n".join(item.note for item in of_article(db, article_id) if item.note)


def count(db: sqlite3.Connection, condition: str) -> int:
    """How many articles outside the bin have a row of which this is true."""
    (number,) = db.execute(
        "SELECT count(DISTINCT article) FROM highlight JOIN article ON article.id = highlight.article"
        f" WHERE shelf = 0 AND {condition}"
    ).fetchone()
    return int(number)


def page(
    db: sqlite3.Connection,
    within: Collection[int] | None,
    words: str,
    colour: Colour | None,
    offset: int,
    limit: int,
) -> Page[HighlightRow]:
    """Highlights and notes, the newest first: those with all of these words in passage, note or title."""
    rows = db.execute(
        f"SELECT {', '.join(f'highlight.{name}' for name in _COLUMNS.split(', '))},"
        " title, article.source, published, precision, published_words"
        " FROM highlight JOIN article ON article.id = highlight.article WHERE shelf = 0"
        " ORDER BY made_at DESC, highlight.id DESC"
    )
    wanted = folded(words).split()
    known = None if within is None else frozenset(within)
    found = [
        row
        for row in rows
        if (known is None or row[1] in known)
        and (colour is None or (row[2] == colour.value and row[4] is not None))
        and _has(row, wanted)
    ]
    names: dict[int | None, str | None] = {None: None}
    for row in found[offset : offset + limit]:
        if row[13] not in names:
            (names[row[13]],) = db.execute("SELECT name FROM source WHERE id = ?", (row[13],)).fetchone()
    items = tuple(
        HighlightRow(_in(row[:12]), row[12], names[row[13]], _moment(row[14:]))
        for row in found[offset : offset + limit]
    )
    return Page(items, len(found), offset)


def _has(row: Sequence[Any], wanted: Sequence[str]) -> bool:
    if not wanted:
        return True
    text = unicodedata.normalize("NFKC", f"{told(row[3])} {told(row[4] or '')} {row[12]}").casefold()
    return all(word in text for word in wanted)


def _moment(row: Sequence[Any]) -> Moment | None:
    value, precision, words = row
    return None if value is None else Moment(told(value), Precision(precision), told(words))


# ---------------------------------------------------------------- where they stand


def place_all(db: sqlite3.Connection, article_id: int, text: str) -> None:
    """Find the passages of an article in its text, which is another one now."""
    for item in of_article(db, article_id):
        if item.anchor is not None:
            span = place(item.anchor, text)
            if span != item.span:
                bounds = (None, None) if span is None else (span.start, span.end)
                db.execute(
                    "UPDATE highlight SET span_start = ?, span_end = ? WHERE id = ?", (*bounds, item.id)
                )


def are_placed(db: sqlite3.Connection, article_id: int, text: str) -> bool:
    """False where a passage is said to stand where it does not."""
    items = of_article(db, article_id)
    return all(item.anchor is None or item.span == place(item.anchor, text) for item in items)


def _place(db: sqlite3.Connection, article_id: int) -> None:
    row = db.execute("SELECT version, source FROM article WHERE id = ?", (article_id,)).fetchone()
    with suppress(ArticleDamaged):  # placed when it is mended
        place_all(db, article_id, wishes.words(db, article_id, *row).text)


def _trimmed(text: str, span: Span) -> Span:
    passage = text[span.start : span.end]
    start = span.start + len(passage) - len(passage.lstrip())
    return Span(start, max(start, span.start + len(passage.rstrip())))


# ---------------------------------------------------------------- rows


def _one(db: sqlite3.Connection, highlight_id: int) -> Highlight | None:
    row = db.execute(f"SELECT {_COLUMNS} FROM highlight WHERE id = ?", (highlight_id,)).fetchone()
    return None if row is None else _in(row)


def _stands(db: sqlite3.Connection, article_id: int) -> bool:
    query = "SELECT EXISTS (SELECT 1 FROM article WHERE id = ? AND NOT is_undone)"
    return bool(db.execute(query, (article_id,)).fetchone()[0])


def _out(anchor: Anchor) -> tuple[object, ...]:
    return exact(anchor.quote), exact(anchor.prefix), exact(anchor.suffix), anchor.offset


def _row(item: Highlight) -> tuple[object, ...]:
    anchor = (None,) * 4 if item.anchor is None else _out(item.anchor)
    span = (None, None) if item.span is None else (item.span.start, item.span.end)
    made, changed = (at.isoformat(timespec="milliseconds") for at in (item.made_at, item.changed_at))
    return item.id, item.article_id, item.colour.value, exact(item.note), *anchor, *span, made, changed


def _in(row: Sequence[Any]) -> Highlight:
    number, article_id, colour, note, quote, prefix, suffix, offset, start, end, made, changed = row
    return Highlight(
        id=number,
        article_id=article_id,
        colour=Colour(colour),
        note=told(note),
        anchor=None if quote is None else Anchor(told(quote), told(prefix), told(suffix), offset),
        span=None if start is None else Span(start, end),
        made_at=datetime.fromisoformat(made),
        changed_at=datetime.fromisoformat(changed),
    )
