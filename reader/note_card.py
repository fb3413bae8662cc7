"""A note beside the text: a bar in its highlight's colour, its words, its date; edited where it stands."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from archive.model import Highlight, Moment, Precision
from reader.colours import colour_name, line_of
from reader.controls import Painted, Pressable, paint_focus, shows_focus
from reader.dates import list_date
from reader.i18n import _, number
from reader.lines import Lines, face
from reader.note_editor import NoteEditor
from reader.theme import Theme

BAR = 3
INSET = 11
"""From the card's left edge to its words."""
_PAD = 2
_QUOTED = 60


def quote_of(highlight: Highlight, most: int = _QUOTED) -> str:
    """The marked words on one line, at most so many letters of them."""
    words = " ".join((highlight.anchor.quote if highlight.anchor else "").split())
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + "…"


def date_of(highlight: Highlight) -> str:
    """«9 Feb 2024», in this machine's zone: when its note or its colour was last changed."""
    day = highlight.changed_at.astimezone().date().isoformat()
    return list_date(Moment(day, Precision.DAY))


def name_of_note(highlight: Highlight | None) -> str:
    """What a screen reader calls the field: what the note is on."""
    if highlight is None or highlight.anchor is None:
        return _("Note on the article")
    return _("Note on “{words}”").format(words=quote_of(highlight))


class NoteCard(Painted):
    """One note. `highlight` None: one on the whole article that is only just being written."""

    written = Signal(object)
    """This card: its words are others than those that are kept."""
    dropped = Signal(object)
    """This card: it was left with nothing written, and nothing is kept of it."""
    finished = Signal(object)
    """This card: the person goes back to the text."""
    resized = Signal()

    def __init__(self, theme: Theme, highlight: Highlight | None, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.highlight = highlight
        self.editor = NoteEditor(theme, self)
        self.setFocusProxy(self.editor)
        self._saved = ""
        self._laid: tuple[int, int] | None = None
        """A width, and how high the words are in it."""
        self.editor.left.connect(self.keep)
        self.editor.done.connect(lambda: self.finished.emit(self))
        self.editor.grew.connect(self._grown)
        self.editor.focus_changed.connect(self.update)
        self.take(highlight)

    def take(self, highlight: Highlight | None) -> None:
        """The highlight as it is now. Words that are just being written stay."""
        before, self.highlight = self._saved, highlight
        self._saved = highlight.note if highlight is not None else ""
        if self.editor.words() == before and self.editor.words() != self._saved:
            self.editor.set_words(self._saved)
        self.editor.setAccessibleName(name_of_note(highlight))
        self.update()

    def keep(self) -> None:
        """What is written counts."""
        words = self.editor.words()
        if words != self._saved:
            self._saved = words
            self.written.emit(self)
        elif not words and self.window().isActiveWindow():
            self.dropped.emit(self)

    def write(self) -> None:
        """Give the keyboard to the words, at their end."""
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editor.moveCursor(self.editor.textCursor().MoveOperation.End)

    def arrange(self, width: int) -> int:
        """Give the parts their places within `width`; the height they take."""
        px = self.theme.px
        left = px(INSET)
        if self._laid is None or self._laid[0] != width:
            self._laid = width, self.editor.height_for(width - left)
        high = self._laid[1]
        self.editor.setGeometry(left, _PAD, width - left, high)
        date = 0 if self.highlight is None else px(3) + round(self.theme.line("ui.small"))
        return 2 * _PAD + high + date

    def sizeHint(self) -> QSize:
        wide = self.theme.px(self.theme.tokens.size.note_margin)
        return QSize(wide, self.arrange(wide))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on_passage = self.highlight is not None and self.highlight.anchor is not None
        token = line_of(self.highlight.colour) if on_passage and self.highlight else "line.control"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour(token))
        painter.drawRoundedRect(QRectF(0, 0, BAR, self.height()), 1.5, 1.5)
        if self.highlight is not None:
            words = Lines(date_of(self.highlight), face(self.theme, "ui.small"), self.width())
            top = self.editor.geometry().bottom() + 1 + self.theme.px(3)
            words.draw(painter, self.theme.px(INSET), top, self.theme.colour("text.tertiary"))
        if self.editor.hasFocus():
            box = QRectF(self.editor.geometry()).adjusted(-5, -2, 0, 2)
            paint_focus(painter, box, self.theme, self.theme.tokens.radius.mark)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.write()

    def _grown(self) -> None:
        self._laid = None
        self.resized.emit()


class NoteDot(Pressable):
    """A numbered dot at the end of a line, where there is no room for the note itself."""

    def __init__(self, theme: Theme, n: int, highlight: Highlight | None, parent: QWidget) -> None:
        super().__init__(theme, number(n), parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.take(n, highlight)

    def take(self, n: int, highlight: Highlight | None) -> None:
        """It stands for this note, the `n`-th of the article."""
        self.highlight = highlight
        self.setText(number(n))
        self.setAccessibleName(name_of_note(highlight))
        self.setAccessibleDescription(highlight.note if highlight is not None else "")
        self.update()

    def sizeHint(self) -> QSize:
        side = max(self.theme.tokens.size.min_target, self.theme.px(22))
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self.theme.px(18)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        on_passage = self.highlight is not None and self.highlight.anchor is not None
        token = line_of(self.highlight.colour) if on_passage and self.highlight else "text.secondary"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour(token))
        painter.drawEllipse(box)
        font = self.theme.font("ui.small", weight=600)
        wide = QFontMetricsF(font).horizontalAdvance(self.text())
        if wide > side - 4:
            font.setPointSizeF(font.pointSizeF() * (side - 4) / wide)
        painter.setFont(font)
        painter.setPen(self.theme.colour("bg.paper"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())
        if shows_focus(self):
            paint_focus(painter, QRectF(self.rect()), self.theme, side / 2 + 2)


def spoken(highlight: Highlight) -> str:
    """A highlight as a screen reader tells it: colour, words, note."""
    told = _("{colour} highlight: {words}").format(
        colour=colour_name(highlight.colour), words=quote_of(highlight, 300)
    )
    note = _("Note")
    return f"{told}. {note}: {highlight.note}" if highlight.note else told
