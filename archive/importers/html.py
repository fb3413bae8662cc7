"""HTML in one file: plain, saved by SingleFile, Save Page WE or WebScrapBook, or with a folder beside it."""

from __future__ import annotations

from collections.abc import Iterator

from archive.importers.bounded import bound
from archive.importers.decode import decode
from archive.importers.names import charset_of, file_name, web_address
from archive.importers.savers import marks_of
from archive.importers.sizes import check_page
from archive.model import Capture, Document, Hints, Note


def documents(capture: Capture) -> Iterator[Document]:
    decoded = decode(capture.data, charset_of(capture.media_type))
    saved = marks_of(decoded.text)
    page = bound(decoded.text)
    notes = decoded.notes + ((Note("page-simplified"),) if page.is_simplified else ())
    yield Document(
        origin=capture.origin,
        url=web_address(capture.final_url) or saved.url,
        markup=check_page(page.markup, capture),
        kind="page",
        hints=Hints(saved_at=saved.saved_at, file_name=file_name(capture.origin)),
        resources={**capture.resources, **page.pictures},
        notes=notes,
    )
