"""What the person decided about a text, edits and rules, and the text as they want it."""

from __future__ import annotations

import sqlite3

from archive.edits import apply_edits
from archive.model import BlockRef, CleanArticle, Edit, Verdict
from archive.store import contents, sources
from archive.store.codec import Words
from archive.store.texts import told

EVERYWHERE = 0
"""The source of a rule that holds for all; ids of sources begin at 1."""


def edits_of(db: sqlite3.Connection, article_id: int) -> tuple[Edit, ...]:
    """The person's decisions about an article, in an order that depends on nothing else."""
    rows = db.execute(
        "SELECT kind, field, block_key, occurrence, value, position FROM edit"
        " WHERE article = ? ORDER BY target",
        (article_id,),
    )
    return tuple(
        Edit(
            kind,
            None if key is None else BlockRef(key, occurrence),
            field,
            None if value is None else told(value),
            position,
        )
        for kind, field, key, occurrence, value, position in rows
    )


def verdicts(db: sqlite3.Connection, root: int | None) -> dict[str, Verdict]:
    """What holds for passages in a source and all that is merged into it, by content key."""
    rows = db.execute("SELECT source, key, verdict FROM rule ORDER BY source").fetchall()
    if not rows:
        return {}
    here = {EVERYWHERE, *sources.with_merged(db, () if root is None else (root,))}
    return {key: verdict for source, key, verdict in rows if source in here}


def shown(db: sqlite3.Connection, article_id: int, number: int, root: int | None) -> CleanArticle:
    """A version as the person wants it: edits and rules applied. Raises `ArticleDamaged`."""
    return applied(db, contents.read(db, article_id, number), article_id, root)


def applied(db: sqlite3.Connection, article: CleanArticle, article_id: int, root: int | None) -> CleanArticle:
    """A cleaned article with the edits and rules that hold for it."""
    return apply_edits(article, edits_of(db, article_id), verdicts(db, root))


def words(db: sqlite3.Connection, article_id: int, number: int, root: int | None) -> Words:
    """`Words.of(shown(…))`; where nothing was decided, without making the article."""
    edits, verdicts_here = edits_of(db, article_id), verdicts(db, root)
    if edits or verdicts_here:
        return Words.of(apply_edits(contents.read(db, article_id, number), edits, verdicts_here))
    return contents.words(db, article_id, number)
