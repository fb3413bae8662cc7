"""Time that runs out, and a socket that never outlasts it or a cancel."""

from __future__ import annotations

import socket
import time

from archive.cancel import CancelToken
from archive.errors import FetchFailed

_TICK = 0.1
"""Seconds a socket waits before the clock and the cancel token are asked again."""

_PIECE = 65_536


class Deadline:
    """One moment at which all of a fetch is over."""

    def __init__(self, seconds: float, cancel: CancelToken) -> None:
        self._end = time.monotonic() + seconds
        self.cancel = cancel

    @property
    def left(self) -> float:
        return self._end - time.monotonic()

    def tick(self, longest: float = _TICK) -> float:
        """How long to wait now. Raises `Cancelled`, or `FetchFailed` (timeout) when it is over."""
        self.cancel.check()
        if self.left <= 0:
            raise FetchFailed(reason="timeout")
        return max(0.001, min(longest, self.left))

    def at_most(self, seconds: float) -> Deadline:
        """This deadline, or an earlier one."""
        return Deadline(min(seconds, self.left), self.cancel)


class Stream:
    """A connected socket, read and written against a deadline."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._socket = sock
        self._deadline = deadline
        self.received = 0

    def send(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            self._socket.settimeout(self._deadline.tick())
            try:
                view = view[self._socket.send(view) :]
            except TimeoutError:
                continue
            except OSError:
                raise FetchFailed(reason="cut-short") from None

    def receive(self) -> bytes:
        """The next bytes; empty at the end. Raises `FetchFailed` when the connection breaks."""
        while True:
            self._socket.settimeout(self._deadline.tick())
            try:
                data = self._socket.recv(_PIECE)
            except TimeoutError:
                continue
            except OSError:  # a reset, or TLS that ends without a word: the rest may be missing
                raise FetchFailed(reason="cut-short") from None
            self.received += len(data)
            return data

    def has_more(self) -> bool:
        """True when bytes lie here that nobody has asked for."""
        self._socket.settimeout(0.0)
        try:
            return bool(self._socket.recv(1))
        except OSError:
            return False

    def close(self) -> None:
        self._socket.close()
