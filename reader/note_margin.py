"""The notes at the right of the text, each beside its first marked line; numbered dots where room lacks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from archive.model import Highlight
from reader.note_card import NoteCard, NoteDot
from reader.theme import Theme

GAP = 28
"""Between the text and the notes."""
LEFT = 44
"""The room at the left that is kept when the text moves over for the notes."""
RIGHT = 12
LETTERS = 60
"""For the notes the text may become as narrow as so many letters a line, by a tenth at most."""
_BETWEEN = 14

Note = Highlight | None
"""A note by its highlight; None is one on the whole article that is only just being written."""


class NoteMargin(QObject):
    """Owns the cards or the dots, which are children of the column beside the text."""

    written = Signal(object)
    """A `NoteCard` whose words have changed."""
    dropped = Signal()
    """The note that was just being written was left empty."""
    finished = Signal()
    """The person goes back to the text."""
    opened = Signal(object)
    """A `NoteDot` was pressed."""
    resized = Signal()
    """A card is higher or lower than it was."""

    def __init__(self, theme: Theme, column: QWidget, text: QWidget) -> None:
        """`text`: what Tab goes on from to the first note."""
        super().__init__(column)
        self._theme, self._column, self._text = theme, column, text
        self.notes: Sequence[Note] = ()
        """In reading order, those on the whole article first."""
        self.cards: list[NoteCard] = []
        self.dots: list[NoteDot] = []
        self._as_cards = True
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.resized)
        self.wants_cards = True
        """The person wants notes beside the text where there is room; else each is a dot that opens it."""

    def show(self, notes: Sequence[Note]) -> None:
        """Take these. A card that is being written in stays the one it is."""
        self.notes = notes
        self._match()

    @property
    def shows_cards(self) -> bool:
        return self._as_cards

    def card_of(self, note: Note) -> NoteCard | None:
        """The card of a note, where there are cards."""
        return next((card for card in self.cards if _key(card.highlight) == _key(note)), None)

    def dot_of(self, note: Note) -> NoteDot | None:
        """The dot of a note, where there are dots."""
        return next((dot for dot in self.dots if _key(dot.highlight) == _key(note)), None)

    def column(self, width: int, wanted: int, side: int) -> tuple[int, int]:
        """Where the text begins, and how wide it is, in a column of this width that wants so much."""
        px = self._theme.px
        margin = px(GAP) + px(self._theme.tokens.size.note_margin)
        wide = max(120, min(wanted, width - 2 * side))
        if not self.notes:
            return (width - wide) // 2, wide
        beside = min(wanted, width - LEFT - margin - RIGHT)
        least = wanted * min(1.0, max(0.9, LETTERS / self._theme.typeset.letters))
        has_room = beside >= least and not self._theme.typeset.in_focus
        self._as_cards = has_room and self.wants_cards
        self._match()
        if self._as_cards:
            return max(LEFT, (width - beside - margin) // 2), beside
        dot = px(24)
        wide = max(120, min(wanted, width - side - max(side, dot + 4)))
        return max(side, min((width - wide) // 2, width - wide - dot - 4)), wide

    def arrange(self, right: int, top_of: Callable[[Note], float | None]) -> int:
        """Put each note beside its line: `right` is the text's edge, `top_of` tells where the line of a note
        begins (None while that is not there). Returns where the lowest one ends."""
        px, low = self._theme.px, 0
        wide = px(self._theme.tokens.size.note_margin)
        widgets: list[NoteCard | NoteDot] = [*self.cards, *self.dots]
        for widget in widgets:
            top = top_of(widget.highlight)
            if top is None:
                widget.hide()
                continue
            if isinstance(widget, NoteCard):
                high = widget.arrange(wide)
                y = max(round(top), low)
                widget.setGeometry(right + px(GAP), y, wide, high)
                low = y + high + px(_BETWEEN)
            else:
                size = widget.sizeHint()
                y = max(round(top), low)
                widget.setGeometry(right + 3, y, size.width(), size.height())
                low = y + size.height()
            widget.show()
        return low

    def _match(self) -> None:
        """As many cards, or dots, as there are notes."""
        wanted = list(self.notes) if self._as_cards else []
        if [_key(card.highlight) for card in self.cards] != [_key(note) for note in wanted]:
            self._make_cards(wanted)
        for card, note in zip(self.cards, wanted, strict=True):
            if card.highlight is not note:
                card.take(note)
        points = [] if self._as_cards else list(self.notes)
        while len(self.dots) > len(points):
            _leave(self.dots.pop())
        for at, note in enumerate(points):
            if at == len(self.dots):
                dot = NoteDot(self._theme, at + 1, note, self._column)
                dot.clicked.connect(lambda checked=False, dot=dot: self.opened.emit(dot))
                QWidget.setTabOrder(self.dots[-1] if self.dots else self._text, dot)
                self.dots.append(dot)
            else:
                self.dots[at].take(at + 1, note)

    def _make_cards(self, wanted: Sequence[Note]) -> None:
        old = {_key(card.highlight): card for card in self.cards}
        new = next((n for n in wanted if n is not None and n.anchor is None and n.id not in old), None)
        if new is not None and 0 in old and None not in wanted:
            old[new.id] = old.pop(0)  # what was being written has come to be: its field keeps the keyboard
        self.cards = [old.pop(_key(n)) if _key(n) in old else self._card(n) for n in wanted]
        for card in old.values():
            _leave(card)
        before = self._text
        for card in self.cards:
            QWidget.setTabOrder(before, card.editor)
            before = card.editor

    def _card(self, note: Note) -> NoteCard:
        card = NoteCard(self._theme, note, self._column)
        card.written.connect(self.written)
        card.dropped.connect(lambda card: self.dropped.emit())
        card.finished.connect(lambda card: self.finished.emit())
        # later, and once for all of them: it also happens while everything is being put in its place
        card.resized.connect(self._soon.start)
        return card


def _key(note: Note) -> int:
    return note.id if note is not None else 0


def _leave(widget: QWidget) -> None:
    widget.hide()
    widget.deleteLater()
