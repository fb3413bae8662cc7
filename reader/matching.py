"""Whether a line answers what a person types into the command palette, and which of its letters do."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.model import Span
from reader.find_bar import fold

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Match:
    """How far off it is (0: every word begins so), and the letters that answer."""

    distance: int
    spans: tuple[Span, ...]


def match(line: str, typed: str) -> Match | None:
    """Every word that is typed must begin a word of the line, stand in one, or be letters that begin words.

    Case and accents do not count. None where one of them is not found; nothing typed matches everything.
    """
    folded = fold(line)
    starts = [found.start() for found in _WORD.finditer(folded)]
    distance = 0
    spans: list[Span] = []
    for word in _WORD.findall(fold(typed)):
        found = _find(word, folded, starts)
        if found is None:
            return None
        distance += found.distance
        spans += found.spans
    return Match(distance, joined(spans))


def _find(word: str, line: str, starts: list[int]) -> Match | None:
    for start in starts:
        if line.startswith(word, start):
            return Match(0, (Span(start, start + len(word)),))
    if (spans := _by_beginnings(word, line, starts)) is not None:
        return Match(1, joined(spans))
    at = line.find(word) if len(word) > 1 else -1
    return Match(2, (Span(at, at + len(word)),)) if at >= 0 else None


def _by_beginnings(word: str, line: str, starts: list[int], after: int = 0) -> list[Span] | None:
    """The letters of `word` as beginnings of words of the line, in order: «bl» in «Back to the list»."""
    if not word:
        return []
    for start in starts:
        if start < after:
            continue
        length = 0
        while length < len(word) and line[start + length : start + length + 1] == word[length]:
            length += 1
        for taken in range(length, 0, -1):
            rest = _by_beginnings(word[taken:], line, starts, start + taken)
            if rest is not None:
                return [Span(start, start + taken), *rest]
    return None


def joined(spans: list[Span] | tuple[Span, ...]) -> tuple[Span, ...]:
    """In order, and as one where they touch."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda one: one.start):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
