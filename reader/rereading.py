"""Letters look wrong: the kept page of the open article is read another way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from archive.edits import ENCODING
from archive.errors import ArchiveError
from archive.model import CleanArticle, StoredArticle
from reader.actions import Actions
from reader.acts import Acts
from reader.encoding_dialog import EncodingDialog
from reader.i18n import _
from reader.main_window import MainWindow
from reader.tasks import Lane, Tasks

if TYPE_CHECKING:
    from archive import Library


class Rereading(QObject):
    """Opens the dialogue, fetches its previews, does what is chosen."""

    def __init__(
        self, library: Library, tasks: Tasks, acts: Acts, actions: Actions, window: MainWindow
    ) -> None:
        super().__init__(window)
        self._library, self._tasks, self._acts, self._window = library, tasks, acts, window
        self.dialog: EncodingDialog | None = None
        """The dialogue, while it is open."""
        actions.read_as.triggered.connect(lambda checked=False: self.ask())

    def ask(self) -> None:
        """Ask how the open article's page should be read."""
        stored = self._window.reader.article
        if stored is None or self.dialog is not None:
            return

        def answer(can: bool) -> None:
            if can:
                self._open(stored)
            else:
                words = _("This page came in a file that says itself how it is read.")
                self._window.messages.tell(words)

        self._tasks.run(
            lambda token: self._library.can_read_as(stored.id), answer, lane=Lane.OPEN, replaces="reading"
        )

    def _open(self, stored: StoredArticle) -> None:
        if self.dialog is not None:
            return
        now = next((edit.value for edit in stored.edits if edit.field == ENCODING), None)
        dialog = EncodingDialog(self._window.theme, now, self._window)
        dialog.wanted.connect(lambda label: self._preview(stored.id, label))
        dialog.chosen.connect(lambda label: self._acts.read_as(stored.id, label))
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()
        dialog.begin()

    def _preview(self, article_id: int, label: str | None) -> None:
        def show(article: CleanArticle | None) -> None:
            if self.dialog is not None:
                self.dialog.show_preview(article)

        def failed(error: ArchiveError) -> None:
            show(None)

        self._tasks.run(
            lambda token: self._library.reading_as(article_id, label, token),
            show,
            lane=Lane.OPEN,
            replaces="reading",
            failed=failed,
        )

    def _closed(self) -> None:
        self._tasks.drop("reading")
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None
