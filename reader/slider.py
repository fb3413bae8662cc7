"""A slider as the design has it: a thin track, filled up to a round handle."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QSlider, QStyle, QWidget

from reader.controls import shows_focus
from reader.theme import Theme

_HANDLE, _TRACK = 18, 4


class Slider(QSlider):
    """Whole numbers of a range. A press on the track goes there; keys are the platform's own."""

    def __init__(self, theme: Theme, values: range, name: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setRange(values[0], values[-1])
        self.setPageStep(max(1, len(values) // 6))
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._look_again)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(160), self._theme.px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(80), self._theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, y, side = self._handle_x(), self.height() / 2, px(_HANDLE) - 2
        track = QRectF(0, y - px(_TRACK) / 2, self.width(), px(_TRACK))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line.strong"))
        painter.drawRoundedRect(track, 2, 2)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(QRectF(0, track.y(), x, track.height()), 2, 2)
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.setBrush(theme.colour("bg.raised"))
        handle = QRectF(x - side / 2, y - side / 2, side, side)
        painter.drawEllipse(handle)
        if shows_focus(self):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawEllipse(handle.adjusted(-4, -4, 4, 4))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event)

    def _go(self, event: QMouseEvent) -> None:
        side = self._theme.px(_HANDLE)
        at, room = round(event.position().x() - side / 2), self.width() - side
        self.setValue(QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), at, room))

    def _handle_x(self) -> float:
        side = self._theme.px(_HANDLE)
        room = self.width() - side
        at = QStyle.sliderPositionFromValue(self.minimum(), self.maximum(), self.value(), room)
        return side / 2 + at

    def _look_again(self) -> None:
        self.updateGeometry()
        self.update()
