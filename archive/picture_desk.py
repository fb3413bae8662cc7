"""The pictures of a fetched page's article: asked for once, within bounds, and kept with it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from archive.cancel import CancelToken
from archive.errors import ArchiveError, Cancelled
from archive.fetch import Limits, Log, fetch
from archive.model import BlockKind, Capture, CleanArticle
from archive.workshop import Processed

_MOST = 40
_BYTES = 40_000_000
_SECONDS = 40.0
"""What the pictures of one page may cost in all; what does not fit stays a labelled box."""

_PICTURE_SECONDS, _PICTURE_BYTES = 12.0, 10_000_000
"""Of one picture."""

FetchPicture = Callable[[str, int, float], Capture]
"""Asks for one address: at most so many bytes, at most so many seconds. Raises `ArchiveError`."""


def fetcher(now: Callable[[], datetime], allow_private: bool, cancel: CancelToken, log: Log) -> FetchPicture:
    """Asks the web, one picture at a time; `log` hears of every request."""

    def fetch_picture(address: str, most: int, seconds: float) -> Capture:
        limits = Limits(seconds=min(seconds, _PICTURE_SECONDS), page_bytes=min(most, _PICTURE_BYTES))
        return fetch(
            address, captured_at=now(), cancel=cancel, allow_private=allow_private, limits=limits, log=log
        )

    return fetch_picture


def picture_names(article: CleanArticle) -> tuple[str, ...]:
    """What the text's pictures are called, each once, in order."""
    return tuple(
        dict.fromkeys(
            block.href
            for block in article.blocks
            if block.kind is BlockKind.IMAGE and block.removed is None and block.href
        )
    )


def with_pictures(processed: Processed, fetch_picture: FetchPicture, cancel: CancelToken) -> Processed:
    """A fetched page with its article's pictures. One that does not come is no failure of the page."""
    capture, article = processed.capture, processed.article
    if capture is None or article is None or not _is_web(capture.final_url):
        return processed
    found = dict(capture.resources)
    left, until = _BYTES, time.monotonic() + _SECONDS
    wanted = [name for name in picture_names(article) if _is_web(name) and name not in found]
    for name in wanted[:_MOST]:
        seconds = until - time.monotonic()
        if left <= 0 or seconds <= 0 or cancel.is_cancelled:
            break
        try:
            found[name] = fetch_picture(name, left, seconds).data
        except Cancelled:
            break
        except ArchiveError:
            continue
        left -= len(found[name])
    return replace(processed, capture=replace(capture, resources=found))


def _is_web(address: str | None) -> bool:
    return address is not None and urlsplit(address).scheme in ("http", "https")
