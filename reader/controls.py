"""Small painted controls: buttons, labels, hairlines. Foreign text in them is always plain text."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from reader.lines import Face, Lines, face, one_line
from reader.theme import Theme

Kind = Literal["plain", "primary", "link", "quiet"]


def plain_tip(text: str) -> str:
    """A tool tip that Qt shows letter for letter: a tag in it can no longer be read as one."""
    # Qt takes a text for HTML when it finds a tag, or «&lt;», in its first line
    return text.replace("<", "<\u2060").replace("&lt;", "&\u2060lt;")


def tip_of(action: QAction) -> str:
    """An action's words with its shortcut behind, for a tool tip."""
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    words = action.text().replace("&", "").removesuffix("…")
    return f"{words} ({keys})" if keys else words


def paint_focus(painter: QPainter, box: QRectF, theme: Theme, radius: float) -> None:
    """The focus ring: two pixels, two pixels away from what it surrounds."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("focus"), 2))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius)


def shows_focus(widget: QWidget) -> bool:
    """True when the keyboard is here and brought the person here: a click needs no ring."""
    return widget.hasFocus() and widget.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)


class Painted(QWidget):
    """A widget that paints itself from the theme, and again when the theme is another."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        theme.changed.connect(self._look_again)

    def _look_again(self) -> None:
        self.updateGeometry()
        self.update()


class Area(Painted):
    """A plain area in one colour of the theme, with hairlines at the edges that are named."""

    def __init__(self, theme: Theme, colour: str, edges: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._colour, self._edges = colour, edges

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour(self._colour))
        line, w, h = self.theme.colour("line.subtle"), self.width(), self.height()
        for edge, box in (
            ("top", (0, 0, w, 1)),
            ("bottom", (0, h - 1, w, 1)),
            ("left", (0, 0, 1, h)),
            ("right", (w - 1, 0, 1, h)),
        ):
            if edge in self._edges:
                painter.fillRect(*box, line)


class Hairline(Painted):
    """One logical pixel in `line.subtle`, across or down."""

    def __init__(self, theme: Theme, *, down: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        if down:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.theme.colour("line.subtle"))


class Text(QLabel):
    """A label in one role of the design, its lines as high as the role says. Never rich text.

    `most` lines are shown at most, the last one cut with «…»; 0 means as many as there are.
    """

    def __init__(
        self,
        theme: Theme,
        role: str,
        ink: str = "text.primary",
        text: str = "",
        *,
        most: int = 0,
        weight: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.theme, self._role, self._ink, self._most, self._weight = theme, role, ink, most, weight
        self._laid: tuple[tuple[object, ...], Lines] | None = None
        # a fixed height would hold a text of several lines to the height of one
        down = QSizePolicy.Policy.Fixed if most == 1 else QSizePolicy.Policy.Preferred
        self.setSizePolicy(QSizePolicy.Policy.Preferred, down)
        self.setWordWrap(most != 1)
        self.setText(text)
        theme.changed.connect(self._look_again)

    def set_ink(self, ink: str) -> None:
        self._ink = ink
        self.update()

    def setText(self, text: str) -> None:
        if text != self.text():
            super().setText(text)
            self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return self._most != 1

    def heightForWidth(self, width: int) -> int:
        return round(max(1, self._lines(width).count) * self._lines(width).face.line)

    def sizeHint(self) -> QSize:
        wide = Lines(self.text(), self._face(), 100_000).natural_width
        return QSize(int(wide) + 1, round(self._face().line))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), self.theme.px(24)), round(self._face().line))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = self._ink if self.isEnabled() else "text.disabled"
        lines = self._lines(self.width())
        ends = bool(self.alignment() & Qt.AlignmentFlag.AlignRight) and lines.count == 1
        left = self.width() - lines.natural_width if ends and not lines.right_to_left else 0
        lines.draw(painter, left, 0, self.theme.colour(ink))

    def _face(self) -> Face:
        return face(self.theme, self._role, self.text(), weight=self._weight)

    def _lines(self, width: int) -> Lines:
        key = (self.text(), width, self.theme.name, self.theme.interface_scale, self.theme.typeset)
        if self._laid is None or self._laid[0] != key:
            self._laid = (key, Lines(self.text(), self._face(), width, self._most or 200))
        return self._laid[1]

    def _look_again(self) -> None:
        self._laid = None
        self.updateGeometry()
        self.update()


