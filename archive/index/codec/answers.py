"""A query goes in, what every segment finds comes out: no loop over postings, a few passes over arrays."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

import numpy as np

from archive.cancel import CancelToken
from archive.index.codec.allowed import Members
from archive.index.codec.container import Array
from archive.index.codec.found import Found, all_of, any_of
from archive.index.codec.phrases import near, phrase
from archive.index.codec.segment import Part
from archive.index.codec.snapshot import Snapshot
from archive.index.codec.view import Tally, View
from archive.index.names import fits_name
from archive.index.ranking import K1, OTHER_FORMS, WEIGHTS, part_of, rarity
from archive.index.tree import (
    And,
    Dates,
    Filter,
    Language,
    Leaf,
    Named,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Status,
    slots_of,
)

MembersOf = Callable[[str, str], Collection[int]]
"""`what` and `value` of a `Status` -> the ids of the articles it is true of."""


class _Worth(NamedTuple):
    found: list[Found]
    """For each segment. The scores have yet to be multiplied by `worth`."""
    worth: float


def answer(
    snapshot: Snapshot, tree: Node, cancel: CancelToken, members: MembersOf | None = None
) -> list[Found]:
    """What each segment finds, deleted articles too. Without `members` no `Status` is true of anything.
    Raises `Cancelled`, which is asked for each word in each segment, and within phrases."""
    return _Answering(snapshot, tree, cancel, members or (lambda what, value: ())).all()


def counts(snapshot: Snapshot, tree: Node, cancel: CancelToken) -> list[Array]:
    """For each segment, how often the words of a query stand in each document."""
    answering = _Answering(snapshot, tree, cancel, lambda what, value: ())
    totals: list[Array] = []
    for number, view in enumerate(snapshot.views):
        total = np.zeros(view.count, np.float32)
        for leaf in dict.fromkeys(_leaves(tree, negated=False)):
            cancel.check()
            for _, tally in answering.tallies(number, leaf, others=1.0):
                if tally.ids is None:
                    total += tally.counts
                else:
                    np.add.at(total, tally.ids, tally.counts)
        totals.append(total)
    return totals


class _Answering:
    def __init__(self, snapshot: Snapshot, tree: Node, cancel: CancelToken, members: MembersOf) -> None:
        self._snapshot, self._tree, self._cancel, self._members = snapshot, tree, cancel, members
        self._leaves: dict[Leaf, _Worth] = {}
        self._statuses: dict[Status, Members] = {}
        self._named: dict[Named, set[str] | set[tuple[str, str]]] = {}

    def all(self) -> list[Found]:
        for leaf in dict.fromkeys(_leaves(self._tree)):
            found: list[Found] = []
            for number in range(len(self._snapshot.views)):
                self._cancel.check()
                found.append(self._leaf(number, leaf))
            matching = sum(
                one.number(view.live) for one, view in zip(found, self._snapshot.views, strict=True)
            )
            self._leaves[leaf] = _Worth(found, (K1 + 1) * rarity(matching, self._snapshot.total))
        return [self._combined(number, self._tree) for number in range(len(self._snapshot.views))]

    def _combined(self, number: int, node: Node) -> Found:
        view = self._snapshot.views[number]
        if isinstance(node, And):
            wanted = [self._combined(number, part) for part in node.parts if not isinstance(part, Not)]
            out = [self._combined(number, part.part) for part in node.parts if isinstance(part, Not)]
            return all_of(wanted, out, view.count)
        if isinstance(node, Or):
            return any_of([self._combined(number, part) for part in node.parts], view.count)
        if isinstance(node, Not):
            return all_of([], [self._combined(number, node.part)], view.count)
        if isinstance(node, Filter):
            return Found(view.count, mask=self._filtered(view, node), scores=None)
        return self._leaves[node].found[number].worth_of(self._leaves[node].worth)

    def _filtered(self, view: View, node: Filter) -> Array:
        documents = view.data.documents
        if isinstance(node, Dates):
            return np.asarray((documents.days >= node.first) & (documents.days <= node.last))
        if isinstance(node, Language):
            return _with_names(documents.languages, documents.language_names, {node.code})
        if isinstance(node, Status):
            if node not in self._statuses:
                self._statuses[node] = Members(self._members(node.what, node.value))
            return self._statuses[node].among(documents.ids)
        if node not in self._named:
            self._named[node] = _meant(self._snapshot, node)
        return _with(view, node.what, self._named[node])

    def _leaf(self, number: int, leaf: Leaf) -> Found:
        view = self._snapshot.views[number]
        few: list[tuple[Array, Array]] = []
        total: Array | None = None
        for name, tally in self.tallies(number, leaf):
            norm = self._snapshot.norm(number, name)
            if tally.ids is not None:
                few.append((tally.ids, norm[tally.ids] * tally.counts))
            elif total is None:
                total = np.multiply(tally.counts, norm, out=tally.counts)
            else:
                total += tally.counts * norm
        if total is None:
            if not few:
                return Found.nothing(view.count)
            if len(few) == 1:
                ids, values = few[0]
                return Found(view.count, ids=ids, scores=_saturated(values))
            total = np.zeros(view.count, np.float32)
            for ids, values in few:
                np.add.at(total, ids, values)
            ids = np.flatnonzero(total > 0)
            return Found(view.count, ids=ids, scores=_saturated(total[ids]))
        for ids, values in few:
            np.add.at(total, ids, values)
        return Found.of_values(_saturated(total))

    def tallies(self, number: int, leaf: Leaf, others: float = OTHER_FORMS) -> Iterator[tuple[str, Tally]]:
        """How often a leaf stands in each part that it is looked for in, other forms counting as `others`."""
        view = self._snapshot.views[number]
        stems = self._snapshot.stems
        pieces = [slots_of(part) for part in leaf.parts] if isinstance(leaf, Near) else [slots_of(leaf)]
        forms = [[view.forms(slot, stems) for slot in slots] for slots in pieces]
        for name in [part_of(leaf.field)] if leaf.field else list(WEIGHTS):
            part: Part | None = view.data.parts.get(name)
            if part is None:
                continue
            if isinstance(leaf, Near | Phrase):
                found = (
                    near(view, part, forms, leaf.distance, self._cancel.check)
                    if isinstance(leaf, Near)
                    else phrase(view, part, forms[0], self._cancel.check)
                )
                tally: Tally | None = Tally(found[0], found[1].astype(np.float32))
            else:
                tally = view.tally(part, forms[0][0], others)
            if tally is not None and (tally.ids is None or len(tally.ids)):
                yield name, tally


def _meant(snapshot: Snapshot, node: Named) -> set[str] | set[tuple[str, str]]:
    """The sources, as name and key, or the authors that a name means."""
    if node.what == "source":
        return fits_name(node, snapshot.sources)
    return {name for name, _ in fits_name(node, snapshot.authors)}


def _with(view: View, what: str, wanted: set[str] | set[tuple[str, str]]) -> Array:
    documents = view.data.documents
    if what == "source":
        return _with_names(documents.sources, documents.source_names, wanted)
    mask = np.zeros(view.count, bool)
    mask[documents.author_rows[_with_names(documents.authors, documents.author_names, wanted)]] = True
    return mask


def _with_names(
    codes: Array, names: list[str] | list[tuple[str, str]], wanted: set[str] | set[tuple[str, str]]
) -> Array:
    table = np.array([name in wanted for name in names] or [False])
    held: Array = table[codes]
    return held


def _saturated(values: Array) -> Array:
    """The tenth occurrence says less than the second."""
    below = values + np.float32(K1)
    return np.divide(values, below, out=below)


def _leaves(node: Node, *, negated: bool = True) -> Iterator[Leaf]:
    """The leaves of a query, those under a minus only if `negated`."""
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from _leaves(part, negated=negated)
    elif isinstance(node, Not):
        if negated:
            yield from _leaves(node.part)
    elif isinstance(node, Leaf):
        yield node
