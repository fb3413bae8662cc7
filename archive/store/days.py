"""A place in order, and how many of its articles stand under each day: what headings in a list need."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence
from datetime import datetime, timedelta

from archive.model import Place, Sort
from archive.store import articles
from archive.store.texts import told

_LATELY = 3
"""So many days back articles stand by the time of the day: of older ones nobody is shown it."""
_MANY = 500
"""Days of more than so many articles are left as they are."""
Days = tuple[tuple[str | None, int], ...]
"""A day `YYYY-MM-DD`, None for articles without one, and how many articles in a row have it."""


def ids_by_day(db: sqlite3.Connection, place: Place, sort: Sort, now: datetime) -> tuple[array[int], Days]:
    """The ids of a place as `articles.ids` gives them, and their days in the same order.

    Within the newest days they stand by the time that the page told.

    Recently added articles stand by the minute they were added, `YYYY-MM-DDTHH:MM` in UTC.
    """
    ids = articles.ids(db, place, sort, now)
    where, values, by = articles.where(place, now)
    day = "day" if by == "day" else f"substr({by}, 1, 16)"
    query = f"SELECT {day} AS part, count(*) FROM article {where} GROUP BY part ORDER BY part DESC"
    days: list[tuple[str | None, int]] = db.execute(query, values).fetchall()
    if sort is Sort.OLDEST:
        days.sort(key=lambda one: (one[0] is None, one[0]))
    lately = (now - timedelta(_LATELY)).date().isoformat()
    at = 0
    for when, count in days:
        if by == "day" and when is not None and when >= lately and count <= _MANY:
            ids[at : at + count] = _by_time(db, ids[at : at + count], newest=sort is not Sort.OLDEST)
        at += count
    return ids, tuple(days)


def _by_time(db: sqlite3.Connection, ids: Sequence[int], *, newest: bool) -> array[int]:
    """Articles of one day by the time the page told, those without one at the end, else as they were."""
    times: dict[int, str] = {}
    for article_id in ids:
        row = db.execute("SELECT published FROM article WHERE id = ?", (article_id,)).fetchone()
        times[article_id] = told(row[0])[11:16] if row and row[0] else ""
    timed = sorted((one for one in ids if times[one]), key=times.__getitem__, reverse=newest)
    return array("q", [*timed, *(one for one in ids if not times[one])])
