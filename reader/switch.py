"""A line with words and a switch at its right end: on or off, and it holds at once."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from reader.controls import Pressable, paint_focus, shows_focus
from reader.lines import Lines, face
from reader.theme import Theme

_WIDE, _HIGH, _KNOB = 34, 20, 14


class Switch(Pressable):
    """Toggled by a press anywhere on the line. `meaning` stands below the words, smaller."""

    def __init__(
        self, theme: Theme, words: str, meaning: str = "", *, on: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, words, parent)
        self._meaning = meaning
        self.setCheckable(True)
        self.setChecked(on)
        self.setAccessibleName(words)
        self.setAccessibleDescription(meaning)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, on: bool) -> None:
        """Show it without telling anyone."""
        self.blockSignals(True)
        self.setChecked(on)
        self.blockSignals(False)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(240), self._tall(self.width() if self.isVisible() else self.theme.px(560)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(160), self.sizeHint().height())

    def resizeEvent(self, event: object) -> None:
        if self.height() != self._tall(self.width()):
            self.updateGeometry()

    def _tall(self, width: int) -> int:
        words, meaning = self._lines(width)
        high = words.height + (meaning.height + self.theme.px(1) if meaning else 0)
        return max(self.theme.px(28), round(high) + self.theme.px(8))

    def _lines(self, width: int) -> tuple[Lines, Lines | None]:
        room = max(60, width - self.theme.px(_WIDE + 20))
        words = Lines(self.text(), face(self.theme, "ui.base"), room, 2)
        if not self._meaning:
            return words, None
        return words, Lines(self._meaning, face(self.theme, "ui.small"), room, 3)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self.theme, self.theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        words, meaning = self._lines(self.width())
        y = (self.height() - words.height - (meaning.height + px(1) if meaning else 0)) / 2
        ink = "text.primary" if self.isEnabled() else "text.disabled"
        words.draw(painter, 0, y, theme.colour(ink))
        if meaning:
            meaning.draw(painter, 0, y + words.height + px(1), theme.colour("text.tertiary"))
        self._paint_pill(painter, y + words.face.line / 2)
        if shows_focus(self):
            pill = QRectF(self.width() - px(_WIDE) - 5, y + words.face.line / 2 - px(_HIGH) / 2 - 4, 0, 0)
            pill.setSize(QRectF(0, 0, px(_WIDE) + 8, px(_HIGH) + 8).size())
            paint_focus(painter, pill, theme, pill.height() / 2)

    def _paint_pill(self, painter: QPainter, middle: float) -> None:
        theme, px = self.theme, self.theme.px
        on = self.isChecked()
        box = QRectF(self.width() - px(_WIDE) - 1, middle - px(_HIGH) / 2, px(_WIDE), px(_HIGH))
        radius = box.height() / 2
        ground = "accent" if on else "bg.field"
        painter.setPen(QPen(theme.colour("accent" if on else "line.control"), 1.5))
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
        side = px(_KNOB) if on else px(_KNOB) - 2
        gap = (box.height() - side) / 2
        x = box.right() - gap - side if on else box.left() + gap
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent.on" if on else "line.control"))
        painter.drawEllipse(QRectF(x, box.top() + gap, side, side))
