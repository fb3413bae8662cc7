"""Work away from the window: lanes, the way back, and how to stop. The only module with threads."""

from __future__ import annotations

import queue
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from typing import Any, Generic, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from archive.cancel import CancelToken
from archive.errors import ArchiveError, Cancelled

T = TypeVar("T")
P = ParamSpec("P")


class Lane(Enum):
    """Each lane is one thread: what is in one waits only for its own kind."""

    SEARCH = "search"
    OPEN = "open"
    WRITE = "write"
    PICTURES = "pictures"
    BACKGROUND = "background"
    EXPORT = "export"
    ASIDE = "aside"
    """What may take a moment, beside what a person has already: counts, offers, the kept page."""


@dataclass(slots=True)
class _Task:
    work: Callable[[CancelToken], Any]
    done: Callable[[Any], object]
    failed: Callable[[ArchiveError], object]
    always: bool
    token: CancelToken = field(default_factory=CancelToken)


@dataclass(frozen=True, slots=True)
class _Parcel:
    """Something to do at home. `ends`: its work is over. `always`: also after the token was cancelled."""

    token: CancelToken | None
    call: Callable[[], object] | None = None
    ends: bool = False
    always: bool = False


class Later(Generic[T]):
    """A value that is not there yet. Set or failed once; whoever asks on a lane waits for it."""

    def __init__(self) -> None:
        self._settled = threading.Condition()
        self.value: T | None = None
        self._error: ArchiveError | None = None

    def set(self, value: T) -> bool:
        """The value is there; False when it was settled before."""
        with self._settled:
            if self.value is not None or self._error is not None:
                return False
            self.value = value
            self._settled.notify_all()
        return True

    def fail(self, error: ArchiveError) -> None:
        """There will be no value. Nothing happens where there is one."""
        with self._settled:
            if self.value is None and self._error is None:
                self._error = error
                self._settled.notify_all()

    def get(self) -> T:
        """Wait for it; raises what it failed with."""
        with self._settled:
            self._settled.wait_for(lambda: self.value is not None or self._error is not None)
            if self.value is None:
                raise self._error or Cancelled()
            return self.value


class Tasks(QObject):
    """Runs work on lanes and brings answers home, one at a time, in the thread that made this object."""

    _home = Signal(object)

    def __init__(self, on_failure: Callable[[ArchiveError], object], parent: QObject | None = None) -> None:
        """`on_failure` hears of known failures whose caller gave no `failed` of its own."""
        super().__init__(parent)
        self._on_failure = on_failure
        self._queues: dict[Lane, queue.SimpleQueue[_Task | None]] = {}
        self._threads: list[threading.Thread] = []
        self._newest: dict[str, CancelToken] = {}
        self._live: set[CancelToken] = set()
        self._closed = False
        self._home.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[CancelToken], T],
        done: Callable[[T], object],
        *,
        lane: Lane,
        failed: Callable[[ArchiveError], object] | None = None,
        replaces: str | None = None,
        always: bool = False,
    ) -> CancelToken:
        """Do `work(token)` on a lane, then `done(answer)` or `failed(error)` at home.

        Call from home only. Work under the same `replaces` is cancelled by this one and its late answer
        dropped: the newest question wins. After the token is cancelled nothing comes home, unless
        `always` (work whose answer says how far it came). An exception that is no `ArchiveError` is a bug
        and reaches `sys.excepthook`. After `close()` nothing is run.
        """
        task = _Task(work, done, failed or self._on_failure, always)
        if replaces is not None:
            if older := self._newest.get(replaces):
                older.cancel()
            self._newest[replaces] = task.token
        if self._closed:
            task.token.cancel()
            return task.token
        self._live.add(task.token)
        self._lane(lane).put(task)
        return task.token

    def drop(self, replaces: str) -> None:
        """The newest work under this name is not wanted any more."""
        if older := self._newest.pop(replaces, None):
            older.cancel()

    def homeward(self, function: Callable[P, object], token: CancelToken | None = None) -> Callable[P, None]:
        """A version of `function` that may be called on a lane and happens at home.

        Given a token, calls that arrive after it was cancelled are dropped.
        """

        def call(*args: P.args, **kwargs: P.kwargs) -> None:
            self._home.emit(_Parcel(token, partial(function, *args, **kwargs)))

        return call

    def close(self) -> None:
        """Cancel everything, wait for the lanes to end. No answer comes home any more."""
        self._closed = True
        for token in self._live:
            token.cancel()
        for lane in self._queues.values():
            lane.put(None)
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def _lane(self, lane: Lane) -> queue.SimpleQueue[_Task | None]:
        if lane not in self._queues:
            self._queues[lane] = queue.SimpleQueue()
            thread = threading.Thread(
                target=self._work, args=(self._queues[lane],), name=f"lane-{lane.value}", daemon=True
            )
            self._threads.append(thread)
            thread.start()
        return self._queues[lane]

    def _work(self, tasks: queue.SimpleQueue[_Task | None]) -> None:
        while (task := tasks.get()) is not None:
            self._home.emit(self._answer(task))
            del task  # what it holds must not stay alive while the lane waits

    @staticmethod
    def _answer(task: _Task) -> _Parcel:
        try:
            if not task.always:
                task.token.check()
            answer = task.work(task.token)
        except Cancelled:
            return _Parcel(task.token, ends=True)
        except ArchiveError as error:
            return _Parcel(task.token, partial(task.failed, error), ends=True, always=task.always)
        except BaseException:
            return _Parcel(task.token, partial(sys.excepthook, *sys.exc_info()), ends=True, always=True)
        return _Parcel(task.token, partial(task.done, answer), ends=True, always=task.always)

    def _deliver(self, parcel: _Parcel) -> None:
        if parcel.token is not None and parcel.ends:
            self._live.discard(parcel.token)
        if parcel.call is None or self._closed:
            return
        if parcel.always or parcel.token is None or not parcel.token.is_cancelled:
            parcel.call()
