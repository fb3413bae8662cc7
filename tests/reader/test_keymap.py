"""Keys can be others: remembered, taken from whoever had them, and as designed again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication

from reader import assets
from reader.actions import Actions
from reader.key_list import KeyRow, rows_for
from reader.keymap import Keymap, is_needed, is_single
from reader.settings import Settings
from reader.theme import Theme


@pytest.fixture
def owner(qapp: QApplication) -> QObject:
    return QObject()


@pytest.fixture
def actions(owner: QObject) -> Actions:
    return Actions(owner, Theme(assets.design()))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


def keys(action: QAction) -> list[str]:
    return [one.toString() for one in action.shortcuts()]


def test_keys_that_were_changed_are_there_again(actions: Actions, settings: Settings, owner: QObject) -> None:
    keymap = Keymap(actions.all, settings)
    keymap.bind(actions.star, [QKeySequence("Ctrl+D")])
    assert keys(actions.star) == ["Ctrl+D"]
    settings.save()
    other = Actions(owner, Theme(assets.design()))
    again = Keymap(other.all, Settings(Path(settings.file.fileName())))
    assert keys(other.star) == ["Ctrl+D"]
    assert again.is_changed(other.star)
    again.reset(other.star)
    assert keys(other.star) == ["S"]
    assert not again.has_changes


def test_whoever_had_the_keys_loses_them(actions: Actions, settings: Settings) -> None:
    keymap = Keymap(actions.all, settings)
    assert keymap.holder(QKeySequence("F3"), actions.star) is actions.next_hit
    keymap.bind(actions.star, [QKeySequence("F3")])
    assert keys(actions.next_hit) == ["N"]
    keymap.reset(actions.next_hit)
    assert (keys(actions.next_hit), keys(actions.star)) == (["N", "F3"], [])
    keymap.bind(actions.star, [])
    keymap.reset_all()
    every = [one.toString() for action in actions.all for one in action.shortcuts()]
    assert len(every) == len(set(every))
    assert keys(actions.star) == ["S"]


def test_single_letters_can_be_switched_off(actions: Actions, settings: Settings) -> None:
    keymap = Keymap(actions.all, settings)
    keymap.single_letters = False
    left = [one for action in actions.all for one in action.shortcuts()]
    assert left
    assert not any(map(is_single, left))
    assert keys(actions.next_hit) == ["F3"]
    assert keys(actions.search) == ["Ctrl+L"]
    assert [one.toString() for one in keymap.keys_of(actions.star)] == ["S"]
    keymap.single_letters = True
    assert keys(actions.star) == ["S"]


@pytest.mark.parametrize("text", ["{", "[1]", '{"star": 3}', '{"star": [4]}', '{"gone": ["X"]}'])
def test_settings_that_are_not_ours_change_nothing(actions: Actions, settings: Settings, text: str) -> None:
    settings.keys = text
    Keymap(actions.all, settings)
    assert keys(actions.star) in (["S"], [])
    assert keys(actions.bin) == ["Del"]


def test_which_keys_are_single_and_which_are_needed() -> None:
    for text, single, needed in (
        ("S", True, False),
        ("Shift+N", True, False),
        ("/", True, False),
        ("Space", False, True),
        ("F3", False, False),
        ("Ctrl+S", False, False),
        ("Esc", False, True),
        ("Shift+Tab", False, True),
        ("Alt+Left", False, False),
        ("Left", False, True),
    ):
        assert (is_single(QKeySequence(text)), is_needed(QKeySequence(text))) == (single, needed), text


def test_commands_are_found_by_words_and_by_keys(actions: Actions) -> None:
    rows = [
        KeyRow("File"),
        KeyRow("Quit", actions.quit, (QKeySequence("Ctrl+Q"),)),
        KeyRow("Article"),
        KeyRow("Star", actions.star, (QKeySequence("S"),)),
        KeyRow("Next hit", actions.next_hit, (QKeySequence("N"), QKeySequence("F3"))),
    ]
    assert [row.words for row in rows_for(rows, "hit")] == ["Article", "Next hit"]
    assert [row.words for row in rows_for(rows, "ctrl + q")] == ["File", "Quit"]
    assert rows_for(rows, "") == rows
    assert rows[-1].spoken == "Next hit, N, F3"
    assert KeyRow("Star", actions.star).spoken == "Star, no keys"
