"""Bytes in, documents out: one format a file. Never cleans, never stores, never opens a path."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from archive.errors import ArchiveError, UnknownFormat
from archive.importers import gzips, html, markdown, mhtml, own, text, zips
from archive.importers.decode import Decoded, decode
from archive.importers.recognise import recognise
from archive.model import Capture, Document

__all__ = ["CONTAINERS", "IMPORTERS", "Decoded", "decode", "documents", "members", "recognise"]

Importer = Callable[[Capture], Iterator[Document]]
Container = Callable[[Capture], Iterator["Capture | tuple[str, ArchiveError]"]]

IMPORTERS: dict[str, Importer] = {
    "html": html.documents,
    "mhtml": mhtml.documents,
    "text": text.documents,
    "markdown": markdown.documents,
    "own-article": own.documents,
}
CONTAINERS: dict[str, Container] = {
    "zip": zips.members,
    "gzip": gzips.members,
    "own-bundle": own.members,
}


def documents(capture: Capture) -> Iterator[Document]:
    """The documents of one capture that is no container; raises the ArchiveError that says why none."""
    kind = recognise(capture)
    if kind not in IMPORTERS:
        raise UnknownFormat(origin=capture.origin, looks_like=kind)
    yield from IMPORTERS[kind](capture)


def members(capture: Capture) -> Iterator[Capture | tuple[str, ArchiveError]]:
    """What a container holds, one by one, each a capture or why it is none; a capture of its own otherwise.

    Raises an ArchiveError when the container itself cannot be read.
    """
    container = CONTAINERS.get(recognise(capture))
    if container is None:
        yield capture
    else:
        yield from container(capture)
