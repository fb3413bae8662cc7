"""Cleaning kept pages again: asked for, run in the background between imports, stopped, told of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from archive.cancel import CancelToken
from archive.errors import ArchiveError
from archive.model import Changes, RecleanReport, together
from reader.actions import Actions
from reader.acts import Acts
from reader.clean_sheet import CleanSheet
from reader.cleaning_strip import CleaningStrip
from reader.i18n import _, ngettext, number
from reader.main_window import MainWindow
from reader.messages import message_for
from reader.settings import Settings
from reader.tasks import Lane, Tasks

if TYPE_CHECKING:
    from archive import Library

AT_ONCE = 20
"""So many articles are cleaned between two looks at what else waits in the background (an import)."""
MOST_UNDOABLE = 200
OFFER_MS = 6_000
"""The start is over by then."""


class Recleaning(QObject):
    """One cleaning at a time."""

    def __init__(
        self,
        library: Library,
        tasks: Tasks,
        acts: Acts,
        actions: Actions,
        settings: Settings,
        window: MainWindow,
    ) -> None:
        super().__init__(window)
        self._library, self._tasks, self._acts = library, tasks, acts
        self._settings, self._window = settings, window
        self.strip = CleaningStrip(window.theme)
        self.strip.stop.clicked.connect(self.stop)
        window.import_page.add_strip(self.strip)
        self.sheet: CleanSheet | None = None
        """The sheet that asks, while it is open."""
        self.total = self.done = 0
        self._left: list[int] = []
        self._reports: list[RecleanReport] = []
        self._token: CancelToken | None = None
        self._stopping = False
        actions.clean_again.triggered.connect(lambda checked=False: self.ask())
        actions.clean_this.triggered.connect(lambda checked=False: self._clean_open())
        self._offering = QTimer(self, singleShot=True, interval=OFFER_MS)
        self._offering.timeout.connect(self.offer)

    @property
    def is_running(self) -> bool:
        return self._token is not None

    # ---------------------------------------------------------------- asked for

    def offer_soon(self) -> None:
        """Once the start is over, say whether a better cleaner has something to do."""
        self._offering.start()

    def offer(self) -> None:
        """Offer once for each cleaner what it could make better."""
        if self._settings.cleaner_offered == self._library.cleaner:
            return

        def told(older: Sequence[int]) -> None:
            if older and not self.is_running:
                self._settings.cleaner_offered = self._library.cleaner
                n = len(older)
                words = ngettext(
                    "A better cleaner is here: it can look at {n} article again.",
                    "A better cleaner is here: it can look at {n} articles again.",
                    n,
                )
                self._window.messages.tell(words.format(n=number(n)), _("Clean again…"), self.ask)

        self._tasks.run(lambda token: self._library.outdated(), told, lane=Lane.ASIDE, replaces="outdated")

    def ask(self) -> None:
        """Ask which pages; while a cleaning runs, show it."""
        if self.is_running:
            self._window.show_imports()
            return

        def fetch(token: CancelToken) -> tuple[tuple[int, ...], list[int]]:
            return self._library.outdated(), list(self._library.ids())

        self._tasks.run(fetch, self._show_sheet, lane=Lane.OPEN, replaces="outdated")

    def _show_sheet(self, found: tuple[tuple[int, ...], list[int]]) -> None:
        if self.sheet is not None:
            return
        older, whole = found
        sheet = CleanSheet(self._window.theme, len(older), len(whole), self._window)
        sheet.chosen.connect(lambda which: self.start(older if which == "older" else whole))
        sheet.finished.connect(self._sheet_closed)
        self.sheet = sheet
        sheet.open()

    def _sheet_closed(self) -> None:
        if self.sheet is not None:
            self.sheet.deleteLater()
        self.sheet = None

    def _clean_open(self) -> None:
        stored = self._window.reader.article
        if stored is not None and not self.is_running:
            self.start([stored.id])

    # ---------------------------------------------------------------- running

    def start(self, ids: Sequence[int]) -> None:
        """Clean these again, some at a time."""
        if self.is_running or not ids:
            return
        self._left, self._reports, self._stopping = list(ids), [], False
        self.total, self.done = len(ids), 0
        self._next()
        self._show()

    def stop(self) -> None:
        """Stop after the article that is being cleaned; what is done stays."""
        if self._token is not None:
            self._stopping = True
            self._token.cancel()
            self._show()

    def _next(self) -> None:
        some, self._left = self._left[:AT_ONCE], self._left[AT_ONCE:]
        before = self.done

        def told(done: int, of: int) -> None:
            self.done = before + done
            self._show()

        self._token = self._tasks.run(
            lambda token: self._library.reclean(some, self._tasks.homeward(told), token),
            self._did_some,
            lane=Lane.BACKGROUND,
            failed=self._failed,
            always=True,
        )

    def _did_some(self, report: RecleanReport) -> None:
        changes = report.changes
        self._reports.append(report)
        if sum(len(one.changes.changed) for one in self._reports) > MOST_UNDOABLE:
            self._reports = [_without_undo(one) for one in self._reports]
        if changes.changed:
            self._acts.changed.emit(changes)
        if self._left and not self._stopping and not report.stopped:
            self._next()
        else:
            self._end()

    def _failed(self, error: ArchiveError) -> None:
        self._end()
        self._window.messages.tell_trouble(message_for(error))

    def _end(self) -> None:
        self._token = None
        self.strip.hide()
        self._window.sidebar.foot.show_idle()
        rewritten = sum(len(report.rewritten) for report in self._reports)
        kept = sum(len(report.kept) for report in self._reports)
        changing = [report.changes for report in self._reports if report.changes.changed]
        can_undo = bool(changing) and all(changes.undo for changes in changing)
        if can_undo:
            self._acts.remember(_("Clean again"), together(changing))
        words = _ended_words(rewritten, kept, stopped=self._stopping)
        if can_undo and rewritten:
            self._window.messages.tell(words, _("Undo"), self._acts.undo)
        else:
            self._window.messages.tell(words)

    def _show(self) -> None:
        if self.is_running and self.total > 1:
            self.strip.show_progress(self.done, self.total, stopping=self._stopping)
            self._window.sidebar.foot.show_cleaning(self.done, self.total)


def _without_undo(report: RecleanReport) -> RecleanReport:
    changes = Changes(report.changes.added, report.changes.changed, report.changes.removed)
    return RecleanReport(report.done, report.rewritten, report.kept, report.stopped, changes)


def _ended_words(rewritten: int, kept: int, *, stopped: bool) -> str:
    """«212 texts changed»."""
    if rewritten:
        words = ngettext("{n} text changed", "{n} texts changed", rewritten).format(n=number(rewritten))
    else:
        words = _("No text changed")
    if kept:
        stay = ngettext(
            "{n} could not be cleaned again and stays", "{n} could not be cleaned again and stay", kept
        ).format(n=number(kept))
        words = f"{words}, {stay}"
    return _("Stopped: {what}").format(what=words[:1].lower() + words[1:]) if stopped else words
