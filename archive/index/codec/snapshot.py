"""One commit of the whole index: its segments, and what is true of all of them together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from archive.index.analysis import fold, folded
from archive.index.codec.columns import Columns
from archive.index.codec.container import Array
from archive.index.codec.segment import PARTS
from archive.index.codec.view import View
from archive.index.languages import stem
from archive.index.ranking import WEIGHTS, B
from archive.index.tree import Prefix, Slot

_REMEMBERED = 1000
_MANY = 200
_ALIKE = 3


class Snapshot:
    """Safe from any thread: it never changes."""

    def __init__(self, views: Sequence[View]) -> None:
        self.views = tuple(views)
        self.total = sum(view.live_count for view in views)
        self._stems: dict[tuple[str, str], frozenset[str]] = {}

    @cached_property
    def averages(self) -> dict[str, float]:
        """How many words each part has, on average over the live articles, to two digits: so it stays the
        same over many commits, and with it what was worked out from it."""
        total = self.total or 1
        words = {part: sum(view.words(part) for view in self.views) for part in PARTS}
        return {part: float(f"{number / total:.2g}") for part, number in words.items()}

    def norm(self, number: int, part: str) -> Array:
        """What an occurrence in a part is worth in each document of a segment: less, the longer the part."""
        data, average = self.views[number].data, self.averages[part]
        known = data.norms.get(part)
        if known is None or known[0] != average:
            lengths = data.documents.lengths(part).astype(np.float32)
            norm = np.float32(WEIGHTS.get(part, 1.0)) / (
                np.float32(1 - B) + np.float32(B / (average or 1)) * lengths
            )
            known = data.norms[part] = average, norm
        return known[1]

    def stems(self, rules: str, term: str) -> frozenset[str]:
        """The stems whose forms a plain word finds in articles of these rules: its own, and those of the same
        word with accents that such articles have (`decidio` finds what `decidió` finds)."""
        known = self._stems.get((rules, term))
        if known is None:
            if len(self._stems) >= _REMEMBERED:
                self._stems.clear()
            known = self._stems[rules, term] = self._all_stems(rules, term)
        return known

    def _all_stems(self, rules: str, term: str) -> frozenset[str]:
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

    def heads(self, slot: Slot, rules: str) -> tuple[str, ...] | None:
        """What each term of the library that fits a slot begins with; None where that is too many."""
        heads: set[str] = set()
        for view in self.views:
            lexicon = view.data.lexicon
            forms = view.forms(slot, self.stems)
            for near in forms.ranges:
                if isinstance(slot, Prefix) or len(near) > _MANY:
                    heads.update(lexicon.heads(near, fold(slot.term)))
                else:
                    heads.update(lexicon[number] for number in near)
            here = view.data.documents.rules
            code = here.index(rules) if rules in here else -1
            heads.update(lexicon[number] for number, codes in forms.single if codes is None or code in codes)
            if len(heads) > _MANY:
                return None
        return _shared(heads)

    def revision(self, article_id: int) -> int | None:
        """The revision of an article that the index has."""
        for view in self.views:
            for number in np.flatnonzero(view.data.documents.ids == article_id).tolist():
                if view.live is None or view.live[number]:
                    return int(view.data.documents.revisions[number])
        return None

    @cached_property
    def columns(self) -> Columns:
        return Columns(self.views)

    @cached_property
    def sources(self) -> Mapping[tuple[str, str], str]:
        """Name and key of every source that a live article has, with its folded name."""
        found = {
            view.data.documents.source_names[code]
            for view in self.views
            for code in np.unique(view.only_live(view.data.documents.sources)).tolist()
        }
        return {pair: folded(pair[0]) for pair in found}

    @cached_property
    def authors(self) -> Mapping[tuple[str, str], str]:
        """The same for the authors, whose key is empty."""
        found: set[str] = set()
        for view in self.views:
            documents = view.data.documents
            codes = documents.authors
            if view.live is not None:
                codes = codes[view.live[documents.author_rows]]
            found.update(documents.author_names[code] for code in np.unique(codes).tolist())
        return {(name, ""): folded(name) for name in found}


def _shared(terms: set[str]) -> tuple[str, ...]:
    """The terms, or what those share that begin alike: fewer to look for."""
    groups: dict[str, list[str]] = {}
    for term in terms:
        groups.setdefault(term[:_ALIKE], []).append(term)
    heads: list[str] = []
    for group in groups.values():
        first, last = min(group), max(group)
        size = next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))
        heads.append(first[:size])
    return tuple(heads)
