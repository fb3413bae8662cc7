"""Asking through Whoosh: a searcher that knows the arrays, a query that is a tree of ours, and a collector
that answers it, or Whoosh's own queries, in whole arrays. Whoosh's own collectors can run the query too."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from whoosh import collectors, query, scoring
from whoosh.matching import ListMatcher, NullMatcher
from whoosh.searching import Searcher

from archive.cancel import CancelToken
from archive.index.codec.answers import MembersOf, answer, counts
from archive.index.codec.best import Ranked, best, sort_keys
from archive.index.codec.container import Array
from archive.index.codec.found import Found
from archive.index.codec.snapshot import Snapshot
from archive.index.codec.view import View
from archive.index.ranking import K1, WEIGHTS, B, rarity
from archive.index.tree import And, Node, Not, Or, Phrase, Prefix, Status, Term, leaves, statuses
from archive.model import Sort

_REMEMBERED = 3


class ArraySearcher(Searcher):  # type: ignore[misc]
    """Whoosh's searcher over one commit. Safe from any thread, as long as Whoosh's own matchers are not
    used."""

    def __init__(self, reader: Any, **options: Any) -> None:
        super().__init__(reader, **{"weighting": ArrayWeighting(), **options})
        self._lock = threading.Lock()
        self._answers: list[tuple[Node, dict[Status, Collection[int]], list[Found]]] = []

    @cached_property
    def snapshot(self) -> Snapshot:
        views: list[View] = []
        for reader, _ in self.reader().leaf_readers():
            segment = reader.segment()
            if segment is not None:
                deleted = segment.deleted_mask()
                views.append(View(segment.data(), None if deleted is None else ~deleted))
        return Snapshot(views)

    def answer(self, tree: Node, cancel: CancelToken, members: MembersOf | None = None) -> list[Found]:
        """What each segment finds; remembered, so that what is asked about one search is worked out once. The
        states of articles may change at any moment: they are remembered while `members` hands out the same
        objects."""
        asked = dict.fromkeys(statuses(tree))
        held = {one: members(one.what, one.value) if members else () for one in asked}
        with self._lock:
            for known, had, found in self._answers:
                if known == tree and all(had[one] is held[one] for one in asked):
                    return found
        found = answer(self.snapshot, tree, cancel, lambda what, value: held[Status(what, value)])
        with self._lock:
            self._answers = [(tree, held, found), *self._answers[: _REMEMBERED - 1]]
        return found

    def total(self, tree: Node, cancel: CancelToken) -> int:
        found = self.answer(tree, cancel)
        return sum(one.number(view.live) for one, view in zip(found, self.snapshot.views, strict=True))


class TreeQuery(query.Query):  # type: ignore[misc]
    """A tree of ours as a query of Whoosh's."""

    def __init__(self, tree: Node) -> None:
        self.tree = tree
        self.boost = 1.0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TreeQuery) and self.tree == other.tree

    def __hash__(self) -> int:
        return hash(self.tree)

    def __repr__(self) -> str:
        return f"TreeQuery({self.tree!r})"

    def is_leaf(self) -> bool:
        return True

    def normalize(self) -> TreeQuery:
        return self

    def estimate_size(self, ixreader: Any) -> int:
        return int(ixreader.doc_count())

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """For collectors of Whoosh's own: the documents of one segment with their scores."""
        top = searcher.get_parent()
        readers = [reader for reader, _ in top.reader().leaf_readers()]
        if searcher.reader() not in readers or not top.snapshot.views:
            return NullMatcher()
        number = readers.index(searcher.reader())
        found, view = top.answer(self.tree, CancelToken())[number], top.snapshot.views[number]
        held = found.as_mask() if view.live is None else found.as_mask() & view.live
        places = np.flatnonzero(held)
        if not len(places):
            return NullMatcher()
        scores = found.scores_of(places if found.ids is None else found.ids.searchsorted(places))
        return ListMatcher(places.tolist(), scores.tolist())


