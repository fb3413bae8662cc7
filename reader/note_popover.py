"""A note in a popover, where there is no room for it beside the text."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from reader.note_card import NoteCard, NoteDot
from reader.popover import Popover
from reader.theme import Theme

WIDE = 280
_PAD = 14


class NotePopover(Popover):
    """Holds one `NoteCard`, which is written in as beside the text; closing it keeps what is written."""

    written = Signal(object)
    """Its `NoteCard`: the words have changed."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.card = NoteCard(theme, None, self)
        self.card.written.connect(self.written)
        self.card.finished.connect(lambda card: self.dismiss())
        self.card.resized.connect(self._grow)
        self._corner = QPoint()

    def open_for(self, dot: NoteDot, back: QWidget) -> None:
        """Show the note of a dot beside it; the keyboard goes back to `back`."""
        self.dismiss()
        self.card.editor.set_words("")
        self.card.take(None)
        self.card.take(dot.highlight)
        self.card.editor.set_words(dot.highlight.note if dot.highlight is not None else "")
        self.setAccessibleName(self.card.editor.accessibleName())
        at = dot.mapTo(self.host, QPoint(dot.width(), dot.height() + 4))
        self._corner = at - QPoint(self.theme.px(WIDE), 0)
        self._place()
        self._back = back
        self.card.write()

    def dismiss(self) -> None:
        if self.isVisible():
            self.card.keep()
        super().dismiss()

    def _place(self) -> None:
        px = self.theme.px
        pad, wide = px(_PAD), px(WIDE)
        high = self.card.arrange(wide - 2 * pad)
        self.open_at(self._corner, wide, high + 2 * pad)
        inside = self.inside
        self.card.setGeometry(inside.adjusted(pad, pad, -pad, -pad))

    def _grow(self) -> None:
        if self.isVisible():
            self._place()
