"""The index as the library sees it: asked for pages of hits, for spans, for what it knows."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from archive.cancel import CancelToken
from archive.errors import ArchiveError, IndexFailed
from archive.index.marks import NO_LIBRARY, Marker, Remembering, Vocabulary, merged
from archive.index.snippets import snippet
from archive.index.tree import Node
from archive.index.writing import condemn
from archive.model import Hit, Indexable, Marked, Page, ParsedQuery, Snippet, Sort

if TYPE_CHECKING:  # numpy is loaded with the first question, not with the program
    from archive.index.codec.reading import Opener
    from archive.index.codec.snapshot import Snapshot

State = Literal["ready", "empty", "unusable"]
_BLANK = Snippet("")
Texts = Callable[[Sequence[int]], Mapping[int, Indexable]]


class Index:
    """One library's index, read. Safe from any thread, and several may ask at once; shows the commit it was
    opened at until `reopen`. Opens with the first question."""

    def __init__(self, folder: Path, library_id: str) -> None:
        """Never raises over the index itself: look at `state`."""
        self._folder = folder
        self._library_id = library_id
        self._lock = threading.Lock()
        self._opener: Opener | None = None
        self._snapshot: Snapshot | None = None
        self._state: State | None = None

    @property
    def state(self) -> State:
        """`empty`: there is none yet. `unusable`: made for another version or library, or damaged; `write`
        begins it anew."""
        self._opened()
        assert self._state is not None
        return self._state

    def reopen(self) -> None:
        """See the newest commit. Questions under way end with the one they began with."""
        from archive.index.codec import manifest
        from archive.index.codec.container import Damaged
        from archive.index.codec.reading import Opener

        with self._lock:
            if self._opener is None:
                self._opener = Opener(self._folder, self._library_id)
            try:
                self._snapshot, self._state = self._opener.newest(), "ready"
            except FileNotFoundError:
                self._snapshot, self._state = None, "empty"
            except (manifest.Older, Damaged, OSError):
                self._snapshot, self._state = None, "unusable"

    def close(self) -> None:
        with self._lock:
            self._snapshot, self._opener, self._state = None, None, None

    def known(self) -> dict[int, int]:
        """Article id -> the revision of it that is in the index."""
        from archive.index.codec.reading import known

        with self._asked() as snapshot:
            return known(snapshot) if snapshot else {}

    def search(
        self,
        query: ParsedQuery,
        *,
        texts: Texts,
        cancel: CancelToken,
        offset: int = 0,
        limit: int = 50,
        sort: Sort = Sort.MATCH,
        within: Collection[int] | None = None,
        without: Collection[int] = (),
        members: Callable[[str, str], Collection[int]] | None = None,
    ) -> Page[Hit]:
        """The articles that a query finds, best first, with the exact total.

        `within` and `without` are article ids: only these, and not these; an `array` of them is quickest.
        `members` gives the ids of the articles with a tag or state (`tag`, `housing`; `is`, `unread`; `has`,
        `note`): such filters touch no postings. `texts` gives the articles of the page; one it does not give
        has no snippet. An empty query finds nothing. Raises `Cancelled`, and `IndexFailed` where the index
        turns out to be damaged (then `state` is `unusable`).
        """
        from archive.index.codec.allowed import allowed
        from archive.index.codec.answers import answer
        from archive.index.codec.best import best

        if not isinstance(query.tree, Node):
            return Page((), 0, offset)
        with self._asked() as snapshot:
            if snapshot is None:
                return Page((), 0, offset)
            found = answer(snapshot, query.tree, cancel, members)
            masks = allowed(snapshot.views, within, without)
            ranked = best(snapshot.views, found, masks, sort, offset, limit)
        cancel.check()
        ids = ranked.ids.tolist()
        items = texts(ids)
        marker = Marker(query.tree, self._vocabulary())
        hits: list[Hit] = []
        for article_id, score in zip(ids, ranked.scores.tolist(), strict=True):
            cancel.check()
            hits.append(_hit(article_id, score, items.get(article_id), marker))
        return Page(tuple(hits), ranked.total, offset)

    def marked(self, query: ParsedQuery, item: Indexable) -> Marked:
        """Where an article matches, whether or not the index has it yet. Phrases are marked whole."""
        if not isinstance(query.tree, Node):
            return Marked()
        with self._asked() as snapshot:
            if snapshot is None:
                return Marker(query.tree).marked(item)
            is_known = snapshot.revision(item.id) == item.revision
            return Marker(query.tree, Remembering(snapshot, whole=is_known)).marked(item)

    def _vocabulary(self) -> Vocabulary:
        with self._asked() as snapshot:
            return Remembering(snapshot) if snapshot else NO_LIBRARY

    def _opened(self) -> Snapshot | None:
        if self._state is None:
            self.reopen()
        return self._snapshot

    @contextmanager
    def _asked(self) -> Iterator[Snapshot | None]:
        snapshot = self._opened()
        try:
            yield snapshot
        except ArchiveError:
            raise
        except Exception as damage:  # a file that broke off or went bad, found while reading it
            with self._lock:
                self._snapshot, self._state = None, "unusable"
            condemn(self._folder)
            raise IndexFailed(reason="damaged") from damage


def _hit(article_id: int, score: float, item: Indexable | None, marker: Marker) -> Hit:
    if item is None:
        return Hit(article_id, score, _BLANK, 0, _BLANK)
    found = marker.found(item.text, item.language, "text")
    title = marker.spans(item.title, item.language, "title")
    captions = marker.spans(item.captions, item.language, "captions")
    count = len(merged(found)) + len(title) + len(captions)
    return Hit(article_id, score, snippet(item.text, found), count, Snippet(item.title, title))
