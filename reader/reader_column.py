"""What scrolls in the reading pane: header, notice and text under each other, in a column of the measure."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from reader.article_body import ArticleBody
from reader.article_header import ArticleHeader
from reader.note_margin import Note, NoteMargin
from reader.notice import Notice
from reader.position_map import Stream
from reader.reading_style import ReadingStyle
from reader.recurring_notice import RecurringNotice
from reader.theme import Theme
from reader.unplaced import Unplaced

_TOP = 35
_ALONE_TOP, _RULE_GAP = 82, 26
_AWAY = 10_000
"""So far out of sight notices are while the article stands alone."""
_NOTICE_GAP = 15
_BODY_GAP = 28
_FOOT = 120
_SIDE = 24


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody reads: a code point of the text, and how far below the top edge its line stands.

    Without a stream `below` is the scroll position itself: the header is on show.
    """

    stream: Stream | None
    code_point: int
    below: int


class ReaderColumn(QWidget):
    """Lays out its parts for the width it is given and is as high as they are."""

    will_arrange = Signal()
    """The width has changed; everything still stands where it was."""
    arranged = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._arranging = self._alone = False
        self._rule = QRect()
        self.header = ArticleHeader(theme, self)
        self.notice = Notice(theme, self)
        self.notice.hide()
        self.recurring = RecurringNotice(theme, self)
        self.body = ArticleBody(theme, self)
        self.body.grew.connect(self.arrange)
        self.notes = NoteMargin(theme, self, self.body)
        self.unplaced = Unplaced(theme, self)
        self.setAutoFillBackground(False)

    def arrange(self) -> None:
        """Put everything in its place for the width there is."""
        if self._arranging:
            return
        self._arranging = True
        scale, style = self._theme.reading_scale, ReadingStyle(self._theme)
        left, wide = self.notes.column(self.width(), style.column, _SIDE)
        y = round((_ALONE_TOP if self._alone else _TOP) * scale)
        self._rule = QRect(left, y - round(_RULE_GAP * scale), wide, 8)
        self.header.setGeometry(left, y, wide, self.header.arrange(wide))
        y += self.header.height()
        if not self.notice.isHidden() and not self._alone:
            y += round(_NOTICE_GAP * scale)
            self.notice.setGeometry(left, y, wide, self.notice.arrange(wide))
            y += self.notice.height()
        if not self.recurring.isHidden() and not self._alone:
            y += round(_NOTICE_GAP * scale / (1 if self.notice.isHidden() else 2))
            self.recurring.setGeometry(left, y, wide, self.recurring.arrange(wide))
            y += self.recurring.height()
        y += round(_BODY_GAP * scale)
        self.body.setGeometry(left - style.bleed, y, wide + 2 * style.bleed, self.body.height())
        y += self.body.height()
        if not self.unplaced.isHidden():
            high = self.unplaced.arrange(wide)
            self.unplaced.setGeometry(left, y + _SIDE, wide, high)
            y += _SIDE + high
        whole = max(y, self.notes.arrange(left + wide, self._top_of)) + _FOOT
        self.setMinimumHeight(whole)
        self.resize(self.width(), whole)
        self._arranging = False
        self.arranged.emit()

    def stand_alone(self, alone: bool) -> None:
        """For focus mode: a thick and a thin rule above the article, and no notices."""
        self._alone = alone
        for part in (self.notice, self.recurring):
            part.setEnabled(not alone)
            part.move(0, -_AWAY)
        self.arrange()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._alone and event.rect().intersects(self._rule):
            painter, rule = QPainter(self), self._rule
            ink = self._theme.colour("text.primary")
            painter.fillRect(rule.x(), rule.y(), rule.width(), 3, ink)
            painter.fillRect(rule.x(), rule.y() + 6, rule.width(), 1, ink)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width() and not self._arranging:
            self.will_arrange.emit()
            self.arrange()

    def in_column(self, box: QRect | QRectF) -> QRectF:
        """A rectangle of the text, in the column."""
        return QRectF(box).translated(self.body.pos())

    def body_y(self, y: float | None) -> float | None:
        """A height in the text as one in the column."""
        return None if y is None else self.body.y() + y

    def title_box(self) -> QRectF:
        """Where the title stands."""
        title = self.header.title
        return QRectF(title.geometry()).translated(self.header.pos())

    def _top_of(self, note: Note) -> float | None:
        """Where the line begins beside which a note stands."""
        if note is None or note.anchor is None:
            reach = self._theme.line("article.title") * 0.35  # above the title's first line
            return self.title_box().top() + reach
        box = self.body.highlights.first_box(note.id, self._theme)
        return None if box is None else self.body.y() + box.top()

    def place_at(self, y: int) -> Place:
        """What is read when the column is scrolled to `y`."""
        inside = y - self.body.y()
        if inside <= 0:
            return Place(None, 0, y)
        document = self.body.article_document
        position = self.body.first_visible_position(inside)
        found = document.map.code_point(position)
        if found is None:
            return Place(None, 0, y)
        exact = document.map.position(found[1], found[0])
        top = self.body.position_rect(position if exact is None else exact).top()
        return Place(found[0], found[1], top - inside)

    def y_of(self, place: Place) -> int | None:
        """Where to scroll for a place; None while the text does not reach so far yet."""
        if place.stream is None:
            return place.below
        document = self.body.article_document
        position = document.map.position(place.code_point, place.stream)
        if position is None:
            if not document.is_complete:
                return None
            position = document.characterCount() - 1
        return self.body.mapToParent(QPoint(0, self.body.position_rect(position).top())).y() - place.below
