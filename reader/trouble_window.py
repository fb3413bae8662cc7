"""What is shown when a library cannot be opened: what happened, what is safe, what to do."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSizePolicy, QVBoxLayout

from reader.controls import Area, Button, Painted, Text
from reader.i18n import _
from reader.messages import Message
from reader.theme import Theme


class Disc(Painted):
    """A round icon in the tone of a warning."""

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__(theme)
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(46), self.theme.px(46))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("warning.bg"))
        painter.drawEllipse(self.rect())
        side = self.theme.px(20)
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(self.rect()).center())
        self.theme.paint_icon(painter, square, self._icon, "warning")


class TroubleWindow(QMainWindow):
    """Stands in for the window until its library can be opened."""

    again = Signal()
    other = Signal()
    closed = Signal()
    """The person closed it, and with it the program."""

    def __init__(self, theme: Theme, message: Message) -> None:
        super().__init__()
        self.setWindowTitle("Broadside")
        px = theme.px
        page = Area(theme, "bg.paper")
        column = QVBoxLayout(page)
        column.setContentsMargins(px(60), px(70), px(60), px(40))
        column.setSpacing(px(10))
        column.addWidget(Disc(theme, "hard-drive"))
        column.addSpacing(px(10))
        self.title = Text(theme, "panel.title", text=message.happened)
        rest = " ".join(part for part in (message.safe, message.advice) if part)
        self.words = Text(theme, "search", "text.secondary", rest)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addSpacing(px(12))
        self.again_button = Button(theme, _("Try again"), "primary")
        self.again_button.clicked.connect(self.again)
        self.other_button = Button(theme, _("Choose another folder…"))
        self.other_button.clicked.connect(self.other)
        row = QHBoxLayout()
        row.addWidget(self.again_button)
        row.addWidget(self.other_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self.setCentralWidget(page)
        self.resize(px(760), px(520))

    def go(self) -> None:
        """Give way to the window of a library."""
        self.blockSignals(True)
        self.close()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
