"""Outlets as entities: known by their host or name, called as the person likes, merged and parted again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from archive.addresses import host_key
from archive.model import Changes, CleanArticle, Inverse, Source
from archive.store.connect import Transaction
from archive.store.texts import folded, plain

Merges = Sequence[tuple[int, int | None]]
"""Source ids, each with the source that it stands merged into, or None."""


def of_article(db: sqlite3.Connection, article: CleanArticle, *, by_name: bool = False) -> int | None:
    """The source an article belongs to by itself, made where it is new; None where nothing tells one.

    The host of its address decides. Without an address, or where the person gave the name (`by_name`), it
    is the source of that name, if there is exactly one, else one of its own. What a host or name was once
    taken for it stays, whatever the source is called later.
    """
    name = plain(article.source or "", 200)
    host = host_key(article.url) if article.url and not (by_name and name) else None
    key = host or folded(name)
    if not key:
        return None
    claimed = db.execute("SELECT source FROM claim WHERE key = ?", (key,)).fetchone()
    if claimed is not None:
        return int(claimed[0])
    named = [] if host else db.execute("SELECT id FROM source WHERE folded = ? LIMIT 2", (key,)).fetchall()
    source = int(named[0][0]) if len(named) == 1 else _make(db, key, name or key)
    db.execute("INSERT INTO claim VALUES (?, ?)", (key, source))
    return source


def _make(db: sqlite3.Connection, key: str, name: str) -> int:
    made = db.execute(
        "INSERT INTO source (key, name, folded) VALUES (?, ?, ?) RETURNING id", (key, name, folded(name))
    ).fetchone()
    return int(made[0])


def root_of(db: sqlite3.Connection, source: int | None) -> int | None:
    """The source that this one counts as, through all merges; None where there is none."""
    while source is not None:
        row = db.execute("SELECT merged_into FROM source WHERE id = ?", (source,)).fetchone()
        if row is None:
            return None
        if row[0] is None:
            return source
        source = int(row[0])
    return None


def name_of(db: sqlite3.Connection, source: int) -> str:
    """What a source is called now, or the one that it stands merged into."""
    row = db.execute("SELECT name FROM source WHERE id = ?", (root_of(db, source),)).fetchone()
    return "" if row is None else str(row[0])


def shown(db: sqlite3.Connection) -> tuple[Source, ...]:
    """Every source with articles outside the bin, by name. Merged ones are in the one they went into."""
    counts = dict(
        db.execute(
            "SELECT source, count(*) FROM article INDEXED BY article_by_source"
            " WHERE shelf = 0 AND source IS NOT NULL GROUP BY source"
        ).fetchall()
    )
    rows = db.execute("SELECT id, key, name FROM source WHERE merged_into IS NULL").fetchall()
    merged = dict(
        db.execute(
            "SELECT merged_into, count(*) FROM source WHERE merged_into IS NOT NULL GROUP BY merged_into"
        ).fetchall()
    )
    found = [
        Source(source_id, key, name, counts[source_id], merged.get(source_id, 0))
        for source_id, key, name in rows
        if source_id in counts
    ]
    return tuple(sorted(found, key=lambda source: (folded(source.name), source.id)))


def rename(tx: Transaction, source: int, name: str) -> Changes:
    """Give a source another name; the pages' own words stay in their articles."""
    row = tx.db.execute("SELECT name FROM source WHERE id = ?", (source,)).fetchone()
    name = plain(name, 200)
    if row is None or not name or row[0] == name:
        return Changes()
    tx.db.execute("UPDATE source SET name = ?, folded = ? WHERE id = ?", (name, folded(name), source))
    touched = _articles(tx.db, [source])
    tx.db.execute("UPDATE article SET revision = ? WHERE source = ?", (tx.revision, source))
    return Changes(changed=touched, undo=Inverse("rename_source", (source, row[0])))


def merge(tx: Transaction, sources: Iterable[int], into: int) -> Changes:
    """Let several sources count as one. What each article came with is kept, so that it can be undone."""
    target = root_of(tx.db, into)
    roots = {root for source in sources if (root := root_of(tx.db, source)) is not None}
    return Changes() if target is None else set_merges(tx, [(root, target) for root in sorted(roots)])


def split(tx: Transaction, source: int) -> Changes:
    """Part every source that was merged into this one from it again."""
    rows = tx.db.execute("SELECT id FROM source WHERE merged_into = ? ORDER BY id", (source,)).fetchall()
    return set_merges(tx, [(source_id, None) for (source_id,) in rows])


def set_merges(tx: Transaction, merges: Merges) -> Changes:
    """Set what each source is merged into. Its own inverse."""
    before: list[tuple[int, int | None]] = []
    for source, into in merges:
        row = tx.db.execute("SELECT merged_into FROM source WHERE id = ?", (source,)).fetchone()
        if row is None or row[0] == into or (into is not None and root_of(tx.db, into) in (source, None)):
            continue
        before.append((source, row[0]))
        tx.db.execute("UPDATE source SET merged_into = ? WHERE id = ?", (into, source))
    if not before:
        return Changes()
    touched: set[int] = set()
    for source in with_merged(tx.db, [source for source, _ in before]):
        root = root_of(tx.db, source)
        rows = tx.db.execute(
            "UPDATE article SET source = ?, revision = ? WHERE own_source = ? AND source IS NOT ?"
            " RETURNING id, is_undone",
            (root, tx.revision, source, root),
        ).fetchall()
        touched |= {source_id for source_id, is_undone in rows if not is_undone}
    return Changes(changed=frozenset(touched), undo=Inverse("set_merges", (tuple(reversed(before)),)))


def with_merged(db: sqlite3.Connection, sources: Iterable[int]) -> list[int]:
    """These and all that are merged into them, however far."""
    found: list[int] = []
    waiting = list(sources)
    while waiting:
        source = waiting.pop()
        found.append(source)
        rows = db.execute("SELECT id FROM source WHERE merged_into = ?", (source,))
        waiting += [source_id for (source_id,) in rows]
    return found


def _articles(db: sqlite3.Connection, sources: Iterable[int]) -> frozenset[int]:
    return frozenset(
        source_id
        for source in sources
        for (source_id,) in db.execute("SELECT id FROM article WHERE source = ? AND NOT is_undone", (source,))
    )
