"""When a backup is due, and which ones are let go: two pure functions."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime, timedelta

SMALL = 50_000_000
"""Bytes. A library up to this size is copied every hour of use in which it changed, a larger one daily."""

_A_DAY = timedelta(days=1)

BUDGET = 2_000_000_000
"""Bytes that all copies of one `library.db` may take; the two newest are kept whatever they take."""


def is_due(newest: datetime | None, now: datetime, size: int) -> bool:
    """True when a changed library of `size` bytes should be copied; a clock that was put back makes it so."""
    if newest is None or now < newest:
        return True
    return now - newest >= (timedelta(hours=1) if size <= SMALL else timedelta(days=1))


def kept(backups: Sequence[tuple[datetime, int]], budget: int = BUDGET) -> set[datetime]:
    """Of backups with their sizes, the times of those to keep.

    The two newest; the newest of each of the last 7 days and 4 weeks that have one, and of each hour of the
    last 24; in this order as long as the budget lasts. Counted from the newest backup and never from today:
    a wrong clock, or a year without use, takes none away.
    """
    newest_first = sorted(backups, reverse=True)
    wanted = newest_first[:2]
    wanted += _newest_of_each(newest_first, _day, 7)
    wanted += _newest_of_each(newest_first, _week, 4)
    wanted += _newest_of_each([b for b in newest_first if newest_first[0][0] - b[0] < _A_DAY], _hour, 24)
    chosen: set[datetime] = set()
    for time, size in dict.fromkeys(wanted):
        budget -= size
        if budget >= 0 or len(chosen) < 2:
            chosen.add(time)
    return chosen


def _newest_of_each(
    newest_first: Sequence[tuple[datetime, int]], slot: Callable[[datetime], Hashable], number: int
) -> list[tuple[datetime, int]]:
    found: dict[Hashable, tuple[datetime, int]] = {}
    for backup in newest_first:
        found.setdefault(slot(backup[0]), backup)
    return list(found.values())[:number]


def _hour(time: datetime) -> Hashable:
    return time.date(), time.hour


def _day(time: datetime) -> Hashable:
    return time.date()


def _week(time: datetime) -> Hashable:
    return time.isocalendar()[:2]
