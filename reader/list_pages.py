"""What stands in the list when it has no articles: an empty place, or a search that found nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from archive.cancel import CancelToken
from archive.model import Place, Suggestion
from reader import places
from reader.controls import Area, Pressable, Text, paint_focus, shows_focus
from reader.filter_words import chip_words
from reader.filters import any_of, without
from reader.i18n import _, ngettext, number
from reader.lines import Lines, face
from reader.question import LIBRARY, Question, parse
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
        articles = ngettext("{n} article", "{n} articles", count).format(n=self._count)
        self.setAccessibleName(f"{words}, {articles}")
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


class BetterSpelling(Pressable):
    """The search as it was probably meant, on a tinted ground, with what it finds."""

    def __init__(self, theme: Theme, words: str, count: int, parent: QWidget | None = None) -> None:
        super().__init__(theme, words, parent)
        self._count = ngettext("{n} article", "{n} articles", count).format(n=number(count))
        self.setAccessibleName(f"{words}, {self._count}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(200, self.theme.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self.theme, self.theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("bg.selected" if self.underMouse() else "accent.soft"))
        painter.drawRoundedRect(box, theme.tokens.radius.card, theme.tokens.radius.card)
        ink = theme.colour("accent.text")
        count = Lines(self._count, face(theme, "ui.base"), 240)
        right = box.width() - px(16) - count.natural_width
        count.draw(painter, right, (box.height() - count.face.line) / 2, ink)
        words = Lines(self.text(), face(theme, "search", weight=600), right - px(30))
        words.draw(painter, px(16), (box.height() - words.face.line) / 2, ink)
        if shows_focus(self):
            paint_focus(painter, box, theme, theme.tokens.radius.card)


@dataclass(frozen=True, slots=True)
class Offer:
    """A search that finds something: in words, as a question, with its count."""

    words: str
    question: Question
    count: int
    is_spelling: bool = False


@dataclass(frozen=True, slots=True)
class Findings:
    """What is to be said of a search that found nothing: which words no article has, and other searches."""

    blame: str
    offers: list[Offer]


class NothingFound(Area):
    """No results: how it was probably meant, and wider searches; only what finds something is offered."""

    widen = Signal(object)
    """`Question`: the one the person chose."""

    def __init__(self, theme: Theme, tasks: Tasks, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(theme, "bg.list", parent=parent)
        self._tasks, self._library = tasks, library
        self._question = Question()
        px = theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(26), px(36), px(20), px(20))
        column.setSpacing(px(4))
        column.addWidget(Text(theme, "panel.title", text=_("Nothing found")))
        self._offers = QVBoxLayout()
        self._offers.setSpacing(0)
        column.addLayout(self._offers)
        column.addStretch(1)

    def show_for(self, question: Question, place_name: str) -> None:
        """Look for other searches in the background and offer those that find something."""
        self._clear()
        self._question = question
        self._tasks.run(
            lambda token: self._find(question, place_name, token),
            self._show,
            lane=Lane.SEARCH,
            replaces="wider",
        )

    def _find(self, question: Question, place_name: str, token: CancelToken) -> Findings:
        found: list[Offer] = []
        whole = replace(question, place=LIBRARY)
        if question.place != LIBRARY and (total := self._count(whole, token)):
            words = _("In the whole library, not only in {place}").format(place=place_name)
            found.append(Offer(words, whole, total))
        for one in question.filters:
            freer = replace(question, filters=without(question.filters, one.kind))
            if freer.is_search and (total := self._count(freer, token)):
                words = _("{any}, not only {chip}") if not one.leaves_out else _("{any}, also {chip}")
                chip = chip_words(replace(one, leaves_out=False))
                found.append(Offer(words.format(any=any_of(one.kind), chip=chip), freer, total))
        unfiltered = replace(question, filters=())
        if (
            len(question.filters) > 1
            and not found
            and question.text
            and (total := self._count(unfiltered, token))
        ):
            found.append(Offer(_("Without any filter"), unfiltered, total))
        if not question.text:
            return Findings("", found)
        blamed: list[str] = []
        for suggestion in self._library.suggest(question.text, token):
            token.check()
            if suggestion.kind == "without" and not self._count(Question(text=suggestion.detail), token):
                blamed.append(suggestion.detail)
            other = replace(question, text=suggestion.query)
            narrowed = question.place != LIBRARY or question.filters
            total = self._count(other, token) if narrowed else suggestion.count
            words, is_spelling = _in_words(suggestion), suggestion.kind == "spelling"
            if not total:
                other, total = replace(other, place=LIBRARY, filters=()), suggestion.count
                if not is_spelling:  # of a spelling the line above it says so
                    without_filter, everywhere = (
                        _("{search}, without any filter"),
                        _("{search}, in the whole library"),
                    )
                    words = (without_filter if question.filters else everywhere).format(search=words)
            found.append(Offer(words, other, total, is_spelling))
        if (
            not blamed
            and len(question.text.split()) == 1
            and not self._count(Question(text=question.text), token)
        ):
            blamed.append(question.text)
        return Findings(_blame(blamed), found)

    def _count(self, question: Question, token: CancelToken) -> int:
        parsed = parse(self._library, replace(question, typing=False))
        return self._library.facets(parsed, place=question.place, kinds=(), cancel=token).total

    def _show(self, findings: Findings) -> None:
        self._clear()
        found = findings.offers
        if findings.blame:
            self._say(findings.blame)
        spelling = [offer for offer in found if offer.is_spelling]
        wider = [offer for offer in found if not offer.is_spelling]
        for offer in spelling:
            if self._question.filters and not offer.question.filters:
                self._say(_("Did you mean, without any filter"))
            elif offer.question.place != self._question.place:
                self._say(_("Did you mean, in the whole library"))
            else:
                self._say(_("Did you mean"))
            self._add(BetterSpelling(self.theme, offer.words, offer.count), offer)
        if wider:
            self._say(_("Or look more widely") if spelling else _("Look more widely"))
        for offer in wider:
            self._add(WiderSearch(self.theme, offer.words, offer.count), offer)
        if not found and not findings.blame:
            self._say(_("Check the spelling, or try fewer words."))

    def _say(self, words: str) -> None:
        self._offers.addSpacing(self.theme.px(10))
        self._offers.addWidget(Text(self.theme, "ui.base", "text.secondary", words))
        self._offers.addSpacing(self.theme.px(6))

    def _add(self, button: Pressable, offer: Offer) -> None:
        button.clicked.connect(partial(self.widen.emit, offer.question))
        self._offers.addWidget(button)

    def _clear(self) -> None:
        while (item := self._offers.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


def _blame(words: Sequence[str]) -> str:
    """«votng» is in no article."""
    if not words:
        return ""
    named = ", ".join(f"«{word[:60]}»" for word in words)
    return ngettext("{words} is in no article.", "{words} are in no article.", len(words)).format(words=named)


def _in_words(suggestion: Suggestion) -> str:
    match suggestion.kind:
        case "without":
            return _("Without «{words}»: {query}").format(words=suggestion.detail, query=suggestion.query)
        case "either":
            return _("Either word: {words}").format(words=suggestion.query)
    return suggestion.query
