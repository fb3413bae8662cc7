"""Dates as the person's language writes them, in the window and in a terminal. Knows no Qt."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from gettext import NullTranslations

from archive.model import Moment, Precision
from reader.i18n import _, catalogue, pgettext


def list_date(moment: Moment | None) -> str:
    """«14 Mar 2023», as exact as the page was; «No date» without one."""
    if moment is None:
        return _("No date")
    if moment.precision is Precision.YEAR:
        return str(moment.date.year)
    month = _short_months(catalogue())[moment.date.month - 1]
    if moment.precision is Precision.MONTH:
        return pgettext("short date", "{month} {year}").format(month=month, year=moment.date.year)
    return pgettext("short date", "{day} {month} {year}").format(
        day=moment.date.day, month=month, year=moment.date.year
    )


def long_date(moment: Moment | date | datetime | None) -> str:
    """«14 March 2023», as exact as the page was; «No date» without one."""
    if moment is None:
        return _("No date")
    day, precision = moment, Precision.DAY
    if isinstance(moment, Moment):
        day, precision = moment.date, moment.precision
    assert isinstance(day, date)
    if precision is Precision.YEAR:
        return str(day.year)
    if precision is Precision.MONTH:
        return long_month(day)
    return _("{day} {month} {year}").format(
        day=day.day, month=_months(catalogue())[day.month - 1], year=day.year
    )


def long_month(day: date) -> str:
    """«March 2023»."""
    return _("{month} {year}").format(month=_months(catalogue())[day.month - 1], year=day.year)


def short_day(day: date) -> str:
    """«14 Mar», where the year is told elsewhere."""
    return pgettext("short day", "{day} {month}").format(
        day=day.day, month=_short_months(catalogue())[day.month - 1]
    )


@lru_cache(maxsize=4)
def _months(_language: NullTranslations) -> tuple[str, ...]:
    return (
        _("January"),
        _("February"),
        _("March"),
        _("April"),
        _("May"),
        _("June"),
        _("July"),
        _("August"),
        _("September"),
        _("October"),
        _("November"),
        _("December"),
    )


@lru_cache(maxsize=4)
def _short_months(_language: NullTranslations) -> tuple[str, ...]:
    return (
        pgettext("short month", "Jan"),
        pgettext("short month", "Feb"),
        pgettext("short month", "Mar"),
        pgettext("short month", "Apr"),
        pgettext("short month", "May"),
        pgettext("short month", "Jun"),
        pgettext("short month", "Jul"),
        pgettext("short month", "Aug"),
        pgettext("short month", "Sep"),
        pgettext("short month", "Oct"),
        pgettext("short month", "Nov"),
        pgettext("short month", "Dec"),
    )
