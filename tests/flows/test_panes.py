"""The window folds as it gets narrow, and everything in it is reached by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from reader.shape import Shape
from tests.flows.conftest import Desk


def test_three_panes_two_and_one(filled: Desk) -> None:
    filled.open()
    window = filled.window
    window.resize(1200, 700)
    assert window.shape is Shape.THREE
    assert window.sidebar.isVisible()
    assert not window.rail.isVisible()
    window.resize(1000, 700)
    assert window.shape is Shape.TWO
    assert window.rail.isVisible()
    assert window.list_column.isVisible()
    assert window.reader.isVisible()
    window.resize(700, 600)
    assert window.shape is Shape.ONE
    assert window.list_column.isVisible()
    assert not window.reader.isVisible()
    filled.click_row(1)
    filled.press(Qt.Key.Key_Return)
    assert window.reader.isVisible()
    assert not window.list_column.isVisible()
    assert window.reader.bar.back.text() == "3 articles"
    filled.click(window.reader.bar.back)
    assert window.list_column.isVisible()
    assert window.list_column.table.hasFocus()


def test_the_sidebar_is_hidden_and_shown_again(filled: Desk) -> None:
    filled.open()
    filled.window.resize(1300, 700)
    filled.press(Qt.Key.Key_Backslash, Qt.KeyboardModifier.ControlModifier)
    assert filled.window.rail.isVisible()
    filled.close()
    filled.open()
    filled.window.resize(1300, 700)
    assert filled.window.rail.isVisible()
    filled.press(Qt.Key.Key_Backslash, Qt.KeyboardModifier.ControlModifier)
    assert filled.window.sidebar.isVisible()


def test_f6_goes_round_the_panes(filled: Desk) -> None:
    filled.open()
    window = filled.window
    window.resize(1300, 700)
    filled.click_row(0)
    filled.until(lambda: filled.session.reading.open_id is not None)
    visited = []
    for _ in range(4):
        filled.press(Qt.Key.Key_F6)
        visited.append(QApplication.focusWidget())
    assert visited[:3] == [window.reader.column.body, window.sidebar.places, window.list_column.table]
    assert visited[3] is visited[0]
    filled.press(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is window.list_column.table


def reachable(desk: Desk) -> set[QWidget]:
    """Everything that Tab and F6 come to, from where the keyboard is."""
    seen: set[QWidget] = set()
    for _ in range(4):
        desk.press(Qt.Key.Key_F6)
        for _ in range(40):
            focus = QApplication.focusWidget()
            if focus is None or focus in seen:
                break
            seen.add(focus)
            desk.press(Qt.Key.Key_Tab)
    return seen


@pytest.mark.parametrize("page", ["panes", "imports"])
def test_every_control_is_reached_by_keyboard(filled: Desk, page: str) -> None:
    session = filled.open()
    filled.window.resize(1300, 760)
    if page == "imports":
        broken = filled.folder / "empty.html"
        broken.write_bytes(b"")
        session.adding.bring([str(broken)])
        filled.until(lambda: bool(session.imports.jobs) and session.imports.jobs[0].is_over)
        session.adding.show_page()
        filled.until(lambda: bool(filled.window.import_page.table.findChildren(QAbstractButton)))
    else:
        filled.click_row(0)
        filled.until(lambda: session.reading.open_id is not None)
    filled.window.messages.hide()
    found = reachable(filled)
    controls = [
        widget
        for widget in filled.window.findChildren(QWidget)
        if isinstance(widget, (QAbstractButton, QLineEdit))
        and widget.isVisible()
        and widget.isEnabled()
        and widget.window() is filled.window
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parent(), QLineEdit)
    ]
    assert controls
    # of buttons of which one is chosen, Tab comes to one, and the arrows to the others
    found |= {
        other for w in found if isinstance(w, QAbstractButton) and w.group() for other in w.group().buttons()
    }
    missed = {f"{type(w).__name__} {w.accessibleName()}" for w in controls if w not in found}
    assert missed == set()


def test_every_control_has_a_name(filled: Desk) -> None:
    session = filled.open()
    filled.click_row(0)
    filled.until(lambda: session.reading.open_id is not None)
    nameless = [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in filled.window.findChildren(QWidget)
        if isinstance(widget, (QAbstractButton, QLineEdit))
        and widget.isVisible()
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parent(), QLineEdit)
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


def test_several_chosen_articles_are_said_and_done_together(filled: Desk) -> None:
    session = filled.open()
    filled.click_row(0)
    filled.until(lambda: session.reading.open_id is not None)
    filled.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    filled.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert session.reader.article is None
    assert session.reader.many.words.text() == "3 articles selected"
    filled.press(Qt.Key.Key_S)
    filled.until(lambda: session.counts is not None and session.counts.starred == 3)
    filled.press(Qt.Key.Key_Up)
    filled.until(lambda: session.reader.article is not None)


def test_letters_typed_into_the_search_do_nothing_else(filled: Desk) -> None:
    session = filled.open()
    filled.click_row(0)
    filled.until(lambda: session.reading.open_id is not None)
    filled.press(Qt.Key.Key_Slash)
    assert session.list.box.field.hasFocus()
    filled.type("just")
    assert session.list.box.text() == "just"
    filled.until(lambda: session.list.pages.currentWidget() is session.list.nothing)
    assert session.counts is not None
    assert session.counts.starred == 0


def test_after_the_bin_the_next_article_is_open(filled: Desk) -> None:
    session = filled.open()
    filled.click_row(0)
    second = session.list.model.id_at(1)
    filled.until(lambda: session.reading.open_id is not None)
    filled.press(Qt.Key.Key_Delete)
    filled.until(lambda: session.reading.open_id == second)
    assert session.list.table.selected_ids() == [second]
