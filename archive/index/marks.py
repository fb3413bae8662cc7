"""Where the words of a query stand in a text: the same analysis that finds an article marks it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from archive.index.analysis import LONGEST, fold, is_simple, word_after, word_at, words
from archive.index.languages import language_of, rules_of, stem
from archive.index.ranking import PARTS_OF_FIELDS, WEIGHTS
from archive.index.tree import Exact, Fuzzy, Leaf, Near, Node, Phrase, Prefix, Slot, leaves, slots_of
from archive.index.typos import within
from archive.model import Indexable, Marked, Span


class Vocabulary(Protocol):
    """The words of a library."""

    def stems(self, rules: str, term: str) -> frozenset[str]:
        """The stems whose forms a plain word finds in articles that go by these rules."""

    def heads(self, slot: Slot, rules: str) -> tuple[str, ...] | None:
        """What every term that fits a slot begins with, one or the other; None where that is too many."""


class _NoLibrary:
    def stems(self, rules: str, term: str) -> frozenset[str]:
        return frozenset((stem(rules, term),))

    def heads(self, slot: Slot, rules: str) -> tuple[str, ...] | None:
        return None


NO_LIBRARY: Vocabulary = _NoLibrary()
"""When no library is at hand to know a word's accents from."""


def fits(slot: Slot, spelt: str, rules: str, vocabulary: Vocabulary) -> bool:
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
    return stem(rules, spelt) in vocabulary.stems(rules, slot.term)


class Remembering:
    """A vocabulary that is asked everything once."""

    def __init__(self, vocabulary: Vocabulary, *, whole: bool = True) -> None:
        """`whole`: the texts to be marked have no word that the vocabulary lacks."""
        self._vocabulary, self._whole = vocabulary, whole
        self._stems: dict[tuple[str, str], frozenset[str]] = {}

    def stems(self, rules: str, term: str) -> frozenset[str]:
        found = self._stems.get((rules, term))
        if found is None:
            found = self._stems[rules, term] = self._vocabulary.stems(rules, term)
        return found

    def heads(self, slot: Slot, rules: str) -> tuple[str, ...] | None:
        return self._vocabulary.heads(slot, rules) if self._whole else None


Found = tuple[int, int, int]
"""Start and end in the text, and the number of the leaf."""


class Marker:
    """Finds the spans of one query in texts. Keep it for all texts of a page: it learns the words it has met.

    Not for several threads at once.
    """

    def __init__(self, tree: Node | None, vocabulary: Vocabulary = NO_LIBRARY) -> None:
        self._leaves: tuple[Leaf, ...] = tuple(leaves(tree)) if tree is not None else ()
        self._vocabulary = vocabulary
        self._plans: dict[tuple[str, str], _Plan] = {}

    def spans(self, text: str, language: str | None, field: str) -> tuple[Span, ...]:
        """The places in a text that match, in order, none overlapping another.

        `field` is `title`, `text` or another part of the article. A phrase is marked whole or not at all.
        """
        return merged(self.found(text, language, field))

    def found(self, text: str, language: str | None, field: str) -> list[Found]:
        """Every single match, phrases and words apart."""
        if not text:
            return []
        rules = rules_of(language_of(language))
        plan = self._plans.get((rules, field))
        if plan is None:
            wanted = [(n, leaf) for n, leaf in enumerate(self._leaves) if is_sought(leaf.field, field)]
            plan = self._plans[rules, field] = _Plan(wanted, rules, self._vocabulary)
        return plan.found(text)

    def marked(self, item: Indexable) -> Marked:
        return Marked(
            text=self.spans(item.text, item.language, "text"),
            title=self.spans(item.title, item.language, "title"),
            captions=self.spans(item.captions, item.language, "captions"),
        )


class _Plan:
    """What is looked for in one part of articles that go by one set of rules."""

    def __init__(self, wanted: Sequence[tuple[int, Leaf]], rules: str, vocabulary: Vocabulary) -> None:
        self._wanted, self._rules, self._vocabulary = wanted, rules, vocabulary
        self._slots = tuple(dict.fromkeys(slot for _, leaf in wanted for slot in _all_slots(leaf)))
        self._met: dict[str, tuple[Slot, ...]] = {}
        self._heads = self._all_heads()

    def found(self, text: str) -> list[Found]:
        if not self._wanted:
            return []
        return self._by_word(text) if self._heads is None or not is_simple(text) else self._by_head(text)

    def _fitting(self, spelt: str) -> tuple[Slot, ...]:
        fitting = self._met.get(spelt)
        if fitting is None:
            spelt = spelt[:LONGEST]
            fitting = tuple(slot for slot in self._slots if fits(slot, spelt, self._rules, self._vocabulary))
            self._met[spelt] = fitting
        return fitting

    def _by_word(self, text: str) -> list[Found]:
        """Word by word: right for every text and query."""
        places: dict[Slot, dict[int, tuple[int, int]]] = {slot: {} for slot in self._slots}
        for position, (start, end, spelt) in enumerate(words(text)):
            for slot in self._fitting(spelt):
                places[slot][position] = (start, end)
        found: list[Found] = []
        for n, leaf in self._wanted:
            matches = _near(leaf, places) if isinstance(leaf, Near) else _matches(leaf, places)
            found.extend((match.start, match.end, n) for match in matches)
        return found

    def _all_heads(self) -> tuple[str, ...] | None:
        """What the words begin with that a match can begin with; None where it is no use to look for it."""
        heads: set[str] = set()
        for _, leaf in self._wanted:
            some = None if isinstance(leaf, Near) else self._vocabulary.heads(slots_of(leaf)[0], self._rules)
            if some is None:
                return None
            heads.update(some)
        return tuple(head for head in heads if not any(head[:n] in heads for n in range(1, len(head))))

    def _by_head(self, text: str) -> list[Found]:
        """The same for a simple text, looking only where a match can begin."""
        found: list[Found] = []
        low = text.lower()
        for head in self._heads or ():
            at = low.find(head)
            while at >= 0:
                end = word_at(low, at)
                if end >= 0:
                    fitting = self._fitting(low[at:end])
                    if fitting:
                        found.extend(self._beginning(low, at, end, fitting))
                at = low.find(head, at + len(head))
        return found

    def _beginning(self, low: str, at: int, end: int, fitting: tuple[Slot, ...]) -> list[Found]:
        """The matches that begin with a word, which fits these slots."""
        found: list[Found] = []
        for n, leaf in self._wanted:
            first, *others = slots_of(leaf) if not isinstance(leaf, Near) else ()
            if first not in fitting:
                continue
            last = end
            for slot in others:
                start, last = word_after(low, last)
                if start < 0 or slot not in self._fitting(low[start:last]):
                    break
            else:
                found.append((at, last, n))
        return found


def merged(found: Sequence[Found]) -> tuple[Span, ...]:
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
