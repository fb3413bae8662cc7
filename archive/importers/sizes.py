"""How much one page and one archive may hold once unpacked, in one place."""

from __future__ import annotations

from archive.errors import TooLarge
from archive.model import Capture

PAGE = 24 * 1024 * 1024
"""Characters of a page after what cannot be article is gone; far past any article."""
MEMBER = 64 * 1024 * 1024
"""Bytes of one file inside an archive."""
ARCHIVE = 120 * 1024 * 1024
"""Bytes of all that is read out of one archive."""
ENTRIES = 100_000


def check_page(markup: str, capture: Capture) -> str:
    """The markup, or `TooLarge`."""
    if len(markup) > PAGE:
        raise TooLarge(origin=capture.origin, what="page", size=len(markup), limit=PAGE)
    return markup
