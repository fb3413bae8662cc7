"""A switch: pressed anywhere or by key, named, and shown without being told."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from reader import assets
from reader.choice_row import ChoiceRow
from reader.switch import Switch
from reader.theme import Theme


def test_it_is_on_or_off_by_mouse_and_key(qtbot: QtBot) -> None:
    switch = Switch(Theme(assets.design()), "Less motion", "Nothing slides.", on=True)
    qtbot.addWidget(switch)
    switch.show()
    heard: list[bool] = []
    switch.toggled.connect(heard.append)
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    qtbot.keyClick(switch, Qt.Key.Key_Return)
    assert heard == [False, True, False]
    switch.show_state(True)
    assert len(heard) == 3, "shown, not chosen"
    interface = QAccessible.queryAccessibleInterface(switch)
    assert interface.text(QAccessible.Text.Name) == "Less motion"
    assert interface.text(QAccessible.Text.Description) == "Nothing slides."
    assert interface.state().checked  # type: ignore[attr-defined]


def test_arrows_go_through_choices(qtbot: QtBot) -> None:
    row = ChoiceRow(Theme(assets.design()), "Size", [("1", "100 %"), ("2", "200 %")], "1")
    qtbot.addWidget(row)
    row.show()
    row.activateWindow()
    qtbot.waitUntil(row.isActiveWindow)
    heard: list[str] = []
    row.chosen.connect(heard.append)
    row.buttons["1"].setFocus()
    qtbot.keyClick(row.buttons["1"], Qt.Key.Key_Right)
    assert heard == ["2"]
    assert row.buttons["2"].isChecked()
    interface = QAccessible.queryAccessibleInterface(row.buttons["2"])
    assert interface.role() == QAccessible.Role.RadioButton
