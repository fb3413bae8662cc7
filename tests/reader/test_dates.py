"""Dates are as exact as the page was, and as the person's language writes them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from babel.dates import get_month_names

from archive.model import Moment, Precision
from reader.dates import list_date, long_date
from reader.i18n import languages, use_languages


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    use_languages(["en"])
    yield
    use_languages(["en"])


@pytest.mark.parametrize(
    ("value", "precision", "short", "long"),
    [
        ("2023", Precision.YEAR, "2023", "2023"),
        ("2023-03", Precision.MONTH, "Mar 2023", "March 2023"),
        ("2023-03-14", Precision.DAY, "14 Mar 2023", "14 March 2023"),
        ("2023-12-01T09:30", Precision.MINUTE, "1 Dec 2023", "1 December 2023"),
    ],
)
def test_a_date_is_as_exact_as_the_page(value: str, precision: Precision, short: str, long: str) -> None:
    moment = Moment(value, precision)
    assert (list_date(moment), long_date(moment)) == (short, long)


def test_days_of_the_calendar_and_none() -> None:
    assert long_date(date(2023, 3, 14)) == "14 March 2023"
    assert long_date(datetime(2023, 3, 14, 23, 59, tzinfo=UTC)) == "14 March 2023"
    assert (list_date(None), long_date(None)) == ("No date", "No date")


def test_spanish_dates_have_their_de() -> None:
    use_languages(["es"])
    day, month = Moment("2023-03-12", Precision.DAY), Moment("2023-03", Precision.MONTH)
    assert (list_date(day), long_date(day)) == ("12 mar 2023", "12 de marzo de 2023")
    assert (list_date(month), long_date(month)) == ("mar 2023", "marzo de 2023")


@pytest.mark.parametrize("language", languages())
def test_each_month_has_the_name_that_the_language_gives_it(language: str) -> None:
    """Held against the Unicode CLDR, which Babel carries."""
    use_languages([language])
    days = [date(2023, n, 1) for n in range(1, 13)]
    names = get_month_names("wide", locale=language)
    assert [names[day.month] in long_date(day) for day in days] == [True] * 12
    short = get_month_names("abbreviated", locale=language)
    told = [list_date(Moment(day.isoformat(), Precision.DAY)) for day in days]
    assert [short[day.month] in words for day, words in zip(days, told, strict=True)] == [True] * 12
