"""The typefaces an article can be set in: ours as cards, and any other of this computer."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QSizePolicy, QWidget

from reader.controls import Pressable, paint_focus, shows_focus
from reader.i18n import _
from reader.lines import Lines, face
from reader.theme import Theme
from reader.typeset import OWN_FACES


class FaceCard(Pressable):
    """«Aa» in a typeface, with its name."""

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(theme, name, parent)
        self.face = name
        self.setCheckable(True)
        self.setAutoExclusive(True)  # read as one of several choices
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(88), self.theme.px(70))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(64), self.theme.px(70))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self.theme, self.theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, radius = QRectF(self.rect()), theme.tokens.radius.card
        chosen = self.isChecked()
        painter.setPen(QPen(theme.colour("accent" if chosen else "line.strong"), 2 if chosen else 1))
        ground = "accent.soft" if chosen else "bg.hover" if self.underMouse() else "bg.raised"
        painter.setBrush(theme.colour(ground))
        inset = 1.0 if chosen else 0.5
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)
        if self.face:
            letters = QFont(theme.font("ui.base"))
            letters.setFamilies([self.face])
            letters.setPixelSize(px(24))
            painter.setFont(letters)
            painter.setPen(theme.colour("text.primary"))
            top = QRectF(0, px(8), box.width(), px(34))
            painter.drawText(top, Qt.AlignmentFlag.AlignCenter, "Aa")
        words = Lines(self.text(), face(theme, "ui.chip", weight=600 if chosen else 400), box.width() - px(8))
        y = box.height() - px(24) if self.face else (box.height() - words.height) / 2
        x = (box.width() - words.natural_width) / 2
        words.draw(painter, x, y, theme.colour("text.primary" if chosen else "text.secondary"))
        if shows_focus(self):
            paint_focus(painter, box.adjusted(3, 3, -3, -3), theme, radius)


class FaceRow(QWidget):
    """The choice itself."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(_("Typeface"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        self.group = QButtonGroup(self)
        self.cards = [FaceCard(theme, name, self) for name in (*OWN_FACES, "")]
        self.other = self.cards[-1]
        for card in self.cards:
            self.group.addButton(card)
            row.addWidget(card, 1)
        self.show_choice(value)
        self._value = value
        self.group.buttonClicked.connect(self._press)

    def show_choice(self, value: str) -> None:
        """Show a choice without telling anyone."""
        self._value = value
        own = next((card for card in self.cards[:-1] if card.face == value), None)
        self.other.face = "" if own else value
        self.other.setText(_("Other…") if own else value)
        self.other.setAccessibleName(self.other.text())
        (own or self.other).setChecked(True)

    def _press(self, card: FaceCard) -> None:
        if card is not self.other:
            self.chosen.emit(card.face)
            return
        self.show_choice(self._value)  # until one is chosen
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in faces_here():
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(name == self._value)
        menu.triggered.connect(lambda action: self.chosen.emit(action.text()))
        menu.popup(card.mapToGlobal(QPoint(0, card.height())))


def faces_here() -> list[str]:
    """The typefaces of this computer that a text can be set in, by name."""
    names = QFontDatabase.families()
    return [name for name in names if not QFontDatabase.isPrivateFamily(name) and name not in OWN_FACES]
