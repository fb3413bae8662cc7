"""Where the words of a query stand in a text: the same analysis that finds an article marks it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from archive.index.analysis import LETTERS, WORD, fold, is_simple, term, terms, word_after, words
from archive.index.languages import language_of, rules_of, stem
from archive.index.ranking import WEIGHTS, part_of
from archive.index.tree import (
    Exact,
    Fuzzy,
    Leaf,
    Near,
    Node,
    Phrase,
    Prefix,
    Slot,
    Term,
    leaves,
    slots_of,
)
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
    if isinstance(slot, Term):
        return spelt == slot.term
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
        self._opened: dict[str, tuple[tuple[int, tuple[Slot, ...]], ...]] = {}
        self._heads = self._all_heads()
        self._ascii = all(head.isascii() for head in self._heads or ())
        self._longest = max((len(_all_slots(leaf)) for _, leaf in wanted), default=1)

    def found(self, text: str) -> list[Found]:
        if not self._wanted:
            return []
        if self._heads is None:
            return self._by_word(text)
        return self._by_head(text, self._heads) if is_simple(text) else self._by_line(text, self._heads)

    def _fitting(self, spelt: str) -> tuple[Slot, ...]:
        fitting = self._met.get(spelt)
        if fitting is None:
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

    def _by_likely_word(self, text: str, heads: tuple[str, ...]) -> list[Found]:
        """The same, looking closer only at words that begin as a match can begin."""
        found: list[Found] = []
        all_words = list(words(text))
        for at, (start, end, spelt) in enumerate(all_words):
            if not spelt.startswith(heads):
                continue
            for n, others in self._opening(spelt):
                following = all_words[at + 1 : at + 1 + len(others)]
                if len(following) == len(others) and all(
                    slot in self._fitting(word[2]) for slot, word in zip(others, following, strict=True)
                ):
                    found.append((start, following[-1][1] if following else end, n))
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

    def _by_head(self, text: str, heads: tuple[str, ...], first: int = 0) -> list[Found]:
        """The same for a simple text, looking only where a match can begin. The text begins at `first`."""
        found: list[Found] = []
        low = text.lower() if text.isascii() or not self._ascii else text.encode().lower().decode()
        find, opened, ending = low.find, self._opened, WORD.match
        for head in heads:
            size = len(head)
            at = find(head)
            while at >= 0:
                if not at or low[at - 1] not in LETTERS:
                    match = ending(low, at)
                    assert match is not None
                    end = match.end()
                    word = low[at:end]
                    leaves = opened.get(word)
                    for n, others in self._opening(word) if leaves is None else leaves:
                        last = self._end(low, end, others) if others else end
                        if last >= 0:
                            found.append((at + first, last + first, n))
                at = find(head, at + size)
        return found

    def _by_line(self, text: str, heads: tuple[str, ...]) -> list[Found]:
        """The same for a text of which some lines are simple. What touches another line is looked for word by
        word, with as many words around it as the longest phrase has."""
        found: dict[Found, None] = {}
        for low, high, plain in _stretches(text):
            if plain:
                found.update(dict.fromkeys(self._by_head(text[low:high], heads, low)))
                continue
            start, end = _widened(text, low, high, self._longest - 1)
            for a, b, n in self._by_likely_word(text[start:end], heads):
                if a + start < high and b + start > low:
                    found[a + start, b + start, n] = None
        return list(found)

    def _opening(self, word: str) -> tuple[tuple[int, tuple[Slot, ...]], ...]:
        """The leaves that may begin with this word, with the slots that must follow."""
        opened = self._opened.get(word)
        if opened is None:
            fitting = self._fitting(term(word))
            leaves = [(n, slots_of(leaf)) for n, leaf in self._wanted if not isinstance(leaf, Near)]
            opened = tuple((n, slots[1:]) for n, slots in leaves if slots[0] in fitting)
            self._opened[word] = opened
        return opened

    def _end(self, low: str, last: int, slots: tuple[Slot, ...]) -> int:
        """Where a phrase ends, its first word ending at `last`; -1 where other words follow."""
        for slot in slots:
            start, last = word_after(low, last)
            if start < 0 or slot not in self._fitting(term(low[start:last])):
                return -1
        return last


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


def number_of(found: Sequence[Found]) -> int:
    """How many spans `merged` gives."""
    count = last = 0
    for start, end, _ in sorted(found):
        if start >= last:
            count += 1
            last = end
        elif end > last:
            last = end
    return count


def _stretches(text: str) -> Iterator[tuple[int, int, bool]]:
    """The text by lines, from where to where: those that are simple, several at a time, and the others."""
    start = at = 0
    was_simple = True
    for line in text.split("\n"):
        simple = is_simple(line)
        if simple is not was_simple:
            if at > start:
                yield start, at, was_simple
            start, was_simple = at, simple
        at += len(line) + 1
    yield start, len(text), was_simple


def _widened(text: str, low: int, high: int, more: int) -> tuple[int, int]:
    """The lines from `low` to `high` with so many that there are `more` words before them and behind."""
    start, end = low, high
    while start and len(terms(text[start:low])) < more:
        start = text.rfind("\n", 0, start - 1) + 1
    while end < len(text) and len(terms(text[high:end])) < more:
        end = (text.find("\n", end) + 1) or len(text)
    return start, end


def is_sought(asked: str | None, part: str) -> bool:
    """Whether what is asked for in a field (None: everywhere) is looked for in this part of an article."""
    return part in WEIGHTS if asked is None else part == part_of(asked)


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
