"""The sidebar's list by keyboard and mouse: places, saved searches, headings that fold, a row's menu."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive.model import Counts, Place, SavedSearch, Sort, Source
from reader import assets
from reader.place_list import PlaceList
from reader.theme import Theme

SEARCH = SavedSearch(3, "Coalition talks", "coalition", "", Place(), Sort.MATCH)


@pytest.fixture
def places(qapp: QApplication, qtbot: QtBot) -> PlaceList:
    made = PlaceList(Theme(assets.design()))
    qtbot.addWidget(made)
    made.resize(236, 600)
    made.show()
    made.show_counts(Counts(9, 2, 1, 9, 0, (Source(1, "h.example", "Harbour Gazette", 9),)), (("rail", 4),))
    made.show_searches([SEARCH], {3: 4})
    made.setFocus()
    return made


def said(places: PlaceList) -> list[str]:
    model = places.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def here(places: PlaceList) -> str:
    return str(places.currentIndex().data())


def box(places: PlaceList, words: str) -> Any:
    return places.visualRect(places.model().index(said(places).index(words), 0))


def test_arrows_pass_headings_and_open_what_is_between(places: PlaceList, qtbot: QtBot) -> None:
    told: list[object] = []
    places.chosen.connect(lambda place, name: told.append(name))
    places.search_chosen.connect(lambda search: told.append(search.name))
    for _step in range(7):
        qtbot.keyClick(places, Qt.Key.Key_Down)
    assert here(places) == "Tags"
    assert told == ["Unread", "Starred", "Recently added", "Bin", "Coalition talks"]
    qtbot.keyClick(places, Qt.Key.Key_Down)
    assert told[-1] == "rail"


def test_a_heading_folds_and_keeps_the_keyboard(places: PlaceList, qtbot: QtBot) -> None:
    for _step in range(6):
        qtbot.keyClick(places, Qt.Key.Key_Down)
    places.show_place(Place("bin"))
    qtbot.keyClick(places, Qt.Key.Key_Down)
    assert here(places) == "Saved searches"
    with qtbot.waitSignal(places.folded):
        qtbot.keyClick(places, Qt.Key.Key_Left)
    assert "Coalition talks" not in said(places)
    assert places.folded_sections == {"search"}
    assert here(places) == "Saved searches"
    qtbot.keyClick(places, Qt.Key.Key_Left)
    assert places.folded_sections == {"search"}
    qtbot.keyClick(places, Qt.Key.Key_Right)
    assert "Coalition talks" in said(places)
    qtbot.keyClick(places, Qt.Key.Key_Space)
    assert places.folded_sections == {"search"}
    places.fold(set())
    qtbot.mouseClick(places.viewport(), Qt.MouseButton.LeftButton, pos=box(places, "Sources").center())
    assert places.folded_sections == {"source"}


def test_the_plus_of_a_heading_adds(places: PlaceList, qtbot: QtBot) -> None:
    corner = box(places, "Tags").topRight() + QPoint(-20, 23)
    with qtbot.waitSignal(places.added) as told:
        qtbot.mouseClick(places.viewport(), Qt.MouseButton.LeftButton, pos=corner)
    assert told.args == ["tag"]
    assert places.folded_sections == set()


def test_the_row_that_is_shown_is_marked_a_saved_search_before_its_place(places: PlaceList) -> None:
    places.show_place(Place("unread"))
    assert here(places) == "Unread"
    places.show_search(3)
    assert here(places) == "Coalition talks"
    places.show_search(None)
    assert here(places) == "Unread"
    places.show_place(None)
    assert not places.currentIndex().isValid()


def test_tags_sources_and_saved_searches_have_a_menu_and_nothing_else(places: PlaceList) -> None:
    wanted: list[str] = []
    places.menu_wanted.connect(lambda item, at: wanted.append(item.words))
    for words in said(places):
        at = box(places, words).center()
        places.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, at))
    assert wanted == ["Coalition talks", "rail", "Harbour Gazette"]
    places.show_place(Place("tag", "rail"))
    at = QPoint(0, 0)
    places.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, at))
    assert wanted[-1] == "rail"
