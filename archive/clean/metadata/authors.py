"""Who wrote it: people, one name each, without «By», titles of jobs and places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from archive.clean.metadata.compare import words
from archive.clean.metadata.evidence import Evidence
from archive.clean.metadata.jsonld import texts
from archive.clean.vocabulary import table

_WORDS = table("people")
_METAS = table("metas")
_BY = re.compile(
    r"^\W*(?:" + "|".join(re.escape(w) for w in _WORDS["by"]["words"]) + r")(?:\s*[:：]\s*|\s+)", re.I
)
_BETWEEN = re.compile(
    r"\s*(?:[,;|/•·、，；]|\s[-–—]\s|\n|(?<=\s)(?:"
    + "|".join(re.escape(w) for w in _WORDS["and"]["words"])
    + r")(?=\s)|&)\s*",
    re.I,
)
_JOB = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(w) for w in _WORDS["job"]["words"]) + r")(?!\w)", re.I)
_NOISE = re.compile(r"\([^)]{0,60}\)|\[[^\]]{0,60}\]|\S+@\S+|@\w+|https?://\S+|www\.\S+", re.I)
_EDITED = re.compile(
    r"^\W*(?:" + "|".join(re.escape(w) for w in _WORDS["edited"]["words"]) + r")\s*[:：]\s*", re.I
)
_GLUED = re.compile(r"^\W*(?:By\s*)+(?=[A-Z])|^\W*Von(?=[A-Z])|^\W*(?:By)+(?=by )", 0)
"""«By» that lost its space."""
_INVERTED = re.compile(r"^\s*([A-ZÀ-Þ][\w'’-]+),\s([A-ZÀ-Þ][\w'’.-]+)\s*$")
"""«Lee, Ann»: one word, a comma, one word."""
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|editors?|writers?|columnists?|autor(?:es|en)?|auteurs?|autori|profile|by|people|staff|contributors?|reporters?|journalist\w*"
    r"|redacteur\w*|redakt\w+)/"
)
_TOGETHER = 3
"""Pieces between two authors of one article, at most."""
_DESK = re.compile(r"\b(?:staff|desk|newsroom|redaktion|redacción|rédaction|redazione|redação)\b", re.I)
_NO_NAME = frozenset(_WORDS["none"]["words"])


def people(values: Iterable[str], site: str | None = None) -> tuple[str, ...]:
    """The names in texts such as «By Ann Lee and Bo Chen, political editor», each once, in order."""
    found: dict[str, str] = {}
    for value in values:
        text = _GLUED.sub("", _NOISE.sub(" ", value.replace("\xa0", " ")))
        for _ in range(2):
            text = _BY.sub("", text)
        inverted = _INVERTED.match(text)
        if inverted:
            text = f"{inverted[2]} {inverted[1]}"
        for part in _BETWEEN.split(text):
            name = _BY.sub("", part.strip(" .,;:|-–—*•·\"“”'’‘[]\t\n")).strip(" .,;:|-–—")
            if is_name(name, site):
                if name.isupper() and len(name) > 4:
                    name = name.title()
                found.setdefault(" ".join(sorted(words(name))), " ".join(name.split()))
    return tuple(found.values())


def is_name(text: str, site: str | None) -> bool:
    count = len(words(text))
    if not 2 <= len(text) <= 60 or count == 0 or any(c.isdigit() for c in text):
        return False
    if count > 6 and text.isascii():
        return False
    lowered = text.lower()
    if lowered in _NO_NAME or _JOB.search(text):
        return False
    return not (site and words(text) == words(site))


def find_authors(
    evidence: Evidence, near: tuple[int, int], body: tuple[int, int], site: str | None
) -> tuple[tuple[str, ...], str] | None:
    """(names, where they came from). `near`: the pieces between which a byline is looked for.

    Where none is there, it may stand right before the body (pictures can divide it from the headline), or
    sign the article below its last paragraph.
    """
    structured = evidence.structured
    named = [
        t for a in structured.resolve(structured.article.get("author")) for t in texts(a) if "://" not in t
    ]
    found = people(named)
    if found:
        return found, "json-ld"
    for key in (*_METAS["author"]["names"], "twitter:data1"):
        if key == "twitter:data1" and evidence.first_meta("twitter:label1") not in _WORDS["label"]["words"]:
            continue
        found = people((c for _, c in evidence.meta(key) if "://" not in c), site)
        if found and (" " in found[0] or not found[0].islower() or not key.startswith("sailthru")):
            return found, key
    first, last = body
    return (
        _shown(evidence, near, site)
        or _shown(evidence, (first - 20, first + 3), site)
        or _signed(evidence, (last - 3, last + 6), site)
        or _group(named, site)
        or _desk(evidence)
    )


def _group(named: Sequence[str], site: str | None) -> tuple[tuple[str, ...], str] | None:
    """Whom structured data names where no person is named anywhere: «Contributors to the town wiki»."""
    for name in named:
        if 3 <= len(words(name)) <= 6 and len(name) <= 60 and not (site and words(name) == words(site)):
            return (" ".join(name.split()),), "json-ld"
    return None


def _desk(evidence: Evidence) -> tuple[tuple[str, ...], str] | None:
    """A desk or an agency where no person is named: «Harbour Gazette staff»."""
    for name, content in evidence.meta("author", "cxenseparse:author"):
        if 2 <= len(words(content)) <= 4 and len(content) <= 40 and _DESK.search(content):
            return (content,), name
    return None


def _signed(
    evidence: Evidence, near: tuple[int, int], site: str | None
) -> tuple[tuple[str, ...], str] | None:
    """A line under the text that is marked as the authors', or that names who edited it."""
    page = evidence.page
    first, last = max(0, near[0]), near[1]
    marked = [
        page.text_of(number)
        for number, node in enumerate(page.nodes)
        if first <= node.first < last and node.last - node.first <= 2 and _is_named_author(node.attrs)
    ]
    edited = [piece.text for piece in page.pieces[first:last] if _EDITED.match(piece.text)]
    for values in (marked[:1], [_EDITED.sub("", value).strip("()（）") for value in edited[:1]]):
        found = people((value for value in values if len(value) < 120), site)
        if found:
            return found[:6], "byline"
    return None


