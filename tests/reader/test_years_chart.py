"""The years as bars: clicked, dragged, walked with the arrow keys, read aloud."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader import assets
from reader.theme import Theme
from reader.years_chart import Range, YearsChart

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def chart(qapp: QApplication, qtbot: QtBot) -> YearsChart:
    made = YearsChart(Theme(assets.design()))
    qtbot.addWidget(made)
    made.resize(210, 72)
    made.show_all({2015: 4, 2017: 10, 2024: 2})
    made.show()
    return made


@pytest.fixture
def chosen(chart: YearsChart) -> list[Range | None]:
    heard: list[Range | None] = []
    chart.chosen.connect(heard.append)
    return heard


def at(chart: YearsChart, year: int) -> QPoint:
    return chart._box(year).center().toPoint()


def test_a_click_takes_a_year_and_a_drag_a_range(
    chart: YearsChart, chosen: list[Range | None], qtbot: QtBot
) -> None:
    assert chart.years == list(range(2015, 2025))
    qtbot.mouseClick(chart, LEFT, pos=at(chart, 2017))
    qtbot.mousePress(chart, LEFT, pos=at(chart, 2023))
    qtbot.mouseMove(chart, at(chart, 2020))
    qtbot.mouseRelease(chart, LEFT, pos=at(chart, 2020))
    assert chosen == [(2017, 2017), (2020, 2023)]


def test_a_handle_moves_one_end(chart: YearsChart, chosen: list[Range | None], qtbot: QtBot) -> None:
    chart.show_range((2017, 2020))
    handle = QPoint(round(chart._ends((2017, 2020))[1]), chart._foot() + 4)
    qtbot.mousePress(chart, LEFT, pos=handle)
    qtbot.mouseMove(chart, QPoint(at(chart, 2023).x(), handle.y()))
    qtbot.mouseRelease(chart, LEFT, pos=QPoint(at(chart, 2023).x(), handle.y()))
    assert chosen == [(2017, 2023)]


def test_the_arrows_walk_and_with_shift_they_extend(
    chart: YearsChart, chosen: list[Range | None], qtbot: QtBot
) -> None:
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.accessibleDescription().startswith("2024: 2 articles")
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    qtbot.keyClick(chart, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(chart, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(chart, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert chosen == [(2024, 2024), (2023, 2024), (2022, 2024), (2023, 2024), None]


def test_bars_are_said_with_what_is_found(chart: YearsChart) -> None:
    chart.show_found({2017: 3})
    assert chart.tip(2017) == "2017: 3 of 10 articles"
    assert chart.tip(2016) == "2016: 0 of 0 articles"
    chart.show_range((2016, 2017))
    assert chart.accessibleDescription().startswith("Chosen: 2016 to 2017. 2015: 0 of 4 articles. 2017: 3 of")


def test_without_articles_nothing_can_be_chosen(
    chart: YearsChart, chosen: list[Range | None], qtbot: QtBot
) -> None:
    chart.show_all({})
    chart.grab()
    qtbot.mouseClick(chart, LEFT, pos=QPoint(40, 20))
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chosen == []
