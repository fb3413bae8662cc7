"""Which part of the outlet an article stands in, and whether the page showed all of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from archive.clean import flags as f
from archive.clean.entry import Entry
from archive.clean.metadata.evidence import Evidence
from archive.clean.metadata.jsonld import texts, types_of
from archive.clean.vocabulary import table


def find_section(evidence: Evidence) -> tuple[str, str] | None:
    """(name, where it came from)."""
    text = next(texts(evidence.structured.article.get("articleSection")), None)
    if text and len(text) <= 80 and "://" not in text:
        return text, "json-ld"
    for name, content in evidence.meta(*table("metas")["section"]["names"]):
        if len(content) <= 80 and "://" not in content:
            return content, name
    for item in evidence.structured.items:
        if "breadcrumblist" in types_of(item):
            names = _crumbs(item.get("itemListElement"))
            if len(names) >= 2:
                return names[1] if names[0].lower() in (
                    "home",
                    "start",
                    "startseite",
                    "accueil",
                    "inicio",
                ) else names[0], "breadcrumb"
    return None


def _crumbs(elements: Any) -> list[str]:
    names: list[str] = []
    for element in elements if isinstance(elements, list) else []:
        if isinstance(element, dict):
            inner = (
                element.get("item")
                if isinstance(element.get("item"), dict) and not element.get("name")
                else element
            )
            name = next(texts(inner.get("name")), None) if isinstance(inner, dict) else None
            if name and len(name) <= 60:
                names.append(name)
    return names


def is_partial(evidence: Evidence, entries: Sequence[Entry]) -> bool:
    """True when the page says that its text is not free, or ends in an offer to pay, and shows little."""
    article = evidence.structured.article
    closed = any(
        str(item.get("isAccessibleForFree", "")).lower() in ("false", "no", "0")
        for item in (article, *evidence.structured.items[:20])
    )
    tier = evidence.first_meta("article:content_tier", "content_tier") in ("locked", "metered")
    wall = any(p & f.PAYWALL for p in (e.flags for e in entries))
    kept = sum(e.letters for e in entries if e.is_text)
    written = evidence.structured.body
    if written and len(written) > 1.6 * kept and len(written) > kept + 600:
        return True
    return (closed or tier or wall) and kept < 2500
