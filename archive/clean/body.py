"""The choice among the candidates for the body, by the evidence for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archive.clean import flags as f
from archive.clean.candidates import OUT, RELAXED, Candidate, Finder
from archive.clean.flags import Judged
from archive.model import BlockKind

_CORE, _TAIL = 0.25, 0.7
"""The shares of the body's prose in its largest element of text, and in all built like it, from which on what
follows is not the article."""


@dataclass(frozen=True, slots=True)
class Body:
    """The pieces `first` to `last` hold the article; `lead` are pieces before them that belong to it.
    `out`: the names that put a piece out. `why`: the points of view that found it."""

    first: int
    last: int
    lead: tuple[int, ...] = ()
    out: int = OUT
    why: tuple[str, ...] = ()


def choose(judged: Judged, headline: int | None, witness: str | None = None) -> Body:
    """The range of pieces that is the article. Empty only when the page has no piece at all."""
    finder = Finder(judged, headline, witness)
    candidates = finder.all()
    if not candidates:
        return Body(0, len(judged.page.pieces), (), OUT, ("all",))
    best = _best(judged, finder, candidates)
    best = _article_of_headline(judged, finder, best, headline)
    last = _without_tail(judged, finder, candidates, best)
    return Body(best.first, last, _lead(judged, headline, best.first), best.out, tuple(sorted(best.views)))


def wider(judged: Judged, headline: int | None, body: Body) -> Iterator[Body]:
    """Bodies to try where the first gave little text: most names disbelieved, the page without its frame, all
    of it."""
    count = len(judged.page.pieces)
    relaxed = Finder(judged, headline, None, RELAXED).all()
    for candidate in relaxed:
        if candidate.views & {"sum"}:
            yield Body(candidate.first, candidate.last, (), RELAXED, ("relaxed",))
    start = min(headline, body.first) if headline is not None else 0
    yield Body(start, count, (), RELAXED, ("page",))
    yield Body(0, count, (), 0, ("all",))


def _best(judged: Judged, finder: Finder, candidates: list[Candidate]) -> Candidate:
    for view in ("sum", "paragraphs", "page"):
        for candidate in candidates:
            if view in candidate.views:
                return candidate
    return candidates[0]


def _article_of_headline(judged: Judged, finder: Finder, best: Candidate, headline: int | None) -> Candidate:
    if headline is None or best.node < 0:
        return best
    nodes = judged.page.nodes
    whole = finder.weights.node(best.node)
    for number in judged.page.ancestors(judged.page.pieces[headline].node):
        node = nodes[number]
        if node.tag != "article":
            continue
        inside = best.first <= node.first and node.last <= best.last
        if number != best.node and inside and finder.weights.node(number) >= 0.25 * whole:
            return Candidate(node.first, node.last, number, best.out, {"article"})
        return best
    return best


def _without_tail(judged: Judged, finder: Finder, candidates: list[Candidate], best: Candidate) -> int:
    """Where the body ends, when elements of text built alike hold most of it: sections after them, built
    otherwise, are offers, notes on rights, and other articles."""
    core = next((c for c in candidates if "paragraphs" in c.views), None)
    if core is None or core.node < 0 or not best.first <= core.first <= core.last < best.last:
        return best.last
    nodes = judged.page.nodes
    alike = [core.node, *_alike(judged, core.node, best)]
    whole = finder.prose(best.first, best.last)
    if finder.prose(core.first, core.last) < _CORE * whole:
        return best.last
    if sum(finder.prose(nodes[n].first, nodes[n].last) for n in alike) < _TAIL * whole:
        return best.last
    last = max(core.last, max(nodes[n].last for n in alike))
    for number in _following(finder, core.node, best, last):
        node = nodes[number]
        if node.first > last and any(judged.flags[n] & OUT for n in range(last, node.first)):
            break
        if node.attrs.get("class") or node.attrs.get("id"):
            break
        last = node.last
    return last


def _alike(judged: Judged, core: int, best: Candidate) -> Iterator[int]:
    """The elements of the body with the same tag and class as the core, none inside another."""
    nodes = judged.page.nodes
    name = nodes[core].attrs.get("class")
    last = best.first
    for number, node in enumerate(nodes):
        if not name or node.tag != nodes[core].tag or node.attrs.get("class") != name or number == core:
            continue
        apart = node.last <= nodes[core].first or node.first >= nodes[core].last
        if apart and last <= node.first < node.last <= best.last:
            last = node.last
            yield number


def _following(finder: Finder, core: int, best: Candidate, last: int) -> list[int]:
    """The elements of the body that come after `last`, the outermost of those that do not hold the core."""
    found: list[int] = []
    for around in finder.judged.page.ancestors(core):
        found += [
            c
            for c in finder.children.get(around, ())
            if last <= finder.nodes[c].first < best.last and around != core
        ]
        if around == best.node:
            break
    return sorted(found, key=lambda n: finder.nodes[n].first)


def _lead(judged: Judged, headline: int | None, first: int) -> tuple[int, ...]:
    """Prose between the headline and the body: the standfirst."""
    if headline is None or headline >= first or first - headline > 40:
        return ()
    out = OUT | f.CAPTION | f.GALLERY | f.BYLINE
    kinds = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM, BlockKind.QUOTE)
    return tuple(
        n
        for n in range(headline + 1, first)
        if judged.length[n] >= 60
        and judged.link_share[n] < 0.2
        and not judged.flags[n] & out
        and judged.page.pieces[n].kind in kinds
    )
