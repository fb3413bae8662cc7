"""Settings, Privacy: what the program never does, and every request it ever made."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from archive.model import Request
from reader.controls import Button, Text
from reader.i18n import _, ngettext, number
from reader.request_list import RequestList
from reader.settings_page import SettingsPage
from reader.theme import Theme

PAUSE_MS = 120
LEAST_LIST = 190


class PrivacyPage(SettingsPage):
    """Shows the requests it is handed; asks for more, for those with some words, and that they be cleared."""

    asked = Signal(str, int)
    """Words to look for, and how many requests are here already."""
    clear = Signal()
    log_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.heading(_("What Broadside never does"), first=True)
        self.say(
            _(
                "It sends nothing about you or your reading to anyone: no account, no counting, no look for "
                "updates. Searching, cleaning and reading happen on this computer. It asks the network only "
                "for the pages you add, and for their pictures where you want them."
            )
        )
        self.heading(_("Every request it ever made"))
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Search the addresses"))
        self.field.setAccessibleName(_("Search the addresses"))
        self.field.setClearButtonEnabled(True)
        self.field.setMaxLength(200)
        self.clear_button = Button(theme, _("Clear the list"))
        self.clear_button.clicked.connect(self.clear)
        head.addWidget(self.field, 1)
        head.addWidget(self.clear_button)
        self.column.addLayout(head)
        self.count = Text(theme, "ui.small", "text.tertiary", most=1)
        self.column.addWidget(self.count)
        self.list = RequestList(theme, self._more)
        self.list.setMinimumHeight(theme.px(LEAST_LIST))
        self.column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        self.log_button = Button(theme, _("Show the log"), small=True)
        self.log_button.clicked.connect(self.log_wanted)
        words = _("The log helps to find faults. It holds numbers only: no titles, no addresses, no text.")
        foot.addWidget(Text(theme, "ui.small", "text.tertiary", words), 1)
        foot.addWidget(self.log_button)
        self.column.addLayout(foot)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(lambda: self.asked.emit(self.field.text(), 0))
        self.field.textChanged.connect(lambda text: self._pause.start())

    def _more(self) -> None:
        self.asked.emit(self.field.text(), len(self.list.model_of.requests))

    def show_requests(self, requests: Sequence[Request], total: int, offset: int) -> None:
        """Show these, or add them to those that are here."""
        model = self.list.model_of
        if offset == 0:
            model.show(requests, total)
        elif offset == len(model.requests):
            model.add(requests)
        count = ngettext("{n} request, the newest first", "{n} requests, the newest first", total)
        if total:
            words = count.format(n=number(total))
        elif self.field.text().strip():
            words = _("No request went to an address like that.")
        else:
            words = _("None yet.")
        self.count.setText(words)
        self.clear_button.setEnabled(total > 0)
