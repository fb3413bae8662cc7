"""The guide: short articles in plain words, out of `resources/guide/`, with the person's own keys in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.model import Block, BlockKind, Mark, Span
from reader.find_bar import fold
from reader.i18n import SOURCE_LANGUAGE
from reader.resources import resource

_INLINE = re.compile(r"\*\*(?P<strong>[^*]+)\*\*|\*(?P<em>[^*]+)\*|`(?P<code>[^`]+)`")
_HOLE = re.compile(r"\{(\w+)\}")
_DIVIDER = re.compile(r"^\|[\s|:-]+\|$")
_WORD = re.compile(r"\w+")
MOST_HITS = 400


@dataclass(frozen=True, slots=True)
class Topic:
    """One article of the guide."""

    name: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """Its text as an article's: spans count in this string."""
        return "\n".join(block.text for block in self.blocks if block.is_text)


@dataclass(frozen=True, slots=True)
class Found:
    """A topic with the words that were looked for: where they stand in its text."""

    topic: Topic
    spans: tuple[Span, ...]


def topics(language: str, keys: Mapping[str, str]) -> tuple[Topic, ...]:
    """The guide in a language, in English where it does not exist in that one.

    `keys`: the names of commands with their keys, which stand in the text as `{name}`.
    """
    folder = resource("guide") / language
    if not folder.is_dir():
        folder = resource("guide") / SOURCE_LANGUAGE
    made = []
    for path in sorted(folder.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        made.append(parsed(path.stem.partition("-")[2], _HOLE.sub(lambda hole: keys.get(hole[1], ""), text)))
    return tuple(made)


def holes(language: str) -> set[str]:
    """The names of commands whose keys the guide tells."""
    texts = (path.read_text(encoding="utf-8") for path in (resource("guide") / language).glob("*.md"))
    return {name for text in texts for name in _HOLE.findall(text)}


def parsed(name: str, text: str) -> Topic:
    """An article out of the little of Markdown the guide is written in."""
    title, blocks = name, []
    for part in re.split(r"\n\s*\n", text.strip()):
        lines = part.splitlines()
        if part.startswith("# "):
            title = part[2:].strip()
        elif part.startswith("## "):
            blocks.append(_block(BlockKind.HEADING, part[3:], level=2))
        elif part.startswith("|"):
            rows = [_cells(line) for line in lines if not _DIVIDER.match(line)]
            blocks.append(Block(BlockKind.TABLE, "\n".join(rows), level=1))
        elif part.startswith("- "):
            blocks += [_block(BlockKind.ITEM, line[2:]) for line in lines]
        else:
            blocks.append(_block(BlockKind.PARAGRAPH, " ".join(lines)))
    return Topic(name, title, tuple(blocks))


def _cells(line: str) -> str:
    return "\t".join(cell.strip().replace("`", "") for cell in line.strip().strip("|").split("|"))


def _block(kind: BlockKind, text: str, *, level: int = 0) -> Block:
    plain, marks, end = "", [], 0
    for found in _INLINE.finditer(text):
        plain += text[end : found.start()]
        name = found.lastgroup or ""
        start, plain = len(plain), plain + found[name]
        marks.append(Mark(start, len(plain), name))  # type: ignore[arg-type]
        end = found.end()
    return Block(kind, (plain + text[end:]).strip(), tuple(marks), level=level)


def search(topics: Sequence[Topic], typed: str) -> list[Found]:
    """The topics in which every word typed begins a word: those with most of them first, titles before."""
    words = [fold(word) for word in _WORD.findall(typed)]
    if not words:
        return [Found(topic, ()) for topic in topics]
    ranked = []
    for place, topic in enumerate(topics):
        spans, title = _spans(topic.text, words), fold(topic.title)
        there = [_begins(title, word) or _spans(topic.text, [word]) for word in words]
        if all(there):
            weight = len(spans) + 20 * sum(bool(_begins(title, word)) for word in words)
            ranked.append((-weight, place, Found(topic, tuple(spans[:MOST_HITS]))))
    return [found for _weight, _place, found in sorted(ranked, key=lambda one: one[:2])]


def _begins(text: str, word: str) -> list[int]:
    return [at.start() for at in re.finditer(rf"\b{re.escape(word)}", text)]


def _spans(text: str, words: Sequence[str]) -> list[Span]:
    folded = fold(text)
    found = {Span(at, at + len(word)) for word in words for at in _begins(folded, word)}
    spans: list[Span] = []
    for span in sorted(found, key=lambda one: (one.start, -one.end)):
        if not spans or span.start >= spans[-1].end:
            spans.append(span)
    return spans


def snippet(found: Found, around: int = 36) -> tuple[str, tuple[Span, ...]]:
    """A piece of the text around the first hit, with its hits; nothing where only the title has them."""
    if not found.spans:
        return "", ()
    text, first = found.topic.text, found.spans[0]
    start = text.rfind(" ", 0, max(0, first.start - around // 2)) + 1 if first.start > around // 2 else 0
    end = first.end + 2 * around
    piece = text[start:end].replace("\n", " ").replace("\t", " ")
    lead = "…" if start else ""
    shift = len(lead) - start
    spans = tuple(
        Span(s.start + shift, s.end + shift) for s in found.spans if start <= s.start and s.end <= end
    )
    return lead + piece, spans
