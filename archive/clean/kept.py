"""A text that was cleaned before it left a library -> CleanArticle: as it stands, nothing judged again."""

from __future__ import annotations

from dataclasses import replace

from archive.clean.hints import with_hints
from archive.clean.metadata.language import guess
from archive.clean.page import original_page
from archive.errors import NoText
from archive.model import CleanArticle, Document


def clean_kept(document: Document) -> CleanArticle:
    """Every passage is kept; what is known of the article is what came with it."""
    article = CleanArticle(
        url=document.url,
        title="",
        authors=(),
        source=None,
        published=None,
        language=None,
        blocks=original_page(document),
        notes=document.notes,
    )
    if not article.text:
        raise NoText(reason="empty")
    return with_hints(replace(article, language=guess(article.text)), document)
