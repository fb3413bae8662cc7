"""Every command is in a menu, has words, and no key does two things."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar

from reader import assets
from reader.actions import Actions, Menus
from reader.palette_entries import action_entries, place_entries
from reader.theme import Theme


@pytest.fixture
def owner(qapp: QApplication) -> QObject:
    return QObject()


@pytest.fixture
def actions(owner: QObject) -> Actions:
    return Actions(owner, Theme(assets.design()))


def within(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from within(inner)
        elif not action.isSeparator():
            yield action


def test_every_command_is_in_a_menu(actions: Actions) -> None:
    bar = QMenuBar()
    menus = Menus(bar, actions)
    menus.languages([("", "As the system"), ("en", "English")])
    found = {id(action) for top in bar.actions() for action in within(top.menu())}  # type: ignore[arg-type]
    assert [action.text() for action in actions.all if id(action) not in found] == []


def test_every_command_is_in_the_palette_or_a_place_of_it(actions: Actions) -> None:
    bar = QMenuBar()
    menus = Menus(bar, actions)
    menus.languages([("", "As the system"), ("en", "English")])
    for action in actions.all:
        action.setEnabled(True)
        action.setVisible(True)
    entries = action_entries(menus.every())
    assert {id(entry.action) for entry in entries} == {id(action) for action in actions.all}
    keys = [entry.key for entry in entries]
    assert len(keys) == len(set(keys))
    assert all(key.removeprefix("action:") for key in keys), "each has a name to be remembered by"
    assert all(entry.icon for entry in entries if entry.action not in actions.places.values())
    assert "Theme: Dark" in {entry.words for entry in entries}
    places = {entry.place.kind for entry in place_entries(None, []) if entry.place is not None}
    assert places == set(actions.places), "these are offered as places"
    star = next(entry for entry in entries if entry.action is actions.star)
    actions.star.setEnabled(False)
    assert star.key not in {entry.key for entry in action_entries(menus.every())}


def test_no_key_does_two_things(actions: Actions) -> None:
    keys = [key.toString() for action in actions.all for key in action.shortcuts()]
    assert len(keys) == len(set(keys))
    assert all(keys)


def test_the_keys_are_those_of_the_design(actions: Actions) -> None:
    def keys(action: QAction) -> set[str]:
        return {key.toString() for key in action.shortcuts()}

    assert {"Ctrl+L", "/"} <= keys(actions.search)
    assert {"N", "F3"} <= keys(actions.next_hit)
    assert {"Shift+N", "Shift+F3"} <= keys(actions.previous_hit)
    assert keys(actions.star) == {"S"}
    assert keys(actions.unread) == {"U"}
    assert keys(actions.bin) == {"Del"}
    assert keys(actions.next_article) == {"J"}
    assert keys(actions.add_files) == {"Ctrl+O"}
    assert keys(actions.add_page) == {"Ctrl+Shift+N"}
    assert keys(actions.find) == {"Ctrl+F"}
    assert "Ctrl+Z" in keys(actions.undo)
    assert keys(actions.next_pane) == {"F6"}
    for action, key in (
        (actions.palette, "Ctrl+K"),
        (actions.settings, "Ctrl+,"),
        (actions.guide, "F1"),
        (actions.back, "Alt+Left"),
        (actions.forward, "Alt+Right"),
        (actions.filters, "Ctrl+Shift+F"),
        (actions.original, "Ctrl+U"),
        (actions.open_page, "Ctrl+Shift+O"),
        (actions.sidebar, "Ctrl+\\"),
        (actions.removed, "R"),
        (actions.page_down, "Space"),
        (actions.as_designed, "Ctrl+0"),
        (actions.highlight, "H"),
        (actions.note, "M"),
        (actions.tag, "T"),
    ):
        assert key in keys(action), action.text()
    assert {"F11", "Shift+F"} <= keys(actions.focus)


def test_letters_of_menus_are_underlined_only_while_alt_is_held(actions: Actions) -> None:
    bar = QMenuBar()
    menus = Menus(bar, actions)
    assert menus.file.title() == "File"
    menus.show_keys(True)
    assert menus.file.title() == "&File"
    letters = [menu.title()[menu.title().index("&") + 1] for menu in (menus.file, menus.edit, menus.view)]
    assert len(set(letters)) == 3
