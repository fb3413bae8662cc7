"""The text of one block in pieces: emphasis, links and highlights, each opened and closed in its turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from archive.model import Block, BlockKind, CleanArticle, Highlight, Span


class Run(NamedTuple):
    """What is over `text[start:end]` of a block. `kind` is a mark's, or `highlight`."""

    start: int
    end: int
    kind: str
    value: str = ""
    """The address of a link, the colour of a highlight."""


class Piece(NamedTuple):
    """A piece of text with what closes before it and what opens there."""

    closes: tuple[Run, ...]
    opens: tuple[Run, ...]
    text: str


def runs_of(block: Block, painted: Iterable[Run] = ()) -> list[Run]:
    """The marks of a block with the highlights over it."""
    marks = (Run(mark.start, mark.end, mark.kind, mark.href or "") for mark in block.marks)
    inside = (run for run in (*painted, *marks) if 0 <= run.start < run.end <= len(block.text))
    return sorted(inside, key=lambda run: (run.start, -run.end, run.kind != "highlight"))


def pieces(text: str, runs: Sequence[Run]) -> Iterator[Piece]:
    """The text cut wherever something begins or ends; what crosses another is closed and opened again."""
    cuts = sorted({0, len(text), *(run.start for run in runs), *(run.end for run in runs)})
    open_now: list[Run] = []
    for start, end in pairwise(cuts):
        wanted = [run for run in runs if run.start <= start and end <= run.end]
        shared = 0
        while shared < min(len(open_now), len(wanted)) and open_now[shared] == wanted[shared]:
            shared += 1
        yield Piece(tuple(reversed(open_now[shared:])), tuple(wanted[shared:]), text[start:end])
        open_now = wanted
    yield Piece(tuple(reversed(open_now)), (), "")


def painted(article: CleanArticle, highlights: Iterable[Highlight]) -> list[list[Run]]:
    """For each block of an article, the highlights over it. Spans count in the kept text."""
    spans = [(item.span, item.colour.value) for item in highlights if item.span is not None]
    found: list[list[Run]] = []
    at = 0
    for block in article.blocks:
        here: list[Run] = []
        if block.is_text:
            here = [
                Run(max(0, span.start - at), min(len(block.text), span.end - at), "highlight", colour)
                for span, colour in spans
                if span.start < at + len(block.text) and span.end > at
            ]
            at += len(block.text) + 1
        found.append(_apart(here))
    return found


def _apart(runs: Sequence[Run]) -> list[Run]:
    """Overlapping highlights beside one another: the later one is seen."""
    found: list[Run] = []
    for run in runs:
        for old in list(found):
            if old.start < run.end and run.start < old.end:
                found.remove(old)
                left, right = old._replace(end=run.start), old._replace(start=run.end)
                found += [part for part in (left, right) if part.start < part.end]
        found.append(run)
    return found


def spoken(article: CleanArticle, span: Span) -> str:
    """The words of a span."""
    return article.text[span.start : span.end]


def is_shown(block: Block) -> bool:
    """True for the blocks that a reader sees; a picture only with its words."""
    return block.removed is None and (bool(block.text) or block.kind is BlockKind.IMAGE)
