"""Structured data in a page (JSON-LD), read tolerantly: the article, its makers, its outlet."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from archive.clean.metadata.compare import common_words

_ARTICLE = re.compile(
    r"(?:article|posting|blogpost|report|review|liveblog|analysis|advertisercontent)s?$", re.I
)
_WEAK = frozenset(
    {
        "webpage",
        "creativework",
        "videoobject",
        "newsvideo",
        "itempage",
        "recipe",
        "howto",
        "faqpage",
        "podcastepisode",
        "interview",
        "question",
        "discussionforumposting",
        "medicalwebpage",
        "claimreview",
    }
)
_PUBLISHER = frozenset({"newsmediaorganization", "organization"})
_LIMIT = 4000
_COMMENTS = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*$"
)
_TRAILING = re.compile(r",\s*(?=[}\]])")
_RAW_CONTROL = re.compile("[\x00-\x1f]")


@dataclass(slots=True)
class Structured:
    """`article`: the item that describes the page's article (empty where none does)."""

    article: dict[str, Any] = field(default_factory=dict)
    is_article: bool = False
    items: list[dict[str, Any]] = field(default_factory=list)
    by_id: dict[str, dict[str, Any]] = field(default_factory=dict)

    def text(self, key: str) -> str | None:
        """A text value of the article, entities resolved."""
        return next(iter(texts(self.article.get(key))), None)

    @property
    def is_news(self) -> bool:
        return any("news" in t or "reportage" in t for t in types_of(self.article))

    @property
    def body(self) -> str | None:
        for key in ("articleBody", "reviewBody", "text"):
            value = self.article.get(key)
            if isinstance(value, list):
                value = "\n\n".join(v for v in value if isinstance(v, str))
            if isinstance(value, str) and len(value.strip()) > 80:
                return plain(value)
        return None

    def resolve(self, value: Any) -> Iterator[Any]:
        """The values of a field, references by @id followed."""
        queue = list(value) if isinstance(value, list) else [value]
        for one in queue[:60]:
            if isinstance(one, dict) and len(one) <= 2 and "@id" in one and one["@id"] in self.by_id:
                yield self.by_id[one["@id"]]
            elif isinstance(one, list):
                yield from (v for v in one[:60] if not isinstance(v, list))
            elif one is not None:
                yield one


def texts(value: Any) -> Iterator[str]:
    """The texts in a value: itself, its members, the names of its members."""
    if isinstance(value, str):
        text = " ".join(html.unescape(value).split())
        if text:
            yield text
    elif isinstance(value, list):
        for one in value[:60]:
            if not isinstance(one, list):
                yield from texts(one)
    elif isinstance(value, dict):
        for key in ("@value", "name", "headline", "url", "@id"):
            if isinstance(value.get(key), str):
                yield from texts(value[key])
                return


def plain(markup: str) -> str:
    """A body as structured data holds it (text, or escaped markup) as paragraphs, one a line."""
    text = markup
    if "&lt;" in text or "&amp;" in text or "&#" in text or "&quot;" in text or "&nbsp;" in text:
        text = html.unescape(text)
    if "</" in text or "<br" in text or "<p>" in text:
        text = re.sub(r"<(script|style)\b.{0,20000}?</\1>", " ", text, flags=re.S | re.I)
        text = re.sub(r"</?(?:p|div|br|li|h[1-6]|blockquote|ul|ol|tr)\b[^>]{0,300}>", "\n", text, flags=re.I)
        text = re.sub(r"<[a-zA-Z/!][^>]{0,500}>", "", text)
        text = html.unescape(text)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def read(scripts: Sequence[str], title: str) -> Structured:
    """All items of the scripts; the article among them is the one whose headline is nearest to `title`."""
    found = Structured()
    for script in scripts[:40]:
        for value in _values(script):
            _collect(value, found)
    best = 0.0
    for item in found.items:
        score = _fitness(item, title)
        if score > best:
            best, found.article = score, item
    found.is_article = best >= 10
    return found


def _values(script: str) -> Iterator[Any]:
    text = _COMMENTS.sub("", _COMMENTS.sub("", script.strip())).strip().rstrip(";")
    for attempt in (text, _TRAILING.sub("", _RAW_CONTROL.sub(" ", text)), html.unescape(text)):
        decoder = json.JSONDecoder(strict=False)
        try:
            position = 0
            values: list[Any] = []
            while position < len(attempt):
                value, position = decoder.raw_decode(attempt, position)
                values.append(value)
                while position < len(attempt) and attempt[position] in " \t\r\n,;":
                    position += 1
        except (ValueError, RecursionError):
            if values:
                yield from values
                return
            continue
        yield from values
        return


def _collect(value: Any, found: Structured) -> None:
    queue = [value]
    seen = 0
    while queue and seen < _LIMIT:
        one = queue.pop(0) if len(queue) < 200 else queue.pop()
        seen += 1
        if isinstance(one, list):
            queue += one[:200]
        elif isinstance(one, dict):
            if isinstance(one.get("@id"), str) and len(one) > 2:
                found.by_id.setdefault(one["@id"], one)
            if types_of(one):
                found.items.append(one)
            queue += [
                v
                for k, v in list(one.items())[:200]
                if isinstance(v, dict | list) and k not in ("comment", "review", "hasPart")
            ]


def types_of(item: dict[str, Any]) -> list[str]:
    """The types of an item, lower case, without their namespace."""
    value = item.get("@type")
    names = value if isinstance(value, list) else [value]
    return [n.rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for n in names if isinstance(n, str)]


def _fitness(item: dict[str, Any], title: str) -> float:
    types = types_of(item)
    score = 0.0
    if any(_ARTICLE.search(t) for t in types):
        score = 20.0
    elif any(t in _WEAK for t in types):
        score = 2.0
    if not score:
        return 0.0
    headline = next(texts(item.get("headline") or item.get("name")), "")
    if headline and title:
        score += 10 * common_words(headline, title) - 6
    score += sum(key in item for key in ("datePublished", "author", "articleBody", "publisher"))
    return score
