"""What helps while one types a search: asks the library after a short pause, and uses what was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from reader.actions import Actions
from reader.main_window import MainWindow
from reader.search_popover import SearchPopover
from reader.suggestions import Suggested, Suggestions, suggest, with_example
from reader.tasks import Lane, Tasks

if TYPE_CHECKING:
    from archive import Library


class SearchHelp(QObject):
    """Connects the search field of one window with its popover."""

    opened = Signal(int)
    """The id of an article that was chosen."""
    search_chosen = Signal(object)
    """A `SavedSearch`."""

    def __init__(
        self, window: MainWindow, library: Library, tasks: Tasks, actions: Actions, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window, self._library, self._tasks = window, library, tasks
        self._list, self._box = window.list_column, window.list_column.box
        self.popover = SearchPopover(window.theme, self._box, window.whole)
        self.popover.used.connect(self._use)
        # the results come first, and a person who types on is not to be waited for
        delay = window.theme.tokens.motion.search_delay
        self._pause = QTimer(self, singleShot=True, interval=delay)
        self._pause.timeout.connect(self._ask)
        self._box.edited.connect(self._edited)
        self._box.asked.connect(lambda text: self._stop())
        self._box.help_wanted.connect(self.show_ways)
        actions.ways.triggered.connect(self.show_ways)

    def _stop(self) -> None:
        """Another text: what was asked for the last one is of no use."""
        self._pause.stop()
        self._tasks.drop("suggest")

    def _edited(self, text: str) -> None:
        self._box.keep_ghost()
        if text.strip():
            self._pause.start()
        else:
            self.popover.dismiss()

    def _ask(self) -> None:
        text, place = self._box.text(), self._list.query.question.place
        self._tasks.run(
            lambda token: suggest(self._library, text, place, token),
            self._show,
            lane=Lane.SEARCH,
            replaces="suggest",
            failed=lambda error: None,  # the search for the same words says it
        )

    def _show(self, found: Suggestions) -> None:
        if found.text != self._box.text() or not self._box.field.hasFocus():
            return
        self._box.show_ghost(found.rest)
        self.popover.show_for(found)

    def show_ways(self) -> None:
        """The nine ways to narrow a search, whatever is typed."""
        self._window.show_panes()
        if self._window.list_is_hidden:
            self._window.leave_reader()
        self._box.field.setFocus()
        self.popover.show_for(Suggestions(self._box.text()), ways=True)

    def _use(self, row: Suggested) -> None:
        if row.article_id is not None:
            self.opened.emit(row.article_id)
            return
        if row.search is not None:
            self._stop()
            self.search_chosen.emit(row.search)
            return
        self._box.field.setFocus()
        if row.kind == "example":
            words, first, last = with_example(self._box.text(), row.text)
            self._box.set_text(words)
            self._box.field.setSelection(first, last - first)
        else:
            self._box.set_text(f"{row.text} ")
        self._stop()
