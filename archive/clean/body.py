"""Where the article is: candidates from independent points of view, and a choice by the evidence for each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from archive.clean import flags as f
from archive.clean.flags import Judged
from archive.model import BlockKind

_OUT = f.NEGATIVE & ~f.BYLINE
_SHORT = 60


@dataclass(frozen=True, slots=True)
class Body:
    """The pieces `first` to `last` hold the article; `lead` are pieces before them that belong to it.
    `why`: which candidate it was."""

    first: int
    last: int
    lead: tuple[int, ...] = ()
    why: str = ""


class Weights:
    """What each piece says for or against the article being here, and sums of it over any element."""

    def __init__(self, judged: Judged, out: int = _OUT) -> None:
        self.judged = judged
        self.of = [self._weight(n, out) for n in range(len(judged.page.pieces))]
        self._sums = [0.0, *accumulate(self.of)]

    def sum(self, first: int, last: int) -> float:
        return self._sums[last] - self._sums[first]

    def node(self, number: int) -> float:
        node = self.judged.page.nodes[number]
        return self._sums[node.last] - self._sums[node.first]

    def _weight(self, number: int, out: int) -> float:
        judged = self.judged
        piece = judged.page.pieces[number]
        if judged.flags[number] & (out | f.CAPTION | f.GALLERY) or piece.kind is BlockKind.IMAGE:
            return 0.0
        length, share = judged.length[number], judged.link_share[number]
        if piece.kind is BlockKind.HEADING:
            return -60.0 if share > 0.6 else 0.0
        if share > 0.6 and judged.sentences[number] < 2:
            return -12.0 - 0.6 * min(length, 80.0)
        if piece.cell is not None and length < _SHORT:
            return 3.0
        if length < 25:
            return 1.0 if piece.kind is BlockKind.ITEM else -4.0
        weight = length * (1 - share) * min(1.0, length / 140)
        return weight if piece.in_paragraph or piece.kind is BlockKind.ITEM else weight * 0.8


def choose(judged: Judged, headline: int | None) -> Body:
    """The range of pieces that is the article. Empty only when the page has no piece at all."""
    page = judged.page
    weights = Weights(judged)
    node = _heaviest(weights)
    if node is None:
        return Body(0, len(page.pieces), (), "all")
    node = _article_of_headline(judged, weights, node, headline)
    first, last = page.nodes[node].first, page.nodes[node].last
    return Body(first, last, _lead(judged, headline, first), "sum")


def _heaviest(weights: Weights) -> int | None:
    nodes = weights.judged.page.nodes
    best, top = None, 0.0
    for number, node in enumerate(nodes):
        if node.is_block and node.last > node.first:
            value = weights.node(number)
            if value > top or (value == top and best is not None and value > 0):
                best, top = number, value
    if best is None:
        return None
    return _descend(weights, best)


def _descend(weights: Weights, number: int, share: float = 0.88) -> int:
    nodes = weights.judged.page.nodes
    children: dict[int, list[int]] = {}
    for child, node in enumerate(nodes):
        if node.is_block and node.last > node.first:
            parent = node.parent
            while parent >= 0 and not nodes[parent].is_block:
                parent = nodes[parent].parent
            children.setdefault(parent, []).append(child)
    while True:
        own = weights.node(number)
        inside = [c for c in children.get(number, ()) if weights.node(c) >= share * own]
        if not inside:
            return number
        child = inside[0]
        twin = nodes[child]
        if twin.tag in ("p", "li", "tr", "td", "blockquote", "ul", "ol", "pre", "dd", "dt", "tbody"):
            return number
        alike = [
            c
            for c in children[number]
            if c != child
            and nodes[c].tag == twin.tag
            and nodes[c].attrs.get("class") == twin.attrs.get("class")
            and weights.node(c) > 0
        ]
        if alike and twin.attrs.get("class"):
            return number
        number = child


def _article_of_headline(judged: Judged, weights: Weights, node: int, headline: int | None) -> int:
    if headline is None:
        return node
    nodes = judged.page.nodes
    whole = weights.node(node)
    for number in judged.page.ancestors(judged.page.pieces[headline].node):
        if nodes[number].tag == "article":
            if (
                number != node
                and weights.node(number) >= 0.25 * whole
                and nodes[node].first <= nodes[number].first
                and nodes[number].last <= nodes[node].last
            ):
                return number
            return node
    return node


def _lead(judged: Judged, headline: int | None, first: int) -> tuple[int, ...]:
    """Prose between the headline and the body: the standfirst."""
    if headline is None or headline >= first or first - headline > 40:
        return ()
    out = _OUT | f.CAPTION | f.GALLERY | f.BYLINE
    return tuple(
        n
        for n in range(headline + 1, first)
        if judged.length[n] >= 60
        and judged.link_share[n] < 0.2
        and not judged.flags[n] & out
        and judged.page.pieces[n].kind
        in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM, BlockKind.QUOTE)
    )
