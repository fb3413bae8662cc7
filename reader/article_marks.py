"""The person's highlights and notes of the article on show: what is seen of them, going to one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from archive.model import Highlight, Span
from reader.note_card import NoteDot, quote_of, spoken
from reader.note_margin import Note
from reader.note_popover import NotePopover
from reader.reading_area import ReadingArea, ToHighlight
from reader.theme import Theme
from reader.under_cursor import selection_of


class ArticleMarks(QObject):
    """Shows what it is handed. What the person writes goes out by signals; it changes nothing itself."""

    note_written = Signal(object, str)
    """A `Highlight`, or None for the whole article, and its new note; empty: it has none any more."""
    removed = Signal(object)
    """The `Highlight` that should go."""
    changed = Signal()
    """Others are on show: ticks, commands and buttons may be others too."""

    def __init__(self, theme: Theme, area: ReadingArea, pane: QWidget) -> None:
        super().__init__(pane)
        self._theme, self._area, self._pane = theme, area, pane
        self._column, self._layer = area.column, area.column.body.highlights
        self.all: Sequence[Highlight] = ()
        """Those of the article, also where they are not on show."""
        self._drafts: set[int] = set()
        """Highlights whose note is only just being written; 0 stands for the whole article."""
        self._hidden = False
        self._last: int | None = None
        self._awaited: Span | None = None
        self._popover: NotePopover | None = None
        notes = self._column.notes
        notes.written.connect(lambda card: self._write(card.highlight, card.editor.words()))
        notes.dropped.connect(self._drop_drafts)
        notes.finished.connect(self._back_to_text)
        notes.opened.connect(self._open_dot)
        notes.resized.connect(self._column.arrange)
        self._column.unplaced.removed.connect(self.removed)

    # ---------------------------------------------------------------- what is on show

    def take(self, highlights: Sequence[Highlight], *, another: bool) -> None:
        """These are the article's; `another`: it is not the one that was on show."""
        if another:
            self._drafts.clear()
            self._last = self._awaited = None
            if self._popover is not None:
                self._popover.dismiss()
        self.all = highlights
        self._drafts &= {0} | {one.id for one in highlights}
        if any(one.anchor is None for one in highlights):
            self._drafts.discard(0)
        self._show()
        self._write_awaited()

    @property
    def is_hidden(self) -> bool:
        """The kept page is on show, in which nothing is marked."""
        return self._hidden

    def renew(self, highlights: Sequence[Highlight]) -> None:
        """The article on show has these now; what is read keeps its place."""
        if list(highlights) != list(self.all):
            self.take(highlights, another=False)
            self.rearrange()

    def hide(self, hidden: bool) -> None:
        """The kept page is on show, in which nothing is marked; or the article is again."""
        if hidden != self._hidden:
            self._hidden = hidden
            self._show()

    def _show(self) -> None:
        shown = () if self._hidden else self.all
        self._layer.show(shown)
        self._column.notes.show(self._notes())
        self._column.unplaced.show_highlights([one for one in shown if one.anchor and one.span is None])
        self._column.body.viewport().update()
        self.changed.emit()

    def _notes(self) -> list[Note]:
        if self._hidden:
            return []
        on_article: list[Note] = [one for one in self.all if one.anchor is None]
        if 0 in self._drafts:
            on_article.append(None)
        return on_article + [
            one for one in self.all if one.span is not None and (one.note or one.id in self._drafts)
        ]

    def rearrange(self) -> None:
        """Make room for the notes, or take it back; what is read keeps its place."""
        place = self._area.place()
        self._column.arrange()
        if place.stream is not None:
            self._area.go(place)

    # ---------------------------------------------------------------- which one

    def under_caret(self) -> Highlight | None:
        """The highlight the person has put the cursor in."""
        body = self._column.body
        return self._layer.at(body.textCursor().position()) if body.is_placed else None

    def at_point(self, point: QPoint) -> Highlight | None:
        """The highlight under a point of the text (in its viewport)."""
        body = self._column.body
        found = self._layer.at(body.cursorForPosition(point).position())
        if found is None:
            return None
        boxes = (part for part in self._layer.parts(found.id))
        near = any(
            part.left - 2 <= point.x() <= part.right + 2
            and part.baseline - part.ascent <= point.y() <= part.baseline + part.descent
            for part in boxes
        )
        return found if near else None

    def selected(self) -> Span | None:
        """What is selected of the article's text, without blanks at its ends."""
        body = self._column.body
        cursor = body.textCursor()
        if self._hidden or not cursor.hasSelection():
            return None
        return body.article_document.map.span_between(*selection_of(cursor))

    def with_span(self, span: Span) -> Highlight | None:
        """The highlight that stands on exactly these letters."""
        return next((one for one in self.all if one.span == span), None)

    def box_of(self, highlight: Highlight) -> QRect | None:
        """Where a highlight begins, in the pane's window."""
        box = self._layer.first_box(highlight.id, self._theme)
        if box is None:
            return None
        body = self._column.body
        return QRect(body.mapTo(body.window(), box.topLeft().toPoint()), box.size().toSize())

    # ---------------------------------------------------------------- going there

    def go(self, highlight: Highlight) -> None:
        """Bring a highlight into sight, with the caret at its beginning, and tell a screen reader of it."""
        self._last = highlight.id
        self._area.go(ToHighlight(highlight.id))
        body = self._column.body
        first = self._layer.begins(highlight.id)
        if first is not None:
            cursor = QTextCursor(body.article_document)
            cursor.setPosition(first)
            body.setTextCursor(cursor)
            body.is_placed = True
        announce(self._pane, spoken(highlight))

    def go_to_tick(self, index: int) -> None:
        """A tick of the scroll bar was pressed."""
        if index < len(self._layer.shown):
            self.go(self._layer.shown[index])

    def tip(self, index: int) -> str:
        """What a tick of the scroll bar stands for."""
        if index >= len(self._layer.shown):
            return ""
        one = self._layer.shown[index]
        return f"{quote_of(one, 160)}\n{one.note[:300]}" if one.note else quote_of(one, 160)

    def step(self, by: int) -> bool:
        """To the next or the previous highlight, from the one gone to last; False without any."""
        shown = list(self._layer.shown)
        if not shown:
            return False
        here = self.under_caret()
        last = here.id if here is not None else self._last
        at = next((n for n, one in enumerate(shown) if one.id == last), None)
        if at is None:
            at = -1 if by > 0 else 0
        self.go(shown[(at + by) % len(shown)])
        return True

    # ---------------------------------------------------------------- notes

    def await_note(self, span: Span) -> None:
        """A highlight is being made here: as soon as it is there its note is written."""
        self._awaited = span

    def _write_awaited(self) -> None:
        if self._awaited is None:
            return
        found = [one for one in self.all if one.span == self._awaited]
        if found:
            self._awaited = None
            self.write_note(max(found, key=lambda one: one.id))

    def write_note(self, highlight: Note) -> None:
        """Give the keyboard to the note of a highlight, or of the whole article (None), new or not."""
        if highlight is None:
            highlight = next((one for one in self.all if one.anchor is None), None)
        self._drafts.add(highlight.id if highlight is not None else 0)
        self._column.notes.show(self._notes())
        self.rearrange()
        card, dot = self._column.notes.card_of(highlight), self._column.notes.dot_of(highlight)
        if card is not None:
            card.write()
            self._area.ensureWidgetVisible(card, 0, 40)
        elif dot is not None:
            self._open_dot(dot)

    def _write(self, highlight: Note, words: str) -> None:
        self._drafts.discard(highlight.id if highlight is not None else 0)
        if highlight is not None or words:
            self.note_written.emit(highlight, words)

    def _drop_drafts(self) -> None:
        if self._drafts:
            self._drafts.clear()
            self._column.notes.show(self._notes())
            self.rearrange()

    def _back_to_text(self) -> None:
        self._column.body.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_dot(self, dot: NoteDot) -> None:
        if self._popover is None or self._popover.parentWidget() is not self._pane.window():
            self._popover = NotePopover(self._theme, self._pane.window())
            self._popover.written.connect(lambda card: self._write(card.highlight, card.editor.words()))
            self._popover.closed.connect(self._drop_drafts)
        if not dot.isVisible():
            self._area.ensureWidgetVisible(dot, 0, 40)
        self._popover.open_for(dot, self._column.body)

    def keep_words(self) -> None:
        """What is being written counts now: the article or the window is about to go."""
        for card in self._column.notes.cards:
            card.keep()
        if self._popover is not None and self._popover.isVisible():
            self._popover.card.keep()


def announce(widget: QWidget, words: str) -> None:
    """Tell a screen reader."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
