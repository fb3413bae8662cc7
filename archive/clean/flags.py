"""What each element is called, and which names are to be believed: one number of bits a node and a piece."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate, islice

from archive.clean.cards import find_cards, find_labelled, find_linked
from archive.clean.metadata.compare import words
from archive.clean.metadata.subject import share_of
from archive.clean.tree import Node, Page, Piece, hidden_by_style
from archive.clean.vocabulary import groups_of, table
from archive.model import BlockKind, RemovalReason

_GROUPS = {name: 1 << number for number, name in enumerate(table("classes"))}

COMMENTS = _GROUPS["comments"]
SHARING = _GROUPS["sharing"]
NEWSLETTER = _GROUPS["newsletter"]
RELATED = _GROUPS["related"]
ADVERTISING = _GROUPS["advertising"]
NAVIGATION = _GROUPS["navigation"]
FRAME = _GROUPS["frame"]
CONSENT = _GROUPS["consent"]
PAYWALL = _GROUPS["paywall"]
CAPTION = _GROUPS["caption"]
PICTURE = _GROUPS["picture"]
GALLERY = _GROUPS["gallery"]
AUTHOR_NOTE = _GROUPS["authornote"]
BYLINE = _GROUPS["byline"]
HIDDEN_NAME = _GROUPS["hidden"]
PULL = _GROUPS["pull"]
ACCORDION = _GROUPS["accordion"]
POST = _GROUPS["post"]
STANDFIRST = _GROUPS["standfirst"]
CONTENT = _GROUPS["content"]

_next = 1 << len(_GROUPS)
FOOTER, NAV, ASIDE, FORM, HIDDEN, HEADER, FIGURE, ARTICLE, MAIN, BODY = (_next << n for n in range(10))

REASONS: dict[int, RemovalReason] = {
    COMMENTS: RemovalReason.COMMENTS,
    CONSENT: RemovalReason.CONSENT,
    PAYWALL: RemovalReason.PAYWALL,
    NEWSLETTER: RemovalReason.NEWSLETTER,
    ADVERTISING: RemovalReason.ADVERTISING,
    RELATED: RemovalReason.RELATED,
    SHARING: RemovalReason.SHARING,
    AUTHOR_NOTE: RemovalReason.AUTHOR_NOTE,
    NAVIGATION: RemovalReason.NAVIGATION,
    NAV: RemovalReason.NAVIGATION,
    FORM: RemovalReason.FORM,
    HIDDEN: RemovalReason.HIDDEN,
    FRAME: RemovalReason.FURNITURE,
    FOOTER: RemovalReason.FURNITURE,
    ASIDE: RemovalReason.FURNITURE,
    BYLINE: RemovalReason.BYLINE,
}
"""Why a piece that lies in such an element is out; the first that fits is named."""

NEGATIVE = 0
for _bit in REASONS:
    NEGATIVE |= _bit

_GUARD = {
    COMMENTS: 0.97, FOOTER: 0.75, NAV: 0.75, CAPTION: 0.75, GALLERY: 0.75, CONSENT: 0.75, ASIDE: 0.75,
    HIDDEN: 0.75, FORM: 0.6,
}  # fmt: skip
"""The share of the page's prose from which on a name is not believed; 0.4 for every other."""

_UNFOLDED = 250.0
"""Letters of prose from which on a hidden element may be text that unfolds."""

_CAPTION = 300.0
_LINKS = SHARING | BYLINE
"""Names of elements that hold links and short lines, never paragraphs."""
_BOX_LINES, _BOX, _BOX_DEPTH = 8, 450.0, 12
"""Lines, letters and elements around the field of a box that asks for an e-mail address, at most."""
_FOLLOWING, _DATA = 30, 8
"""How far the article's own text is looked for after its headline; cells that are enough."""
_SPOKEN, _UNSPOKEN = 0.5, 0.3
"""The share of the title's words in the article, and in what is none."""
_PROSE = 300.0

_BY_TAG = {
    "nav": NAV, "footer": FOOTER, "aside": ASIDE, "form": FORM, "header": HEADER, "figure": FIGURE,
    "figcaption": CAPTION, "button": FORM, "select": FORM, "option": FORM, "textarea": FORM, "fieldset":
    FORM, "legend": FORM, "label": FORM, "dialog": CONSENT, "noscript": HIDDEN, "template": HIDDEN,
    "object": HIDDEN, "audio": HIDDEN, "video": HIDDEN, "canvas": HIDDEN, "svg": HIDDEN, "head": HIDDEN,
    "menu": NAV, "article": ARTICLE, "main": MAIN, "search": FORM, "datalist": FORM,
}  # fmt: skip
_FIELDS = frozenset({"form", "fieldset", "select", "option", "button", "label", "legend"})
"""Elements that hold what follows them where they are not closed."""
_NAMING = ("class", "id", "data-testid", "data-component")
_BY_ROLE = {
    "navigation": NAV, "banner": FRAME, "contentinfo": FOOTER, "complementary": ASIDE, "search": FORM,
    "dialog": CONSENT, "alertdialog": CONSENT, "menu": NAV, "menubar": NAV, "tooltip": CONSENT,
    "main": MAIN, "article": ARTICLE, "form": FORM, "toolbar": SHARING, "status": FORM,
}  # fmt: skip


