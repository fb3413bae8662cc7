"""What happens to a bug: it is written down and shown, with details one can copy; nothing is sent."""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication

import reader
from reader.i18n import _
from reader.text_dialog import TextDialog
from reader.theme import Theme

MOST = 3
"""So many dialogues are open at most: a bug that comes at every turn does not fill the screen."""


class Crashes:
    """Takes the place of `sys.excepthook` while the window lives."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._open: list[TextDialog] = []
        self._before = sys.excepthook

    def install(self) -> None:
        sys.excepthook = self.heard

    def remove(self) -> None:
        sys.excepthook = self._before

    def heard(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """A bug: write down where it was, and tell the person."""
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, error, trace)
            return
        where = traceback.extract_tb(trace)
        # where it was, not what was in it: a message may hold a title or an address
        places = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(where[-6:]))
        logging.getLogger("broadside").error("bug %s at %s", kind.__name__, places)
        details = "".join(traceback.format_exception(kind, error, trace))
        about = f"Broadside {reader.__version__}, Python {sys.version.split()[0]}, Qt {qVersion()}\n\n"
        self._open = [dialog for dialog in self._open if dialog.isVisible()]
        if QApplication.instance() is None or len(self._open) >= MOST:
            self._before(kind, error, trace)
            return
        dialog = TextDialog(
            self._theme,
            _("Something went wrong in Broadside"),
            _(
                "This is a fault of ours. Your articles are safe: everything that was added is on the disk. "
                "You can go on; if it looks odd, quit and start again."
            ),
            about + details,
            QApplication.activeWindow(),
            details=True,
            close=_("Go on"),
        )
        self._open.append(dialog)
        dialog.show()
