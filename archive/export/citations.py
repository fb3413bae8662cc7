"""One article as a reference: in the three styles that people are asked for, and in three formats.

APA (7th edition), Chicago (17th, bibliography), MLA (9th), each for an article of a newspaper on the web;
BibTeX, RIS and CSL-JSON for programs. The library's own small formatter: citeproc-py 0.11 repeats the title
where a paper names no writer, and adds «Edition» to each of Chicago's references.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from archive.export import safe
from archive.model import Moment, StoredArticle, content_key

_MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]
_SHORT = {month: f"{month[:3]}." for month in _MONTHS} | {
    "May": "May",
    "June": "June",
    "July": "July",
    "September": "Sept.",
}
_PARTICLES = frozenset(
    (
        *("al", "ap", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "dos", "du", "el"),
        *("ibn", "la", "le", "ten", "ter", "van", "von", "y", "zu"),
    )
)
_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))
_NOT_PEOPLE = re.compile(
    r"\b(?:agency|agencies|associated|board|bureau|center|centre|correspondents?|desk|editorial|editors?|group"
    r"|institute|journalists?|media|news|newsroom|office|organi[sz]ation|post|press|project|reporters?|service"
    r"|services|staff|team|times|union|university|wires?|writers?)\b",
    re.IGNORECASE,
)


class Name(NamedTuple):
    """A writer: `given` is empty for an agency, and for a name in one word."""

    family: str
    given: str = ""


class _Work(NamedTuple):
    title: str
    names: tuple[Name, ...]
    source: str
    published: Moment | None
    address: str
    language: str
    accessed: str


def cite(stored: StoredArticle, style: str) -> str:
    """The reference in one of `STYLES`. Raises `KeyError` for another."""
    article = stored.article
    source = stored.source.name if stored.source else article.source or ""
    return STYLES[style](
        _Work(
            title=safe.line(article.title),
            names=tuple(name_of(safe.line(author), source) for author in article.authors),
            source=safe.line(source),
            published=article.published,
            address=safe.address(article.url) or "",
            language=safe.language(article.language) or "",
            accessed=stored.added_at.date().isoformat(),
        )
    )


def name_of(words: str, source: str = "") -> Name:
    """Family and given name of a writer as a page writes it; an agency's name stays whole."""
    family, comma, given = words.partition(",")
    if comma and given.strip().lower() not in _SUFFIXES:
        return Name(family.strip(), given.strip())
    parts = family.split()
    if len(parts) < 2 or _NOT_PEOPLE.search(words) or content_key(words) == content_key(source):
        return Name(words)
    first = len(parts) - 1
    if parts[first].lower() in _SUFFIXES and first > 1:
        first -= 1
    while first > 1 and parts[first - 1].lower() in _PARTICLES:
        first -= 1
    ending = f", {given.strip()}" if comma else ""
    return Name(" ".join(parts[first:]), " ".join(parts[:first]) + ending)


# ---------------------------------------------------------------- for people


def _apa(work: _Work) -> str:
    names = [f"{n.family}, {_initials(n.given)}" if n.given else n.family for n in work.names]
    if len(names) > 20:
        names = [*names[:19], "…", names[-1]]
    who = names[0] if len(names) == 1 else ", ".join(names[:-1]) + f", & {names[-1]}" if names else ""
    when = f"({_date(work.published, '{year}, {month} {day}') or 'n.d.'})"
    title = _ended(work.title)
    start = [f"{_ended(who)} {when}.", title] if who else [title, f"{when}."]
    return _joined([*start, _ended(work.source), work.address])


def _chicago(work: _Work) -> str:
    names = _in_order(work.names, most=10)
    who = names or work.source  # an unsigned article stands under its paper
    when = _date(work.published, "{month} {day}, {year}") or "n.d."
    place = f"{work.source}, {when}" if names and work.source else when
    return _joined([_ended(who), f"“{_ended(_inner(work.title))}”", _ended(place), _ended(work.address)])


def _mla(work: _Work) -> str:
    names = work.names
    who = _in_order(names[:1], most=1) + ", et al" if len(names) > 2 else _in_order(names, most=2)
    when = _date(work.published, "{day} {short} {year}")
    place = ", ".join(part for part in (work.source, when, work.address) if part)
    return _joined([_ended(who), f"“{_ended(_inner(work.title))}”", _ended(place)])


def _plain(work: _Work) -> str:
    who = ", ".join(f"{n.given} {n.family}".strip() for n in work.names)
    when = _date(work.published, "{day} {month} {year}")
    return ", ".join(
        part for part in (who, f"“{_inner(work.title)}”", work.source, when, work.address) if part
    )


