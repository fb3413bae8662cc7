"""Brings the rows of many articles up to date after a rule, beside the person's work."""

from __future__ import annotations

import threading
from collections.abc import Callable

from archive.cancel import CancelToken
from archive.errors import ArchiveError

_PAUSE = 0.02
"""Seconds between two steps, in which others that write get their turn."""


class RowFollower:
    """One thread, as long as there is something to do. What a step raises ends the work until it is woken
    again, at the latest when the library is next opened: what is left stands in the store."""

    def __init__(self, step: Callable[[], int]) -> None:
        """`step` does a little in one short commit and tells how much that was; 0 where nothing is left."""
        self._step = step
        self._guard = threading.Lock()
        self._cancel = CancelToken()
        self._thread: threading.Thread | None = None
        self._is_woken = False

    def wake(self) -> None:
        """There may be something to do."""
        with self._guard:
            self._is_woken = True
            if self._thread is None and not self._cancel.is_cancelled:
                self._thread = threading.Thread(target=self._run, name="row-follower", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Stop after the step under way."""
        with self._guard:
            self._cancel.cancel()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        while True:
            with self._guard:
                if not self._is_woken or self._cancel.is_cancelled:
                    self._thread = None
                    return
                self._is_woken = False
            try:
                while self._step() and not self._cancel.wait(_PAUSE):
                    pass
            except ArchiveError:
                continue
