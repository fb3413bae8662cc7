"""From a word remembered to a passage marked, noted, tagged, starred, saved, binned; and all of it undone."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from archive.model import Colour, Place
from reader.note_editor import NoteEditor
from tests.flows.conftest import Desk
from tests.flows.test_marking import LATER, WORDS, body, caret_before, drag_over, shown
from tests.flows.test_narrowing import tick

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TITLE = "Committee backs lower voting age"


def everything(desk: Desk) -> Any:
    """All that these acts could change."""
    library = desk.session.library
    ids = sorted([*library.ids(), *library.ids(Place("bin"))])
    states = [
        (row.id, row.status.is_starred, row.status.is_binned, row.status.tags) for row in library.rows(ids)
    ]
    return states, library.saved_searches(), [library.highlights(article) for article in ids]


@pytest.fixture
def searching(filled: Desk) -> Desk:
    """The window open, with the caret in its search field."""
    filled.open()
    filled.window.resize(1440, 900)
    filled.settle()
    filled.press(Qt.Key.Key_L, CTRL)
    return filled


def undo_everything(desk: Desk, before: Any) -> None:
    acts = desk.session.acts
    while (newest := acts.newest) is not None:
        desk.press(Qt.Key.Key_Z, CTRL)
        desk.until(lambda newest=newest: acts.newest is not newest)  # type: ignore[misc]
    desk.until(lambda: everything(desk) == before)


def test_by_clicks(searching: Desk) -> None:
    desk, session, window = searching, searching.session, searching.window
    before = everything(desk)
    desk.type("clerk")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: len(desk.titles()) == 3)
    desk.click_row(desk.titles().index(TITLE))
    desk.until(lambda: session.reader.article is not None and session.reader.article.article.title == TITLE)
    stepper = session.reader.bar.stepper
    desk.until(lambda: stepper.words.startswith("1 "))
    desk.click(stepper.down)
    assert stepper.words == "1 of 1 hit"
    drag_over(desk, WORDS)
    bar = session.marking.bar
    desk.until(bar.isVisible)
    desk.click(bar.colours[0])
    desk.until(lambda: [one[0] for one in shown(desk)] == [WORDS])
    drag_over(desk, LATER)
    desk.until(bar.isVisible)
    desk.click(bar.note)
    desk.until(lambda: isinstance(QApplication.focusWidget(), NoteEditor))
    desk.type("Ask the treasury")
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.until(lambda: (LATER, "Ask the treasury") in [(one[0], one[2]) for one in shown(desk)])
    desk.click(session.reader.column.header.add_tag)
    desk.until(session.tagging.popover.isVisible)
    desk.type("reform")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Escape)
    desk.until(lambda: [pill.text() for pill in session.reader.column.header.tags] == ["reform"])
    desk.click(window.star)
    desk.until(lambda: session.counts is not None and session.counts.starred == 1)
    desk.click(session.list.header.filters.add)
    tick(desk, "Harbour Gazette")
    popover = session.narrowing.popover
    desk.until(lambda: popover.show_button.text() == "Show 2 articles")
    desk.click(popover.show_button)
    desk.until(lambda: len(desk.titles()) == 2)
    desk.choose(session.actions.save_search)
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: [one.query for one in session.library.saved_searches()] == ["clerk"])
    desk.choose(session.actions.bin)
    desk.until(lambda: session.counts is not None and session.counts.bin == 1)
    undo_everything(desk, before)


def test_by_keys_alone(searching: Desk) -> None:
    desk, session = searching, searching.session
    before = everything(desk)
    desk.type("voting age clerk")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.titles() == [TITLE])
    desk.press(Qt.Key.Key_Home)
    desk.until(lambda: session.reader.article is not None)
    desk.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is body(desk)
    stepper = session.reader.bar.stepper
    desk.until(lambda: stepper.words != "0 hits")  # the marks of the search have come
    desk.press(Qt.Key.Key_N)
    assert " of " in stepper.words
    caret_before(desk, WORDS)  # where the arrow keys would lead in a hundred steps
    body(desk)._show_caret()
    for _letter in WORDS:
        desk.press(Qt.Key.Key_Right, SHIFT)
    desk.press(Qt.Key.Key_H)
    desk.press(Qt.Key.Key_2)
    desk.until(lambda: shown(desk) == [(WORDS, Colour.SKY, "")])
    desk.press(Qt.Key.Key_M)
    desk.until(lambda: isinstance(QApplication.focusWidget(), NoteEditor))
    desk.type("Who is the clerk?")
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.until(lambda: shown(desk) == [(WORDS, Colour.SKY, "Who is the clerk?")])
    desk.press(Qt.Key.Key_T)
    desk.until(session.tagging.popover.isVisible)
    desk.type("reform")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Escape)
    desk.until(lambda: dict(session.library.tags()) == {"reform": 1})
    desk.press(Qt.Key.Key_S)
    desk.until(lambda: session.counts is not None and session.counts.starred == 1)
    desk.press(Qt.Key.Key_F, CTRL | SHIFT)
    popover = session.narrowing.popover
    desk.until(popover.isVisible)
    desk.type("harb")
    desk.until(lambda: [choice.words for choice in popover.list.choices.choices] == ["Harbour Gazette"])
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Space)
    desk.until(lambda: popover.show_button.text() == "Show 1 article")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: len(session.list.filters) == 1)
    desk.press(Qt.Key.Key_S, CTRL)
    desk.until(session.placing.saving.names.isVisible)
    desk.type("The clerk")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: [one.name for one in session.library.saved_searches()] == ["The clerk"])
    session.list.table.setFocus()
    desk.press(Qt.Key.Key_Delete)
    desk.until(lambda: session.counts is not None and session.counts.bin == 1)
    undo_everything(desk, before)
