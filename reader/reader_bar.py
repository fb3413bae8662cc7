"""The row of tools over the reading pane: back, the hit stepper, tools of the window, Clean | Original."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from reader.controls import Area, Button, Painted, paint_focus, shows_focus
from reader.i18n import _, ngettext, number
from reader.theme import Theme


class StepButton(QAbstractButton):
    """One of the two arrows of the stepper."""

    def __init__(self, theme: Theme, icon: str, name: str, tip: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._icon = theme, icon
        self.setAccessibleName(name)
        self.setText(name)
        self.setToolTip(tip)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoRepeat(True)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(33), self._theme.px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("bg.hover"))
            painter.drawRoundedRect(box, 5, 5)
        side = self._theme.px(16)
        square = QRectF((self.width() - side) // 2, (self.height() - side) // 2, side, side)
        self._theme.paint_icon(painter, square, self._icon, "text.primary")
        if shows_focus(self):
            paint_focus(painter, box, self._theme, 5)


class Stepper(Painted):
    """«3 of 11 hits» with an arrow to the previous and to the next one."""

    previous = Signal()
    next = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._words = ""
        self.is_short = False
        self._index: int | None = None
        self._total = 0
        self.up = StepButton(theme, "chevron-up", _("Previous hit"), _("Previous hit (Shift+N)"), self)
        self.down = StepButton(theme, "chevron-down", _("Next hit"), _("Next hit (N)"), self)
        self.up.clicked.connect(self.previous)
        self.down.clicked.connect(self.next)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_place(self, index: int | None, total: int) -> None:
        """`index` from 0, None before the first step; without hits the stepper is not there."""
        self._index, self._total = index, total
        n, m = number(0 if index is None else index + 1), number(total)
        if index is None:
            words = ngettext("{m} hit", "{m} hits", total)
        elif self.is_short:
            words = _("{n} of {m}")
        else:
            words = ngettext("{n} of {m} hit", "{n} of {m} hits", total)
        self._words = words.format(n=n, m=m)
        self.setAccessibleName(self._words)
        self.setVisible(total > 0)
        self.updateGeometry()
        self.update()

    def set_short(self, short: bool) -> None:
        """Leave out the word «hits» where there is little room."""
        if short != self.is_short:
            self.is_short = short
            self.show_place(self._index, self._total)

    @property
    def words(self) -> str:
        return self._words

    def sizeHint(self) -> QSize:
        px = self.theme.px
        font = self.theme.font("ui.strong")
        wide = QFontMetricsF(font).horizontalAdvance(self._words)
        # room for every number up to the last one, so that the stepper keeps its width while stepping
        if self._index is not None:
            widest = self._words.replace(number(self._index + 1), number(self._total), 1)
            wide = max(wide, QFontMetricsF(font).horizontalAdvance(widest))
        return QSize(2 * px(33) + 1 + px(10) + round(wide) + px(13), px(30))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: object) -> None:
        wide = self.theme.px(33)
        self.up.setGeometry(0, 0, wide, self.height())
        self.down.setGeometry(wide, 0, wide, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        line = self.theme.colour("line.strong")
        painter.setPen(QPen(line, 1))
        painter.setBrush(self.theme.colour("bg.raised"))
        radius = self.theme.tokens.radius.control
        painter.drawRoundedRect(box, radius, radius)
        wide, inset = self.theme.px(33), self.theme.px(6)
        for x in (wide, 2 * wide):
            painter.fillRect(QRectF(x, inset, 1, self.height() - 2 * inset), line)
        font = self.theme.font("ui.strong")
        painter.setFont(font)
        painter.setPen(self.theme.colour("text.primary"))
        text = QRectF(2 * wide + 1 + self.theme.px(10), 0, self.width(), self.height())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, self._words)


class Segment(QAbstractButton):
    """One choice of a segmented control."""

    def __init__(self, theme: Theme, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        wide = QFontMetricsF(self._theme.font("ui.chip")).horizontalAdvance(self.text())
        return QSize(round(wide) + self._theme.px(21), self._theme.px(26))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = self._theme.tokens.radius.control - 1.5
        if self.isChecked():
            painter.setPen(QPen(self._theme.colour("line.strong"), 1))
            painter.setBrush(self._theme.colour("bg.raised"))
            painter.drawRoundedRect(box, radius, radius)
        painter.setFont(self._theme.font("ui.chip"))
        ink = "text.primary" if self.isChecked() or self.underMouse() else "text.secondary"
        painter.setPen(self._theme.colour(ink if self.isEnabled() else "text.disabled"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if shows_focus(self):
            paint_focus(painter, QRectF(self.rect()), self._theme, radius)


class Segments(Painted):
    """A choice of one of a few, in a track."""

    chosen = Signal(int)

    def __init__(
        self, theme: Theme, words: tuple[str, ...], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName(name)
        self.group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        self.buttons: list[Segment] = []
        for index, word in enumerate(words):
            button = Segment(theme, word, self)
            self.group.addButton(button, index)
            row.addWidget(button)
            self.buttons.append(button)
        self.buttons[0].setChecked(True)
        self.group.idClicked.connect(self.chosen)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def choose(self, index: int) -> None:
        """Show a choice without telling anyone."""
        self.buttons[index].setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("bg.hover"))
        radius = self.theme.tokens.radius.control
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)


class ReaderBar(Area):
    """The row itself. The window adds its own tools; they stand before and after Clean | Original."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "bg.paper", "bottom", parent)
        self.back = Button(theme, "", "quiet", icon="arrow-left", parent=self)
        self.leave = Button(theme, _("Leave focus"), "quiet", icon="x", parent=self)
        self.leave.hide()
        self._gap = QWidget(self)
        self._gap.setFixedWidth(6)
        self.set_back("")
        self.stepper = Stepper(theme, self)
        self.stepper.hide()
        self._choice = QWidget(self)
        self.views = Segments(theme, (_("Clean"), _("Original")), _("Which text to show"), self._choice)
        choice = QHBoxLayout(self._choice)
        choice.setContentsMargins(8, 0, 0, 0)
        choice.addWidget(self.views)
        row = self._row = QHBoxLayout(self)
        row.setSpacing(0)
        row.addWidget(self.back)
        row.addWidget(self.leave)
        row.addWidget(self._gap)
        row.addWidget(self.stepper)
        row.addStretch(1)
        self._tools = QHBoxLayout()
        row.addLayout(self._tools)
        row.addWidget(self._choice)
        self._ends = QHBoxLayout()
        row.addSpacing(4)
        row.addLayout(self._ends)
        self._take_size()
        theme.changed.connect(self._take_size)

    def set_back(self, words: str) -> None:
        """Show the way back with these words, or none."""
        self.back.setText(words)
        self.back.setVisible(bool(words))
        self._gap.setVisible(bool(words))

    def stand_alone(self, alone: bool) -> None:
        """In focus mode there is a way out of it, and no hairline."""
        self.leave.setVisible(alone)
        self._choice.setVisible(not alone)
        self._row.removeWidget(self.stepper)
        if alone:
            self._tools.insertWidget(0, self.stepper)
        else:
            self._row.insertWidget(self._row.indexOf(self._gap) + 1, self.stepper)
        self._edges = "" if alone else "bottom"

    def add_tool(self, tool: QWidget, *, after_views: bool = False) -> None:
        """Put a control of the window into the row."""
        (self._ends if after_views else self._tools).addWidget(tool)

    def _take_size(self) -> None:
        px = self.theme.px
        self.setFixedHeight(px(self.theme.tokens.size.top_bar))
        row = self.layout()
        if row is not None:
            row.setContentsMargins(px(16), 0, px(12), 1)
