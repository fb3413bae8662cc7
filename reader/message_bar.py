"""A line over the foot of the window: what was done, with Undo, or what went wrong and what to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from reader.announcing import announce
from reader.controls import Button, IconButton, Painted, Text
from reader.i18n import _
from reader.messages import Message
from reader.shadows import paint_shadow
from reader.theme import Theme

SHADOW = 14


class MessageBar(Painted):
    """One message at a time. What was done goes away by itself, what went wrong stays until it is closed."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._host = parent
        self._act: Callable[[], None] | None = None
        self._is_trouble = False
        self.count = 0
        """How many messages there were: tells whether one is still the newest."""
        self._words = Text(theme, "ui.strong", "text.primary")
        self._advice = Text(theme, "ui.base", "text.secondary")
        self._words.setMinimumWidth(theme.px(180))
        self.button = Button(theme, "", "link")
        self.button.clicked.connect(self._press)
        self.close_button = IconButton(theme, "x", _("Close"))
        self.close_button.clicked.connect(self.hide)
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addStretch(1)
        words.addWidget(self._words)
        words.addWidget(self._advice)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(
            SHADOW + theme.px(16), SHADOW + theme.px(9), SHADOW + theme.px(8), SHADOW + theme.px(9)
        )
        row.setSpacing(theme.px(12))
        row.addLayout(words, 1)
        row.addWidget(self.button)
        row.addWidget(self.close_button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self, singleShot=True, interval=theme.tokens.motion.undo_toast)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def tell(self, words: str, label: str = "", act: Callable[[], None] | None = None) -> None:
        """Say what was done, for eight seconds, with a button that does something about it."""
        self._show(words, "", label, act, trouble=False)
        self._timer.start()

    def tell_trouble(self, message: Message, label: str = "", act: Callable[[], None] | None = None) -> None:
        """Say what went wrong, what is safe and what to do; it stays until it is closed."""
        rest = " ".join(part for part in (message.safe, message.advice) if part)
        self._show(message.happened, rest, label, act, trouble=True)
        self._timer.stop()

    @property
    def words(self) -> str:
        return " ".join(text for text in (self._words.text(), self._advice.text()) if text)

    def _show(
        self, words: str, advice: str, label: str, act: Callable[[], None] | None, *, trouble: bool
    ) -> None:
        self._act, self._is_trouble = act, trouble
        self.count += 1
        self._words.setText(words)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        self.button.setText(label)
        self.button.setVisible(act is not None)
        self._place()
        self.show()
        self.raise_()
        self.update()
        self.setAccessibleName(self.words)
        announce(self, self.words)

    def _press(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()

    def _place(self) -> None:
        host = self._host
        px = self.theme.px
        most = min(host.width() - 2 * px(8), px(620) + 2 * SHADOW)
        hint = self._words.sizeHint().width(), self._advice.sizeHint().width() * (not self._advice.isHidden())
        extra = px(24) + (self.button.sizeHint().width() + px(12)) * (not self.button.isHidden()) + px(44)
        wide = min(most, max(hint) + extra + 2 * SHADOW + px(8))
        inner = wide - extra - 2 * SHADOW
        tall = self._words.heightForWidth(inner) + px(20) + 2 * SHADOW
        if not self._advice.isHidden():
            tall += self._advice.heightForWidth(inner) + px(2)
        tall = max(tall, px(48) + 2 * SHADOW)
        self.setFixedSize(wide, tall)
        self.move((host.width() - wide) // 2, host.height() - tall - px(8) + SHADOW // 2)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        radius = self.theme.tokens.radius.panel
        paint_shadow(painter, box, self.theme, radius, SHADOW)
        painter.setPen(QPen(self.theme.colour("line.strong"), 1))
        painter.setBrush(self.theme.colour("bg.raised"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if self._is_trouble:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.colour("warning"))
            bar = QRectF(box.x() + self.theme.px(6), box.y() + 10, self.theme.px(3), box.height() - 20)
            painter.drawRoundedRect(bar, 1.5, 1.5)