def _is_named_author(attrs: Mapping[str, str]) -> bool:
    names = (attrs.get("class", "") + " " + attrs.get("id", "")).lower()
    return "author" in names or "byline" in names or "autor" in names


def _shown(evidence: Evidence, near: tuple[int, int], site: str | None) -> tuple[tuple[str, ...], str] | None:
    page = evidence.page
    first, last = near
    micro = [
        n
        for n in evidence.properties.get("author", ())
        if first - 3 <= page.nodes[n].first < last + 3 or page.nodes[n].tag == "meta"
    ]
    values = []
    for number in micro:
        inner = [n for n in evidence.properties.get("name", ()) if number in page.ancestors(n)]
        values += [page.nodes[n].attrs.get("content") or page.text_of(n) for n in inner or [number]]
    found = people(values, site)
    if found:
        return found, "microdata"
    by_link: list[str] = []
    by_address: list[str] = []
    by_class: list[str] = []
    by_words: list[str] = []
    place = {"rel": -1, "address": -1}
    for number, node in enumerate(page.nodes):
        if not first - 3 <= node.first < last + 3 or node.last - node.first > 4:
            continue
        attrs = node.attrs
        if node.tag == "a":
            is_author = "author" in attrs.get("rel", "").lower()
            if is_author or _AUTHOR_PAGE.search(attrs.get("href", "").lower()):
                kind = "rel" if is_author else "address"
                if place[kind] < 0 or node.first - place[kind] <= _TOGETHER:  # others stand in other teasers
                    (by_link if is_author else by_address).append(page.text_of(number))
                    place[kind] = (
                        node.first if place[kind] < 0 or people([page.text_of(number)]) else place[kind]
                    )
        if _is_named_author(attrs):
            text = page.text_of(number)
            if len(text) < 120:
                by_class.append(text)
    for piece in page.pieces[first:last]:
        if len(piece.text) < 120 and _BY.match(piece.text):
            by_words.append(piece.text)
    for values, origin in (
        (by_link, "rel-author"),
        (by_address, "author-link"),
        (by_class[:1], "byline"),
        (by_words[:1], "byline"),
    ):
        found = people((v for v in values if len(v) < 120), site)
        if not found:
            continue
        line = people((value for value in by_class[:1] if _BY.match(value)), site)
        if len(line) > len(found) and set(found) <= set(line):  # only some of those named have a page
            return line[:6], "byline"
        return found[:6], origin
    return None
