"""At an article's end: the highlights whose words are in its text no more, with what was noted on them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from archive.model import Highlight
from reader.colours import line_of
from reader.controls import Button, Painted, Text
from reader.i18n import _, ngettext, number
from reader.note_card import quote_of
from reader.theme import Theme

_QUOTE = 500


class UnplacedRow(Painted):
    """One of them: its words, its note, and the way to let it go."""

    def __init__(self, theme: Theme, highlight: Highlight, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.highlight = highlight
        self.quote = Text(theme, "note", "text.primary", f"“{quote_of(highlight, _QUOTE)}”", parent=self)
        self.note = Text(theme, "note", "text.secondary", highlight.note, parent=self)
        self.note.setVisible(bool(highlight.note))
        self.remove = Button(theme, _("Remove highlight"), "link", small=True, parent=self)
        self.remove.setAccessibleDescription(self.quote.text())

    def arrange(self, width: int) -> int:
        """Give the parts their places within `width`; the height they take."""
        px = self.theme.px
        left, y = px(13), px(2)
        room = width - left
        for words in (self.quote, self.note):
            if not words.isHidden():
                high = words.heightForWidth(room)
                words.setGeometry(left, y, room, high)
                y += high + px(4)
        size = self.remove.sizeHint()
        self.remove.setGeometry(left - px(4), y, size.width(), size.height())
        return y + size.height()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(
            QRectF(0, 2, 3, self.height() - 4), self.theme.colour(line_of(self.highlight.colour))
        )


class Unplaced(Painted):
    """A card with all of them; not there where there are none."""

    removed = Signal(object)
    """The `Highlight` that should go."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.title = Text(theme, "ui.strong", "text.primary", parent=self)
        self.rows: list[UnplacedRow] = []
        self.hide()

    def show_highlights(self, highlights: Sequence[Highlight]) -> None:
        """Tell of these."""
        if [row.highlight for row in self.rows] == list(highlights):
            return
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [UnplacedRow(self.theme, one, self) for one in highlights]
        for row in self.rows:
            row.remove.clicked.connect(lambda checked=False, row=row: self.removed.emit(row.highlight))
            row.show()
        n = len(highlights)
        words = ngettext(
            "{n} highlight could not be placed any more: its words are not in the text now",
            "{n} highlights could not be placed any more: their words are not in the text now",
            n,
        )
        self.title.setText(words.format(n=number(n)))
        self.setVisible(bool(highlights))

    def arrange(self, width: int) -> int:
        """Give the parts their places within `width`; the height they take."""
        px = self.theme.px
        pad, room = px(14), width - 2 * px(14)
        high = self.title.heightForWidth(room)
        self.title.setGeometry(pad, px(12), room, high)
        y = px(12) + high + px(10)
        for row in self.rows:
            high = row.arrange(room)
            row.setGeometry(pad, y, room, high)
            y += high + px(10)
        return y + px(4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self.theme.colour("bg.inset"))
        painter.setPen(QPen(self.theme.colour("line.subtle"), 1))
        radius = self.theme.tokens.radius.card
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
