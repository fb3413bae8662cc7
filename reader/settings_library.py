"""Settings, Library and backup: where it lies, what it takes, whether it is whole, and its copies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from archive.model import Backup, Sizes
from reader.announcing import announce
from reader.controls import Button, Hairline, Text
from reader.dates import long_date
from reader.flow_layout import FlowLayout
from reader.i18n import _, decimal, ngettext, number
from reader.settings_page import SettingsPage
from reader.theme import Theme

MOST_BACKUPS = 8


def size_words(size: int) -> str:
    """«12 MB»: in the unit one would say."""
    for unit, words in ((10**9, _("{n} GB")), (10**6, _("{n} MB")), (10**3, _("{n} kB"))):
        if size >= unit:
            value = size / unit
            return words.format(n=decimal(value) if value < 10 else number(round(value)))
    return ngettext("{n} byte", "{n} bytes", size).format(n=number(size))


class LibraryPage(SettingsPage):
    """Shows what it is handed and says what is wished."""

    folder_wanted = Signal()
    moving = Signal()
    open_other = Signal()
    check = Signal()
    mend = Signal()
    stop = Signal()
    backup = Signal()
    backup_elsewhere = Signal()
    restore = Signal(object)
    """A `Backup`."""
    restore_elsewhere = Signal()

    def __init__(self, theme: Theme, folder: Path, *, is_sample: bool, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.heading(_("Where it lies"), first=True)
        if is_sample:
            self.say(_("This is the sample library. It is made anew each time you look around in it."))
        self.place = self.say(str(folder), "text.primary")
        self.show_folder = self._button(_("Show the folder"), self.folder_wanted)
        self.move_button = self._button(_("Move the library…"), self.moving)
        self.other_button = self._button(_("Open another library…"), self.open_other)
        self.move_button.setVisible(not is_sample)
        self._can_restore = not is_sample
        self._row(self.show_folder, self.move_button, self.other_button)
        self.heading(_("What it takes"))
        self._sizes = QGridLayout()
        self._sizes.setHorizontalSpacing(theme.px(18))
        self._sizes.setVerticalSpacing(theme.px(5))
        self._sizes.setColumnMinimumWidth(0, theme.px(200))
        self._sizes.setColumnStretch(1, 1)
        self.column.addLayout(self._sizes)
        self.size_rows: dict[str, Text] = {}
        self.heading(_("Is it whole?"))
        self.state = self.say(
            _("A check reads everything once and compares it with what was written down when it came.")
        )
        self.check_button = self._button(_("Check now"), self.check)
        self.mend_button = self._button(_("Repair from the backups"), self.mend)
        self.stop_button = self._button(_("Stop"), self.stop)
        self.mend_button.hide()
        self.stop_button.hide()
        self._row(self.check_button, self.mend_button, self.stop_button)
        self.heading(_("Backups"))
        self.backup_words = self.say(
            _(
                "Broadside backs up by itself while you use it, when something has changed, into the "
                "library's folder. A copy on another disk is yours to make."
            )
        )
        self.backup_state = self.say("", "text.tertiary")
        self.backup_state.hide()
        self.backup_button = self._button(_("Back up now"), self.backup)
        self.elsewhere_button = self._button(_("Back up to another folder…"), self.backup_elsewhere)
        self.from_elsewhere = self._button(_("Restore from another folder…"), self.restore_elsewhere)
        self._row(self.backup_button, self.elsewhere_button)
        self._backups = QVBoxLayout()
        self._backups.setSpacing(0)
        self.column.addLayout(self._backups)
        self._row(self.from_elsewhere)
        self.from_elsewhere.setVisible(not is_sample)
        self.restore_buttons: list[Button] = []
        self._rows: list[QWidget] = []
        self.end()

    def _button(self, words: str, heard: SignalInstance) -> Button:
        button = Button(self.theme, words, parent=self)
        button.clicked.connect(heard)
        return button

    def _row(self, *buttons: Button) -> None:
        row = FlowLayout(self.theme.px(8))
        for button in buttons:
            row.addWidget(button)
        self.column.addLayout(row)

    def show_sizes(self, sizes: Sizes, articles: int) -> None:
        """How much of what kind there is."""
        count = ngettext("{n} article", "{n} articles", articles).format(n=number(articles))
        for name, words, value in (
            ("articles", _("Articles, notes and tags"), f"{size_words(sizes.articles)} · {count}"),
            ("originals", _("Pages as they came"), size_words(sizes.originals)),
            ("index", _("For the search"), size_words(sizes.index)),
            ("backups", _("Backups"), size_words(sizes.backups) if sizes.backups else _("none yet")),
            ("other", _("Other"), size_words(sizes.other)),
            ("whole", _("Altogether"), size_words(sizes.whole)),
        ):
            if name not in self.size_rows:
                row = len(self.size_rows)
                self._sizes.addWidget(Text(self.theme, "ui.base", "text.primary", words, most=1), row, 0)
                self.size_rows[name] = Text(self.theme, "ui.base", "text.secondary", most=1)
                self._sizes.addWidget(self.size_rows[name], row, 1)
            self.size_rows[name].setText(value)
            self.size_rows[name].setAccessibleName(f"{words}: {value}")

    def show_state(
        self, words: str, *, busy: bool = False, can_mend: bool = False, bad: bool = False
    ) -> None:
        """What a check or a repair says."""
        self.state.set_ink("danger" if bad else "text.secondary")
        self.state.setText(words)
        self.check_button.setVisible(not busy)
        self.stop_button.setVisible(busy)
        self.mend_button.setVisible(can_mend and not busy)
        announce(self.state, words)

    def show_backup_state(self, words: str, *, busy: bool = False) -> None:
        self.backup_state.setText(words)
        self.backup_state.setVisible(bool(words))
        announce(self.backup_state, words)
        for button in (self.backup_button, self.elsewhere_button, self.from_elsewhere):
            button.setEnabled(not busy)

    def show_backups(self, backups: Sequence[Backup]) -> None:
        """The newest of them, each with a way back to it."""
        for row in self._rows:
            self._backups.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows, self.restore_buttons = [], []
        for backup in backups[:MOST_BACKUPS] if self._can_restore else ():
            at = backup.at.astimezone()
            when = _("{date}, {time}").format(date=long_date(at), time=f"{at:%H:%M}")
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, self.theme.px(5), 0, self.theme.px(5))
            line.addWidget(Text(self.theme, "ui.base", "text.primary", when, most=1))
            line.addWidget(Text(self.theme, "ui.base", "text.tertiary", size_words(backup.size), most=1))
            line.addStretch(1)
            button = Button(self.theme, _("Go back to this…"), small=True)
            button.setAccessibleDescription(when)
            button.clicked.connect(lambda checked=False, backup=backup: self.restore.emit(backup))
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            self.restore_buttons.append(button)
            for part in (Hairline(self.theme), row):
                self._backups.addWidget(part)
                self._rows.append(part)
