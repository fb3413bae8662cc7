"""A place in order, and how many of its articles stand under each day: what headings in a list need."""

from __future__ import annotations

import sqlite3
from array import array
from datetime import datetime

from archive.model import Place, Sort
from archive.store import articles

Days = tuple[tuple[str | None, int], ...]
"""A day `YYYY-MM-DD`, None for articles without one, and how many articles in a row have it."""


def ids_by_day(db: sqlite3.Connection, place: Place, sort: Sort, now: datetime) -> tuple[array[int], Days]:
    """The ids of a place as `articles.ids` gives them, and their days in the same order.

    Recently added articles stand by the minute they were added, `YYYY-MM-DDTHH:MM` in UTC.
    """
    ids = articles.ids(db, place, sort, now)
    where, values, by = articles.where(place, now)
    day = "day" if by == "day" else f"substr({by}, 1, 16)"
    query = f"SELECT {day} AS part, count(*) FROM article {where} GROUP BY part ORDER BY part DESC"
    days: list[tuple[str | None, int]] = db.execute(query, values).fetchall()
    if sort is Sort.OLDEST:
        days.sort(key=lambda one: (one[0] is None, one[0]))
    return ids, tuple(days)