def own_flags(node: Node) -> int:
    """The bits that an element's tag, role, attributes and names give it."""
    attrs = node.attrs
    bits = _BY_TAG.get(node.tag, 0)
    if not attrs:
        return bits
    for key in _NAMING:
        if key in attrs:
            bits |= groups_of(attrs[key][:400])
    if "role" in attrs:
        bits |= _BY_ROLE.get(attrs["role"], 0)
    if node.tag in ("html", "body"):
        bits &= HIDDEN
    if "hidden" in attrs or ("style" in attrs and hidden_by_style(attrs["style"])):
        bits |= HIDDEN
    if node.tag == "template" and "shadowrootmode" in attrs:
        bits &= ~HIDDEN
    if "itemprop" in attrs and "articlebody" in attrs["itemprop"].lower():
        bits |= BODY
    if bits & HIDDEN_NAME:
        bits |= HIDDEN
    if bits & HIDDEN and bits & ACCORDION:
        bits &= ~HIDDEN
    return bits


_SENTENCE_END = re.compile(r"[.!?…。！？؟۔।](?:[\"'”’»)\]」』]*)(?=\s|$)|[。！？」]")
_DENSE = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def letters(text: str) -> float:
    """The length of a text in letters of an alphabet: scripts that write a word with one sign count 2.5."""
    if text.isascii():
        return len(text)
    dense = len(_DENSE.findall(text))
    return len(text) + 1.5 * dense


