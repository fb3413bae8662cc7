"""One segment as of one commit: what its terms are to a query, and how often they stand in each article."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import NamedTuple

import numpy as np

from archive.index.analysis import fold
from archive.index.codec.container import Array
from archive.index.codec.lists import Lists
from archive.index.codec.segment import STREAMED, Part, SegmentData
from archive.index.tree import Exact, Fuzzy, Prefix, Slot, Term

Stems = Callable[[str, str], frozenset[str]]

_FEW = 16
_WIDE = 8
"""From so many neighbouring terms up they are added as one."""


class Forms(NamedTuple):
    """The terms of a segment that fit a slot: ranges of numbers for what was typed, and single ones for other
    forms, which count only in articles of certain rules (None: in all)."""

    ranges: tuple[range, ...]
    single: tuple[tuple[int, frozenset[int] | None], ...] = ()


class Tally(NamedTuple):
    """How often something stands in each document: either `ids` with `counts`, or counts over all."""

    ids: Array | None
    counts: Array


class View:
    """A segment with the mask of its live documents (None: all are)."""

    def __init__(self, data: SegmentData, live: Array | None) -> None:
        self.data, self.live = data, live
        self.count = data.count

    @cached_property
    def live_count(self) -> int:
        return self.count if self.live is None else int(np.count_nonzero(self.live))

    def only_live(self, values: Array) -> Array:
        return values if self.live is None else values[self.live]

    def words(self, part: str) -> int:
        """How many words the part has in live articles."""
        return int(self.only_live(self.data.documents.lengths(part)).sum(dtype=np.int64))

    def frequencies(self, numbers: Iterable[int], name: str = STREAMED) -> dict[str, int]:
        """The terms of these numbers, with the number of documents that have them in the part of this
        name."""
        part = self.data.parts.get(name)
        if part is None:
            return {}
        places = ((number, part.lists.find(number)) for number in numbers)
        return {self.data.lexicon[number]: part.lists.frequency(at) for number, at in places if at >= 0}

    def is_seen(self, number: int, rules: str) -> bool:
        """Whether a live article of these rules has the term."""
        documents = self.data.documents
        if rules not in documents.rules:
            return False
        alone = len(documents.rules) == 1
        code = documents.rules.index(rules)
        for part in self.data.parts.values():
            at = part.lists.find(number)
            if at < 0:
                continue
            if alone and self.live is None:
                return True
            ids, _ = part.lists.postings(at)
            if self.live is not None:
                ids = ids[self.live[ids]]
            if len(ids) and (alone or (documents.rules_of_each[ids] == code).any()):
                return True
        return False

    def forms(self, slot: Slot, stems: Stems) -> Forms:
        lexicon = self.data.lexicon
        if isinstance(slot, Prefix):
            return Forms((lexicon.beginning(slot.term),))
        if isinstance(slot, Fuzzy):
            alike = lexicon.alike(slot.term)
            others = lexicon.close_to(slot.term, slot.edits)
            return Forms((alike,), tuple((number, None) for number in others if number not in alike))
        if isinstance(slot, Term):
            number = lexicon.number(slot.term)
            return Forms((range(number, number + 1),) if number >= 0 else ())
        folded = fold(slot.term)
        if isinstance(slot, Exact):
            return Forms((lexicon.alike(folded),))
        near = lexicon.beginning(folded) if slot.unfinished else lexicon.alike(folded)
        rules_here = self.data.documents.rules
        single: dict[int, set[int]] = {}
        for code, rules in enumerate(rules_here):
            for number in lexicon.family(rules, stems(rules, slot.term)) if rules else ():
                if number not in near:
                    single.setdefault(number, set()).add(code)
        everywhere = len(rules_here)
        return Forms(
            (near,),
            tuple(
                (number, None if len(codes) == everywhere else frozenset(codes))
                for number, codes in sorted(single.items())
            ),
        )

    def spans(self, part: Part, forms: Forms) -> list[tuple[int, int]]:
        """Where the ranges of forms stand in the lists of a part, half-open."""
        return [part.lists.span(near.start, near.stop) for near in forms.ranges]

    def places(self, part: Part, forms: Forms, most: int) -> list[tuple[int, frozenset[int] | None]]:
        """The forms' places in the lists of a part, each by itself, without ranges of more than `most`."""
        found: list[tuple[int, frozenset[int] | None]] = []
        for low, high in self.spans(part, forms):
            if high - low <= most:
                found.extend((at, None) for at in range(low, high))
        for number, rules in forms.single:
            at = part.lists.find(number)
            if at >= 0:
                found.append((at, rules))
        return found

    def tally(self, part: Part, forms: Forms, others: float) -> Tally | None:
        """How often any of the forms stands in a part of each document; None where none does. A form that is
        not the one asked for counts as `others`."""
        lists = part.lists
        if lists.are_rare:
            return self._small_tally(lists, forms, others)
        wide: list[tuple[int, int]] = []
        near: list[int] = []
        for numbers in forms.ranges:
            low, high = lists.span(numbers.start, numbers.stop)
            if high - low >= _WIDE:
                wide.append((low, high))
            else:
                near.extend(range(low, high))
        single = [(at, rules) for number, rules in forms.single if (at := lists.find(number)) >= 0]
        if not wide and len(near) + len(single) <= 1:
            if not near and not single:
                return None
            at, rules = single[0] if single else (near[0], None)
            if not lists.is_common(at):
                ids, counts = self._of_rules(*lists.postings(at), rules)
                return Tally(ids, counts * np.float32(others if single else 1))
        total = np.zeros(self.count, np.float32)
        most = sum(map(lists.frequency, near)) + sum(lists.frequency(at) for at, _ in single)
        for at, rules in single:
            self._add(lists, at, rules, total)
        if single and others != 1:
            total *= np.float32(others)
        for low, high in wide:
            lists.add(low, high, total)
        for at in near:
            self._add(lists, at, None, total)
        if not wide and most * _FEW < self.count:
            ids = np.flatnonzero(total > 0)
            return Tally(ids, total[ids])
        return Tally(None, total)

    def _small_tally(self, lists: Lists, forms: Forms, others: float) -> Tally | None:
        """The same for a segment of few articles, where every call counts."""
        pieces: list[tuple[Array, Array]] = []
        terms = 0
        for numbers in forms.ranges:
            low, high = lists.span(numbers.start, numbers.stop)
            if low < high:
                pieces.append(lists.slice(low, high))
                terms += high - low
        for number, rules in forms.single:
            at = lists.find(number)
            if at >= 0:
                ids, counts = self._of_rules(*lists.slice(at, at + 1), rules)
                pieces.append((ids, counts if others == 1 else counts * np.float32(others)))
                terms += 1
        if not pieces:
            return None
        if terms == 1:
            return Tally(*pieces[0])
        total = np.zeros(self.count, np.float32)
        for ids, counts in pieces:
            np.add.at(total, ids, counts)
        return Tally(None, total)

    def _add(self, lists: Lists, at: int, rules: frozenset[int] | None, total: Array) -> None:
        if lists.is_common(at):
            row = lists.row(at)
            total += row if rules is None else np.where(self.of_rules(rules), row, np.float32(0))
        else:
            ids, counts = self._of_rules(*lists.postings(at), rules)
            np.add.at(total, ids, counts.astype(np.float32))

    def of_rules(self, rules: Iterable[int]) -> Array:
        """The documents that go by any of these rules."""
        wanted = np.zeros(len(self.data.documents.rules), bool)
        wanted[list(rules)] = True
        return wanted[self.data.documents.rules_of_each]

    def _of_rules(self, ids: Array, counts: Array, rules: frozenset[int] | None) -> tuple[Array, Array]:
        if rules is None:
            return ids, counts
        kept = self.of_rules(rules)[ids]
        return ids[kept], counts[kept]
