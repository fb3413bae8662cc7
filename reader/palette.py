"""The command palette: one field over the window that finds every action, every place, every title."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from reader.announcing import announce
from reader.controls import Painted, Text
from reader.i18n import _, pgettext
from reader.key_caps import paint_caps, width_of
from reader.lines import Lines, face
from reader.palette_entries import Entry
from reader.palette_list import PaletteList, spoken
from reader.popover import SHADOW, Popover
from reader.theme import Theme

TOP, INPUT, FOOT, HIGH = 112, 61, 41, 508
"""Lengths at 100 % text: from the top of the window, of the field, of the foot, of the whole."""


class Scrim(Painted):
    """Dims the window while the palette is open. A press on it closes the palette and does nothing else."""

    pressed = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self.theme.colour("scrim"))


class PaletteFoot(Painted):
    """What the keys do."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setFixedHeight(theme.px(FOOT))
        self.only_actions = False

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self.theme, self.theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(0, 0, self.width(), 1, theme.colour("line.subtle"))
        x, middle = float(px(20)), px(FOOT) / 2
        tab = _("everything") if self.only_actions else _("only actions")
        for caps, words in (
            (("↑", "↓"), pgettext("palette", "choose")),
            ((pgettext("key", "Enter"),), pgettext("palette", "run")),
            ((pgettext("key", "Tab"),), tab),
        ):
            said = Lines(words, face(theme, "ui.base"), 400)
            if x + width_of(theme, caps) + said.natural_width > self.width() - px(20):
                break
            paint_caps(painter, theme, x, middle, caps)
            x += width_of(theme, caps) + px(9)
            said.draw(painter, x, middle - said.height / 2, theme.colour("text.secondary"))
            x += said.natural_width + px(21)


class Palette(Popover):
    """The field keeps the keyboard; arrows lead through the rows, Enter uses one, Tab shows only actions."""

    asked = Signal(str)
    """The text is another, or other rows are wanted for it: `show_entries` answers."""
    used = Signal(object)
    """`Entry`; the palette is closed and the keyboard back where it was."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.only_actions = False
        self._scrim = Scrim(theme, parent)
        self._scrim.hide()
        self._scrim.pressed.connect(self.dismiss)
        self.keeps = [self._scrim]
        self.setAccessibleName(_("Command palette"))
        self.field = QLineEdit()
        self.field.setFrame(False)
        self.field.setMaxLength(200)
        self.field.setPlaceholderText(_("Type a command, a place or a title"))
        self.field.setAccessibleName(_("Command palette"))
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self.list = PaletteList(theme)
        self.list.used.connect(self._use)
        self.nothing = Text(theme, "ui.base", "text.tertiary", _("Nothing is called that."), most=1)
        self.nothing.setContentsMargins(theme.px(22), theme.px(14), theme.px(22), theme.px(14))
        self.foot = PaletteFoot(theme)
        self._lay_out()
        theme.changed.connect(self._dress)
        self._dress()
        self.closed.connect(self._scrim.hide)

    def _lay_out(self) -> None:
        px = self.theme.px
        self._head = QWidget()
        self._head.setFixedHeight(px(INPUT))
        head = QVBoxLayout(self._head)
        head.setContentsMargins(px(50), 0, px(72), 0)
        head.addWidget(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(SHADOW + 1, SHADOW + 1, SHADOW + 1, SHADOW + 1)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing)
        column.addWidget(self.foot)

    def _dress(self) -> None:
        self.field.setFont(self.theme.font("palette.input"))
        self.field.setStyleSheet("QLineEdit { border: none; background: transparent; padding: 0; }")

    # ---------------------------------------------------------------- showing

    def open(self) -> None:
        """Show it, empty."""
        self.only_actions = self.foot.only_actions = False
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self.asked.emit("")
        self._scrim.setGeometry(self._host.rect())
        self._scrim.show()
        self._scrim.raise_()
        self._place()
        self.list.go_to_first()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """The rows for what stands in the field."""
        self.list.show_entries(entries)
        self.list.setVisible(bool(entries))
        self.nothing.setVisible(not entries)
        if self.isVisible():
            self._place()
            self._say()

    def _place(self) -> None:
        px, host = self.theme.px, self._host
        wide = px(self.theme.tokens.size.palette)
        rows = self.list.tall() + px(8) if self.list.rows.rows else px(46)
        high = min(px(INPUT) + rows + px(FOOT), px(HIGH))
        top = min(px(TOP), max(12, (host.height() - high) // 3))
        self.open_at(QPoint((host.width() - wide) // 2, top), wide, high)

    def _typed(self) -> None:
        self.list.rows.show(())  # the first row answers best
        self.asked.emit(self.field.text())

    def _say(self) -> None:
        """Tell a screen reader which row Enter would use."""
        chosen = self.list.chosen
        words = spoken(chosen) if chosen is not None else self.nothing.text()
        self.field.setAccessibleDescription(words)
        announce(self.field, words)

    # ---------------------------------------------------------------- keyboard, by way of the field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._heed(event)
        return super().eventFilter(watched, event)

    def _heed(self, event: QKeyEvent) -> bool:
        """Take the keys that are ours from the field."""
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self.list.step(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_PageDown | Qt.Key.Key_PageUp:
                self.list.leap(1 if event.key() == Qt.Key.Key_PageDown else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if self.list.chosen is not None:
                    self._use(self.list.chosen)
                return True
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                self.only_actions = self.foot.only_actions = not self.only_actions
                self.foot.update()
                self.list.rows.show(())
                self.asked.emit(self.field.text())
                return True
            case _:
                return False
        self._say()
        return True

    def _use(self, entry: Entry) -> None:
        self.dismiss()
        self.used.emit(entry)

    def paint_inside(self, painter: QPainter, box: QRectF) -> None:
        theme, px = self.theme, self.theme.px
        middle = box.top() + px(INPUT) / 2
        side = px(20)
        square = QRectF(round(box.left() + px(20)), round(middle - side / 2), side, side)
        theme.paint_icon(painter, square, "search")
        caps = (pgettext("key", "Esc"),)
        paint_caps(painter, theme, box.right() - px(18) - width_of(theme, caps), middle, caps)
        line = QRectF(box.left() + 1, box.top() + px(INPUT), box.width() - 2, 1)
        painter.fillRect(line, theme.colour("line.subtle"))
