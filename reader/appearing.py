"""The commands over how an article is set: larger, smaller, and the popover under «Aa»."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from reader.look import Look
from reader.main_window import MainWindow
from reader.text_appearance import AppearancePopover
from reader.typeset import SIZE


class Appearing(QObject):
    """Wires them."""

    def __init__(self, window: MainWindow, look: Look) -> None:
        super().__init__(window)
        self._window, self._look = window, look
        self.popover: AppearancePopover | None = None
        """Once it was asked for."""
        actions, settings = window.commands, window.settings
        actions.larger.triggered.connect(lambda: look.set_articles(settings.typeset.stepped(1)))
        actions.smaller.triggered.connect(lambda: look.set_articles(settings.typeset.stepped(-1)))
        actions.as_designed.triggered.connect(lambda: look.set_articles(replace(settings.typeset, size=SIZE)))
        actions.appearance.triggered.connect(self._toggle)

    def _toggle(self) -> None:
        window = self._window
        if self.popover is None:
            self.popover = AppearancePopover(window.theme, window.settings, self._look, window.whole)
        if self.popover.isVisible():
            self.popover.dismiss()
            return
        window.enter_reader()
        self.popover.controls.follow()
        self.popover.open_under(window.appearance)
