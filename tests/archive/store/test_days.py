"""The days of a place: in the order of its articles, each as often as it has some."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

import pytest

from archive.model import Moment, Place, Precision, Sort

DAYS = ("2023-03-14", "2016-01-02", None, "2023-03-14", None, "2024-02-01")


@pytest.fixture
def six(store, add, clock):
    for number, day in enumerate(DAYS):
        add(f"Text {number}.", published=day, url=f"https://www.harbour.example/{number}", tags=("water",))
        clock.forward(days=2)
    store.set_starred([1, 3, 4], True)
    store.set_binned([6], True)
    return store


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST])
@pytest.mark.parametrize(
    "place",
    [Place(), Place("unread"), Place("starred"), Place("bin"), Place("source", 1), Place("tag", "water")],
)
def test_the_days_stand_as_the_articles_do(six, place, sort):
    ids, days = six.ids_by_day(place, sort)
    assert list(ids) == list(six.ids(place, sort)) != []
    expected = groupby(DAYS[one - 1] for one in ids)
    assert list(days) == [(day, len(list(same))) for day, same in expected]


def test_what_was_added_lately_is_told_by_the_minute(six):
    ids, days = six.ids_by_day(Place("recent"))
    assert len(ids) == sum(count for _minute, count in days) > 1
    assert days[0][0] == "2025-06-09T12:00"
    assert [minute for minute, _count in days] == sorted((minute for minute, _count in days), reverse=True)


def test_the_newest_days_stand_by_the_clock(store, arrival, clock):
    job = store.begin_job("lately")
    told = (
        "2025-06-01T08:12",
        "2025-06-01",
        "2025-06-01T07:45+02:00",
        "2025-06-01T18:20",
        "2024-01-02T09:00",
    )
    for value in told:
        one = arrival(f"At {value}.", url=f"https://www.harbour.example/{value}")
        moment = Moment(value, Precision.MINUTE if "T" in value else Precision.DAY)
        store.add(job, [replace(one, article=replace(one.article, published=moment))])
    store.finish_job(job)
    assert list(store.ids_by_day(Place())[0]) == [4, 1, 3, 2, 5]
    assert list(store.ids_by_day(Place(), Sort.OLDEST)[0]) == [5, 3, 1, 4, 2]
