"""Find in this article: a field, «2 of 7», next and previous."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from archive.model import Span
from reader.controls import Area, IconButton, Text
from reader.i18n import _, number
from reader.theme import Theme

MOST = 5_000
"""So many places are marked."""


class _Folding(dict[int, str]):
    """Letter → letter without case and accents; one for one, so that places stay where they are."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        base = " " if letter in "\n\t" else unicodedata.normalize("NFKD", letter)[0].casefold()
        self[code] = base if len(base) == 1 else letter
        return self[code]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text for comparing, letter for letter."""
    return text.translate(_FOLDING)


def find(text: str, words: str) -> tuple[Span, ...]:
    """Every place of `words` in `text`, whatever their case and accents, without overlaps."""
    needle = fold(" ".join(words.split()))
    if not needle:
        return ()
    hay = fold(text)
    found: list[Span] = []
    at = hay.find(needle)
    while at >= 0 and len(found) < MOST:
        found.append(Span(at, at + len(needle)))
        at = hay.find(needle, at + len(needle))
    return tuple(found)


class FindBar(Area):
    """Opens over the text; what was found takes the place of the search's hits while it is open."""

    changed = Signal(str)
    next = Signal()
    previous = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "bg.list", "bottom", parent)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(_("Find in this article"))
        self.field.setAccessibleName(_("Find in this article"))
        self.field.setMaxLength(200)
        self.count = Text(theme, "ui.small", "text.secondary", most=1, parent=self)
        self.up = IconButton(theme, "chevron-up", _("Previous place"), parent=self)
        self.down = IconButton(theme, "chevron-down", _("Next place"), parent=self)
        self.shut = IconButton(theme, "x", _("Close"), parent=self)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(60)
        self._wait.timeout.connect(lambda: self.changed.emit(self.field.text()))
        self.field.textChanged.connect(lambda: self._wait.start())
        self.up.clicked.connect(self.previous)
        self.down.clicked.connect(self.next)
        self.shut.clicked.connect(self.close_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 7)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addSpacing(8)
        row.addWidget(self.count)
        row.addSpacing(4)
        for button in (self.up, self.down, self.shut):
            row.addWidget(button)
        self.hide()

    def open_bar(self, words: str = "") -> None:
        """Show the bar, ready to type; `words` (a selection) are looked for at once."""
        self.show()
        if words:
            self.field.setText(words)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self.changed.emit(self.field.text())

    def close_bar(self) -> None:
        if self.isVisible():
            self._wait.stop()
            self.hide()
            self.closed.emit()

    def show_place(self, index: int | None, total: int) -> None:
        """«2 of 7», or that nothing was found."""
        if not self.field.text().strip():
            words = ""
        elif total == 0:
            words = _("Not in this article")
        else:
            words = _("{n} of {m}").format(n=number((index or 0) + 1), m=number(total))
        self.count.setText(words)
        for button in (self.up, self.down):
            button.setEnabled(total > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.field.hasFocus():
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            (self.previous if back else self.next).emit()
        else:
            super().keyPressEvent(event)
