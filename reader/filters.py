"""What narrows a search besides its words: each filter is a chip, and is asked in the query language.
Knows no Qt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from reader.i18n import _

FilterKind = Literal["source", "date", "author", "tag", "language", "notes"]
KINDS: tuple[FilterKind, ...] = ("source", "date", "author", "tag", "language", "notes")
NOTES = ("note", "highlight")
"""What an article can have of the person's."""

_FIELDS: dict[FilterKind, str] = {
    "source": "source",
    "date": "date",
    "author": "by",
    "tag": "tag",
    "language": "lang",
    "notes": "has",
}
_POINT = re.compile(r"(\d{4})(?:-(0?[1-9]|1[0-2])(?:-(0?[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Filter:
    """One kind of narrowing. `values` are names, tags, codes or some of `NOTES`, any of which will do.

    Of a date they are the first and the last point, `2019` or `2019-03` or `2019-03-14`; an
    empty one is open.
    `leaves_out`: what has them is left out instead.
    """

    kind: FilterKind
    values: tuple[str, ...]
    leaves_out: bool = False

    @property
    def is_set(self) -> bool:
        return any(self.values)


Filters = tuple[Filter, ...]


def years(first: int, last: int) -> Filter:
    """The date filter from one year to another, both included."""
    return Filter("date", (str(min(first, last)), str(max(first, last))))


def point(typed: str) -> str | None:
    """A date as it was typed, in order: `2019-3` is `2019-03`; "" is empty; None is no date."""
    typed = typed.strip()
    if not typed:
        return ""
    found = _POINT.fullmatch(typed.replace("/", "-").replace(".", "-"))
    if found is None:
        return None
    return "-".join(part if len(part) > 2 else f"{int(part):02}" for part in found.groups() if part)


def written(filters: Iterable[Filter]) -> str:
    """All filters in the query language."""
    return " ".join(_written(one) for one in filters if one.is_set)


def _written(one: Filter) -> str:
    minus = "-" if one.leaves_out else ""
    if one.kind == "date":
        first, last = one.values
        return f"{minus}date:{first}..{last}" if first != last else f"{minus}date:{first}"
    field = _FIELDS[one.kind]
    parts = [f'{minus}{field}:"{value.replace(chr(34), " ")}"' for value in one.values]
    return " ".join(parts) if one.leaves_out or len(parts) == 1 else f"({' OR '.join(parts)})"


_VALUE = rf'(?:{"|".join(field for kind, field in _FIELDS.items() if kind != "date")}):"[^"]*"'
_WRITTEN = re.compile(rf"-?date:(\S*)|\(({_VALUE}(?: OR {_VALUE})*)\)|-?{_VALUE}")
_KINDS: dict[str, FilterKind] = {field: kind for kind, field in _FIELDS.items()}


def read(text: str) -> tuple[Filters, str]:
    """The filters that `written` wrote, and what else there stands."""
    found: dict[FilterKind, Filter] = {}
    for match in _WRITTEN.finditer(text):
        leaves_out = match[0].startswith("-")
        if match[1] is not None:
            first, dots, last = match[1].partition("..")
            found["date"] = Filter("date", (first, last if dots else first), leaves_out)
            continue
        for value in re.findall(_VALUE, match[0]):
            field, _colon, quoted = value.partition(":")
            kind = _KINDS[field]
            before = found[kind].values if kind in found else ()
            found[kind] = Filter(kind, (*before, quoted.strip('"')), leaves_out)
    rest = " ".join(_WRITTEN.sub(" ", text).split())
    return tuple(found[kind] for kind in KINDS if kind in found), rest


def of_kind(filters: Filters, kind: FilterKind) -> Filter:
    """The filter of a kind; an empty one where none is set."""
    unset = Filter(kind, ("", "") if kind == "date" else ())
    return next((one for one in filters if one.kind == kind), unset)


def put(filters: Filters, new: Filter) -> Filters:
    """The filters with this one in its kind's place; one that says nothing is taken out."""
    rest = {one.kind: one for one in filters if one.kind != new.kind}
    if new.is_set:
        rest[new.kind] = new
    return tuple(rest[kind] for kind in KINDS if kind in rest)


def without(filters: Filters, kind: FilterKind) -> Filters:
    return tuple(one for one in filters if one.kind != kind)


def toggled(one: Filter, value: str) -> Filter:
    """With this value, or without it where it was there."""
    values = tuple(v for v in one.values if v != value) if value in one.values else (*one.values, value)
    return replace(one, values=values)


def kind_name(kind: FilterKind) -> str:
    return {
        "source": _("Source"),
        "date": _("Date"),
        "author": _("Writer"),
        "tag": _("Tag"),
        "language": _("Language"),
        "notes": _("Has notes"),
    }[kind]


def any_of(kind: FilterKind) -> str:
    """What a search without this filter is called: «Any year»."""
    return {
        "source": _("Any source"),
        "date": _("Any date"),
        "author": _("Any writer"),
        "tag": _("Any tag"),
        "language": _("Any language"),
        "notes": _("With notes or without"),
    }[kind]
