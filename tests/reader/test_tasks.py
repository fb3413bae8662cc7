"""Lanes: the newest question wins, errors have a road home, closing waits."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from archive.cancel import CancelToken
from archive.errors import ArchiveError, DiskFull
from reader.tasks import Lane, Tasks


class Heard:
    def __init__(self) -> None:
        self.errors: list[ArchiveError] = []


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def tasks(qapp: object, heard: Heard) -> Iterator[Tasks]:
    made = Tasks(heard.errors.append)
    yield made
    made.close()


def test_work_happens_elsewhere_and_the_answer_at_home(tasks: Tasks, qtbot: QtBot) -> None:
    threads: list[str] = []
    answers: list[int] = []

    def work(token: CancelToken) -> int:
        threads.append(threading.current_thread().name)
        return 41

    def done(answer: int) -> None:
        threads.append(threading.current_thread().name)
        answers.append(answer)

    tasks.run(work, done, lane=Lane.OPEN)
    qtbot.waitUntil(lambda: answers == [41])
    assert threads == ["lane-open", "MainThread"]


def test_the_newest_question_wins(tasks: Tasks, qtbot: QtBot) -> None:
    answers: list[str] = []
    gate = threading.Event()

    def slow(token: CancelToken) -> str:
        gate.wait(5)
        return "sen"

    tasks.run(slow, answers.append, lane=Lane.SEARCH, replaces="search")
    tasks.run(lambda token: "senate", answers.append, lane=Lane.SEARCH, replaces="search")
    gate.set()
    qtbot.waitUntil(lambda: "senate" in answers)
    assert answers == ["senate"]


def test_lanes_do_not_wait_for_one_another(tasks: Tasks, qtbot: QtBot) -> None:
    gate = threading.Event()
    answers: list[bool] = []
    tasks.run(lambda token: gate.wait(5), answers.append, lane=Lane.BACKGROUND)
    opened: list[int] = []
    tasks.run(lambda token: 1, opened.append, lane=Lane.OPEN)
    qtbot.waitUntil(lambda: opened == [1])
    assert answers == []
    gate.set()
    qtbot.waitUntil(lambda: answers == [True])


def test_a_known_failure_takes_the_road_it_was_given(tasks: Tasks, heard: Heard, qtbot: QtBot) -> None:
    def work(token: CancelToken) -> None:
        raise DiskFull(path="/x")

    own: list[ArchiveError] = []
    tasks.run(work, lambda answer: None, lane=Lane.WRITE, failed=own.append)
    tasks.run(work, lambda answer: None, lane=Lane.WRITE)
    qtbot.waitUntil(lambda: len(heard.errors) == 1)
    assert len(own) == 1


def test_a_bug_reaches_the_hook_even_when_nobody_wants_the_answer(
    tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: seen.append(kind))
    gate, begun = threading.Event(), threading.Event()

    def work(token: CancelToken) -> None:
        begun.set()
        gate.wait(5)
        raise ZeroDivisionError

    token = tasks.run(work, lambda answer: None, lane=Lane.OPEN)
    begun.wait(5)
    token.cancel()
    gate.set()
    qtbot.waitUntil(lambda: seen == [ZeroDivisionError])


def test_work_that_says_how_far_it_came_is_heard_after_a_stop(tasks: Tasks, qtbot: QtBot) -> None:
    answers: list[bool] = []
    token = tasks.run(lambda token: token.wait(5), answers.append, lane=Lane.BACKGROUND, always=True)
    token.cancel()
    qtbot.waitUntil(lambda: answers == [True])


def test_progress_comes_home_in_order_until_cancelled(tasks: Tasks, qtbot: QtBot) -> None:
    steps: list[int] = []
    gate = threading.Event()
    token = CancelToken()
    step = tasks.homeward(steps.append, token)

    def work(unused: CancelToken) -> bool:
        for n in range(3):
            step(n)
        gate.wait(5)
        step(99)
        return True

    ended: list[bool] = []
    tasks.run(work, ended.append, lane=Lane.BACKGROUND)
    qtbot.waitUntil(lambda: steps == [0, 1, 2])
    token.cancel()
    gate.set()
    qtbot.waitUntil(lambda: ended == [True])
    assert steps == [0, 1, 2]


def test_closing_stops_the_work_and_waits(qapp: object, heard: Heard, qtbot: QtBot) -> None:
    tasks = Tasks(heard.errors.append)
    begun, ended = threading.Event(), threading.Event()

    def work(token: CancelToken) -> None:
        begun.set()
        token.wait(30)
        ended.set()

    answers: list[None] = []
    tasks.run(work, answers.append, lane=Lane.BACKGROUND)
    begun.wait(5)
    tasks.close()
    assert ended.is_set()
    assert tasks.run(lambda token: None, answers.append, lane=Lane.OPEN).is_cancelled
    qtbot.wait(10)
    assert answers == []
