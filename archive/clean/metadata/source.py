"""The outlet: its name as the site writes it, or the host of the page's address."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from archive.clean.metadata.evidence import Evidence
from archive.clean.metadata.jsonld import texts, types_of

_AFTER_HEADLINE = re.compile(r"\s+[|–—·-]\s+([^|–—·]{2,40})")


def host_of(url: str | None) -> str | None:
    """The host without `www.` and the like; None for no web address."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return None
    for prefix in ("www.", "m.", "amp.", "mobile.", "edition."):
        host = host.removeprefix(prefix)
    return host or None


def find_source(evidence: Evidence) -> tuple[str, str] | None:
    """(name, where it came from)."""
    for name, content in evidence.meta(
        "og:site_name", "application-name", "al:android:app_name", "dc.publisher"
    ):
        if 2 <= len(content) <= 80 and (
            name == "og:site_name" or not content.lower().startswith(("http", "app"))
        ):
            return content, name
    structured = evidence.structured
    for publisher in structured.resolve(structured.article.get("publisher")):
        if isinstance(publisher, dict):
            for text in texts(publisher.get("name")):
                if len(text) <= 80:
                    return text, "json-ld"
        elif isinstance(publisher, str) and len(publisher) <= 80 and "/" not in publisher:
            return publisher, "json-ld"
    for item in structured.items:
        if "website" in types_of(item):
            for text in texts(item.get("name")):
                if len(text) <= 60:
                    return text, "json-ld"
    host = host_of(evidence.url) or host_of(canonical(evidence))
    return (host, "address") if host else None


def source_in_title(page_title: str, headline: str) -> tuple[str, str] | None:
    """The outlet behind the headline in a page's title, «Ferry charge falls | Harbour Gazette»."""
    whole, headline = " ".join(page_title.split()), " ".join(headline.split())
    if not headline or not whole.startswith(headline):
        return None
    match = _AFTER_HEADLINE.fullmatch(whole[len(headline) :])
    return (match[1], "title") if match else None


def canonical(evidence: Evidence) -> str | None:
    """The page's own address for itself."""
    for rel, href in evidence.page.links:
        if "canonical" in rel.split():
            found = evidence.absolute(href)
            if found:
                return found
    for content in (evidence.first_meta("og:url"), evidence.first_meta("twitter:url")):
        found = evidence.absolute(content)
        if found:
            return found
    article = evidence.structured.article
    for key in ("url", "mainEntityOfPage"):
        value = article.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str):
            found = evidence.absolute(value)
            if found and found.startswith("http"):
                return found
    return None
