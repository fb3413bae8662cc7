"""The index follows the store: whatever changes, however often, it ends in step."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.cancel import CancelToken
from archive.errors import DiskFull
from archive.follower import Follower, Ports


class Sides:
    """A store and an index in memory."""

    def __init__(self) -> None:
        self.store: dict[int, int] = {}
        self.index: dict[int, int] = {}
        self.failing = self.breaking = False
        self.slow = threading.Event()
        self.slow.set()
        self.writing = threading.Event()

    def write(self, ids: list[int], cancel: CancelToken) -> bool:
        seen = {i: self.store[i] for i in ids if i in self.store}
        self.writing.set()
        self.slow.wait(5)
        if self.breaking:
            raise KeyError("a fault of ours")
        if self.failing:
            raise DiskFull(path="index")
        empty = not self.index
        for i in ids:
            self.index.pop(i, None)
        self.index.update(seen)
        return empty

    def follower(self) -> Follower:
        return Follower(
            Ports(
                wanted=lambda: list(self.store.items()),
                known=lambda: dict(self.index),
                write=self.write,
                discard=self.index.clear,
            )
        )


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 9), st.booleans()), max_size=30))
def test_any_row_of_changes_ends_in_step(steps: list[tuple[int, bool]]) -> None:
    sides = Sides()
    follower = sides.follower()
    for revision, (article, stays) in enumerate(steps):
        if stays:
            sides.store[article] = revision
        else:
            sides.store.pop(article, None)
        follower.changed([article])
    follower.settle()
    follower.close()
    assert sides.index == sides.store


def test_a_change_during_the_writing_is_written_too() -> None:
    sides = Sides()
    follower = sides.follower()
    sides.store[1] = 1
    sides.slow.clear()
    follower.changed([1])
    assert sides.writing.wait(5)
    sides.store[1] = 2
    follower.changed([1])
    sides.slow.set()
    follower.settle()
    follower.close()
    assert sides.index == {1: 2}


def test_it_catches_up_with_what_a_crash_left_undone() -> None:
    sides = Sides()
    sides.store = dict.fromkeys(range(1, 500), 1)
    sides.index = {1: 1, 2: 0, 900: 1}
    follower = sides.follower()
    follower.catch_up()
    follower.settle()
    follower.close()
    assert sides.index == sides.store


def test_a_failure_is_told_and_the_next_change_tries_again() -> None:
    sides = Sides()
    sides.failing = True
    sides.store = {1: 1}
    follower = sides.follower()
    follower.changed([1])
    with pytest.raises(DiskFull):
        follower.settle()
    assert follower.pending == 1
    sides.failing = False
    sides.store[2] = 1
    follower.changed([2])
    follower.settle()
    follower.close()
    assert sides.index == {1: 1, 2: 1}


def test_starting_over_builds_all_of_it_again() -> None:
    sides = Sides()
    sides.store = {1: 1, 2: 1}
    sides.index = {1: 1, 7: 7}
    follower = sides.follower()
    follower.start_over()
    follower.settle()
    follower.close()
    assert sides.index == sides.store


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_nobody_waits_for_ever_when_it_breaks() -> None:
    sides = Sides()
    sides.breaking = True
    sides.store = {1: 1}
    follower = sides.follower()
    follower.changed([1])
    with pytest.raises(RuntimeError) as broke:
        follower.settle()
    assert isinstance(broke.value.__cause__, KeyError)
    sides.breaking = False
    sides.store[2] = 1
    follower.changed([2])
    follower.settle()
    follower.close()
    assert sides.index == {1: 1, 2: 1}
