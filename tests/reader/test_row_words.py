"""What stands for what a page did not tell."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QLocale

from archive.model import Hit, ListRow, Moment, Precision, Snippet, Status
from reader import row_words
from reader.dates import list_date, long_date

ADDED = datetime(2024, 5, 3, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english() -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


def test_a_page_that_told_nothing() -> None:
    bare = ListRow(1, "  ", None, None, ADDED, "", Status())
    assert row_words.title_of(bare) == "Untitled page, added 3 May 2024"
    assert row_words.source_of(bare) == "Unknown source"
    assert row_words.spoken(bare, None) == (
        "Unread. Untitled page, added 3 May 2024. Unknown source, No date."
    )


def test_everything_is_said_in_order() -> None:
    row = ListRow(
        1,
        "Vote at sixteen.",
        "Harbour Gazette",
        Moment("2023-03-14T09:30", Precision.MINUTE),
        ADDED,
        "",
        Status(is_read=True, is_starred=True),
    )
    hit = Hit(1, 1.0, Snippet(""), 1, Snippet(""))
    assert row_words.spoken(row, hit) == ("Vote at sixteen. Harbour Gazette, 14 March 2023. 1 hit. Starred.")


@pytest.mark.parametrize(
    ("value", "precision", "short", "long"),
    [
        ("2023", Precision.YEAR, "2023", "2023"),
        ("2023-03", Precision.MONTH, "Mar 2023", "March 2023"),
        ("2023-03-14", Precision.DAY, "14 Mar 2023", "14 March 2023"),
    ],
)
def test_a_date_is_as_exact_as_the_page(value: str, precision: Precision, short: str, long: str) -> None:
    moment = Moment(value, precision)
    assert list_date(moment) == short
    assert long_date(moment) == long


def test_spanish_dates_have_their_de() -> None:
    QLocale.setDefault(QLocale("es_ES"))
    assert long_date(Moment("2023-03-14", Precision.DAY)) == "14 de marzo de 2023"
