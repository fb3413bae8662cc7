"""When two passages are the same passage: in all words, or in all but one that was changed."""

from __future__ import annotations

from typing import TypeAlias

from archive.clean.metadata.compare import words

Key: TypeAlias = tuple[str, ...]
_WORDS, _CHANGED = 16, 2
"""A passage of so many words may differ in so many that stand together."""


def key_of(text: str) -> Key:
    """The words of a passage: case, accents and punctuation do not count."""
    return words(text)


def nearly(one: Key, other: Key, first: str, second: str) -> bool:
    """True for long passages that differ in a word or two at one place, neither numbers nor names.

    Other figures or other people make another sentence (lists of results are written so).
    """
    short = min(len(one), len(other))
    if short < _WORDS or abs(len(one) - len(other)) > _CHANGED:
        return False
    start = 0
    while start < short and one[start] == other[start]:
        start += 1
    end = 0
    while end < short - start and one[-1 - end] == other[-1 - end]:
        end += 1
    if not start and len(one) != len(other):
        return False  # somebody is quoted: «It adds: …»
    changed = [(one[start : len(one) - end], first), (other[start : len(other) - end], second)]
    return all(
        len(middle) <= _CHANGED and not any(_is_figure_or_name(word, text) for word in middle)
        for middle, text in changed
    )


def _is_figure_or_name(word: str, text: str) -> bool:
    return word not in text or any(c.isdigit() for c in word)
