"""Anchors: a passage named by its words and its neighbours, and found again in a text that changed.

After the W3C Web Annotation Data Model (TextQuoteSelector, TextPositionSelector) and what Hypothesis makes
of it, but stricter: a passage that is not surely the same is not placed at all.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from archive.model import Anchor, Span

AROUND = 32
"""Code points that are remembered before and after a passage."""

_SURE = 24
"""A passage of so many letters is known by its own words where they stand only once; a shorter one
needs a neighbour."""
_NEIGHBOUR = 8
"""Code points of a neighbour that have to agree."""
_MOST = 2_000
"""Places that are looked at; words that stand in more of them are no passage."""

_REWORDED = 40
"""The shortest passage that is still known when a few of its words are others."""
_ALIKE = 0.9
_LONGEST = 4_000
"""Comparing longer passages word for word takes too long, and none of them is a highlight."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"\w+")


def make_anchor(text: str, span: Span) -> Anchor:
    """The anchor of `text[span.start:span.end]`."""
    before, after = max(0, span.start - AROUND), span.end + AROUND
    return Anchor(text[span.start : span.end], text[before : span.start], text[span.end : after], span.start)


def place(anchor: Anchor, text: str) -> Span | None:
    """Where the passage stands in `text`, or None where that is not sure.

    First the very words, the place whose neighbours agree best; then the same letters in other quotation
    marks, dashes, spaces; then, between the same neighbours, a long passage with a word or two changed.
    What it gives for the text that the anchor was made of is the span it was made of.
    """
    if not anchor.quote:
        return None
    end = anchor.offset + len(anchor.quote)
    if make_anchor(text, Span(anchor.offset, end)) == anchor:
        return Span(anchor.offset, end)
    if anchor.quote in text:
        return _exact(anchor, text)
    plain = _Plain.of(text)
    quote, prefix, suffix = (_Plain.of(part).text for part in (anchor.quote, anchor.prefix, anchor.suffix))
    simple = Anchor(quote, prefix, suffix, anchor.offset)
    found = (_exact(simple, plain.text) or _reworded(simple, plain.text)) if quote.strip() else None
    return None if found is None else plain.original(found)


class _Candidate(NamedTuple):
    start: int
    before: int
    """Code points of the prefix that agree."""
    after: int
    is_certain: bool


def _exact(anchor: Anchor, text: str) -> Span | None:
    """The one place of these very words whose neighbours agree best."""
    found: list[_Candidate] = []
    for start in _occurrences(anchor.quote, text):
        found.append(_candidate(anchor, text, start))
        if len(found) > _MOST:
            return None
    certain = [candidate for candidate in found if candidate.is_certain]
    if not certain:
        known = len(found) == 1 and len(anchor.quote.strip()) >= _SURE
        return _span(anchor, found[0]) if known else None
    most = max(candidate.before + candidate.after for candidate in certain)
    best = [candidate for candidate in certain if candidate.before + candidate.after == most]
    if len(best) > 1 and most < len(anchor.prefix) + len(anchor.suffix):
        return None
    # The same words between the same neighbours: whichever of them it was, it reads the same.
    return _span(anchor, min(best, key=lambda candidate: abs(candidate.start - anchor.offset)))


def _span(anchor: Anchor, candidate: _Candidate) -> Span:
    return Span(candidate.start, candidate.start + len(anchor.quote))


def _occurrences(quote: str, text: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def _candidate(anchor: Anchor, text: str, start: int) -> _Candidate:
    end = start + len(anchor.quote)
    before = _shared(anchor.prefix[::-1], text[max(0, start - len(anchor.prefix)) : start][::-1])
    after = _shared(anchor.suffix, text[end : end + len(anchor.suffix)])
    agrees = _agrees(anchor.prefix[::-1], before, start == before) or _agrees(
        anchor.suffix, after, end + after == len(text)
    )
    whole = before == len(anchor.prefix) and after == len(anchor.suffix)
    return _Candidate(
        start, before, after, agrees and (whole or len(anchor.quote) + before + after >= AROUND)
    )


def _agrees(neighbour: str, shared: int, at_edge: bool) -> bool:
    # Only what tells something counts: a line end and a full stop stand everywhere.
    return (shared == len(neighbour) and at_edge) or len(neighbour[:shared].strip()) >= _NEIGHBOUR


def _shared(one: str, other: str) -> int:
    number = 0
    for mine, yours in zip(one, other, strict=False):
        if mine != yours:
            break
        number += 1
    return number


def _reworded(anchor: Anchor, text: str) -> Span | None:
    """A long passage with a word or two changed in it, between neighbours that each stand only once.

    How it begins and ends has to be the same, and every number in it: «5 million» for «15 million» is
    another passage.
    """
    prefix, suffix = anchor.prefix, anchor.suffix
    if not _REWORDED <= len(anchor.quote) <= _LONGEST or min(len(prefix), len(suffix)) < _NEIGHBOUR:
        return None
    if text.count(prefix) != 1 or text.count(suffix) != 1:
        return None
    start, end = text.index(prefix) + len(prefix), text.index(suffix)
    passage = text[start:end]
    quote = anchor.quote
    if (quote[:_NEIGHBOUR], quote[-_NEIGHBOUR:]) != (passage[:_NEIGHBOUR], passage[-_NEIGHBOUR:]):
        return None
    if abs(len(passage) - len(quote)) > len(quote) * (1 - _ALIKE):
        return None
    if _NUMBER.findall(passage) != _NUMBER.findall(quote):
        return None
    return Span(start, end) if _alike(_WORD.findall(quote), _WORD.findall(passage)) >= _ALIKE else None


def _alike(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of the letters in words that both have, in order: in Japanese a whole sentence is a word."""
    blocks = difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    shared = sum(len(word) for block in blocks for word in one[block.a : block.a + block.size])
    return 2 * shared / max(1, sum(map(len, one)) + sum(map(len, other)))


# ---------------------------------------------------------------- other marks for the same letters

_ALWAYS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′´`ʼ", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", None),
    }
)
_PIECE = re.compile(r"\s+|[!-~]+(?![\u0300-\u036f])|.[\u0300-\u036f]*", re.DOTALL)
"""A run of spaces, a run that stands for itself, or one letter with its accents."""


@dataclass(frozen=True, slots=True)
class _Plain:
    """A text in plain marks, and for each of its code points where it came from."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> _Plain:
        letters: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for piece in _PIECE.finditer(text):
            start, end, words = piece.start(), piece.end(), piece[0]
            if words.isspace():
                words = " "
            elif not words.isascii():
                words = unicodedata.normalize("NFKC", words.translate(_ALWAYS)).translate(_ALWAYS)
            else:
                words = words.translate(_ALWAYS)
                letters.append(words)
                starts += range(start, end)
                ends += range(start + 1, end + 1)
                continue
            letters.append(words)
            starts += [start] * len(words)
            ends += [end] * len(words)
        return cls("".join(letters), tuple(starts), tuple(ends))

    def original(self, span: Span) -> Span | None:
        """The span of the text as it was; None where it would cut through a letter."""
        start, end = self.starts[span.start], self.ends[span.end - 1]
        cuts = (span.start > 0 and self.starts[span.start - 1] == start) or (
            span.end < len(self.text) and self.ends[span.end] == end
        )
        return None if cuts else Span(start, end)