class Pressable(QAbstractButton):
    """What our buttons share: hover, focus that is shown only when it came by keyboard, Enter presses."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setText(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setShortcut(QKeySequence())  # an «&» in a name is no shortcut

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.EnabledChange, QEvent.Type.FontChange):
            self.update()


class IconButton(Pressable):
    """A square button with one icon; its words are its accessible name and its tool tip."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        text: str,
        *,
        ink: str = "text.secondary",
        action: QAction | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, text, parent)
        self._icon, self._ink = icon, ink
        self.fill: str | None = None
        self.setAccessibleName(text)
        self.setToolTip(plain_tip(text))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if action is not None:
            self.follow(action)

    def follow(self, action: QAction) -> None:
        """Be a face of an action: press it, show its words, be enabled and checked as it is."""
        self.clicked.connect(action.trigger)

        def look() -> None:
            self.setEnabled(action.isEnabled())
            self.setCheckable(action.isCheckable())
            self.setChecked(action.isChecked())
            self.setAccessibleName(action.text().replace("&", ""))
            self.setToolTip(plain_tip(tip_of(action)))

        action.changed.connect(look)
        look()

    def set_icon(self, icon: str, ink: str = "text.secondary", fill: str | None = None) -> None:
        self._icon, self._ink, self.fill = icon, ink, fill
        self.update()

    def sizeHint(self) -> QSize:
        side = self.theme.px(self.theme.tokens.size.icon_button)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        radius = self.theme.tokens.radius.control
        if self.isChecked() or self.isDown():
            _fill(painter, box, self.theme.colour("accent.soft"), radius)
        elif self.underMouse() and self.isEnabled():
            _fill(painter, box, self.theme.colour("bg.hover"), radius)
        side = self.theme.px(self.theme.tokens.size.icon)
        square = QRectF(0, 0, side, side)
        square.moveCenter(box.center())
        square.moveTopLeft(QPointF(round(square.x()), round(square.y())))
        ink = self._ink if self.isEnabled() else "text.disabled"
        self.theme.paint_icon(
            painter, square, self._icon, "accent.text" if self.isChecked() else ink, self.fill
        )
        if shows_focus(self):
            paint_focus(painter, box, self.theme, radius)


class Button(Pressable):
    """A button with words: `plain` outlined, `primary` filled, `link` only ink, `quiet` seen on hover."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        kind: Kind = "plain",
        *,
        icon: str | None = None,
        small: bool = False,
        arrow: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, text, parent)
        self._kind, self._icon, self._small, self._arrow = kind, icon, small, arrow
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def setText(self, text: str) -> None:
        if text != self.text() or text != self.accessibleName():
            super().setText(text)
            self.setAccessibleName(text)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        size = self.theme.tokens.size
        height = self.theme.px(size.button_small if self._small else size.button)
        width = self._words_width() + 2 * self._pad()
        if self._icon:
            width += self.theme.px(size.icon_small + 8)
        if self._arrow:
            width += self.theme.px(20)
        return QSize(round(width), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        ink = self._paint_ground(painter, box.adjusted(0.5, 0.5, -0.5, -0.5))
        if not self.isEnabled():
            ink = "text.disabled"
        side = self.theme.px(self.theme.tokens.size.icon_small)
        used = self._words_width() + (side + self.theme.px(8) if self._icon else 0)
        x = (box.width() - used - (self.theme.px(20) if self._arrow else 0)) / 2
        if self._kind == "quiet":
            x = self._pad()
        if self._icon:
            square = QRectF(round(x), round((box.height() - side) / 2), side, side)
            self.theme.paint_icon(painter, square, self._icon, ink)
            x += side + self.theme.px(8)
        painter.setFont(self._font())
        painter.setPen(self.theme.colour(ink))
        painter.drawText(
            QRectF(x, 0, box.width(), box.height()), Qt.AlignmentFlag.AlignVCenter, self._words()
        )
        if self._arrow:
            side = self.theme.px(14)
            at = QRectF(
                round(x + self._words_width() + self.theme.px(6)), (box.height() - side) // 2, side, side
            )
            self.theme.paint_icon(painter, at, "chevron-down", ink)
        if shows_focus(self):
            paint_focus(painter, box, self.theme, self.theme.tokens.radius.control)

    def _paint_ground(self, painter: QPainter, box: QRectF) -> str:
        """Paint what lies under the words; returns their ink."""
        radius = self.theme.tokens.radius.control
        hover = self.underMouse() and self.isEnabled()
        match self._kind:
            case "primary":
                ground = "accent.hover" if hover else "accent"
                _fill(painter, box, self.theme.colour(ground if self.isEnabled() else "bg.hover"), radius)
                return "accent.on"
            case "plain":
                painter.setPen(QPen(self.theme.colour("line.strong"), 1))
                painter.setBrush(self.theme.colour("bg.hover" if hover or self.isDown() else "bg.raised"))
                painter.drawRoundedRect(box, radius, radius)
                return "text.primary"
            case "link":
                return "accent.text"
            case "quiet":
                if hover or self.isDown():
                    _fill(painter, box, self.theme.colour("bg.hover"), radius)
                return "text.secondary"

    def _font(self) -> QFont:
        role = "ui.chip" if self._small or self._kind == "quiet" else "ui.button"
        font = self.theme.font(role, weight=600 if self._kind == "link" else None)
        font.setUnderline(self._kind == "link" and self.underMouse())
        return font

    def _words(self) -> str:
        return one_line(self.text())

    def _words_width(self) -> float:
        return QFontMetricsF(self._font()).horizontalAdvance(self._words())

    def _pad(self) -> float:
        return self.theme.px({"link": 4, "quiet": 8}.get(self._kind, 14 if not self._small else 12))


def _fill(painter: QPainter, box: QRectF, colour: QColor, radius: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(box, radius, radius)
