"""The log is bounded, private, and makes no trouble of its own."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reader import assets
from reader.crash_dialog import Crashes
from reader.log import Log
from reader.text_dialog import TextDialog
from reader.theme import Theme


def test_it_turns_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.log.SIZE", 2_000)
    log = Log(tmp_path)
    for number in range(200):
        logging.getLogger("broadside").info("import %d", number)
    log.close()
    sizes = [path.stat().st_size for path in tmp_path.glob("broadside.log*")]
    assert len(sizes) >= 3
    assert max(sizes) <= 2_000


def test_a_folder_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be")
    log = Log(tmp_path / "logs")
    logging.getLogger("broadside").info("nobody writes this down")
    assert log.tail() == ""
    log.close()


def test_a_bug_is_written_down_without_what_was_in_it(
    qapp: object, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    log = Log(tmp_path)
    crashes = Crashes(Theme(assets.design()))
    crashes.install()
    try:
        raise ValueError("The secret title")
    except ValueError:
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
    crashes.remove()
    written = log.tail()
    log.close()
    assert "bug ValueError at" in written
    assert "secret" not in written
    (dialog,) = [w for w in qapp.topLevelWidgets() if isinstance(w, TextDialog)]  # type: ignore[attr-defined]
    assert not dialog.text.isVisible()
    qtbot.mouseClick(dialog.more, Qt.MouseButton.LeftButton)
    assert dialog.text.isVisible()
    assert "The secret title" in dialog.text.toPlainText()
    dialog.close()


def test_a_bug_that_comes_at_every_turn_does_not_fill_the_screen(qapp: object, qtbot: QtBot) -> None:
    crashes = Crashes(Theme(assets.design()))
    seen: list[str] = []
    crashes._before = lambda kind, error, trace: seen.append(kind.__name__)
    for _ in range(10):
        crashes.heard(ValueError, ValueError(), None)
    dialogs = [w for w in qapp.topLevelWidgets() if isinstance(w, TextDialog)]  # type: ignore[attr-defined]
    assert len(dialogs) == 3
    assert len(seen) == 7
    for dialog in dialogs:
        dialog.close()
