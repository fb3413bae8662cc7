"""One commit of the whole index: its segments, and what is true of all of them together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from archive.index.analysis import fold
from archive.index.codec.container import Array
from archive.index.codec.segment import PARTS
from archive.index.codec.view import View
from archive.index.languages import stem
from archive.index.ranking import WEIGHTS, B


class Snapshot:
    """Safe from any thread: it never changes."""

    def __init__(self, views: Sequence[View]) -> None:
        self.views = tuple(views)
        self.total = sum(view.live_count for view in views)
        self._norms: dict[tuple[int, str], Array] = {}

    @cached_property
    def averages(self) -> dict[str, float]:
        """How many words each part has, on average over the live articles."""
        total = self.total or 1
        return {part: sum(view.words(part) for view in self.views) / total for part in PARTS}

    def norm(self, number: int, part: str) -> Array:
        """What an occurrence in a part is worth in each document of a segment: less, the longer the part."""
        norm = self._norms.get((number, part))
        if norm is None:
            lengths = self.views[number].data.documents.lengths(part).astype(np.float32)
            share = np.float32(B / (self.averages[part] or 1))
            norm = np.float32(WEIGHTS.get(part, 1.0)) / (np.float32(1 - B) + share * lengths)
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

    @cached_property
    def sources(self) -> frozenset[tuple[str, str]]:
        """Name and key of every source that a live article has."""
        return frozenset(
            view.data.documents.source_names[code]
            for view in self.views
            for code in np.unique(view.only_live(view.data.documents.sources)).tolist()
        )

    @cached_property
    def authors(self) -> frozenset[str]:
        found: set[str] = set()
        for view in self.views:
            documents = view.data.documents
            codes = documents.authors
            if view.live is not None:
                codes = codes[view.live[documents.author_rows]]
            found.update(documents.author_names[code] for code in np.unique(codes).tolist())
        return frozenset(found)
