"""What stands in the list when it has no articles: an empty place, or a search that found nothing."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from archive.cancel import CancelToken
from archive.model import Place
from reader import places
from reader.controls import Area, Pressable, Text, paint_focus, shows_focus
from reader.i18n import _, number
from reader.lines import Lines, face
from reader.list_query import Question
from reader.tasks import Lane, Tasks
from reader.theme import Theme

if TYPE_CHECKING:
    from archive import Library


class EmptyPlace(Area):
    """A place without articles: one serif sentence and the next step."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "bg.list", parent=parent)
        self._title = Text(theme, "panel.title")
        self._words = Text(theme, "ui.base", "text.secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(28), theme.px(40), theme.px(28), theme.px(20))
        column.setSpacing(theme.px(6))
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addStretch(1)

    def show_place(self, place: Place) -> None:
        title, words = places.empty_words(place)
        self._title.setText(title)
        self._words.setText(words)


class WiderSearch(Pressable):
    """One wider search with what it finds: an arrow, the words, the count."""

    def __init__(self, theme: Theme, words: str, count: int, parent: QWidget | None = None) -> None:
        super().__init__(theme, words, parent)
        self._count = number(count)
        self.setAccessibleName(_("{search}, {n} articles").format(search=words, n=self._count))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(200, self.theme.px(31))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self.theme, self.theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("bg.hover"))
            painter.drawRoundedRect(box, theme.tokens.radius.control, theme.tokens.radius.control)
        side = px(16)
        theme.paint_icon(
            painter, QRectF(px(2), round((box.height() - side) / 2), side, side), "arrow-right", "accent.text"
        )
        count = Lines(self._count, face(theme, "ui.base"), 200)
        right = box.width() - px(8) - count.natural_width
        top = (box.height() - count.face.line) / 2
        count.draw(painter, right, top, theme.colour("text.tertiary"))
        words = Lines(self.text(), face(theme, "ui.strong"), right - px(34))
        words.draw(painter, px(26), top, theme.colour("accent.text"))
        if shows_focus(self):
            paint_focus(painter, box, theme, theme.tokens.radius.control)


class NothingFound(Area):
    """No results: wider searches with their counts; only what finds something is offered."""

    widen = Signal(object)
    """`Question`: the wider one the person chose."""

    def __init__(self, theme: Theme, tasks: Tasks, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(theme, "bg.list", parent=parent)
        self._tasks, self._library = tasks, library
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(26), theme.px(36), theme.px(20), theme.px(20))
        column.setSpacing(theme.px(6))
        self._title = Text(theme, "panel.title", text=_("Nothing found"))
        self._lead = Text(theme, "ui.base", "text.secondary")
        column.addWidget(self._title)
        column.addWidget(self._lead)
        self._offers = QVBoxLayout()
        self._offers.setSpacing(0)
        column.addLayout(self._offers)
        column.addStretch(1)

    def show_for(self, question: Question, place_name: str) -> None:
        """Look for wider searches in the background and offer those that find something."""
        self._clear()
        self._lead.setText(_("Check the spelling, or try fewer words."))
        self._tasks.run(
            partial(self._count, _wider(question, place_name)),
            self._offer,
            lane=Lane.SEARCH,
            replaces="wider",
        )

    def _count(
        self, wider: list[tuple[str, Question]], token: CancelToken
    ) -> list[tuple[str, Question, int]]:
        found = []
        for words, question in wider:
            token.check()
            page = self._library.search(question.text, place=question.place, limit=1, cancel=token)
            if page.total:
                found.append((words, question, page.total))
        return found

    def _offer(self, found: list[tuple[str, Question, int]]) -> None:
        self._clear()
        if found:
            self._lead.setText(_("Look more widely"))
        for words, question, count in found:
            offer = WiderSearch(self.theme, words, count)
            offer.clicked.connect(partial(self.widen.emit, question))
            self._offers.addWidget(offer)

    def _clear(self) -> None:
        while (item := self._offers.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


def _wider(question: Question, place_name: str) -> list[tuple[str, Question]]:
    """Wider searches, nearest first: the whole library, then either word, then word beginnings."""
    wider = []
    library = Place()
    if question.place != library:
        words = _("In the whole library, not only in {place}").format(place=place_name)
        wider.append((words, replace(question, place=library)))
    plain = [word for word in question.text.replace('"', " ").split() if word.isalnum()]
    if len(plain) > 1:
        either = " OR ".join(plain[:6])
        wider.append((_("Either word: {words}").format(words=either), replace(question, text=either)))
    if len(plain) == 1 and len(plain[0]) > 4:
        begins = plain[0][: max(4, len(plain[0]) - 3)] + "*"
        wider.append(
            (_("Words that begin alike: {words}").format(words=begins), replace(question, text=begins))
        )
    return wider
