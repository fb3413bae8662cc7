"""Where one is: the sidebar's saved searches, tags and sources, in step with what the list is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from archive.model import Counts, Place, Source
from reader.acts import Acts
from reader.main_window import MainWindow
from reader.ordering import Ordering
from reader.place_items import Tags
from reader.places import name_of
from reader.question import Question
from reader.reading import Reading
from reader.saving import Saving
from reader.settings import Settings
from reader.tasks import Tasks

if TYPE_CHECKING:
    from archive import Library


class Placing(QObject):
    """Connects saved searches and the commands about places with the list of one window."""

    def __init__(
        self,
        library: Library,
        tasks: Tasks,
        acts: Acts,
        settings: Settings,
        window: MainWindow,
        reading: Reading,
        go_to: Callable[[Place, str], None],
    ) -> None:
        super().__init__(window)
        self._window, self._list, self._reading = window, window.list_column, reading
        self._settings = settings
        self._sources: tuple[Source, ...] = ()
        self.saving = Saving(library, tasks, acts, window)
        self.ordering = Ordering(library, acts, window.commands, window)
        places, query = window.sidebar.places, self._list.query
        query.asked.connect(lambda: self.saving.asked(query.question))
        query.asked.connect(self._look)
        reading.changed.connect(self._look)
        self.saving.known.connect(self._look)
        self.saving.chosen.connect(self.ask)
        self.ordering.moved.connect(lambda place, name: go_to(place, name or name_of(place)))
        places.added.connect(self._add)
        places.fold(set(settings.folded.split()))
        places.folded.connect(self._remember_folds)

    def know(self, counts: Counts, tags: Tags) -> None:
        """What there is in the library; what is saved is counted again."""
        self._sources = counts.sources
        self.ordering.know(counts, tags)
        self.saving.refresh()

    def ask(self, question: Question) -> None:
        """Ask a saved search: its place, its words, its filters, its order."""
        self._window.show_panes()
        self._window.sidebar.show_place(question.place)
        self._window.rail.show_place(question.place)
        if self._window.list_is_hidden:
            self._window.leave_reader()
        self._list.ask(question, name_of(question.place, self._sources))
        self.saving.asked(question)

    def show(self, place: Place, name: str) -> None:
        """Show a place in the list. From a saved search one goes to the place, not with the search to it."""
        if self.saving.shown is None:
            self._list.show_place(place, name)
            return
        question = self._list.query.question
        self._list.ask(replace(question, place=place, text="", typing=False, filters=()), name)

    def _look(self) -> None:
        """Another place, search or article: the commands about them say so."""
        stored = self._reading.pane.article
        place = self._list.query.question.place
        self.ordering.look(place, self.saving.shown, stored.source if stored else None)

    def _add(self, section: str) -> None:
        (self._window.commands.tag if section == "tag" else self._window.commands.save_search).trigger()

    def _remember_folds(self) -> None:
        self._settings.folded = " ".join(sorted(self._window.sidebar.places.folded_sections))
