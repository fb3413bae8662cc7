"""Files cleaned without a library: read, imported and cleaned in the workshop, nothing kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from archive.cancel import CancelToken
from archive.errors import ArchiveError
from archive.fetch import read_file, walk
from archive.model import Capture
from archive.workshop import Processed, Workshop


def clean_files(
    paths: Iterable[str], *, captured_at: datetime, cancel: CancelToken, url: str | None = None
) -> Iterator[Processed]:
    """Each document of these files and folders, cleaned, or the failure that stopped it.

    `url` is the address a page was saved from, for pages that do not tell it themselves.
    """
    workshop = Workshop(processes=1)
    try:
        yield from workshop.process(captures(paths, captured_at, cancel, url), cancel)
    finally:
        workshop.close()


def captures(
    paths: Iterable[str], captured_at: datetime, cancel: CancelToken, url: str | None = None
) -> Iterator[Capture | tuple[str, ArchiveError]]:
    """The files of these paths and folders as they are read, or why one could not be."""
    for path in paths:
        for found in walk(Path(path), cancel):
            if isinstance(found, tuple):
                yield found
                continue
            try:
                capture = read_file(found, captured_at=captured_at, cancel=cancel)
            except ArchiveError as error:
                yield str(found), error
            else:
                yield capture if url is None else replace(capture, final_url=url)
