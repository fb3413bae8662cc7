"""Ctrl+K, and everything is reached by typing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.flows.conftest import Desk

CTRL = Qt.KeyboardModifier.ControlModifier


def test_actions_places_and_articles_are_reached_by_typing(filled: Desk) -> None:
    desk, session = filled, filled.open()
    desk.settle()
    desk.click_row(0)
    desk.until(lambda: session.reading.open_id is not None)
    opened = session.reading.open_id
    before = QApplication.focusWidget()
    palette = session.commanding.palette
    scrim = palette.keeps[0]

    def words() -> list[str]:
        return [entry.words for entry in palette.list.rows.rows]

    # an action, with the keyboard back where it was
    desk.press(Qt.Key.Key_K, CTRL)
    assert palette.isVisible()
    assert palette.field.hasFocus()
    assert words()[0] == "Actions"
    desk.until(lambda: "Articles" in words())
    assert words()[-1] == "Committee backs lower voting age", "the article opened last"
    desk.type("star")
    assert words()[:2] == ["Actions", "Star"]
    assert palette.field.accessibleDescription() == "Star, S"
    desk.press(Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert QApplication.focusWidget() is before
    desk.until(lambda: session.counts is not None and session.counts.starred == 1)

    # a place; what was used last stands first
    desk.press(Qt.Key.Key_K, CTRL)
    assert words()[:2] == ["Used last", "Take the star away"]
    desk.type("north")
    assert words() == ["Go to", "Northern Ledger"]
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.titles() == ["Budget talks pause over rail"])

    # an article by its title, from wherever one is; Tab hides what is not an action
    session.adding.show_page()
    desk.press(Qt.Key.Key_K, CTRL)
    desk.type("water")
    desk.until(lambda: words() == ["Articles", "Province publishes water charges"])
    desk.press(Qt.Key.Key_Tab)
    assert words() == []
    assert palette.nothing.isVisible()
    assert palette.field.hasFocus()
    desk.press(Qt.Key.Key_Tab)
    desk.until(lambda: words() == ["Articles", "Province publishes water charges"])
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: session.reading.open_id not in (None, opened))
    assert not desk.window.shows_imports
    assert session.reader.article is not None
    assert session.reader.article.article.title == "Province publishes water charges"

    # Esc, Ctrl+K again and a press beside it close it and do nothing
    place = session.list.query.question.place
    for close in (
        lambda: desk.press(Qt.Key.Key_Escape),
        lambda: desk.press(Qt.Key.Key_K, CTRL),
        lambda: desk.click(scrim, scrim.rect().bottomLeft()),
    ):
        desk.press(Qt.Key.Key_K, CTRL)
        desk.press(Qt.Key.Key_Up)
        assert palette.list.chosen is not None
        assert palette.list.chosen.kind != "action", "round at the end"
        close()
        assert not palette.isVisible()
        assert not scrim.isVisible()
    assert session.list.query.question.place == place
