"""Who goes first among the threads of a process: the person's acts, and readers beside commits."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count


class Turns:
    """A lock for one writer at a time that lets the person go before background work. Not to be nested."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._is_held = False
        self._persons = 0

    def take(self, *, person: bool) -> None:
        """Wait for the turn."""
        with self._changed:
            self._persons += person
            try:
                while self._is_held or (self._persons and not person):
                    self._changed.wait()
                self._is_held = True
            finally:
                self._persons -= person

    def give(self) -> None:
        """Let the next one go."""
        with self._changed:
            self._is_held = False
            self._changed.notify_all()

    @contextmanager
    def turn(self, *, person: bool) -> Iterator[None]:
        self.take(person=person)
        try:
            yield
        finally:
            self.give()


class Gate:
    """Lets readers of this process through together and a commit alone, in the order they come.

    SQLite does so too, by asking again and again: a reader may then be unlucky for seconds while commits
    follow one another. Not to be nested.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._numbers = count()
        self._line: list[tuple[int, bool]] = []

    @contextmanager
    def passing(self, *, alone: bool) -> Iterator[None]:
        """Wait until nobody ahead stands in the way."""
        entry = (next(self._numbers), alone)
        try:
            with self._changed:
                self._line.append(entry)
                self._changed.wait_for(lambda: self._is_free(entry))
            yield
        finally:
            with self._changed:
                self._line.remove(entry)
                self._changed.notify_all()

    def _is_free(self, entry: tuple[int, bool]) -> bool:
        ahead = self._line[: self._line.index(entry)]
        return not ahead if entry[1] else not any(alone for _, alone in ahead)
