"""Whatever is typed is asked, letter by letter."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive.index import parse
from reader import assets
from reader.query_words import understood
from reader.search_box import SearchBox
from reader.theme import Theme


@pytest.fixture
def box(qapp: QApplication, qtbot: QtBot) -> SearchBox:
    made = SearchBox(Theme(assets.design()))
    qtbot.addWidget(made)
    made.show()
    return made


def test_every_letter_asks(box: SearchBox, qtbot: QtBot) -> None:
    asked: list[str] = []
    box.asked.connect(asked.append)
    qtbot.keyClicks(box.field, "vot")
    assert asked == ["v", "vo", "vot"]


def test_escape_clears_and_then_leaves(box: SearchBox, qtbot: QtBot) -> None:
    left: list[bool] = []
    box.left.connect(lambda: left.append(True))
    box.set_text("vote")
    qtbot.keyClick(box.field, Qt.Key.Key_Escape)
    assert box.text() == ""
    assert left == []
    qtbot.keyClick(box.field, Qt.Key.Key_Escape)
    assert left == [True]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_enter_and_down_go_to_the_results(box: SearchBox, qtbot: QtBot, key: Qt.Key) -> None:
    entered: list[bool] = []
    box.entered.connect(lambda: entered.append(True))
    qtbot.keyClick(box.field, key)
    assert entered == [True]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_any_text_can_be_typed_and_has_words(box: SearchBox, text: str) -> None:
    box.set_text(text)
    assert isinstance(understood(parse(box.text())), str)


@pytest.mark.parametrize("plain", ["", "water", "water charges", "sixteen-year-olds", "O’Brien"])
def test_plain_words_need_no_explanation(plain: str) -> None:
    assert understood(parse(plain)) == ""


def test_more_than_plain_words_are_explained() -> None:
    assert understood(parse("title:vote OR rail")).startswith("Understood as: ")
    assert "Understood" not in understood(parse('"vote'))
    assert understood(parse('"vote'))
