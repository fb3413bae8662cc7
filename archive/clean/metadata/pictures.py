"""Addresses of pictures: lazy attributes, srcset, the picture that stands for the article."""

from __future__ import annotations

import re
from typing import Any

from archive.clean.metadata.evidence import Evidence

_LAZY = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-lazy",
    "data-original-src",
    "data-hi-res-src",
    "data-full-src",
    "data-srcset",
    "data-lazy-srcset",
)
_PLACEHOLDER = re.compile(
    r"(?:^data:image/(?:gif|svg)|blank\.|placeholder|spacer|pixel\.|transparent|1x1|lazy[-_]?load|loading\.)",
    re.I,
)
_WIDTH = re.compile(r"(\d+)(?:\.\d+)?[wx]$")


def address(attrs: dict[str, str]) -> str | None:
    """The address of the picture that an `img` means, as written; the largest of a `srcset`."""
    source = (attrs.get("src") or "").strip()
    if source and not _PLACEHOLDER.search(source[:300]):
        return source
    for key in _LAZY:
        value = (attrs.get(key) or "").strip()
        if value:
            return best_of(value) if "srcset" in key else value
    if attrs.get("srcset"):
        return best_of(attrs["srcset"])
    return source or None


def best_of(srcset: str) -> str | None:
    """The address of the widest candidate."""
    best: tuple[int, str] | None = None
    for part in re.split(r",\s+|,(?=https?:|//|/)", srcset.strip()):
        fields = part.split()
        if fields:
            match = _WIDTH.search(fields[-1]) if len(fields) > 1 else None
            width = int(match[1]) if match and len(match[1]) < 7 else 0
            if best is None or width > best[0]:
                best = (width, fields[0])
    return best[1] if best else None


def lead_image(evidence: Evidence) -> tuple[str, str] | None:
    structured = evidence.structured
    for value in (structured.article.get("image"), structured.article.get("thumbnailUrl")):
        for one in structured.resolve(value):
            found = evidence.absolute(_address_in(one))
            if found:
                return found, "json-ld"
    for name, content in evidence.meta(
        "og:image",
        "og:image:url",
        "og:image:secure_url",
        "twitter:image",
        "twitter:image:src",
        "thumbnail",
        "image",
    ):
        found = evidence.absolute(content)
        if found:
            return found, name
    for rel, href in evidence.page.links:
        if rel == "image_src":
            found = evidence.absolute(href)
            if found:
                return found, rel
    return None


def _address_in(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("url") or value.get("contentUrl") or value.get("@id")
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, str) else None
