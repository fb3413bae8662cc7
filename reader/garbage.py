"""Python's collector, run in the window's thread between events and nowhere else.

Left to itself it runs in whichever thread allocates, in the middle of anything; there it would destroy what
Qt is using at that moment, or destroy a widget in a thread that is not the window's.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 400
"""Milliseconds between looks."""
_OFTEN = 150
"""Looks until everything is looked through, a minute: what lived long seldom is garbage, and this takes 20 to
40 ms of the window's time."""


class Collector(QObject):
    """Collects while it runs; automatic collection is off until `stop`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._looks = 0
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begin, with nothing of what is there now."""
        gc.disable()
        if not self._timer.isActive():
            self.leave_out()
            self._timer.start()

    def leave_out(self) -> None:
        """Leave out of every look what is there now: modules and what a window is made of are no garbage."""
        gc.freeze()

    def stop(self) -> None:
        """Collect once more, and give the work back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.collect()
        gc.enable()

    def _look(self) -> None:
        self._looks += 1
        if self._looks % _OFTEN == 0:
            gc.collect()
        elif gc.get_count()[0] > gc.get_threshold()[0]:
            gc.collect(0 if self._looks % 4 else 1)
