"""Whether a window can be shown is known before Qt is asked."""

from __future__ import annotations

import sys

import pytest

from reader.screen import screen_trouble

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asked only on Linux")


@pytest.fixture(autouse=True)
def nothing_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)


def test_a_machine_without_a_screen() -> None:
    assert screen_trouble() == "none"


def test_a_screen_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":987")
    assert screen_trouble() == "no-answer"


def test_a_screen_that_cannot_be_asked_yet_may_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise OSError(name)

    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr("ctypes.CDLL", missing)
    assert screen_trouble() is None


@pytest.mark.parametrize("name", ["QT_QPA_PLATFORM", "WAYLAND_DISPLAY"])
def test_who_chose_a_platform_gets_it(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "offscreen")
    assert screen_trouble() is None
