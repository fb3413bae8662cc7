"""Tags in the window: T and «Add tag» open their popover over the chosen articles."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from archive.cancel import CancelToken
from reader.acts import Acts
from reader.i18n import _, ngettext
from reader.main_window import MainWindow
from reader.place_list import Tags
from reader.tasks import Lane, Tasks

if TYPE_CHECKING:
    from archive import Library
    from reader.tag_popover import TagPopover


class Tagging(QObject):
    """Asks the library which tags the articles have, opens the popover, and carries its ticks out."""

    def __init__(self, library: Library, tasks: Tasks, acts: Acts, window: MainWindow) -> None:
        super().__init__(window)
        self._library, self._tasks, self._acts, self._window = library, tasks, acts, window
        self._ids: list[int] = []

    @cached_property
    def popover(self) -> TagPopover:
        """Made when it is opened for the first time."""
        from reader.tag_popover import TagPopover

        made = TagPopover(self._window.theme, self._window.whole)
        made.changed.connect(self._change)
        return made

    def open(self, ids: Sequence[int], beside: QWidget | None = None) -> None:
        """Show the tags of these articles, below a widget."""
        if not ids:
            return
        wanted = list(ids)

        def ask(token: CancelToken) -> tuple[Tags, Tags]:
            return self._library.tags_of(wanted), self._library.tags()

        self._tasks.run(ask, partial(self._show, wanted, beside), lane=Lane.OPEN, replaces="tags")

    def take_away(self, ids: Sequence[int], name: str) -> None:
        """Take a tag away from these articles."""
        if ids:
            self._acts.run(_("Take a tag away"), partial(self._library.retag, list(ids), [], [name]))

    def _show(self, ids: list[int], beside: QWidget | None, found: tuple[Tags, Tags]) -> None:
        self._ids = ids
        shared, every = found
        self.popover.open_for(len(ids), shared, every, self._corner(beside))

    def _corner(self, beside: QWidget | None) -> QPoint:
        window = self._window
        places = (beside, window.tag, window.star, window.list_column.header)
        below = next((one for one in places if one is not None and one.isVisible()), None)
        if below is None:
            return QPoint(0, 0)
        return below.mapTo(window.whole, QPoint(0, below.height() + window.theme.px(4)))

    def _change(self, added: list[str], removed: list[str]) -> None:
        n = len(added) + len(removed)
        words = ngettext("Add a tag", "Add tags", n) if added else _("Take a tag away")
        self._acts.run(words, partial(self._library.retag, self._ids, added, removed))
