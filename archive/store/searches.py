"""Saved searches: kept under a name, renamed, removed, each exactly undone."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from archive.model import Changes, Inverse, Place, SavedSearch, Sort
from archive.store import sources
from archive.store.connect import Transaction
from archive.store.texts import exact, folded, plain, told

Standing = Sequence[tuple[int, SavedSearch | None]]
"""Ids of saved searches, each as it is to stand, or None where it is to be none."""

_COLUMNS = "id, name, query, filters, place_kind, place_value, sort"
_NAME = 200


def all_searches(db: sqlite3.Connection) -> tuple[SavedSearch, ...]:
    """Every saved search, by name. One in an outlet that was merged is in what that went into."""
    found = [_in(row) for row in db.execute(f"SELECT {_COLUMNS} FROM saved_search")]
    found = [replace(search, place=_merged(db, search.place)) for search in found]
    return tuple(sorted(found, key=lambda search: (folded(search.name), search.id)))


def _merged(db: sqlite3.Connection, place: Place) -> Place:
    if place.kind != "source" or not isinstance(place.value, int):
        return place
    return Place("source", sources.root_of(db, place.value) or place.value)


def save(tx: Transaction, name: str, query: str, filters: str, place: Place, sort: Sort) -> Changes:
    """Keep a search. Without a name it is called by its words."""
    name = plain(name, _NAME) or plain(query, _NAME) or plain(filters, _NAME)
    if not name:
        return Changes()
    made = tx.db.execute(
        "INSERT INTO saved_search (name, query, filters, place_kind, place_value, sort, made_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (name, exact(query), exact(filters), place.kind, place.value, sort.value, tx.now.isoformat()),
    ).fetchone()
    return Changes(undo=Inverse("set_searches", (((int(made[0]), None),),)))


def rename(tx: Transaction, search_id: int, name: str) -> Changes:
    """Call a saved search something else; an empty name changes nothing."""
    search = _one(tx.db, search_id)
    name = plain(name, _NAME)
    if search is None or not name:
        return Changes()
    return set_searches(tx, [(search_id, replace(search, name=name))])


def set_searches(tx: Transaction, wanted: Standing) -> Changes:
    """Let each of these stand exactly so, under its id. Its own inverse."""
    before: list[tuple[int, SavedSearch | None]] = []
    for search_id, new in wanted:
        old = _one(tx.db, search_id)
        if old == new:
            continue
        before.append((search_id, old))
        tx.db.execute("DELETE FROM saved_search WHERE id = ?", (search_id,))
        if new is not None:
            values = (new.id, new.name, exact(new.query), exact(new.filters), new.place.kind, new.place.value)
            tx.db.execute(
                f"INSERT INTO saved_search ({_COLUMNS}, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (*values, new.sort.value, tx.now.isoformat()),
            )
    return Changes(undo=Inverse("set_searches", (tuple(reversed(before)),))) if before else Changes()


def _one(db: sqlite3.Connection, search_id: int) -> SavedSearch | None:
    row = db.execute(f"SELECT {_COLUMNS} FROM saved_search WHERE id = ?", (search_id,)).fetchone()
    return None if row is None else _in(row)


def _in(row: Sequence[Any]) -> SavedSearch:
    number, name, query, filters, kind, value, sort = row
    return SavedSearch(number, name, told(query), told(filters), Place(kind, value), Sort(sort))
