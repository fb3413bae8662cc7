"""Rows from one library into an empty one: all of them, or all that damage has left."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator

from archive.store.failures import DAMAGE

Row = tuple[object, ...]
Rows = Callable[[str, str], Iterator[Row]]
"""Gives the rows of a table, of these columns. `Tolerant` and `strict` make such."""

_BATCH = 200
MANY = 10_000_000
"""More rows than a library has."""
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


def copy(db: sqlite3.Connection, target: str, rows: Rows, *, replace: Collection[str] = ()) -> None:
    """Every row that there is for the tables of the file `target` into them.

    Rows that `target` has already stay, but in the tables named in `replace`.
    """
    for table in tables(db, target):
        names = columns(db, target, table)
        marks = ", ".join("?" * len(names))
        word = "REPLACE" if table in replace else "IGNORE"
        db.executemany(
            f"INSERT OR {word} INTO {target}.{table} ({', '.join(names)}) VALUES ({marks})",
            rows(table, ", ".join(names)),
        )
    _copy_counters(db, target, rows)


def _copy_counters(db: sqlite3.Connection, target: str, rows: Rows) -> None:
    """So that no id is ever given again, deleted ones neither."""
    if not db.execute(
        f"SELECT EXISTS (SELECT 1 FROM {target}.sqlite_schema WHERE name = 'sqlite_sequence')"
    ).fetchone()[0]:
        return
    for name, number in list(rows("sqlite_sequence", "name, seq")):
        known = db.execute(f"SELECT seq FROM {target}.sqlite_sequence WHERE name = ?", (name,)).fetchone()
        if known is None:
            db.execute(f"INSERT INTO {target}.sqlite_sequence VALUES (?, ?)", (name, number))
        elif int(str(number)) > known[0]:
            db.execute(f"UPDATE {target}.sqlite_sequence SET seq = ? WHERE name = ?", (number, name))


def strict(db: sqlite3.Connection, schema: str) -> Rows:
    """All rows of a sound file, or the error."""
    return lambda table, names: db.execute(f"SELECT {names} FROM {schema}.{table}")


class Tolerant:
    """Reads the rows of a damaged file that can still be read, and remembers where it could not.

    `lost` has, for each table, the ranges of row numbers that were not readable; for a table without row
    numbers the range `(0, 0)`. The connection is for reading alone: an error of it must reach no other use.
    """

    def __init__(self, db: sqlite3.Connection, schema: str = "main") -> None:
        self._db = db
        self._schema = schema
        self.lost: dict[str, list[tuple[int, int]]] = {}

    def __call__(self, table: str, names: str) -> Iterator[Row]:
        lost = self.lost.setdefault(table, [])
        try:
            self._db.execute(f"SELECT rowid FROM {self._schema}.{table} LIMIT 0")
        except sqlite3.OperationalError:
            yield from self._from_both_ends(table, names, lost)
        except DAMAGE:
            lost.append((0, MANY))
        else:
            yield from self._around_damage(table, names, lost)

    def _around_damage(self, table: str, names: str, lost: list[tuple[int, int]]) -> Iterator[Row]:
        ranges = [(1, _last_row(self._db, self._schema, table))]
        probes = 0
        while ranges:
            low, high = ranges.pop()
            middle = (low + high) // 2
            if high - low > _BATCH:
                ranges += [(middle + 1, high), (low, middle)]
                continue
            try:
                query = f"SELECT {names} FROM {self._schema}.{table} WHERE rowid BETWEEN ? AND ?"
                yield from self._db.execute(query, (low, high)).fetchall()
            except DAMAGE:
                probes += 1
                if low == high or probes > _PROBES:
                    lost.append((low, high))
                else:
                    ranges += [(middle + 1, high), (low, middle)]

    def _from_both_ends(self, table: str, names: str, lost: list[tuple[int, int]]) -> Iterator[Row]:
        info = self._db.execute(f"PRAGMA {self._schema}.table_info({table})").fetchall()
        keys = [row[1] for row in sorted(info, key=lambda row: int(row[5])) if row[5]]
        for direction in ("ASC", "DESC"):
            order = ", ".join(f"{key} {direction}" for key in keys)
            try:
                yield from self._db.execute(f"SELECT {names} FROM {self._schema}.{table} ORDER BY {order}")
                return
            except DAMAGE:
                lost.append((0, 0))


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
    return MANY
