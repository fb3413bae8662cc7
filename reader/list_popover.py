"""A popover of one field and a list below it: what is typed narrows the list, Enter uses a row of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from reader.controls import Text
from reader.filter_choices import Choice, ChoiceList, spoken
from reader.filters import FilterKind
from reader.popover import SHADOW, Popover
from reader.theme import Theme

WIDE, HIGH, ROW = 320, 380, 38
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 7, Qt.Key.Key_PageUp: -7}


class ListPopover(Popover):
    """The field keeps the keyboard; Up and Down lead through the rows, which kinds of it name."""

    def __init__(self, theme: Theme, kind: FilterKind, parent: QWidget) -> None:
        super().__init__(theme, parent)
        px = theme.px
        self.title = Text(theme, "ui.strong", most=1)
        self.field = QLineEdit()
        self.field.setMaxLength(200)
        self.field.textChanged.connect(lambda text: self.refill())
        self.field.installEventFilter(self)
        self.list = ChoiceList(theme)
        self.list.follows_field(kind)
        self.list.toggled.connect(self.use)
        self.hint = Text(theme, "ui.small", "text.tertiary")
        column = QVBoxLayout(self)
        edge = SHADOW + px(14)
        column.setContentsMargins(edge, SHADOW + px(12), SHADOW + px(6), SHADOW + px(11))
        column.setSpacing(px(8))
        field = QVBoxLayout()
        field.setContentsMargins(0, 0, px(8), 0)
        field.setSpacing(px(8))
        field.addWidget(self.title)
        field.addWidget(self.field)
        column.addLayout(field)
        column.addWidget(self.list, 1)
        column.addWidget(self.hint)

    def show_at(self, corner: QPoint, rows: int) -> None:
        """Open here, as high as so many rows need, with an empty field."""
        px = self.theme.px
        self.field.clear()
        self.refill()
        self.open_at(corner, px(WIDE), min(px(HIGH), px(132 + ROW * max(2, rows))))
        self.field.setFocus()

    def choices(self, typed: str) -> Sequence[Choice]:
        """The rows for what is typed: a kind of it says which."""
        return ()

    def use(self, value: str) -> None:
        """A row was pressed, or chosen with Enter: what a kind of it does then."""

    def entered(self) -> None:
        """Enter without a row that is meant."""
        self.dismiss()

    def refill(self) -> None:
        """Show the rows anew; while something is typed the first one is the one meant."""
        typed = self.field.text().strip()
        rows = list(self.choices(typed))
        self.list.choices.show(rows)
        self._stand_on(0 if typed and rows else -1)

    def announce(self, words: str) -> None:
        """Say something to a screen reader, which follows the field and not the list."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, words))

    def _stand_on(self, row: int) -> None:
        index = self.list.choices.index(row)
        self.list.setCurrentIndex(index)
        if index.isValid():
            self.list.scrollTo(index)
            self.announce(spoken(self.list.choices.choices[row]))
        self.list.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            rows, row = self.list.choices.rowCount(), self.list.currentIndex().row()
            by = _MOVES.get(Qt.Key(event.key()), 0)
            if by and rows:
                self._stand_on(min(max(row + by, 0), rows - 1))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if row >= 0:
                    self.use(self.list.choices.choices[row].value)
                else:
                    self.entered()
                return True
        return super().eventFilter(watched, event)


def fits(words: str, typed: str) -> bool:
    """True where every word that was typed is in these words."""
    folded = words.casefold()
    return all(part in folded for part in typed.casefold().split())
