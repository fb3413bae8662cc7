"""The index as the library sees it: asked for pages of hits, for spans, for what it knows."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Literal

from archive.cancel import CancelToken
from archive.errors import ArchiveError, IndexFailed
from archive.index.engine import Entry, Reader, condemn
from archive.index.evaluate import Evaluator, Scores
from archive.index.marks import Marker, Stems, merged, own_stem
from archive.index.snippets import snippet
from archive.index.tree import Node
from archive.model import Hit, Indexable, Marked, Page, ParsedQuery, Snippet, Sort

State = Literal["ready", "empty", "unusable"]
Texts = Callable[[Sequence[int]], Mapping[int, Indexable]]


class Index:
    """One library's index, read. Safe from any thread; shows the commit it was opened at until `reopen`."""

    def __init__(self, folder: Path, library_id: str) -> None:
        """Never raises over the index itself: look at `state`."""
        self._folder = folder
        self._library_id = library_id
        self._lock = threading.RLock()
        self._reader: Reader | None = None
        self._evaluator: Evaluator | None = None
        self._state: State = "empty"
        self.reopen()

    @property
    def state(self) -> State:
        """`empty`: there is none yet. `unusable`: made for another version or library, or damaged; `write`
        begins it anew."""
        return self._state

    def reopen(self) -> None:
        """See the newest commit."""
        with self._lock:
            self.close()
            try:
                self._reader = Reader(self._folder, self._library_id)
                self._state = "ready"
            except FileNotFoundError:
                self._state = "empty"
            except (IndexFailed, OSError):
                self._state = "unusable"

    def close(self) -> None:
        with self._lock:
            if self._reader is not None:
                self._reader.close()
            self._reader = self._evaluator = None
            self._state = "empty"

    def known(self) -> dict[int, int]:
        """Article id -> the revision of it that is in the index."""
        with self._lock:
            entries = self._reader.entries.values() if self._reader else ()
            return {entry.id: entry.revision for entry in entries}

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
    ) -> Page[Hit]:
        """The articles that a query finds, best first, with the exact total.

        `within` and `without` are article ids: only these, and not these. `texts` gives the articles of the
        page; one it does not give has no snippet. An empty query finds nothing. Raises `Cancelled`, and
        `IndexFailed` where the index turns out to be damaged (then `state` is `unusable`).
        """
        if not isinstance(query.tree, Node):
            return Page((), 0, offset)
        tree: Node = query.tree
        with self._answering() as evaluator:
            if evaluator is None:
                return Page((), 0, offset)
            scores = evaluator.answer(tree, cancel)
            ranked = _ranked(scores, self._entries(), sort, within, without)
            page = ranked[offset : offset + limit]
        cancel.check()
        items = texts([article_id for article_id, _ in page])
        marker = Marker(tree, self._stems)
        hits: list[Hit] = []
        for article_id, score in page:
            cancel.check()
            hits.append(_hit(article_id, score, items.get(article_id), marker))
        return Page(tuple(hits), len(ranked), offset)

    def marked(self, query: ParsedQuery, item: Indexable) -> Marked:
        """Where an article matches, whether or not the index has it yet. Phrases are marked whole."""
        if not isinstance(query.tree, Node):
            return Marked()
        return Marker(query.tree, self._stems).marked(item)

    @property
    def _stems(self) -> Stems:
        """The forms of words as this library knows them. What an answer depends on is asked once."""

        @cache
        def stems(language: str, spelt: str) -> frozenset[str]:
            with self._answering() as evaluator:
                return evaluator.stems(language, spelt) if evaluator else own_stem(language, spelt)

        return stems

    def _entries(self) -> Mapping[int, Entry]:
        return self._reader.entries if self._reader else {}

    @contextmanager
    def _answering(self) -> Iterator[Evaluator | None]:
        with self._lock:
            try:
                if self._reader is not None and self._evaluator is None:
                    self._evaluator = Evaluator(self._reader)
                yield self._evaluator
            except ArchiveError:
                raise
            except Exception as damage:  # a file that broke off or went bad, found while reading it
                self.close()
                self._state = "unusable"
                condemn(self._folder)
                raise IndexFailed(reason="damaged") from damage


def _ranked(
    scores: Scores,
    entries: Mapping[int, Entry],
    sort: Sort,
    within: Collection[int] | None,
    without: Collection[int],
) -> list[tuple[int, float]]:
    inside = None if within is None else frozenset(within)
    outside = frozenset(without)
    found = [
        (entries[number], score)
        for number, score in scores.items()
        if entries[number].id not in outside and (inside is None or entries[number].id in inside)
    ]
    if sort is Sort.NEWEST:
        found.sort(key=lambda one: (-one[0].day, -one[0].id))
    elif sort is Sort.OLDEST:
        found.sort(key=lambda one: (one[0].day == 0, one[0].day, one[0].id))
    else:
        found.sort(key=lambda one: (-round(one[1], 9), -one[0].day, -one[0].id))
    return [(entry.id, score) for entry, score in found]


def _hit(article_id: int, score: float, item: Indexable | None, marker: Marker) -> Hit:
    if item is None:
        return Hit(article_id, score, Snippet(""), 0, Snippet(""))
    found = marker.found(item.text, item.language, "text")
    title = marker.spans(item.title, item.language, "title")
    captions = marker.spans(item.captions, item.language, "captions")
    count = len(merged(found)) + len(title) + len(captions)
    return Hit(article_id, score, snippet(item.text, found), count, Snippet(item.title, title))
