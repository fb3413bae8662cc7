"""Where a command goes: to the command line, to the window, or to the desktop's menus."""

from __future__ import annotations

import sys

import pytest

from reader import __main__ as dispatcher
from reader.__main__ import wants_window


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with a screen, and a window to show on it."""
    monkeypatch.setattr(dispatcher, "find_spec", lambda name: object())
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")


@pytest.mark.usefixtures("window")
@pytest.mark.parametrize(
    "words", [[], ["page.html"], ["--library", "/x"], ["--library=/x", "a.html", "b.html"]]
)
def test_a_window_for_nothing_and_for_files(words: list[str]) -> None:
    assert wants_window(words)


@pytest.mark.usefixtures("window")
@pytest.mark.parametrize(
    "words",
    [["search", "x"], ["--library", "/x", "check"], ["--help"], ["--version"], ["tour"], ["--library"]],
)
def test_no_window_for_a_verb_or_a_question(words: list[str]) -> None:
    assert not wants_window(words)


@pytest.mark.usefixtures("window")
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="screens are asked only on Linux")
def test_no_window_without_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not wants_window([])


def test_no_window_before_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatcher, "find_spec", lambda name: None)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert not wants_window([])
