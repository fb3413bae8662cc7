"""Selected words with their source, for the clipboard; and as a question."""

from __future__ import annotations

from archive.model import StoredArticle
from reader.addresses import may_open
from reader.dates import long_date


def with_source(quote: str, stored: StoredArticle) -> str:
    """A quotation, and below it title, source, date and address."""
    title = stored.article.title.strip()
    return f"“{quote.strip()}”\n\n" + ", ".join(part for part in (title, *_where(stored)) if part)


def _where(stored: StoredArticle) -> tuple[str, str, str]:
    article = stored.article
    source = stored.source.name if stored.source is not None else article.source or ""
    date = long_date(article.published) if article.published is not None else ""
    address = article.url if article.url and may_open(article.url) else ""
    return source.strip(), date, address


def as_question(words: str) -> str:
    """Selected words as a search: one word as it is, several as a phrase."""
    plain = " ".join(words.replace('"', " ").split()[:12])[:200]
    return f'"{plain}"' if " " in plain else plain
