"""The ways in: files, folders, addresses, dropped, pasted or chosen; and what is said of an import."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from archive.model import Outcome, Result
from reader.drop_overlay import origins_of
from reader.i18n import _, ngettext, number
from reader.imports import Imports, Job, State
from reader.main_window import MainWindow
from reader.messages import message_for
from reader.outcome_words import is_address, name_of
from reader.settings import Settings

log = logging.getLogger("broadside")


class Adding(QObject):
    """Brings things in and shows how it goes."""

    opened = Signal(int)
    """The person wants to see this article."""
    ended = Signal(int)
    """An import is over; so many articles came."""

    def __init__(self, window: MainWindow, imports: Imports, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._imports, self._settings = window, imports, settings
        page = window.import_page
        window.dropped.connect(self.bring)
        page.panel.addresses.connect(self.bring)
        page.remedy.connect(self._remedy)
        imports.changed.connect(self._show)
        imports.ended.connect(self._ended)
        imports.failed.connect(lambda error: window.messages.tell_trouble(message_for(error)))

    def bring(self, origins: Sequence[str]) -> None:
        """Bring in files, folders and addresses; more at once are one import."""
        if origins:
            self._imports.add(origins, label_of(origins))
            if self._window.is_front:
                self.show_page()

    def show_page(self) -> None:
        """Go to the Imports page."""
        self._window.show_imports()
        self._mark()

    def ask_address(self) -> None:
        """Go where an address can be typed."""
        self.show_page()
        panel = self._window.import_page.panel
        panel.show()
        panel.field.setFocus()

    def choose_files(self) -> None:
        names, _filter = QFileDialog.getOpenFileNames(self._window, _("Add files"), self._settings.folder)
        if names:
            self._settings.folder = str(Path(names[0]).parent)
            self.bring(names)

    def choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self._window, _("Add a folder"), self._settings.folder)
        if name:
            self._settings.folder = name
            self.bring([name])

    def paste(self) -> None:
        """Addresses, files or an article's text on the clipboard, pasted outside a text field."""
        data = QGuiApplication.clipboard().mimeData()
        origins = origins_of(data) if data is not None else []
        if origins:
            self.bring(origins)
        else:
            self._window.messages.tell(_("There is no address, file or article on the clipboard."))

    def _show(self, job: Job) -> None:
        newest = self._imports.newest
        foot = self._window.sidebar.foot
        if newest is not None and newest.state is State.RUNNING:
            foot.show_progress(newest.done, newest.total)
        else:
            foot.show_idle()
        self._window.sidebar.show_imports(self._imports.trouble)
        self._window.rail.show_imports(self._imports.trouble)
        if self._window.shows_imports:
            self._mark()

    def _mark(self) -> None:
        self._window.sidebar.show_imports(self._imports.trouble)
        self._window.sidebar.show_place(None)
        self._window.rail.show_imports(self._imports.trouble)
        self._window.rail.show_place(None)

    def _ended(self, job: Job) -> None:
        n = job.count(Result.ADDED, Result.NEW_VERSION)
        log.info("import %s: %s, %d items, %d added", job.job_id, job.state.value, len(job.outcomes), n)
        self.ended.emit(n)
        words, label, act = self._told(job, n)
        self._window.messages.tell(words, label, act)

    def _told(self, job: Job, n: int) -> tuple[str, str, Callable[[], None] | None]:
        """What to say of an import that is over, and what its button does."""
        words = ngettext("{n} article added", "{n} articles added", n).format(n=number(n))
        if trouble := len(job.trouble):
            look = ngettext("{n} needs a look", "{n} need a look", trouble).format(n=number(trouble))
            if self._window.shows_imports:
                return f"{words}, {look}", "", None
            return f"{words}, {look}", _("Show"), lambda: self._show_job(job)
        if job.can_undo:
            return words, _("Undo this import"), lambda: self._imports.undo(job)
        return words, "", None

    def _show_job(self, job: Job) -> None:
        self.show_page()
        self._window.import_page.show_job(job)

    def _remedy(self, job: Job, outcome: Outcome, remedy: str) -> None:
        origin = outcome.origin.partition("!/")[0]
        match remedy:
            case "look":
                if outcome.article_id is not None:
                    self.opened.emit(outcome.article_id)
            case "browser" | "file":
                QDesktopServices.openUrl(QUrl(origin) if is_address(origin) else QUrl.fromLocalFile(origin))
            case "again":
                self._imports.again(job, outcome)
            case "allow":
                self._imports.again(job, outcome, allow_private=True)
            case "aside":
                self._imports.put_aside(job, outcome)


def label_of(origins: Sequence[str]) -> str:
    """What an import is called: its one file, folder or page, or how many there are."""
    if len(origins) == 1:
        return name_of(origins[0])
    if all(is_address(origin) for origin in origins):
        return ngettext("{n} page", "{n} pages", len(origins)).format(n=number(len(origins)))
    return ngettext("{n} file", "{n} files", len(origins)).format(n=number(len(origins)))
