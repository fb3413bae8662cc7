"""What a file and a page may cost: bytes, seconds, hops."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one fetch. `seconds` holds for all of it: names, hops, waiting and the last byte."""

    seconds: float = 30.0
    connect_seconds: float = 10.0
    page_bytes: int = 24 * MEGABYTE
    """As received, and again as unpacked."""
    head_bytes: int = 256_000
    redirects: int = 8
    requests: int = 3
    """How often one address is asked when it says «later» (429 or 503 with Retry-After)."""


STANDARD = Limits()

FILE_BYTES = 64 * MEGABYTE
"""A larger file is no article."""

COMPANION_BYTES = 60 * MEGABYTE
COMPANION_FILES = 2_000
"""What comes along of the folder that a browser saved beside a page."""
