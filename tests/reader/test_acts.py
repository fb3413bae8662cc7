"""Acts: one road there, one road back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from archive import Library
from archive.model import Changes, Inverse
from reader.acts import Acts
from reader.tasks import Tasks
from tests.reader.stub_library import StubLibrary


@pytest.fixture
def library() -> StubLibrary:
    return StubLibrary()


@pytest.fixture
def acts(qapp: object, library: StubLibrary) -> Iterator[Acts]:
    tasks = Tasks(lambda error: pytest.fail(error.kind))
    yield Acts(cast(Library, library), tasks)
    tasks.close()


def test_undo_goes_back_in_turn_and_redo_forward(acts: Acts, library: StubLibrary, qtbot: QtBot) -> None:
    acts.star([1], True)
    acts.bin([2], True)
    qtbot.waitUntil(lambda: acts.undo_words == "Move to bin")
    acts.undo()
    acts.undo()
    qtbot.waitUntil(lambda: len(library.undone) == 2)
    assert library.undone == [Inverse("set_binned", ((2,), False)), Inverse("set_starred", ((1,), False))]
    qtbot.waitUntil(lambda: acts.redo_words == "Star")
    acts.redo()
    qtbot.waitUntil(lambda: library.undone[-1:] == [Inverse("set_starred", ((1,), True))])
    qtbot.waitUntil(lambda: acts.undo_words == "Star")


def test_what_is_shown_without_words_is_heard(acts: Acts, library: StubLibrary, qtbot: QtBot) -> None:
    heard: list[str] = []
    acts.heard.connect(heard.append)
    acts.star([1], True)
    acts.bin([2], True)  # of this the window says a line
    qtbot.waitUntil(lambda: acts.undo_words == "Move to bin")
    acts.undo()
    qtbot.waitUntil(lambda: acts.redo_words is not None)
    acts.redo()
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard == ["Starred.", "Undone: Move to bin", "Done again: Move to bin"]


def test_something_new_ends_the_way_forward(acts: Acts, library: StubLibrary, qtbot: QtBot) -> None:
    acts.star([1], True)
    qtbot.waitUntil(lambda: acts.undo_words is not None)
    acts.undo()
    qtbot.waitUntil(lambda: acts.redo_words is not None)
    acts.read([3], False)
    qtbot.waitUntil(lambda: acts.undo_words == "Mark as unread")
    assert acts.redo_words is None


def test_with_nothing_to_undo_nothing_is_done(acts: Acts, library: StubLibrary) -> None:
    acts.undo()
    acts.redo()
    assert library.undone == []


def test_opening_is_no_act_to_undo(acts: Acts, library: StubLibrary, qtbot: QtBot) -> None:
    heard: list[Changes] = []
    acts.changed.connect(heard.append)
    acts.opened(5)
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert library.did == [("set_read", (5,), True)]
    assert acts.undo_words is None


def test_the_bin_is_told_with_its_count(acts: Acts, qtbot: QtBot) -> None:
    told: list[str] = []
    acts.told.connect(lambda words, done: told.append(words))
    acts.bin([1], True)
    acts.bin(list(range(1, 1213)), True)
    acts.bin([1], False)
    qtbot.waitUntil(lambda: len(told) == 3)
    assert told == ["Moved to the bin", "1,212 articles moved to the bin", "Put back from the bin"]