class ArrayCollector(collectors.Collector):  # type: ignore[misc]
    """Collects the best of a page and the exact total. Takes a `TreeQuery`, or a query of Whoosh's parser
    made of terms, phrases, prefixes and the boolean ones."""

    def __init__(
        self,
        *,
        cancel: CancelToken,
        sort: Sort = Sort.MATCH,
        offset: int = 0,
        limit: int = 50,
        allowed: Sequence[Array | None] | None = None,
        members: MembersOf | None = None,
    ) -> None:
        """`allowed`: for each segment a mask of the documents that may be found, or None."""
        self._cancel, self._sort, self._offset, self._limit = cancel, sort, offset, limit
        self._allowed, self._members = allowed, members
        self.ranked: Ranked | None = None

    def run(self) -> None:
        try:
            searcher = self.top_searcher
            views = searcher.snapshot.views
            tree = self.q.tree if isinstance(self.q, TreeQuery) else translated(self.q)
            found = searcher.answer(tree, self._cancel, self._members)
            allowed = [view.live for view in views] if self._allowed is None else self._allowed
            # a query of filters alone has no best match: the newest come first
            sort = Sort.NEWEST if self._sort is Sort.MATCH and not any(leaves(tree)) else self._sort
            often = counts(searcher.snapshot, tree, self._cancel) if sort is Sort.HITS else ()
            keys = sort_keys(views, sort, often)
            self.ranked = best(
                views, found, allowed, keys, self._offset, self._limit, first_added_first=sort is Sort.OLDEST
            )
        finally:
            self.finish()

    def count(self) -> int:
        return self.ranked.total if self.ranked else 0

    def results(self) -> Any:
        """Whoosh's results, document numbers and scores."""
        ranked = self.ranked
        if ranked is None:
            return self._results([])
        numbers: dict[int, int] = {}
        offset = 0
        for view in self.top_searcher.snapshot.views:
            live = range(view.count) if view.live is None else np.flatnonzero(view.live).tolist()
            numbers.update((int(view.data.documents.ids[place]), place + offset) for place in live)
            offset += view.count
        pairs = zip(ranked.scores.tolist(), ranked.ids.tolist(), strict=True)
        return self._results([(score, numbers[article]) for score, article in pairs])


def translated(asked: Any) -> Node:
    """A query of Whoosh's as a tree. Raises `TypeError` for kinds that have none."""
    if isinstance(asked, TreeQuery):
        return asked.tree
    if isinstance(asked, query.Term):
        return Term(asked.text, asked.fieldname)
    if isinstance(asked, query.Prefix):
        return Prefix(asked.text, asked.fieldname)
    if isinstance(asked, query.Phrase) and asked.slop == 1:
        return Phrase(tuple(Term(word, asked.fieldname) for word in asked.words), asked.fieldname)
    if isinstance(asked, query.And):
        return And(tuple(translated(part) for part in asked))
    if isinstance(asked, query.Or):
        return Or(tuple(translated(part) for part in asked))
    if isinstance(asked, query.Not):
        return Not(translated(asked.query))
    raise TypeError(type(asked).__name__)


class ArrayWeighting(scoring.WeightingModel):  # type: ignore[misc]
    """What our answers score by, for Whoosh's matchers."""

    def scorer(self, searcher: Any, fieldname: str, text: bytes, qf: int = 1) -> Any:
        return _Scorer(searcher, fieldname, text)


class _Scorer(scoring.WeightLengthScorer):  # type: ignore[misc]
    def __init__(self, searcher: Any, fieldname: str, text: bytes) -> None:
        snapshot: Snapshot = searcher.get_parent().snapshot
        self._average = snapshot.averages[fieldname] or 1.0
        self._weight = WEIGHTS.get(fieldname, 1.0)
        found = searcher.get_parent().total(Term(text.decode(), fieldname), CancelToken())
        self._worth = (K1 + 1) * rarity(found, snapshot.total)
        self.setup(searcher, fieldname, text)

    def _score(self, weight: float, length: float) -> float:
        value = self._weight * weight / (1 - B + B * length / self._average)
        return float(self._worth * value / (value + K1))

    def supports_block_quality(self) -> bool:
        return False
