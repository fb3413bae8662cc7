"""Teasers by their build: a picture and a line that link to one other page of the site, and a few words."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from archive.clean.phrases import label_reason
from archive.clean.tree import Node, Page
from archive.model import BlockKind, RemovalReason

_PIECES, _WORDS, _TITLE = 7, 420.0, 15
_WHOLE = 0.9
_CUT = ("...", "…")
_PICTURE = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg")


def find_cards(page: Page, length: list[float], host: str | None) -> Iterator[tuple[int, int]]:
    """The ranges of pieces that are teasers of other pages of `host` (any host where it is None)."""
    done = 0
    for number, piece in enumerate(page.pieces):
        if piece.kind is not BlockKind.IMAGE or number < done:
            continue
        href = _link_around(page, piece.node)
        if href is None or not _is_own_page(href, host):
            continue
        best: Node | None = None
        for around in page.ancestors(page.nodes[piece.node].parent):
            node = page.nodes[around]
            if node.last - node.first > _PIECES + 3:
                break
            if (node.is_block or node.tag == "a") and _is_card(page, node, href, length):
                best = node
        if best is not None:
            done = best.last
            yield best.first, best.last


def find_linked(page: Page, share: list[float]) -> Iterator[tuple[int, int]]:
    """The paragraphs around which, as around a whole card, a link was laid, or that a link ends with dots."""
    for number, piece in enumerate(page.pieces):
        if piece.kind is not BlockKind.PARAGRAPH or share[number] <= _WHOLE:
            continue
        if piece.text.endswith(_CUT) or any(page.nodes[n].tag == "a" for n in page.ancestors(piece.node)):
            yield number, number + 1


def find_labelled(page: Page, length: list[float], share: list[float]) -> Iterator[tuple[int, int]]:
    """The boxes that open with a label such as «Related» and hold a headline that is a link."""
    for number, piece in enumerate(page.pieces):
        if not 0 < len(piece.text) <= 40 or label_reason(piece.text) is not RemovalReason.RELATED:
            continue
        best: Node | None = None
        for around in page.ancestors(piece.node):
            node = page.nodes[around]
            opening = page.pieces[node.first : number]
            if node.last - node.first > _PIECES or any(p.kind is not BlockKind.IMAGE for p in opening):
                break
            if sum(length[node.first : node.last]) > _WORDS:
                break
            if node.is_block and any(
                page.pieces[n].kind is BlockKind.HEADING and share[n] > _WHOLE
                for n in range(number + 1, node.last)
            ):
                best = node
        if best is not None:
            yield best.first, best.last


def _link_around(page: Page, number: int) -> str | None:
    for around in page.ancestors(number):
        node = page.nodes[around]
        if node.tag == "a":
            return node.attrs.get("href", "").strip() or None
        if node.is_block and node.tag not in ("figure", "div", "picture"):
            return None
    return None


def _is_own_page(href: str, host: str | None) -> bool:
    if href.startswith(("#", "javascript:", "mailto:", "data:")):
        return False
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    if parts.path.lower().endswith(_PICTURE) or parts.path in ("", "/"):
        return False
    other = (parts.hostname or "").removeprefix("www.")
    return (
        not other or host is None or other == host or other.endswith("." + host) or host.endswith("." + other)
    )


def _is_card(page: Page, node: Node, href: str, length: list[float]) -> bool:
    texts = [n for n in range(node.first, node.last) if page.pieces[n].kind is not BlockKind.IMAGE]
    if not texts or len(texts) > _PIECES or sum(length[n] for n in texts) > _WORDS:
        return False
    hrefs = {m.href for n in texts for m in page.pieces[n].marks if m.kind == "link"}
    titled = any(
        m.kind == "link"
        and m.href == href
        and (m.end - m.start) * length[n] >= _TITLE * len(page.pieces[n].text)
        for n in texts
        for m in page.pieces[n].marks
    )
    return titled and len(hrefs) <= 3
