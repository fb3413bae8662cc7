"""What a text is about: the words of its title that carry meaning."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from archive.clean.metadata.compare import fold, words
from archive.clean.vocabulary import table

_ROOM = 40_000
"""Letters that are read to see what a text speaks of."""


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(fold(word) for line in table("stop")["words"].values() for word in line.split())


def subject_of(title: str) -> frozenset[str]:
    """The words of a title that say what the text is about."""
    return frozenset(
        w
        for w in words(title)
        if (len(w) > 3 or not w.isascii()) and w not in _stop_words() and not w.isdigit()
    )


def share_of(subject: frozenset[str], texts: Iterable[str]) -> float:
    """The share of a subject's words that occur in the texts; 0 for no subject."""
    found: set[str] = set()
    room = _ROOM
    for text in texts:
        found |= subject.intersection(words(text))
        room -= len(text)
        if room < 0:
            break
    return len(found) / len(subject) if subject else 0.0
