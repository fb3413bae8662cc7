"""The choice among the candidates for the body, by the evidence for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log

from archive.clean import flags as f
from archive.clean.candidates import OUT, RELAXED, Candidate, Finder
from archive.clean.flags import Judged
from archive.clean.metadata.compare import words
from archive.clean.topic import narrow
from archive.model import BlockKind

_CORE, _TAIL = 0.25, 0.7
"""The shares of the body's prose in its largest element of text, and in all built like it, from which on what
follows is not the article."""
_LITTLE = 0.35
"""The share of what another candidate holds under which the heaviest one is doubted."""
_ALIKE = 0.87
"""The share of another candidate's prose from which on both mean the same body."""
_REST = 100.0
"""Prose of a paragraph that goes on behind the body."""
_ENOUGH = 3000.0
"""Letters of text beyond which more is no evidence."""
_MARGIN = 1.0
"""How much more evidence another candidate needs."""


@dataclass(frozen=True, slots=True)
class Body:
    """The pieces `first` to `last` hold the article; `lead` are pieces before them that belong to it.
    `out`: the names that put a piece out. `why`: the points of view that found it."""

    first: int
    last: int
    lead: tuple[int, ...] = ()
    out: int = OUT
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Witnesses:
    """What the page says of its article elsewhere."""

    headline: int | None = None
    """The piece that shows the title."""
    title: str = ""
    description: str = ""
    body: str | None = None
    """The text of the article in structured data."""


def choose(judged: Judged, witnesses: Witnesses) -> Body:
    """The range of pieces that is the article. Empty only when the page has no piece at all."""
    headline = witnesses.headline
    finder = Finder(judged, headline, witnesses.body)
    candidates = finder.all()
    if not candidates:
        return Body(0, len(judged.page.pieces), (), OUT, ("all",))
    heaviest = next((c for c in candidates if "sum" in c.views), candidates[0])
    best = _by_evidence(judged, finder, candidates, heaviest, witnesses)
    best = _article_of_headline(judged, finder, best, headline)
    best = narrow(judged, finder, best, headline, witnesses.title)
    last = _without_tail(judged, finder, candidates, best)
    if last == best.last and "topic" not in best.views:
        last = _with_rest(judged, best)
    return Body(best.first, last, _lead(judged, headline, best.first), best.out, tuple(sorted(best.views)))


def weighed(judged: Judged, witnesses: Witnesses) -> list[tuple[Candidate, float]]:
    """Every candidate with the evidence for it, the best first: for whoever asks why."""
    finder = Finder(judged, witnesses.headline, witnesses.body)
    candidates = finder.all()
    scores = [(c, _evidence(judged, finder, c, candidates, witnesses)) for c in candidates]
    return sorted(scores, key=lambda pair: -pair[1])


def _by_evidence(
    judged: Judged, finder: Finder, candidates: list[Candidate], heaviest: Candidate, witnesses: Witnesses
) -> Candidate:
    """The heaviest candidate, unless it lies far from the headline or holds little, and another has much more
    evidence for it."""
    headline = witnesses.headline
    near = headline is None or _is_near(judged, headline, heaviest)
    most = max(finder.prose(c.first, c.last) for c in candidates)
    if near and finder.prose(heaviest.first, heaviest.last) > _LITTLE * most:
        return heaviest
    own = finder.prose(heaviest.first, heaviest.last)
    other = [c for c in candidates if not own <= finder.prose(c.first, c.last) <= own / _ALIKE]
    scores = {id(c): _evidence(judged, finder, c, candidates, witnesses) for c in (heaviest, *other)}
    best = max((heaviest, *other), key=lambda c: scores[id(c)])
    return best if scores[id(best)] > scores[id(heaviest)] + _MARGIN else heaviest


def _is_near(judged: Judged, headline: int, candidate: Candidate) -> bool:
    if candidate.first <= headline < candidate.last:
        return True
    gap = candidate.first - headline
    return 0 < gap < 30 and judged.prose(headline, candidate.first) < 400


def _evidence(
    judged: Judged, finder: Finder, candidate: Candidate, others: list[Candidate], witnesses: Witnesses
) -> float:
    """How much speaks for a candidate: words of the description and the title, nearness to the headline,
    agreement of the other points of view, the amount of prose; against it: links."""
    lead = _lead(judged, witnesses.headline, candidate.first)
    inside = (n for n in range(candidate.first, candidate.last) if not judged.flags[n] & (OUT | f.CAPTION))
    kept = [*lead, *(n for n in inside if n != witnesses.headline)]
    letters = sum(judged.length[n] for n in kept) or 1.0
    found: set[str] = set()
    room = 20_000
    for n in kept:
        text = judged.page.pieces[n].text
        found |= set(words(text))
        room -= len(text)
        if room < 0:
            break
    score = 2.0 * _share(witnesses.description, found) + 1.8 * _share(witnesses.title, found)
    score += (
        0.8 if witnesses.headline is not None and _is_near(judged, witnesses.headline, candidate) else 0.0
    )
    agreement = [_overlap(candidate, o) for o in others if o is not candidate]
    score += 1.6 * (sum(agreement) / len(agreement) if agreement else 0.0)
    score += 0.6 * log(min(letters, _ENOUGH) + 20) + 0.7 * ("sum" in candidate.views)
    score -= 0.6 * sum(judged.link_share[n] * judged.length[n] for n in kept) / letters
    return score


def _share(text: str, found: set[str]) -> float:
    own = {w for w in words(text) if len(w) > 3 or not w.isascii()}
    return len(own & found) / len(own) if len(own) > 2 else 0.0


def _overlap(one: Candidate, other: Candidate) -> float:
    inside = min(one.last, other.last) - max(one.first, other.first)
    return max(0, inside) / (max(one.last, other.last) - min(one.first, other.first))


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


def _with_rest(judged: Judged, best: Candidate) -> int:
    """Where the prose ends that goes on right behind the body, with nothing between them: the body was the
    first of several boxes built alike."""
    pieces, nodes = judged.page.pieces, judged.page.nodes
    last = best.last
    while (
        0 < last < len(pieces)
        and nodes[pieces[last].node].tag == nodes[pieces[last - 1].node].tag
        and pieces[last].kind is BlockKind.PARAGRAPH
        and judged.prose_of[last] >= _REST
        and judged.sentences[last]
        and judged.link_share[last] < 0.2
        and not judged.flags[last] & (OUT | f.CAPTION | f.GALLERY)
    ):
        last += 1
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
