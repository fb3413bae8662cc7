"""Markdown, with or without front matter, as web clippers and note programs write it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.importers.bounded import bound
from archive.importers.decode import decode
from archive.importers.names import charset_of, file_name, web_address
from archive.importers.sizes import check_page
from archive.importers.text import plain
from archive.model import Capture, Document, Note

OURS = "Broadside"
"""The `generator` in the front matter of what this program exported."""

_EMBED = re.compile(r"!\[\[([^\[\]|\n]{1,500})(?:\|[^\[\]\n]{0,500})?\]\]")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|\n]{1,500}\|)?([^\[\]|\n]{1,500})\]\](?!\()")


def documents(capture: Capture) -> Iterator[Document]:
    from archive.importers import front_matter  # where none comes, a worker starts in half the time

    decoded = decode(capture.data, charset_of(capture.media_type), is_page=False)
    values, body = front_matter.split(plain(decoded.text))
    check_page(body, capture)
    page = bound(_render(body))
    is_ours = values.get("generator") == OURS
    notes = decoded.notes + ((Note("page-simplified"),) if page.is_simplified else ())
    yield Document(
        origin=capture.origin,
        url=front_matter.address(values) or web_address(capture.final_url),
        markup=check_page(page.markup, capture),
        kind="kept" if is_ours else "article",
        hints=front_matter.hints(values, file_name(capture.origin), own=is_ours),
        resources={**capture.resources, **page.pictures},
        notes=notes,
    )


def _render(text: str) -> str:
    """CommonMark with tables and strike-through; wiki links are their words, embedded pictures pictures."""
    from markdown_it import MarkdownIt

    text = _EMBED.sub(lambda match: f"![](<{match[1].strip()}>)", text)
    text = _WIKI_LINK.sub(r"\1", text)
    renderer = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return str(renderer.render(text))
