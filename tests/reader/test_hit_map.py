"""The scroll bar that shows where hits and removed passages are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader import assets
from reader.hit_map import HitMap, Tick
from reader.theme import Theme


@pytest.fixture
def bar(qapp: QApplication, qtbot: QtBot) -> HitMap:
    made = HitMap(Theme(assets.design()))
    qtbot.addWidget(made)
    made.resize(18, 600)
    made.setRange(0, 5_400)
    made.setPageStep(600)
    made.show()
    return made


def test_a_press_on_a_tick_chooses_it_and_moves_nothing(bar: HitMap, qtbot: QtBot) -> None:
    tick = Tick(0.5, "hit", 7)
    bar.set_ticks([tick])
    with qtbot.waitSignal(bar.chosen) as heard:
        qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(9, round(bar.tick_y(tick))))
    assert heard.args == [tick]
    assert bar.value() == 0


def test_a_press_beside_the_thumb_goes_a_page(bar: HitMap, qtbot: QtBot) -> None:
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(9, 590))
    assert bar.value() == 600


def test_the_thumb_can_be_dragged_to_the_end(bar: HitMap, qtbot: QtBot) -> None:
    qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(9, 20))
    for y in (100, 300, 640):
        qtbot.mouseMove(bar, QPoint(9, y))
    qtbot.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(9, 640))
    assert bar.value() == 5_400


def test_ticks_that_would_run_together_are_one_and_the_current_one_wins(bar: HitMap) -> None:
    close = 1 / 600
    bar.set_ticks([Tick(0.5, "hit", 0), Tick(0.5 + close, "current", 1), Tick(0.5 + 2 * close, "hit", 2)])
    found = bar.tick_at(bar.tick_y(Tick(0.5, "hit", 0)))
    assert found is not None
    assert found.index == 1


def test_a_tick_is_drawn_in_its_ink(bar: HitMap) -> None:
    theme = Theme(assets.design())
    bar.set_ticks([Tick(0.5, "hit", 0), Tick(0.75, "current", 1)])
    image = bar.grab().toImage()
    for at, token in ((0.5, "hit.tick"), (0.75, "hit.tick.current")):
        y = round(bar.tick_y(Tick(at, "hit", 0)))
        inks = {image.pixelColor(9, y + dy).name() for dy in (-1, 0, 1)}
        assert theme.colour(token).name() in inks
