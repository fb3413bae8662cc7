"""Makes the search index smaller and quicker, beside the person's work."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from archive.cancel import CancelToken
from archive.errors import ArchiveError

QUIET_SECONDS = 4.0
"""So long nothing must have been written before the work begins,"""

BUSY_SECONDS = 6.0
"""unless writing has gone on for so long: a long import leaves many small pieces, and a search looks into
each."""


class Tidier:
    """One thread that sleeps until it is asked, and until there has been quiet for a while, or no quiet for
    long."""

    def __init__(
        self, work: Callable[[CancelToken], bool], quiet: float = QUIET_SECONDS, busy: float = BUSY_SECONDS
    ) -> None:
        """`work` does one step and tells whether there may be more. What it raises ends the work until it is
        asked again: nothing depends on it."""
        self._work, self._quiet, self._busy = work, quiet, busy
        self._wake = threading.Condition()
        self._asked = 0
        self._cancel = CancelToken()
        self._thread: threading.Thread | None = None

    def soon(self) -> None:
        """Something was written: tidy up when it is quiet."""
        with self._wake:
            self._asked += 1
            if self._thread is None and not self._cancel.is_cancelled:
                self._thread = threading.Thread(target=self._run, name="index-tidier", daemon=True)
                self._thread.start()
            self._wake.notify_all()

    def close(self) -> None:
        """Stop at once; a step that is under way is thrown away."""
        with self._wake:
            self._cancel.cancel()
            self._wake.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        done = 0
        while not self._cancel.is_cancelled:
            with self._wake:
                while self._asked == done and not self._cancel.is_cancelled:
                    self._wake.wait()
            asked = time.monotonic()
            while not self._cancel.is_cancelled:
                done = self._asked
                wait = min(self._quiet, asked + self._busy - time.monotonic())
                if self._cancel.wait(wait) or self._asked == done or time.monotonic() - asked >= self._busy:
                    break
            done = self._asked
            try:
                while not self._cancel.is_cancelled and self._work(self._cancel):
                    pass
            except ArchiveError:
                continue
