"""How well an article answers: BM25F over the parts of an article, the title counting most."""

from __future__ import annotations

import math

K1, B = 1.2, 0.75
"""As in Robertson and Zaragoza, «The Probabilistic Relevance Framework: BM25 and Beyond» (2009): the
frequencies of a word in all parts, each normalised by the part's length and weighed, are summed before they
saturate."""

WEIGHTS = {"title": 3.0, "standfirst": 1.2, "text": 1.0, "captions": 0.7}
"""The parts searched when none is named, and what a word is worth there."""

OTHER_FORMS = 0.5
"""What another form of a word is worth beside the one that was typed, and a likely slip beside the right
word."""


_PARTS_OF_FIELDS = {"note": "notes"}


def part_of(field: str) -> str:
    """The part of an article that a field of the query language names."""
    return _PARTS_OF_FIELDS.get(field, field)


def rarity(found: int, total: int) -> float:
    """The inverse document frequency of a word that `found` of `total` articles have; never negative."""
    return math.log(1 + (total - found + 0.5) / (found + 0.5))
