"""All that a page tells of itself beside its text, gathered once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from archive.clean.metadata.jsonld import Structured, read
from archive.clean.tree import Page
from archive.model import Document

_WHOLE = re.compile(r"https?://[\w.-]+(?:[/?#][^\s\\]*)?$")


@dataclass(slots=True)
class Evidence:
    page: Page
    url: str | None
    base: str | None
    metas: dict[str, list[str]]
    structured: Structured
    properties: dict[str, list[int]]
    """The nodes of each microdata property."""
    parts: Collection[str] = ()
    """The names of the pictures that came along."""

    def meta(self, *names: str) -> Iterator[tuple[str, str]]:
        """(name, content) of the named metas, in the order asked for."""
        for name in names:
            for content in self.metas.get(name, ()):
                yield name, content

    def first_meta(self, *names: str) -> str | None:
        return next((content for _, content in self.meta(*names)), None)

    def absolute(self, href: str | None) -> str | None:
        """An http(s) or mailto address, absolute where the page's own is known; None for any other."""
        return absolute(href, self.base)


def absolute(href: str | None, base: str | None) -> str | None:
    href = (href or "").strip()
    if not href or href.startswith("#"):
        return None
    if _WHOLE.match(href):
        return href
    try:
        joined = urljoin(base, href) if base else href
        scheme = urlsplit(joined).scheme.lower()
    except ValueError:
        return None
    return joined if scheme in ("http", "https", "mailto") else None


def gather(page: Page, document: Document) -> Evidence:
    metas: dict[str, list[str]] = {}
    for name, content in page.metas:
        metas.setdefault(name, []).append(" ".join(content.split())[:5000])
    properties: dict[str, list[int]] = {}
    for number, node in enumerate(page.nodes):
        prop = node.attrs.get("itemprop")
        if prop:
            for name in prop.lower().split():
                properties.setdefault(name, []).append(number)
    url = document.url
    base = url
    if page.base:
        base = absolute(page.base, url) or url
    structured = read(page.scripts, page.title)
    return Evidence(page, url, base, metas, structured, properties, document.resources.keys())
