"""Where the words of a query stand in a text: the same analysis that finds an article marks it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from archive.index.analysis import fold, words
from archive.index.languages import language_of, rules_of, stem
from archive.index.ranking import PARTS_OF_FIELDS, WEIGHTS
from archive.index.tree import Exact, Fuzzy, Leaf, Near, Node, Phrase, Prefix, Slot, leaves, slots_of
from archive.index.typos import within
from archive.model import Indexable, Marked, Span

Stems = Callable[[str, str], frozenset[str]]
"""(rules, term) -> the stems whose forms a plain word finds in articles that go by these rules."""


def fits(slot: Slot, spelt: str, language: str, stems: Stems) -> bool:
    """Whether this term of an article is what the slot asks for. This is what «found» means."""
    if isinstance(slot, Prefix):
        return fold(spelt).startswith(slot.term)
    if isinstance(slot, Fuzzy):
        return within(slot.term, fold(spelt), slot.edits)
    bare, asked = fold(spelt), fold(slot.term)
    if bare == asked:
        return True
    if isinstance(slot, Exact):
        return False
    if slot.unfinished and bare.startswith(asked):
        return True
    return stem(language, spelt) in stems(language, slot.term)


def own_stem(language: str, spelt: str) -> frozenset[str]:
    """The stems of a word when no library is at hand to know its accents from."""
    return frozenset((stem(language, spelt),))


class Marker:
    """Finds the spans of one query in texts. Keep it for all texts of a page: it learns the words it has met.

    Not for several threads at once.
    """

    def __init__(self, tree: Node | None, stems: Stems = own_stem) -> None:
        self._leaves: tuple[Leaf, ...] = tuple(leaves(tree)) if tree is not None else ()
        self._stems = stems
        self._met: dict[tuple[str, str | None], dict[str, tuple[Slot, ...]]] = {}

    def spans(self, text: str, language: str | None, field: str) -> tuple[Span, ...]:
        """The places in a text that match, in order, none overlapping another.

        `field` is `title`, `text` or another part of the article. A phrase is marked whole or not at all.
        """
        return merged(self.found(text, language, field))

    def found(self, text: str, language: str | None, field: str) -> list[tuple[int, int, int]]:
        """Start, end and number of the leaf for every single match, phrases and words apart."""
        wanted = [(n, leaf) for n, leaf in enumerate(self._leaves) if is_sought(leaf.field, field)]
        if not wanted or not text:
            return []
        slots = tuple(dict.fromkeys(s for _, leaf in wanted for s in _all_slots(leaf)))
        code = rules_of(language_of(language))
        met = self._met.setdefault((code, field), {})
        places: dict[Slot, dict[int, tuple[int, int]]] = {slot: {} for slot in slots}
        for position, (start, end, spelt) in enumerate(words(text)):
            fitting = met.get(spelt)
            if fitting is None:
                fitting = tuple(slot for slot in slots if fits(slot, spelt, code, self._stems))
                met[spelt] = fitting
            for slot in fitting:
                places[slot][position] = (start, end)
        found: list[tuple[int, int, int]] = []
        for n, leaf in wanted:
            matches = _near(leaf, places) if isinstance(leaf, Near) else _matches(leaf, places)
            found.extend((match.start, match.end, n) for match in matches)
        return found

    def marked(self, item: Indexable) -> Marked:
        return Marked(
            text=self.spans(item.text, item.language, "text"),
            title=self.spans(item.title, item.language, "title"),
            captions=self.spans(item.captions, item.language, "captions"),
        )


def merged(found: Sequence[tuple[int, int, int]]) -> tuple[Span, ...]:
    """The single matches as spans in order, those that overlap made one."""
    spans: list[Span] = []
    for start, end, _ in sorted(found):
        if spans and start < spans[-1].end:
            if end > spans[-1].end:
                spans[-1] = Span(spans[-1].start, end)
        else:
            spans.append(Span(start, end))
    return tuple(spans)


def is_sought(asked: str | None, part: str) -> bool:
    """Whether what is asked for in a field (None: everywhere) is looked for in this part of an article."""
    return part in WEIGHTS if asked is None else part == PARTS_OF_FIELDS[asked]


def _all_slots(leaf: Leaf) -> tuple[Slot, ...]:
    return (
        tuple(slot for part in leaf.parts for slot in slots_of(part))
        if isinstance(leaf, Near)
        else slots_of(leaf)
    )


class _Match(NamedTuple):
    """One occurrence: its words count from `first` to `last`, its letters from `start` to `end`."""

    first: int
    last: int
    start: int
    end: int


_Places = Mapping[Slot, Mapping[int, tuple[int, int]]]


def _matches(leaf: Slot | Phrase, places: _Places) -> list[_Match]:
    first, *others = [places[slot] for slot in slots_of(leaf)]
    size = len(others)
    return [
        _Match(position, position + size, start, others[-1][position + size][1] if others else end)
        for position, (start, end) in first.items()
        if all(position + n in other for n, other in enumerate(others, 1))
    ]


def _near(leaf: Near, places: _Places) -> list[_Match]:
    """The occurrences of each part that have one of the next or the one before near them; none where a part
    has none."""
    found = [_matches(part, places) for part in leaf.parts]
    kept: dict[_Match, None] = {}
    for one, other in pairwise(found):
        close = _close(one, other, leaf.distance)
        if not close:
            return []
        kept.update(dict.fromkeys(close + _close(other, one, leaf.distance)))
    return list(kept)


def _close(some: Sequence[_Match], others: Sequence[_Match], distance: int) -> list[_Match]:
    """Those of `some` that have one of `others` within reach, before or behind."""
    firsts, lasts = [match.first for match in others], [match.last for match in others]
    return [
        match
        for match in some
        if bisect_right(firsts, match.last + distance) > bisect_right(firsts, match.last)
        or bisect_left(lasts, match.first) > bisect_left(lasts, match.first - distance)
    ]