class Judged:
    """A page with its elements' names weighed: `flags[n]` are the believed bits of piece n and of all the
    elements around it, `prose(a, b)` is how much prose stands in pieces a to b."""

    def __init__(
        self,
        page: Page,
        host: str | None = None,
        headline: int | None = None,
        subject: frozenset[str] = frozenset(),
    ) -> None:
        self.page = page
        self.subject = subject
        pieces, nodes = page.pieces, page.nodes
        self.length = [0.0 if p.kind is BlockKind.IMAGE else letters(p.text) for p in pieces]
        self.link_share = [p.links / len(p.text) if p.text else 0.0 for p in pieces]
        self.sentences = [
            len(_SENTENCE_END.findall(p.text)) if n >= 40 else 0
            for p, n in zip(pieces, self.length, strict=True)
        ]
        self.prose_of = [self._prose(n) for n in range(len(pieces))]
        self._sums = [0.0, *accumulate(self.prose_of)]
        self.own = [own_flags(node) for node in nodes]
        after = () if headline is None else range(headline + 1, min(headline + 1 + _FOLLOWING, len(pieces)))
        self._spoken = [n for n in after if self.sentences[n] and self.prose_of[n] > 25]
        """The sentences that follow the headline."""
        self._told = [n for n in after if pieces[n].cell is not None and self.link_share[n] < 0.5]
        """The cells that follow it."""
        self.filled = self._filled()
        """The nodes with a field to fill in."""
        self.believed = self._believe()
        self.around = self._around(self.believed)
        self.flags = [self.around[p.node] if p.node >= 0 else 0 for p in pieces]
        self._add_inline_flags()
        self._add_captions()
        self._add_cards(host)
        self._add_letter_boxes()

    def prose(self, first: int, last: int) -> float:
        return self._sums[last] - self._sums[first]

    @property
    def total(self) -> float:
        return self._sums[-1]

    def _prose(self, number: int) -> float:
        piece = self.page.pieces[number]
        length = self.length[number]
        if length < 25 or piece.kind is BlockKind.IMAGE:
            return 0.0
        if piece.kind is BlockKind.HEADING and (length < 120 or not self.sentences[number]):
            return 0.0
        share = self.link_share[number]
        if share > 0.6 and self.sentences[number] < 2:
            return 0.0
        return length * (1 - share) * min(1.0, length / 140)

    def _believe(self) -> list[int]:
        total = self._sums[-1] or 1.0
        believed = list(self.own)
        for number, node in enumerate(self.page.nodes):
            bits = believed[number]
            if not bits & (NEGATIVE | CAPTION | GALLERY | PULL):
                continue
            prose = self._sums[node.last] - self._sums[node.first]
            share = prose / total
            if bits & HIDDEN and prose > _UNFOLDED and self._unfolds(number, bits, prose):
                bits &= ~HIDDEN
            if bits & (ARTICLE | MAIN | BODY) or node.tag in ("body", "html"):
                bits &= ~(NEGATIVE & ~HIDDEN) if node.tag != "aside" else ~0
            if bits & _LINKS and prose > _PROSE and self._is_prose(node, prose):
                bits &= ~_LINKS
            if node.tag in _FIELDS and prose > _PROSE and self._is_unclosed(number, node, prose):
                bits &= ~FORM
            if bits & CONTENT and share > 0.15:
                bits &= ~(NEGATIVE & ~(COMMENTS | HIDDEN | FOOTER | NAV))
            if share > 0.4 and not self._stands_elsewhere(node):
                bits = _guarded(bits, share)
            believed[number] = bits
        return believed

    def _stands_elsewhere(self, node: Node) -> bool:
        """True when the text of the headline's subject stands outside an element, and none of it inside."""
        if len(self.subject) < 2:
            return False
        pieces = self.page.pieces
        outside = [n for n in self._spoken if not node.first <= n < node.last]
        data = [n for n in self._told if not node.first <= n < node.last]
        if share_of(self.subject, (pieces[n].text for n in outside)) < _SPOKEN and (
            outside or len(data) < _DATA
        ):
            return False
        return share_of(self.subject, (p.text for p in pieces[node.first : node.last])) < _UNSPOKEN

    def _is_unclosed(self, number: int, node: Node, prose: float) -> bool:
        """True for a form or a field that was never closed: what follows it in the text lies in it."""
        if not self._is_prose(node, prose):
            return False
        if number not in self.filled:
            return True
        return share_of(self.subject, (p.text for p in self.page.pieces[node.first : node.last])) >= _UNSPOKEN

    def _is_prose(self, node: Node, prose: float) -> bool:
        return prose > 0.6 * sum(self.length[node.first : node.last])

    def _unfolds(self, number: int, bits: int, prose: float) -> bool:
        """True for hidden text that a click or a script shows: long, in sentences, called nothing worse, no
        copy of what is shown already."""
        if bits & (HIDDEN_NAME | CONSENT | NEWSLETTER | COMMENTS | FORM | PAYWALL | RELATED | FRAME):
            return False
        node = self.page.nodes[number]
        if not self._is_prose(node, prose):
            return False
        pieces = self.page.pieces
        shown = set(_shingles(p.text for p in (*pieces[: node.first], *pieces[node.last :])))
        own = _shingles(p.text for p in pieces[node.first : node.last])
        return sum(s in shown for s in own) < 0.5 * len(own)

    def _around(self, own: list[int]) -> list[int]:
        around: list[int] = []
        for number, node in enumerate(self.page.nodes):
            around.append(own[number] | (around[node.parent] if node.parent >= 0 else 0))
        return around

    def _add_cards(self, host: str | None) -> None:
        for first, last in (
            *find_cards(self.page, self.length, host),
            *find_linked(self.page, self.link_share),
            *find_labelled(self.page, self.length, self.link_share),
        ):
            if self.prose(first, last) < 0.25 * self.total:
                for number in range(first, last):
                    self.flags[number] |= RELATED

    def _add_captions(self) -> None:
        """The few words beside a picture in an element that is called one."""
        pieces, nodes = self.page.pieces, self.page.nodes
        for number, piece in enumerate(pieces):
            if piece.kind is not BlockKind.IMAGE:
                continue
            for around in self.page.ancestors(nodes[piece.node].parent):
                node = nodes[around]
                if node.last - node.first > 4:
                    break
                if not self.own[around] & PICTURE or not node.is_block:
                    continue
                texts = [n for n in range(node.first, node.last) if self.length[n] and n > number]
                kinds = {pieces[n].kind for n in texts}
                if BlockKind.HEADING not in kinds and sum(self.length[n] for n in texts) <= _CAPTION:
                    for n in texts:
                        self.flags[n] |= CAPTION

    def _filled(self) -> set[int]:
        found: set[int] = set()
        for inside, _ in self.page.fields:
            for around in self.page.ancestors(inside):
                if around in found:
                    break
                found.add(around)
        return found

    def _add_letter_boxes(self) -> None:
        """The few words around a field that asks for an e-mail address."""
        nodes = self.page.nodes
        for inside in (inside for inside, is_mail in self.page.fields if is_mail):
            box: Node | None = None
            for around in islice(self.page.ancestors(inside), _BOX_DEPTH):
                node = nodes[around]
                whole = sum(self.length[node.first : node.last])
                if (
                    node.last - node.first > _BOX_LINES
                    or whole > _BOX
                    or self.own[around] & (ARTICLE | MAIN | BODY)
                ):
                    break
                box = node if node.is_block else box
            if box is not None and self.prose(box.first, box.last) < 0.25 * self.total:
                for number in range(box.first, box.last):
                    self.flags[number] |= NEWSLETTER

    def _add_inline_flags(self) -> None:
        """A line whose whole text lies in a named inline element takes that element's flags."""
        pieces = self.page.pieces
        for number, node in enumerate(self.page.nodes):
            if node.is_block or node.last != node.first + 1 or not self.believed[number]:
                continue
            piece: Piece = pieces[node.first]
            if piece.kind is not BlockKind.IMAGE and (node.end - node.start) >= 0.8 * len(piece.text):
                self.flags[node.first] |= self.around[number]


def _guarded(bits: int, share: float) -> int:
    for bit in (*REASONS, CAPTION, GALLERY, PULL):
        if bits & bit and share > _GUARD.get(bit, 0.4):
            bits &= ~bit
    return bits


def _shingles(texts: Iterable[str]) -> list[tuple[str, ...]]:
    found = [w for text in texts for w in words(text)]
    return [tuple(found[n : n + 5]) for n in range(len(found) - 4)]
