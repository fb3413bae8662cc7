"""An article as one HTML page, which asks nobody for anything: read anywhere, and comes back in whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path

from archive.export import markup, safe
from archive.export.values import known
from archive.model import Exportable, Labels

GENERATOR = "Broadside"
"""What the importer knows its own pages by, with the values in the element of this `id`."""
VALUES = "broadside-article"

_STYLE = """
:root{color-scheme:light dark}
body{font:1.1rem/1.6 Georgia,serif;max-width:42rem;margin:3rem auto;padding:0 1rem}
header{margin-bottom:2rem}h1{line-height:1.2;margin-bottom:.3rem}
.source,.tags,aside,figcaption{font:.85rem/1.5 system-ui,sans-serif;opacity:.8}
figure{margin:1.5rem 0}img{max-width:100%;height:auto}
blockquote{border-left:3px solid #8886;margin-left:0;padding-left:1rem}
table{border-collapse:collapse}td,th{border:1px solid #8886;padding:.2rem .6rem;text-align:left}
mark{color:inherit;background:#f3b4c266}mark.sky{background:#a9d2f566}
mark.leaf{background:#b5dfae66}mark.violet{background:#d2bff266}
aside{border-top:1px solid #8886;margin-top:2rem}
"""


def write(item: Exportable, path: Path, labels: Labels, pictures: Mapping[str, str]) -> None:
    path.write_text(document(item, labels, pictures), encoding="utf-8", newline="\n")


def document(item: Exportable, labels: Labels, pictures: Mapping[str, str]) -> str:
    """The whole file. `pictures`: where each lies, by the name its block has for it."""
    article = item.stored.article
    title = escape(safe.line(article.title) or labels.untitled)
    language = safe.language(article.language)
    values = json.dumps(known(item), ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")
    address = safe.address(article.url)
    lines = [
        "<!DOCTYPE html>",
        f"<html{f' lang={chr(34)}{language}{chr(34)}' if language else ''}>",
        "<head>",
        '<meta charset="utf-8"/>',
        '<meta name="viewport" content="width=device-width"/>',
        f'<meta name="generator" content="{GENERATOR}"/>',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self' data:"
        " file:; style-src 'unsafe-inline'\"/>",
        f"<title>{title}</title>",
        *([f'<link rel="canonical" href="{escape(address)}"/>'] if address else []),
        f"<style>{_STYLE}</style>",
        f'<script type="application/json" id="{VALUES}">{values}</script>',
        "</head>",
        '<body dir="auto">',
        head(item, labels),
        "<article>",
        markup.body(item, pictures.get),
        "</article>",
        notes(item, labels),
        "</body>",
        "</html>",
    ]
    return "\n".join(line for line in lines if line) + "\n"


def head(item: Exportable, labels: Labels) -> str:
    """Headline, standfirst, where it is from, its tags."""
    article = item.stored.article
    address = safe.address(article.url)
    source = escape(markup.source_line(item, labels.date(article.published) if article.published else ""))
    parts = [f"<h1>{escape(safe.line(article.title) or labels.untitled)}</h1>"]
    if article.standfirst:
        parts.append(f"<p><em>{escape(safe.line(article.standfirst))}</em></p>")
    if source or address:
        link = f'<br/><a href="{escape(address)}">{escape(address)}</a>' if address else ""
        parts.append(f'<p class="source">{source}{link}</p>')
    if item.tags:
        tags = ", ".join(safe.line(tag) for tag in item.tags)
        parts.append(f'<p class="tags">{escape(labels.tags)}: {escape(tags)}</p>')
    return f"<header>{''.join(parts)}</header>"


def notes(item: Exportable, labels: Labels) -> str:
    """The person's highlights and notes, after the article."""
    parts = []
    for highlight in item.highlights:
        if highlight.anchor is not None:
            words = escape(safe.text(highlight.anchor.quote), quote=False).replace("\n", "<br/>")
            parts.append(f'<blockquote><p><mark class="{highlight.colour}">{words}</mark></p></blockquote>')
        if highlight.note:
            note = escape(safe.text(highlight.note), quote=False).replace("\n", "<br/>")
            parts.append(f"<p>{note}</p>")
    return f"<aside><h2>{escape(labels.highlights)}</h2>{''.join(parts)}</aside>" if parts else ""
