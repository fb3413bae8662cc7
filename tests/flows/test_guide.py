"""F1 opens the guide, searched as one types; back and forward lead through what was looked at."""

from __future__ import annotations

from PySide6.QtCore import Qt

from archive.model import Place
from reader.guide_window import GuideWindow
from tests.flows.conftest import Desk

ALT = Qt.KeyboardModifier.AltModifier


def test_the_guide_is_searched_and_tells_the_keys_of_now(filled: Desk) -> None:
    desk, session = filled, filled.open()
    session.actions.star.setShortcuts(["Ctrl+D"])
    desk.press(Qt.Key.Key_F1)
    window = desk.window.findChild(GuideWindow)
    assert window is not None
    desk.until(window.isActiveWindow)
    assert window.page.title.text() == "Searching"
    assert window.field.hasFocus()
    desk.type("stars an arti")
    assert window.page.title.text() == "Keeping order"
    assert "Ctrl+D stars an article." in window.page.body.toPlainText()
    desk.press(Qt.Key.Key_Escape)
    assert window.field.text() == ""
    desk.press(Qt.Key.Key_Down)
    assert window.page.title.text() == "Adding articles"
    session.actions.shortcuts.trigger()
    assert window.page.title.text() == "All keys"
    desk.until(lambda: "Ctrl+D" in window.page.body.toPlainText())
    desk.press(Qt.Key.Key_Escape)
    desk.until(lambda: desk.window.findChild(GuideWindow) is None)


def test_back_and_forward(filled: Desk) -> None:
    desk, session = filled, filled.open()
    desk.settle()
    seen: list[int | None] = []
    for row in (0, 1):
        desk.click_row(row)
        desk.until(lambda: session.reading.open_id not in (None, *seen))
        seen.append(session.reading.open_id)
    session.go_to(Place("starred"), "Starred")
    session.list.box.set_text("nothing")
    desk.until(lambda: session.list.query.shown is not None and session.list.query.shown.text == "nothing")
    desk.press(Qt.Key.Key_Left, ALT)
    desk.until(lambda: session.list.query.question.place == Place() and len(desk.titles()) == 3)
    desk.until(lambda: session.reading.open_id == seen[1])  # it is opened on a lane of its own
    assert session.list.box.text() == ""
    desk.press(Qt.Key.Key_Left, ALT)
    desk.until(lambda: session.reading.open_id == seen[0])
    assert session.list.table.current_id() == seen[0]
    assert not session.travelling.trail.can_go_back
    desk.press(Qt.Key.Key_Right, ALT)
    desk.until(lambda: session.reading.open_id == seen[1])
    desk.press(Qt.Key.Key_Right, ALT)
    desk.until(lambda: session.list.query.question.place == Place("starred"))
    assert session.list.box.text() == "nothing"
    assert not session.actions.forward.isEnabled()
