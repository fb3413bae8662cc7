"""What the list and the index show of an article, kept in its row: made from text, edits and rules."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable

from archive.addresses import host_key, same_address
from archive.edits import apply_edits
from archive.model import BlockKind, CleanArticle
from archive.store import contents, highlights, passages, sources, wishes
from archive.store.connect import Transaction
from archive.store.texts import count_words, exact, plain

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_OPENING = 300


def address_of(article: CleanArticle, final_url: str | None) -> str | None:
    """The key by which the same page is known again, or None for a text without an address."""
    for url in (article.url, final_url):
        if url and host_key(url):
            return same_address(url)
    return None


def refresh(
    tx: Transaction,
    article_ids: Iterable[int],
    *,
    rewritten: bool = False,
    noted: bool = False,
    revised: bool = True,
) -> None:
    """Bring rows up to date after imports came or went: the newest version that stands is shown.

    `rewritten`: the text of that version, or an edit, is another one too. `noted`: its passages are those
    that were noted before (only a rule is another). Not `revised`: the index has been told already.
    """

    for article_id in article_ids:
        (newest,) = tx.db.execute(
            "SELECT max(version.number) FROM version JOIN job ON job.id = version.job"
            " WHERE version.article = ? AND NOT job.is_undone",
            (article_id,),
        ).fetchone()
        (shown,) = tx.db.execute("SELECT version FROM article WHERE id = ?", (article_id,)).fetchone()
        tx.db.execute(
            "UPDATE article SET is_undone = ?, version = ? WHERE id = ?",
            (newest is None, newest or shown, article_id),
        )
        if newest is not None and (rewritten or newest != shown):
            write_row(tx, article_id, contents.read(tx.db, article_id, newest), noted=noted, revised=revised)


def write_row(
    tx: Transaction, article_id: int, article: CleanArticle, *, noted: bool = False, revised: bool = True
) -> None:
    """The derived columns of one article, from its newest version, the edits and the rules."""
    edits = wishes.edits_of(tx.db, article_id)
    shown = apply_edits(article, edits)
    by_name = any(edit.field == "source" for edit in edits)
    own_source = sources.of_article(tx.db, shown, by_name=by_name)
    root = sources.root_of(tx.db, own_source)
    shown = apply_edits(article, edits, wishes.verdicts(tx.db, root))
    if not noted:
        passages.note(tx.db, article_id, article)
    tx.db.execute(
        "UPDATE article SET revision = coalesce(?, revision), own_source = ?, source = ?,"
        f" {' = ?, '.join(_COLUMNS)} = ? WHERE id = ?",
        (tx.revision if revised else None, own_source, root, *_columns_of(shown), article_id),
    )
    highlights.place_all(tx.db, article_id, shown.text)


def is_true(db: sqlite3.Connection, article_id: int) -> bool:
    """False where the derived columns are not what the newest version, edits and rules make."""
    row = db.execute(
        f"SELECT version, own_source, source, {', '.join(_COLUMNS)} FROM article WHERE id = ?", (article_id,)
    ).fetchone()
    shown = wishes.shown(db, article_id, row[0], row[2])
    return bool(
        row[3:] == _columns_of(shown)
        and row[2] == sources.root_of(db, row[1])
        and highlights.are_placed(db, article_id, shown.text)
    )


_COLUMNS = (
    "day",
    "published",
    "precision",
    "published_words",
    "words",
    "is_partial",
    "title",
    "opening",
)


def _columns_of(article: CleanArticle) -> tuple[object, ...]:
    published = article.published
    return (
        published.day if published and _DAY.fullmatch(published.day) else None,
        exact(published.value) if published else None,
        published.precision.value if published else None,
        exact(published.words) if published else None,
        count_words(article.text),
        int(article.is_partial),
        plain(article.title),
        opening_of(article),
    )


def opening_of(article: CleanArticle) -> str:
    """The first words of the text, without headings."""
    words, length = [], 0
    for block in article.blocks:
        if block.is_text and block.kind is not BlockKind.HEADING:
            words.append(block.text[: _OPENING * 2])
            length += len(block.text)
            if length > _OPENING:
                break
    return plain(" ".join(words), _OPENING)
