"""A panel that floats over the window: Esc or a press elsewhere closes it, and gives the keyboard back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from reader.controls import Painted
from reader.shadows import paint_shadow
from reader.theme import Theme

SHADOW = 18
EDGE = 6
"""So far it stays from the edge of the window."""


class Popover(Painted):
    """A child of the window, so that a field beside it can keep the keyboard."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._host = parent
        self._back: QWidget | None = None
        self.keeps: list[QWidget] = []
        """A press on one of these does not close it."""
        self.hide()

    def open_at(self, corner: QPoint, wide: int, high: int) -> None:
        """Show with the top left corner here (in the parent), moved and cut to fit into the window."""
        room = self._host.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        wide, high = min(wide, room.width()), min(high, room.height())
        x = max(room.left(), min(corner.x(), room.right() - wide))
        y = max(room.top(), min(corner.y(), room.bottom() - high))
        self.setGeometry(QRect(x, y, wide, high).adjusted(-SHADOW, -SHADOW, SHADOW, SHADOW))
        if not self.isVisible():
            self._back = QApplication.focusWidget()
            for watched in (self._host, self.window().windowHandle()):
                if watched is not None:
                    watched.installEventFilter(self)
        self.show()
        self.raise_()

    @property
    def host(self) -> QWidget:
        """The widget it floats over."""
        return self._host

    @property
    def inside(self) -> QRect:
        return self.rect().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)

    def dismiss(self) -> None:
        """Close; the keyboard goes back to where it was."""
        if not self.isVisible():
            return
        focus = QApplication.focusWidget()
        had_it = focus is None or self.isAncestorOf(focus)
        self.hide()
        for watched in (self._host, self.window().windowHandle()):
            if watched is not None:
                watched.removeEventFilter(self)
        if had_it and self._back is not None and self._back.isVisible():
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host:
            if event.type() == QEvent.Type.Resize:
                self.dismiss()
        elif event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            # all presses in the window come by here first
            at = event.position().toPoint()
            if not any(_within(widget, at) for widget in (self, *self.keeps)):
                self.dismiss()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round inside; Esc leads out."""
        here = QApplication.focusWidget()
        if here is None or not self.isAncestorOf(here):
            return super().focusNextPrevChild(forward)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        widget: QWidget | None = here
        while widget is not None:
            widget = widget.nextInFocusChain() if forward else widget.previousInFocusChain()
            if widget is here:
                return True
            if widget is not None and self.isAncestorOf(widget) and _takes_tab(widget):
                widget.setFocus(reason)
                return True
        return False

    def event(self, event: QEvent) -> bool:
        """Letters and Del do nothing to articles while the keyboard is in here."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and (_is_letter(event) or _is_delete(event)):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        # the shadow is eight soft layers: drawn once, then only copied
        ratio = self.devicePixelRatioF()
        look = type(self).__name__, self.width(), self.height(), ratio, self.theme.name, self.divided()
        key = ":".join(map(str, look))
        drawn = QPixmap()
        if not QPixmapCache.find(key, drawn):
            drawn = QPixmap(self.size() * ratio)
            drawn.setDevicePixelRatio(ratio)
            drawn.fill(Qt.GlobalColor.transparent)
            self._draw(drawn)
            QPixmapCache.insert(key, drawn)
        painter = QPainter(self)
        area = event.rect()
        painter.drawPixmap(area, drawn, QRectF(area.topLeft() * ratio, area.size() * ratio).toRect())

    def _draw(self, on: QPixmap) -> None:
        painter = QPainter(on)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, radius = QRectF(self.inside), self.theme.tokens.radius.popover
        paint_shadow(painter, box, self.theme, radius, SHADOW)
        painter.setPen(QPen(self.theme.colour("line.strong"), 1))
        painter.setBrush(self.theme.colour("bg.raised"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        self.paint_inside(painter, box)
        painter.end()

    def paint_inset(self, painter: QPainter, box: QRectF, left: float, right: float) -> None:
        """Give the panel a ground of its own between two edges."""
        radius = self.theme.tokens.radius.popover
        whole, part = QPainterPath(), QPainterPath()
        whole.addRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius)
        part.addRect(QRectF(left, box.top(), right - left, box.height()))
        painter.fillPath(whole.intersected(part), QColor(self.theme.colour("bg.inset")))

    def divided(self) -> int:
        """Where its ground is divided: part of what it looks like."""
        return 0

    def paint_inside(self, painter: QPainter, box: QRectF) -> None:
        """What a kind of popover paints on its ground."""


def _is_letter(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    types = Qt.KeyboardModifier.NoModifier, _ALT_GR
    return bool(event.text().strip()) and held in types


_ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def _is_delete(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


def _takes_tab(widget: QWidget) -> bool:
    """True where Tab may stop: of buttons of which one is chosen, at that one."""
    if not (widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus):
        return False
    return not (isinstance(widget, QAbstractButton) and widget.group() and not widget.isChecked())


def _within(widget: QWidget, at: QPoint) -> bool:
    """True where a point of the window lies in this widget."""
    return widget.isVisible() and widget.rect().contains(widget.mapFrom(widget.window(), at))
