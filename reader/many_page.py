"""What the reading pane shows while several articles are selected: how many, and what can be done to them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reader.controls import Painted, Pressable, Text, paint_focus, shows_focus
from reader.lines import Lines, face
from reader.theme import Theme

_SHEET, _STEP = (52, 64), 9
_WIDE, _HIGH = 300, 40


class _Sheets(Painted):
    """Three sheets of newsprint, one behind the other."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setFixedSize(_SHEET[0] + 2 * _STEP + 2, _SHEET[1] + 2 * _STEP + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.theme.colour("line.strong")
        for back in (2, 1, 0):
            painter.setPen(QPen(line, 1.5))
            painter.setBrush(self.theme.colour("bg.inset"))
            x, y = 1 + back * _STEP, 1 + (2 - back) * _STEP
            painter.drawRoundedRect(QRectF(x, y, *_SHEET), 5, 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(line)
        painter.drawRoundedRect(QRectF(11, 30, 32, 5), 2, 2)
        for row in range(4):
            painter.setBrush(self.theme.colour("hit.bg" if row == 1 else "line.subtle"))
            painter.drawRoundedRect(QRectF(11, 42 + row * 8, 32 if row < 3 else 20, 4), 2, 2)


class ActButton(Pressable):
    """A face of an action: its icon, its words, its key at the right."""

    def __init__(self, theme: Theme, action: QAction, icon: str, parent: QWidget) -> None:
        super().__init__(theme, "", parent)
        self._icon, self._key = icon, ""
        self._action = action
        self.clicked.connect(action.trigger)
        action.changed.connect(self._look)
        self._look()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(_WIDE), self.theme.px(_HIGH))

    def _look(self) -> None:
        action = self._action
        words = action.text().replace("&", "")
        self.setText(words)
        self.setAccessibleName(words)
        self._key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.setEnabled(action.isEnabled())
        self.setVisible(action.isVisible())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self.theme, self.theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        radius = theme.tokens.radius.control
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("bg.hover"))
            painter.drawRoundedRect(box, radius, radius)
        side = px(18)
        ink = "text.primary" if self.isEnabled() else "text.disabled"
        square = QRectF(px(12), round((box.height() - side) / 2), side, side)
        theme.paint_icon(painter, square, self._icon, "text.secondary" if self.isEnabled() else ink)
        key = Lines(self._key, face(theme, "ui.base"), px(120))
        right = box.width() - px(14) - key.natural_width
        key.draw(painter, right, (box.height() - key.height) / 2, theme.colour("text.tertiary"))
        words = Lines(self.text(), face(theme, "search"), right - px(54))
        words.draw(painter, px(44), (box.height() - words.height) / 2, theme.colour(ink))
        if shows_focus(self):
            paint_focus(painter, box, theme, radius)


class ManyPage(QWidget):
    """Centred in the pane."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.words = Text(theme, "section.title", "text.primary", most=1, parent=self)
        self.buttons: list[ActButton] = []
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        column.setSpacing(0)
        column.addStretch(5)
        column.addWidget(_Sheets(theme, self), 0, middle)
        column.addSpacing(theme.px(14))
        column.addWidget(self.words, 0, middle)
        column.addSpacing(theme.px(14))
        self._acts = QVBoxLayout()
        self._acts.setSpacing(theme.px(2))
        column.addLayout(self._acts)
        column.addStretch(6)

    def offer(self, actions: Sequence[tuple[QAction, str]]) -> None:
        """What can be done to many: actions with their icons, in order."""
        for action, icon in actions:
            button = ActButton(self._theme, action, icon, self)
            self.buttons.append(button)
            self._acts.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)

    def say(self, words: str) -> None:
        self.words.setText(words)
        self.setAccessibleName(words)
