"""The popover of tags: what it offers for what is typed, and what each tick means for one article or many."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reader import assets
from reader.tag_popover import TagPopover
from reader.theme import Theme

EVERY = (("housing", 2306), ("youth vote", 97), ("electoral reform", 418), ("Rail", 689))
SHARED = (("youth vote", 3), ("Rail", 12))


@pytest.fixture
def popover(qapp: QApplication, qtbot: QtBot) -> TagPopover:
    host = QWidget()
    host.resize(900, 700)
    qtbot.addWidget(host)
    made = TagPopover(Theme(assets.design()), host)
    host.show()
    made.open_for(12, SHARED, EVERY, QPoint(10, 10))
    return made


def words(popover: TagPopover) -> list[str]:
    return [choice.words for choice in popover.list.choices.choices]


def state(popover: TagPopover, tag: str) -> object:
    row = words(popover).index(tag)
    return popover.list.choices.index(row).data(Qt.ItemDataRole.CheckStateRole)


def test_what_the_articles_have_comes_first_and_a_half_tick_is_one(popover: TagPopover) -> None:
    assert words(popover) == ["Rail", "youth vote", "housing", "electoral reform"]
    assert state(popover, "Rail") == Qt.CheckState.Checked
    assert state(popover, "youth vote") == Qt.CheckState.PartiallyChecked
    assert state(popover, "housing") == Qt.CheckState.Unchecked
    assert popover.title.text() == "Tags of 12 articles"


def test_a_half_tick_becomes_whole_and_a_whole_one_goes(popover: TagPopover, qtbot: QtBot) -> None:
    with qtbot.waitSignal(popover.changed) as told:
        popover.use("youth vote")
    assert told.args == [["youth vote"], []]
    assert state(popover, "youth vote") == Qt.CheckState.Checked
    with qtbot.waitSignal(popover.changed) as told:
        popover.use("youth vote")
    assert told.args == [[], ["youth vote"]]
    assert state(popover, "youth vote") == Qt.CheckState.Unchecked


def test_typing_completes_whatever_the_case(popover: TagPopover, qtbot: QtBot) -> None:
    qtbot.keyClicks(popover.field, "RAIL")
    assert words(popover) == ["Rail"]
    qtbot.keyClicks(popover.field, " f")
    assert words(popover) == ["New tag: RAIL f"]
    popover.field.clear()
    qtbot.keyClicks(popover.field, "ref")
    assert words(popover) == ["electoral reform", "New tag: ref"]
    with qtbot.waitSignal(popover.changed) as told:
        qtbot.keyClick(popover.field, Qt.Key.Key_Return)
    assert told.args == [["electoral reform"], []]
    assert popover.field.text() == ""
    assert popover.isVisible()
    qtbot.keyClick(popover.field, Qt.Key.Key_Return)
    assert not popover.isVisible()


def test_down_and_enter_make_the_new_one(popover: TagPopover, qtbot: QtBot) -> None:
    qtbot.keyClicks(popover.field, "ref")
    qtbot.keyClick(popover.field, Qt.Key.Key_Down)
    with qtbot.waitSignal(popover.changed) as told:
        qtbot.keyClick(popover.field, Qt.Key.Key_Return)
    assert told.args == [["ref"], []]
    assert words(popover)[0] == "ref"
    assert state(popover, "ref") == Qt.CheckState.Checked


def test_commas_part_tags_and_known_ones_keep_their_spelling(popover: TagPopover, qtbot: QtBot) -> None:
    told: list[list[str]] = []
    popover.changed.connect(lambda added, removed: told.append(added))
    qtbot.keyClicks(popover.field, "HOUSING,  new   one, , rail,x")
    assert told == [["housing"], ["new one"]]
    assert popover.field.text() == "x"
    popover.field.clear()
    popover.field.insert("a, b, ")
    popover.field.textEdited.emit(popover.field.text())
    assert told[2:] == [["a", "b"]]


def test_a_screen_reader_hears_the_row_that_is_meant_and_what_was_done(
    popover: TagPopover, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(popover, "announce", heard.append)
    qtbot.keyClick(popover.field, Qt.Key.Key_Down)
    qtbot.keyClick(popover.field, Qt.Key.Key_Down)
    assert heard == ["Rail, 689 articles, ticked", "youth vote, 97 articles, ticked for some"]
    qtbot.keyClick(popover.field, Qt.Key.Key_Return)
    popover.use("youth vote")
    assert [words for words in heard if "added" in words or "taken" in words] == [
        "youth vote added",
        "youth vote taken away",
    ]
