"""A few choices side by side of which one is taken, as segments of one frame."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from reader.controls import Pressable, paint_focus, shows_focus
from reader.flow_layout import FlowLayout
from reader.lines import Lines, face
from reader.theme import Theme


class Segment(Pressable):
    """One of them."""

    def __init__(self, theme: Theme, value: str, words: str, parent: QWidget) -> None:
        super().__init__(theme, words, parent)
        self.value = value
        self.setCheckable(True)
        self.setAutoExclusive(True)  # read as one of several choices
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = Lines(self.text(), face(self.theme, "ui.button"), 1_000)
        return QSize(round(words.natural_width) + self.theme.px(28), self.theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, box = self.isChecked(), QRectF(self.rect())
        radius = theme.tokens.radius.control
        painter.setPen(QPen(theme.colour("accent" if chosen else "line.strong"), 2 if chosen else 1))
        ground = "accent.soft" if chosen else "bg.hover" if self.underMouse() else "bg.raised"
        painter.setBrush(theme.colour(ground))
        inset = 1.0 if chosen else 0.5
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)
        words = Lines(self.text(), face(theme, "ui.button", weight=600 if chosen else 500), box.width())
        at = (box.width() - words.natural_width) / 2, (box.height() - words.height) / 2
        words.draw(painter, *at, theme.colour("text.primary" if chosen else "text.secondary"))
        if shows_focus(self):
            painter.setPen(Qt.PenStyle.NoPen)
            paint_focus(painter, box.adjusted(3, 3, -3, -3), theme, radius - 2)


class ChoiceRow(QWidget):
    """The choice itself; arrow keys go through it."""

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        name: str,
        choices: Sequence[tuple[str, str]],
        value: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        row = FlowLayout(theme.px(8), self)
        self.group = QButtonGroup(self)
        self.buttons: dict[str, Segment] = {}
        for key, words in choices:
            button = self.buttons[key] = Segment(theme, key, words, self)
            self.group.addButton(button)
            row.addWidget(button)
        if value in self.buttons:
            self.buttons[value].setChecked(True)
        self.group.buttonToggled.connect(self._toggled)

    def _toggled(self, button: Segment, on: bool) -> None:
        if on:
            self.chosen.emit(button.value)
