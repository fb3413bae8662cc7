"""Settings, Language: of the words of the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from reader.choice_row import Segment
from reader.i18n import _
from reader.settings_page import SettingsPage
from reader.theme import Theme


class LanguagePage(SettingsPage):
    """One choice below the other."""

    chosen = Signal(str)
    """A code; empty for the system's language."""

    def __init__(
        self, theme: Theme, languages: Sequence[tuple[str, str]], value: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self.heading(_("Language of the window"), first=True)
        self.say(
            _("Articles are shown and searched in the language they are written in, whatever is chosen here.")
        )
        self.group = QButtonGroup(self)
        self.buttons: dict[str, Segment] = {}
        column = QVBoxLayout()
        column.setSpacing(theme.px(8))
        for code, words in languages:
            button = self.buttons[code] = Segment(theme, code, words, self)
            self.group.addButton(button)
            button.setFixedWidth(max(button.sizeHint().width(), theme.px(240)))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addLayout(column)
        self.buttons[value if value in self.buttons else ""].setChecked(True)
        self.group.buttonToggled.connect(lambda button, on: self.chosen.emit(button.value) if on else None)
        self.end()
