"""The index as the library sees it: asked for pages of hits, for spans, for what it knows."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from archive.cancel import CancelToken
from archive.errors import ArchiveError, IndexFailed
from archive.index.marks import NO_LIBRARY, Found, Marker, Remembering, Vocabulary, number_of
from archive.index.snippets import snippet
from archive.index.syntax import parse
from archive.index.tree import Node, Or
from archive.index.writing import condemn
from archive.model import Facets, Hit, Indexable, Marked, Page, ParsedQuery, Snippet, Sort, Suggestion

if TYPE_CHECKING:  # numpy is loaded with the first question, not with the program
    from archive.index.codec.asking import ArraySearcher
    from archive.index.codec.reading import Opener

State = Literal["ready", "empty", "unusable"]
_BLANK = Snippet("")
Texts = Callable[[Sequence[int]], Mapping[int, Indexable]]
MembersOf = Callable[[str, str], Collection[int]]


class Index:
    """One library's index, read. Safe from any thread, and several may ask at once; shows the commit it was
    opened at until `reopen`. Opens with the first question."""

    def __init__(self, folder: Path, library_id: str) -> None:
        """Never raises over the index itself: look at `state`."""
        self._folder = folder
        self._library_id = library_id
        self._lock = threading.Lock()
        self._opener: Opener | None = None
        self._searcher: ArraySearcher | None = None
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
                self._searcher, self._state = self._opener.newest(), "ready"
            except FileNotFoundError:
                self._searcher, self._state = None, "empty"
            except (manifest.Older, Damaged, OSError):
                self._searcher, self._state = None, "unusable"

    def is_whole(self) -> bool:
        """Whether every byte is as it was written. Reads them all; False where there is no index."""
        self._opened()
        with self._lock:
            opener = self._opener
        try:
            if opener is not None:
                opener.check()
        except Exception:
            return False
        return opener is not None

    def close(self) -> None:
        with self._lock:
            self._searcher, self._opener, self._state = None, None, None

    def known(self) -> dict[int, int]:
        """Article id -> the revision of it that is in the index."""
        from archive.index.codec.reading import known

        with self._asked() as searcher:
            return known(searcher.snapshot) if searcher else {}

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
        turns out to be damaged (then `state` is
        `unusable`).
        """
        from archive.index.codec.allowed import allowed
        from archive.index.codec.asking import ArrayCollector, TreeQuery

        if not isinstance(query.tree, Node):
            return Page((), 0, offset)
        with self._asked() as searcher:
            if searcher is None:
                return Page((), 0, offset)
            masks = allowed(searcher.snapshot.views, within, without)
            collector = ArrayCollector(
                cancel=cancel, sort=sort, offset=offset, limit=limit, allowed=masks, members=members
            )
            searcher.search_with_collector(TreeQuery(query.tree), collector)
            ranked = collector.ranked
        assert ranked is not None
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
        kinds: Collection[str] = ("source", "author", "language", "month"),
        tags: Mapping[str, Collection[int]] | None = None,
        most: int = 100,
    ) -> Facets:
        """What a search finds, counted by the `kinds` wanted and by `tags` (name -> the ids that have it); an
        empty query counts everything. Right after `search` it costs little more than the naming."""
        from archive.index.codec.allowed import allowed
        from archive.index.codec.facets import facets

        with self._asked() as searcher:
            if searcher is None:
                return Facets(0)
            snapshot = searcher.snapshot
            found = searcher.answer(query.tree, cancel, members) if isinstance(query.tree, Node) else None
            masks = allowed(snapshot.views, within, without)
            return facets(snapshot, found, masks, kinds, tags or {}, most)

    def complete(self, text: str, *, cancel: CancelToken, limit: int = 8) -> tuple[Suggestion, ...]:
        """What the last word of `text` may become, as whole queries with the number of articles each finds in
        the whole library; `detail` is the word. The words of most articles first."""
        from archive.index.codec.suggesting import completions

        tree = parse(text, unfinished=True).tree
        with self._asked() as searcher:
            if searcher is None or not isinstance(tree, Node):
                return ()
            return tuple(completions(searcher.snapshot, tree, partial(searcher.total, cancel=cancel), limit))

    def suggest(self, query: ParsedQuery, *, cancel: CancelToken) -> tuple[Suggestion, ...]:
        """For a query that finds little or nothing: other spellings, then what finds more, in the whole
        library. Only what finds something."""
        from archive.index.codec.suggesting import spelling, wider

        with self._asked() as searcher:
            if searcher is None or not isinstance(query.tree, Node):
                return ()
            total = partial(searcher.total, cancel=cancel)
            spelt = spelling(searcher.snapshot, query.tree, total, cancel)
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

        with self._asked() as searcher:
            words = peculiar(searcher.snapshot, item) if searcher else ()
        if not words:
            return Page((), 0)
        query = ParsedQuery("", "", tree=Or(words) if len(words) > 1 else words[0])
        return self.search(query, texts=texts, cancel=cancel, limit=limit, without=(*without, item.id))

    def marked(self, query: ParsedQuery, item: Indexable) -> Marked:
        """Where an article matches, whether or not the index has it yet. Phrases are marked whole."""
        if not isinstance(query.tree, Node):
            return Marked()
        with self._asked() as searcher:
            if searcher is None:
                return Marker(query.tree).marked(item)
            snapshot = searcher.snapshot
            is_known = snapshot.revision(item.id) == item.revision
            return Marker(query.tree, Remembering(snapshot, whole=is_known)).marked(item)

    def _vocabulary(self) -> Vocabulary:
        with self._asked() as searcher:
            return Remembering(searcher.snapshot) if searcher else NO_LIBRARY

    def _opened(self) -> ArraySearcher | None:
        if self._state is None:
            self.reopen()
        return self._searcher

    @contextmanager
    def _asked(self) -> Iterator[ArraySearcher | None]:
        searcher = self._opened()
        try:
            yield searcher
            if (opener := self._opener) is not None:
                opener.spare()
        except ArchiveError:
            raise
        except Exception as damage:  # a file that went bad, found while reading it; or a bug, if it did not
            if self.is_whole():
                raise
            with self._lock:
                self._searcher, self._state = None, "unusable"
            condemn(self._folder)
            raise IndexFailed(reason="damaged") from damage


def _hit(article_id: int, score: float, item: Indexable | None, marker: Marker) -> Hit:
    if item is None:
        return Hit(article_id, score, _BLANK, 0, _BLANK)
    found = marker.found(item.text, item.language, "text")
    title = marker.spans(item.title, item.language, "title")
    captions = marker.found(item.captions, item.language, "captions")
    count = number_of(found) + len(title) + number_of(captions)
    return Hit(article_id, score, _passage(item, marker, found, captions), count, Snippet(item.title, title))


def _passage(item: Indexable, marker: Marker, found: Sequence[Found], captions: Sequence[Found]) -> Snippet:
    """Of the text where it has a hit; else of the standfirst, the captions or the person's notes where they
    have one."""
    if found:
        return snippet(item.text, found)
    standfirst = marker.found(item.standfirst, item.language, "standfirst")
    if standfirst:
        return snippet(item.standfirst, standfirst)
    if captions:
        return snippet(item.captions, captions)
    notes = marker.found(item.notes, item.language, "notes")
    return snippet(item.notes, notes) if notes else snippet(item.text, found)
