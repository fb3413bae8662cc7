"""What a container knew of a document, laid over what the document says of itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import Any

from archive.model import CleanArticle, Document

_TITLE = 500
"""Letters: no headline is longer, and what is has swallowed its page."""


def with_hints(article: CleanArticle, document: Document) -> CleanArticle:
    """The article, its gaps filled from the hints; for a bare article (front matter) the hints come first.

    A title that nothing names is the file's name, or the first words of the text, and marked as a guess.
    """
    hints = document.hints
    origins = dict(article.metadata_from)
    guessed = set(article.guessed)
    first = document.kind != "page"
    known: tuple[tuple[str, Any], ...] = (
        ("title", hints.title),
        ("authors", hints.authors),
        ("source", hints.source),
        ("published", hints.published),
        ("language", hints.language),
        ("standfirst", hints.standfirst),
    )
    for name, value in known:
        own = getattr(article, name)
        weak = not own or (name == "source" and origins.get("source") == "address")
        if value and (first or weak):
            article = replace(article, **{name: value})
            origins[name] = "container"
            guessed.discard(name)
    if not article.title:
        stem = PurePath(hints.file_name or "").stem.replace("_", " ").strip()
        article = replace(article, title=stem or opening(article))
        origins["title"] = "file name" if stem else "text"
        guessed.add("title")
    if len(article.title) > _TITLE:
        article = replace(article, title=_cut(article.title, _TITLE))
        guessed.add("title")
    return replace(article, metadata_from=origins, guessed=frozenset(guessed))


def opening(article: CleanArticle, letters: int = 80) -> str:
    """The first words of the text."""
    text = next((b.text for b in article.blocks if b.is_text), "").split("\n", 1)[0]
    return _cut(text, letters)


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[:letters].rsplit(" ", 1)[0] + "…"
