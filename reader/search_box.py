"""The search field, and under it the line that says how a search was understood."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from reader.controls import IconButton, Painted
from reader.i18n import _
from reader.lines import Lines, face, is_right_to_left
from reader.theme import Theme

LONGEST = 2_000
"""So many letters can be typed or pasted: no question is longer."""


class Ghost(Painted):
    """The rest of a completion in grey, right behind the caret. Tab takes it."""

    def __init__(self, theme: Theme, field: QLineEdit) -> None:
        super().__init__(theme, field)
        self._field = field
        self.rest = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_rest(self, rest: str) -> None:
        """Show it where there is room for it, and the caret is at the end."""
        field = self._field
        text = field.text()
        caret = field.cursorRect().center().x()
        wide = QFontMetricsF(field.font()).horizontalAdvance(rest) + 2
        fits = caret + wide < field.width()
        at_end = field.cursorPosition() == len(text) and not field.hasSelectedText()
        self.rest = rest if rest and at_end and fits and not is_right_to_left(text) else ""
        self.setVisible(bool(self.rest))
        self.setGeometry(caret + 1, 0, round(wide) + 1, field.height())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._field.font())
        painter.setPen(self.theme.colour("text.tertiary"))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignVCenter, self.rest)


class TabHint(Painted):
    """«Tab» on a small key, while there is something for it to take."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def sizeHint(self) -> QSize:
        words = Lines(_("Tab"), face(self.theme, "ui.small", weight=500), 100)
        return QSize(round(words.natural_width) + self.theme.px(13), self.theme.px(21))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.colour("line.strong"), 1))
        painter.setBrush(self.theme.colour("bg.inset"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        words = Lines(_("Tab"), face(self.theme, "ui.small", weight=500), 100)
        at = (self.width() - words.natural_width) / 2, (self.height() - words.height) / 2
        words.draw(painter, *at, self.theme.colour("text.secondary"))


class SearchBox(Painted):
    """A field that asks at every letter."""

    asked = Signal(str)
    edited = Signal(str)
    """The person typed (not: a text was put there)."""
    help_wanted = Signal()
    entered = Signal()
    """Enter or Down: the person goes to the results."""
    left = Signal()
    """Esc in an empty field: the person goes back to where they were."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._ghost_of = self._ghost_rest = ""
        self._edits = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.field = QLineEdit(self)
        self.field.setMaxLength(LONGEST)
        self.field.setFrame(False)
        self.field.setStyleSheet(
            "QLineEdit, QLineEdit:focus { border: none; padding: 0; background: transparent; }"
        )
        self.field.setAccessibleName(_("Search"))
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._typed)
        self.setFocusProxy(self.field)
        self._clear = IconButton(theme, "x", _("Clear the search"))
        self._clear.setFixedSize(theme.px(26), theme.px(26))
        self._clear.clicked.connect(self.field.clear)
        self._clear.hide()
        self.ways = IconButton(theme, "circle-question-mark", _("Ways to narrow a search"))
        self.ways.setFixedSize(theme.px(26), theme.px(26))
        self.ways.clicked.connect(self.help_wanted)
        self.ghost = Ghost(theme, self.field)
        self._tab = TabHint(theme, self)
        self.field.textEdited.connect(self._by_hand)
        self.field.cursorPositionChanged.connect(lambda old, new: self.keep_ghost())
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(36), 2, theme.px(8), 2)
        row.setSpacing(theme.px(2))
        row.addWidget(self.field, 1)
        row.addWidget(self._tab)
        row.addWidget(self._clear)
        row.addWidget(self.ways)
        self._dress()
        theme.changed.connect(self._dress)

    def set_place(self, name: str) -> None:
        """The field says what it searches."""
        self.field.setPlaceholderText(_("Search {place}").format(place=name))

    def text(self) -> str:
        return self.field.text()

    def set_text(self, text: str) -> None:
        self.field.setText(text)

    def show_text(self, text: str) -> None:
        """Show these words without asking them."""
        self.field.blockSignals(True)
        self.field.setText(text)
        self.field.blockSignals(False)
        self._clear.setVisible(bool(text))

    def show_ghost(self, rest: str) -> None:
        """Show how the word would go on; nothing takes it away."""
        self._ghost_of, self._ghost_rest = self.text(), rest
        self.ghost.show_rest(rest)
        self._tab.setVisible(bool(self.ghost.rest))

    def keep_ghost(self) -> None:
        """After a letter: what is left of the completion, where the letter went along with it."""
        text, whole = self.text(), self._ghost_of + self._ghost_rest
        goes_on = bool(text) and text.startswith(self._ghost_of) and whole.startswith(text)
        self.ghost.show_rest(whole[len(text) :] if goes_on and self._ghost_rest else "")
        self._tab.setVisible(bool(self.ghost.rest))

    def _take_ghost(self) -> bool:
        rest = self.ghost.rest
        if rest:
            self.show_ghost("")
            self.field.insert(f"{rest} ")
        return bool(rest)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(240), self.theme.px(self.theme.tokens.size.search_field))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
            self.show_ghost("")
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            match event.key():
                case Qt.Key.Key_Tab if not event.modifiers():
                    return self._take_ghost()
                case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Down:
                    self.entered.emit()
                    return True
                case Qt.Key.Key_Escape:
                    if self.text():
                        self.field.clear()
                    else:
                        self.left.emit()
                    return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, radius = QRectF(self.rect()), theme.tokens.radius.field
        focused = self.field.hasFocus()
        painter.setBrush(theme.colour("bg.field"))
        if focused:
            glow = QColor(theme.colour("focus"))
            glow.setAlphaF(0.22)
            painter.setPen(QPen(glow, 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius + 1, radius + 1)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), radius - 1, radius - 1)
        else:
            painter.setPen(QPen(theme.colour("line.strong"), 1))
            painter.drawRoundedRect(box.adjusted(2.5, 2.5, -2.5, -2.5), radius, radius)
        side = theme.px(theme.tokens.size.icon)
        square = QRectF(theme.px(12), round((box.height() - side) / 2), side, side)
        theme.paint_icon(painter, square, "search", "accent.text" if focused else "text.secondary")

    def _typed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self.asked.emit(text)
        if self._edits:
            self._edits = False
            self.edited.emit(text)

    def _by_hand(self) -> None:
        # Qt says this before it says that the text is another; the question goes out first
        self._edits = True

    def _dress(self) -> None:
        self.field.setFont(self.theme.font("search"))
