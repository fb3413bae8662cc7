"""The bar over a selection, or over a highlight: four colours, a note, and what else can be done with it."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from archive.model import Colour
from reader.colours import COLOURS, colour_name, ground_of, line_of
from reader.controls import Button, Hairline, Pressable, paint_focus, plain_tip, shows_focus
from reader.i18n import _
from reader.popover import EDGE, SHADOW, Popover
from reader.theme import Theme

HIGH = 44
_GAP = 8
"""Between the bar and the words it is about."""

Kind = Literal["selection", "highlight"]


class ColourButton(Pressable):
    """A round button in one colour; a ring inside it says that this is the highlight's own."""

    def __init__(self, theme: Theme, colour: Colour, parent: QWidget | None = None) -> None:
        super().__init__(theme, colour_name(colour), parent)
        self.colour = colour
        self.setCheckable(True)
        key = COLOURS.index(colour) + 1
        self.setAccessibleName(_("Highlight: {colour}").format(colour=colour_name(colour)))
        self.setToolTip(plain_tip(f"{colour_name(colour)} ({key})"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = max(self.theme.tokens.size.min_target, self.theme.px(28))
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self.theme.px(18)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        line = self.theme.colour(line_of(self.colour))
        if self.underMouse():
            box.adjust(-1, -1, 1, 1)
        painter.setPen(QPen(line, 1.5))
        painter.setBrush(self.theme.colour(ground_of(self.colour)))
        painter.drawEllipse(box.adjusted(0.75, 0.75, -0.75, -0.75))
        if self.isChecked():
            inner = side * 0.26
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(line)
            painter.drawEllipse(box.adjusted(inner, inner, -inner, -inner))
        if shows_focus(self):
            paint_focus(painter, QRectF(self.rect()), self.theme, self.height() / 2)


class BarButton(Button):
    """A quiet button in full ink; without words where there is no room for them."""

    _short = False

    def __init__(self, theme: Theme, text: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, text, "quiet", icon=icon, parent=parent)
        self.setToolTip(plain_tip(text))

    def set_short(self, short: bool) -> None:
        self._short = short
        self.updateGeometry()

    def _words(self) -> str:
        return "" if self._short else super()._words()

    def _paint_ground(self, painter: QPainter, box: QRectF) -> str:
        super()._paint_ground(painter, box)
        return "text.primary"


class SelectionBar(Popover):
    """Floats over the words; the keyboard stays in the text. `kind` says what it is about."""

    coloured = Signal(object)
    """The `Colour` that was pressed."""
    noted = Signal()
    sought = Signal()
    copied = Signal()
    removed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.kind: Kind = "selection"
        self.colours = [ColourButton(theme, colour, self) for colour in COLOURS]
        self.note = BarButton(theme, _("Note"), "sticky-note", self)
        self.seek = BarButton(theme, _("Find this"), "search", self)
        self.copy = BarButton(theme, _("Copy with source"), "quote", self)
        self.remove = BarButton(theme, _("Remove highlight"), "trash-2", self)
        px = theme.px
        row = QHBoxLayout(self)
        row.setContentsMargins(SHADOW + px(7), SHADOW, SHADOW + px(7), SHADOW)
        row.setSpacing(0)
        for button in self.colours:
            row.addWidget(button)
            button.clicked.connect(lambda checked=False, one=button.colour: self.coloured.emit(one))
        row.addSpacing(px(6))
        line = Hairline(theme, down=True)
        line.setFixedHeight(px(24))
        row.addWidget(line)
        row.addSpacing(px(4))
        self._worded = (self.note, self.seek, self.copy, self.remove)
        for worded in self._worded:
            row.addWidget(worded)
        self.note.clicked.connect(self.noted)
        self.seek.clicked.connect(self.sought)
        self.copy.clicked.connect(self.copied)
        self.remove.clicked.connect(self.removed)

    def open_for(self, kind: Kind, words: QRect, colour: Colour | None, room: QRect) -> None:
        """Show above `words` (a box in the parent), below where there is no room above.

        `room`: where the text is seen. `colour`: the highlight's own.
        """
        self.kind = kind
        self.seek.setVisible(kind == "selection")
        self.remove.setVisible(kind == "highlight")
        self.setAccessibleName(_("Selected text") if kind == "selection" else _("Highlight"))
        for button in self.colours:
            button.setChecked(button.colour is colour)
        most = self.host.width() - 2 * EDGE
        for short in (False, True):
            for worded in self._worded:
                worded.set_short(short)
            layout = self.layout()
            assert layout is not None
            layout.invalidate()
            wide = layout.sizeHint().width() - 2 * SHADOW
            if wide <= min(most, room.width()):
                break
        high = self.theme.px(HIGH)
        above = words.top() - _GAP - high
        y = above if above >= room.top() else words.bottom() + 1 + _GAP
        y = max(room.top(), min(y, room.bottom() - high))
        x = words.center().x() - wide // 2
        x = max(room.left(), min(x, room.right() - wide))
        self.open_at(QPoint(x, y), wide, high)

    def enter(self) -> None:
        """Give the keyboard to the bar: to the colour that is chosen, or the first."""
        first = next((button for button in self.colours if button.isChecked()), self.colours[0])
        first.setFocus(Qt.FocusReason.TabFocusReason)
