"""Settings, Reading: how articles look, with a few lines of one below."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from reader.choice_row import ChoiceRow
from reader.i18n import _
from reader.look import Look
from reader.reading_preview import ReadingPreview
from reader.settings import SCALES, Settings
from reader.settings_page import SettingsPage
from reader.switch import Switch
from reader.text_appearance import AppearanceControls
from reader.theme import Theme


class ReadingPage(SettingsPage):
    """The controls of the text appearance, the preview, and what stands beside a text."""

    interface_chosen = Signal(str)
    """The scale of the interface's text."""
    hit_marks_chosen = Signal(bool)
    notes_beside_chosen = Signal(bool)
    stillness_chosen = Signal(bool)

    def __init__(self, theme: Theme, settings: Settings, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        px = theme.px
        self.column.setContentsMargins(px(32), px(20), px(32), px(14))  # all of it fits into the window
        self.column.setSpacing(px(5))
        self.controls = AppearanceControls(theme, settings, look, beside=True)
        self.column.addWidget(self.controls)
        self.column.addSpacing(px(6))
        self.preview = ReadingPreview(theme)
        self.column.addWidget(self.preview)
        self.column.addSpacing(px(6))
        self.interface = ChoiceRow(
            theme,
            _("Text size of the window"),
            [(str(scale), _("{n} %").format(n=round(scale * 100))) for scale in SCALES],
            str(settings.interface_scale),
        )
        self.interface.chosen.connect(self.interface_chosen)
        self.row(_("Text size of the window"), self.interface)
        self.hit_marks = Switch(theme, _("Show hit marks beside the scroll bar"), on=settings.hit_marks)
        self.hit_marks.toggled.connect(self.hit_marks_chosen)
        self.column.addWidget(self.hit_marks)
        self.notes = Switch(theme, _("Show notes beside the text"), on=settings.notes_beside)
        self.notes.toggled.connect(self.notes_beside_chosen)
        self.column.addWidget(self.notes)
        self.still = Switch(
            theme,
            _("Less motion"),
            _("Nothing slides, fades or pulses. Where the system asks for this, it holds anyway."),
            on=settings.less_motion,
        )
        self.still.toggled.connect(self.stillness_chosen)
        self.column.addWidget(self.still)
        self.end()
