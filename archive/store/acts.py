"""What a person does to articles. Every act tells what changed and what undoes it, exactly."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Literal

from archive.errors import ArticleDamaged
from archive.model import Changes, CleanArticle, Edit, Inverse, content_key
from archive.store import contents, derived, passages, wishes
from archive.store.connect import Transaction
from archive.store.contents import Content
from archive.store.texts import exact, folded, plain, told

Flag = Literal["read", "starred", "binned"]
Tags = Sequence[tuple[int, Sequence[str]]]
Edits = Sequence[tuple[int, Sequence[Edit]]]


def set_flag(tx: Transaction, flag: Flag, ids: Iterable[int], value: bool) -> Changes:
    """Mark or unmark articles. Those that are so already are not among the changed; the index sees none."""
    changed = [
        article_id
        for article_id in dict.fromkeys(ids)
        if tx.db.execute(
            f"UPDATE article SET is_{flag} = ? WHERE id = ? AND NOT is_undone AND is_{flag} <> ?",
            (value, article_id, value),
        ).rowcount
    ]
    return _changes(changed, Inverse(f"set_{flag}", (tuple(changed), not value)))


def set_tags(tx: Transaction, tags: Tags) -> Changes:
    """Give each article exactly these tags. Its own inverse."""
    before: list[tuple[int, tuple[str, ...]]] = []
    for article_id, wanted in tags:
        rows = tx.db.execute(
            "SELECT folded, name FROM tag WHERE article = ? ORDER BY folded", (article_id,)
        ).fetchall()
        names = {folded(tag): plain(tag, 100) for tag in reversed(wanted) if folded(tag)}
        if dict(rows) == names or not _stands(tx.db, article_id):
            continue
        before.append((article_id, tuple(name for _, name in rows)))
        tx.db.execute("DELETE FROM tag WHERE article = ?", (article_id,))
        tx.db.executemany(
            "INSERT INTO tag VALUES (?, ?, ?)", [(article_id, key, name) for key, name in names.items()]
        )
        tx.db.execute("UPDATE article SET revision = ? WHERE id = ?", (tx.revision, article_id))
    return _changes([article_id for article_id, _ in before], Inverse("set_tags", (tuple(reversed(before)),)))


def retag(tx: Transaction, ids: Iterable[int], add: Sequence[str], remove: Sequence[str]) -> Changes:
    """Add tags to articles and take others away."""
    gone = {folded(tag) for tag in remove}
    wanted: list[tuple[int, list[str]]] = []
    for article_id in dict.fromkeys(ids):
        names = tx.db.execute(
            "SELECT name FROM tag WHERE article = ? ORDER BY folded", (article_id,)
        ).fetchall()
        wanted.append((article_id, [name for (name,) in names if folded(name) not in gone] + list(add)))
    return set_tags(tx, wanted)


def change_edits(
    tx: Transaction, add: Sequence[tuple[int, Edit]], remove: Sequence[tuple[int, Edit]]
) -> Changes:
    """Take decisions about texts back, then make new ones; one about the same thing as before replaces it."""
    wanted: dict[int, dict[str, Edit]] = {}
    for article_id, _ in (*remove, *add):
        wanted[article_id] = {_target(edit): edit for edit in wishes.edits_of(tx.db, article_id)}
    for article_id, edit in remove:
        if wanted[article_id].get(_target(edit)) == edit:
            del wanted[article_id][_target(edit)]
    for article_id, edit in add:
        wanted[article_id][_target(edit)] = edit
    return set_edits(tx, [(article_id, tuple(edits.values())) for article_id, edits in wanted.items()])


def set_edits(tx: Transaction, edits: Edits) -> Changes:
    """Let exactly these decisions stand for each article. Its own inverse."""
    before: list[tuple[int, tuple[Edit, ...]]] = []
    for article_id, wanted in edits:
        standing = wishes.edits_of(tx.db, article_id)
        if set(standing) == set(wanted) or not _stands(tx.db, article_id):
            continue
        before.append((article_id, standing))
        tx.db.execute("DELETE FROM edit WHERE article = ?", (article_id,))
        for edit in wanted:
            tx.db.execute(
                "INSERT OR REPLACE INTO edit VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    article_id,
                    _target(edit),
                    edit.kind,
                    edit.field,
                    edit.block.key if edit.block else None,
                    edit.block.occurrence if edit.block else None,
                    None if edit.value is None else exact(edit.value),
                    edit.position,
                ),
            )
        derived.refresh(tx, [article_id], rewritten=True)
    return _changes(
        [article_id for article_id, _ in before], Inverse("set_edits", (tuple(reversed(before)),))
    )


def _target(edit: Edit) -> str:
    if edit.kind == "add":
        return f"add:{content_key(edit.value or '')}"
    if edit.block is not None:
        return f"block:{edit.block.key}:{edit.block.occurrence}"
    return f"field:{edit.field}"


def recleaned(tx: Transaction, article_id: int, article: CleanArticle, cleaner: int) -> Changes:
    """Put another cleaning of the same capture in the place of the newest text. Edits stay."""
    row = tx.db.execute(
        "SELECT article.version, version.content, version.cleaner, version.capture FROM article"
        " JOIN version ON version.article = article.id AND version.number = article.version"
        " WHERE article.id = ? AND NOT is_undone",
        (article_id,),
    ).fetchone()
    if row is None:
        return Changes()
    number, data, old_cleaner, capture = row
    fresh = Content.of(article)
    if (data, old_cleaner) == (fresh.data, cleaner):
        return Changes()
    try:
        before = contents.read(tx.db, article_id, number)
        passages.unnote(tx.db, article_id, before)
        undo = Inverse("recleaned", (article_id, before, old_cleaner))
    except ArticleDamaged:  # this mends it
        undo = None
    contents.replace(tx.db, article_id, number, fresh, cleaner)
    described = tx.db.execute(
        "SELECT final_url FROM originals.capture WHERE sha256 = ?", (capture,)
    ).fetchone()
    final_url = told(described[0]) if described and described[0] is not None else None
    address_key = derived.address_of(article, final_url)
    tx.db.execute("UPDATE article SET address_key = ? WHERE id = ?", (address_key, article_id))
    derived.refresh(tx, [article_id], rewritten=True)
    return _changes([article_id], undo)


def cleaned_as_it_is(tx: Transaction, article_id: int, cleaner: int) -> None:
    """The shown text counts as this cleaner's."""
    tx.db.execute(
        "UPDATE version SET cleaner = ? WHERE article = ?"
        " AND number = (SELECT version FROM article WHERE id = ?)",
        (cleaner, article_id, article_id),
    )


def _stands(db: sqlite3.Connection, article_id: int) -> bool:
    query = "SELECT EXISTS (SELECT 1 FROM article WHERE id = ? AND NOT is_undone)"
    return bool(db.execute(query, (article_id,)).fetchone()[0])


def _changes(changed: Sequence[int], undo: Inverse | None) -> Changes:
    return Changes(changed=frozenset(changed), undo=undo) if changed else Changes()


def leave_at(tx: Transaction, article_id: int, position: int | None) -> None:
    """How far the person has read. No act of theirs: there is nothing to undo."""
    if position is None:
        tx.db.execute("DELETE FROM reading WHERE article = ?", (article_id,))
    else:
        tx.db.execute(
            "INSERT OR REPLACE INTO reading (article, position) SELECT id, ? FROM article WHERE id = ?",
            (position, article_id),
        )
