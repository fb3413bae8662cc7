"""The workshop: a few worker processes, and the questions the library asks of them."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from archive.cancel import CancelToken
from archive.errors import ArchiveError, TooHard
from archive.model import Block, Capture, CleanArticle, Hints, Picture
from archive.workshop.handle import Handle, Lost, Outbox, WorkerFailed
from archive.workshop.jobs import (
    Blocks,
    Broke,
    Call,
    Clean,
    Done,
    Failed,
    Job,
    Original,
    Pictures,
    Said,
    Value,
)
from archive.workshop.limits import Limits
from archive.workshop.orders import Order
from archive.workshop.processed import Processed

_POLL = 0.05
"""Seconds between looks at the clock and at the cancel token."""
_AHEAD = 2
"""Captures given to a worker at a time: the one it does and the one that waits."""
_END = object()


class Workshop:
    """Any thread may ask; `process` has up to `processes` workers, each other question one of its own.

    Workers start at the first question and are kept. A worker that dies, hangs or answers rubbish costs
    the item it had: `TooHard` names it and the next goes on.
    """

    def __init__(self, processes: int = 1, limits: Limits | None = None) -> None:
        self._processes = processes
        self._limits = limits or Limits()
        self._lock = threading.Lock()
        self._idle: list[Handle] = []
        self._out: set[Handle] = set()
        self._is_closed = False

    def close(self) -> None:
        """End all workers; work under way ends as if it had been cancelled."""
        with self._lock:
            self._is_closed = True
            handles = [*self._idle, *self._out]
            self._idle.clear()
        for handle in handles:
            handle.close()

    def __enter__(self) -> Workshop:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ------------------------------------------------------------ questions

    def process(
        self,
        captures: Iterable[Capture | tuple[str, ArchiveError]],
        cancel: CancelToken | None = None,
    ) -> Iterator[Processed]:
        """Import and clean: for each capture one `Processed` or more, the last of them `is_last`.

        `captures` is read in the caller's thread, a little ahead of the workers; what is an error already
        comes out as it went in. Captures overtake one another, what comes of one stays in order. Raises
        `Cancelled`; then, and when the caller stops listening, what the workers have begun is dropped.
        """
        cancel = cancel or CancelToken()
        outbox = Outbox()
        with self._borrowed(self._processes, outbox) as handles:
            orders: dict[Handle, deque[Order]] = {handle: deque() for handle in handles}
            source = iter(captures)
            is_more = True
            while is_more or any(orders.values()):
                cancel.check()
                idlest = min(handles, key=lambda handle: len(orders[handle]))
                load = len(orders[idlest])
                words = outbox.get(0) if load or not is_more else None
                if words is None and is_more and load < _AHEAD:
                    item = next(source, _END)
                    if isinstance(item, Capture):
                        orders[idlest].append(Order(item, self._limits))
                        idlest.give(orders[idlest][-1].job(), outbox)
                    elif isinstance(item, tuple):
                        yield Processed(item[0], None, 0, None, Hints(), item[1], is_last=True)
                    else:
                        is_more = False
                    continue
                words = words or outbox.get(_POLL)
                if words is None:
                    _kill_overdue(handles)
                else:
                    handle = words[0]
                    for said in words[1]:
                        yield from self._hear(handle, said, orders[handle], outbox)

    def original(
        self, capture: Capture, document_number: int, cancel: CancelToken | None = None
    ) -> tuple[Block, ...]:
        """The whole page of one document of a capture as plain structured text."""
        said = self._ask(Original(capture, document_number, self._limits), cancel, capture.origin)
        if not isinstance(said, Blocks):
            raise TooHard(origin=capture.origin, reason="crash")
        return said.blocks

    def clean(
        self, capture: Capture, document_number: int, cancel: CancelToken | None = None
    ) -> CleanArticle:
        """One document of a capture, cleaned anew."""
        said = self._ask(Clean(capture, document_number, self._limits), cancel, capture.origin)
        if not (isinstance(said, Value) and isinstance(said.value, CleanArticle)):
            raise TooHard(origin=capture.origin, reason="crash")
        return said.value

    def pictures(
        self,
        capture: Capture,
        document_number: int,
        names: Collection[str],
        cancel: CancelToken | None = None,
    ) -> dict[str, Picture]:
        """The pictures that came with one document, of those that its blocks name; drawn anew."""
        job = Pictures(capture, document_number, tuple(names), self._limits)
        said = self._ask(job, cancel, capture.origin)
        if not (isinstance(said, Value) and isinstance(said.value, dict)):
            raise TooHard(origin=capture.origin, reason="crash")
        return said.value

    def call(
        self,
        function: Callable[..., Any],
        *arguments: Any,
        cancel: CancelToken | None = None,
        limits: Limits | None = None,
    ) -> Any:
        """What a top-level function answers when called in a worker.

        Its arguments may be anything that can be pickled, its answer a plain value or the core's dataclasses.
        Its ArchiveErrors are raised here; a worker that had to be killed is `TooHard`; any other exception
        is `WorkerFailed`, a bug.
        """
        said = self._ask(Call(function, arguments, limits or self._limits), cancel, None)
        if isinstance(said, Broke):
            raise WorkerFailed(f"{said.exception} in a called function", *said.where)
        return said.value if isinstance(said, Value) else None

    # ------------------------------------------------------------ workers

    def _hear(
        self, handle: Handle, said: Said | Lost, orders: deque[Order], outbox: Outbox
    ) -> Iterator[Processed]:
        order = orders[0]
        if isinstance(said, Lost):
            if said.bug is not None:
                raise said.bug
            orders.popleft()
            yield from order.lose(said.reason)
            if not order.is_finished:  # the rest of a container, in a worker that starts afresh
                orders.append(order)
                handle.give(order.job(), outbox)
        else:
            yield from order.hear(said)
            if order.is_finished:
                orders.popleft()

    def _ask(self, job: Job, cancel: CancelToken | None, origin: str | None) -> Said:
        """The one word a job is answered with. Raises what it failed with, `TooHard`, `Cancelled`."""
        cancel = cancel or CancelToken()
        outbox = Outbox()
        answer: Said | None = None
        with self._borrowed(1, outbox) as (handle,):
            handle.give(job, outbox)
            while True:
                cancel.check()
                words = outbox.get(_POLL)
                if words is None:
                    _kill_overdue([handle])
                    continue
                last = words[1][-1]
                if isinstance(last, Lost):
                    if last.bug is not None:
                        raise last.bug
                    raise TooHard(reason=last.reason, **({"origin": origin} if origin else {}))
                for said in words[1]:
                    answer = answer if isinstance(said, Done | Lost) else said
                if isinstance(last, Done):
                    break
        if isinstance(answer, Failed):
            if origin:
                answer.error.facts.setdefault("origin", origin)
            raise answer.error
        if isinstance(answer, Broke) and not isinstance(job, Call):
            raise TooHard(origin=origin, reason="crash", exception=answer.exception, where=answer.where)
        if answer is None:
            raise TooHard(reason="crash")
        return answer

    @contextmanager
    def _borrowed(self, count: int, outbox: Outbox) -> Iterator[list[Handle]]:
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the workshop is closed")
            handles = [self._idle.pop() if self._idle else Handle() for _ in range(count)]
            self._out.update(handles)
        try:
            yield handles
        finally:
            outbox.close()
            for handle in handles:
                if handle.is_busy:
                    handle.kill("cancelled")
            with self._lock:
                self._out.difference_update(handles)
                kept = [] if self._is_closed else handles[: self._processes + 1 - len(self._idle)]
                self._idle.extend(kept)
            for handle in handles:
                if handle not in kept:
                    handle.close()


def _kill_overdue(handles: Iterable[Handle]) -> None:
    for handle in handles:
        if handle.is_overdue:
            handle.kill("time")
