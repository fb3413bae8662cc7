"""The list of articles: all ids in memory, rows fetched for what is on the screen."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from archive.model import Hit, ListRow
from reader import row_words
from reader.controls import plain_tip

AnyIndex = QModelIndex | QPersistentModelIndex

ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1
ID_ROLE = Qt.ItemDataRole.UserRole + 2

NOWHERE = QModelIndex()

KEPT_ROWS = 4_000
"""So many rows are remembered; the others are asked for again when they come back on the screen."""

UNKNOWN = 0
"""Stands for the id of a hit whose page was not fetched yet; ids begin at 1."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row shows: the article's row, and its hit while something is searched."""

    row: ListRow
    hit: Hit | None = None


class ArticleModel(QAbstractTableModel):
    """One column. A row whose entry is not here yet has none: the delegate draws a grey one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: array[int] = array("q")
        self._entries: dict[int, Entry] = {}
        self.is_search = False

    # ---------------------------------------------------------------- what Qt asks

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        if role == ID_ROLE:
            return self._ids[index.row()]
        entry = self._entries.get(self._ids[index.row()])
        if role == ENTRY_ROLE or entry is None:
            return entry if role == ENTRY_ROLE else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row_words.title_of(entry.row)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(row_words.title_of(entry.row))
            case Qt.ItemDataRole.AccessibleTextRole:
                return row_words.spoken(entry.row, entry.hit)
        return None

    # ---------------------------------------------------------------- what is shown

    @property
    def ids(self) -> array[int]:
        return self._ids

    def id_at(self, row: int) -> int | None:
        """The article in a row; None where it is not known yet."""
        return (self._ids[row] or None) if 0 <= row < len(self._ids) else None

    def row_of(self, article_id: int) -> int | None:
        try:
            return self._ids.index(article_id)
        except ValueError:
            return None

    def entry(self, article_id: int) -> Entry | None:
        return self._entries.get(article_id)

    def show_ids(self, ids: array[int]) -> None:
        """Show a place: all its articles, in order."""
        self.beginResetModel()
        self._ids, self._entries, self.is_search = ids, {}, False
        self.endResetModel()

    def show_hits(self, total: int, hits: Sequence[Hit], rows: Iterable[ListRow]) -> None:
        """Show the first page of a search that found `total`."""
        self.beginResetModel()
        self._ids, self._entries, self.is_search = array("q", [UNKNOWN]) * total, {}, True
        self._put_hits(0, hits, rows)
        self.endResetModel()

    def fill_hits(self, offset: int, hits: Sequence[Hit], rows: Iterable[ListRow]) -> None:
        """A further page of the search that is shown."""
        self._put_hits(offset, hits, rows)
        self._tell(offset, offset + len(hits) - 1)

    def fill_rows(self, rows: Iterable[ListRow], at: tuple[int, int] | None = None) -> None:
        """Rows that were missing, or that changed. Hits stay as they are.

        `at` tells where they stand, first and last; else they are looked for.
        """
        if len(self._entries) > KEPT_ROWS and not self.is_search:
            self._entries.clear()
        fresh = {row.id: row for row in rows}
        for article_id, row in fresh.items():
            old = self._entries.get(article_id)
            self._entries[article_id] = Entry(row, old.hit if old else None)
        places = [at] if at is not None else _runs(self._rows_of(fresh))
        for first, last in places:
            self._tell(first, last)

    def _rows_of(self, ids: Iterable[int]) -> list[int]:
        rows = (self.row_of(article) for article in ids)
        return sorted(row for row in rows if row is not None)

    def missing(self, first: int, last: int) -> tuple[int, int] | None:
        """The part of rows `first` to `last` whose entries are not here, or None when all are."""
        rows = [i for i in range(max(0, first), min(last + 1, len(self._ids))) if not self._knows(i)]
        return (rows[0], rows[-1]) if rows else None

    def unknown(self, first: int, last: int) -> tuple[int, int] | None:
        """The part of rows `first` to `last` of which it is not known which articles they are."""
        rows = [i for i in range(max(0, first), min(last + 1, len(self._ids))) if self._ids[i] == UNKNOWN]
        return (rows[0], rows[-1]) if rows else None

    def update_ids(self, ids: array[int]) -> None:
        """Take another order or membership, telling only of the part that is another."""
        old = self._ids
        head = _common(old, ids)
        tail = min(_common(old[::-1], ids[::-1]), min(len(old), len(ids)) - head)
        if head == len(old) == len(ids):
            return
        if (last := len(old) - tail - 1) >= head:
            self.beginRemoveRows(QModelIndex(), head, last)
            self._ids = old[:head] + old[last + 1 :]
            self.endRemoveRows()
        if (last := len(ids) - tail - 1) >= head:
            self.beginInsertRows(QModelIndex(), head, last)
            self._ids = ids
            self.endInsertRows()

    def remove_ids(self, gone: Collection[int]) -> None:
        """Take articles out, each run of rows by itself, so that everything else stays where it is."""
        runs = list(_runs(row for row, article in enumerate(self._ids) if article in gone))
        for first, last in reversed(runs):
            self.beginRemoveRows(QModelIndex(), first, last)
            for article in self._ids[first : last + 1]:
                self._entries.pop(article, None)
            del self._ids[first : last + 1]
            self.endRemoveRows()

    def _put_hits(self, offset: int, hits: Sequence[Hit], rows: Iterable[ListRow]) -> None:
        known = {row.id: row for row in rows}
        for place, hit in enumerate(hits, offset):
            if place < len(self._ids):
                self._ids[place] = hit.article_id
                if hit.article_id in known:
                    self._entries[hit.article_id] = Entry(known[hit.article_id], hit)

    def _knows(self, row: int) -> bool:
        return self._ids[row] in self._entries

    def _tell(self, first: int, last: int) -> None:
        if first <= last < len(self._ids):
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))


def _common(one: array[int], other: array[int]) -> int:
    """How many items at the beginning are the same; by halving, since comparing slices is cheap."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _runs(rows: Iterable[int]) -> Iterable[tuple[int, int]]:
    """Neighbouring numbers as (first, last)."""
    first = last = -2
    for row in rows:
        if row != last + 1:
            if first >= 0:
                yield first, last
            first = row
        last = row
    if first >= 0:
        yield first, last
