"""The person's rules for passages: made, unmade, followed by every article; and what they may be made of."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Concatenate, ParamSpec

from archive.edits import block_refs, may_be_a_rule
from archive.model import Changes, Inverse, Recurring, Rule
from archive.store import behind, sources, wishes
from archive.store.connect import Transaction
from archive.store.passages import short
from archive.store.texts import exact, told
from archive.store.wishes import EVERYWHERE

P = ParamSpec("P")

_OFTEN = 3
"""Other articles of a source that have a passage before it counts as recurring."""
_BEGINNING = 200

RuleSet = Sequence[tuple[Rule, bool]]
"""Rules, each with whether it stands."""


def all_rules(db: sqlite3.Connection, article_id: int | None = None) -> tuple[Rule, ...]:
    """Every rule, or those that hold for an article's source; those for everywhere first."""
    rows = db.execute("SELECT key, verdict, source, text FROM rule ORDER BY source, made_at, key").fetchall()
    here: list[int] = []
    if article_id is not None:
        row = db.execute("SELECT source FROM article WHERE id = ?", (article_id,)).fetchone()
        here = sources.with_merged(db, [] if row is None or row[0] is None else [row[0]])
    found: list[Rule] = []
    for key, verdict, source, text in rows:
        if source == EVERYWHERE:
            found.append(Rule(key, verdict, None, told(text)))
        elif article_id is None or source in here:
            found.append(Rule(key, verdict, source, told(text), sources.name_of(db, source)))
    return tuple(found)


def set_rules(tx: Transaction, rules: RuleSet) -> Changes:
    """Let these rules stand or fall; every article that has their passage follows. Its own inverse.

    One passage in one source has one rule: another verdict replaces it.
    """
    before: list[tuple[Rule, bool]] = []
    for rule, stands in rules:
        where = EVERYWHERE if rule.source_id is None else rule.source_id
        row = tx.db.execute(
            "SELECT verdict, text FROM rule WHERE key = ? AND source = ?", (rule.key, where)
        ).fetchone()
        old = None if row is None else Rule(rule.key, row[0], rule.source_id, told(row[1]))
        if (old is None and not stands) or (stands and old is not None and old.verdict == rule.verdict):
            continue
        before.append((rule, False) if old is None else (old, True))
        tx.db.execute("DELETE FROM rule WHERE key = ? AND source = ?", (rule.key, where))
        if stands:
            tx.db.execute(
                "INSERT INTO rule VALUES (?, ?, ?, ?, ?)",
                (rule.key, where, rule.verdict, exact(rule.text[:_BEGINNING]), tx.now.isoformat()),
            )
    if not before:
        return Changes()
    changed: set[int] = set()
    for rule, _ in before:
        changed |= _having(tx.db, rule)
    standing = behind.follow(tx, changed)
    return Changes(changed=standing, undo=Inverse("set_rules", (tuple(reversed(before)),)))


def reach(db: sqlite3.Connection, rule: Rule) -> int:
    """In how many articles a rule finds its passage."""
    return len(_having(db, rule))


def _having(db: sqlite3.Connection, rule: Rule) -> set[int]:
    rows = db.execute(
        "SELECT article, source FROM passage JOIN article ON article.id = passage.article WHERE key = ?",
        (short(rule.key),),
    ).fetchall()
    root = None if rule.source_id is None else sources.root_of(db, rule.source_id)
    return {article for article, source in rows if rule.source_id is None or source == root}


def after(
    tx: Transaction, act: Callable[Concatenate[Transaction, P], Changes], *args: P.args, **more: P.kwargs
) -> Changes:
    """An act that moves articles between sources: the rules of their new source hold for them."""
    changes = act(tx, *args, **more)
    keys = tx.db.execute("SELECT key FROM rule WHERE source <> ?", (EVERYWHERE,)).fetchall()
    having: set[int] = set()
    for (key,) in keys:
        rows = tx.db.execute("SELECT article FROM passage WHERE key = ?", (short(key),))
        having.update(article for (article,) in rows)
    behind.follow(tx, having & changes.changed)
    return changes


def drop_unused(tx: Transaction) -> None:
    """Rules whose passage no article has any more: their words tell what was read."""
    for source, key in tx.db.execute("SELECT source, key FROM rule").fetchall():
        used = tx.db.execute("SELECT 1 FROM passage WHERE key = ? LIMIT 1", (short(key),)).fetchone()
        if used is None:
            tx.db.execute("DELETE FROM rule WHERE source = ? AND key = ?", (source, key))


def recurring(db: sqlite3.Connection, article_id: int) -> tuple[Recurring, ...]:
    """The passages in the text that many articles of its source have, and no rule or edit has decided on."""
    row = db.execute(
        "SELECT version, source FROM article WHERE id = ? AND NOT is_undone", (article_id,)
    ).fetchone()
    if row is None or row[1] is None:
        return ()
    version, source = row
    decided = {rule.key for rule in all_rules(db)}
    decided |= {edit.block.key for edit in wishes.edits_of(db, article_id) if edit.block is not None}
    article = wishes.shown(db, article_id, version, source)
    found: list[Recurring] = []
    for block, ref in zip(article.blocks, block_refs(article.blocks), strict=True):
        if block.is_text and ref.key not in decided and may_be_a_rule(block.text):
            (count,) = db.execute(
                "SELECT count(*) FROM passage JOIN article ON article.id = passage.article"
                " WHERE key = ? AND source = ? AND article.id <> ? AND shelf = 0",
                (short(ref.key), source, article_id),
            ).fetchone()
            if count >= _OFTEN:
                found.append(Recurring(ref, block.text, count))
    return tuple(found)
