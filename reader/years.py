"""The Years section of the sidebar: heading, chosen range, chart; and what the library counts for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from archive.cancel import CancelToken
from archive.errors import ArchiveError
from archive.model import Facets
from reader.controls import Hairline, Painted, Text
from reader.filter_words import chip_words
from reader.filters import Filters, of_kind
from reader.i18n import _
from reader.question import Question, parse
from reader.tasks import Lane, Tasks
from reader.theme import Theme
from reader.years_chart import Range, YearsChart

if TYPE_CHECKING:
    from archive import Library

SOON_MS = 400
"""The bars can wait: the first list and the first article come before them."""
AGAIN_MS = 700
"""While articles are still being read into the index, the bars are counted again after so long."""


class YearsPanel(Painted):
    """Stands over the foot of the sidebar."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        px = theme.px
        self.chart = YearsChart(theme)
        self._chosen = Text(theme, "ui.section", "accent.text", most=1)
        head = QHBoxLayout()
        head.addWidget(Text(theme, "ui.section", "text.tertiary", _("Years"), most=1))
        head.addStretch(1)
        head.addWidget(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), 0, px(17), px(3))
        column.setSpacing(px(9))
        column.addWidget(Hairline(theme))
        column.addLayout(head)
        column.addWidget(self.chart)
        self.hide()

    def show_filters(self, filters: Filters) -> None:
        date = of_kind(filters, "date")
        self._chosen.setText(chip_words(date) if date.is_set else "")
        self.chart.show_range(range_of(filters))


def range_of(filters: Filters) -> Range | None:
    """The whole years a date filter covers; None without one, or where the years are left out."""
    date = of_kind(filters, "date")
    if not date.is_set or date.leaves_out:
        return None
    first, last = date.values
    return int((first or "0")[:4]), int((last or "9999")[:4])


def by_year(facets: Facets) -> dict[int, int]:
    return {int(year.value): year.count for year in facets.years}


class YearsCount(QObject):
    """Asks the library for the bars: all of them when the library changed, those found after each answer."""

    all_counted = Signal(object)
    """`dict` of year and number: the whole library."""
    found_counted = Signal(object)
    """The same for the search on show; None without one."""

    def __init__(self, library: Library, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._count_all)

    def count_all(self) -> None:
        """Count the whole library again, soon; many changes are counted together."""
        if not self._soon.isActive():
            self._soon.start(SOON_MS)

    def _count_all(self) -> None:
        self._tasks.run(
            lambda token: (self._library.facets("", kinds=("month",), cancel=token), self._library.pending),
            self._show_all,
            lane=Lane.SEARCH,
            replaces="years-all",
            failed=self._not_counted,
        )

    def _not_counted(self, error: ArchiveError) -> None:
        """The bars are not worth a message: a search that fails says so itself. They are counted anew."""
        self._soon.start(AGAIN_MS)

    def _show_all(self, found: tuple[Facets, int]) -> None:
        facets, pending = found
        if facets.total or not pending:  # while the search is made anew the bars stay
            self.all_counted.emit(by_year(facets))
        if pending:
            self._soon.start(AGAIN_MS)

    def stop(self) -> None:
        """A new question goes out: what was being counted is of no use."""
        self._tasks.drop("years")

    def count_found(self, question: Question) -> None:
        self.stop()
        if not question.is_search:
            self.found_counted.emit(None)
            return

        def work(token: CancelToken) -> Facets:
            parsed = parse(self._library, question)
            return self._library.facets(parsed, place=question.place, kinds=("month",), cancel=token)

        self._tasks.run(
            work,
            lambda facets: self.found_counted.emit(by_year(facets)),
            lane=Lane.SEARCH,
            replaces="years",
            failed=self._not_counted,
        )
