"""The words above an article: its writers, when it was published, how long it is."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from archive.model import CleanArticle, StoredArticle, content_key
from reader.dates import long_date
from reader.i18n import _, ngettext, number

WORDS_A_MINUTE = 238
"""Silent reading of English prose: M. Brysbaert, «How many words do we read per minute?», 2019."""


def listed(names: Sequence[str]) -> str:
    """«Marta Lindqvist, Ada Brook and Daniel Osei»."""
    if len(names) < 2:
        return "".join(names)
    return _("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])


def untitled(stored: StoredArticle) -> str:
    return _("Untitled page, added {date}").format(date=long_date(stored.added_at))


def facts_of(stored: StoredArticle) -> str:
    """«14 March 2023 · 6 min read · 1,412 words»."""
    parts = []
    if stored.article.published is not None:
        parts.append(long_date(stored.article.published))
    if stored.words:
        minutes = max(1, ceil(stored.words / WORDS_A_MINUTE))
        parts.append(ngettext("{n} min read", "{n} min read", minutes).format(n=number(minutes)))
        parts.append(ngettext("{n} word", "{n} words", stored.words).format(n=number(stored.words)))
    if stored.article.is_partial:
        parts.append(_("only the beginning"))
    return "  ·  ".join(parts)


def standfirst_of(article: CleanArticle) -> str:
    """What stands between title and text; nothing where the text itself begins with it."""
    words = (article.standfirst or "").strip()
    first = next((block.text for block in article.blocks if block.is_text), "")
    return "" if content_key(words) == content_key(first) else words
