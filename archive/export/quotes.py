"""What a person marked and noted, as one Markdown text: each passage with where it is from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from archive.export import safe
from archive.export.markdown import words
from archive.export.markup import source_line
from archive.model import Exportable, Labels


def write(items: Iterable[Exportable], path: Path, labels: Labels) -> None:
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        divider = ""
        for item in items:
            if item.highlights:
                file.write(divider + text(item, labels))
                divider = "\n"


def text(item: Exportable, labels: Labels) -> str:
    """One article's highlights and notes; empty where it has none."""
    return "\n\n".join(_parts(item, labels)) + "\n" if item.highlights else ""


def _parts(item: Exportable, labels: Labels) -> Iterator[str]:
    article = item.stored.article
    yield f"## {words(safe.line(article.title) or labels.untitled)}"
    published = labels.date(article.published) if article.published else ""
    address = safe.address(article.url)
    source = [words(source_line(item, published)), f"<{address}>" if address else ""]
    if any(source):
        yield "  \n".join(part for part in source if part)
    for highlight in item.highlights:
        if highlight.anchor is not None:
            yield "\n".join(f"> {line}".rstrip() for line in words(highlight.anchor.quote).split("\n"))
        if highlight.note:
            yield words(highlight.note)
