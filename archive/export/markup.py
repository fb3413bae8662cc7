"""The kept blocks of an article as HTML that is valid XML too: for pages, books and bundles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby

from archive.export import safe
from archive.export.inline import Run, is_shown, painted, pieces, runs_of
from archive.model import Block, BlockKind, Exportable

PictureAt = Callable[[str], str | None]
"""Where a picture lies, by the name its block has for it; None where it does not go along."""

_TAGS = {"strong": "strong", "em": "em", "code": "code"}
_Painted = tuple[Block, Sequence[Run]]


def body(item: Exportable, picture_at: PictureAt) -> str:
    """All that a reader sees of the article below its headline."""
    article = item.stored.article
    blocks = list(zip(article.blocks, painted(article, item.highlights), strict=True))
    shown = [(block, runs) for block, runs in blocks if is_shown(block)]
    return "\n".join(part for part in _parts(shown, picture_at) if part)


def _parts(blocks: Sequence[_Painted], picture_at: PictureAt) -> Iterator[str]:
    for kind, group in groupby(_figures(blocks), key=_kind_of):
        members = list(group)
        if kind == "item":
            yield _list([member for member in members if isinstance(member, tuple)])
        elif kind == "figure":
            yield from (figure(member, picture_at) for member in members if isinstance(member, list))
        else:
            yield from (_block(*member) for member in members if isinstance(member, tuple))


def _kind_of(member: _Painted | list[Block]) -> str:
    if isinstance(member, list):
        return "figure"
    return "item" if member[0].kind is BlockKind.ITEM else "block"


def _figures(blocks: Sequence[_Painted]) -> Iterator[_Painted | list[Block]]:
    """A picture and the captions that follow it as one."""
    waiting: list[Block] = []
    for block, runs in blocks:
        if block.kind is BlockKind.IMAGE or (block.kind is BlockKind.CAPTION and not waiting):
            if waiting:
                yield waiting
            waiting = [block]
        elif block.kind is BlockKind.CAPTION:
            waiting.append(block)
        else:
            if waiting:
                yield waiting
                waiting = []
            yield block, runs
    if waiting:
        yield waiting


def figure(blocks: Sequence[Block], picture_at: PictureAt) -> str:
    """A picture, if it goes along, with its caption; a second caption is a figure of its own."""
    parts: list[str] = []
    picture = ""
    for block in blocks:
        if block.kind is BlockKind.IMAGE:
            at = picture_at(block.href or "")
            picture = (
                f'<img src="{_attribute(at)}" alt="{_attribute(block.text)}"/>' if at is not None else ""
            )
        else:
            parts.append(f"<figure>{picture}<figcaption>{inline(block)}</figcaption></figure>")
            picture = ""
    if picture:
        parts.append(f"<figure>{picture}</figure>")
    return "".join(parts)


def _block(block: Block, runs: Sequence[Run]) -> str:
    words = inline(block, runs)
    match block.kind:
        case BlockKind.HEADING:
            level = min(6, max(2, block.level))
            return f"<h{level}>{words}</h{level}>"
        case BlockKind.QUOTE | BlockKind.POST:
            depth = min(block.level, 8) + 1
            return f"{'<blockquote>' * depth}<p>{words}</p>{'</blockquote>' * depth}"
        case BlockKind.TABLE:
            return table(block)
        case BlockKind.CODE:
            return f"<pre><code>{escape(safe.text(block.text), quote=False)}</code></pre>"
        case _:
            return f"<p>{words}</p>"


def table(block: Block) -> str:
    """Rows and cells; the first `level` rows are headings."""
    rows = []
    for number, row in enumerate(safe.text(block.text).split("\n")):
        tag = "th" if number < block.level else "td"
        cells = "".join(f"<{tag}>{escape(cell, quote=False)}</{tag}>" for cell in row.split("\t"))
        rows.append(f"<tr>{cells}</tr>")
    return f"<table>{''.join(rows)}</table>"


def _list(items: Sequence[_Painted]) -> str:
    """Nested lists out of items with depths; a depth that was skipped is no list of its own."""
    parts: list[str] = []
    open_lists: list[tuple[int, str]] = []
    for block, runs in items:
        tag = "ul" if block.ordinal is None else "ol"
        while open_lists and (
            open_lists[-1][0] > block.level or open_lists[-1] == (block.level, "ol" if tag == "ul" else "ul")
        ):
            parts.append(f"</li></{open_lists.pop()[1]}>")
        if open_lists and open_lists[-1][0] == block.level:
            parts.append("</li>")
        else:
            parts.append(f"<{tag}>")
            open_lists.append((block.level, tag))
        number = "" if block.ordinal is None else f' value="{block.ordinal}"'
        parts.append(f"<li{number}>{inline(block, runs)}")
    parts += [f"</li></{tag}>" for _, tag in reversed(open_lists)]
    return "".join(parts)


def inline(block: Block, over: Sequence[Run] = ()) -> str:
    """The words of a block with emphasis, links and highlights."""
    parts: list[str] = []
    for piece in pieces(block.text, [run for run in runs_of(block, over) if _opening(run)]):
        parts += [_closing(run) for run in piece.closes]
        parts += [_opening(run) for run in piece.opens]
        parts.append(escape(safe.text(piece.text), quote=False).replace("\n", "<br/>"))
    return "".join(parts)


def _opening(run: Run) -> str:
    if run.kind == "link":
        href = safe.address(run.value)
        return f'<a href="{_attribute(href)}">' if href else ""
    if run.kind == "highlight":
        return f'<mark class="{run.value}">'
    return f"<{_TAGS[run.kind]}>"


def _closing(run: Run) -> str:
    return {"link": "</a>", "highlight": "</mark>"}.get(run.kind) or f"</{_TAGS[run.kind]}>"


def _attribute(words: str) -> str:
    return escape(safe.line(words))


def source_line(item: Exportable, date: str) -> str:
    """Outlet, writers, day: what tells where an article is from, on one line."""
    stored = item.stored
    source = stored.source.name if stored.source else stored.article.source
    parts = (source or "", ", ".join(stored.article.authors), date)
    return " · ".join(safe.line(part) for part in parts if part)
