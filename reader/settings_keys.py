"""Settings, Keyboard: every command with its keys, each of which can be another."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from reader.controls import Button
from reader.i18n import _
from reader.key_dialog import KeyDialog
from reader.key_list import KeyList, KeyRow, rows_for
from reader.keymap import Keymap, is_single
from reader.settings_page import SettingsPage
from reader.switch import Switch
from reader.theme import Theme

Commands = Callable[[], Iterable[tuple[str, Iterable[tuple[QAction, str]]]]]
"""The menus by name, each with its commands and their words."""


class KeysPage(SettingsPage):
    """Changes the keymap it is handed."""

    def __init__(
        self, theme: Theme, keymap: Keymap, commands: Commands, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self.column.setSpacing(theme.px(8))
        self._keymap, self._commands = keymap, commands
        self.dialog: KeyDialog | None = None
        """While a command gets other keys."""
        self.singles = Switch(
            theme,
            _("Use single-letter shortcuts"),
            _("S stars, J and K step through the list. Off, no letter alone does anything."),
            on=keymap.single_letters,
        )
        self.singles.toggled.connect(self._use_singles)
        self.column.addWidget(self.singles)
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Search commands or keys"))
        self.field.setAccessibleName(_("Search commands or keys"))
        self.field.setClearButtonEnabled(True)
        self.field.setMaxLength(100)
        self.field.textChanged.connect(lambda text: self._show())
        self.reset = Button(theme, _("All as designed"))
        self.reset.clicked.connect(self._reset_all)
        head.addWidget(self.field, 1)
        head.addWidget(self.reset)
        self.column.addLayout(head)
        self.list = KeyList(theme, lambda keys: not keymap.single_letters and is_single(keys))
        self.list.wanted.connect(self.change)
        self.column.addWidget(self.list, 1)
        self.say(_("Press Enter on a command, or click it, to give it other keys."), "text.tertiary")
        self._show()

    def rows(self) -> list[KeyRow]:
        """All of them."""
        keymap, found = self._keymap, []
        for menu, commands in self._commands():
            found.append(KeyRow(menu))
            for action, words in commands:
                keys = tuple(keymap.keys_of(action))
                found.append(KeyRow(words, action, keys, keymap.is_changed(action)))
        return found

    def change(self, action: QAction) -> None:
        """Ask for other keys for a command."""
        dialog = KeyDialog(self.theme, self._keymap, action, self._words(action), self._words, self.window())
        dialog.done_with.connect(self._show)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None
        self.list.setFocus()

    def _words(self, action: QAction) -> str:
        return next((row.words for row in self.rows() if row.action is action), action.text())

    def _show(self) -> None:
        self.list.show_rows(rows_for(self.rows(), self.field.text()))
        self.reset.setEnabled(self._keymap.has_changes)

    def _use_singles(self, wanted: bool) -> None:
        self._keymap.single_letters = wanted
        self.list.viewport().update()

    def _reset_all(self) -> None:
        self._keymap.reset_all()
        self._show()
