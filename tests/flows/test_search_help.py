"""A person types, and is helped: completions, titles, ways to narrow a search."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from archive.errors import IndexFailed
from reader.search_popover import SearchPopover
from tests.flows.conftest import Desk


@pytest.fixture
def typing(filled: Desk) -> Desk:
    session = filled.open()
    filled.window.resize(1300, 760)
    filled.settle()
    filled.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert session.list.box.field.hasFocus()
    return filled


def popover(desk: Desk) -> SearchPopover:
    return desk.session.search_help.popover


def words(desk: Desk) -> list[str]:
    return [row.words for row in popover(desk).left.rows]


def shown(desk: Desk, *wanted: str) -> None:
    desk.until(lambda: popover(desk).isVisible() and set(wanted) <= set(words(desk)))


def test_a_word_is_completed_with_tab(typing: Desk) -> None:
    box = typing.session.list.box
    typing.type("every")
    typing.until(lambda: box.ghost.rest == "one")
    typing.type("o")
    assert box.ghost.rest == "ne", "what goes along with it stays"
    typing.press(Qt.Key.Key_Tab)
    assert box.text() == "everyone "
    assert box.field.hasFocus()
    typing.until(lambda: typing.titles() == ["Province publishes water charges"])
    typing.press(Qt.Key.Key_Tab)
    assert not box.field.hasFocus(), "without a completion Tab goes on"


def test_down_leads_into_the_suggestions_and_enter_uses_one(typing: Desk) -> None:
    typing.type("vot")
    shown(typing, "Words in your library", "votes", "Articles", "Committee backs lower voting age")
    typing.press(Qt.Key.Key_Down)
    chosen = popover(typing).chosen
    assert chosen is not None
    assert (chosen.words, chosen.right) == ("votes", "1 article")
    typing.press(Qt.Key.Key_Up)
    assert popover(typing).chosen is None
    typing.press(Qt.Key.Key_Down)
    typing.press(Qt.Key.Key_Return)
    assert not popover(typing).isVisible()
    assert typing.session.list.box.text() == "votes "
    typing.until(lambda: typing.titles() == ["Committee backs lower voting age"])


def test_a_tag_of_ones_own_is_suggested(typing: Desk) -> None:
    session = typing.session
    session.library.retag([session.list.model.id_at(0) or 0], ["youth vote"])
    typing.type("rail vot")
    shown(typing, "Yours", "youth vote")
    left = popover(typing).left
    typing.click(
        left.viewport(), left.visualRect(left.suggestions.index(words(typing).index("youth vote"))).center()
    )
    assert session.list.box.text() == 'rail tag:"youth vote" '


def test_a_title_is_clicked_and_read(typing: Desk) -> None:
    reader = typing.session.reader
    typing.type("budg")
    shown(typing, "Budget talks pause over rail")
    left = popover(typing).left
    row = words(typing).index("Budget talks pause over rail")
    typing.click(left.viewport(), left.visualRect(left.suggestions.index(row)).center())
    typing.until(lambda: reader.article is not None and reader.article.article.title.startswith("Budget"))
    assert reader.column.body.hasFocus()
    assert not popover(typing).isVisible()


def test_escape_closes_first_and_clears_then(typing: Desk) -> None:
    box = typing.session.list.box
    typing.type("wat")
    shown(typing, "Province publishes water charges")
    typing.press(Qt.Key.Key_Escape)
    assert not popover(typing).isVisible()
    assert box.text() == "wat"
    typing.press(Qt.Key.Key_Escape)
    assert box.text() == ""


def test_enter_closes_and_goes_to_the_results(typing: Desk) -> None:
    typing.type("wat")
    shown(typing, "Province publishes water charges")
    typing.press(Qt.Key.Key_Return)
    assert not popover(typing).isVisible()
    assert typing.session.list.table.hasFocus()


def test_the_ways_to_narrow_are_shown_and_used(typing: Desk) -> None:
    box = typing.session.list.box
    typing.click(box.ways)
    assert popover(typing).isVisible()
    assert words(typing) == []
    right = popover(typing).right
    row = [one.words for one in right.rows].index("title:budget")
    typing.click(right.viewport(), right.visualRect(right.suggestions.index(row)).center())
    assert box.text() == "title:budget"
    assert box.field.selectedText() == "budget"
    typing.type("province")
    typing.until(lambda: typing.titles() == ["Province publishes water charges"])
    typing.press(Qt.Key.Key_Escape)
    typing.choose(typing.session.actions.ways)
    assert popover(typing).isVisible()


def test_a_press_elsewhere_closes_it(typing: Desk) -> None:
    typing.type("wat")
    shown(typing, "Province publishes water charges")
    table = typing.session.list.table
    at = table.mapTo(typing.window, table.rect().bottomLeft() + QPoint(60, -20))
    typing.qtbot.mouseClick(typing.window.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
    assert not popover(typing).isVisible()
    assert table.hasFocus()


def test_what_cannot_be_counted_is_no_message(typing: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    index = typing.session.library._index
    failed: list[str] = []
    for name in ("complete", "facets"):

        def damaged(*parts: object, name: str = name, **named: object) -> None:
            failed.append(name)
            raise IndexFailed(reason="damaged")

        monkeypatch.setattr(index, name, damaged)
    typing.type("wat")
    typing.until(lambda: set(failed) == {"complete", "facets"})
    typing.until(lambda: typing.titles() == ["Province publishes water charges"])
    assert not typing.window.messages.isVisible()
