"""The strip between header and text that says what was removed, or that this is the page as it was saved."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from reader.controls import Button, Painted, Text
from reader.theme import Theme


class Notice(Painted):
    """One sentence with an icon, and at most one thing to do about it."""

    pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._icon, self._active = "scissors", False
        self.words = Text(theme, "ui.base", "text.secondary", parent=self)
        self.button = Button(theme, "", "link", small=True, parent=self)
        self.button.clicked.connect(self.pressed)

    def say(self, words: str, act: str = "", *, icon: str = "scissors", active: bool = False) -> None:
        """Show these words and, where `act` is not empty, a button of that name."""
        self._icon, self._active = icon, active
        self.words.setText(words)
        self.words.set_ink("accent.text" if active else "text.secondary")
        self.button.setText(act)
        self.button.setVisible(bool(act))
        self.arrange(self.width())
        self.update()

    def arrange(self, width: int) -> int:
        """Give the parts their places within `width`; the height they take."""
        px = self.theme.px
        left, right = px(37), px(10)
        size = self.button.sizeHint() if not self.button.isHidden() else QSize(0, 0)
        room = width - left - right - size.width() - px(8)
        high = self.words.heightForWidth(max(1, room))
        whole = high + px(20)
        self.words.setGeometry(left, (whole - high) // 2, room, high)
        self.button.setGeometry(
            width - right - size.width(), (whole - size.height()) // 2, size.width(), size.height()
        )
        self.setFixedHeight(whole)
        return whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self.arrange(event.size().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self.theme.tokens.radius.card
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        ground = "accent.soft" if self._active else "bg.inset"
        painter.setBrush(self.theme.colour(ground))
        painter.setPen(QPen(self.theme.colour(ground if self._active else "line.subtle"), 1))
        painter.drawRoundedRect(box, radius, radius)
        side = self.theme.px(16)
        square = QRectF(self.theme.px(13), round((self.height() - side) / 2), side, side)
        self.theme.paint_icon(
            painter, square, self._icon, "accent.text" if self._active else "text.secondary"
        )
