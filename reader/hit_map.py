"""The reading pane's scroll bar, which also shows where the hits and the removed passages are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollBar, QToolTip, QWidget

from reader.controls import plain_tip
from reader.i18n import _
from reader.theme import Theme

_GROOVE_END = 4
_SMALLEST_THUMB = 36
_THUMB = 10


@dataclass(frozen=True, slots=True)
class Tick:
    """A place in the article. `at`: 0 at its top, 1 at its end; `index`: which hit, passage or highlight.

    `ink`: the token of a highlight's colour.
    """

    at: float
    kind: Literal["hit", "current", "removed", "mark"]
    index: int
    ink: str = ""


_GROUPS = {"hit": 0, "current": 0, "mark": 1, "removed": 2}
"""Ticks of one group that are close become one."""


class HitMap(QScrollBar):
    """A vertical scroll bar with ticks: amber for hits, wide for the current one, hollow for removals,
    coloured at the left edge for highlights."""

    chosen = Signal(object)
    """The `Tick` that was pressed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._theme = theme
        self._ticks: Sequence[Tick] = ()
        self._shown: list[tuple[float, Tick]] = []
        self._held_at = 0.0
        self._draws = True
        self.tip_of: Callable[[Tick], str] = lambda tick: ""
        """Makes the words of a tick's tool tip."""
        self.setAccessibleName(_("Place in the article"))
        self.setMouseTracking(True)
        theme.changed.connect(self.update)

    def show_ticks(self, shown: bool) -> None:
        """Draw them, or only the bar."""
        self._draws = shown
        self._place()
        self.update()

    def set_ticks(self, ticks: Sequence[Tick]) -> None:
        """Show these, in any order."""
        self._ticks = ticks
        self._place()
        self.update()

    @property
    def ticks(self) -> Sequence[Tick]:
        return self._ticks

    def tick_y(self, tick: Tick) -> float:
        """The height at which a tick is drawn, in this widget."""
        return _GROOVE_END + tick.at * (self.height() - 2 * _GROOVE_END)

    def tick_at(self, y: float) -> Tick | None:
        """The tick under the pointer, with a little reach."""
        reach = self._theme.tokens.hit_map.tick_current[1] / 2 + 2
        near = [(abs(at - y), tick) for at, tick in self._shown if abs(at - y) <= reach]
        return min(near, key=lambda item: item[0])[1] if near else None

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(self._theme.tokens.size.hit_map), 60)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QEvent) -> None:
        self._place()

    def _place(self) -> None:
        """Where each tick goes; of ticks that would run together one stands for all."""
        closest = self._theme.tokens.hit_map.merge_closer_than
        self._shown = []
        ticks = self._ticks if self._draws else ()
        for tick in sorted(ticks, key=lambda tick: (_GROUPS[tick.kind], tick.at)):
            y = self.tick_y(tick)
            same = self._shown and _GROUPS[self._shown[-1][1].kind] == _GROUPS[tick.kind]
            if same and y - self._shown[-1][0] < closest:
                if tick.kind == "current":
                    self._shown[-1] = (y, tick)
                continue
            self._shown.append((y, tick))

    # ---------------------------------------------------------------- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.maximum() > self.minimum():
            painter.setPen(Qt.PenStyle.NoPen)
            ink = QColor(self._theme.colour("text.primary"))
            opacity = self._theme.tokens.hit_map.thumb_opacity[self._theme.name]
            ink.setAlphaF(opacity * (1.6 if self.isSliderDown() or self.underMouse() else 1))
            painter.setBrush(ink)
            painter.drawRoundedRect(self._thumb(), _THUMB / 2, _THUMB / 2)
        for y, tick in self._shown:
            self._paint_tick(painter, y, tick)

    def _thumb(self) -> QRectF:
        groove = self.height() - 2 * _GROOVE_END
        whole = self.maximum() - self.minimum() + self.pageStep()
        length = max(_SMALLEST_THUMB, groove * self.pageStep() / whole)
        share = (self.sliderPosition() - self.minimum()) / max(1, self.maximum() - self.minimum())
        wide = self._theme.px(_THUMB)
        return QRectF((self.width() - wide) / 2, _GROOVE_END + share * (groove - length), wide, length)

    def _paint_tick(self, painter: QPainter, y: float, tick: Tick) -> None:
        sizes, middle = self._theme.tokens.hit_map, self.width() / 2
        match tick.kind:
            case "removed":
                wide, high = sizes.removed_tick
                painter.setPen(QPen(self._theme.colour("removed.line"), 1.5))
                painter.setBrush(self._theme.colour("bg.paper"))
                box = QRectF(middle - wide / 2, y - high / 2, wide, high).adjusted(0.5, 0.5, -0.5, -0.5)
                painter.drawRoundedRect(box, 1.5, 1.5)
            case "mark":
                wide, high = sizes.mark_tick
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._theme.colour(tick.ink))
                painter.drawRoundedRect(QRectF(0, y - high / 2, wide, high), 1, 1)
            case _:
                current = tick.kind == "current"
                wide, high = sizes.tick_current if current else sizes.tick
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._theme.colour("hit.tick.current" if current else "hit.tick"))
                box = QRectF(middle - wide / 2, y - high / 2, wide, high)
                painter.drawRoundedRect(box, high / 2, high / 2)

    # ---------------------------------------------------------------- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        tick = self.tick_at(event.position().y())
        if tick is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(tick)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._press(event.position().y())

    def _press(self, y: float) -> None:
        """Take hold of the thumb, or move by a page towards the pointer."""
        thumb = self._thumb()
        if thumb.top() <= y <= thumb.bottom():
            self._held_at = y - thumb.top()
            self.setSliderDown(True)
        else:
            page = QScrollBar.SliderAction.SliderPageStepSub
            self.triggerAction(page if y < thumb.top() else QScrollBar.SliderAction.SliderPageStepAdd)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            room = self.height() - 2 * _GROOVE_END - self._thumb().height()
            share = (event.position().y() - self._held_at - _GROOVE_END) / max(1.0, room)
            span = self.maximum() - self.minimum()
            self.setSliderPosition(self.minimum() + round(min(1.0, max(0.0, share)) * span))
            return
        over = self.tick_at(event.position().y()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tick = self.tick_at(event.pos().y())
            if tick is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), plain_tip(self.tip_of(tick)), self)
            return True
        return super().event(event)