def _in_order(names: Sequence[Name], most: int) -> str:
    """The first writer under the family name, the others as they are called."""
    if not names:
        return ""
    first = f"{names[0].family}, {names[0].given}" if names[0].given else names[0].family
    others = [f"{n.given} {n.family}".strip() for n in names[1:]]
    if len(names) > most:
        return ", ".join([first, *others[:6]]) + ", et al"
    return f"{', '.join([first, *others[:-1]])}, and {others[-1]}" if others else first


def _initials(given: str) -> str:
    return " ".join("-".join(f"{p[0]}." for p in part.split("-") if p) for part in given.split())


def _inner(title: str) -> str:
    """Quotation marks inside of quotation marks."""
    return re.sub(r'"([^"]*)"', r"‘\1’", title).replace("“", "‘").replace("”", "’")


def _ended(words: str) -> str:
    return words if not words or words.rstrip("”’\"'").endswith((".", "?", "!", "…")) else f"{words}."


def _joined(parts: Sequence[str]) -> str:
    return " ".join(part for part in parts if part and part not in ("“”", "“.”"))


def _date(moment: Moment | None, form: str) -> str:
    """As much of a date as is known, in the order of `form`."""
    if moment is None:
        return ""
    year, month, day = [*moment.value[:10].split("-"), "", ""][:3]
    name = _MONTHS[int(month) - 1] if month else ""
    said = form.format(year=year, month=name, short=_SHORT.get(name, ""), day=day.lstrip("0"))
    return re.sub(r"\s+", " ", re.sub(r"[\s,]+,", ",", said)).strip(" ,") if month else year


# ---------------------------------------------------------------- for programs

_TEX = re.compile(r"[\\{}$&#^_~%]")
_TEX_WORDS = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def _bibtex(work: _Work) -> str:
    """BibTeX's `article`, in UTF-8, which biber and all of today's programs read."""
    year = work.published.day[:4] if work.published else ""
    month = work.published.value[5:7] if work.published else ""
    word = next((w for w in re.findall(r"\w+", work.title.lower()) if len(w) > 3), "article")
    who = re.sub(r"\W", "", work.names[0].family if work.names else work.source).lower() or "anon"
    names = [f"{n.family}, {n.given}" if n.given else f"{{{_tex(n.family)}}}" for n in work.names]
    fields = {
        "author": " and ".join(name if name.startswith("{") else _tex(name) for name in names),
        "title": f"{{{_tex(work.title)}}}",
        "journal": _tex(work.source),
        "year": year,
        "month": month and _MONTHS[int(month) - 1][:3].lower(),
        "date": work.published.value[:10] if work.published else "",
        "url": re.sub(r"[{}\\]", "", work.address),
        "urldate": work.accessed,
        "langid": work.language,
    }
    lines = [
        f"  {key} = {value}," if key == "month" else f"  {key} = {{{value}}},"
        for key, value in fields.items()
        if value and value != "{}"
    ]
    return "\n".join([f"@article{{{who}{year}{word},", *lines, "}"]) + "\n"


def _tex(words: str) -> str:
    return _TEX.sub(lambda found: _TEX_WORDS.get(found[0], "\\" + found[0]), words)


def _ris(work: _Work) -> str:
    day = work.published.value[:10].replace("-", "/") if work.published else ""
    lines = [("TY", "NEWS")]
    lines += [("AU", f"{n.family}, {n.given}" if n.given else n.family) for n in work.names]
    lines += [("TI", work.title), ("T2", work.source), ("PY", day[:4]), ("DA", day), ("UR", work.address)]
    lines += [("Y2", work.accessed.replace("-", "/")), ("LA", work.language)]
    return "".join(f"{tag}  - {value}\n" for tag, value in lines if value) + "ER  - \n"


def _csl(work: _Work) -> str:
    """CSL-JSON, from which any program makes any of the ten thousand styles."""
    names = [{"family": n.family, "given": n.given} if n.given else {"literal": n.family} for n in work.names]
    day = [int(part) for part in work.published.value[:10].split("-")] if work.published else []
    values = {
        "id": work.address or work.title,
        "type": "article-newspaper",
        "title": work.title,
        "author": names,
        "container-title": work.source,
        "issued": {"date-parts": [day]} if day else None,
        "URL": work.address,
        "accessed": {"date-parts": [[int(part) for part in work.accessed.split("-")]]},
        "language": work.language,
    }
    return json.dumps([{key: value for key, value in values.items() if value}], ensure_ascii=False, indent=2)


STYLES: Mapping[str, Callable[[_Work], str]] = {
    "plain": _plain,
    "apa": _apa,
    "chicago": _chicago,
    "mla": _mla,
    "bibtex": _bibtex,
    "ris": _ris,
    "csl-json": _csl,
}
