"""The settings: a window of its own with a list of pages at the left. Everything holds at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reader.controls import Area, Pressable, Text, paint_focus, plain_tip, shows_focus
from reader.i18n import _
from reader.lines import Lines, face
from reader.scroll_bars import SlimArea
from reader.theme import Theme

NAV, RAIL = 216, 56
NARROW = 760
_FRAME = 40
"""Pixels that a frame and the edge of the screen may take."""


@dataclass(frozen=True, slots=True)
class PageOf:
    """A page: its name for the program, its icon, its name for the person, and what makes it."""

    name: str
    icon: str
    words: str
    make: Callable[[], QWidget]
    scrolls: bool = True


class NavButton(Pressable):
    """One page in the list."""

    def __init__(self, theme: Theme, page: PageOf, parent: QWidget) -> None:
        super().__init__(theme, page.words, parent)
        self.name, self._icon = page.name, page.icon
        self.only_icon = False
        self.setCheckable(True)
        self.setAutoExclusive(True)  # read as one of several choices
        self.setAccessibleName(page.words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(32 if self.only_icon else 160), self.theme.px(34))

    def show_only_icon(self, only: bool) -> None:
        """Where there is little room the words are a tool tip."""
        self.only_icon = only
        self.setToolTip(plain_tip(self.text()) if only else "")
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self.theme, self.theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, radius = QRectF(self.rect()), theme.tokens.radius.control
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("bg.selected" if self.isChecked() else "bg.hover"))
            painter.drawRoundedRect(box, radius, radius)
        side = px(theme.tokens.size.icon_small)
        left = (box.width() - side) / 2 if self.only_icon else px(12)
        square = QRectF(round(left), round((box.height() - side) / 2), side, side)
        theme.paint_icon(painter, square, self._icon, "accent.text" if self.isChecked() else "text.secondary")
        if not self.only_icon:
            words = Lines(self.text(), face(theme, "search"), box.width() - px(46))
            words.draw(painter, px(38), (box.height() - words.height) / 2, theme.colour("text.primary"))
        if shows_focus(self):
            paint_focus(painter, box, theme, radius)


class SettingsWindow(QDialog):
    """Pages are made when they are first looked at."""

    turned = Signal(str)
    """The name of the page that is shown now."""

    def __init__(
        self, theme: Theme, pages: Sequence[PageOf], first: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Settings"))
        self._theme = theme
        self._pages = {page.name: page for page in pages}
        self._made: dict[str, QWidget] = {}
        self._shown: dict[str, QWidget] = {}
        px = theme.px
        nav = self._nav = Area(theme, "bg.window", "right", self)
        column = QVBoxLayout(nav)
        column.setContentsMargins(px(12), px(20), px(12), px(16))
        column.setSpacing(px(2))
        title = self._title = Text(theme, "panel.title", text=_("Settings"), most=1)
        title.setContentsMargins(0, 0, 0, 0)
        holder = QHBoxLayout()
        holder.setContentsMargins(px(12), 0, 0, px(18))
        holder.addWidget(title)
        column.addLayout(holder)
        self.group = QButtonGroup(self)
        self.buttons: dict[str, NavButton] = {}
        for page in pages:
            button = self.buttons[page.name] = NavButton(theme, page, nav)
            self.group.addButton(button)
            column.addWidget(button)
        column.addStretch(1)
        self._ground = Area(theme, "bg.paper", parent=self)
        inside = QVBoxLayout(self._ground)
        inside.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        inside.addWidget(self._stack)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(nav)
        row.addWidget(self._ground, 1)
        self.group.buttonToggled.connect(self._toggled)
        self._fit()
        self.turn_to(first if first in self._pages else pages[0].name)

    def _fit(self) -> None:
        wide, high = (self._theme.px(side) for side in self._theme.tokens.size.settings)
        if QGuiApplication.platformName() != "offscreen":  # no screen, and so no bound
            room = self.screen().availableSize()
            wide, high = min(wide, room.width() - _FRAME), min(high, room.height() - _FRAME)
        self.resize(wide, high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # as the main window's sidebar: a rail where there is little room
        px, narrow = self._theme.px, self.width() < self._theme.px(NARROW)
        self._nav.setFixedWidth(px(RAIL if narrow else NAV))
        self._title.setVisible(not narrow)
        for button in self.buttons.values():
            button.show_only_icon(narrow)

    @property
    def name(self) -> str:
        """The page that is shown."""
        button = self.group.checkedButton()
        return button.name if isinstance(button, NavButton) else ""

    def made(self, name: str) -> QWidget | None:
        """A page, if it was looked at."""
        return self._made.get(name)

    @property
    def pages_made(self) -> list[QWidget]:
        """The pages that were looked at."""
        return list(self._made.values())

    def page(self, name: str) -> QWidget:
        """A page, made if it was not yet."""
        if name not in self._made:
            page = self._pages[name]
            made = self._made[name] = page.make()
            self._shown[name] = SlimArea(self._theme, made) if page.scrolls else made
            self._stack.addWidget(self._shown[name])
        return self._made[name]

    def turn_to(self, name: str) -> None:
        """Show a page."""
        self.buttons[name].setChecked(True)
        self.buttons[name].setFocus()

    def _toggled(self, button: NavButton, on: bool) -> None:
        if on:
            self.page(button.name)
            self._stack.setCurrentWidget(self._shown[button.name])
            self.turned.emit(button.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # a dialogue would take Enter for its first button
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        super().keyPressEvent(event)
