"""Rows from one library into an empty one: all of them, or all that damage has left."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

from archive.store.failures import DAMAGE

Rows = Callable[[sqlite3.Connection, str, str, str], Iterator[tuple[object, ...]]]
"""Rows of `from_schema.table`, of these columns."""

_BATCH = 200
_PROBES = 20_000
"""How often a damaged table is asked before the rest of it is given up."""


def tables(db: sqlite3.Connection, schema: str) -> list[str]:
    """The tables of a file, in the order they were made: those referred to come first."""
    rows = db.execute(
        f"SELECT name FROM {schema}.sqlite_schema"
        " WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
    )
    return [name for (name,) in rows]


def columns(db: sqlite3.Connection, schema: str, table: str) -> list[str]:
    """The columns that hold values of their own; generated ones are not among them."""
    return [row[1] for row in db.execute(f"PRAGMA {schema}.table_info({table})")]


def copy(db: sqlite3.Connection, source: str, target: str, rows: Rows) -> None:
    """Every row of every table of the file `source` into the empty file `target` of the same shape."""
    for table in tables(db, target):
        names = columns(db, target, table)
        marks = ", ".join("?" * len(names))
        db.executemany(
            f"INSERT OR IGNORE INTO {target}.{table} ({', '.join(names)}) VALUES ({marks})",
            rows(db, source, table, ", ".join(names)),
        )
    _copy_counters(db, source, target)


def _copy_counters(db: sqlite3.Connection, source: str, target: str) -> None:
    """So that no id is ever given again, deleted ones neither."""
    if not db.execute(
        f"SELECT EXISTS (SELECT 1 FROM {target}.sqlite_schema WHERE name = 'sqlite_sequence')"
    ).fetchone()[0]:
        return
    for name, number in list(strict(db, source, "sqlite_sequence", "name, seq")):
        known = db.execute(f"SELECT seq FROM {target}.sqlite_sequence WHERE name = ?", (name,)).fetchone()
        if known is None:
            db.execute(f"INSERT INTO {target}.sqlite_sequence VALUES (?, ?)", (name, number))
        elif int(str(number)) > known[0]:
            db.execute(f"UPDATE {target}.sqlite_sequence SET seq = ? WHERE name = ?", (number, name))


def strict(db: sqlite3.Connection, schema: str, table: str, names: str) -> Iterator[tuple[object, ...]]:
    """All rows, or the error."""
    yield from db.execute(f"SELECT {names} FROM {schema}.{table}")


def tolerant(db: sqlite3.Connection, schema: str, table: str, names: str) -> Iterator[tuple[object, ...]]:
    """The rows that can still be read: around each damaged place, and from both ends."""
    try:
        db.execute(f"SELECT rowid FROM {schema}.{table} LIMIT 0")
    except sqlite3.OperationalError:
        yield from _from_both_ends(db, schema, table, names)
    except DAMAGE:
        return
    else:
        yield from _around_damage(db, schema, table, names)


def _around_damage(
    db: sqlite3.Connection, schema: str, table: str, names: str
) -> Iterator[tuple[object, ...]]:
    ranges = [(1, _last_row(db, schema, table))]
    probes = 0
    while ranges and probes < _PROBES:
        low, high = ranges.pop()
        if high - low > _BATCH:
            middle = (low + high) // 2
            ranges += [(middle + 1, high), (low, middle)]
            continue
        try:
            query = f"SELECT {names} FROM {schema}.{table} WHERE rowid BETWEEN ? AND ?"
            yield from db.execute(query, (low, high)).fetchall()
        except DAMAGE:
            probes += 1
            if low < high:
                middle = (low + high) // 2
                ranges += [(middle + 1, high), (low, middle)]


def _last_row(db: sqlite3.Connection, schema: str, table: str) -> int:
    for query in (
        f"SELECT max(rowid) FROM {schema}.{table}",
        f"SELECT seq FROM {schema}.sqlite_sequence WHERE name = '{table}'",
    ):
        try:
            row = db.execute(query).fetchone()
            if row is not None and row[0] is not None:
                return int(row[0])
        except DAMAGE:
            continue
    return 1_000_000


def _from_both_ends(
    db: sqlite3.Connection, schema: str, table: str, names: str
) -> Iterator[tuple[object, ...]]:
    info = db.execute(f"PRAGMA {schema}.table_info({table})").fetchall()
    keys = [row[1] for row in sorted(info, key=lambda row: int(row[5])) if row[5]]
    for direction in ("ASC", "DESC"):
        order = ", ".join(f"{key} {direction}" for key in keys)
        try:
            yield from db.execute(f"SELECT {names} FROM {schema}.{table} ORDER BY {order}")
            return
        except DAMAGE:
            continue
