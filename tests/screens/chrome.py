"""The stages of what is around the reading: the command palette, settings, the guide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from archive.model import Place
from reader.guide_window import GuideWindow
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


def settings(stage: Stage) -> None:
    session = stage.open()
    stage.search('"voting age" committee')
    for name in ("reading", "cleaning", "library", "keyboard", "language", "privacy", "about"):
        session.preferences.show(name)
        stage.rest(500)
        assert session.preferences.window is not None
        stage.shoot(f"settings-{name}", session.preferences.window)
    stage.app.look.choose_theme("dark")
    session.preferences.show("reading")
    stage.rest(300)
    stage.shoot("settings-dark", session.preferences.window)
    stage.app.look.choose_theme("light")
    session.preferences.window.close()


def guide(stage: Stage) -> None:
    session = stage.open()
    session.actions.guide.trigger()
    stage.rest(500)
    window = session.window.findChild(GuideWindow)
    assert window is not None
    stage.shoot("guide", window)
    window.field.setText("note")
    stage.rest(300)
    stage.shoot("guide-found", window)
    window.turn_to("keys")
    stage.rest(300)
    stage.shoot("guide-keys", window)
    window.close()
