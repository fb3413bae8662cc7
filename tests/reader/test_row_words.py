"""What stands for what a page did not tell."""

from __future__ import annotations

from datetime import UTC, date, datetime

from archive.model import Hit, ListRow, Moment, Precision, Snippet, Status
from reader import row_words

ADDED = datetime(2024, 5, 3, 9, 30, tzinfo=UTC)


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


def test_a_date_says_only_what_the_heading_does_not() -> None:
    def when(value: str, precision: Precision, today: date) -> str:
        row = ListRow(1, "A title", None, Moment(value, precision), ADDED, "", Status())
        return row_words.when_in_group(row, today)

    assert when("2024-03-14T08:12", Precision.MINUTE, date(2024, 3, 15)) == "08:12"
    assert when("2024-03-14T08:12", Precision.MINUTE, date(2024, 3, 16)) == "14 Mar"
    assert when("2024-03-14", Precision.DAY, date(2024, 3, 14)) == "14 Mar"
    assert when("2024-03", Precision.MONTH, date(2024, 3, 14)) == "Mar 2024"
    assert when("2025-03-14", Precision.DAY, date(2024, 3, 14)) == "14 Mar 2025"
    undated = ListRow(1, "A title", None, None, ADDED, "", Status())
    assert row_words.when_in_group(undated) == ""
