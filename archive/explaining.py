"""Files cleaned and explained, in the workshop: nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from archive.cancel import CancelToken
from archive.clean.explain import explain
from archive.errors import ArchiveError
from archive.importers import documents
from archive.model import Capture, Explanation
from archive.reading import captures
from archive.workshop import Workshop


def explain_files(
    paths: Iterable[str], *, captured_at: datetime, cancel: CancelToken
) -> Iterator[Explanation | tuple[str, ArchiveError]]:
    """Why each document of these files is cleaned as it is, or the failure that stopped it."""
    with Workshop(processes=1) as workshop:
        for found in captures(paths, captured_at, cancel):
            if isinstance(found, tuple):
                yield found
                continue
            try:
                yield from workshop.call(explain_capture, found, cancel=cancel)
            except ArchiveError as error:
                yield found.origin, error


def explain_capture(capture: Capture) -> tuple[Explanation, ...]:
    """The explanations of a capture's documents; runs in a worker."""
    return tuple(explain(document) for document in documents(capture))
