"""Ctrl+C and a friendly kill end the work after its current step; a second Ctrl+C ends it at once."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from archive.cancel import CancelToken


@contextmanager
def stopping() -> Iterator[CancelToken]:
    """A token that the person's Ctrl+C, or SIGTERM, cancels."""
    token = CancelToken()

    def stop(number: int, frame: FrameType | None) -> None:
        if token.is_cancelled:
            raise KeyboardInterrupt
        token.cancel()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield token
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
