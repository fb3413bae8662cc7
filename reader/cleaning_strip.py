"""The line on the Imports page that says how far the cleaning of kept pages is, with Stop."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from reader.controls import Area, Button, Text
from reader.i18n import _, number
from reader.theme import Theme


class CleaningStrip(Area):
    """Words, Stop, and a bar along the lower edge. Hidden while nothing is cleaned."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "bg.list", "bottom", parent)
        self._share = 0.0
        px = theme.px
        self.words = Text(theme, "ui.strong", most=1)
        self.stop = Button(theme, _("Stop"), small=True)
        self.stop.setAccessibleDescription(_("Stop cleaning; what is done stays."))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(28), px(9), px(28), px(12))
        row.addWidget(self.words, 1)
        row.addWidget(self.stop)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_progress(self, done: int, total: int, *, stopping: bool) -> None:
        """So many of so many pages are cleaned."""
        words = (
            _("Stopping…")
            if stopping
            else _("Cleaning kept pages again: {n} of {total}").format(n=number(done), total=number(total))
        )
        self.words.setText(words)
        self.setAccessibleName(words)
        self.stop.setEnabled(not stopping)
        self._share = done / total if total else 0.0
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        high = self.theme.px(3)
        painter.setBrush(self.theme.colour("accent"))
        painter.drawRect(QRectF(0, self.height() - high, self.width() * min(1.0, self._share), high))
