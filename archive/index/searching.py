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
from archive.index.syntax import parse
from archive.index.tree import Node, Or, leaves, statuses
from archive.index.writing import condemn
from archive.model import Facets, Hit, Indexable, Marked, Page, ParsedQuery, Snippet, Sort, Suggestion

if TYPE_CHECKING:  # numpy is loaded with the first question, not with the program
    from archive.index.codec.found import Found
    from archive.index.codec.reading import Opener
    from archive.index.codec.snapshot import Snapshot

State = Literal["ready", "empty", "unusable"]
_BLANK = Snippet("")
Texts = Callable[[Sequence[int]], Mapping[int, Indexable]]
MembersOf = Callable[[str, str], Collection[int]]
_REMEMBERED = 3


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
        self._answers: list[tuple[Snapshot, Node, list[Found]]] = []

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
            self._answers = []

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
        members: MembersOf | None = None,
    ) -> Page[Hit]:
        """The articles that a query finds, best first, with the exact total.

        `within` and `without` are article ids: only these, and not these; an `array` of them is quickest.
        `members` gives the ids of the articles with a tag or state (`tag`, `housing`; `is`, `unread`; `has`,
        `note`): such filters touch no postings. `texts` gives the articles of the page; one it does not give
        has no snippet. An empty query finds nothing. Raises `Cancelled`, and `IndexFailed` where the index
        turns out to be damaged (then `state` is `unusable`).
        """
        from archive.index.codec.allowed import allowed
        from archive.index.codec.answers import counts
        from archive.index.codec.best import best, sort_keys

        if not isinstance(query.tree, Node):
            return Page((), 0, offset)
        with self._asked() as snapshot:
            if snapshot is None:
                return Page((), 0, offset)
            found = self._answer(snapshot, query.tree, cancel, members)
            masks = allowed(snapshot.views, within, without)
            often = counts(snapshot, query.tree, cancel) if sort is Sort.HITS else ()
            keys = sort_keys(snapshot.views, sort if any(leaves(query.tree)) else _unscored(sort), often)
            ranked = best(
                snapshot.views, found, masks, keys, offset, limit, first_added_first=sort is Sort.OLDEST
            )
        cancel.check()
        ids = ranked.ids.tolist()
        items = texts(ids)
        marker = Marker(query.tree, self._vocabulary())
        hits: list[Hit] = []
        for article_id, score in zip(ids, ranked.scores.tolist(), strict=True):
            cancel.check()
            hits.append(_hit(article_id, score, items.get(article_id), marker))
        return Page(tuple(hits), ranked.total, offset)

    def facets(
        self,
        query: ParsedQuery,
        *,
        cancel: CancelToken,
        within: Collection[int] | None = None,
        without: Collection[int] = (),
        members: MembersOf | None = None,
        tags: Mapping[str, Collection[int]] | None = None,
        most: int = 100,
    ) -> Facets:
        """What a search finds, counted by outlet, writer, language and month, and by `tags` (name -> the ids
        that have it); an empty query counts everything. Right after `search` it costs next to nothing."""
        from archive.index.codec.allowed import allowed
        from archive.index.codec.facets import facets

        with self._asked() as snapshot:
            if snapshot is None:
                return Facets(0)
            found = (
                self._answer(snapshot, query.tree, cancel, members) if isinstance(query.tree, Node) else None
            )
            return facets(snapshot.views, found, allowed(snapshot.views, within, without), tags or {}, most)

    def complete(self, text: str, *, cancel: CancelToken, limit: int = 8) -> tuple[Suggestion, ...]:
        """What the last word of `text` may become, as whole queries with the number of articles each finds in
        the whole library; `detail` is the word. The words of most articles first."""
        from archive.index.codec.suggesting import completions

        tree = parse(text, unfinished=True).tree
        with self._asked() as snapshot:
            if snapshot is None or not isinstance(tree, Node):
                return ()
            return tuple(completions(snapshot, tree, self._total(snapshot, cancel), limit))

    def suggest(self, query: ParsedQuery, *, cancel: CancelToken) -> tuple[Suggestion, ...]:
        """For a query that finds little or nothing: other spellings, then what finds more, in the whole
        library. Only what finds something."""
        from archive.index.codec.suggesting import spelling, wider

        with self._asked() as snapshot:
            if snapshot is None or not isinstance(query.tree, Node):
                return ()
            total = self._total(snapshot, cancel)
            spelt = spelling(snapshot, query.tree, total, cancel)
            more = () if total(query.tree) else wider(query.tree, total, cancel)
            return (*((spelt,) if spelt else ()), *more)

    def similar(
        self,
        item: Indexable,
        *,
        texts: Texts,
        cancel: CancelToken,
        limit: int = 10,
        without: Collection[int] = (),
    ) -> Page[Hit]:
        """The articles that share most of what is peculiar to this one. It is not among them."""
        from archive.index.codec.likeness import peculiar

        with self._asked() as snapshot:
            words = peculiar(snapshot, item) if snapshot else ()
        if not words:
            return Page((), 0)
        query = ParsedQuery("", "", tree=Or(words) if len(words) > 1 else words[0])
        return self.search(query, texts=texts, cancel=cancel, limit=limit, without=(*without, item.id))

    def marked(self, query: ParsedQuery, item: Indexable) -> Marked:
        """Where an article matches, whether or not the index has it yet. Phrases are marked whole."""
        if not isinstance(query.tree, Node):
            return Marked()
        with self._asked() as snapshot:
            if snapshot is None:
                return Marker(query.tree).marked(item)
            is_known = snapshot.revision(item.id) == item.revision
            return Marker(query.tree, Remembering(snapshot, whole=is_known)).marked(item)

    def _answer(
        self, snapshot: Snapshot, tree: Node, cancel: CancelToken, members: MembersOf | None
    ) -> list[Found]:
        """What each segment finds; remembered, so that what is asked about one search is worked out once."""
        from archive.index.codec.answers import answer

        if any(True for _ in statuses(tree)):  # what the person sets may change at any moment
            return answer(snapshot, tree, cancel, members)
        with self._lock:
            for known, asked, found in self._answers:
                if known is snapshot and asked == tree:
                    return found
        found = answer(snapshot, tree, cancel, members)
        with self._lock:
            self._answers = [(snapshot, tree, found), *self._answers[: _REMEMBERED - 1]]
        return found

    def _total(self, snapshot: Snapshot, cancel: CancelToken) -> Callable[[Node], int]:
        def total(tree: Node) -> int:
            found = self._answer(snapshot, tree, cancel, None)
            return sum(one.number(view.live) for one, view in zip(found, snapshot.views, strict=True))

        return total

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


def _unscored(sort: Sort) -> Sort:
    """A query of filters alone has no best match: the newest come first."""
    return Sort.NEWEST if sort is Sort.MATCH else sort
