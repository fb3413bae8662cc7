"""Settings, Cleaning: the person's rules with what they reach, pictures, and cleaning again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reader.controls import Button
from reader.i18n import _
from reader.rules_dialog import RulesList
from reader.settings_page import SettingsPage
from reader.switch import Switch
from reader.theme import Theme


class CleaningPage(SettingsPage):
    """Shows what it is handed and says what is wished."""

    pictures_chosen = Signal(bool)
    again = Signal()
    """All kept pages are to be cleaned again."""

    def __init__(self, theme: Theme, *, pictures: bool, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.heading(_("Web pages"), first=True)
        self.pictures = Switch(
            theme,
            _("Fetch the pictures of web pages"),
            _("Those of the article, when you add the page. They are kept with it."),
            on=pictures,
        )
        self.pictures.toggled.connect(self.pictures_chosen)
        self.column.addWidget(self.pictures)
        self.heading(_("Kept pages"))
        self.say(
            _(
                "Every page is kept as it came. When Broadside has learned to clean better, the articles "
                "can be made anew from their pages; what you changed stays."
            )
        )
        row = QHBoxLayout()
        self.again_button = Button(theme, _("Clean kept pages again…"))
        self.again_button.clicked.connect(self.again)
        row.addWidget(self.again_button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.heading(_("Rules for passages"))
        self.rules = RulesList(theme, self)
        self.column.addWidget(self.rules.count)
        self.column.addWidget(self.rules.list)
        self.end()
