"""Above the list: where one is or what was searched, how many articles there are, and their order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from archive.model import Sort
from reader.chips import FilterBar
from reader.controls import Button, Painted, Text
from reader.filters import Filter
from reader.i18n import _, ngettext, number
from reader.labels import label
from reader.theme import Theme


def sort_name(sort: Sort) -> str:
    return {
        Sort.MATCH: _("Best match"),
        Sort.NEWEST: _("Newest first"),
        Sort.OLDEST: _("Oldest first"),
        Sort.HITS: _("Most hits"),
        Sort.SOURCE: _("Source"),
    }[sort]


class Result(Painted):
    """What a search found: «Articles 212», underlined like the one view of a search that there is."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._count = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_count(self, count: str) -> None:
        self._count = count
        self.setAccessibleName(" ".join((_("Articles"), count)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, self.theme.px(self.theme.tokens.size.tabs))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px, painter = self.theme, self.theme.px, QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line.subtle"))
        left = px(16)
        words = label(theme, "ui.base", _("Articles"), weight=600)
        count = label(theme, "ui.base", self._count)
        y = (self.height() - words.height) / 2
        words.draw(painter, left, y, theme.colour("text.primary"))
        at = left + words.natural_width + px(7)
        count.draw(painter, at, y, theme.colour("accent.text"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        wide = at + count.natural_width - left + 2
        painter.drawRoundedRect(QRectF(left, self.height() - 2.5, wide, 2.5), 1, 1)


class PlaceRow(Painted):
    """Where one is, how many articles it holds, and at the right whatever the header puts there."""

    def __init__(self, theme: Theme, right: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.title = Text(theme, "brand", most=1)
        self.count = Text(theme, "ui.base", "text.tertiary", most=1)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(4), theme.px(7), 0)
        row.setSpacing(theme.px(10))
        row.addWidget(self.title)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(right)

    def sizeHint(self) -> QSize:
        return QSize(200, self.theme.px(44))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())


class ListHeader(Painted):
    """A row for a place; for a search its result and its filters. The hairline below fills while a search
    takes long."""

    filter_edited = Signal(object)
    """The `Filter` to edit, or None for a new one."""
    filter_removed = Signal(object)

    def __init__(self, theme: Theme, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._busy_at = 0.0
        self._sort: Sort | None = None
        self.words = ""
        self._tick = QTimer(self, interval=16)
        self._tick.timeout.connect(self._move)
        self.sorts = [self._sort_button(menu), self._sort_button(menu)]
        self.place = PlaceRow(theme, self.sorts[0])
        self.result = Result(theme)
        self.filters = FilterBar(theme, self.sorts[1], after=self.sorts[0])
        self.filters.edited.connect(self.filter_edited)
        self.filters.removed.connect(self.filter_removed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 1)
        column.setSpacing(0)
        for row in (self.place, self.result, self.filters):
            column.addWidget(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_search(False, ())

    def _sort_button(self, menu: QMenu) -> Button:
        button = Button(self.theme, sort_name(Sort.NEWEST), "quiet", arrow=True)
        button.clicked.connect(lambda: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
        return button

    @property
    def sort(self) -> Button:
        """The button of the order that is on show."""
        return self.sorts[self.place.isHidden()]

    def show_search(self, searching: bool, filters: Sequence[Filter]) -> None:
        """Show what goes with a search, or with a place."""
        self.filters.show_filters(filters)
        self.place.setVisible(not searching)
        self.result.setVisible(searching)
        self.filters.setVisible(searching)

    def show_place(self, name: str) -> None:
        self.place.title.setText(name)

    def show_count(self, count: int | None) -> None:
        shown = "…" if count is None else number(count)
        self.place.count.setText(shown)
        self.result.show_count(shown)
        self.words = (
            "" if count is None else ngettext("{n} article", "{n} articles", count).format(n=number(count))
        )

    def show_sort(self, sort: Sort) -> None:
        if sort is self._sort:
            return
        self._sort = sort
        for button in self.sorts:
            button.setText(sort_name(sort))
            button.setAccessibleName(_("Sorted by: {order}").format(order=sort_name(sort)))
        self.filters.arrange()

    def set_busy(self, busy: bool) -> None:
        """Show that the answer is still being looked for."""
        if busy == self._tick.isActive():
            return
        self._busy_at = 0.0
        if busy:
            self._tick.start()
        else:
            self._tick.stop()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self.theme.colour("line.subtle"))
        if self._tick.isActive():
            wide = self.width() * 0.38
            x = self._busy_at * (self.width() + wide) - wide
            painter.fillRect(QRectF(x, self.height() - 2, wide, 2), self.theme.colour("accent"))

    def _move(self) -> None:
        self._busy_at = (self._busy_at + 0.012) % 1.0
        self.update(0, self.height() - 2, self.width(), 2)
