"""The space bar: a screen further, and at the end of an article on to the next unread one."""

from __future__ import annotations

from PySide6.QtCore import QObject

from reader.main_window import MainWindow


class Paging(QObject):
    """Wires the two commands to the list and the text; elsewhere the space bar presses buttons."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._list, self._pane = window.list_column, window.reader
        actions = window.commands
        for place in (self._list.table, self._pane.column.body):
            place.addActions([actions.page_down, actions.page_up])
        actions.page_down.triggered.connect(self._down)
        actions.page_up.triggered.connect(lambda: self._pane.scroll_page(-1))

    def _down(self) -> None:
        if self._pane.article is not None and self._pane.scroll_page(1):
            return
        model, table = self._list.model, self._list.table
        for row in range(table.currentIndex().row() + 1, model.rowCount()):
            article = model.id_at(row)
            entry = None if article is None else model.entry(article)
            if entry is None or not entry.row.status.is_read:
                table.go_to(row)
                return
