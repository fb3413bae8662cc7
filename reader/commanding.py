"""The command palette of one window: what it offers, and what becomes of what was chosen."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from archive.cancel import CancelToken
from archive.model import Counts, ListRow, Place, SavedSearch
from reader.main_window import MainWindow
from reader.palette_entries import (
    Entry,
    action_entries,
    article_entries,
    listed,
    place_entries,
    search_entries,
)
from reader.place_list import Tags
from reader.settings import Settings
from reader.tasks import Lane, Tasks

if TYPE_CHECKING:
    from archive import Library
    from reader.palette import Palette

MOST_TITLES, REMEMBERED = 5, 12
_WORD = re.compile(r"\w+")


class Commanding(QObject):
    """Connects the palette with the menus, the sidebar's places and the library."""

    search_chosen = Signal(object)
    """A `SavedSearch`."""

    def __init__(
        self,
        window: MainWindow,
        library: Library,
        tasks: Tasks,
        settings: Settings,
        go_to: Callable[[Place, str], None],
        open_article: Callable[[int], None],
    ) -> None:
        super().__init__(window)
        self._window, self._library, self._tasks = window, library, tasks
        self._settings, self._go_to, self._open_article = settings, go_to, open_article
        self._counts: Counts | None = None
        self._tags: Tags = ()
        self._searches: Sequence[Entry] = ()
        self._articles: tuple[str, Sequence[Entry]] = "", ()
        self.seen: list[int] = []
        """The articles that were opened last, the newest first."""
        action = window.commands.palette
        action.triggered.connect(lambda checked=False: self.toggle())
        self._pause = QTimer(self, singleShot=True, interval=window.theme.tokens.motion.search_delay)
        self._pause.timeout.connect(self._ask_articles)

    @cached_property
    def palette(self) -> Palette:
        """Made when it is opened for the first time."""
        from reader.palette import Palette

        palette = Palette(self._window.theme, self._window)
        palette.asked.connect(self._asked)
        palette.used.connect(self._use)
        return palette

    def know(self, counts: Counts, tags: Tags) -> None:
        """The sidebar's places, with their counts."""
        self._counts = counts
        self._tags = tuple(sorted(tags, key=lambda one: (-one[1], one[0].casefold())))

    def know_searches(self, searches: Sequence[SavedSearch], found: Mapping[int, int]) -> None:
        self._searches = search_entries(searches, found)

    def saw(self, article_id: int) -> None:
        """An article was opened."""
        self.seen = [article_id, *(one for one in self.seen if one != article_id)][:MOST_TITLES]

    def toggle(self) -> None:
        if self.palette.isVisible():
            self.palette.dismiss()
        else:
            self._articles = "", ()
            self.palette.open()

    # ---------------------------------------------------------------- what is offered

    def _asked(self, text: str) -> None:
        self._tasks.drop("palette")
        if self.palette.only_actions:
            self._pause.stop()
        elif not text.strip():
            self._ask_articles()
        else:
            self._pause.start()
        self._show(text)

    def _show(self, text: str) -> None:
        commands = [
            (action, words)
            for action, words in self._window.menus.every()
            if action not in self._window.commands.places.values()
            and action is not self._window.commands.palette
        ]
        actions = action_entries(commands)
        recent = [key for key in self._settings.palette_recent.split("\n") if key]
        if self.palette.only_actions:
            self.palette.show_entries(listed(text, actions, (), (), recent))
            return
        asked, articles = self._articles
        # while one types on, the titles found so far stand until the next are there
        shown = articles if bool(asked) == bool(text.strip()) else ()
        self.palette.show_entries(
            listed(text, actions, place_entries(self._counts, self._tags, self._searches), shown, recent)
        )

    def _ask_articles(self) -> None:
        text = self.palette.field.text().strip()
        work = partial(_titles, self._library, text) if text else partial(_rows, self._library, self.seen)

        def show(rows: Sequence[ListRow]) -> None:
            if self.palette.isVisible() and self.palette.field.text().strip() == text:
                self._articles = text, article_entries(rows)
                self._show(text)

        self._tasks.run(work, show, lane=Lane.SEARCH, replaces="palette", failed=lambda error: None)

    # ---------------------------------------------------------------- what becomes of it

    def _use(self, entry: Entry) -> None:
        self._tasks.drop("palette")
        if entry.kind != "article":
            before = [key for key in self._settings.palette_recent.split("\n") if key and key != entry.key]
            self._settings.palette_recent = "\n".join([entry.key, *before][:REMEMBERED])
        if entry.action is not None:
            entry.action.trigger()
        elif entry.search is not None:
            self.search_chosen.emit(entry.search)
        elif entry.place is not None:
            self._go_to(entry.place, entry.words)
        elif entry.article_id is not None:
            self._open_article(entry.article_id)


def _titles(library: Library, text: str, token: CancelToken) -> tuple[ListRow, ...]:
    """The articles whose titles have all these words; the last may still be being typed."""
    words = " ".join(f"title:{word}" for word in _WORD.findall(text))
    if not words:
        return ()
    page = library.search(library.parse(words, unfinished=True), limit=MOST_TITLES, cancel=token)
    return library.rows([hit.article_id for hit in page.items])


def _rows(library: Library, ids: Sequence[int], token: CancelToken) -> tuple[ListRow, ...]:
    return library.rows(ids) if ids else ()
