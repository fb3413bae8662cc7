"""What is known of an article, as plain values: what front matter and bundles hold, and importers read."""

from __future__ import annotations

from archive.export import safe
from archive.model import Exportable, Highlight


def known(item: Exportable, *, own_words: bool = True) -> dict[str, object]:
    """Only what there is. `own_words`: the person's notes and highlights too."""
    stored = item.stored
    article = stored.article
    values: dict[str, object] = {"title": safe.line(article.title)}
    more: dict[str, object] = {
        "author": [safe.line(name) for name in article.authors],
        "site": safe.line(stored.source.name if stored.source else article.source or ""),
        "published": article.published.value if article.published else "",
        "url": safe.address(article.url) or "",
        "lang": safe.language(article.language) or "",
        "standfirst": safe.line(article.standfirst or ""),
        "saved": stored.added_at.isoformat(timespec="seconds"),
        "tags": [safe.line(tag) for tag in item.tags],
        "read": stored.status.is_read,
        "starred": stored.status.is_starred,
    }
    if own_words:
        whole = [h.note for h in item.highlights if h.anchor is None]
        more["notes"] = safe.text("\n".join(whole))
        more["highlights"] = [_highlight(h) for h in item.highlights if h.anchor is not None]
    return values | {key: value for key, value in more.items() if value}


def _highlight(item: Highlight) -> dict[str, object]:
    assert item.anchor is not None
    anchor = item.anchor
    values: dict[str, object] = {
        "quote": safe.text(anchor.quote),
        "colour": item.colour.value,
        "note": safe.text(item.note),
        "prefix": safe.text(anchor.prefix),
        "suffix": safe.text(anchor.suffix),
        "offset": anchor.offset,
    }
    return {key: value for key, value in values.items() if value != ""}
