"""What comes out of the workshop for each document of a capture."""

from __future__ import annotations

from dataclasses import dataclass

from archive.errors import ArchiveError
from archive.model import Capture, CleanArticle, Hints


@dataclass(frozen=True, slots=True)
class Processed:
    """Either an article or the error that says why there is none.

    `capture` is the one to keep: the one handed in, or a member of it; None where there was nothing to read.
    `document_number` counts the documents of that capture from 0. `is_last` is True once for each capture
    handed in, on the last that comes of it.
    """

    origin: str
    capture: Capture | None
    document_number: int
    article: CleanArticle | None
    hints: Hints
    error: ArchiveError | None
    is_last: bool
