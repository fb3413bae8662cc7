"""Document -> CleanArticle. Pure: no file, no clock, the same in, the same out. Nothing is ever deleted."""

from __future__ import annotations

from archive.model import Block, CleanArticle, Document

__all__ = ["CLEANER_VERSION", "clean", "original"]

CLEANER_VERSION = 3
"""Grows whenever the same document may come out otherwise; the library offers to clean again."""


def clean(document: Document) -> CleanArticle:
    """The article in a document: blocks kept and removed, and what the page says of it.

    Raises `NoText` (`reason`: empty · consent-wall · sign-in · script-only · no-article) where there is
    nothing to read, and nothing else on any markup.
    """
    # the parser is loaded by the first page, not by whoever only asks for the version: a window starts sooner
    from archive.clean.kept import clean_kept
    from archive.clean.page import clean_page
    from archive.clean.plain import clean_text

    if document.kind == "kept":
        return clean_kept(document)
    return clean_text(document) if document.kind == "text" else clean_page(document)


def original(document: Document) -> tuple[Block, ...]:
    """The whole document as plain structured text: every line that a reader could see, none removed."""
    from archive.clean.page import original_page
    from archive.clean.plain import original_text

    return original_text(document) if document.kind == "text" else original_page(document)
