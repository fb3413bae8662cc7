"""Headings in a list that is in order of time: each is a row of its own, told by a number below zero.

Knows no Qt.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from archive.model import ListRow, Place
from reader.dates import long_date, long_month
from reader.i18n import _

Days = Sequence[tuple[str | None, int]]
"""A day, or a minute in UTC, and how many articles in a row have it; None: no date."""

_AHEAD, _DAY, _WEEK, _MONTH, _UNDATED = range(1, 6)
_KINDS = 8


def heading_of(when: str | None, today: date) -> int:
    """The heading over an article of this day (or minute in UTC): a day, a week or a month."""
    if when is None:
        return -_UNDATED
    day = date.fromisoformat(when[:10])
    if len(when) > 10:
        day = datetime.fromisoformat(when).replace(tzinfo=UTC).astimezone().date()
    if day > today:
        return -_AHEAD
    if (today - day).days < 2:
        return _number(day, _DAY)
    monday = day - timedelta(day.weekday())
    if (today - monday).days < today.weekday() + 8:
        return _number(monday, _WEEK)
    return _number(day.replace(day=1), _MONTH)


def words_of(heading: int, today: date) -> str:
    """What a heading says on this day."""
    ordinal, kind = divmod(-heading, _KINDS)
    if kind == _UNDATED:
        return _("No date")
    if kind == _AHEAD:
        return _("Dated ahead")
    day = date.fromordinal(ordinal)
    ago = (today - day).days
    if kind == _MONTH:
        return long_month(day)
    if kind == _WEEK:
        if ago < 7:
            return _("Earlier this week")
        return _("Last week") if ago < 14 else _("Week of {date}").format(date=long_date(day))
    return {0: _("Today"), 1: _("Yesterday")}.get(ago) or long_date(day)


def with_headings(ids: array[int], days: Days, today: date) -> array[int]:
    """The same articles in the same order, with a heading before each group."""
    found: array[int] = array("q")
    at, last = 0, 0
    for when, count in days:
        heading = heading_of(when, today)
        if heading != last:
            found.append(heading)
            last = heading
        found += ids[at : at + count]
        at += count
    return found


def heading_over(row: ListRow, place: Place, today: date) -> int:
    """The heading that an article stands under in a place."""
    if place.kind == "recent":
        return heading_of(row.added_at.astimezone(UTC).isoformat()[:16], today)
    return heading_of(row.published.day if row.published else None, today)


def put_in(ids: array[int], row: int, article: int, heading: int) -> None:
    """Put an article at a row of a list with headings; where its heading is gone, that too."""
    row = min(row, len(ids))
    if heading not in ids:
        row = max(0, row - 1)
        ids.insert(row, heading)
        row += 1
    ids.insert(row, article)


def _number(day: date, kind: int) -> int:
    return -(day.toordinal() * _KINDS + kind)
