"""What narrows the list besides words: chips, their popover, the Years chart, in step with the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint

from reader.actions import Actions
from reader.filter_popover import FilterPopover
from reader.filters import Filter, Filters, put, without, years
from reader.main_window import MainWindow
from reader.question import Answer
from reader.tasks import Tasks
from reader.years import YearsCount
from reader.years_chart import Range

if TYPE_CHECKING:
    from archive import Library


class Narrowing(QObject):
    """Connects the filters of one window with its list."""

    def __init__(
        self, window: MainWindow, library: Library, tasks: Tasks, actions: Actions, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window, self._list, self._actions = window, window.list_column, actions
        self.popover = FilterPopover(window.theme, tasks, library, window.whole)
        self.popover.taken.connect(self._list.set_filters)
        self.counts = YearsCount(library, tasks, self)
        panel = window.sidebar.years
        self.counts.all_counted.connect(panel.chart.show_all)
        self.counts.all_counted.connect(self.popover.show_years)
        self.counts.found_counted.connect(panel.chart.show_found)
        panel.chart.chosen.connect(self._take_years)
        self._list.filter_edited.connect(self.edit)
        self._list.query.asked.connect(self._asked)
        self._list.query.painted.connect(self._painted)
        actions.filters.triggered.connect(lambda: self.edit(None))
        actions.any.triggered.connect(lambda: self._list.set_filters(()))
        actions.any.setEnabled(False)

    def library_changed(self, articles: int) -> None:
        """Count the years again; an empty library has none."""
        self._window.sidebar.years.setVisible(articles > 0)
        for action in (self._actions.filters, self._actions.ways):
            action.setEnabled(articles > 0)
        if articles:
            self.counts.count_all()

    def edit(self, one: Filter | None) -> None:
        """Open the popover under the filters, at this filter's kind."""
        self._window.show_panes()
        if self._window.list_is_hidden:
            self._window.leave_reader()
        header, px = self._list.header, self._window.theme.px
        at = header.mapTo(self._window.whole, QPoint(0, header.height() - 2))
        add = header.filters.add
        x = add.mapTo(self._window.whole, QPoint(-px(14), 0)).x() if add.isVisible() else at.x() + px(14)
        self.popover.open_for(self._list.query.question, one.kind if one else None, QPoint(x, at.y()))

    def _take_years(self, chosen: Range | None) -> None:
        filters = self._list.filters
        new: Filters = without(filters, "date") if chosen is None else put(filters, years(*chosen))
        self._list.set_filters(new)

    def _asked(self) -> None:
        self.counts.stop()
        filters = self._list.filters
        self._window.sidebar.years.show_filters(filters)
        self._actions.any.setEnabled(bool(filters))

    def _painted(self, answer: Answer) -> None:
        self.counts.count_found(answer.question)
