"""What the page of the library shows and does: sizes, check and repair, backups. One job at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from archive.cancel import CancelToken
from archive.errors import ArchiveError
from archive.model import Backup, CheckReport, Sizes
from reader.i18n import _, ngettext, number
from reader.messages import message_for, problem_words
from reader.settings_library import LibraryPage
from reader.tasks import Lane, Tasks

if TYPE_CHECKING:
    from archive import Library

MOST_PROBLEMS = 5


class LibraryCareDesk(QObject):
    """Lives as long as its page."""

    def __init__(
        self, page: LibraryPage, library: Library, tasks: Tasks, is_open: Callable[[object], bool]
    ) -> None:
        super().__init__(page)
        self._page, self._library, self._tasks, self._is_open = page, library, tasks, is_open
        self._token: CancelToken | None = None
        self._report: CheckReport | None = None
        page.check.connect(self.check)
        page.mend.connect(self.mend)
        page.stop.connect(self.stop)
        page.backup.connect(lambda: self.backup(None))
        page.backup_elsewhere.connect(self._choose_folder)

    def look(self) -> None:
        """Find out what there is."""

        def fetch(token: CancelToken) -> tuple[Sizes, int, tuple[Backup, ...]]:
            counts = self._library.counts()
            return self._library.sizes(), counts.library + counts.bin, self._library.backups()

        def show(found: tuple[Sizes, int, tuple[Backup, ...]]) -> None:
            if self._is_open(self._page):
                self._page.show_sizes(found[0], found[1])
                self._page.show_backups(found[2])

        self._tasks.run(fetch, show, lane=Lane.ASIDE, replaces="settings-sizes")

    # ---------------------------------------------------------------- check and repair

    def check(self) -> None:
        """Read everything once."""
        self._page.show_state(_("Reading everything once…"), busy=True)
        self._token = self._tasks.run(
            lambda token: self._library.check(token),
            self._checked,
            lane=Lane.BACKGROUND,
            failed=self._not_checked,
        )

    def stop(self) -> None:
        if self._token is not None:
            self._token.cancel()
            self._page.show_state(_("Stopped. Nothing was changed."))

    def mend(self) -> None:
        """Put right from the backups what the check found, and check again."""
        report = self._report
        if report is None:
            return

        def work(token: CancelToken) -> CheckReport:
            self._library.mend(report)
            return self._library.check(token)

        self._page.show_state(_("Repairing from the backups…"), busy=True)
        self._token = self._tasks.run(work, self._checked, lane=Lane.BACKGROUND, failed=self._not_checked)

    def _checked(self, report: CheckReport) -> None:
        if not self._is_open(self._page):
            return
        self._report = report
        count = ngettext("{n} article", "{n} articles", report.articles).format(n=number(report.articles))
        problems = [one for one in report.problems if one.kind != "orphan"]
        if not problems:
            words = _("All is whole: {articles} with their pages were read and compared.")
            self._page.show_state(words.format(articles=count))
            return
        told = [problem_words(one) for one in problems[:MOST_PROBLEMS]]
        rest = len(problems) - len(told)
        if rest:
            told.append(ngettext("And {n} more.", "And {n} more.", rest).format(n=number(rest)))
        self._page.show_state("\n".join(told), can_mend=True, bad=True)

    def _not_checked(self, error: ArchiveError) -> None:
        if self._is_open(self._page):
            self._page.show_state(message_for(error).happened, bad=True)

    # ---------------------------------------------------------------- backups

    def _choose_folder(self) -> None:
        if name := QFileDialog.getExistingDirectory(self._page, _("Choose a folder for the backup")):
            self.backup(Path(name))

    def backup(self, folder: Path | None) -> None:
        """Make one now, in the library's own folder or elsewhere, and prove it."""
        self._page.show_backup_state(_("Backing up…"), busy=True)

        def made(path: Path) -> None:
            if self._is_open(self._page):
                self._page.show_backup_state(_("Backed up and compared: {path}").format(path=path))
                self.look()

        def failed(error: ArchiveError) -> None:
            if self._is_open(self._page):
                self._page.show_backup_state(message_for(error).happened)

        self._tasks.run(
            lambda token: self._library.backup(folder, token), made, lane=Lane.BACKGROUND, failed=failed
        )
