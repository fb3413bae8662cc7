"""What is peculiar to an article: its words that few others have."""

from __future__ import annotations

from collections import Counter

from archive.index.analysis import terms
from archive.index.codec.snapshot import Snapshot
from archive.index.ranking import rarity
from archive.index.tree import Exact
from archive.model import Indexable

_WORDS = 20
_LOOKED_AT = 200
_COMMON = 10
"""A word that more than one article in so many has is peculiar to none."""


def peculiar(snapshot: Snapshot, item: Indexable) -> tuple[Exact, ...]:
    """Up to twenty words: often here, rare elsewhere, but not here alone."""
    counts = Counter(term for term in terms(f"{item.title}\n{item.title}\n{item.text}") if len(term) > 2)
    worth: dict[str, float] = {}
    for term, count in counts.most_common(_LOOKED_AT):
        found = sum(
            sum(view.frequencies([number]).values())
            for view in snapshot.views
            if (number := view.data.lexicon.number(term)) >= 0
        )
        if found > 1 and found * _COMMON <= max(snapshot.total, 20):
            worth[term] = count * rarity(found, snapshot.total)
    best = sorted(worth, key=lambda term: (-worth[term], term))[:_WORDS]
    return tuple(Exact(term) for term in best)
