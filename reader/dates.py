"""Dates as the person's language writes them."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale

from archive.model import Moment, Precision
from reader.i18n import _


def list_date(moment: Moment | None) -> str:
    """«14 Mar 2023», as exact as the page was; «No date» without one."""
    return _written(moment, "d MMM yyyy", "MMM yyyy") if moment else _("No date")


def long_date(moment: Moment | date | datetime) -> str:
    """«14 March 2023»."""
    if isinstance(moment, Moment):
        return _written(moment, _long_pattern(), "MMMM yyyy")
    return QLocale().toString(QDate(moment.year, moment.month, moment.day), _long_pattern())


def _long_pattern() -> str:
    # Spanish and Portuguese put «de» between the parts: take it from the language's own long form
    pattern = QLocale().dateFormat(QLocale.FormatType.LongFormat)
    return "d 'de' MMMM 'de' yyyy" if "'de'" in pattern else "d MMMM yyyy"


def _written(moment: Moment, day: str, month: str) -> str:
    when = moment.date
    if moment.precision is Precision.YEAR:
        return str(when.year)
    pattern = month if moment.precision is Precision.MONTH else day
    return QLocale().toString(QDate(when.year, when.month, when.day), pattern)
