"""Which articles of one commit a query finds, and how well each answers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable

from archive.cancel import CancelToken
from archive.index.analysis import fold
from archive.index.engine import Entry, Reader
from archive.index.languages import stem
from archive.index.names import fits_name
from archive.index.ranking import WEIGHTS, normalised, rarity, saturated
from archive.index.tree import And, Dates, Exact, Language, Leaf, Named, Node, Not, Or, Phrase, Prefix, Slot

Scores = dict[int, float]
"""Document number -> score; a filter gives 0."""

_ASK_EVERY = 256


class Evaluator:
    """Answers queries from one reader. One thread at a time."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._languages = {entry.language for entry in reader.entries.values()}
        self._spellings: dict[str, list[str]] = {}
        for spelt in reader.lexicon():
            self._spellings.setdefault(fold(spelt), []).append(spelt)
        self._folds = sorted(self._spellings)
        self._families: dict[str, dict[str, list[str]]] = {}
        self._asked = 0

    def answer(self, tree: Node, cancel: CancelToken) -> Scores:
        """Raises `Cancelled`."""
        self._cancel = cancel
        return self._evaluate(tree)

    def stems(self, language: str, spelt: str) -> frozenset[str]:
        """The stems whose forms a plain word finds: its own, and those of the same word with accents that
        articles of this language have (`decidio` finds what `decidió` finds)."""
        alike = self._spellings.get(fold(spelt), ())
        return frozenset(stem(language, other) for other in alike if self._is_seen(other, language)) | {
            stem(language, spelt)
        }

    def _is_seen(self, spelt: str, language: str) -> bool:
        return any(
            self._reader.entries[number].language == language
            for part in WEIGHTS
            for number, _, _ in self._reader.postings(part, spelt)
        )

    def _evaluate(self, node: Node) -> Scores:
        if isinstance(node, And):
            return self._all_of(node)
        if isinstance(node, Or):
            return _summed(map(self._evaluate, node.parts))
        if isinstance(node, Not):
            out = self._evaluate(node.part)
            return {number: 0.0 for number in self._reader.entries if number not in out}
        if isinstance(node, Named):
            names = {
                (entry.source, entry.source_key, entry.authors) for entry in self._reader.entries.values()
            }
            if node.what == "source":
                fitting = fits_name(node, {(source, key) for source, key, _ in names})
                return self._where(lambda entry: (entry.source, entry.source_key) in fitting)
            fitting = fits_name(node, {(author, "") for _, _, authors in names for author in authors})
            return self._where(lambda entry: any((author, "") in fitting for author in entry.authors))
        if isinstance(node, Language):
            return self._where(lambda entry: entry.language == node.code)
        if isinstance(node, Dates):
            return self._where(lambda entry: node.first <= entry.day <= node.last)
        return self._leaf(node)

    def _where(self, wanted: Callable[[Entry], bool]) -> Scores:
        return {number: 0.0 for number, entry in self._reader.entries.items() if wanted(entry)}

    def _all_of(self, node: And) -> Scores:
        wanted = [part for part in node.parts if not isinstance(part, Not)]
        unwanted = [part.part for part in node.parts if isinstance(part, Not)]
        found = [self._evaluate(part) for part in wanted] or [dict.fromkeys(self._reader.entries, 0.0)]
        smallest = min(found, key=lambda scores: len(scores))
        out = _summed(self._evaluate(part) for part in unwanted)
        return {
            number: sum(scores[number] for scores in found)
            for number in smallest
            if number not in out and all(number in scores for scores in found)
        }

    def _leaf(self, leaf: Leaf) -> Scores:
        slots = leaf.slots if isinstance(leaf, Phrase) else (leaf,)
        parts = (leaf.field,) if leaf.field else tuple(WEIGHTS)
        weighed: Scores = {}
        for part in parts:
            counted = self._phrase(slots, part) if len(slots) > 1 else self._counts(slots[0], part)
            for number, frequency in counted.items():
                normal = normalised(frequency, self._reader.length(number, part), self._reader.averages[part])
                weighed[number] = weighed.get(number, 0.0) + WEIGHTS[part] * normal
        worth = rarity(len(weighed), len(self._reader.entries))
        return {number: worth * saturated(frequency) for number, frequency in weighed.items()}

    def _counts(self, slot: Slot, part: str) -> dict[int, float]:
        counts: dict[int, float] = {}
        for spelt, languages in self._forms(slot).items():
            for number, frequency, _ in self._reader.postings(part, spelt):
                self._ask()
                if languages is None or self._reader.entries[number].language in languages:
                    counts[number] = counts.get(number, 0.0) + frequency
        return counts

    def _phrase(self, slots: tuple[Slot, ...], part: str) -> dict[int, float]:
        counted = [self._counts(slot, part) for slot in dict.fromkeys(slots)]
        candidates = set(counted[0]).intersection(*counted[1:])
        places: dict[Slot, dict[int, set[int]]] = {}
        for slot in dict.fromkeys(slots) if candidates else ():
            at = places[slot] = {}
            for spelt, languages in self._forms(slot).items():
                for number, _, positions in self._reader.postings(part, spelt):
                    self._ask()
                    if number not in candidates:
                        continue
                    if languages is None or self._reader.entries[number].language in languages:
                        at.setdefault(number, set()).update(positions())
        counts: dict[int, float] = {}
        for number in candidates:
            begins = set.intersection(
                *({position - n for position in places[slot][number]} for n, slot in enumerate(slots))
            )
            if begins:
                counts[number] = float(len(begins))
        return counts

    def _forms(self, slot: Slot) -> dict[str, frozenset[str] | None]:
        """The terms that fit a slot, each with the languages in which it does (None: in any)."""
        asked = fold(slot.term)
        if isinstance(slot, Prefix):
            return dict.fromkeys(self._beginning(asked))
        forms: dict[str, set[str] | None] = {}
        if not isinstance(slot, Exact):
            for language in self._languages:
                for root in self.stems(language, slot.term):
                    for spelt in self._family(language).get(root, ()):
                        in_languages = forms.setdefault(spelt, set())
                        if in_languages is not None:
                            in_languages.add(language)
            if slot.unfinished:
                forms.update(dict.fromkeys(self._beginning(asked)))
        forms.update(dict.fromkeys(self._spellings.get(asked, ())))
        return {spelt: None if found is None else frozenset(found) for spelt, found in forms.items()}

    def _beginning(self, asked: str) -> Iterable[str]:
        for at in range(bisect_left(self._folds, asked), len(self._folds)):
            if not self._folds[at].startswith(asked):
                break
            yield from self._spellings[self._folds[at]]

    def _family(self, language: str) -> dict[str, list[str]]:
        family = self._families.get(language)
        if family is None:
            family = self._families[language] = {}
            for spellings in self._spellings.values():
                for spelt in spellings:
                    family.setdefault(stem(language, spelt), []).append(spelt)
        return family

    def _ask(self) -> None:
        self._asked += 1
        if self._asked % _ASK_EVERY == 0:
            self._cancel.check()


def _summed(found: Iterable[Scores]) -> Scores:
    total: Scores = {}
    for scores in found:
        for number, score in scores.items():
            total[number] = total.get(number, 0.0) + score
    return total
