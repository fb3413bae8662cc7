"""The way to the guide: F1, and from the places where it is promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from archive.model import Block, BlockKind
from reader.i18n import _, spoken
from reader.key_caps import caps_of
from reader.main_window import MainWindow

if TYPE_CHECKING:  # the start does without the guide
    from reader.guide import Topic
    from reader.guide_window import GuideWindow

KEYS = "keys"


class Guiding(QObject):
    """Opens the guide of one window, with the keys its commands have at that moment."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._main = window
        self.window: GuideWindow | None = None
        """While it is open."""
        actions = window.commands
        actions.guide.triggered.connect(lambda checked=False: self.show("search"))
        actions.shortcuts.triggered.connect(lambda checked=False: self.show(KEYS))

    def show(self, topic: str = "") -> None:
        """Open it at a topic, or bring it to the front."""
        from reader.guide_window import GuideWindow

        if self.window is None:
            self.window = GuideWindow(self._main.theme, self.topics(), self._main)
            self.window.finished.connect(self._closed)
        if topic:
            self.window.turn_to(topic)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def topics(self) -> tuple[Topic, ...]:
        """What is written, and the table of all keys as they are now."""
        from reader.guide import topics

        keys = {action.objectName(): named(action) for action in self._main.commands.all}
        return (*topics(spoken(), keys), self._keys())

    def _keys(self) -> Topic:
        from reader.guide import Topic

        blocks = []
        for menu, commands in self._main.menus.named():
            rows = [(words, named(action, every=True)) for action, words in commands if action.shortcuts()]
            if rows:
                blocks.append(Block(BlockKind.HEADING, menu, level=2))
                head = "\t".join((_("Command"), _("Keys")))
                table = "\n".join([head, *(f"{words}\t{keys}" for words, keys in rows)])
                blocks.append(Block(BlockKind.TABLE, table, level=1))
        return Topic(KEYS, _("All keys"), tuple(blocks))

    def _closed(self) -> None:
        self.window = None


def named(action: QAction, *, every: bool = False) -> str:
    """The keys of a command as words: «Ctrl+K»; of one without any, its name in the menu."""
    keys = ["+".join(caps_of(one)) for one in action.shortcuts()]
    if not keys:
        return f"“{action.text().replace('&', '').removesuffix('…')}”"
    return ", ".join(keys[:2]) if every else keys[0]
