"""Headings of a list in order of time: which there are, what they say, and that no article is lost."""

from __future__ import annotations

from array import array
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from archive.model import ListRow, Moment, Place, Precision, Status
from reader.groups import heading_of, heading_over, put_in, with_headings, words_of

TODAY = date(2024, 3, 14)  # a Thursday


def said(when: str | None) -> str:
    return words_of(heading_of(when, TODAY), TODAY)


def test_days_then_weeks_then_months() -> None:
    assert said("2024-03-14") == "Today"
    assert said("2024-03-13") == "Yesterday"
    assert said("2024-03-12") == said("2024-03-11") == "Earlier this week"
    assert said("2024-03-10") == said("2024-03-04") == "Last week"
    assert said("2024-03-03") == said("2024-03-01") == "March 2024"
    assert said("2023-03-14") == "March 2023"
    assert said("2024-03-15") == "Dated ahead"
    assert said(None) == "No date"


def test_on_a_monday_yesterday_is_in_last_week_and_stands_alone() -> None:
    monday = date(2024, 3, 11)
    assert words_of(heading_of("2024-03-10", monday), monday) == "Yesterday"
    assert words_of(heading_of("2024-03-09", monday), monday) == "Last week"


def test_a_heading_says_another_thing_the_day_after() -> None:
    heading = heading_of("2024-03-14", TODAY)
    assert words_of(heading, TODAY + timedelta(1)) == "Yesterday"
    assert words_of(heading, TODAY + timedelta(9)) == "14 March 2024"
    assert words_of(heading_of("2024-03-12", TODAY), TODAY + timedelta(30)) == "Week of 11 March 2024"


@given(st.lists(st.tuples(st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(1, 4))))
def test_all_articles_stay_in_order_under_one_heading_each(days: list[tuple[date | None, int]]) -> None:
    days.sort(key=lambda one: one[0] or date.min, reverse=True)
    ids = array("q", range(1, sum(count for _day, count in days) + 1))
    shown = with_headings(ids, [(day and day.isoformat(), count) for day, count in days], TODAY)
    assert [one for one in shown if one > 0] == list(ids)
    headings = [one for one in shown if one < 0]
    assert len(set(headings)) == len(headings)
    assert not ids or shown[0] < 0


def test_what_is_read_stays_under_its_heading_though_the_heading_went() -> None:
    now = datetime(2024, 3, 14, 12, tzinfo=UTC)
    moment = Moment("2024-03-13", Precision.DAY)
    row = ListRow(7, "A title", None, moment, now, "", Status(is_read=True))
    heading = heading_over(row, Place("unread"), TODAY)
    without = with_headings(array("q", [1, 9]), [("2024-03-14", 1), ("2024-01-02", 1)], TODAY)
    put_in(without, 3, 7, heading)
    assert list(without) == [without[0], 1, heading, 7, heading_of("2024-01-02", TODAY), 9]
    beside = with_headings(array("q", [1, 8]), [("2024-03-14", 1), ("2024-03-13", 1)], TODAY)
    put_in(beside, 3, 7, heading)
    assert list(beside) == [beside[0], 1, heading, 7, 8]
