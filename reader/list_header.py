"""Above the list: where one is, how many articles there are, and in which order they stand."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from archive.model import Sort
from reader.controls import Button, Painted, Text
from reader.i18n import _, ngettext, number
from reader.theme import Theme


def sort_name(sort: Sort) -> str:
    return {
        Sort.MATCH: _("Best match"),
        Sort.NEWEST: _("Newest first"),
        Sort.OLDEST: _("Oldest first"),
        Sort.HITS: _("Most hits"),
        Sort.SOURCE: _("Source"),
    }[sort]


class ListHeader(Painted):
    """One row, with a hairline below that fills while a search takes long."""

    def __init__(self, theme: Theme, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._busy_at = 0.0
        self.words = ""
        self._tick = QTimer(self, interval=16)
        self._tick.timeout.connect(self._move)
        self._title = Text(theme, "brand", most=1)
        self._count = Text(theme, "ui.base", "text.tertiary", most=1)
        self.sort = Button(theme, sort_name(Sort.NEWEST), "quiet", arrow=True)
        self.sort.clicked.connect(lambda: menu.popup(self.sort.mapToGlobal(self.sort.rect().bottomLeft())))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(4), theme.px(7), 0)
        row.setSpacing(theme.px(10))
        row.addWidget(self._title)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self.sort)

    def sizeHint(self) -> QSize:
        return QSize(200, self.theme.px(44))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def show_place(self, name: str) -> None:
        self._title.setText(name)

    def show_count(self, count: int | None) -> None:
        self._count.setText("…" if count is None else number(count))
        self.words = (
            "" if count is None else ngettext("{n} article", "{n} articles", count).format(n=number(count))
        )

    def show_sort(self, sort: Sort) -> None:
        self.sort.setText(sort_name(sort))
        self.sort.setAccessibleName(_("Sorted by: {order}").format(order=sort_name(sort)))

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
