"""F2: the details of the chosen articles, fetched, shown and set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from archive.cancel import CancelToken
from archive.model import StoredArticle
from reader.acts import Acts
from reader.details_dialog import DetailsDialog
from reader.main_window import MainWindow
from reader.tasks import Lane, Tasks

if TYPE_CHECKING:
    from archive import Library


class Detailing(QObject):
    """Opens the dialogue over the articles it is asked for; the newest question wins."""

    def __init__(self, library: Library, tasks: Tasks, acts: Acts, window: MainWindow) -> None:
        super().__init__(window)
        self._library, self._tasks, self._acts, self._window = library, tasks, acts, window
        self.dialog: DetailsDialog | None = None
        """The dialogue, while it is open."""

    def open(self, ids: Sequence[int]) -> None:
        """Show the details of these articles, to be edited."""
        if not ids or self.dialog is not None:
            return

        def fetch(token: CancelToken) -> list[StoredArticle]:
            found = []
            for article_id in ids:
                token.check()
                found.append(self._library.article(article_id))
            return found

        self._tasks.run(fetch, self._show, lane=Lane.OPEN, replaces="details")

    def _show(self, articles: list[StoredArticle]) -> None:
        if self.dialog is not None:
            return
        ids = [stored.id for stored in articles]
        dialog = DetailsDialog(self._window.theme, articles, self._window)
        dialog.saved.connect(lambda wishes: self._acts.set_fields(ids, wishes))
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None
