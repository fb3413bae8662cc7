"""Export in the window: asked for, the place chosen, written beside everything else, told of."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from archive.cancel import CancelToken
from archive.errors import ArchiveError
from archive.model import ExportFormat, ExportReport
from reader.export_dialog import ExportDialog
from reader.export_words import done_words, file_name, form_name, scope_name
from reader.i18n import _, ngettext, number
from reader.main_window import MainWindow
from reader.messages import message_for
from reader.outgoing_words import labels
from reader.question import Question, parse
from reader.settings import Settings
from reader.tasks import Lane, Tasks

if TYPE_CHECKING:
    from archive import Library

_AT_ONCE = 500
"""So many hits of a search are asked for at a time."""


class Exporting(QObject):
    """One export at a time."""

    def __init__(self, library: Library, tasks: Tasks, settings: Settings, window: MainWindow) -> None:
        super().__init__(window)
        self._library, self._tasks, self._settings, self._window = library, tasks, settings, window
        self.dialog: ExportDialog | None = None
        """The dialogue, while it is open."""
        self._chosen: list[int] = []
        self._question = Question()
        self._token: CancelToken | None = None

    def open(self, chosen: Sequence[int], question: Question, listed: int) -> None:
        """Ask about the chosen articles, and about all `listed` ones that answer the question of the list."""
        if self.dialog is not None:
            return
        self._chosen, self._question = list(chosen), question
        scopes = [
            (scope, scope_name(scope, count, question))
            for scope, count in (("chosen", len(chosen)), ("listed", listed))
            if count
        ]
        if not scopes:
            self._window.messages.tell(_("There is nothing to export here."))
            return
        dialog = ExportDialog(self._window.theme, scopes, self._settings.export_form, self._window)
        dialog.wanted.connect(self._choose_place)
        dialog.stopped.connect(self._stop)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def cite(self, chosen: Sequence[int], style: str) -> None:
        """Copy a reference to each of the chosen articles."""

        def work(token: CancelToken) -> str:
            parts = [self._library.citation(article_id, style).rstrip("\n") for article_id in chosen]
            return "\n".join(parts)

        def done(words: str) -> None:
            QGuiApplication.clipboard().setText(words)
            said = ngettext("Citation copied", "{n} citations copied", len(chosen))
            self._window.messages.tell(said.format(n=number(len(chosen))))

        if chosen:
            self._tasks.run(work, done, lane=Lane.OPEN, replaces="citation")

    # ---------------------------------------------------------------- where to

    def _choose_place(self) -> None:
        assert self.dialog is not None
        form = next(one for one in self._library.export_formats() if one.name == self.dialog.form)
        name = file_name(self._question, self.dialog.scope)
        target = self._ask_folder(name) if form.is_folder else self._ask_file(name, form)
        if target is not None:
            self._settings.export_form = form.name
            self._settings.export_folder = str(target.parent)
            self.write(target)

    def _ask_folder(self, name: str) -> Path | None:
        """The new folder, inside one that the person chose."""
        chosen = QFileDialog.getExistingDirectory(
            self.dialog, _("Choose where the new folder goes"), self._settings.export_folder
        )
        if not chosen:
            return None
        target, n = Path(chosen) / name, 2
        while target.exists():
            target, n = Path(chosen) / f"{name} ({n})", n + 1
        return target

    def _ask_file(self, name: str, form: ExportFormat) -> Path | None:
        start = Path(self._settings.export_folder) / f"{name}{form.suffix}"
        kind = f"{form_name(form.name)} (*{form.suffix})"
        chosen, _kind = QFileDialog.getSaveFileName(self.dialog, _("Export"), str(start), kind)
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix else path.with_name(path.name + form.suffix)

    # ---------------------------------------------------------------- the writing

    def write(self, target: Path) -> None:
        """Write what was chosen to a place; a file that is there was asked about by the system's dialogue."""
        dialog = self.dialog
        assert dialog is not None
        dialog.begin()
        form, choice, scope, replace = dialog.form, dialog.choice, dialog.scope, target.is_file()
        words = labels(file_name(self._question, scope))
        told = self._tasks.homeward(self._tell)

        def work(token: CancelToken) -> ExportReport:
            ids = self._chosen if scope == "chosen" else self._listed(token)
            return self._library.export(
                ids,
                target,
                form,
                words,
                choice=choice,
                replace=replace,
                told=lambda done, total: told(done, total) if done % 10 == 0 or done == total else None,
                cancel=token,
            )

        self._token = self._tasks.run(work, self._done, lane=Lane.EXPORT, failed=self._failed)

    def _listed(self, token: CancelToken) -> Sequence[int]:
        """Every article that the list shows, in its order."""
        question = self._question
        parsed = parse(self._library, question)
        if parsed.is_empty:
            return self._library.ids(question.place, question.sort)
        found: list[int] = []
        while True:
            page = self._library.search(
                parsed,
                place=question.place,
                sort=question.order,
                offset=len(found),
                limit=_AT_ONCE,
                cancel=token,
            )
            found += [hit.article_id for hit in page.items]
            if not page.items or len(found) >= page.total:
                return found

    def _tell(self, done: int, total: int) -> None:
        if self.dialog is not None:
            self.dialog.show_progress(done, total)

    def _done(self, report: ExportReport) -> None:
        if self.dialog is not None:
            self.dialog.finish()
        # A folder of articles is shown itself, a file in its own.
        folder = report.path if report.path.is_dir() else report.path.parent
        self._window.messages.tell(
            done_words(report),
            _("Show in folder"),
            lambda: _show(folder),
        )

    def _failed(self, error: ArchiveError) -> None:
        if self.dialog is not None:
            self.dialog.give_up()
            self.dialog.reject()
        self._window.messages.tell_trouble(message_for(error))

    def _stop(self) -> None:
        if self._token is not None:
            self._token.cancel()
            self._token = None
        if self.dialog is not None:
            self.dialog.give_up()

    def _closed(self) -> None:
        self.dialog = None


def _show(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
