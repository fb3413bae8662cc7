"""The details of an article that a person may edit, in words: labels, values, where they come from. No Qt."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.edits import typed_moment
from archive.model import CleanArticle, StoredArticle
from reader.i18n import _

ONE_ONLY = ("title", "standfirst")
"""What several articles hardly share: edited one at a time."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def label_of(field: str) -> str:
    """What a field is called."""
    match field:
        case "title":
            return _("Title")
        case "authors":
            return _("Writers, divided by ;")
        case "source":
            return _("Source")
        case "published":
            return _("Date")
        case "language":
            return _("Language")
        case "section":
            return _("Section")
    return _("Standfirst")


def value_of(article: CleanArticle, field: str) -> str:
    """The value of a field as it is typed."""
    match field:
        case "title":
            return article.title
        case "authors":
            return "; ".join(article.authors)
        case "source":
            return article.source or ""
        case "published":
            return _typed(article)
        case "language":
            return article.language or ""
        case "section":
            return article.section or ""
    return article.standfirst or ""


def shown_value(stored: StoredArticle, field: str) -> str:
    """The value as it stands now, the source by the name it goes by."""
    if field == "source" and stored.source is not None:
        return stored.source.name
    return value_of(stored.article, field)


def page_value(stored: StoredArticle, field: str) -> str:
    """The value without the person's edits."""
    article = stored.cleaned or stored.article
    is_own = any(edit.kind == "field" and edit.field == field for edit in stored.edits)
    return value_of(article, field) if is_own else shown_value(stored, field)


def is_edited(stored: StoredArticle, field: str) -> bool:
    """True where the person has set this field."""
    return any(edit.kind == "field" and edit.field == field for edit in stored.edits)


def _typed(article: CleanArticle) -> str:
    if article.published is None:
        return ""
    return article.published.value[:10]


def problem_with(field: str, text: str) -> str:
    """What is wrong with a typed value, and how it is written; empty when nothing is."""
    text = text.strip()
    if field == "published" and text and typed_moment(text) is None:
        return _("Write a year, a month or a day, like 2023, 2023-03 or 2023-03-14.")
    if field == "language" and text and _LANGUAGE.fullmatch(text) is None:
        return _("Write the language's code, like en, es or pt-BR.")
    return ""


def tidied(field: str, text: str) -> str:
    """A typed value as it is kept."""
    text = " ".join(text.split())
    if field == "language":
        first, dash, rest = text.partition("-")
        return first.lower() + dash + rest
    return text


def origin_words(articles: Sequence[StoredArticle], field: str) -> str:
    """Where the value of a field comes from, in plain words."""
    found = {_origin(stored.article, field) for stored in articles}
    return found.pop() if len(found) == 1 else _("From different places")


def _origin(article: CleanArticle, field: str) -> str:
    origin = article.metadata_from.get(field, "")
    if origin == "you":
        return _("Typed by you")
    if not value_of(article, field):
        return _("The page does not say")
    words = _place(origin)
    return _("{origin} (a guess)").format(origin=words) if field in article.guessed else words


def _place(origin: str) -> str:
    match origin:
        case "json-ld" | "microdata":
            return _("From the page's data for search engines")
        case "title":
            return _("From the page's window title")
        case "heading" | "h1":
            return _("From the page's headline")
        case "byline":
            return _("From the line of writers on the page")
        case "shown" | "time" | "time-ago":
            return _("From the date shown on the page")
        case "address":
            return _("From the page's address")
        case "text":
            return _("From the text itself")
        case "html":
            return _("From the page's own mark")
        case "container":
            return _("From the file it came in")
        case "file name":
            return _("From the file's name")
    return _("From the page's hidden data") if origin else _("From the page")
