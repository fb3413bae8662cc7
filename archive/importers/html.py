"""HTML in one file: plain, saved by SingleFile, Save Page WE or WebScrapBook, or with a folder beside it."""

from __future__ import annotations

from collections.abc import Iterator

from archive.importers.bounded import bound
from archive.importers.decode import decode
from archive.importers.names import charset_of, file_name, web_address
from archive.importers.pages import page_of
from archive.importers.savers import marks_of
from archive.importers.sizes import check_page
from archive.model import Capture, Document, Hints, Note


def documents(capture: Capture) -> Iterator[Document]:
    decoded = decode(capture.data, charset_of(capture.media_type))
    if (written := page_of(decoded.text)) is not None:
        yield _own(capture, *written)
        return
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


def _own(capture: Capture, values: dict[str, object], markup: str) -> Document:
    """A page that this program exported: all article, and it carries what was known of it."""
    from archive.importers import front_matter  # loads what only few captures need

    page = bound(markup)
    return Document(
        origin=capture.origin,
        url=web_address(str(values.get("url", ""))),
        markup=check_page(page.markup, capture),
        kind="kept",
        hints=front_matter.hints(values, file_name(capture.origin), own=True),
        resources={**capture.resources, **page.pictures},
    )
