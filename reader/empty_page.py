"""What the reading pane shows without an article: a quiet sheet, one sentence and one hint."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reader.controls import Painted, Text
from reader.theme import Theme

_SHEET = (64, 80)


class _Sheet(Painted):
    """A sheet of newsprint with one marked line."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setFixedSize(_SHEET[0] + 2, _SHEET[1] + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.theme.colour("line.strong")
        painter.setPen(QPen(line, 1.5))
        painter.setBrush(self.theme.colour("bg.inset"))
        painter.drawRoundedRect(QRectF(1, 1, *_SHEET), 6, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(line)
        painter.drawRoundedRect(QRectF(13, 14, 40, 6), 2, 2)
        for row in range(5):
            marked = row == 2
            painter.setBrush(self.theme.colour("hit.bg") if marked else self.theme.colour("line.subtle"))
            painter.drawRoundedRect(QRectF(13, 29 + row * 9, 40 if row < 4 else 26, 4), 2, 2)


class EmptyPage(QWidget):
    """Centred in the pane."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Text(theme, "section.title", "text.secondary", parent=self)
        self.hint = Text(theme, "ui.base", "text.tertiary", parent=self)
        column = QVBoxLayout(self)
        column.setSpacing(6)
        column.addStretch(5)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(_Sheet(theme, self), 0, middle)
        column.addSpacing(10)
        column.addWidget(self.words, 0, middle)
        column.addWidget(self.hint, 0, middle)
        column.addStretch(6)

    def say(self, words: str, hint: str) -> None:
        self.words.setText(words)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
