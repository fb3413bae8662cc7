"""The look of the window: colours, fonts and lengths of the chosen theme at the chosen text size."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPalette
from PySide6.QtWidgets import QApplication

from reader import assets
from reader.tokens import Role, ThemeName, Tokens
from reader.typeset import Typeset

_DISPLAY = frozenset(
    {
        "article.title",
        "article.standfirst",
        "article.heading",
        "page.title",
        "panel.title",
        "section.title",
        "welcome.title",
        "welcome.lead",
        "brand",
    }
)
_READING = ("article.", "kwic.")
_AS_DESIGNED = Typeset()
_DISPLAY_GROWTH = 0.4  # headings grow less than text: x 1.4 where text is x 2


class Theme(QObject):
    """What every widget that paints asks. `changed` is sent when anything here is another."""

    changed = Signal()

    def __init__(
        self,
        tokens: Tokens,
        name: ThemeName = "light",
        interface: float = 1.0,
        typeset: Typeset = _AS_DESIGNED,
    ) -> None:
        super().__init__()
        self.tokens = tokens
        self.name: ThemeName = name
        self.interface_scale = interface
        self.typeset = typeset
        self.follows_system = False
        """True while the system's own choice of light or dark is not to be overridden."""
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[str, int, bool], QFont] = {}
        self._has_style = False
        self.kept: dict[Hashable, Any] = {}
        """What others made of these fonts and colours; emptied when they are others."""

    def choose(
        self,
        name: ThemeName | None = None,
        *,
        interface: float | None = None,
        typeset: Typeset | None = None,
    ) -> None:
        """Take another theme, text size or way to set articles, and tell everyone who asks."""
        before, set_before = (self.name, self.interface_scale), self.typeset
        self.name = name or self.name
        self.interface_scale = interface or self.interface_scale
        self.typeset = typeset or self.typeset
        dressed = before != (self.name, self.interface_scale)
        if not dressed and set_before == self.typeset:
            return
        self._colours.clear()
        self._fonts.clear()
        self.kept.clear()
        if dressed and isinstance(app := QApplication.instance(), QApplication):
            self.dress(app)
        self.changed.emit()

    @property
    def reading_scale(self) -> float:
        """What lengths of an article are multiplied by."""
        return self.typeset.scale

    @property
    def is_dark(self) -> bool:
        return self.name == "dark"

    def colour(self, token: str) -> QColor:
        """The colour of a token («bg.list») in this theme. KeyError for a name the design does not know."""
        if token not in self._colours:
            value = self.tokens.themes[self.name][token]
            colour = QColor(value[:7])
            if len(value) == 9:
                colour.setAlpha(int(value[7:], 16))
            self._colours[token] = colour
        return self._colours[token]

    def px(self, length: float) -> int:
        """A length of the interface in whole logical pixels at the interface's text size."""
        return round(length * self.interface_scale)

    def font(self, role: str, *, weight: int | None = None, italic: bool = False) -> QFont:
        """The font of a role («list.title»), or of its sibling of another weight."""
        style = self.tokens.roles[role]
        key = (role, weight or style.weight, italic)
        if key not in self._fonts:
            font = QFont()
            families = self.tokens.families[style.family]
            if style.family == "read" and role.startswith(_READING):
                families = self.typeset.families(families)
            font.setFamilies(list(families))
            # whole pixels: FreeType rounds anyway, and up where the design rounds to even
            font.setPointSizeF(round(self.size(role)) * 72 / _dots_per_inch())
            font.setWeight(QFont.Weight(weight or style.weight))
            font.setItalic(italic)
            if style.letter_spacing != 100:
                font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, style.letter_spacing)
            if style.tabular:
                font.setFeature(QFont.Tag("tnum"), 1)
            self._fonts[key] = font
        return QFont(self._fonts[key])

    def size(self, role: str) -> float:
        """The text size of a role in logical pixels."""
        return self.tokens.roles[role].size * self._scale(role)

    def line(self, role: str) -> float:
        """The height of a line of a role in logical pixels; set it, never trust the font's own."""
        scale = self.typeset.line_scale if role == "article.body" else self._scale(role)
        return self.tokens.roles[role].line * scale

    def role(self, role: str) -> Role:
        return self.tokens.roles[role]

    def _scale(self, role: str) -> float:
        scale = self.reading_scale if role.startswith(_READING) else self.interface_scale
        if scale > 1 and role in _DISPLAY:
            return 1 + (scale - 1) * _DISPLAY_GROWTH
        return scale

    # ---------------------------------------------------------------- icons

    def icon(
        self, name: str, ink: str = "text.secondary", *, on: str = "accent.text", fill: str | None = None
    ) -> QIcon:
        """An icon of the set in the colours of these tokens, whatever theme is chosen when it is painted."""
        return assets.icon(
            name,
            lambda: self.colour(ink),
            on=lambda: self.colour(on),
            disabled=lambda: self.colour("text.disabled"),
            fill=None if fill is None else (lambda: self.colour(fill)),
        )

    def paint_icon(
        self, painter: QPainter, rect: QRectF, name: str, ink: str = "text.secondary", fill: str | None = None
    ) -> None:
        """Draw an icon of the set into a square."""
        assets.paint(painter, rect, name, self.colour(ink), None if fill is None else self.colour(fill))

    # ---------------------------------------------------------------- the application

    def dress(self, app: QApplication) -> None:
        """Fusion, one palette, one short style sheet: on every platform the same."""
        if not self._has_style:  # once: every widget there is would be dressed anew for it
            self._has_style = True
            app.setStyle("Fusion")
        hints = QGuiApplication.styleHints()
        scheme = Qt.ColorScheme.Dark if self.is_dark else Qt.ColorScheme.Light
        if not self.follows_system and hints.colorScheme() != scheme:
            hints.setColorScheme(scheme)
        if app.font() != (font := self.font("ui.base")):
            app.setFont(font)
        app.setPalette(self.palette())
        app.setStyleSheet(self.style_sheet("window"))

    def palette(self) -> QPalette:
        """The palette of every widget that does not paint itself."""
        palette = QPalette()
        for role, token in _PALETTE.items():
            palette.setColor(role, self.colour(token))
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("text.disabled"))
        return palette

    def style_sheet(self, name: str) -> str:
        """A style sheet with its `@token@` and `@pixels@` places filled."""

        def fill(found: re.Match[str]) -> str:
            word = found[1]
            return f"{self.px(int(word))}px" if word.isdecimal() else self.colour(word).name()

        return re.sub(r"@([a-zA-Z0-9.]+)@", fill, assets.style(name))


_PALETTE = {
    QPalette.ColorRole.Window: "bg.window",
    QPalette.ColorRole.WindowText: "text.primary",
    QPalette.ColorRole.Base: "bg.list",
    QPalette.ColorRole.AlternateBase: "bg.inset",
    QPalette.ColorRole.Text: "text.primary",
    QPalette.ColorRole.PlaceholderText: "text.tertiary",
    QPalette.ColorRole.Button: "bg.raised",
    QPalette.ColorRole.ButtonText: "text.primary",
    QPalette.ColorRole.BrightText: "accent.on",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "accent.on",
    QPalette.ColorRole.Link: "accent.text",
    QPalette.ColorRole.LinkVisited: "accent.text",
    QPalette.ColorRole.ToolTipBase: "bg.raised",
    QPalette.ColorRole.ToolTipText: "text.primary",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Light: "bg.raised",
    QPalette.ColorRole.Midlight: "line.subtle",
    QPalette.ColorRole.Mid: "line.strong",
    QPalette.ColorRole.Dark: "line.control",
    QPalette.ColorRole.Shadow: "line.control",
}


def _dots_per_inch() -> float:
    screen = QGuiApplication.primaryScreen()
    return screen.logicalDotsPerInch() if screen is not None else 96.0
