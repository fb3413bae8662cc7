"""What around a text still belongs to it: built alike, or speaking of what the title speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from archive.clean import flags as f
from archive.clean.candidates import LEAVES, OUT, Candidate, Finder
from archive.clean.flags import Judged
from archive.clean.metadata.subject import share_of, subject_of
from archive.clean.phrases import is_frame_heading
from archive.clean.tree import Node
from archive.model import BlockKind

_PROSE, _SENTENCES = 70.0, 1
"""The prose and the sentences from which on what follows the headline may be the whole article."""
_SAID = 0.5
"""The share of the title's words in a single sentence that may be the whole article."""
_CELLS, _ITEMS, _LETTERS = 8, 3, 100.0
"""Or so many cells, or so many items without links, of so many letters."""
_REACH = 150
"""Pieces between the headline and a body that begins after it, at most."""
_GAIN = 60.0
"""Prose so short is no reason to look."""
_TOPIC = 0.3
"""The share of the title's words from which on a text speaks of the same."""
_SECTIONS = 3
"""Headings without links, from which on what follows are the sections of a long page."""
_DIVIDED = 3
"""Pieces of furniture that part two texts."""
_ALIKE = 0.5


def narrow(judged: Judged, finder: Finder, best: Candidate, headline: int | None, title: str) -> Candidate:
    """The smallest element around the headline to which nothing around it, as far as `best`, belongs; `best`
    itself where all of it does."""
    subject = subject_of(title)
    if headline is None or len(subject) < 2 or not best.first - _REACH <= headline < best.last:
        return best
    nodes = judged.page.nodes
    current: int | None = None
    for number in judged.page.ancestors(judged.page.pieces[headline].node):
        node = nodes[number]
        if not node.is_block:
            continue
        if current is None:
            if _is_text(judged, finder, headline + 1, node.last, subject):
                current = number
        elif _Part(judged, finder, nodes[current], node, headline).belongs(subject):
            current = number
        else:
            break
        if node.first <= best.first and best.last <= node.last:
            if current is not None and _is_data(judged, range(best.first, best.last)):
                best.views.add("topic")
            return best
    if current is None:
        return best
    return Candidate(nodes[current].first, nodes[current].last, current, best.out, {*best.views, "topic"})


def _is_text(judged: Judged, finder: Finder, first: int, last: int, subject: frozenset[str]) -> bool:
    kept = [n for n in range(first, last) if not judged.flags[n] & (OUT | f.CAPTION)]
    if finder.prose(first, last) >= _PROSE:
        return sum(judged.sentences[n] for n in kept) >= _SENTENCES
    said = [judged.page.pieces[n].text for n in kept if judged.sentences[n]]
    return share_of(subject, said) >= _SAID or _is_data(judged, kept)


def _is_data(judged: Judged, kept: Sequence[int]) -> bool:
    pieces = judged.page.pieces
    data = [n for n in kept if judged.link_share[n] < 0.5 and judged.length[n]]
    cells = sum(pieces[n].cell is not None for n in data)
    items = sum(pieces[n].kind is BlockKind.ITEM for n in data)
    return (cells >= _CELLS or items >= _ITEMS) and sum(judged.length[n] for n in data) >= _LETTERS


class _Part:
    """What an element holds beside an inner one, `gained`, against what the inner one holds, `held`."""

    def __init__(self, judged: Judged, finder: Finder, inner: Node, outer: Node, headline: int) -> None:
        self.judged = judged
        self.headline = headline
        self.held = range(max(inner.first, headline + 1), inner.last)
        self.inside = [n for n in self.held if judged.prose_of[n] > 0]
        out = finder.out | f.CAPTION | f.GALLERY
        self.gained = [
            n
            for n in (*range(outer.first, inner.first), *range(inner.last, outer.last))
            if judged.prose_of[n] > 0 and not judged.flags[n] & out
        ]
        self.after = next((n for n in self.gained if n >= inner.last), None)

    def belongs(self, subject: frozenset[str]) -> bool:
        """True when it is part of the same text."""
        judged, gained = self.judged, self.gained
        if sum(judged.prose_of[n] for n in gained) < _GAIN:
            return True
        opening = self._headings_before()
        if any(is_frame_heading(judged.page.pieces[n].text) for n in opening):
            return False
        likeness = share_of(subject, (judged.page.pieces[n].text for n in gained))
        if likeness >= (_TOPIC if len(subject) > 2 else 2 * _TOPIC):
            return True
        if any(self._is_headline(n) for n in opening):
            return False
        names = {_names(judged, n) for n in self.inside}
        if any(_is_alike(a, _names(judged, n)) for n in gained for a in names):
            return True
        if sum(self._is_section(n) for n in range(self.held.stop, gained[-1])) >= _SECTIONS:
            return True
        full = [
            n for n in self.inside if judged.sentences[n] and not judged.flags[n] & (f.HEADER | f.STANDFIRST)
        ]
        return len(full) < 2 and not self._is_divided()

    def _is_section(self, number: int) -> bool:
        judged = self.judged
        return (
            judged.page.pieces[number].kind is BlockKind.HEADING
            and judged.link_share[number] < 0.5
            and not judged.flags[number] & OUT
        )

    def _headings_before(self) -> list[int]:
        """The headings between the two."""
        pieces = self.judged.page.pieces
        after = self.held.stop if self.after is None else self.after
        return [n for n in range(self.held.stop, after) if pieces[n].kind is BlockKind.HEADING]

    def _is_headline(self, number: int) -> bool:
        """True for a heading that is built as the headline is: another article begins."""
        pieces = self.judged.page.pieces
        names = _names(self.judged, self.headline)
        level = pieces[self.headline].level
        return level == pieces[number].level and len(names) > 1 and _names(self.judged, number) == names

    def _is_divided(self) -> bool:
        """Furniture or links stand between the two."""
        if self.after is None:
            return True
        judged = self.judged
        between = range(self.held.stop, self.after)
        return sum(bool(judged.flags[n] & OUT) or judged.link_share[n] > 0.6 for n in between) >= _DIVIDED


def _names(judged: Judged, number: int) -> frozenset[str]:
    """The tag and the class names of the element that a passage lies in."""
    nodes = judged.page.nodes
    for around in judged.page.ancestors(judged.page.pieces[number].node):
        node = nodes[around]
        if node.is_block and node.tag not in LEAVES:
            return frozenset([node.tag, *node.attrs.get("class", "").split()[:12]])
    return frozenset()


def _is_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    if len(one) < 2 or len(other) < 2:
        return False
    return len(one & other) >= _ALIKE * len(one | other)
