"""What an import asks of the network: pages that were named, their pictures; and the log of all of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from archive.cancel import CancelToken
from archive.errors import DiskFull, StorageFailed
from archive.fetch import Asked, Log, fetch
from archive.model import Capture, Request
from archive.picture_desk import fetcher, with_pictures
from archive.store import Store
from archive.workshop import Processed


class WebDesk:
    """For the one thread that imports. What was asked is in the library's log before the next page is."""

    def __init__(
        self, store: Store, *, now: Callable[[], datetime], allow_private: bool, cancel: CancelToken
    ) -> None:
        self._store, self._now, self._allow_private, self._cancel = store, now, allow_private, cancel
        self._made: list[Request] = []

    def page(self, address: str) -> Capture:
        """The page at an address. Raises as `fetch` does."""
        try:
            return fetch(
                address,
                captured_at=self._now(),
                cancel=self._cancel,
                allow_private=self._allow_private,
                log=self._log(address.strip(), "page"),
            )
        finally:
            self._flush()

    def with_pictures(self, processed: Processed) -> Processed:
        """A fetched page with its article's pictures."""
        log = self._log(processed.origin, "picture")
        try:
            asking = fetcher(self._now, self._allow_private, self._cancel, log)
            return with_pictures(processed, asking, self._cancel)
        finally:
            self._flush()

    def _log(self, origin: str, purpose: Literal["page", "picture"]) -> Log:
        def note(asked: Asked) -> None:
            self._made.append(
                Request(self._now(), asked.address, purpose, asked.outcome, asked.status, asked.size, origin)
            )

        return note

    def _flush(self) -> None:
        """Write down what was heard. On a full disk it waits for the next time: the import tells of that."""
        if self._made:
            try:
                self._store.note_requests(self._made)
            except (DiskFull, StorageFailed):
                return
            self._made = []
