"""The view of the list: one column, quick at a hundred thousand rows. All rows are of one height, but for the
headings of a compact list: each of those, and there are few, is given its own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from reader.article_delegate import ArticleDelegate
from reader.article_list import AnyIndex, ArticleModel
from reader.i18n import _
from reader.scroll_bars import SlimScrollBar
from reader.theme import Theme

AHEAD = 10
"""Rows beyond the edges of the screen that are fetched too."""
AHEAD_MS = 400
"""So long after a new answer, which brings its first screen along: who types on has no use for more."""


class ArticleTable(QTableView):
    """Shows an `ArticleModel`."""

    shown = Signal(int, int)
    """Rows `first` to `last` are on the screen (or just beyond)."""
    opened = Signal(object)
    """The article id of the current row; None when there is none."""
    chosen = Signal()
    """The selection is another."""

    def __init__(self, theme: Theme, model: ArticleModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_arriving = False
        self._theme = theme
        self.articles = model
        self.setModel(model)
        self._delegate = ArticleDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("Articles"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        # not stretched: with each new answer Qt would stretch it anew, and paint the list a second time
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(False)
        self._bar = SlimScrollBar(theme, self)
        self._asking = QTimer(self, singleShot=True, interval=0)
        self._asking.timeout.connect(self._say_what_is_shown)
        model.modelReset.connect(self._size_headings)
        model.rowsInserted.connect(lambda parent, first, last: self._size_headings(first, last))
        for signal in (model.rowsInserted, model.rowsRemoved):
            signal.connect(self._asking.start)
        self._resting = QTimer(self, singleShot=True, interval=AHEAD_MS)
        self._resting.timeout.connect(self._say_what_is_shown)
        model.modelReset.connect(self._begin_anew)
        self._was: tuple[int | None, int] = (None, 0)
        model.modelAboutToBeReset.connect(self._remember)
        model.rowsRemoved.connect(self._choose_again)
        self._is_unknown = False
        """The person is on a row of which it is not known yet which article it is."""
        model.dataChanged.connect(self._came)
        # not `start` itself: Qt would take the value for the milliseconds to wait
        self.verticalScrollBar().valueChanged.connect(lambda value: self._asking.start())
        theme.changed.connect(self._fit)
        self._fit()

    def selected_ids(self) -> list[int]:
        """The selected articles that are known, from the top."""
        ids, runs = self.articles.ids, sorted((run.top(), run.bottom()) for run in self._selected_runs())
        return [article for first, last in runs for article in ids[first : last + 1] if article > 0]

    def selected_rows(self) -> list[int]:
        runs = sorted((run.top(), run.bottom()) for run in self._selected_runs())
        return [row for first, last in runs for row in range(first, last + 1)]

    @property
    def selected_count(self) -> int:
        runs = self._selected_runs()
        return sum(run.height() - self.articles.headings_in(run.top(), run.bottom()) for run in runs)

    def _selected_runs(self) -> list[QItemSelectionRange]:
        # not an index for each row: Shift+End in a large list would be felt
        return list(self.selectionModel().selection().toList())

    def current_id(self) -> int | None:
        return self.articles.id_at(self.currentIndex().row()) if self.currentIndex().isValid() else None

    @property
    def is_compact(self) -> bool:
        return self._delegate.is_compact

    def set_compact(self, compact: bool) -> None:
        """Rows of a title and a line, or of a title and some of the text."""
        if compact != self._delegate.is_compact:
            self._delegate.is_compact = compact
            self._fit()

    def go_to(self, row: int, by: int = 1) -> None:
        """Select a row and make it the current one; nothing when there is no such row.

        From a heading it goes on to the next article in the direction of `by`.
        """
        row = self.articles.article_row(row, by)
        if 0 <= row < self.articles.rowCount():
            self.selectionModel().setCurrentIndex(
                self.articles.index(row, 0),
                QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
            )
            self.scrollTo(self.articles.index(row, 0))

    def _remember(self) -> None:
        self._size_headings(high=self.verticalHeader().defaultSectionSize())  # rows to come are no headings
        self._was = self.current_id(), self.verticalScrollBar().value()

    def come_back(self) -> None:
        """After the list was filled anew: where one was before, as far as it is still there."""
        article, scrolled = self._was
        row = self.articles.row_of(article) if article is not None else None
        if row is not None:
            self.go_to(row)
        self.verticalScrollBar().setValue(scrolled)

    def set_grey(self, grey: bool) -> None:
        """Show grey rows instead of an answer that is out of date."""
        if self._delegate.is_grey != grey:
            self._delegate.is_grey = grey
            self.viewport().update()

    def step(self, by: int) -> None:
        """Go to the next or previous article."""
        current = self.currentIndex()
        last = self.articles.rowCount() - 1
        self.go_to(min(max(current.row() + by, 0), last) if current.isValid() else 0, by)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        if self._is_arriving:
            return
        article = self.articles.id_at(current.row()) if current.isValid() else None
        self._is_unknown = current.isValid() and article is None
        self.opened.emit(article)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt makes the first row the current one where there is none; to come here is not to open an article
        was = self.currentIndex().isValid()
        self._is_arriving = True
        try:
            super().focusInEvent(event)
            if not was:
                self.selectionModel().clearCurrentIndex()
        finally:
            self._is_arriving = False

    def dataChanged(self, top: AnyIndex, bottom: AnyIndex, roles: Sequence[int] = ()) -> None:
        # Qt would paint the whole list anew for rows that nobody sees
        first, last = self._on_screen()
        if (bottom.row() >= first and top.row() <= last) or QAccessible.isActive():
            super().dataChanged(top, bottom, roles)

    def _came(self) -> None:
        """Rows came: if the person waits on one of them, it is opened now."""
        if self._is_unknown and (article := self.current_id()) is not None:
            self._is_unknown = False
            self.opened.emit(article)
            self.chosen.emit()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.chosen.emit()

    def _choose_again(self) -> None:
        """What was chosen is gone: the row that took its place is chosen now."""
        selection = self.selectionModel()
        if self.currentIndex().isValid() and not selection.hasSelection():
            flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
            selection.select(self.currentIndex(), flags)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # letters are shortcuts of the window; Qt would take them for a search in the list
        if event.text().isprintable() and event.text().strip():
            event.ignore()
            return
        before = self.currentIndex()
        super().keyPressEvent(event)
        if self.currentIndex() != before:
            self.scrollTo(self.currentIndex())  # Qt does not where there was no current row before

    def scrollTo(
        self,
        index: AnyIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a row into sight, and the heading over it, which nobody could go to."""
        if self.articles.is_heading(index.row() - 1):
            super().scrollTo(self.articles.index(index.row() - 1, 0), hint)
        super().scrollTo(index, hint)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        # in a table, Home and End alone would go to the ends of the row
        rows, cursor = self.articles.rowCount(), QAbstractItemView.CursorAction
        if action == cursor.MoveHome:
            row = 0
        elif action == cursor.MoveEnd:
            row = rows - 1
        else:
            row = super().moveCursor(action, modifiers).row()
        back = action in (cursor.MoveUp, cursor.MovePageUp, cursor.MoveEnd, cursor.MovePrevious)
        return self.articles.index(self.articles.article_row(row, -1 if back else 1), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.horizontalHeader().setDefaultSectionSize(self.viewport().width())
        self._asking.start()

    def _fit(self) -> None:
        size = self._theme.tokens.size
        row = size.list_row_compact if self.is_compact else size.list_row
        # of a hundred thousand rows that change their height at once nobody needs to be told one by one
        header = self.verticalHeader()
        header.blockSignals(True)
        header.setDefaultSectionSize(self._theme.px(row))
        header.blockSignals(False)
        self._size_headings()
        self.verticalScrollBar().setSingleStep(self._theme.px(40))
        self.updateGeometries()
        self.viewport().update()

    def _size_headings(self, first: int = 0, last: int | None = None, high: int | None = None) -> None:
        """Give the headings among these rows their height, or another one."""
        headings = self.articles.headings
        if not headings:
            return
        last = self.articles.rowCount() - 1 if last is None else last
        high = self._theme.px(self._theme.tokens.size.list_group) if high is None else high
        header = self.verticalHeader()
        header.blockSignals(True)
        for row in headings[bisect_left(headings, first) : bisect_left(headings, last + 1)]:
            header.resizeSection(row, high)
        header.blockSignals(False)
        self.updateGeometries()

    @property
    def screenful(self) -> int:
        """How many rows there is room for, those counted that are cut at an edge."""
        return self.viewport().height() // self.verticalHeader().defaultSectionSize() + 2

    def _on_screen(self) -> tuple[int, int]:
        header = self.verticalHeader()
        top, bottom = header.visualIndexAt(0), header.visualIndexAt(self.viewport().height() - 1)
        # below the last row there is none
        return top, self.articles.rowCount() - 1 if bottom < 0 else bottom

    def _begin_anew(self) -> None:
        """Other rows: those on the screen are asked for at once where missing, those beyond later."""
        # else Qt lays out in the middle of the next painting, and then paints everything once more
        self.executeDelayedItemsLayout()
        if self.articles.missing(*self._on_screen()) is None:
            self._resting.start()
        else:
            self._asking.start()

    def _say_what_is_shown(self) -> None:
        rows = self.articles.rowCount()
        if rows:
            top, bottom = self._on_screen()
            self.shown.emit(max(0, top - AHEAD), min(rows - 1, bottom + AHEAD))
