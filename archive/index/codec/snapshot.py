"""One commit of the whole index: a query goes in, what every segment finds comes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from archive.cancel import CancelToken
from archive.index.analysis import fold
from archive.index.codec.container import Array
from archive.index.codec.found import Found, all_of, any_of
from archive.index.codec.phrases import phrase
from archive.index.codec.segment import PARTS
from archive.index.codec.view import View
from archive.index.languages import stem
from archive.index.names import fits_name
from archive.index.ranking import K1, WEIGHTS, B, rarity
from archive.index.tree import (
    And,
    Dates,
    Language,
    Leaf,
    Named,
    Node,
    Not,
    Or,
    Phrase,
    Slot,
)


class Leaves(NamedTuple):
    """What a leaf found in each segment, and what it is worth."""

    found: list[Found]
    worth: float


class Snapshot:
    """Safe from any thread: it never changes."""

    def __init__(self, views: Sequence[View]) -> None:
        self.views = tuple(views)
        self.total = sum(view.live_count for view in views)

    @cached_property
    def averages(self) -> dict[str, float]:
        """How many words each part has, on average over the live articles."""
        total = self.total or 1
        return {part: sum(view.words(part) for view in self.views) / total for part in PARTS}

    @cached_property
    def _norms(self) -> dict[tuple[int, str], Array]:
        return {}

    def _norm(self, number: int, part: str) -> Array:
        """What an occurrence is worth in each document: less, the longer the part."""
        norm = self._norms.get((number, part))
        if norm is None:
            lengths = self.views[number].data.documents.lengths(part).astype(np.float32)
            norm = np.float32(WEIGHTS[part]) / (
                np.float32(1 - B) + np.float32(B / (self.averages[part] or 1)) * lengths
            )
            self._norms[number, part] = norm
        return norm

    def stems(self, rules: str, term: str) -> frozenset[str]:
        """The stems whose forms a plain word finds in articles of these rules: its own, and those of the same
        word with accents that such articles have (`decidio` finds what `decidió` finds)."""
        own = stem(rules, term)
        if not rules:
            return frozenset((own,))
        alike = {
            view.data.lexicon[number]
            for view in self.views
            for number in view.data.lexicon.alike(fold(term))
            if view.is_seen(number, rules)
        }
        return frozenset(stem(rules, other) for other in alike) | {own}

    def answer(self, tree: Node, cancel: CancelToken) -> list[Found]:
        """What each segment finds, deleted articles too. Raises `Cancelled`."""
        leaves: dict[Leaf, Leaves] = {}
        for leaf in dict.fromkeys(_leaves(tree)):
            found: list[Found] = []
            for number in range(len(self.views)):
                cancel.check()
                found.append(self._leaf(number, leaf))
            matching = sum(one.number(view.live) for one, view in zip(found, self.views, strict=True))
            leaves[leaf] = Leaves(found, (K1 + 1) * rarity(matching, self.total))
        return [self._combined(number, tree, leaves) for number in range(len(self.views))]

    def _combined(self, number: int, node: Node, leaves: Mapping[Leaf, Leaves]) -> Found:
        view = self.views[number]
        if isinstance(node, And):
            wanted = [
                self._combined(number, part, leaves) for part in node.parts if not isinstance(part, Not)
            ]
            out = [self._combined(number, part.part, leaves) for part in node.parts if isinstance(part, Not)]
            return all_of(wanted, out, view.count)
        if isinstance(node, Or):
            return any_of([self._combined(number, part, leaves) for part in node.parts], view.count)
        if isinstance(node, Not):
            return all_of([], [self._combined(number, node.part, leaves)], view.count)
        if isinstance(node, Named | Language | Dates):
            return Found(view.count, mask=self._filtered(view, node), scores=None)
        return leaves[node].found[number].times(leaves[node].worth)

    def _filtered(self, view: View, node: Named | Language | Dates) -> Array:
        documents = view.data.documents
        if isinstance(node, Dates):
            return np.asarray((documents.days >= node.first) & (documents.days <= node.last))
        if isinstance(node, Language):
            return np.isin(documents.languages, _places(documents.language_names, {node.code}))
        if node.what == "source":
            return np.isin(documents.sources, _places(documents.source_names, fits_name(node, self._sources)))
        wanted = _places(documents.author_names, {name for name, _ in fits_name(node, self._authors)})
        mask = np.zeros(view.count, bool)
        mask[documents.author_rows[np.isin(documents.authors, wanted)]] = True
        return mask

    @cached_property
    def _sources(self) -> frozenset[tuple[str, str]]:
        """Name and key of every source that a live article has."""
        return frozenset(
            view.data.documents.source_names[code]
            for view in self.views
            for code in np.unique(_live(view, view.data.documents.sources))
        )

    @cached_property
    def _authors(self) -> frozenset[tuple[str, str]]:
        found: set[tuple[str, str]] = set()
        for view in self.views:
            documents = view.data.documents
            codes = (
                documents.authors
                if view.live is None
                else documents.authors[view.live[documents.author_rows]]
            )
            found.update((documents.author_names[code], "") for code in np.unique(codes))
        return frozenset(found)

    def _leaf(self, number: int, leaf: Leaf) -> Found:
        """What a leaf finds in a segment; the scores have yet to be multiplied by its rarity."""
        view = self.views[number]
        slots: tuple[Slot, ...] = leaf.slots if isinstance(leaf, Phrase) else (leaf,)
        forms = [view.forms(slot, self.stems) for slot in slots]
        names = [leaf.field] if leaf.field else list(WEIGHTS)
        few: list[tuple[Array, Array]] = []
        total: Array | None = None
        for name in names:
            part = view.data.parts.get(name)
            if part is None:
                continue
            norm = self._norm(number, name)
            if len(forms) > 1:
                ids, counts = phrase(view, part, forms)
            else:
                tally = view.tally(part, forms[0])
                if tally is None:
                    continue
                if tally.ids is None:
                    values = tally.counts
                    values *= norm
                    total = values if total is None else np.add(total, values, out=total)
                    continue
                ids, counts = tally.ids, tally.counts
            if len(ids):
                few.append((ids, norm[ids] * counts.astype(np.float32)))
        if total is None:
            if not few:
                return Found.nothing(view.count)
            if len(few) == 1:
                ids, values = few[0]
                return Found(view.count, ids=ids, scores=_saturated(values))
            total = np.zeros(view.count, np.float32)
        for ids, values in few:
            np.add.at(total, ids, values)
        return Found.of_values(_saturated(total))


def _saturated(values: Array) -> Array:
    """The tenth occurrence says less than the second."""
    return values / (values + np.float32(K1))


def _leaves(node: Node) -> list[Leaf]:
    if isinstance(node, And | Or):
        return [leaf for part in node.parts for leaf in _leaves(part)]
    if isinstance(node, Not):
        return _leaves(node.part)
    return [] if isinstance(node, Named | Language | Dates) else [node]


def _places(names: Sequence[object], wanted: set[str] | set[tuple[str, str]]) -> Array:
    return np.array([code for code, name in enumerate(names) if name in wanted], np.int64)


def _live(view: View, values: Array) -> Array:
    return values if view.live is None else values[view.live]
