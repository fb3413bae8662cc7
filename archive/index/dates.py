"""The dates of a query: a year, a month, a day, or a range of them."""

from __future__ import annotations

import re

from archive.index.tree import Dates

EARLIEST, LATEST = 0, 99991231

_POINT = r"\d{4}(?:-(?:0?[1-9]|1[0-2])(?:-(?:0?[1-9]|[12]\d|3[01]))?)?"
_RANGE = re.compile(rf"({_POINT})?\s*(?:\.\.+|…|–)\s*({_POINT})?")
_YEARS = re.compile(r"(\d{4})-(\d{4})")


def read_dates(name: str, value: str) -> Dates | None:
    """The range that `date:`, `after:` or `before:` with this value names; None where it names none."""
    if name == "date":
        match = _RANGE.fullmatch(value) or _YEARS.fullmatch(value)
        if match and (match[1] or match[2]):
            low, high = match[1], match[2]
            if low and high and _first(low) > _last(high):
                low, high = high, low
            first, last = (_first(low) if low else EARLIEST), (_last(high) if high else LATEST)
            return Dates(max(first, EARLIEST + 1), last, f"date:{low or ''}..{high or ''}")
    if not re.fullmatch(_POINT, value):
        return None
    if name == "after":
        return Dates(_last(value) + 1, LATEST, f"after:{value}")
    if name == "before":
        return Dates(EARLIEST + 1, _first(value) - 1, f"before:{value}")
    return Dates(_first(value), _last(value), f"date:{value}")


def day_number(day: str | None) -> int:
    """`YYYY-MM-DD` as yyyymmdd; 0 for an article without a date."""
    return int(day.replace("-", "")) if day else 0


def _parts(point: str) -> list[int]:
    return [int(part) for part in point.split("-")]


def _first(point: str) -> int:
    year, month, day = (*_parts(point), 0, 0)[:3]
    return year * 10000 + month * 100 + day


def _last(point: str) -> int:
    year, month, day = (*_parts(point), 99, 99)[:3]
    return year * 10000 + month * 100 + day
