"""Other queries: the word being typed completed, a word spelt as the library spells it, fewer words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from archive.cancel import CancelToken
from archive.index.analysis import fold
from archive.index.codec.snapshot import Snapshot
from archive.index.languages import UNKNOWN, rules_of, stem
from archive.index.tree import And, Exact, Leaf, Node, Not, Or, Phrase, Slot, Word, leaves, written
from archive.model import Suggestion

Total = Callable[[Node], int]
"""How many articles a query finds."""

_RARE = 2
"""A word that no more articles have may be a slip of one that more have; one that no article has, of any."""
_READ = ("title", "text")
_LONG = 6
"""From so many letters on, two of them may be wrong."""
_LIKELY = 64


def completions(snapshot: Snapshot, tree: Node, count: Total, most: int) -> list[Suggestion]:
    """The query with its last word completed to words of the library, those of most articles first; one for
    all forms of a word."""
    last = _last_word(tree)
    if last is None:
        return []
    begun = fold(last.term)
    frequencies: Counter[str] = Counter()
    for view in snapshot.views:
        frequencies.update(view.frequencies(view.data.lexicon.beginning(begun)))
    rules = rules_of(UNKNOWN)
    families: dict[str, str] = {}
    for term, _ in frequencies.most_common(_LIKELY):
        if fold(term) != begun:
            families.setdefault(stem(rules, term), term)
    found: list[Suggestion] = []
    for term in list(families.values())[: 2 * most]:
        completed = _replaced(tree, last, Word(term, last.field, term))
        total = count(completed)
        if total:
            found.append(Suggestion("completion", written(completed), total, term))
    return sorted(found, key=lambda one: -one.count)[:most]


def _last_word(tree: Node) -> Word | None:
    *_, last = (None, *leaves(tree))
    return last if isinstance(last, Word) and last.unfinished else None


def spelling(snapshot: Snapshot, tree: Node, count: Total, cancel: CancelToken) -> Suggestion | None:
    """The query with the words that hardly any article has spelt as most articles spell something like them;
    None where that finds no more."""
    better = tree
    changed: list[str] = []
    for slot in _words(tree):
        cancel.check()
        found = count(_bare(slot))
        if found > _RARE:
            continue
        spelt = _likeliest(snapshot, fold(slot.term), least=_RARE + 1 if found else 1)
        if spelt is not None:
            better = _replaced(better, slot, replace(slot, term=spelt, typed=spelt))
            changed.append(spelt)
    if not changed:
        return None
    total = count(better)
    if total <= count(tree):
        return None
    return Suggestion("spelling", written(better), total, " ".join(changed))


def _words(tree: Node) -> Iterator[Word | Exact]:
    for leaf in leaves(tree):
        for slot in leaf.slots if isinstance(leaf, Phrase) else (leaf,):
            if isinstance(slot, Word | Exact):
                yield slot


def _bare(slot: Word | Exact) -> Node:
    return replace(slot, unfinished=False) if isinstance(slot, Word) else slot


def _likeliest(snapshot: Snapshot, folded: str, least: int) -> str | None:
    """The spelling near this one that most articles have, in title or text; at least so many."""
    if len(folded) < 4 or not folded.isalpha():
        return None
    for edits in (1, 2) if len(folded) >= _LONG else (1,):
        frequencies: Counter[str] = Counter()
        for view in snapshot.views:
            close = view.data.lexicon.close_to(folded, edits)
            for part in _READ:
                frequencies.update(view.frequencies(close, part))
        for term in [term for term in frequencies if fold(term) == folded]:
            del frequencies[term]
        # the first letter is seldom the wrong one
        likely = max(
            frequencies,
            key=lambda term: (frequencies[term] * (1 + 3 * (fold(term)[:1] == folded[:1])), term),
            default="",
        )
        if frequencies[likely] >= least:
            return likely
    return None


def wider(tree: Node, count: Total, cancel: CancelToken) -> list[Suggestion]:
    """For a query that finds nothing: what would find something. Each part left out in turn, and any of the
    words instead of all."""
    if not isinstance(tree, And):
        return []
    found: list[Suggestion] = []
    for n, part in enumerate(tree.parts):
        cancel.check()
        rest = tree.parts[:n] + tree.parts[n + 1 :]
        if all(isinstance(one, Not) for one in rest):
            continue
        without: Node = rest[0] if len(rest) == 1 else And(rest)
        total = count(without)
        if total:
            found.append(Suggestion("without", written(without), total, written(part)))
    words = tuple(part for part in tree.parts if isinstance(part, Leaf))
    if len(words) > 2:
        others = tuple(part for part in tree.parts if not isinstance(part, Leaf))
        either: Node = And((Or(words), *others)) if others else Or(words)
        total = count(either)
        if total:
            found.append(Suggestion("either", written(either), total))
    return sorted(found, key=lambda one: -one.count)


def _replaced(node: Node, old: Slot, new: Slot) -> Node:
    """The tree with one word in the place of another, wherever that stands."""
    if isinstance(node, And | Or):
        return replace(node, parts=tuple(_replaced(part, old, new) for part in node.parts))
    if isinstance(node, Phrase):
        if old not in node.slots:
            return node
        slots: Sequence[Slot] = tuple(new if slot == old else slot for slot in node.slots)
        typed = "-".join(slot.typed for slot in slots) if node.typed else ""
        return Phrase(tuple(slots), node.field, typed)
    return new if node == old else node
