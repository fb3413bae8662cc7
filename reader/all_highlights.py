"""The place of all highlights: asks the library, opens a passage in its article, copies, exports."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSaveFile, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from archive.cancel import CancelToken
from archive.model import Changes, HighlightRow, Page
from reader.acts import Acts
from reader.highlight_rows import AT_ONCE
from reader.highlights_page import HighlightsPage
from reader.i18n import _, ngettext, number
from reader.main_window import MainWindow
from reader.outgoing_words import labels
from reader.reading_area import ToEnd
from reader.tasks import Lane, Tasks

if TYPE_CHECKING:
    from archive import Library


class AllHighlights(QObject):
    """The page is made when it is gone to first."""

    opened = Signal(int)
    """An article should be opened; its passage is gone to once that is there."""

    def __init__(self, library: Library, tasks: Tasks, acts: Acts, window: MainWindow) -> None:
        super().__init__(window)
        self._library, self._tasks, self._acts, self._window = library, tasks, acts, window
        self.page: HighlightsPage | None = None
        self._goal: int | None = None
        acts.changed.connect(self._heed)
        window.reader.marks.changed.connect(self._arrive)

    def show(self) -> None:
        """Go there."""
        if self.page is None:
            page = HighlightsPage(self._window.theme)
            page.asked.connect(self._ask)
            page.copied.connect(self._copy)
            page.exported.connect(self._export)
            page.table.opened.connect(self._open)
            page.table.removed.connect(self._remove)
            page.table.highlights.wanted.connect(self._ask_more)
            self.page = page
        self._window.show_page(self.page)
        self._ask()

    @property
    def is_shown(self) -> bool:
        return self.page is not None and self.page.isVisible()

    # ---------------------------------------------------------------- asking

    def _ask(self) -> None:
        if self.page is not None:
            self._tasks.run(
                partial(self._fetch, self.page, 0),
                self.page.show_answer,
                lane=Lane.OPEN,
                replaces="highlights",
            )

    def _ask_more(self, first: int) -> None:
        if self.page is not None:
            model = self.page.table.highlights
            self._tasks.run(partial(self._fetch, self.page, first), model.add, lane=Lane.OPEN)

    def _fetch(self, page: HighlightsPage, offset: int, token: CancelToken) -> Page[HighlightRow]:
        return self._library.all_highlights(
            words=page.words, colour=page.colour, offset=offset, limit=AT_ONCE
        )

    def _heed(self, changes: Changes) -> None:
        if self.is_shown:
            self._ask()

    # ---------------------------------------------------------------- opening

    def _open(self, row: HighlightRow) -> None:
        self._goal = row.highlight.id
        self.opened.emit(row.highlight.article_id)
        self._arrive()

    def _arrive(self) -> None:
        """The article may be there now: to the passage."""
        marks = self._window.reader.marks
        found = next((one for one in marks.all if one.id == self._goal), None)
        if found is not None and not marks.is_hidden:
            self._goal = None
            if found.span is not None:
                marks.go(found)
            elif found.anchor is not None:  # it is listed where the article ends
                self._window.reader.area.go(ToEnd())

    # ---------------------------------------------------------------- what can be done

    def _chosen(self) -> list[HighlightRow]:
        """The selected ones, where several are; else none, and all that was found is meant."""
        rows = list(self.page.table.selected()) if self.page is not None else []
        return rows if len(rows) > 1 else []

    def _remove(self) -> None:
        if self.page is not None and (rows := self.page.table.selected()):
            n = len(rows)
            told = ngettext("Highlight removed", "{n} highlights removed", n).format(n=number(n))
            self._acts.remove_highlights([row.highlight.id for row in rows], told=told)

    def _all(self, page: HighlightsPage, token: CancelToken) -> list[HighlightRow]:
        rows: list[HighlightRow] = []
        while True:
            token.check()
            part = self._fetch(page, len(rows), token)
            rows += part.items
            if not part.items or len(rows) >= part.total:
                return rows

    def _copy(self) -> None:
        """The selected ones, or all that were found, to the clipboard."""

        def copy(found: tuple[str, int]) -> None:
            text, n = found
            QGuiApplication.clipboard().setText(text)
            told = ngettext("{n} highlight copied", "{n} highlights copied", n).format(n=number(n))
            self._window.messages.tell(told)

        self._as_text(copy)

    def _export(self) -> None:
        """The selected ones, or all that were found, into a file the person names."""
        name = _("Highlights") + ".md"
        path, _kind = QFileDialog.getSaveFileName(
            self._window, _("Export highlights"), name, _("Markdown (*.md)")
        )
        if path:
            self.export_to(path)

    def export_to(self, path: str) -> None:
        """Write the selected ones, or all that were found, as Markdown."""
        self._as_text(partial(self._write, path))

    def _write(self, path: str, found: tuple[str, int]) -> None:
        text, n = found
        file = QSaveFile(path)  # whole, or not at all
        data = text.encode("utf-8")
        if not file.open(QSaveFile.OpenModeFlag.WriteOnly) or file.write(data) < 0 or not file.commit():
            self._window.messages.tell(_("The file could not be written there. Choose another place."))
            return
        told = ngettext("{n} highlight exported", "{n} highlights exported", n).format(n=number(n))
        self._window.messages.tell(told)

    def _as_text(self, act: Callable[[tuple[str, int]], None]) -> None:
        """Hand the selected ones, or all that were found, on as Markdown, with how many they are."""
        if (page := self.page) is None:
            return
        chosen = self._chosen()

        def work(token: CancelToken) -> tuple[str, int]:
            rows = chosen or self._all(page, token)
            articles = list(dict.fromkeys(row.highlight.article_id for row in rows))
            only = {row.highlight.id for row in rows}
            return self._library.highlights_as_markdown(articles, labels(), only=only), len(rows)

        self._tasks.run(work, act, lane=Lane.ASIDE, replaces="all highlights")
