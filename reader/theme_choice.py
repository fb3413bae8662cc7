"""The four themes as small pictures of which one is chosen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from reader.controls import Pressable, paint_focus, shows_focus
from reader.flow_layout import FlowLayout
from reader.i18n import _
from reader.lines import Lines, face
from reader.theme import Theme
from reader.tokens import ThemeName


class ThemeChoice(Pressable):
    """A small picture of a theme."""

    def __init__(self, theme: Theme, value: str, words: str) -> None:
        super().__init__(theme, words)
        self.value = value
        self.setCheckable(True)
        self.setAutoExclusive(True)  # read as one of several choices
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(92), self.theme.px(82))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self.theme, self.theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(2, 2, px(88), px(56))
        sides: list[tuple[ThemeName, float, float]] = (
            [("light", 0.0, 0.5), ("dark", 0.5, 1.0)] if self.value == "system" else [(self.value, 0.0, 1.0)]  # type: ignore[list-item]
        )
        for name, begin, end in sides:
            painter.save()
            part = QRectF(
                frame.x() + begin * frame.width(), frame.y(), (end - begin) * frame.width(), frame.height()
            )
            painter.setClipRect(part)
            self._paint_page(painter, frame, name)
            painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = theme.tokens.radius.panel
        if self.isChecked():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(frame.adjusted(-1, -1, 1, 1), radius, radius)
        else:
            painter.setPen(QPen(theme.colour("line.strong"), 1))
            painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), radius - 1, radius - 1)
        weight = 600 if self.isChecked() else 400
        words = Lines(self.text(), face(theme, "ui.chip", weight=weight), self.width())
        ink = theme.colour("text.primary" if self.isChecked() else "text.secondary")
        words.draw(painter, frame.center().x() - words.natural_width / 2, frame.bottom() + px(5), ink)
        if shows_focus(self):
            paint_focus(painter, QRectF(0, frame.bottom() + 4, self.width(), px(20)), theme, 4)

    def _paint_page(self, painter: QPainter, frame: QRectF, name: ThemeName) -> None:
        colours = {key: QColor(value[:7]) for key, value in self.theme.tokens.themes[name].items()}
        px = self.theme.px
        clip = QPainterPath()
        clip.addRoundedRect(frame, 9, 9)
        painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
        painter.fillRect(frame, colours["bg.paper"])
        painter.fillRect(QRectF(frame.x(), frame.y(), px(21), frame.height()), colours["bg.window"])
        painter.setPen(Qt.PenStyle.NoPen)
        x = frame.x() + px(29)
        for y, wide, colour in (
            (11, 36, "text.primary"),
            (20, 44, "text.tertiary"),
            (30, 26, "hit.bg"),
            (39, 40, "text.tertiary"),
        ):
            painter.setBrush(colours[colour])
            high = px(6 if colour == "hit.bg" else 4)
            painter.drawRoundedRect(QRectF(x, frame.y() + px(y), px(wide), high), 2, 2)


class ThemeRow(QWidget):
    """The choice itself."""

    chosen = Signal(str)
    """`system`, or the name of a theme."""

    def __init__(self, theme: Theme, value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Theme"))
        row = FlowLayout(theme.px(10), self)
        self.group = QButtonGroup(self)
        words = {
            "system": _("Match system"),
            "light": _("Light"),
            "sepia": _("Sepia"),
            "dark": _("Dark"),
        }
        self.buttons = {name: ThemeChoice(theme, name, word) for name, word in words.items()}
        for button in self.buttons.values():
            self.group.addButton(button)
            row.addWidget(button)
        self.show_choice(value)
        self.group.buttonClicked.connect(lambda button: self.chosen.emit(button.value))

    def show_choice(self, value: str) -> None:
        """Show a choice without telling anyone."""
        self.buttons[value].setChecked(True)
