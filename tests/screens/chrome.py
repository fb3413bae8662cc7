"""The stages of what is around the reading: the command palette, settings, the guide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from archive.model import Place
from reader.places import name_of

if TYPE_CHECKING:
    from tests.screens.render import Stage


def palette(stage: Stage) -> None:
    stage.app.look.choose_theme("dark")
    session = stage.open()
    stage.search('"voting age" committee')
    palette = session.commanding.palette
    for name, words in (("palette", "open"), ("palette-empty", ""), ("palette-places", "harb")):
        session.actions.palette.trigger()
        for letter in words:
            QTest.keyClick(palette.field, letter)
        stage.rest(600)
        stage.shoot(name)
        palette.dismiss()
    stage.app.look.choose_theme("light")
    session.window.resize(1024, 640)
    session.go_to(Place(), name_of(Place()))
    session.actions.palette.trigger()
    QTest.keyClicks(palette.field, "th")
    QTest.keyClick(palette.field, Qt.Key.Key_Tab)
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    stage.rest(600)
    stage.shoot("palette-small")
    palette.dismiss()
