"""When it was published, and apart from that when it was last changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.clean.dates import find, months, read_machine
from archive.clean.metadata.evidence import Evidence
from archive.clean.vocabulary import table
from archive.model import BlockKind, Moment, Precision

_METAS = table("metas")
_ADDRESS = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[/-](0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-]([12]\d|3[01]|0?[1-9])(?!\d)",
    re.I,
)
_COMPACT = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)")
_CHANGED = re.compile("|".join(re.escape(w) for w in table("dates")["changed"]["words"]), re.I)
_ISSUED = re.compile("|".join(re.escape(w) for w in table("dates")["issued"]["words"]), re.I)
_LINE = 400
"""Letters of a line on when the page came out, rights and readers included."""
_OPENING = 60
"""Letters at the beginning of a text in which its place and day stand."""
_DATE_NAMES = re.compile(r"date|time|publish|posted|datum|fecha|data(?!-)|meta|byline|info", re.I)


@dataclass(frozen=True, slots=True)
class Dates:
    published: Moment | None = None
    published_from: str | None = None
    modified: Moment | None = None
    modified_from: str | None = None


def find_dates(
    evidence: Evidence, near: tuple[int, int], body: tuple[int, int], language: str | None
) -> Dates:
    """`near`: the pieces around the headline, in which a date for people is looked for."""
    day_first = is_day_first(language, evidence.url)
    modified, modified_from = _modified(evidence, day_first)
    published, origin = _published(evidence, near, day_first)
    if published is None and modified is None:
        published, origin = _beside(evidence, body, day_first)
    if published is None and modified is not None:
        return Dates(modified, modified_from, None, None)
    return Dates(published, origin, modified, modified_from if modified else None)


def is_day_first(language: str | None, url: str | None) -> bool:
    """Whether 4/5/2025 is the fourth of May: everywhere but in the United States (and in English unless the
    region or the address says otherwise)."""
    tag = (language or "en").lower()
    if not tag.startswith("en"):
        return True
    if "-" in tag or "_" in tag:
        return not tag.endswith(("-us", "_us"))
    return bool(
        re.search(r"\.(?:uk|au|in|ie|nz|za|sg|my|eu|ng|ke|pk|bd|lk|de|fr|it|es)(?:[:/]|$)", url or "")
    )


def _modified(evidence: Evidence, day_first: bool) -> tuple[Moment | None, str | None]:
    value = evidence.structured.text("dateModified")
    if value:
        moment = read_machine(value, day_first)
        if moment:
            return moment, "json-ld"
    for name, content in evidence.meta(*_METAS["modified"]["names"]):
        moment = read_machine(content, day_first)
        if moment:
            return moment, name
    return None, None


def _published(
    evidence: Evidence, near: tuple[int, int], day_first: bool
) -> tuple[Moment | None, str | None]:
    structured = evidence.structured
    for key in ("datePublished", "dateCreated", "uploadDate"):
        value = structured.text(key)
        moment = read_machine(value, day_first) if value else None
        if moment:
            return moment, "json-ld"
    for name, content in evidence.meta(*_METAS["published"]["names"]):
        moment = read_machine(content, day_first)
        if moment and moment.precision is not Precision.YEAR:
            return moment, name
    for item in structured.items:
        for value in (item.get("datePublished"),):
            moment = read_machine(value, day_first) if isinstance(value, str) else None
            if moment:
                return moment, "json-ld"
    page = evidence.page
    for name in ("datepublished", "datecreated"):
        for number in evidence.properties.get(name, ()):
            attrs = page.nodes[number].attrs
            value = attrs.get("datetime") or attrs.get("content") or page.text_of(number)
            moment = read_machine(value, day_first)
            if moment:
                return moment, "microdata"
    moment = from_address(evidence.url)
    if moment:
        return moment, "address"
    shown = _at_headline(evidence, near, day_first)
    if shown[0]:
        return shown
    for name, content in evidence.meta(*_METAS["any"]["names"]):
        moment = read_machine(content, day_first)
        if moment and moment.precision is not Precision.YEAR:
            return moment, name
    return _elsewhere(evidence, near, day_first)


def _beside(evidence: Evidence, body: tuple[int, int], day_first: bool) -> tuple[Moment | None, str | None]:
    """A date in a short line right before the body, or right below it."""
    first, last = body
    pieces = evidence.page.pieces
    for numbers in (range(max(0, first - 8), first), range(max(0, last - 3), min(len(pieces), last + 8))):
        for number in numbers:
            text = pieces[number].text
            if len(text) <= 120 and "(@" not in text and "©" not in text:
                for found in find(text, day_first):
                    return found.moment, "shown"
    return None, None


def from_address(url: str | None) -> Moment | None:
    """The day in an address such as `/2025/11/19/`."""
    match = _ADDRESS.search(url or "")
    if match:
        month = match[2].lower()
        if not month.isdigit():
            month = str(months()[month[:3]])
        return read_machine(f"{match[1]}-{month.zfill(2)}-{match[3].zfill(2)}")
    match = _COMPACT.search(url or "")
    return read_machine(f"{match[1]}-{match[2]}-{match[3]}") if match else None


def _at_headline(
    evidence: Evidence, near: tuple[int, int], day_first: bool
) -> tuple[Moment | None, str | None]:
    """The date beside the headline: of a time element, else the first in words; one called that of
    publication goes before it."""
    for node, moment in _times(evidence, day_first):
        around = evidence.page.nodes[node].parent
        label = evidence.page.text_of(around if around >= 0 else node)[:60]
        if near[0] - 2 <= evidence.page.nodes[node].first <= near[1] and not _CHANGED.search(label):
            return moment, "time"
    first: Moment | None = None
    for before, moment in _written(evidence, near, day_first):
        if _CHANGED.search(before):
            continue
        if _ISSUED.search(before):
            return moment, "shown"
        first = first or moment
    return first, "shown" if first else None


def _elsewhere(
    evidence: Evidence, near: tuple[int, int], day_first: bool
) -> tuple[Moment | None, str | None]:
    """The date of a change beside the headline, one in an element called a date, a time element anywhere."""
    for _, moment in _written(evidence, near, day_first):
        return moment, "shown"
    page = evidence.page
    for number, node in enumerate(page.nodes):
        names = node.attrs.get("class", "") + " " + node.attrs.get("id", "")
        if node.last - node.first in (0, 1, 2) and len(names) > 1 and _DATE_NAMES.search(names):
            text = page.text_of(number)
            if 6 <= len(text) <= 120:
                for found in find(text, day_first):
                    return found.moment, "shown"
    for _, moment in _times(evidence, day_first):
        return moment, "time"
    for piece in page.pieces:
        if len(piece.text) <= _LINE and _ISSUED.search(piece.text):
            for found in find(piece.text, day_first):
                if _ISSUED.search(piece.text[max(0, found.start - 25) : found.start]):
                    return found.moment, "shown"
    for piece in page.pieces[near[0] : near[1]]:  # «Press notice of 25 January 2022 | Berlin: The minister …»
        if piece.kind is BlockKind.PARAGRAPH:
            for found in find(piece.text[:_OPENING], day_first):
                return found.moment, "shown"
    return None, None


def _times(evidence: Evidence, day_first: bool) -> Iterator[tuple[int, Moment]]:
    """The elements that carry a time for machines."""
    page = evidence.page
    for number, node in enumerate(page.nodes):
        if node.tag in ("time", "relative-time", "time-ago") or "datetime" in node.attrs:
            moment = read_machine(node.attrs.get("datetime") or page.text_of(number), day_first)
            if moment and moment.precision is not Precision.YEAR:
                yield number, moment


def _written(evidence: Evidence, near: tuple[int, int], day_first: bool) -> Iterator[tuple[str, Moment]]:
    """The dates in short lines beside the headline, with the words right before each."""
    for piece in evidence.page.pieces[max(0, near[0] - 4) : near[1]]:
        if len(piece.text) <= 160 and "(@" not in piece.text:
            for found in find(piece.text, day_first):
                yield piece.text[max(0, found.start - 25) : found.start], found.moment
