"""A way to stop work from another thread."""

from __future__ import annotations

import threading

from archive.errors import Cancelled


class CancelToken:
    """Set once, asked often. Safe from any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        self._event.set()

    @property
    def is_cancelled(self) -> bool:
        return self._event.is_set()

    def check(self) -> None:
        """Raise `Cancelled` if the work is no longer wanted."""
        if self._event.is_set():
            raise Cancelled()

    def wait(self, seconds: float) -> bool:
        """Sleep at most `seconds`; True as soon as it is cancelled."""
        return self._event.wait(seconds)
