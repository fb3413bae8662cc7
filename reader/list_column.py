"""The middle column: search field, header, and the list or what stands in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from archive.model import Place, Sort
from reader.announcing import announce
from reader.article_list import ArticleModel
from reader.article_table import ArticleTable
from reader.controls import Area, Text
from reader.filters import Filters, without
from reader.i18n import _, ngettext, number
from reader.list_header import ListHeader
from reader.list_pages import EmptyPlace, NothingFound
from reader.list_query import FIRST_ROWS, ListQuery
from reader.query_words import understood
from reader.question import Answer, Question
from reader.search_box import SearchBox
from reader.tasks import Tasks
from reader.theme import Theme

if TYPE_CHECKING:
    from archive import Library

GREY_AFTER_MS = 600
TELL_AFTER_MS = 700
"""So long after an answer a screen reader is told of it: who types on has no use for it."""


class ListColumn(Area):
    """Shows a place or a search in it."""

    opened = Signal(object)
    """The id of the article the person is on, or None."""
    chosen = Signal()
    place_left = Signal(object)
    """`Question`: a wider search leads to another place."""
    left = Signal()
    """The person leaves the search field backwards."""
    filter_edited = Signal(object)
    """The `Filter` whose chip was pressed; None for a new one."""

    def __init__(
        self, theme: Theme, tasks: Tasks, library: Library, sort_menu: QMenu, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "bg.list", parent=parent)
        # else Qt paints everything that lies below it first, with each letter
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._place_name = ""
        self.model = ArticleModel(self)
        self.query = ListQuery(library, tasks, self.model, self)
        self.table = ArticleTable(theme, self.model)
        self.query.screenful = lambda: self.table.screenful if self.isVisible() else FIRST_ROWS
        self.box = SearchBox(theme)
        self.header = ListHeader(theme, sort_menu)
        self.note = Text(theme, "ui.small", "text.tertiary")
        self.note.hide()
        self.still_reading = Text(theme, "ui.small", "text.tertiary")
        self.still_reading.hide()
        self.empty = EmptyPlace(theme)
        self.nothing = NothingFound(theme, tasks, library)
        self.pages = QStackedWidget()
        for page in (self.table, self.empty, self.nothing):
            self.pages.addWidget(page)
        self._lay_out()
        self._keep_article: int | None = None
        self._wants_first = False
        self._busy = QTimer(self, singleShot=True, interval=theme.tokens.motion.spinner_delay)
        self._busy.timeout.connect(lambda: self.header.set_busy(True))
        self._grey = QTimer(self, singleShot=True, interval=GREY_AFTER_MS)
        self._grey.timeout.connect(lambda: self.table.set_grey(True))
        self._telling = QTimer(self, singleShot=True, interval=TELL_AFTER_MS)
        self._telling.timeout.connect(self._tell_found)
        self.header.filter_edited.connect(self.filter_edited)
        self.header.filter_removed.connect(lambda one: self.set_filters(without(self.filters, one.kind)))
        self.box.asked.connect(self._typed)
        self.box.entered.connect(self.enter_list)
        self.box.left.connect(self.left)
        self.table.opened.connect(self.opened)
        self.table.chosen.connect(self.chosen)
        self.table.shown.connect(self.query.fetch)
        self.query.asked.connect(self._asked)
        self.query.answered.connect(self._answered)
        self.query.counted.connect(self._counted)
        self.query.waited.connect(self._say_pending)
        self.nothing.widen.connect(self._widen)

    def _lay_out(self) -> None:
        px = self.theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(8), 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(px(12), 0, px(12), px(7))
        top.setSpacing(px(4))
        top.addWidget(self.box)
        top.addWidget(self.note)
        column.addLayout(top)
        column.addWidget(self.header)
        below = QVBoxLayout()
        below.setContentsMargins(px(22), px(6), px(14), px(6))
        below.addWidget(self.still_reading)
        self._below = below
        column.addLayout(below)
        below.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages, 1)

    # ---------------------------------------------------------------- what the window says

    def show_place(self, place: Place, name: str) -> None:
        """Go to a place; what is being searched is searched there."""
        self.name_place(name)
        if place != self.query.question.place:
            self.query.change(place=place)

    def ask(self, question: Question, name: str) -> None:
        """Ask all of this at once: a saved search, or a place without one."""
        self.box.show_text(question.text)
        self.name_place(name)
        if question != self.query.question:
            self.query.ask(question)

    def name_place(self, name: str) -> None:
        """The place is called otherwise (a source whose name was not known yet)."""
        self._place_name = name
        self.box.set_place(name)
        self.header.show_place(name)

    @property
    def place_name(self) -> str:
        """What the place is called."""
        return self._place_name

    def start(self, question: Question, name: str, article: int | None) -> None:
        """The first question of this window; `article` is the one to come back to."""
        self._keep_article = article
        self.table.set_compact(question.grouped)
        self.name_place(name)
        self.query.ask(question)

    def set_sort(self, sort: Sort) -> None:
        searching = bool(self.query.question.text)
        self.query.change(**({"search_sort": sort} if searching else {"sort": sort}))

    def set_compact(self, compact: bool) -> None:
        """Compact rows, with a heading for each day, week or month; or higher ones with some of the text."""
        if compact != self.table.is_compact:
            self._keep_article = self.table.current_id()
            self.table.set_compact(compact)
            self.query.change(grouped=compact)

    @property
    def filters(self) -> Filters:
        return self.query.question.filters

    def set_filters(self, filters: Filters) -> None:
        """Ask the same under these filters."""
        self.query.change(filters=filters)

    def keep(self, article_id: int) -> None:
        """Stand on this article when the next answer is here."""
        self._keep_article = article_id

    def show_hint(self, words: str) -> None:
        """One sentence under the field, until something is typed."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def open_first_when_there(self) -> None:
        """Stand on the first article once there is one."""
        if self.model.rowCount():
            self.table.go_to(0)
        else:
            self._wants_first = True

    def enter_list(self) -> None:
        """From the field into the results, on the first of them."""
        self.table.setFocus()
        if not self.table.currentIndex().isValid():
            self.table.go_to(0)

    # ---------------------------------------------------------------- what comes back

    def _asked(self) -> None:
        self._telling.stop()
        self._busy.start()
        self._grey.start()
        question = self.query.question
        self.header.show_sort(question.order)
        self.header.show_search(question.is_search, question.filters)

    def _answered(self, answer: Answer) -> None:
        self._busy.stop()
        self._grey.stop()
        self.header.set_busy(False)
        self.table.set_grey(False)
        self._counted(answer.count)
        words = understood(answer.parsed)
        self.note.setText(words)
        self.note.setVisible(bool(words))
        if answer.is_again:
            self.table.come_back()
        elif answer.question.is_search:
            self._telling.start()
        self._go_back_to(self._keep_article)
        self._keep_article = None

    def _counted(self, count: int) -> None:
        self.header.show_count(count)
        if count and self._wants_first:
            self._wants_first = False
            self.table.go_to(0)
        question = self.query.question
        if count:
            self.pages.setCurrentWidget(self.table)
        elif question.is_search:
            self.nothing.show_for(question, self._place_name)
            self.pages.setCurrentWidget(self.nothing)
        else:
            self.empty.show_place(question.place)
            self.pages.setCurrentWidget(self.empty)

    def _tell_found(self) -> None:
        """A screen reader hears how many articles there are: the header that says so has no keyboard."""
        n = self.model.count
        words = ngettext("{n} article", "{n} articles", n).format(n=number(n)) if n else _("Nothing found")
        announce(self, words)

    def _say_pending(self, pending: int) -> None:
        self.still_reading.setVisible(pending > 0)
        px = self.theme.px
        self._below.setContentsMargins(*((px(16), px(6), px(14), px(6)) if pending else (0, 0, 0, 0)))
        if pending:
            self.still_reading.setText(
                ngettext(
                    "Still reading {n} article. Results may be missing.",
                    "Still reading {n} articles. Results may be missing.",
                    pending,
                ).format(n=number(pending))
            )

    def _go_back_to(self, article: int | None) -> None:
        """After a new list: stay on the article that is open, where the list has it."""
        row = self.model.row_of(article) if article else None
        if row is not None:
            self.table.go_to(row)

    def _typed(self, text: str) -> None:
        self.query.change(text=text.strip(), typing=not text.endswith(" "))

    def _widen(self, question: Question) -> None:
        """Ask what the person chose among wider searches."""
        self.box.show_text(question.text)
        if question.place != self.query.question.place:
            self.place_left.emit(question)
        self.query.change(place=question.place, text=question.text, typing=False, filters=question.filters)
