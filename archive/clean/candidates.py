"""Where the article may be: elements that stand out from independent points of view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from archive.clean import flags as f
from archive.clean.flags import Judged
from archive.clean.metadata.compare import words
from archive.model import BlockKind

OUT = f.NEGATIVE & ~f.BYLINE
"""Names whose pieces speak for no candidate."""
RELAXED = f.COMMENTS | f.FOOTER | f.NAV | f.NAVIGATION | f.CONSENT
"""The names that still count when little text was found with all of them."""
_SHORT = 60
LEAVES = frozenset(
    {"p", "li", "tr", "td", "th", "blockquote", "ul", "ol", "dl", "pre", "dd", "dt", "tbody", "figure"}
    | {"h1", "h2", "h3", "h4", "h5", "h6"}
)
"""Elements that are a part of a text, never the body of one."""


@dataclass(slots=True)
class Candidate:
    """A range of pieces, the points of view that found it, and the element it is (-1: none)."""

    first: int
    last: int
    node: int
    out: int = OUT
    views: set[str] = field(default_factory=set)


class Weights:
    """What each piece says for or against the article being here, and sums of it over any element."""

    def __init__(self, judged: Judged, out: int = OUT) -> None:
        self.judged = judged
        self.of = [self._weight(n, out) for n in range(len(judged.page.pieces))]
        self._sums = [0.0, *accumulate(self.of)]

    def node(self, number: int) -> float:
        node = self.judged.page.nodes[number]
        return self._sums[node.last] - self._sums[node.first]

    def _weight(self, number: int, out: int) -> float:
        judged = self.judged
        piece = judged.page.pieces[number]
        if judged.flags[number] & (out | f.CAPTION | f.GALLERY) or piece.kind is BlockKind.IMAGE:
            return 0.0
        length, share = judged.length[number], judged.link_share[number]
        if piece.kind is BlockKind.HEADING and not judged.prose_of[number]:
            return -60.0 if share > 0.6 else 0.0
        if share > 0.6 and judged.sentences[number] < 2:
            return -12.0 - 0.6 * min(length, 80.0)
        if piece.cell is not None and length < _SHORT:
            return 3.0
        if length < 25:
            return 1.0 if piece.kind is BlockKind.ITEM else -4.0
        weight = length * (1 - share) * min(1.0, length / 140)
        return weight if piece.in_paragraph or piece.kind is BlockKind.ITEM else weight * 0.8


class Finder:
    """All candidates of a page."""

    def __init__(self, judged: Judged, headline: int | None, witness: str | None, out: int = OUT) -> None:
        self.judged = judged
        self.nodes = judged.page.nodes
        self.headline = headline
        self.witness = witness
        self.children = self._children()
        self.found: dict[tuple[int, int], Candidate] = {}
        self.out = out
        self.weights = Weights(judged, out)
        self._sums = [
            0.0,
            *accumulate(
                0.0 if bits & (out | f.CAPTION | f.GALLERY) else prose
                for prose, bits in zip(judged.prose_of, judged.flags, strict=True)
            ),
        ]

    def prose(self, first: int, last: int) -> float:
        """The prose in a range that no name puts out."""
        return self._sums[last] - self._sums[first]

    def _children(self) -> dict[int, list[int]]:
        children: dict[int, list[int]] = {}
        for child, node in enumerate(self.nodes):
            if node.is_block and node.last > node.first:
                parent = node.parent
                while parent >= 0 and not self.nodes[parent].is_block:
                    parent = self.nodes[parent].parent
                children.setdefault(parent, []).append(child)
        return children

    def all(self) -> list[Candidate]:
        self._add("sum", self._heaviest(self.weights))
        self._add("paragraphs", self._paragraphs())
        for number in self._headline():
            self._add("headline", number)
        for number in self._named():
            self._add("named", number)
        self._add("witness", self._witness())
        count = len(self.judged.page.pieces)
        if count:
            start = self.headline if self.headline is not None else 0
            self._put("page", start, count, -1, OUT)
        return list(self.found.values())

    def _add(self, view: str, number: int | None, out: int = OUT) -> None:
        if number is not None:
            node = self.nodes[number]
            self._put(view, node.first, node.last, number, out)

    def _put(self, view: str, first: int, last: int, number: int, out: int) -> None:
        if last > first:
            candidate = self.found.setdefault((first, last), Candidate(first, last, number, out))
            candidate.views.add(view)

    def _heaviest(self, weights: Weights) -> int | None:
        best, top = None, 0.0
        for number, node in enumerate(self.nodes):
            if node.is_block and node.last > node.first:
                value = weights.node(number)
                if value > 0 and value >= top:
                    best, top = number, value
        if best is None:
            return None
        best = self._ascend(weights, best)
        return self._descend(weights, best)

    def _ascend(self, weights: Weights, number: int) -> int:
        """Out of a part of a text, and to the largest element around that is hardly lighter."""
        own = weights.node(number)
        best = number
        for around in self.judged.page.ancestors(self.nodes[number].parent):
            node = self.nodes[around]
            if not node.is_block or node.tag in ("body", "html"):
                continue
            inside = self.nodes[best]
            more = self.prose(node.first, node.last) > 1.05 * self.prose(inside.first, inside.last)
            is_part = inside.tag in LEAVES and weights.node(around) > 0.5 * own
            if is_part or (more and weights.node(around) >= 0.94 * own):
                best = around
        return best

    def _descend(self, weights: Weights, number: int, share: float = 0.88) -> int:
        while True:
            own = weights.node(number)
            inside = [c for c in self.children.get(number, ()) if weights.node(c) >= share * own]
            if not inside:
                return number
            child = inside[0]
            node = self.nodes[child]
            if node.tag in LEAVES or self._is_data(child):
                return number
            name = node.attrs.get("class")
            if name and any(
                c != child
                and self.nodes[c].tag == node.tag
                and self.nodes[c].attrs.get("class") == name
                and weights.node(c) > 0
                for c in self.children[number]
            ):
                return number
            number = child

    def _is_data(self, number: int) -> bool:
        """A table of figures is a part of a text, however long; one that lays a page out is not."""
        node = self.nodes[number]
        pieces = self.judged.page.pieces[node.first : node.last]
        return node.tag == "table" and 2 * sum(piece.cell is not None for piece in pieces) > len(pieces)

    def _paragraphs(self) -> int | None:
        """The element with the most prose directly in it, a half of it counted for the element around."""
        scores: dict[int, float] = {}
        judged = self.judged
        for number, piece in enumerate(judged.page.pieces):
            prose = judged.prose_of[number]
            if prose < 20 or judged.flags[number] & (self.out | f.CAPTION | f.GALLERY):
                continue
            node = piece.node
            while node >= 0 and (not self.nodes[node].is_block or self.nodes[node].tag in LEAVES):
                node = self.nodes[node].parent
            if node < 0:
                continue
            value = 1 + min(prose / 100, 3)
            scores[node] = scores.get(node, 0) + value
            parent = self.nodes[node].parent
            if parent >= 0:
                scores[parent] = scores.get(parent, 0) + value / 2
        return max(scores, key=lambda n: scores[n]) if scores else None

    def _headline(self) -> Iterator[int]:
        """The smallest elements around the headline that hold some text, and much text, after it."""
        if self.headline is None:
            return
        judged = self.judged
        for floor in (200.0, 0.5 * judged.total):
            for number in judged.page.ancestors(judged.page.pieces[self.headline].node):
                node = self.nodes[number]
                if not node.is_block or node.last <= self.headline + 1:
                    continue
                if self.prose(self.headline + 1, node.last) >= floor > 0:
                    yield number
                    break

    def _named(self) -> Iterator[int]:
        """The elements with the most prose that are called the article by tag, property or class."""
        for bits in (f.ARTICLE, f.MAIN, f.BODY, f.CONTENT):
            best, top = None, 60.0
            for number, node in enumerate(self.nodes):
                if node.is_block and self.judged.own[number] & bits:
                    value = self.judged.prose(node.first, node.last)
                    if value > top * 1.02:
                        best, top = number, value
            if best is not None:
                yield best

    def _witness(self) -> int | None:
        """The smallest element that holds the lines that structured data quotes as the article's."""
        if not self.witness:
            return None
        known = set(_shingles(self.witness))
        if len(known) < 8:
            return None
        hits: list[int] = []
        judged = self.judged
        for number, piece in enumerate(judged.page.pieces):
            if judged.length[number] < 40 or judged.flags[number] & f.HIDDEN:
                continue
            own = _shingles(piece.text)
            if own and sum(s in known for s in own) >= 0.7 * len(own):
                hits.append(number)
        if len(hits) < 2:
            return None
        inside = hits[len(hits) // 20 : len(hits) - len(hits) // 20]
        first, last = inside[0], inside[-1]
        for number in judged.page.ancestors(judged.page.pieces[inside[len(inside) // 2]].node):
            node = self.nodes[number]
            if node.is_block and node.first <= first and node.last > last:
                return number
        return None


def _shingles(text: str) -> list[tuple[str, ...]]:
    found = words(text)
    return [found[n : n + 4] for n in range(max(0, len(found) - 3))]
