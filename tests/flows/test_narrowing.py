"""A person narrows what they see: by filters, by years, and out again where nothing is left."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from reader.controls import Text
from reader.filters import Filter, years
from reader.list_pages import WiderSearch
from tests.flows.conftest import Desk

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def chips(desk: Desk) -> list[str]:
    return [chip.text() for chip in desk.session.list.header.filters.chips]


def shown_to_a_screen_reader(desk: Desk) -> list[object]:
    """What lies directly in the window, as a screen reader walks it."""
    over = QAccessible.queryAccessibleInterface(desk.window.whole)
    below = [over.child(index) for index in range(over.childCount())]
    return [one.object() for one in below if not one.state().invisible]


def tick(desk: Desk, words: str) -> None:
    """Press the row of a value in the filter popover."""
    shown = desk.session.narrowing.popover.list
    desk.until(lambda: words in [choice.words for choice in shown.choices.choices])
    row = [choice.words for choice in shown.choices.choices].index(words)
    desk.click(shown.viewport(), shown.visualRect(shown.choices.index(row)).center())


@pytest.fixture
def narrow(filled: Desk) -> Desk:
    session = filled.open()
    filled.window.resize(1300, 760)
    filled.settle()
    filled.until(lambda: bool(session.window.sidebar.years.chart.years))
    return filled


def test_a_filter_is_set_edited_and_taken_away(narrow: Desk) -> None:
    session = narrow.session
    popover = session.narrowing.popover
    narrow.press(Qt.Key.Key_F, CTRL_SHIFT)
    assert popover.isVisible()
    assert popover.field.hasFocus()
    assert popover in shown_to_a_screen_reader(narrow)
    narrow.until(lambda: popover.list.choices.rowCount() > 0)
    narrow.press(Qt.Key.Key_Down)
    assert popover.list.hasFocus()
    popover.field.setFocus()
    tick(narrow, "Harbour Gazette")
    narrow.until(lambda: popover.show_button.text() == "Show 2 articles")
    narrow.click(popover.show_button)
    narrow.until(lambda: len(narrow.titles()) == 2)
    assert not popover.isVisible()
    assert chips(narrow) == ["Harbour Gazette"]
    narrow.click(session.list.header.filters.chips[0], QPoint(15, 10))
    narrow.until(popover.isVisible)
    narrow.click(popover.instead)
    narrow.until(lambda: popover.show_button.text() == "Show 1 article")
    narrow.press(Qt.Key.Key_Return)
    narrow.until(lambda: narrow.titles() == ["Budget talks pause over rail"])
    assert chips(narrow) == ["not Harbour Gazette"]
    close = session.list.header.filters.chips[0].close_button
    assert close is not None
    narrow.click(close)
    narrow.until(lambda: len(narrow.titles()) == 3)
    assert session.list.header.place.isVisible()


def test_escape_leaves_everything_as_it_was(narrow: Desk) -> None:
    session = narrow.session
    narrow.click_row(0)
    session.list.table.setFocus()
    narrow.choose(session.actions.filters)
    tick(narrow, "Northern Ledger")
    narrow.press(Qt.Key.Key_Escape)
    assert not session.narrowing.popover.isVisible()
    assert session.list.table.hasFocus()
    assert len(narrow.titles()) == 3
    assert chips(narrow) == []


def test_dates_are_typed_and_wrong_ones_said(narrow: Desk) -> None:
    session = narrow.session
    popover = session.narrowing.popover
    narrow.choose(session.actions.filters)
    narrow.click(popover.kinds["date"])
    narrow.click(popover.dates.fields[0])
    narrow.type("2022-1")
    narrow.until(lambda: popover.show_button.text() == "Show 2 articles")
    narrow.type("x")
    assert "no date" in popover.dates.problem.text()
    assert not popover.show_button.isEnabled()
    narrow.press(Qt.Key.Key_Backspace)
    narrow.until(lambda: popover.show_button.isEnabled() and popover.show_button.text() == "Show 2 articles")
    narrow.press(Qt.Key.Key_Return)
    narrow.until(lambda: len(narrow.titles()) == 2)
    assert chips(narrow) == ["since 2022-01"]


def test_a_year_is_clicked_and_the_bars_follow_the_search(narrow: Desk) -> None:
    session = narrow.session
    chart = session.window.sidebar.years.chart
    assert chart.years == [2021, 2022, 2023]
    narrow.click(chart, chart._box(2022).center().toPoint())
    narrow.until(lambda: narrow.titles() == ["Province publishes water charges"])
    assert chips(narrow) == ["2022"]
    narrow.until(lambda: chart.tip(2022) == "2022: 1 of 1 article")
    chart.setFocus()
    narrow.press(Qt.Key.Key_Escape)
    narrow.until(lambda: len(narrow.titles()) == 3)


def test_where_nothing_is_found_the_filter_is_offered_away(narrow: Desk) -> None:
    session = narrow.session
    chart = session.window.sidebar.years.chart
    narrow.click(chart, chart._box(2021).center().toPoint())
    session.list.box.field.setFocus()
    narrow.type("water ")
    narrow.until(lambda: bool(session.list.nothing.findChildren(WiderSearch)))
    offers = {button.text(): button for button in session.list.nothing.findChildren(WiderSearch)}
    narrow.click(offers["Any date, not only 2021"])
    narrow.until(lambda: narrow.titles() == ["Province publishes water charges"])
    assert chips(narrow) == []
    assert session.list.box.text().strip() == "water"


def test_the_word_that_no_article_has_is_named(narrow: Desk) -> None:
    session = narrow.session
    session.list.box.field.setFocus()
    narrow.type("water xylophone ")
    nothing = session.list.nothing

    def said() -> list[str]:
        return [text.text() for text in nothing.findChildren(Text) if text.isVisible()]

    narrow.until(lambda: "«xylophone» is in no article." in said())
    narrow.click(nothing.findChildren(WiderSearch)[0])
    narrow.until(lambda: narrow.titles() == ["Province publishes water charges"])
    session.list.box.field.setFocus()
    session.list.box.field.clear()
    narrow.type("xylophone ")
    narrow.until(lambda: "«xylophone» is in no article." in said())


def test_the_one_deleted_from_a_search_gives_way_to_the_next(narrow: Desk) -> None:
    session = narrow.session
    narrow.click_row(0)
    narrow.until(lambda: session.reading.open_id == session.list.model.id_at(0))
    session.list.box.field.setFocus()
    narrow.type("members ")
    narrow.until(lambda: session.list.query.shown == session.list.query.question)
    session.list.table.setFocus()
    for left in (2, 1):
        narrow.press(Qt.Key.Key_Delete)
        narrow.until(lambda left=left: len(narrow.titles()) == left)  # type: ignore[misc]
        narrow.until(lambda: session.reading.open_id in {session.list.model.id_at(row) for row in range(2)})
    narrow.press(Qt.Key.Key_Delete)
    narrow.until(lambda: session.list.pages.currentWidget() is session.list.nothing)
    narrow.until(lambda: session.reader.article is None)


def test_chips_are_reached_by_tab_and_removed_by_key(narrow: Desk) -> None:
    session = narrow.session
    session.list.set_filters((years(2022, 2022), Filter("language", ("en",))))
    narrow.until(lambda: len(narrow.titles()) == 1)
    session.list.box.field.setFocus()
    bar = session.list.header.filters
    seen = []
    for _ in range(8):
        narrow.press(Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    first, second = bar.chips
    assert seen[1:7] == [
        first,
        first.close_button,
        second,
        second.close_button,
        bar.add,
        session.list.header.sort,
    ]
    second.setFocus()
    narrow.press(Qt.Key.Key_Delete)
    narrow.until(lambda: chips(narrow) == ["2022"])
    assert bar.add.hasFocus()


def test_chips_that_do_not_fit_are_counted(narrow: Desk) -> None:
    session = narrow.session
    session.list.set_filters(
        (Filter("source", ("Harbour Gazette",)), years(2019, 2024), Filter("language", ("en",)))
    )
    narrow.until(lambda: len(narrow.titles()) == 2)
    bar = session.list.header.filters
    assert [chip.isVisible() for chip in bar.chips] == [True, False, False]
    assert bar.more.text() == "+2"
    narrow.click(bar.more)
    assert session.narrowing.popover.isVisible()
    assert session.narrowing.popover.kinds["date"].isChecked()


def test_every_part_of_the_popover_is_reached_by_tab(narrow: Desk) -> None:
    popover = narrow.session.narrowing.popover
    narrow.choose(narrow.session.actions.filters)
    tick(narrow, "Harbour Gazette")
    seen = set()
    for _ in range(6):
        narrow.press(Qt.Key.Key_Tab)
        seen.add(QApplication.focusWidget())
    popover.list.setFocus()
    narrow.type("s")
    narrow.press(Qt.Key.Key_Delete)
    narrow.press(Qt.Key.Key_Escape)
    assert narrow.session.counts is not None
    assert (narrow.session.counts.starred, len(narrow.titles())) == (0, 3), "no article was meant"
    assert {popover.field, popover.list, popover.instead, popover.show_button} <= seen
    assert seen & set(popover.kinds.values())
