"""A second start hands its files to the window that has the library open."""

from __future__ import annotations

import json
import os
import socket
import stat
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from reader.handover import address_of, hand_over
from reader.handover_server import HandoverServer

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="these speak over a Unix socket")


@pytest.fixture(autouse=True)
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with tempfile.TemporaryDirectory(prefix="bs") as folder:  # the name of a socket has about 100 letters
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield


class Heard:
    def __init__(self, server: HandoverServer) -> None:
        self.added: list[str] = []
        self.shown = 0
        server.handed.connect(self.added.extend)
        server.shown.connect(self._shown)

    def _shown(self) -> None:
        self.shown += 1


@pytest.fixture
def server(qapp: object, tmp_path: Path) -> Iterator[HandoverServer]:
    made = HandoverServer(tmp_path / "library")
    made.listen()
    yield made
    made.close()


def elsewhere(qtbot: QtBot, work: Callable[[], Any]) -> Any:
    """Do it in another thread, as another process would, while the window goes on."""
    answers: list[Any] = []
    thread = threading.Thread(target=lambda: answers.append(work()))
    thread.start()
    qtbot.waitUntil(lambda: not thread.is_alive(), timeout=5_000)
    return answers[0]


def test_files_and_addresses_arrive_and_the_window_is_raised(
    server: HandoverServer, qtbot: QtBot, tmp_path: Path
) -> None:
    heard = Heard(server)
    assert server.is_listening
    given = ["a b.html", "https://news.example/vote"]
    assert elsewhere(qtbot, lambda: hand_over(tmp_path / "library", given)) is True
    qtbot.waitUntil(lambda: len(heard.added) == 2)
    assert heard.added == [os.path.abspath("a b.html"), "https://news.example/vote"]
    assert heard.shown == 1


def test_the_command_line_need_not_raise_the_window(
    server: HandoverServer, qtbot: QtBot, tmp_path: Path
) -> None:
    heard = Heard(server)
    elsewhere(qtbot, lambda: hand_over(tmp_path / "library", ["/x.html"], show=False))
    qtbot.waitUntil(lambda: heard.added == ["/x.html"])
    assert heard.shown == 0


def test_a_library_nobody_has_open_takes_nothing(tmp_path: Path) -> None:
    assert hand_over(tmp_path / "other", ["/x.html"]) is False


def test_two_ways_to_one_folder_are_one_library(tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "library")
    assert address_of(tmp_path / "link") == address_of(tmp_path / "library")
    assert address_of(tmp_path / "library") != address_of(tmp_path / "another")


def test_only_this_user_may_speak(server: HandoverServer, tmp_path: Path) -> None:
    folder = Path(address_of(tmp_path / "library")).parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_that_others_may_write_is_not_used(tmp_path: Path) -> None:
    folder = Path(address_of(tmp_path / "library")).parent
    folder.chmod(0o777)
    with pytest.raises(PermissionError):
        address_of(tmp_path / "library")
    assert hand_over(tmp_path / "library", ["/x.html"]) is False


@pytest.mark.parametrize("junk", [b"\n", b"[]\n", b'{"add": 3}\n', b"\xff\xfe\n", b'{"add": [1, null]}\n'])
def test_junk_does_no_harm(server: HandoverServer, qtbot: QtBot, tmp_path: Path, junk: bytes) -> None:
    heard = Heard(server)

    def talk() -> dict[str, object]:
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(address_of(tmp_path / "library"))
            line.sendall(junk)
            answer: dict[str, object] = json.loads(line.makefile("rb").readline())
            return answer

    answer = elsewhere(qtbot, talk)
    assert isinstance(answer["ok"], bool)
    assert heard.added == []
    assert elsewhere(qtbot, lambda: hand_over(tmp_path / "library")) is True


def test_a_socket_left_by_a_crash_is_taken_over(qapp: object, qtbot: QtBot, tmp_path: Path) -> None:
    left = socket.socket(socket.AF_UNIX)
    left.bind(address_of(tmp_path / "library"))
    left.close()
    server = HandoverServer(tmp_path / "library")
    server.listen()
    assert server.is_listening
    assert elsewhere(qtbot, lambda: hand_over(tmp_path / "library")) is True
    server.close()
