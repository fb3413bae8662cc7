"""Stands in for the window while no library is open: what goes on, how far it is, and Stop."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout

from reader.controls import Area, Button, Painted, Text
from reader.i18n import _
from reader.settings_library import size_words
from reader.theme import Theme


class Bar(Painted):
    """How far it is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.share = 0.0
        self.setFixedHeight(theme.px(4))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect())
        for colour, share in (("line.subtle", 1.0), ("accent", self.share)):
            painter.setBrush(self.theme.colour(colour))
            painter.drawRoundedRect(QRectF(0, 0, box.width() * share, box.height()), 2, 2)


class BusyWindow(QMainWindow):
    """Closing it stops the work too, where that can be stopped."""

    stopped = Signal()

    def __init__(self, theme: Theme, words: str, *, can_stop: bool) -> None:
        super().__init__()
        self._can_stop = can_stop
        self.setWindowTitle("Broadside")
        px = theme.px
        page = Area(theme, "bg.paper")
        column = QVBoxLayout(page)
        column.setContentsMargins(px(40), px(36), px(40), px(30))
        column.setSpacing(px(12))
        column.addWidget(Text(theme, "panel.title", text=words))
        self.state = Text(theme, "ui.base", "text.secondary", _("This may take a while."), most=1)
        column.addWidget(self.state)
        self._bar = Bar(theme)
        column.addWidget(self._bar)
        row = QHBoxLayout()
        self.stop = Button(theme, _("Stop"))
        self.stop.clicked.connect(self.close)
        self.stop.setVisible(can_stop)
        row.addStretch(1)
        row.addWidget(self.stop)
        column.addStretch(1)
        column.addLayout(row)
        self.setCentralWidget(page)
        self.resize(px(520), px(230))

    def show_progress(self, done: int, whole: int) -> None:
        """So many bytes of all."""
        self._bar.share = done / whole if whole else 1.0
        self._bar.update()
        words = _("{done} of {whole}").format(done=size_words(done), whole=size_words(whole))
        self.state.setText(words)
        self._bar.setAccessibleName(words)

    def go(self) -> None:
        """The work is over."""
        self._can_stop = True
        self.blockSignals(True)
        self.close()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._can_stop:
            event.ignore()
            return
        super().closeEvent(event)
        self.stopped.emit()
