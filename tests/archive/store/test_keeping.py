"""When a backup is due and which ones stay: the policy alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from archive.store.keeping import SMALL, is_due, kept

NOON = datetime(2025, 6, 1, 12, 0, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
BACKUPS = st.lists(st.tuples(MOMENTS, st.integers(0, 100)), unique_by=lambda backup: backup[0], max_size=60)


def hours_ago(*hours: float) -> list[tuple[datetime, int]]:
    return [(NOON - timedelta(hours=number), 1) for number in hours]


def test_the_first_one_is_due_and_then_one_an_hour_or_a_day():
    assert is_due(None, NOON, 0)
    assert not is_due(NOON - timedelta(minutes=59), NOON, SMALL)
    assert is_due(NOON - timedelta(minutes=60), NOON, SMALL)
    assert not is_due(NOON - timedelta(hours=23), NOON, SMALL + 1)
    assert is_due(NOON - timedelta(hours=24), NOON, SMALL + 1)


def test_a_clock_that_was_put_back_makes_one_due():
    assert is_due(NOON + timedelta(days=3650), NOON, SMALL + 1)


def test_of_years_of_hourly_backups_hours_days_and_weeks_stay():
    staying = kept(hours_ago(*range(24 * 200)))
    assert len(staying) == 24 + 5 + 3  # the hours reach into yesterday; this week is among the days
    assert {time for time, _ in hours_ago(*range(24))} <= staying
    assert min(staying) > NOON - timedelta(weeks=5)


def test_a_year_without_use_takes_nothing_away():
    old = hours_ago(*(24 * (400 + day) for day in range(5)))
    assert kept([*old, *hours_ago(0)]) == {time for time, _ in [*old, *hours_ago(0)]}


def test_the_budget_takes_the_hours_first_and_never_the_two_newest():
    many = hours_ago(*range(12), 24, 48)
    assert kept(many, budget=4) == {time for time, _ in hours_ago(0, 1, 24, 48)}
    assert kept(many, budget=0) == {time for time, _ in hours_ago(0, 1)}


@given(BACKUPS, st.integers(0, 3000))
def test_the_newest_stay_and_thinning_twice_is_thinning_once(backups, budget):
    staying = kept(backups, budget)
    newest = {time for time, _ in sorted(backups)[-2:]}
    assert newest <= staying <= {time for time, _ in backups}
    assert len(staying) <= 2 + 7 + 4 + 24
    assert kept([backup for backup in backups if backup[0] in staying], budget) == staying
