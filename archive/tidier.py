"""Makes the search index smaller and quicker when nobody waits for anything."""

from __future__ import annotations

import threading
from collections.abc import Callable

from archive.cancel import CancelToken
from archive.errors import ArchiveError

QUIET_SECONDS = 4.0
"""So long nothing must have been written before the work begins."""


class Tidier:
    """One thread that sleeps until it is asked, and until there has been quiet for a while."""

    def __init__(self, work: Callable[[CancelToken], bool], quiet: float = QUIET_SECONDS) -> None:
        """`work` does one step and tells whether there may be more. What it raises ends the work until it is
        asked again: nothing depends on it."""
        self._work, self._quiet = work, quiet
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
                done = self._asked
            if self._cancel.wait(self._quiet) or self._asked != done:
                continue
            try:
                while not self._cancel.is_cancelled and self._work(self._cancel):
                    pass
            except ArchiveError:
                continue
