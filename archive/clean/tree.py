"""Markup -> Page: one walk over the BeautifulSoup tree lays the page out in pieces, as browsers do.

A piece belongs to the node (element) it lies in directly. Nodes are numbered in document order, and each
holds a range of pieces, so that every sum over an element is a difference of two prefix sums.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from bs4 import BeautifulSoup

from archive.clean.inline import Line, OpenMark, cut
from archive.clean.soup import BREAK, SPACE, Element, Words, parse, strings
from archive.clean.vocabulary import table
from archive.model import BlockKind, Mark, MarkKind

BLOCKS = frozenset(
    {
        "address", "article", "aside", "audio", "blockquote", "body", "button", "caption", "center", "dd",
        "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
        "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "legend",
        "li", "listing", "main", "menu", "nav", "noframes", "noscript", "object", "ol", "optgroup",
        "option", "p", "plaintext", "pre", "search", "section", "select", "summary", "svg", "table",
        "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "tr", "ul", "video", "xmp",
    }
)  # fmt: skip
_SKIPPED = frozenset(
    {"script", "style", "iframe", "noframes", "param", "source", "track", "rt", "rp", "input", "area"}
)
_HEAD = frozenset({"meta", "link", "base", "title"})
_SPECIAL = _SKIPPED | _HEAD | {"br", "img", "amp-img"}
_SVG_TEXT = frozenset({"title", "desc", "text", "style", "metadata", "defs"})
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_KINDS = frozenset(
    {
        *_HEADINGS, "p", "blockquote", "ul", "ol", "menu", "dir", "li", "figcaption", "pre", "listing", "xmp",
        "plaintext", "table", "tr", "td", "th", "dt", "dd", "svg", "html",
    }
)  # fmt: skip
"""The elements that say what kind of piece comes next."""
_MARKS: dict[str, MarkKind] = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "code": "code", "kbd": "code",
    "samp": "code", "tt": "code", "var": "code",
}  # fmt: skip
_LONG_LINE = 120
"""Letters in a line after which a single line break divides paragraphs, not verses."""
_HIDDEN_NAMES = frozenset(table("classes")["hidden"]["tokens"])


@dataclass(slots=True)
class Node:
    """An element. `first` to `last` are its pieces; an inline one begins at letter `start` of the first and
    ends at letter `end` of the last. One that holds whole lines (an element of the site's own making)
    counts as a block."""

    tag: str
    parent: int
    attrs: dict[str, str]
    is_block: bool
    first: int
    start: int
    last: int = 0
    end: int = 0


@dataclass(slots=True)
class Piece:
    """A line of the page: text with its marks, or a picture."""

    text: str
    node: int
    kind: BlockKind
    marks: tuple[Mark, ...] = ()
    links: int = 0
    """How many letters are link text."""
    level: int = 0
    ordinal: int | None = None
    href: str | None = None
    cell: tuple[int, int, int] | None = None
    """Table (its node), row and column."""
    in_paragraph: bool = False
    """True inside `p`, `blockquote` or `pre`."""


@dataclass(slots=True)
class Page:
    nodes: list[Node] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    title: str = ""
    metas: list[tuple[str, str]] = field(default_factory=list)
    """(name or property, lower case; content) of the meta elements, in order."""
    links: list[tuple[str, str]] = field(default_factory=list)
    """(rel, lower case; href) of the link elements."""
    scripts: list[str] = field(default_factory=list)
    """The texts of the application/ld+json scripts."""
    fields: list[tuple[int, bool]] = field(default_factory=list)
    """The nodes that hold a field to fill in, and whether it asks for an e-mail address."""
    language: str | None = None
    base: str | None = None
    script_letters: int = 0

    def text_of(self, number: int) -> str:
        """The text inside a node, its lines joined by a newline."""
        node = self.nodes[number]
        pieces = self.pieces[node.first : node.last]
        if not pieces:
            return ""
        if node.is_block:
            return "\n".join(p.text for p in pieces if p.kind is not BlockKind.IMAGE)
        if len(pieces) == 1:
            return pieces[0].text[node.start : node.end].strip()
        middle = [p.text for p in pieces[1:-1]]
        return "\n".join([pieces[0].text[node.start :], *middle, pieces[-1].text[: node.end]]).strip()

    def ancestors(self, number: int) -> Iterator[int]:
        """The node and all it lies in, the innermost first."""
        while number >= 0:
            yield number
            number = self.nodes[number].parent


def lay_out(markup: str, *, everything: bool = False) -> Page:
    """The page in pieces. `everything`: hidden inline text too (for the view of the original)."""
    return _Layout(everything).walk(parse(markup))


@dataclass(slots=True)
class _State:
    """What the elements around the place mean for the kind of the next piece."""

    heading: int = 0
    caption: bool = False
    verbatim: bool = False
    quotes: int = 0
    lists: int = 0
    item: bool = False
    ordinal: int | None = None
    table: int = -1
    row: int = -1
    column: int = -1
    paragraph: bool = False
    svg: bool = False

    def copy(self) -> _State:
        return _State(
            self.heading, self.caption, self.verbatim, self.quotes, self.lists, self.item,
            self.ordinal, self.table, self.row, self.column, self.paragraph, self.svg,
        )  # fmt: skip


_Frame: TypeAlias = tuple[Iterator[object], int, OpenMark | None, bool, bool, "_State | None", int, int, str]
"""What the end of an element needs: its siblings, its node (-1: none), its mark, whether it is a block, and a
link, the state (of a block) and the node around it, where in the line hidden text began (-1: nowhere), and a
sign that closes it."""


class _Layout:
    def __init__(self, everything: bool) -> None:
        self.everything = everything
        self.page = Page()
        self.line = Line()
        self.state = _State()
        self.inside = -1
        """The node that the place lies in."""
        self.pictures: list[Piece] = []
        self.counters: dict[int, int] = {}
        """The next number of each ordered list, by its node; the rows of each table."""
        self.item_is_open = False
        self.hidden: list[tuple[Node, int]] = []
        """The invisible elements of the line, and where each ended."""

    def walk(self, soup: BeautifulSoup) -> Page:
        page, line = self.page, self.line
        frames: list[_Frame] = []
        children: Iterator[object] = iter(soup.contents)
        while True:
            for child in children:
                if child.__class__ is Element:
                    frame = self._enter(child, children)
                    if frame is not None:
                        frames.append(frame)
                        children = iter(child.contents)
                        break
                elif self.state.verbatim:
                    line.add_verbatim(child)  # type: ignore[arg-type]
                elif child is SPACE or child is BREAK:
                    line.add_space()
                else:
                    line.add(child)  # type: ignore[arg-type]
            else:
                if not frames:
                    break
                frame = frames.pop()
                self._leave(frame)
                children = frame[0]
        self._flush()
        for node in page.nodes:
            node.last = max(node.last, node.first)
        return page

    # ------------------------------------------------------------ elements

    def _enter(self, tag: Element, children: Iterator[object]) -> _Frame | None:
        name = tag.name
        if name in _SPECIAL:
            self._special(name, tag)
            return None
        state = self.state
        if state.svg and name in _SVG_TEXT:
            return None
        attrs: dict[str, str] = tag.attrs  # type: ignore[assignment]
        page, line = self.page, self.line
        around = self.inside
        if name in BLOCKS:
            self._flush()
            number = self.inside = len(page.nodes)
            page.nodes.append(Node(name, around, attrs, True, len(page.pieces), 0))
            if name in _KINDS:
                self.state = state.copy()
                self._enter_block(name, attrs, number, around)
            return children, number, None, True, False, state, around, -1, ""
        if not attrs and "-" not in name:
            mark = line.open(_MARKS[name]) if name in _MARKS else None
            if name == "q":
                line.add("“")
            return children, -1, mark, False, False, None, around, -1, "”" if name == "q" else ""
        number = self.inside = len(page.nodes)
        page.nodes.append(Node(name, around, attrs, False, len(page.pieces), line.length))
        mark = None
        is_link = False
        if name in _MARKS:
            mark = line.open(_MARKS[name])
        elif name == "a" and attrs.get("href"):
            if not line.open_links:
                mark = line.open("link", attrs["href"].strip())
            line.open_links += 1
            is_link = True
        hidden_from = line.length if _is_hidden_inline(attrs) else -1
        return children, number, mark, False, is_link, None, around, hidden_from, ""

    def _special(self, name: str, tag: Element) -> None:
        """The elements that hold no text of their own."""
        if name == "br":
            self._break()
        elif name == "img" or name == "amp-img":
            self._picture(tag)
        elif name == "script":
            self._script(tag)
        elif name == "input":
            self._field(tag)
        elif name in _HEAD and not self.state.svg:
            self._head(tag)

    def _enter_block(self, name: str, attrs: dict[str, str], number: int, around: int) -> None:
        state = self.state
        if name in _HEADINGS:
            state.heading = _HEADINGS[name]
        elif name == "p":
            state.paragraph = True
        elif name == "blockquote":
            state.quotes += 1
            state.paragraph = True
            state.item = False
        elif name in ("ul", "ol", "menu", "dir"):
            state.lists += 1
            state.item = False
            if name == "ol":
                self.counters[number] = _whole(attrs.get("start"), 1)
        elif name == "li":
            state.item = self.item_is_open = True
            state.ordinal = None
            if around in self.counters and self.page.nodes[around].tag == "ol":
                state.ordinal = _whole(attrs.get("value"), self.counters[around])
                self.counters[around] = state.ordinal + 1
        elif name == "dt":
            state.item = self.item_is_open = True
            state.ordinal = None
        elif name == "dd":
            state.item = False
        elif name == "figcaption":
            state.caption = True
        elif name in ("pre", "listing", "xmp", "plaintext"):
            state.verbatim = state.paragraph = True
        elif name == "table":
            state.table, state.row, state.column = number, -1, -1
            self.counters[number] = 0
        elif name == "tr" and state.table >= 0:
            state.row = self.counters[state.table]
            self.counters[state.table] += 1
            state.column = -1
            self.counters[-number - 2] = 0
        elif name in ("td", "th") and state.table >= 0:
            row = -around - 2
            state.column = self.counters.get(row, 0)
            self.counters[row] = state.column + 1
        elif name == "svg":
            state.svg = True
        elif name == "html":
            self.page.language = self.page.language or attrs.get("lang") or attrs.get("xml:lang")

    def _leave(self, frame: _Frame) -> None:
        _, number, mark, is_block, is_link, outer, around, hidden_from, closing = frame
        line = self.line
        if is_block:
            self._flush()
        if closing:
            line.add(closing)
        if mark is not None:
            line.close(mark)
        if is_link:
            line.open_links -= 1
        if number >= 0:
            node = self.page.nodes[number]
            node.last = len(self.page.pieces)
            if not is_block:
                node.is_block = not (line.length or node.start) and node.last - node.first > 1
                if line.length and (node.first < node.last or line.length > node.start):
                    node.last += 1
                node.end = line.length
                if node.first == node.last - 1 and hidden_from >= 0 and not self.everything:
                    line.hide(hidden_from)
                    self.hidden.append((node, node.end))
                    node.end = node.start
        self.inside = around
        if outer is not None:
            self.state = outer

    # ------------------------------------------------------------ pieces

    def _break(self) -> None:
        line = self.line
        if self.state.verbatim:
            line.add_verbatim("\n")
        elif line.ends_with_break:
            self._flush()
        else:
            line.break_line()

    def _flush(self) -> None:
        if not self.line.length:
            self.line.drop_gap()
            if self.pictures:
                self.page.pieces += self.pictures
                self.pictures = []
            return
        text, marks, links = self.line.take()
        if self.hidden:
            for node, end in self.hidden if not self.line.was_cut else ():
                node.end = end
            self.hidden = []
        if text:
            self._add_text(text, marks, links)
        if self.pictures:
            self.page.pieces += self.pictures
            self.pictures = []

    def _add_text(self, text: str, marks: tuple[Mark, ...], links: int) -> None:
        state = self.state
        kind, level = BlockKind.PARAGRAPH, 0
        ordinal = None
        if state.caption:
            kind = BlockKind.CAPTION
        elif state.verbatim:
            kind = BlockKind.CODE
            text = text.strip("\n")
        elif state.heading:
            kind, level = BlockKind.HEADING, state.heading
        elif state.item and self.item_is_open:
            kind, level, ordinal = BlockKind.ITEM, max(0, state.lists - 1), state.ordinal
            self.item_is_open = False
        elif state.quotes:
            kind, level = BlockKind.QUOTE, state.quotes - 1
        cell = (state.table, state.row, state.column) if state.column >= 0 else None
        in_paragraph = state.paragraph
        pieces = self.page.pieces
        if kind is not BlockKind.CODE and "\n" in text and cell is None:
            lines = list(_line_ranges(text))
            if max(end - start for start, end in lines) >= _LONG_LINE:
                for start, end in lines:
                    part, inside = cut(text, marks, start, end)
                    if part:
                        linked = sum(m.end - m.start for m in inside if m.kind == "link")
                        pieces.append(
                            Piece(
                                part,
                                self.inside,
                                kind,
                                inside,
                                linked,
                                level,
                                ordinal,
                                None,
                                None,
                                in_paragraph,
                            )
                        )
                return
        pieces.append(Piece(text, self.inside, kind, marks, links, level, ordinal, None, cell, in_paragraph))

    def _picture(self, tag: Element) -> None:
        attrs: dict[str, str] = tag.attrs  # type: ignore[assignment]
        alt = (attrs.get("alt") or "").strip()
        if alt and len(alt) <= 4 and not any(c.isalnum() for c in alt) and self.line.length:
            self.line.add(alt)  # an emoji drawn as a picture
            return
        number = len(self.page.nodes)
        self.page.nodes.append(
            Node("img", self.inside, attrs, False, len(self.page.pieces), self.line.length)
        )
        picture = Piece(" ".join(alt.split()), number, BlockKind.IMAGE)
        if self.line.length:
            self.pictures.append(picture)
        else:
            self.page.pieces.append(picture)
        self.page.nodes[number].last = len(self.page.pieces)

    # ------------------------------------------------------------ what is not text

    def _script(self, tag: Element) -> None:
        kind = (tag.attrs.get("type") or "").lower()  # type: ignore[union-attr]
        content = "".join(s for s in tag.contents if s.__class__ is Words)
        self.page.script_letters += len(content)
        if "ld+json" in kind:
            self.page.scripts.append(content)

    def _field(self, tag: Element) -> None:
        attrs: dict[str, str] = tag.attrs  # type: ignore[assignment]
        kind = (attrs.get("type") or "text").lower()
        if kind == "hidden":
            return
        names = " ".join(
            attrs.get(key) or "" for key in ("name", "id", "placeholder", "autocomplete")
        ).lower()
        is_mail = kind == "email" or (kind == "text" and "mail" in names)
        self.page.fields.append((self.inside, is_mail))

    def _head(self, tag: Element) -> None:
        attrs: dict[str, str] = tag.attrs  # type: ignore[assignment]
        page = self.page
        if tag.name == "title":
            if not page.title:
                page.title = " ".join(" ".join(strings(tag)).split())
        elif tag.name == "base":
            page.base = page.base or attrs.get("href")
        elif tag.name == "link":
            if attrs.get("rel") and attrs.get("href"):
                page.links.append((attrs["rel"].lower(), attrs["href"].strip()))
        else:
            content = (attrs.get("content") or "").strip()
            if content:
                for key in ("property", "name", "itemprop", "http-equiv"):
                    if attrs.get(key):
                        page.metas.append((attrs[key].strip().lower(), content))
                if attrs.get("itemprop"):
                    here = len(page.pieces)
                    page.nodes.append(Node("meta", self.inside, attrs, False, here, 0, here))


_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


def hidden_by_style(style: str | None) -> bool:
    return bool(style) and _HIDDEN_STYLE.search(style or "") is not None


def _is_hidden_inline(attrs: dict[str, str]) -> bool:
    """True for an element inside a line that a reader with eyes never sees."""
    if "hidden" in attrs or ("style" in attrs and hidden_by_style(attrs["style"])):
        return True
    names = attrs.get("class")
    return bool(names) and not _HIDDEN_NAMES.isdisjoint((names or "").split())


def _line_ranges(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _whole(text: str | None, default: int) -> int:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.lstrip("-").isdigit() and len(text) < 7 else default
