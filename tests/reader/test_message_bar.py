"""One message at a time; what was done goes by itself, what went wrong stays."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reader import assets
from reader.message_bar import MessageBar
from reader.messages import Message
from reader.theme import Theme


@pytest.fixture
def bar(qapp: QApplication, qtbot: QtBot) -> MessageBar:
    host = QWidget()
    host.resize(900, 600)
    qtbot.addWidget(host)
    made = MessageBar(Theme(assets.design()), host)
    host.show()
    made.host = host  # type: ignore[attr-defined]
    return made


def test_what_was_done_can_be_undone_and_goes_by_itself(bar: MessageBar, qtbot: QtBot) -> None:
    pressed: list[bool] = []
    bar.tell("Moved to the bin", "Undo", lambda: pressed.append(True))
    assert bar.isVisible()
    assert bar.accessibleName() == "Moved to the bin"
    bar._timer.setInterval(10)
    bar.tell("Moved to the bin", "Undo", lambda: pressed.append(True))
    qtbot.waitUntil(lambda: not bar.isVisible())
    bar.tell("Moved to the bin", "Undo", lambda: pressed.append(True))
    qtbot.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    assert pressed == [True]
    assert not bar.isVisible()


def test_what_went_wrong_stays_until_it_is_closed(bar: MessageBar, qtbot: QtBot) -> None:
    bar._timer.setInterval(10)
    bar.tell_trouble(Message("The disk is full.", "What was added is safe.", "Make room on it."))
    qtbot.wait(40)
    assert bar.isVisible()
    assert bar.words == "The disk is full. What was added is safe. Make room on it."
    assert not bar.button.isVisible()
    qtbot.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()


def test_a_screen_reader_hears_every_message(bar: MessageBar, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    bar.tell("Moved to the bin", "Undo", lambda: None)
    bar.tell_trouble(Message("The disk is full.", "What was added is safe.", "Make room on it."))
    assert said == ["Moved to the bin", "The disk is full. What was added is safe. Make room on it."]


def test_long_words_stay_inside_the_window(bar: MessageBar) -> None:
    bar.tell_trouble(Message("word " * 300, "safe " * 50, "<b>advice</b>"))
    host = bar.parentWidget()
    assert host is not None
    assert host.rect().contains(bar.geometry().adjusted(14, 14, -14, -14))
