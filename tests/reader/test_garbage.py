"""Garbage is collected in the window's thread, and nowhere else while a window is open."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from reader.garbage import Collector


class Ring:
    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Collector]:
    made = Collector()
    made.start()
    yield made
    made.stop()


def test_other_threads_collect_nothing_and_the_window_s_does(collector: Collector, qtbot: QtBot) -> None:
    ring = weakref.ref(Ring())
    litter = threading.Thread(target=lambda: [Ring() for _ in range(20_000)])
    litter.start()
    litter.join()
    assert ring() is not None
    qtbot.waitUntil(lambda: ring() is None, timeout=20_000)


def test_python_has_it_back_afterwards(qtbot: QtBot) -> None:
    collector = Collector()
    collector.start()
    assert not gc.isenabled()
    collector.start()
    collector.stop()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
