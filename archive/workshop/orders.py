"""One capture on its way through a worker, and what has been heard of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from archive.errors import ArchiveError, NoText, TooHard
from archive.model import Capture, Hints
from archive.workshop.jobs import Begun, Blocks, Broke, Done, Failed, Made, Process, Ready, Said, Value
from archive.workshop.limits import Limits
from archive.workshop.processed import Processed

_LOSSES = 20
"""Members of one container that may kill their worker before the rest of it is given up."""


class Order:
    """Turns a worker's words into `Processed`, one behind, so that the last is known to be the last."""

    def __init__(self, capture: Capture, limits: Limits) -> None:
        self._capture = capture
        self._limits = limits
        self._skip = 0
        self._losses = 0
        self._begun: Begun | None = None
        self._current: Capture | None = None
        self._held: Processed | None = None
        self.is_finished = False

    def job(self) -> Process:
        return Process(self._capture, self._limits, self._skip)

    def hear(self, said: Said) -> Iterator[Processed]:
        match said:
            case Begun():
                self._begun = said
                self._current = None if said.is_member else self._capture
            case Made():
                if said.index is not None:
                    self._begun = Begun(said.index, said.origin, is_member=True)
                    self._current = None
                self._current = said.member or self._current
                made = Processed(
                    said.origin, self._current, said.number, said.article, said.hints, said.error, False
                )
                yield from self._hold(made)
            case Failed(error=error):
                yield from self._hold(self._failure(self._capture.origin, error))
            case Broke(exception=exception, where=where):
                error = TooHard(reason="crash", exception=exception, where=where)
                yield from self._hold(self._failure(self._capture.origin, error))
            case Done():
                yield from self._finish()
            case Ready() | Blocks() | Value():
                pass

    def lose(self, reason: str) -> Iterator[Processed]:
        """The worker is gone. Afterwards either `is_finished`, or the rest of the container is to be done."""
        begun = self._begun
        origin = begun.origin if begun else self._capture.origin
        self._losses += 1
        yield from self._hold(self._failure(origin, TooHard(reason=reason)))
        if begun and begun.is_member and self._losses < _LOSSES:
            self._skip, self._begun, self._current = begun.index + 1, None, None
        else:
            yield from self._finish()

    def _failure(self, origin: str, error: ArchiveError) -> Processed:
        error.facts.setdefault("origin", origin)
        return Processed(origin, self._current or self._capture, 0, None, Hints(), error, False)

    def _hold(self, made: Processed) -> Iterator[Processed]:
        if self._held is not None:
            yield self._held
        self._held = made

    def _finish(self) -> Iterator[Processed]:
        self.is_finished = True
        last = self._held or self._failure(self._capture.origin, NoText(reason="empty"))
        yield replace(last, is_last=True)
