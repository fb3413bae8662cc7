"""The search field, and under it the line that says how a search was understood."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from reader.controls import IconButton, Painted
from reader.i18n import _
from reader.theme import Theme

LONGEST = 2_000
"""So many letters can be typed or pasted: no question is longer."""


class SearchBox(Painted):
    """A field that asks at every letter."""

    asked = Signal(str)
    entered = Signal()
    """Enter or Down: the person goes to the results."""
    left = Signal()
    """Esc in an empty field: the person goes back to where they were."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
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
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(36), 2, theme.px(8), 2)
        row.setSpacing(theme.px(4))
        row.addWidget(self.field, 1)
        row.addWidget(self._clear)
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

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(240), self.theme.px(self.theme.tokens.size.search_field))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            match event.key():
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

    def _dress(self) -> None:
        self.field.setFont(self.theme.font("search"))
