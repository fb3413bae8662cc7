"""What this program wrote itself: articles as JSON, many in one file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from archive.errors import ArchiveError, DamagedFile
from archive.importers.bounded import bound
from archive.importers.decode import decode
from archive.importers.names import web_address
from archive.importers.sizes import check_page
from archive.model import Capture, Document

BUNDLE = re.compile(r'\s*\{\s*"format"\s*:\s*"broadside-articles"')
ARTICLE = "application/vnd.broadside.article+json"
"""The media type of one article out of a bundle."""


def members(capture: Capture) -> Iterator[Capture | tuple[str, ArchiveError]]:
    """The articles of a bundle, each a capture of its own. Raises `DamagedFile`."""
    articles = _object(capture.data, capture).get("articles")
    if not isinstance(articles, list):
        raise DamagedFile(origin=capture.origin, reason="damaged")
    for number, article in enumerate(articles, 1):
        origin = f"{capture.origin}!/{number}.json"
        if not isinstance(article, dict):
            yield origin, DamagedFile(origin=origin, reason="damaged")
            continue
        data = json.dumps(article, ensure_ascii=False).encode("utf-8", "surrogatepass")
        yield Capture(origin, data, capture.captured_at, media_type=ARTICLE)


def documents(capture: Capture) -> Iterator[Document]:
    """One article of a bundle."""
    from archive.importers.front_matter import hints  # where none comes, a worker starts in half the time

    values = _object(capture.data, capture)
    markup = values.get("html")
    page = bound(markup if isinstance(markup, str) else "")
    yield Document(
        origin=capture.origin,
        url=_address(values),
        markup=check_page(page.markup, capture),
        kind="kept",
        hints=hints(values, None, own=True),
        resources=page.pictures,
    )


def _address(values: Mapping[str, object]) -> str | None:
    address = values.get("url")
    return web_address(address) if isinstance(address, str) else None


def _object(data: bytes, capture: Capture) -> dict[str, Any]:
    try:
        value = json.loads(decode(data).text)
    except (ValueError, RecursionError) as error:
        raise DamagedFile(origin=capture.origin, reason="damaged") from error
    if not isinstance(value, dict):
        raise DamagedFile(origin=capture.origin, reason="damaged")
    return value
