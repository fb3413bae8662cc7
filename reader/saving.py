"""Saved searches of one window: kept, asked again, and counted in the background, never while one types."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer, Signal

from archive.cancel import CancelToken
from archive.model import Changes, Place, SavedSearch
from reader.acts import Acts
from reader.filter_words import chip_words
from reader.filters import FilterKind, of_kind, put, read, written
from reader.i18n import _
from reader.main_window import MainWindow
from reader.question import Question, parse
from reader.tasks import Lane, Tasks

if TYPE_CHECKING:
    from archive import Library
    from reader.name_popover import NamePopover

QUIET_MS = 700
"""After a question of the person's own so long nothing is counted."""
BETWEEN_MS = 30
UNSETTLED_MS = 3_000
"""While articles are not searchable yet, it is counted again after so long."""


class Saving(QObject):
    """Keeps the sidebar's saved searches in step with the library."""

    chosen = Signal(object)
    """`Question`: a saved search is to be asked."""
    counted = Signal(object, object)
    """The saved searches, and how many articles each finds as far as it is known."""
    known = Signal()
    """Which saved searches there are is another."""

    def __init__(self, library: Library, tasks: Tasks, acts: Acts, window: MainWindow) -> None:
        super().__init__(window)
        self._library, self._tasks, self._acts, self._window = library, tasks, acts, window
        self.searches: tuple[SavedSearch, ...] = ()
        self.shown: SavedSearch | None = None
        """The saved search that is on show."""
        self._found: dict[int, int] = {}
        self._waiting: list[SavedSearch] = []
        self._question = Question()
        self._next = QTimer(self, singleShot=True, interval=BETWEEN_MS)
        self._next.timeout.connect(self._count_next)
        window.sidebar.places.search_chosen.connect(self.choose)
        window.rail.search_chosen.connect(self.choose)
        window.commands.save_search.triggered.connect(lambda checked=False: self.save())

    @cached_property
    def names(self) -> NamePopover:
        """Made when it is opened for the first time."""
        from reader.name_popover import NamePopover

        return NamePopover(self._window.theme, self._window.whole)

    # ---------------------------------------------------------------- keeping and asking

    def save(self) -> None:
        """Ask for a name for what is searched now, and keep it."""
        question = self._question
        if not question.is_search:
            return
        window, px = self._window, self._window.theme.px
        column = window.list_column
        corner = column.mapTo(window.whole, QPoint(px(12), px(52)))
        if not column.isVisible():
            corner = QPoint(px(12), px(52))
        self.names.ask(
            _("Save this search"),
            name_for(question),
            _("Save"),
            corner,
            partial(self._keep, question),
            self._warn,
        )

    def choose(self, search: SavedSearch) -> None:
        """Ask a saved search."""
        self.chosen.emit(question_of(search, self._question))

    def asked(self, question: Question) -> None:
        """The person asked something: the row that stands for it is marked, and nothing is counted now."""
        self._question = question
        self._window.commands.save_search.setEnabled(question.is_search)
        self._mark()
        self._tasks.drop("saved")
        if self._waiting:
            self._next.start(QUIET_MS)

    def _keep(self, question: Question, name: str) -> None:
        act = partial(
            self._library.save_search,
            name,
            question.text,
            filters=written(question.filters),
            place=question.place,
            sort=question.order,
        )
        self._acts.run(_("Save the search"), act, _("Search saved: {name}").format(name=name))

    def _warn(self, name: str) -> str:
        taken = any(one.name.casefold() == name.casefold() for one in self.searches)
        return _("Another saved search has this name.") if taken else ""

    def _mark(self) -> None:
        question = self._question
        self.shown = next((one for one in self.searches if _is(one, question)), None)
        self._window.sidebar.places.show_search(self.shown.id if self.shown else None)
        self._window.rail.show_search(self.shown is not None, question.place)

    # ---------------------------------------------------------------- counting

    def refresh(self) -> None:
        """Something in the library is another: read the saved searches and count them again."""

        def show(found: tuple[SavedSearch, ...]) -> None:
            if found != self.searches:
                self.searches = found
                self._mark()
                self.known.emit()
            self._show()
            self._waiting = list(found)
            self._next.start(max(BETWEEN_MS, self._next.remainingTime()))

        self._tasks.run(
            lambda token: self._library.saved_searches(), show, lane=Lane.ASIDE, replaces="searches"
        )

    def _count_next(self) -> None:
        if not self._waiting:
            return
        search = self._waiting[0]
        self._tasks.run(
            partial(_count, self._library, search),
            partial(self._counted, search),
            lane=Lane.ASIDE,
            replaces="saved",
            failed=lambda error: None,  # the list says it when it is asked
        )

    def _counted(self, search: SavedSearch, found: tuple[int, int]) -> None:
        total, pending = found
        self._waiting = [one for one in self._waiting if one.id != search.id]
        if self._found.get(search.id) != total:
            self._found[search.id] = total
            self._show()
        if self._waiting:
            self._next.start(BETWEEN_MS)
        elif pending:
            self._waiting = list(self.searches)
            self._next.start(UNSETTLED_MS)

    def _show(self) -> None:
        self.counted.emit(self.searches, self._found)
        self._window.sidebar.places.show_searches(self.searches, self._found)
        self._window.rail.show_searches(self.searches)


def name_for(question: Question) -> str:
    """What a search is called until the person says otherwise: its words, then its filters."""
    words = " ".join(question.text.replace('"', "").split())
    chips = [chip_words(one) for one in question.filters]
    return ", ".join(part for part in (words, *chips) if part)[:120]


def question_of(search: SavedSearch, before: Question | None = None) -> Question:
    """A saved search as it is asked; what of its filters nobody can show as chips is among its words."""
    filters, rest = read(search.filters)
    text = f"{search.query} {rest}".strip()
    question = replace(before or Question(), place=search.place, text=text, typing=False, filters=filters)
    return replace(question, search_sort=search.sort) if text else replace(question, sort=search.sort)


def _is(search: SavedSearch, question: Question) -> bool:
    """True where the question is what was saved, in whatever order."""
    wanted = question_of(search)
    return (wanted.place, wanted.text, wanted.filters) == (question.place, question.text, question.filters)


def _count(library: Library, search: SavedSearch, token: CancelToken) -> tuple[int, int]:
    """How many articles it finds, and how many are not searchable yet."""
    parsed = parse(library, question_of(search))
    return library.facets(parsed, place=search.place, kinds=(), cancel=token).total, library.pending


def follow(library: Library, kind: FilterKind, old: str, new: str) -> list[Changes]:
    """A tag or a source is called otherwise: saved searches that are narrowed to it stay so."""
    done: list[Changes] = []
    for one in library.saved_searches():
        filters, rest = read(one.filters)
        chosen = of_kind(filters, kind)
        values = tuple(dict.fromkeys(new if value == old else value for value in chosen.values))
        is_there = kind == "tag" and one.place == Place("tag", old)
        if values == chosen.values and not is_there:
            continue
        text = f"{written(put(filters, replace(chosen, values=values)))} {rest}".strip()
        place = Place("tag", new) if is_there else one.place
        done.append(library.remove_search(one.id))
        done.append(library.save_search(one.name, one.query, filters=text, place=place, sort=one.sort))
    return done
