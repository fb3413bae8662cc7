"""What the pages of the settings share: headings, rows with a label, lines of words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QVBoxLayout, QWidget

from reader.controls import Hairline, Text
from reader.theme import Theme

LABEL = 79
"""Width of what stands before a control."""


class SettingsPage(QWidget):
    """A column of parts, filled from above."""

    shown = Signal()
    """It is looked at now: what it tells may be another since the last time."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        px = theme.px
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(px(32), px(26), px(32), px(28))
        self.column.setSpacing(px(12))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.shown.emit()

    def heading(self, words: str, *, first: bool = False) -> Text:
        """A heading above what belongs together."""
        if not first:
            self.column.addSpacing(self.theme.px(10))
        text = Text(self.theme, "section.title", text=words, most=1)
        self.column.addWidget(text)
        return text

    def say(self, words: str, ink: str = "text.secondary") -> Text:
        """A sentence or two."""
        text = Text(self.theme, "ui.base", ink, words)
        self.column.addWidget(text)
        return text

    def row(self, label: str, part: QWidget | QLayout) -> None:
        """A label with something to its right."""
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self.theme.px(14))
        words = Text(self.theme, "ui.strong", text=label, most=1)
        words.setMinimumWidth(self.theme.px(LABEL))
        grid.addWidget(words, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        if isinstance(part, QLayout):
            grid.addLayout(part, 0, 1)
        else:
            grid.addWidget(part, 0, 1)
        grid.setColumnStretch(1, 1)
        self.column.addLayout(grid)

    def line(self) -> None:
        self.column.addWidget(Hairline(self.theme))

    def end(self) -> None:
        """Nothing more comes below."""
        self.column.addStretch(1)
