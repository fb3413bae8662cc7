"""Focus mode: the article alone, the bar out of the way while one reads, and how much is left at the foot."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPropertyAnimation, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QGraphicsOpacityEffect

from reader.article_view import ArticleView
from reader.controls import Painted
from reader.header_words import WORDS_A_MINUTE
from reader.i18n import _, ngettext, number
from reader.lines import Lines, face
from reader.look import Look
from reader.main_window import MainWindow
from reader.motion import animates
from reader.theme import Theme

REST_MS = 2_000
"""So long after the pointer rested the bar fades."""
_STIRS = frozenset(
    {
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,  # a key that is a command never arrives as a press
    }
)
_FOOT, _SLOPE, _BAR = 36, 22, 3


class Foot(Painted):
    """«About 5 minutes left», over a line that shows how far one is."""

    def __init__(self, theme: Theme, pane: ArticleView) -> None:
        super().__init__(theme, pane)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._pane = pane
        self.share = 0.0
        self.words = ""
        pane.hit_map.valueChanged.connect(self.look)
        pane.hit_map.rangeChanged.connect(self.look)
        self.hide()

    def place(self) -> None:
        """Take the lower edge of the pane."""
        high = self.theme.px(_FOOT + _SLOPE)
        pane = self._pane
        self.setGeometry(QRect(0, pane.height() - high, pane.width() - pane.hit_map.width(), high))

    def look(self) -> None:
        """Say how much is left below the screen."""
        stored = self._pane.article
        if self.isHidden() or stored is None:
            return
        bar, body = self._pane.hit_map, self._pane.column.body
        seen = bar.value() + self._pane.area.viewport().height() - body.y()
        self.share = min(1.0, max(0.0, seen / max(1, body.height())))
        if bar.value() >= bar.maximum():
            self.share = 1.0
        minutes = stored.words * (1 - self.share) / WORDS_A_MINUTE
        if self.share >= 1:
            words = ""
        elif minutes < 1:
            words = _("Less than a minute left")
        else:
            n = ceil(minutes)
            words = ngettext("About {n} minute left", "About {n} minutes left", n).format(n=number(n))
        self.words = words
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self.theme, self.theme.px
        painter = QPainter(self)
        paper = QColor(theme.colour("bg.paper"))
        clear = QColor(paper)
        clear.setAlpha(0)
        slope = QLinearGradient(0, 0, 0, px(_SLOPE))
        slope.setColorAt(0, clear)
        slope.setColorAt(1, paper)
        painter.fillRect(self.rect(), slope)
        line = Lines(self.words, face(theme, "ui.chip"), self.width())
        y = px(_SLOPE) + (px(_FOOT) - px(_BAR) - line.height) / 2
        line.draw(painter, (self.width() - line.natural_width) / 2, y, theme.colour("text.secondary"))
        track = self.rect().adjusted(0, self.height() - px(_BAR), 0, 0)
        painter.fillRect(track, theme.colour("line.subtle"))
        painter.fillRect(
            track.x(), track.y(), round(track.width() * self.share), track.height(), theme.colour("accent")
        )


class FocusMode(QObject):
    """Turns it on and off, and lets the bar fade and come back."""

    def __init__(self, window: MainWindow, look: Look) -> None:
        super().__init__(window)
        self._window, self._look = window, look
        self._pane = window.reader
        self.foot = Foot(window.theme, self._pane)
        self._resting = QTimer(self, singleShot=True, interval=REST_MS)
        self._resting.timeout.connect(lambda: self._fade(0.0))
        self._veil = QGraphicsOpacityEffect(self._pane.bar)
        self._veil.setEnabled(False)
        self._pane.bar.setGraphicsEffect(self._veil)
        self._motion = QPropertyAnimation(self._veil, b"opacity", self)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.setDuration(window.theme.tokens.motion.slow)
        action = window.commands.focus
        action.setCheckable(True)
        action.triggered.connect(window.set_focus)
        self._pane.bar.leave.clicked.connect(lambda: window.set_focus(False))
        window.escaped.connect(lambda: window.set_focus(False))
        window.focused.connect(self._changed)
        window.theme.changed.connect(self.foot.place)
        self._pane.installEventFilter(self)

    @property
    def bar_is_faded(self) -> bool:
        """True while the bar is out of the way, or on its way out."""
        return self._veil.isEnabled() and not self._resting.isActive()

    def _changed(self, in_focus: bool) -> None:
        self._window.commands.focus.setChecked(in_focus)
        self._look.set_focus(in_focus)
        self.foot.setVisible(in_focus)
        self.foot.place()
        self.foot.raise_()
        self.foot.look()
        self._motion.stop()
        self._veil.setOpacity(1.0)
        self._veil.setEnabled(in_focus)
        # every movement over the window comes by its handle, every key by where the keyboard is
        for watched in (self._window.windowHandle(), self._pane.column.body):
            if watched is not None:
                watched.installEventFilter(self) if in_focus else watched.removeEventFilter(self)
        if in_focus:
            self._resting.start()
        else:
            self._resting.stop()

    def _fade(self, opacity: float) -> None:
        self._motion.stop()
        focus = self._window.focusWidget()
        if opacity == 0 and focus is not None and self._pane.bar.isAncestorOf(focus):
            return  # the keyboard is in it
        if animates(self._pane.bar):
            self._motion.setStartValue(self._veil.opacity())
            self._motion.setEndValue(opacity)
            self._motion.start()
        else:
            self._veil.setOpacity(opacity)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._pane:
            if event.type() == QEvent.Type.Resize:
                self.foot.place()
                self.foot.look()
        elif event.type() in _STIRS:
            if not self._resting.isActive():
                self._fade(1.0)
            self._resting.start()
        return False
