"""The first page of an empty library: three ways to begin, and how it should look."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from reader.controls import Area, Button, Painted, Pressable, Text, paint_focus, shows_focus
from reader.i18n import _, ngettext, number
from reader.lines import Lines, face
from reader.scroll_bars import SlimArea
from reader.sheets import Sheets
from reader.theme import Theme
from reader.theme_choice import ThemeRow

NARROW, WIDE = 476, 520
"""Of the choices: what they mean fits in one line."""
DRAWN = 1100
"""Width of a window with room for the drawing beside them."""
ABOVE, LEAST_ABOVE, CONTENT = 125, 28, 745
"""Room above the title in a tall window and in a low one; what stands below it is that high."""


class Choice(Pressable):
    """A large button: icon, words, what they mean, an arrow."""

    def __init__(self, theme: Theme, icon: str, words: str, meaning: str, *, first: bool = False) -> None:
        super().__init__(theme, words)
        self._icon, self._meaning, self._first = icon, meaning, first
        self.setAccessibleName(words)
        self.setAccessibleDescription(meaning)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(320), self.theme.px(72))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self.theme, self.theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, radius = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.tokens.radius.panel
        hover = self.underMouse()
        if self._first:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent.hover" if hover else "accent"))
        else:
            painter.setPen(QPen(theme.colour("line.strong"), 1))
            painter.setBrush(theme.colour("bg.hover" if hover else "bg.raised"))
        painter.drawRoundedRect(box, radius, radius)
        middle = box.center().y()
        side = px(24)
        square = QRectF(px(20), round(middle - side / 2), side, side)
        theme.paint_icon(painter, square, self._icon, "accent.on" if self._first else "accent.text")
        side = px(16)
        square = QRectF(box.right() - px(36), round(middle - side / 2), side, side)
        theme.paint_icon(painter, square, "arrow-right", "accent.on" if self._first else "text.tertiary")
        room = box.width() - px(62 + 46)
        words = Lines(self.text(), face(theme, "search", weight=600), room)
        meaning = Lines(self._meaning, face(theme, "ui.base"), room)
        words.draw(
            painter, px(62), middle - px(21), theme.colour("accent.on" if self._first else "text.primary")
        )
        ink = QColor(theme.colour("accent.on" if self._first else "text.secondary"))
        if self._first:
            ink.setAlphaF(0.88)
        meaning.draw(painter, px(62), middle + px(2), ink)
        if shows_focus(self):
            paint_focus(painter, QRectF(self.rect()), theme, radius)


class _Line(Painted):
    """A small icon and a sentence."""

    def __init__(self, theme: Theme, icon: str, words: str) -> None:
        super().__init__(theme)
        self._icon = icon
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(25), 0, 0, 0)
        row.addWidget(Text(theme, "ui.base", "text.secondary", words))

    def paintEvent(self, event: QPaintEvent) -> None:
        side = self.theme.px(16)
        self.theme.paint_icon(QPainter(self), QRectF(0, self.theme.px(1), side, side), self._icon)


class FirstRun(Area):
    """Three choices and a theme; where everything lies is said at the foot."""

    add_page = Signal()
    look_around = Signal()
    theme_chosen = Signal(str)
    change = Signal()
    """The library is to lie elsewhere."""

    def __init__(
        self, theme: Theme, choose_menu: QMenu, folder: Path, samples: int, chosen_theme: str
    ) -> None:
        super().__init__(theme, "bg.paper")
        px = theme.px
        self._left = Area(theme, "bg.window", "right")
        inside = QVBoxLayout(self._left)
        self._sheets = Sheets(theme)
        inside.addWidget(self._sheets)
        column = self._column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Text(theme, "welcome.title", text=_("Start with one article")))
        column.addSpacing(px(9))
        lead = Text(
            theme,
            "welcome.lead",
            "text.secondary",
            _(
                "Broadside keeps the political news you collect, cleans it up for reading, "
                "and finds any word in it, years later."
            ),
        )
        lead.setMaximumWidth(px(460))
        narrower = QHBoxLayout()  # a layout asks how high it is at its own width, a column at the column's
        narrower.addWidget(lead)
        narrower.addStretch(1)
        column.addLayout(narrower)
        column.addSpacing(px(32))
        self.files = Choice(
            theme,
            "folder-open",
            _("Choose files or a folder"),
            _("Web pages, MHTML, text, Markdown. Whole folders are fine."),
            first=True,
        )
        self.page = Choice(
            theme, "link", _("Add a web page"), _("Paste an address; Broadside saves the article.")
        )
        around = ngettext(
            "Open a small library of {n} sample article.",
            "Open a small library of {n} sample articles.",
            samples,
        )
        self.around = Choice(theme, "book-open", _("Look around first"), around.format(n=number(samples)))
        self.files.clicked.connect(lambda: choose_menu.popup(self.files.mapToGlobal(QPoint(px(62), px(62)))))
        self.page.clicked.connect(self.add_page)
        self.around.clicked.connect(self.look_around)
        for choice in (self.files, self.page, self.around):
            column.addWidget(choice)
            column.addSpacing(px(10))
        self.around.setVisible(samples > 0)
        column.addSpacing(px(8))
        column.addWidget(_Line(theme, "file-plus", _("Or drop anything onto this window.")))
        column.addSpacing(px(36))
        column.addWidget(Text(theme, "ui.base", text=_("How should it look?"), weight=600))
        column.addSpacing(px(11))
        self.themes = ThemeRow(theme, chosen_theme)
        self.themes.chosen.connect(self.theme_chosen)
        column.addWidget(self.themes)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(px(6))
        place = _("Everything stays on this computer, in {folder}.").format(folder=_short(folder))
        foot.addWidget(_Line(theme, "hard-drive", place), 0, Qt.AlignmentFlag.AlignVCenter)
        self.change_button = Button(theme, _("Change…"), "link", small=True)
        self.change_button.setAccessibleDescription(place)
        self.change_button.clicked.connect(self.change)
        foot.addWidget(self.change_button, 0, Qt.AlignmentFlag.AlignVCenter)
        foot.addStretch(1)
        column.addLayout(foot)
        right = QHBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.addStretch(84)
        holder = QWidget()
        holder.setLayout(column)
        holder.setMinimumWidth(px(NARROW))
        holder.setMaximumWidth(px(WIDE))
        right.addWidget(holder, 520)
        right.addStretch(96)
        # a low window or large text scrolls, and nothing is squeezed
        page = QWidget()
        page.setLayout(right)
        area = SlimArea(theme, page)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left, 741)
        row.addWidget(area, 699)
        self.setFocusProxy(self.files)

    def resizeEvent(self, event: object) -> None:
        # the drawing gives way where there is no room for it
        px = self.theme.px
        self._left.setVisible(self.width() >= px(DRAWN))
        above = max(px(LEAST_ABOVE), min(px(ABOVE), self.height() - px(CONTENT)))
        self._column.setContentsMargins(0, above, 0, min(above, px(34)))


def _short(folder: Path) -> str:
    try:
        return " / ".join(folder.relative_to(Path.home()).parts)
    except ValueError:
        return str(folder)
