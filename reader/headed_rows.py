"""A short list of rows under headings, which nobody can choose: all of it in memory, shown whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, Qt

from reader.article_list import NOWHERE, AnyIndex
from reader.controls import plain_tip

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The row itself, for whoever paints it."""


class Worded(Protocol):
    @property
    def words(self) -> str: ...


R = TypeVar("R", bound=Worded)


class HeadedRows(QAbstractListModel, Generic[R]):
    """Is told which rows are headings, what a screen reader hears of one, and whose words may be cut, so that
    they are a tool tip too."""

    def __init__(
        self,
        is_heading: Callable[[R], bool],
        spoken: Callable[[R], str],
        has_tip: Callable[[R], bool] = lambda row: False,
    ) -> None:
        super().__init__()
        self._is_heading, self._spoken, self._has_tip = is_heading, spoken, has_tip
        self.rows: Sequence[R] = ()

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if index.isValid() and self._is_heading(self.rows[index.row()]):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.words
            case Qt.ItemDataRole.ToolTipRole if self._has_tip(row):
                return plain_tip(row.words)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row)
        return row if role == ROW_ROLE else None

    def show(self, rows: Sequence[R]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()
