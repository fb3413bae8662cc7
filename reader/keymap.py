"""The keys of the commands as the person wants them: those that were changed, the rest as designed."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QAction, QKeySequence

from reader.settings import Settings

_FORMAT = QKeySequence.SequenceFormat.PortableText
_PLAIN = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier
_NEEDED = frozenset(
    {
        Qt.Key.Key_Escape,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Space,
    }
)
"""Alone they lead through every window, and no command may take them."""


def is_single(keys: QKeySequence) -> bool:
    """True for a letter, digit or sign alone or with Shift, as it is typed into a text."""
    if keys.count() != 1:
        return False
    pressed = _pressed(keys)
    return pressed.keyboardModifiers() in _PLAIN and Qt.Key.Key_Space < pressed.key() < Qt.Key.Key_Escape


def is_needed(keys: QKeySequence) -> bool:
    """True for a key one gets around with, which stays what it is."""
    if keys.count() != 1:
        return False
    pressed = _pressed(keys)
    return pressed.keyboardModifiers() in _PLAIN[:2] and Qt.Key(pressed.key()) in _NEEDED


def _pressed(keys: QKeySequence) -> QKeyCombination:
    first: QKeyCombination = keys[0]  # type: ignore[index]
    return first


class Keymap:
    """Keeps the shortcuts of some actions as the settings say."""

    def __init__(self, actions: Sequence[QAction], settings: Settings) -> None:
        """`actions` have names and, at this moment, the shortcuts they were designed with."""
        self._settings = settings
        self._actions = {action.objectName(): action for action in actions}
        self._designed = {name: action.shortcuts() for name, action in self._actions.items()}
        self._changed = _read(settings.keys)
        self.apply()

    @property
    def single_letters(self) -> bool:
        return self._settings.single_letters

    @single_letters.setter
    def single_letters(self, wanted: bool) -> None:
        self._settings.single_letters = wanted
        self.apply()

    def keys_of(self, action: QAction) -> list[QKeySequence]:
        """Its shortcuts, single letters too where they are switched off."""
        name = action.objectName()
        if name in self._changed:
            return [QKeySequence.fromString(text, _FORMAT) for text in self._changed[name]]
        return list(self._designed.get(name, ()))

    def is_changed(self, action: QAction) -> bool:
        return action.objectName() in self._changed

    @property
    def has_changes(self) -> bool:
        return bool(self._changed)

    def holder(self, keys: QKeySequence, but: QAction) -> QAction | None:
        """Another command that has these keys."""
        for action in self._actions.values():
            if action is not but and keys in self.keys_of(action):
                return action
        return None

    def bind(self, action: QAction, keys: Sequence[QKeySequence]) -> None:
        """Give a command these keys and no others; whichever command had them loses them."""
        for key in keys:
            while (other := self.holder(key, action)) is not None:
                self._set(other, [one for one in self.keys_of(other) if one != key])
        self._set(action, keys)
        self._store()

    def reset(self, action: QAction) -> None:
        """The keys it was designed with; whichever command has them now loses them."""
        self.bind(action, self._designed[action.objectName()])

    def reset_all(self) -> None:
        """All as designed."""
        self._changed.clear()
        self._store()

    def apply(self) -> None:
        """Let every action have its keys."""
        for action in self._actions.values():
            keys = self.keys_of(action)
            if not self.single_letters:
                keys = [one for one in keys if not is_single(one)]
            if action.shortcuts() != keys:
                action.setShortcuts(keys)

    def _set(self, action: QAction, keys: Sequence[QKeySequence]) -> None:
        name = action.objectName()
        if list(keys) == self._designed[name]:
            self._changed.pop(name, None)
        else:
            self._changed[name] = [one.toString(_FORMAT) for one in keys]

    def _store(self) -> None:
        self._settings.keys = json.dumps(self._changed, sort_keys=True) if self._changed else ""
        self.apply()


def _read(text: str) -> dict[str, list[str]]:
    """What the settings hold; anything that is not ours counts as nothing changed."""
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        str(name): [one for one in keys if isinstance(one, str)]
        for name, keys in found.items()
        if isinstance(keys, list)
    }
