"""The person marks what they read: the bar over a selection, the keys, notes, copying with the source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeGuard

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from archive.model import Colour, Highlight, Span, StoredArticle
from reader.actions import Actions
from reader.acts import Acts
from reader.article_marks import announce
from reader.citing import as_question, with_source
from reader.colours import COLOURS, colour_name
from reader.i18n import _
from reader.main_window import MainWindow
from reader.selection_bar import SelectionBar
from reader.tasks import Tasks

if TYPE_CHECKING:
    from archive import Library

SETTLE_MS = 150
"""So long after the mouse let go of a selection the bar comes."""


class Marking(QObject):
    """What the person does to the words of the open article, turned into acts."""

    find_wanted = Signal(str)
    """A question made of the selected words."""
    citation_wanted = Signal()
    """Nothing is selected: who wrote the chosen articles, and where, should be copied."""

    def __init__(
        self, library: Library, tasks: Tasks, acts: Acts, actions: Actions, window: MainWindow
    ) -> None:
        super().__init__(window)
        self._library, self._tasks, self._acts = library, tasks, acts
        self._actions, self._window, self._pane = actions, window, window.reader
        self._marks, self._body = window.reader.marks, window.reader.column.body
        self._colour = COLOURS[0]
        self._new: Span | None = None
        """A highlight is being made here."""
        self._then: Colour | None = None
        self._about: Highlight | None = None
        """The highlight the bar is about."""
        self._pressed = QPoint()
        self._closing = False
        self.bar = SelectionBar(window.theme, window)
        self.bar.coloured.connect(self.colour)
        self.bar.noted.connect(self.note)
        self.bar.sought.connect(self.find)
        self.bar.copied.connect(self.copy_with_source)
        self.bar.removed.connect(self.remove)
        self.bar.closed.connect(self._bar_closed)
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(self._settled)
        self._by_mouse = False
        self._body.viewport().installEventFilter(self)
        self._body.installEventFilter(self)
        self._body.selectionChanged.connect(self._selection_changed)
        self._menu_before = self._body.more_actions
        self._body.more_actions = self._for_menu
        self._pane.hit_map.valueChanged.connect(self._scrolled)
        self._marks.note_written.connect(self._write)
        self._marks.removed.connect(lambda highlight: self._remove(highlight))
        self._marks.changed.connect(self._made)
        commands: dict[QAction, Callable[[], object]] = {
            actions.highlight: self.highlight,
            actions.note: self.note,
            actions.remove_highlight: self.remove,
            actions.next_highlight: lambda: self._step(1),
            actions.previous_highlight: lambda: self._step(-1),
            actions.copy_with_source: self.copy_with_source,
            actions.find_this: self.find,
        }
        for colour, action in actions.colours.items():
            commands[action] = partial(self.colour, colour)
        self.actions = tuple(commands)
        """The commands that need an open article."""
        for action, act in commands.items():
            action.triggered.connect(lambda checked=False, act=act: act())

    # ---------------------------------------------------------------- what the commands do

    def highlight(self) -> None:
        """Mark what is selected in the colour used last; on a highlight, offer what can be done with it."""
        if self._marks.selected() is not None:
            self.colour(self._colour)
        elif (found := self._marks.under_caret()) is not None:
            self._open_bar(found)
            self.bar.enter()
        else:
            self._say_how()

    def colour(self, colour: Colour) -> None:
        """Mark what is selected in a colour, or give it to the highlight the person is at."""
        stored, span = self._pane.article, self._marks.selected()
        target = self._target() if span is None else self._marks.with_span(span)
        self.bar.dismiss()
        if stored is None:
            return
        if span is None and target is None and self._new is not None:
            self._then = colour  # the highlight is only just being made
        elif target is not None:
            self._colour = colour
            if target.colour is not colour:
                self._acts.recolour(target.id, colour)
                self._say_colour()
            self._leave_selection()
        elif span is not None:
            self._colour = colour
            self._make(stored, span)
        else:
            self._say_how()

    def note(self) -> None:
        """Write a note on what is selected, on the highlight the person is at, or on the whole article."""
        stored, span = self._pane.article, self._marks.selected()
        target = self._target() if span is None else self._marks.with_span(span)
        self.bar.dismiss()
        if stored is None:
            return
        if self._pane.shows_original:
            self._window.messages.tell(_("Go back to the clean text first (Ctrl+U)."))
        elif target is not None or span is None:
            self._leave_selection()
            self._marks.write_note(target)
        else:
            self._marks.await_note(span)
            self._make(stored, span)

    def remove(self) -> None:
        """Take away the highlight the person is at."""
        target = self._target()
        self.bar.dismiss()
        if target is not None:
            self._remove(target)
        else:
            self._window.messages.tell(_("Click into a highlight first, or go to one (Alt+Down)."))

    def find(self) -> None:
        """Search the library for the selected words."""
        words = self._words()
        self.bar.dismiss()
        if words:
            self.find_wanted.emit(as_question(words))
        else:
            self._window.messages.tell(_("Select some text first."))

    def copy_with_source(self) -> None:
        """Copy the selected words, or the highlight the person is at, with title, source, date, address."""
        stored, words = self._pane.article, self._words()
        self.bar.dismiss()
        if stored is None:
            return
        if words:
            QGuiApplication.clipboard().setText(with_source(words, stored))
            self._window.messages.tell(_("Copied with its source"))
        else:
            self.citation_wanted.emit()

    def copy(self) -> None:
        """Copy what is selected where the keyboard is; nothing is selected there: the citation."""
        focus = QApplication.focusWidget()
        if _has_selection(focus):
            focus.copy()
        elif self._body.textCursor().hasSelection():
            self._body.copy()
        else:
            self.citation_wanted.emit()

    def _step(self, by: int) -> None:
        if not self._marks.step(by):
            self._window.messages.tell(_("There are no highlights in this article."))
        else:
            self._body.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---------------------------------------------------------------- acts

    def _make(self, stored: StoredArticle, span: Span) -> None:
        self._new, self._then = span, None
        self._acts.highlight(stored.id, span, self._colour)
        self._leave_selection()
        self._say_colour()

    def _say_colour(self) -> None:
        announce(self._pane, _("Highlighted: {colour}").format(colour=colour_name(self._colour)))

    def _made(self) -> None:
        """Other highlights are on show: perhaps the one that was being made."""
        if self._new is None:
            return
        found = self._marks.with_span(self._new)
        if found is not None:
            colour, self._new, self._then = self._then, None, None
            if colour is not None:
                self._colour = colour
                if colour is not found.colour:
                    self._acts.recolour(found.id, colour)

    def _write(self, highlight: Highlight | None, words: str) -> None:
        stored = self._pane.article
        if self._closing:
            self._write_at_once(highlight, words)
        elif highlight is None:
            if stored is not None and words:
                self._acts.highlight(stored.id, None, self._colour, words)
        elif highlight.anchor is None and not words:
            self._acts.remove_highlights([highlight.id], told=_("Note removed"))
        elif words != highlight.note:
            self._acts.note(highlight.id, words)

    def _write_at_once(self, highlight: Highlight | None, words: str) -> None:
        stored = self._pane.article
        if highlight is not None:
            self._library.change_highlight(highlight.id, note=words)
        elif stored is not None and words:
            self._library.highlight(stored.id, None, self._colour, words)

    def _remove(self, highlight: Highlight) -> None:
        told = _("Highlight removed") if highlight.anchor is not None else _("Note removed")
        self._acts.remove_highlights([highlight.id], told=told)

    def keep_last_words(self) -> None:
        """The window goes: a note that is being written is kept at once, for no lane will do it any more."""
        self._closing = True
        self._marks.keep_words()

    # ---------------------------------------------------------------- what it is about

    def _target(self) -> Highlight | None:
        """The highlight the bar is about, else the one the cursor is in."""
        if self._about is not None:
            return next((one for one in self._marks.all if one.id == self._about.id), None)
        return self._marks.under_caret()

    def _words(self) -> str:
        if self._body.textCursor().hasSelection():
            return self._body.selected_text().strip()
        target = self._target()
        return target.anchor.quote if target is not None and target.anchor is not None else ""

    def _leave_selection(self) -> None:
        """The words show their colour, not the wash of a selection; the cursor stays at their beginning."""
        cursor = self._body.textCursor()
        if cursor.hasSelection():
            span = self._marks.selected()  # without the blanks before its first letter
            ranges = self._body.article_document.map.ranges(span) if span is not None else []
            cursor.setPosition(ranges[0][0] if ranges else cursor.selectionStart())
            self._body.setTextCursor(cursor)

    def _say_how(self) -> None:
        self._window.messages.tell(
            _("Go back to the clean text first (Ctrl+U).")
            if self._pane.shows_original
            else _("Select some of the article’s text first.")
        )

    def _for_menu(self) -> Sequence[QAction]:
        """What the context menu of the text offers where it is opened: first what the bar does."""
        a, ours = self._actions, list[QAction]()
        selected = self._marks.selected() is not None
        target = None if selected else self._marks.under_caret()
        if selected or target is not None:
            ours = [*a.colours.values(), a.note, a.copy_with_source]
        if selected:
            ours.append(a.find_this)
        if target is not None:
            ours.append(a.remove_highlight)
        return [*ours, *self._menu_before()]

    # ---------------------------------------------------------------- the bar

    def _open_bar(self, highlight: Highlight | None) -> None:
        """Over a highlight, or (None) over what is selected."""
        if self._pane.article is None or not self._body.isVisible():
            return
        words = self._box() if highlight is None else self._marks.box_of(highlight)
        if words is None:
            return
        area = self._pane.area.viewport()
        room = QRect(area.mapTo(self._window, QPoint(0, 0)), area.size()).adjusted(6, 6, -6, -6)
        if not room.intersects(words):
            return
        self.bar.open_for(
            "selection" if highlight is None else "highlight",
            words,
            highlight.colour if highlight is not None else None,
            room,
        )
        self._about = highlight
        self._look_pressed(True)

    def _box(self) -> QRect | None:
        """The first line of what is selected, in the window; None where that cannot be marked."""
        if self._marks.selected() is None:
            return None
        cursor = self._body.textCursor()
        first = self._body.position_rect(cursor.selectionStart())
        last = self._body.position_rect(cursor.selectionEnd())
        right = last.right() if first.top() == last.top() else self._body.width() - 8
        box = QRect(first.topLeft(), QPoint(max(right, first.left()), last.bottom()))
        return QRect(self._body.mapTo(self._window, box.topLeft()), box.size())

    def _bar_closed(self) -> None:
        self._about = None
        self._look_pressed(False)

    def _look_pressed(self, pressed: bool) -> None:
        """The button of highlights in the bar above looks as if held while our bar is open."""
        button = self._window.highlighter
        button.set_icon("highlighter", "accent.text" if pressed else "text.secondary")
        button.setDown(pressed)

    def _settled(self) -> None:
        """The mouse has let go, and nothing has moved since."""
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            return
        if self._body.textCursor().hasSelection():
            if self._by_mouse and self._marks.selected() is not None:
                self._open_bar(None)
            return
        found = self._marks.at_point(self._pressed)
        if found is not None and not self._body.anchorAt(self._pressed):
            self._open_bar(found)

    def _selection_changed(self) -> None:
        if self.bar.isVisible() and self.bar.kind == "selection":
            self.bar.dismiss()

    def _scrolled(self) -> None:
        """The bar goes while the text moves, and comes back over what is selected."""
        if self.bar.isVisible():
            again = self.bar.kind == "selection"
            self.bar.dismiss()
            if again:
                self._settling.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            self._heed_mouse(event)
        elif isinstance(event, QKeyEvent) and watched is self._body:
            if event.type() == QEvent.Type.ShortcutOverride and self._is_ours(event):
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._by_mouse = False
                return self._heed_key(event)
        return super().eventFilter(watched, event)

    def _heed_mouse(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if event.type() == QEvent.Type.MouseButtonPress:
            self._by_mouse = True
            self._settling.stop()
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._pressed = event.position().toPoint()
            self._settling.start()

    def _is_ours(self, event: QKeyEvent) -> bool:
        """Esc closes the bar before anything else; Del is the highlight's while the person is in one."""
        if event.key() == Qt.Key.Key_Escape:
            return self.bar.isVisible()
        in_text = bool(self._body.cursorWidth()) or self._about is not None
        return event.key() == Qt.Key.Key_Delete and in_text and self._target() is not None

    def _heed_key(self, event: QKeyEvent) -> bool:
        if self._is_ours(event):
            if event.key() == Qt.Key.Key_Escape:
                self.bar.dismiss()
            else:
                self.remove()
            return True
        if event.key() == Qt.Key.Key_Tab and self.bar.isVisible():
            self.bar.enter()
            return True
        if event.matches(QKeySequence.StandardKey.Copy) and not self._body.textCursor().hasSelection():
            self.citation_wanted.emit()
            return True
        return False


def _has_selection(field: QWidget | None) -> TypeGuard[QLineEdit | QTextEdit | QPlainTextEdit]:
    """True for a text field in which something is selected."""
    if isinstance(field, QLineEdit):
        return field.hasSelectedText()
    return isinstance(field, QTextEdit | QPlainTextEdit) and field.textCursor().hasSelection()
