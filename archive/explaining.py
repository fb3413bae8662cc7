"""Files cleaned and explained, in the workshop: nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from archive.cancel import CancelToken
from archive.clean.explain import explain
from archive.errors import ArchiveError
from archive.fetch import read_file, walk
from archive.importers import documents
from archive.model import Capture, Explanation
from archive.workshop import Workshop


def explain_files(
    paths: Iterable[str], *, captured_at: datetime, cancel: CancelToken
) -> Iterator[Explanation | tuple[str, ArchiveError]]:
    """Why each document of these files is cleaned as it is, or the failure that stopped it."""
    with Workshop(processes=1) as workshop:
        for path in paths:
            for found in walk(Path(path), cancel):
                if isinstance(found, tuple):
                    yield found
                    continue
                try:
                    capture = read_file(found, captured_at=captured_at, cancel=cancel)
                    yield from workshop.call(explain_capture, capture, cancel=cancel)
                except ArchiveError as error:
                    yield str(found), error


def explain_capture(capture: Capture) -> tuple[Explanation, ...]:
    """The explanations of a capture's documents; runs in a worker."""
    return tuple(explain(document) for document in documents(capture))
