"""A person is quicker than the disk: what is done before the library has opened is not lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QFileDialog

from archive import Library
from archive.errors import LibraryDamaged
from reader import app
from reader.handover import hand_over
from tests.flows.conftest import Desk, drop


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """No library opens before this is set."""
    gate = threading.Event()
    really = Library.open

    def slowly(folder: Path, **more: Any) -> Library:
        assert gate.wait(10)
        return really(folder, **more)

    monkeypatch.setattr(Library, "open", slowly)
    yield gate
    gate.set()


def show(desk: Desk) -> None:
    """The window is there, its library is not."""
    desk.app.open(desk.folder / "library")
    desk.until(desk.window.isActiveWindow)
    assert desk.session.counts is None


def dropped(path: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


def test_what_is_dropped_chosen_and_typed_waits_for_the_library(
    filled: Desk, gate: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(filled)
    drop(filled, dropped(filled.page("civics.html", "Who pays for civics", "Schools ask.")))
    chosen = filled.page("parks.html", "Parks stay open at night", "Lamps were bought.")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *args, **kwargs: ([str(chosen)], ""))
    filled.press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert [job.label for job in filled.session.imports.jobs] == ["civics.html", "parks.html"]
    filled.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    filled.type("lamps")
    gate.set()
    filled.until(lambda: filled.titles() == ["Parks stay open at night"])
    assert filled.session.counts is not None
    filled.until(lambda: filled.session.counts is not None and filled.session.counts.library == 5)


def test_the_window_closes_at_once_and_remembers_where_one_was(filled: Desk, gate: threading.Event) -> None:
    filled.app.settings.article = 2
    show(filled)
    gate_opens = threading.Timer(0.3, gate.set)
    gate_opens.start()
    filled.close()
    assert not gate.is_set()
    gate_opens.join()
    assert filled.app.settings.article == 2
    gate.set()
    filled.app.close()
    with Library.open(filled.folder / "library") as library:  # nobody holds its lock any more
        assert library.counts().library == 3


def test_a_library_that_does_not_open_takes_the_files_at_the_second_try(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = filled.page("civics.html", "Who pays for civics", "Schools ask.")
    gate, really = threading.Event(), Library.open

    def broken(folder: Path, **more: Any) -> Library:
        assert gate.wait(10)
        raise LibraryDamaged(path=str(folder))

    monkeypatch.setattr(Library, "open", broken)
    show(filled)
    drop(filled, dropped(page))
    gate.set()
    filled.until(lambda: filled.app.trouble is not None)
    monkeypatch.setattr(Library, "open", really)
    assert filled.app.trouble is not None
    filled.click(filled.app.trouble.again_button)
    filled.until(lambda: filled.app.session is not None)
    filled.until(lambda: "Who pays for civics" in filled.titles())


def test_a_library_that_is_let_go_in_a_moment_is_waited_for(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "LOCK_SECONDS", 10.0)
    with Library.open(filled.folder / "library"):
        filled.app.open(filled.folder / "library")
        filled.until(filled.window.isActiveWindow)
    filled.until(lambda: filled.session.counts is not None)
    assert filled.app.trouble is None


def test_two_starts_at_once_end_in_one_window(filled: Desk, gate: threading.Event) -> None:
    """The second finds nobody yet; once it has lost the race for the lock, the first answers."""
    show(filled)
    page = filled.page("civics.html", "Who pays for civics", "Schools ask.")
    assert hand_over(filled.folder / "library", [str(page)]) is False
    gate.set()
    filled.until(lambda: filled.session.counts is not None)
    done: list[bool] = []
    second = threading.Thread(target=lambda: done.append(hand_over(filled.folder / "library", [str(page)])))
    second.start()
    filled.until(lambda: done == [True])
    filled.until(lambda: "Who pays for civics" in filled.titles())
