"""The hits of an opened article in reading order. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from archive.model import Block, BlockKind, Marked, Span
from reader.position_map import Stream

HitStream = Literal["title", "text", "captions"]


@dataclass(frozen=True, slots=True)
class ReadHit:
    """One hit: a span in the article's title, in its text or in its captions."""

    stream: HitStream
    span: Span


def in_reading_order(blocks: Sequence[Block], marked: Marked) -> tuple[ReadHit, ...]:
    """All hits, as the eye meets them: the title's, then those of text and captions together."""
    return (*(ReadHit("title", span) for span in marked.title), *_ordered(blocks, marked))


def first_in_text(hits: Sequence[ReadHit]) -> int | None:
    """The first hit below the title, where an article is opened; else the first of the title."""
    below = next((index for index, hit in enumerate(hits) if hit.stream != "title"), None)
    return below if below is not None or not hits else 0


def _ordered(blocks: Sequence[Block], marked: Marked) -> Iterator[ReadHit]:
    waiting: dict[Stream, Iterator[Span]] = {"text": iter(marked.text), "captions": iter(marked.captions)}
    ahead: dict[Stream, Span | None] = {stream: next(spans, None) for stream, spans in waiting.items()}
    ends: dict[Stream, int] = {"text": 0, "captions": 0}
    for block in blocks:
        stream = stream_of(block)
        if stream is None:
            continue
        ends[stream] += len(block.text) + 1
        while (span := ahead[stream]) is not None and span.start < ends[stream]:
            yield ReadHit(stream, span)
            ahead[stream] = next(waiting[stream], None)


def stream_of(block: Block) -> Stream | None:
    """Where a block's text counts: in the article's text, in its captions, or in neither."""
    if block.is_text:
        return "text"
    return "captions" if block.kind is BlockKind.CAPTION and block.removed is None else None


def streams_of(blocks: Sequence[Block]) -> dict[Stream, str]:
    """The text and the captions that spans count in."""
    parts: dict[Stream, list[str]] = {"text": [], "captions": []}
    for block in blocks:
        stream = stream_of(block)
        if stream is not None:
            parts[stream].append(block.text)
    return {stream: "\n".join(texts) for stream, texts in parts.items()}


def sentence_around(text: str, span: Span, letters: int = 80) -> str:
    """The words around a span on one line: its paragraph, or what of it lies within so many letters."""
    start, end = max(0, span.start - letters), min(len(text), span.end + letters)
    before = text[start : span.start].rpartition("\n")[2]
    after = text[span.end : end].partition("\n")[0]
    if start and len(before) == span.start - start:
        before = "…" + before.partition(" ")[2]
    if end < len(text) and len(after) == end - span.end:
        after = after.rpartition(" ")[0] + "…"
    return " ".join(f"{before}{text[span.start : span.end]}{after}".split())
