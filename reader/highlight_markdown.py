"""Highlights and notes as Markdown: one heading an article, each passage a quotation, its note below."""

from __future__ import annotations

import re
from collections.abc import Iterable

from archive.model import HighlightRow
from reader.dates import long_date

_SIGNS = re.compile(r"([\\`*_\[\]<>#|~])")
_BEGINS = re.compile(r"^(\s*)(?:([-+])|(\d+)([.)]))(?=\s)")


def as_markdown(rows: Iterable[HighlightRow]) -> str:
    """All of them, those of an article together, in the order in which the articles come first."""
    articles: dict[int, list[HighlightRow]] = {}
    for row in rows:
        articles.setdefault(row.highlight.article_id, []).append(row)
    return "\n".join(_article(found) for found in articles.values())


def _article(rows: list[HighlightRow]) -> str:
    first = rows[0]
    where = [first.source or "", long_date(first.published) if first.published is not None else ""]
    lines = [f"## {plain(first.title)}", ""]
    if told := ", ".join(plain(part) for part in where if part):
        lines += [told, ""]
    for row in sorted(rows, key=_place):
        if row.highlight.anchor is not None:
            lines += [f"> {plain(line)}" if line else ">" for line in row.highlight.anchor.quote.split("\n")]
            lines.append("")
        if row.highlight.note:
            lines += [plain(line) for line in row.highlight.note.split("\n")]
            lines.append("")
    return "\n".join(lines)


def _place(row: HighlightRow) -> tuple[int, int]:
    """Notes on the whole article first, then in reading order."""
    one = row.highlight
    if one.anchor is None:
        return (-1, one.id)
    return (one.span.start if one.span is not None else one.anchor.offset, one.id)


def plain(line: str) -> str:
    """A line of text that Markdown takes for nothing else; what shows as nothing is left out."""
    kept = "".join(letter if letter.isprintable() else " " for letter in line)
    kept = _SIGNS.sub(r"\\\1", kept)
    return _BEGINS.sub(
        lambda found: f"{found[1]}\\{found[2]}" if found[2] else f"{found[1]}{found[3]}\\{found[4]}",
        kept,
    )
