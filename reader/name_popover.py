"""A popover with one name to be typed: of a saved search, a tag, a source."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reader.controls import Button, Text
from reader.i18n import _
from reader.popover import SHADOW, Popover
from reader.theme import Theme

WIDE = 320


class NamePopover(Popover):
    """Enter or the button takes the name, Esc leaves all as it was."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        px = theme.px
        self._take: Callable[[str], object] = lambda name: None
        self._say: Callable[[str], str] = lambda name: ""
        self.title = Text(theme, "ui.strong", most=1)
        self.field = QLineEdit()
        self.field.setMaxLength(200)
        self.field.textChanged.connect(self._typed)
        self.hint = Text(theme, "ui.small", "text.tertiary", most=2)
        self.button = Button(theme, _("Save"), "primary", small=True)
        self.button.clicked.connect(self._done)
        column = QVBoxLayout(self)
        edge = SHADOW + px(14)
        column.setContentsMargins(edge, SHADOW + px(12), edge, SHADOW + px(12))
        column.setSpacing(px(8))
        column.addWidget(self.title)
        column.addWidget(self.field)
        row = QHBoxLayout()
        row.addWidget(self.hint, 1)
        row.addWidget(self.button)
        column.addLayout(row)

    def ask(
        self,
        title: str,
        name: str,
        button: str,
        corner: QPoint,
        take: Callable[[str], object],
        say: Callable[[str], str] = lambda name: "",
    ) -> None:
        """Ask for a name, beginning with this one; `say` tells what comes of what is typed."""
        self._take, self._say = take, say
        self.setAccessibleName(title)
        self.title.setText(title)
        self.field.setAccessibleName(title)
        self.button.setText(button)
        self.field.setText(name)
        self._typed(name)
        px = self.theme.px
        self.open_at(corner, px(WIDE), px(134))
        self.field.setFocus()
        self.field.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._done()
            return
        super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        self.button.setEnabled(bool(text.strip()))
        self.hint.setText(self._say(text.strip()) if text.strip() else "")

    def _done(self) -> None:
        name = " ".join(self.field.text().split())
        if name:
            take = self._take
            self.dismiss()
            take(name)
