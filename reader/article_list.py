"""The list of articles: all ids in memory, rows fetched for what is on the screen."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from archive.model import Hit, ListRow
from reader import groups, row_words
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


@dataclass(frozen=True, slots=True)
class Heading:
    """What a row says that stands over a group of articles."""

    words: str


class ArticleModel(QAbstractTableModel):
    """One column. A row whose entry is not here yet has none: the delegate draws a grey one.

    A number below zero among the ids is a heading (`groups`): a row that nobody can choose.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: array[int] = array("q")
        self._entries: dict[int, Entry] = {}
        self.headings: list[int] = []
        """The rows that are headings, from the top."""
        self.is_search = False
        self.short_dates = False
        """The headings tell the year, or the day."""

    # ---------------------------------------------------------------- what Qt asks

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else 1

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid() or self.is_heading(index.row()):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        if role == ID_ROLE:
            return self._ids[index.row()]
        article = self._ids[index.row()]
        if article < 0:
            return _heading_data(article, role)
        entry = self._entries.get(article)
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

    @property
    def count(self) -> int:
        """How many articles there are: rows without headings."""
        return len(self._ids) - len(self.headings)

    def id_at(self, row: int) -> int | None:
        """The article in a row; None where it is not known yet, or where there is none."""
        found = self._ids[row] if 0 <= row < len(self._ids) else UNKNOWN
        return found if found > 0 else None

    def is_heading(self, row: int) -> bool:
        return bool(self.headings) and 0 <= row < len(self._ids) and self._ids[row] < 0

    def headings_in(self, first: int, last: int) -> int:
        """How many of rows `first` to `last` are headings."""
        return bisect_left(self.headings, last + 1) - bisect_left(self.headings, first)

    def article_row(self, row: int, by: int = 1) -> int:
        """This row, or where it is a heading the next one in the direction of `by`, or else the other way."""
        by = 1 if by >= 0 else -1
        for step in (by, -by):
            here = row
            while self.is_heading(here):
                here += step
            if 0 <= here < len(self._ids):
                return here
        return row

    def row_of(self, article_id: int) -> int | None:
        try:
            return self._ids.index(article_id)
        except ValueError:
            return None

    def entry(self, article_id: int) -> Entry | None:
        return self._entries.get(article_id)

    def entry_at(self, row: int) -> Entry | None:
        """What a row shows; None while it is not here."""
        return self._entries.get(self._ids[row]) if 0 <= row < len(self._ids) else None

    def entries(self, ids: Iterable[int]) -> list[Entry]:
        """What is known of these articles, in this order."""
        known = self._entries
        return [known[article] for article in ids if article in known]

    def show_ids(self, ids: array[int]) -> None:
        """Show a place: all its articles, in order."""
        self.beginResetModel()
        self._ids, self._entries, self.is_search = ids, {}, False
        self._find_headings()
        self.endResetModel()

    def show_hits(self, total: int, hits: Sequence[Hit], rows: Iterable[ListRow]) -> None:
        """Show the first page of a search that found `total`."""
        self.beginResetModel()
        self._ids, self._entries, self.is_search = array("q", [UNKNOWN]) * total, {}, True
        self.headings, self.short_dates = [], False
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
            self._find_headings()
            self.endRemoveRows()
        if (last := len(ids) - tail - 1) >= head:
            self.beginInsertRows(QModelIndex(), head, last)
            self._ids = ids
            self._find_headings()
            self.endInsertRows()

    def remove_ids(self, gone: Collection[int]) -> None:
        """Take articles out, each run of rows by itself, so that everything else stays where it is."""
        rows = [row for row, article in enumerate(self._ids) if article in gone]
        for first, last in reversed(list(_runs(sorted([*rows, *self._left_alone(rows)])))):
            self.beginRemoveRows(QModelIndex(), first, last)
            for article in self._ids[first : last + 1]:
                self._entries.pop(article, None)
            del self._ids[first : last + 1]
            here, after = bisect_left(self.headings, first), bisect_left(self.headings, last + 1)
            moved = [row - (last - first + 1) for row in self.headings[after:]]
            self.headings = self.headings[:here] + moved
            self.endRemoveRows()

    def _left_alone(self, gone: Sequence[int]) -> list[int]:
        """The headings under which nothing stands without these rows."""
        found: list[int] = []
        for heading, end in pairwise([*self.headings, len(self._ids)]):
            if bisect_left(gone, end) - bisect_left(gone, heading) == end - heading - 1:
                found.append(heading)
        return found

    def _find_headings(self) -> None:
        self.headings = [row for row, article in enumerate(self._ids) if article < 0]

    def _put_hits(self, offset: int, hits: Sequence[Hit], rows: Iterable[ListRow]) -> None:
        known = {row.id: row for row in rows}
        for place, hit in enumerate(hits, offset):
            if place < len(self._ids):
                self._ids[place] = hit.article_id
                if hit.article_id in known:
                    self._entries[hit.article_id] = Entry(known[hit.article_id], hit)

    def _knows(self, row: int) -> bool:
        return self._ids[row] < 0 or self._ids[row] in self._entries

    def _tell(self, first: int, last: int) -> None:
        if first <= last < len(self._ids):
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))


def _heading_data(heading: int, role: int) -> Any:
    if role not in (ENTRY_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
        return None
    words = groups.words_of(heading, date.today())
    return Heading(words) if role == ENTRY_ROLE else words


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
