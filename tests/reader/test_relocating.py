"""Moving a library can be stopped; whatever happens, a library is opened again and it is said how it went."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import archive
from archive.cancel import CancelToken
from archive.errors import DiskFull
from reader import assets
from reader.messages import Message
from reader.relocating import Relocating
from reader.tasks import Tasks
from reader.theme import Theme


class Host:
    """What the application does for it."""

    def __init__(self) -> None:
        self.opened: list[tuple[Path, str, Message | None]] = []
        self.remembered: list[Path] = []

    def close_then(self, after: Callable[[], None]) -> None:
        after()

    def open_again(self, folder: Path, *, told: str = "", trouble: Message | None = None) -> None:
        self.opened.append((folder, told, trouble))


@pytest.fixture
def host() -> Host:
    return Host()


@pytest.fixture
def relocating(qtbot: QtBot, host: Host) -> Iterator[Relocating]:
    tasks = Tasks(lambda error: None)
    made = Relocating(Theme(assets.design()), tasks, host.close_then, host.open_again, host.remembered.append)
    yield made
    tasks.close()


def copying(
    monkeypatch: pytest.MonkeyPatch, work: Callable[[Callable[..., None], CancelToken], None]
) -> None:
    def copy_to(folder: Path, target: Path, *, told: Callable[..., None], cancel: CancelToken) -> None:
        work(told, cancel)

    monkeypatch.setattr(archive.Library, "copy_to", copy_to)


def test_it_says_how_far_it_is_and_can_be_stopped(
    qtbot: QtBot, host: Host, relocating: Relocating, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(told: Callable[..., None], cancel: CancelToken) -> None:
        told(1_500_000, 3_000_000)
        cancel.wait(10)
        cancel.check()

    copying(monkeypatch, slowly)
    relocating.move(tmp_path / "old", tmp_path / "new")
    busy = relocating.busy
    assert busy is not None
    qtbot.waitUntil(lambda: busy.state.text() == "1.5 MB of 3 MB")
    busy.stop.click()
    assert host.opened == [(tmp_path / "old", "Stopped. Your library is where it was.", None)]
    assert relocating.busy is None
    assert host.remembered == []


def test_what_goes_wrong_is_said_over_the_library_as_it_was(
    qtbot: QtBot, host: Host, relocating: Relocating, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(told: Callable[..., None], cancel: CancelToken) -> None:
        raise DiskFull(path=str(tmp_path))

    copying(monkeypatch, fails)
    relocating.move(tmp_path / "old", tmp_path / "new")
    qtbot.waitUntil(lambda: bool(host.opened))
    folder, told, trouble = host.opened[0]
    assert (folder, told) == (tmp_path / "old", "")
    assert trouble is not None
    assert host.remembered == []


def test_going_back_is_not_cut_short_by_closing_its_window(
    qtbot: QtBot, host: Host, relocating: Relocating, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    let = CancelToken()
    monkeypatch.setattr(archive.Library, "restore", lambda backup, folder: let.wait(10))
    relocating.restore(tmp_path / "old", tmp_path / "backup")
    busy = relocating.busy
    assert busy is not None
    assert not busy.stop.isVisible()
    busy.close()
    assert busy.isVisible()
    let.cancel()
    qtbot.waitUntil(lambda: bool(host.opened))
    assert host.opened[0][0] == tmp_path / "old"
    assert host.opened[0][2] is None
