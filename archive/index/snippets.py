"""The passage of an article that shows best why it was found."""

from __future__ import annotations

from collections.abc import Sequence

from archive.model import Snippet, Span

LENGTH = 220
"""About how many code points a snippet has: three lines of the list."""

LEAD = 60
"""How far before the first hit of the passage it begins, at most: the first line must show a hit."""

_MOST = 100
"""So many hits are weighed; an article with more shows its words well enough in the first of them."""

_ENDS = ".!?…。！？\n"


def snippet(text: str, found: Sequence[tuple[int, int, int]], length: int = LENGTH) -> Snippet:
    """The densest passage of `text`, with its hits; the beginning of the text where nothing is found.

    `found`: start, end and a number telling the searched words apart. The passage with most different words
    wins, then the one with most hits, then the first. It begins at a sentence where one begins near, else at
    a word; spans lie within the snippet's text.
    """
    found = sorted(found)[:_MOST]
    start = _begin(text, found, length)
    end = _end(text, start, length)
    body = text[start:end].replace("\n", " ").replace("\t", " ")
    before = (
        "…" if start > 0 and text[start - 1] not in _ENDS and text[:start].rstrip()[-1:] not in _ENDS else ""
    )
    after = "…" if text[end:].strip() else ""
    shift = len(before) - start
    spans: list[Span] = []
    for low, high, _ in found:
        if low < start or high > end:
            continue
        if spans and low + shift < spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, high + shift))
        else:
            spans.append(Span(low + shift, high + shift))
    return Snippet(before + body + after, tuple(spans))


def _begin(text: str, found: Sequence[tuple[int, int, int]], length: int) -> int:
    if not found:
        return len(text) - len(text.lstrip())
    anchor = _densest(found, length - LEAD)
    earliest = max(0, anchor - LEAD)
    for at in range(anchor - 1, earliest - 1, -1):  # a sentence or paragraph that begins near
        if text[at] == "\n" or (text[at] in _ENDS and at + 1 < anchor and text[at + 1].isspace()):
            return at + 1 + len(text[at + 1 : anchor]) - len(text[at + 1 : anchor].lstrip())
    if earliest == 0:
        return len(text[:anchor]) - len(text[:anchor].lstrip())
    for at in range(earliest, anchor):  # else a word
        if text[at].isspace():
            return at + 1 + len(text[at + 1 : anchor]) - len(text[at + 1 : anchor].lstrip())
    return anchor


def _densest(found: Sequence[tuple[int, int, int]], reach: int) -> int:
    """Where the best passage's first hit begins: a window slides over the hits."""
    best, best_at = (0, 0), found[0][0]
    different = len({number for _, _, number in found})
    counts: dict[int, int] = {}
    last, size = 0, len(found)
    for first, (start, _, number) in enumerate(found):
        limit = start + reach
        while last < size and (last == first or found[last][1] <= limit):
            if different > 1:
                other = found[last][2]
                counts[other] = counts.get(other, 0) + 1
            last += 1
        worth = (len(counts), last - first)
        if worth > best:
            best, best_at = worth, start
        if last == size:
            break  # what follows is part of this window
        if different > 1:
            counts[number] -= 1
            if not counts[number]:
                del counts[number]
    return best_at


def _end(text: str, start: int, length: int) -> int:
    if start + length >= len(text):
        return len(text.rstrip()) if len(text.rstrip()) > start else len(text)
    for at in range(start + length, start + length // 2, -1):
        if text[at].isspace():
            return at - (len(text[start:at]) - len(text[start:at].rstrip()))
    return start + length
