"""What the words being typed may become: asked of the library, as plain values. Knows no Qt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from archive.cancel import CancelToken
from archive.model import Place, SavedSearch
from reader.i18n import _, ngettext, number
from reader.row_words import source_of, title_of

if TYPE_CHECKING:
    from archive import Library

MOST_WORDS, MOST_SEARCHES, MOST_TAGS, MOST_TITLES = 5, 2, 2, 3
_LAST = re.compile(r"[^\s()\"«»“”:]+$")
_SHORTEST = 2

Kind = Literal["heading", "word", "search", "tag", "article", "example"]


@dataclass(frozen=True, slots=True)
class Suggested:
    """One row. `text` is what the field will say, or nothing where `article_id` is opened.

    `begun`: where in `words` the letters stand that were typed already.
    """

    kind: Kind
    words: str
    right: str = ""
    text: str = ""
    begun: tuple[int, int] = (0, 0)
    article_id: int | None = None
    source: str = ""
    search: SavedSearch | None = None
    """It is asked as a whole, in the place of what is typed."""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """For a text: the rest of its best completion, and the rows."""

    text: str
    rest: str = ""
    rows: tuple[Suggested, ...] = ()


def last_word(text: str) -> str:
    """The word that is being typed, where it is long enough to go on from."""
    found = _LAST.search(text)
    word = found[0].lstrip("-−") if found else ""
    return word if len(word) >= _SHORTEST else ""


def suggest(library: Library, text: str, place: Place, token: CancelToken) -> Suggestions:
    """Completions with counts, tags, and articles with the word in their title."""
    last = last_word(text)
    if not last:
        return Suggestions(text)
    head = text[: len(text) - len(last)]
    rows: list[Suggested] = []
    completions = library.complete(text, MOST_WORDS, token)
    for one in completions:
        at = len(one.query) - len(one.detail) if one.query.endswith(one.detail) else 0
        count = number(one.count)
        if not rows:
            count = ngettext("{n} article", "{n} articles", one.count).format(n=count)
        rows.append(Suggested("word", one.query, count, one.query, (at, at + len(last))))
    found = [Suggested("heading", _("Words in your library")), *rows] if rows else []
    token.check()
    yours = [*_searches(library, last), *_tags(library, head, last)]
    found += [Suggested("heading", _("Yours")), *yours] if yours else []
    token.check()
    titles = _titles(library, head, last, place, token)
    found += [Suggested("heading", _("Articles")), *titles] if titles else []
    best = completions[0].detail if completions else ""
    rest = best[len(last) :] if best.casefold().startswith(last.casefold()) else ""
    return Suggestions(text, rest, tuple(found))


def _searches(library: Library, last: str) -> list[Suggested]:
    """The saved searches with a word in their name that begins so."""
    begun = re.compile(rf"\b{re.escape(last)}", re.IGNORECASE)
    found = [
        Suggested("search", one.name, _("Saved search"), begun=at.span(), search=one)
        for one in library.saved_searches()
        if (at := begun.search(one.name)) is not None
    ]
    return found[:MOST_SEARCHES]


def _tags(library: Library, head: str, last: str) -> list[Suggested]:
    """The tags with a word that begins so, those of most articles first."""
    begun = re.compile(rf"\b{re.escape(last)}", re.IGNORECASE)
    found: list[Suggested] = []
    for name, _count in sorted(library.tags(), key=lambda one: -one[1]):
        if (at := begun.search(name)) is not None and len(found) < MOST_TAGS:
            query = f'{head}tag:"{name}"' if " " in name else f"{head}tag:{name}"
            if head.endswith("tag:"):
                query = query.replace("tag:tag:", "tag:")
            found.append(Suggested("tag", name, _("Tag"), query, at.span()))
    return found


def _titles(library: Library, head: str, last: str, place: Place, token: CancelToken) -> list[Suggested]:
    if head.endswith(":") or head.count('"') % 2:
        return []
    parsed = library.parse(f"{head}title:{last}", unfinished=True)
    page = library.search(parsed, place=place, limit=MOST_TITLES, cancel=token)
    rows = library.rows([hit.article_id for hit in page.items])
    return [Suggested("article", title_of(row), article_id=row.id, source=source_of(row)) for row in rows]


def examples() -> tuple[Suggested, ...]:
    """Nine ways to narrow a search, with what each does."""
    return tuple(
        Suggested("example", typed, means, typed)
        for typed, means in (
            (_('"voting age"'), _("these words in this order")),
            (_("rail OR bus"), _("either word")),
            (_("-opinion"), _("leave this out")),
            (_("vot*"), _("any ending")),
            (_("title:budget"), _("in headlines only")),
            (_("source:ledger"), _("one paper or site")),
            (_("by:lindqvist"), _("one writer")),
            (_("tag:housing"), _("with this tag")),
            ("date:2019..2024", _("between two dates")),
        )
    )


def with_example(text: str, example: str) -> tuple[str, int, int]:
    """The text with an example behind it, and what of that is to be typed over: where it begins and ends."""
    words = f"{text.rstrip()} {example}".lstrip()
    start = len(words) - len(example)
    name, colon, _value = example.partition(":")
    first = start + (len(name) + 1 if colon else 1 if example[0] in '"-' else 0)
    last = len(words) - (1 if example[-1] in '"*' else 0)
    return words, first, last
