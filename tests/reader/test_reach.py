"""Everything in settings, guide and palette is reached with Tab, has a name, and lets the keyboard go on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from tests.flows.conftest import Desk
from tests.flows.conftest import desk as desk
from tests.flows.conftest import filled as filled
from tests.flows.conftest import library_of_three as library_of_three


def stops(window: QWidget) -> list[QWidget]:
    """What Tab comes by until it is where it began."""
    found: list[QWidget] = []
    for _step in range(200):
        here = QApplication.focusWidget()
        assert here is not None
        assert window.isAncestorOf(here), f"Tab left the window from {found[-1:]}"
        if here in found:
            return found
        found.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    raise AssertionError("Tab never comes round")


def wanted(window: QWidget) -> list[QWidget]:
    """What takes the keyboard and can be seen; of buttons of which one is chosen, that one."""
    found = []
    for widget in window.findChildren(QWidget):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled()
        if not (takes and widget.isVisibleTo(window)) or widget.focusProxy() is not None:
            continue
        group = widget.group() if isinstance(widget, QAbstractButton) else None
        if group is None or widget is group.checkedButton():
            found.append(widget)
    return found


@pytest.mark.slow
def test_tab_reaches_everything_and_everything_has_a_name(filled: Desk) -> None:
    session = filled.open()
    session.preferences.show()
    window = session.preferences.window
    assert window is not None
    filled.until(window.isActiveWindow)
    for name, button in window.buttons.items():
        window.turn_to(name)
        QApplication.processEvents()
        reached = stops(window)
        assert [widget for widget in wanted(window) if widget not in reached] == [], name
        assert button in reached
        for widget in reached:
            interface = QAccessible.queryAccessibleInterface(widget)
            assert interface.text(QAccessible.Text.Name), (name, widget)
    window.close()
