"""Where the words of a query stand in a text: the same analysis that finds an article marks it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from archive.index.analysis import fold, words
from archive.index.languages import language_of, rules_of, stem
from archive.index.tree import Exact, Leaf, Node, Phrase, Prefix, Slot, leaves
from archive.model import Indexable, Marked, Span

Stems = Callable[[str, str], frozenset[str]]
"""(rules, term) -> the stems whose forms a plain word finds in articles that go by these rules."""


def fits(slot: Slot, spelt: str, language: str, stems: Stems) -> bool:
    """Whether this term of an article is what the slot asks for. This is what «found» means."""
    if isinstance(slot, Prefix):
        return fold(spelt).startswith(slot.term)
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
        wanted = [(n, leaf) for n, leaf in enumerate(self._leaves) if leaf.field in (None, field)]
        if not wanted or not text:
            return []
        slots = tuple(dict.fromkeys(s for _, leaf in wanted for s in _slots(leaf)))
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
        return [match for n, leaf in wanted for match in _matches(n, leaf, places)]

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


def _slots(leaf: Leaf) -> tuple[Slot, ...]:
    return leaf.slots if isinstance(leaf, Phrase) else (leaf,)


def _matches(
    number: int, leaf: Leaf, places: Mapping[Slot, Mapping[int, tuple[int, int]]]
) -> list[tuple[int, int, int]]:
    first, *others = [places[slot] for slot in _slots(leaf)]
    return [
        (start, others[-1][position + len(others)][1] if others else end, number)
        for position, (start, end) in first.items()
        if all(position + n in other for n, other in enumerate(others, 1))
    ]
