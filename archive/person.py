"""What a person adds to their library: highlights, notes, saved searches; and the log of requests."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from archive.model import (
    Changes,
    Colour,
    Highlight,
    HighlightRow,
    Page,
    Place,
    Request,
    SavedSearch,
    Sort,
    Span,
)
from archive.store import Store

WHOLE = Place()


class PersonsLayer:
    """The part of `Library` about these. Every act returns `Changes` with what undoes it."""

    _store: Store
    _now: Callable[[], datetime]

    def _follow(self, act: Callable[[], Changes]) -> Changes:
        """Do an act, and tell the index only where it sees another text: most of these are not for it."""
        before = self._store.revision
        changes = act()
        if changes.added or changes.removed or self._store.revision != before:
            self._did(changes)
        return changes

    def _did(self, changes: Changes) -> Changes:
        return changes

    def leave_at(self, article_id: int, position: int | None) -> None:
        """Remember how far the person has read (a code point of the text); None forgets it."""
        self._store.leave_at(article_id, position)

    # ------------------------------------------------------------ highlights and notes

    def highlights(self, article_id: int) -> tuple[Highlight, ...]:
        """The note on the whole article, its highlights in reading order, those that have no place last."""
        return self._store.highlights(article_id)

    def all_highlights(
        self,
        *,
        within: Collection[int] | None = None,
        words: str = "",
        colour: Colour | None = None,
        offset: int = 0,
        limit: int = 100,
    ) -> Page[HighlightRow]:
        """Those outside the bin, the newest first; with all `words` in passage, note or title."""
        return self._store.all_highlights(within, words, colour, offset, limit)

    def highlight(
        self, article_id: int, span: Span | None, colour: Colour = Colour.ROSE, note: str = ""
    ) -> Changes:
        """Mark a passage of the article's present text, without the blanks around it.

        Without a span it is the note on the whole article, of which there is one. A passage that is marked
        already gets the colour, and the note where there is one. Raises `NoSuchArticle`.
        """
        return self._follow(lambda: self._store.highlight(article_id, span, colour, note))

    def change_highlight(
        self, highlight_id: int, *, colour: Colour | None = None, note: str | None = None
    ) -> Changes:
        """Another colour, another note. The note on the whole article goes when it is emptied."""
        return self._follow(lambda: self._store.change_highlight(highlight_id, colour, note))

    def remove_highlights(self, ids: Collection[int]) -> Changes:
        return self._follow(lambda: self._store.remove_highlights(ids))

    # ------------------------------------------------------------ saved searches

    def saved_searches(self) -> tuple[SavedSearch, ...]:
        """Every saved search, by name."""
        return self._store.saved_searches()

    def save_search(
        self, name: str, query: str, *, filters: str = "", place: Place = WHOLE, sort: Sort = Sort.MATCH
    ) -> Changes:
        """Keep a search under a name, or under its words."""
        return self._store.save_search(name, query, filters, place, sort)

    def rename_search(self, search_id: int, name: str) -> Changes:
        return self._store.rename_search(search_id, name)

    def remove_search(self, search_id: int) -> Changes:
        return self._store.remove_search(search_id)

    # ------------------------------------------------------------ what was asked of the network

    def requests(self, offset: int = 0, limit: int = 200, words: str = "") -> Page[Request]:
        """Every request ever made for this library, the newest first; with `words` in the address."""
        return self._store.requests(offset, limit, words)

    def forget_requests(self) -> None:
        """Empty that log. There is no undo."""
        self._store.forget_requests()
