"""What stands for what a page did not tell."""

from __future__ import annotations

from datetime import UTC, datetime

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
