"""Keeps the search index in step with the store: a follower that may lag, catches up, and starts over."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from archive.cancel import CancelToken
from archive.errors import ArchiveError, Cancelled

BATCH = 200
"""Articles written in one commit: large enough to be cheap, small enough to be soon searchable."""

SETTLE_SECONDS = 0.15
"""How long the follower waits for more changes before it writes a few,"""

QUIET_SECONDS = 1.0
"""unless it has written nothing for so long: a single article is searchable at once."""


@dataclass(frozen=True, slots=True)
class Ports:
    """What the follower is given: the two sides it keeps in step, as functions."""

    wanted: Callable[[], Iterable[tuple[int, int]]]
    """(id, revision) of every article the index should hold."""
    known: Callable[[], dict[int, int]]
    """id -> revision of what it holds."""
    write: Callable[[list[int], CancelToken], bool]
    """Make the index agree with the store about these articles, in one commit; True where it held nothing
    before, because there was none or it could not be used."""
    discard: Callable[[], None]
    """Throw the index away where it is not whole."""


class Follower:
    """One thread that writes what changed. Every method is safe from any thread.

    `error` is the failure that made it stop trying, until the next change; the store is never affected.
    """

    def __init__(self, ports: Ports) -> None:
        self._ports = ports
        self._wake = threading.Condition()
        self._dirty: set[int] = set()
        self._in_hand: set[int] = set()
        self._compare = False
        self._start_over = False
        self._written = -QUIET_SECONDS
        self._busy = False
        self._closed = False
        self._cancel = CancelToken()
        self._thread: threading.Thread | None = None
        self.error: ArchiveError | None = None
        self._bug: Exception | None = None

    def changed(self, ids: Iterable[int]) -> None:
        """These articles came, changed or went."""
        with self._wake:
            self._dirty.update(ids)
            if self._dirty:
                self._start()

    def catch_up(self) -> None:
        """Compare the whole index with the store, and write the difference."""
        with self._wake:
            self._compare = True
            self._start()

    def start_over(self) -> None:
        """Write all of the index again. Where it is whole, it can be searched all the while."""
        with self._wake:
            self._start_over = self._compare = True
            self._start()

    @property
    def pending(self) -> int:
        """How many articles are known to be not yet searchable as they stand."""
        with self._wake:
            return len(self._dirty | self._in_hand)

    def settle(self, cancel: CancelToken | None = None, tick: Callable[[int], None] | None = None) -> None:
        """Wait until the index is in step; raise its failure or `Cancelled`. `tick` hears what waits."""
        with self._wake:
            while (self._dirty or self._compare or self._busy) and not (
                self.error or self._bug or self._closed
            ):
                self._wake.wait(0.1)
                if cancel is not None:
                    cancel.check()
                if tick is not None:
                    tick(len(self._dirty))
            if self._bug is not None:
                raise RuntimeError("the index follower broke") from self._bug
            if self.error is not None:
                raise self.error

    def close(self) -> None:
        """Stop at once; what is not written is written at the next start."""
        with self._wake:
            self._closed = True
            self._cancel.cancel()
            self._wake.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _start(self) -> None:
        self.error = self._bug = None
        if self._thread is None and not self._closed:
            self._thread = threading.Thread(target=self._run, name="index-follower", daemon=True)
            self._thread.start()
        self._wake.notify_all()

    def _run(self) -> None:
        while True:
            with self._wake:
                while not (self._dirty or self._compare or self._closed) or (self.error and not self._closed):
                    self._wake.wait()
                if self._closed:
                    return
                start_over, self._start_over = self._start_over, False
                compare, self._compare = self._compare, False
                self._busy = True
            try:
                if start_over:
                    self._ports.discard()
                if compare:
                    self._find_differences(everything=start_over)
                elif len(self._dirty) < BATCH and time.monotonic() - self._written < QUIET_SECONDS:
                    self._cancel.wait(SETTLE_SECONDS)
                self._write_some()
            except Cancelled:
                return
            except ArchiveError as error:
                with self._wake:
                    self.error = error
            except Exception as bug:
                # Whoever waits must not wait for ever; the next change begins anew.
                with self._wake:
                    self._bug, self._thread = bug, None
                raise
            finally:
                with self._wake:
                    self._busy = False
                    self._wake.notify_all()

    def _find_differences(self, *, everything: bool) -> None:
        known = self._ports.known()
        wanted = dict(self._ports.wanted())
        differing = {
            article for article, revision in wanted.items() if everything or known.get(article) != revision
        }
        with self._wake:
            self._dirty |= differing | (known.keys() - wanted.keys())

    def _write_some(self) -> None:
        # Taken out before the writing: an article that changes meanwhile is dirty again, not forgotten.
        with self._wake:
            self._in_hand = set(sorted(self._dirty)[:BATCH])
            self._dirty -= self._in_hand
            batch = sorted(self._in_hand)
        if not batch:
            return
        try:
            if self._ports.write(batch, self._cancel):
                with self._wake:
                    self._compare = True
        except Exception:
            with self._wake:
                self._dirty |= self._in_hand
            raise
        finally:
            with self._wake:
                self._in_hand = set()
                self._written = time.monotonic()
