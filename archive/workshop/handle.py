"""One worker process as the program sees it: started when needed, given jobs, heard, killed alone."""

from __future__ import annotations

import contextlib
import queue
import signal
import subprocess
import threading
import time
from dataclasses import dataclass

from archive.workshop.frames import BadFrame, load_checked, read_frame, write_frame
from archive.workshop.jobs import Broke, Done, Job, Ready, Said
from archive.workshop.launch import start_worker
from archive.workshop.limits import Limits

_START = 60.0
"""Seconds a worker may take to start; a cold disk is slow."""


class WorkerFailed(RuntimeError):
    """A worker could not start, or a function it was asked to call has a bug: a bug of the program."""


@dataclass(frozen=True, slots=True)
class Lost:
    """The worker ended before its job did. `reason` as in `TooHard`; `bug` where the program is at fault."""

    reason: str
    bug: Exception | None = None


Words = tuple[Said | Lost, ...]


class Outbox:
    """Where workers put what they say; full, it holds them up; closed, it swallows everything."""

    def __init__(self) -> None:
        self._words: queue.Queue[tuple[Handle, Words]] = queue.Queue(maxsize=64)
        self._is_closed = threading.Event()

    def put(self, handle: Handle, words: Words) -> None:
        while not self._is_closed.is_set():
            with contextlib.suppress(queue.Full):
                self._words.put((handle, words), timeout=0.1)
                return

    def get(self, timeout: float) -> tuple[Handle, Words] | None:
        """What a worker says next; None when nothing came in time."""
        with contextlib.suppress(queue.Empty):
            return self._words.get(timeout=timeout) if timeout > 0 else self._words.get_nowait()
        return None

    @property
    def is_closed(self) -> bool:
        return self._is_closed.is_set()

    def close(self) -> None:
        self._is_closed.set()


class Handle:
    """Jobs are done one after another, in a thread of the handle; `kill` ends the current one only."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[tuple[Job, Outbox] | None] = queue.SimpleQueue()
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._waiting = 0
        self._verdict: str | None = None
        self._silent_since: float | None = None
        self._wall = 0.0
        self._is_closing = False
        self._thread = threading.Thread(target=self._work, name="workshop", daemon=True)
        self._thread.start()

    # ------------------------------------------------------------ from any thread

    def give(self, job: Job, outbox: Outbox) -> None:
        with self._lock:
            self._waiting += 1
        self._jobs.put((job, outbox))

    @property
    def is_busy(self) -> bool:
        return self._waiting > 0

    @property
    def is_overdue(self) -> bool:
        """True when the worker has been silent for longer than its job's wall limit."""
        since = self._silent_since
        return since is not None and time.monotonic() - since > self._wall

    def kill(self, reason: str) -> None:
        """End the process and with it the job it is doing."""
        with self._lock:
            if self._process is not None and self._silent_since is not None:
                self._verdict = reason
                self._process.kill()

    def close(self) -> None:
        """Let the worker end; at once when it is busy."""
        self._is_closing = True
        self._jobs.put(None)
        if self.is_busy:
            self.kill("cancelled")
        self._thread.join(5)

    # ------------------------------------------------------------ in the handle's own thread

    def _work(self) -> None:
        while (item := self._jobs.get()) is not None:
            job, outbox = item
            del item
            try:
                if not outbox.is_closed and not self._is_closing:
                    self._exchange(job, outbox)
            except Exception as bug:
                self._let_go()
                outbox.put(self, (Lost("crash", bug),))
            finally:
                with self._lock:
                    self._waiting -= 1
                    self._silent_since = None
            del job, outbox
        self._let_go()

    def _exchange(self, job: Job, outbox: Outbox) -> None:
        process = self._started(job.limits)
        if process is None:
            outbox.put(self, (Lost(self._verdict or "crash"),))
            return
        with self._lock:
            self._wall = job.limits.wall
            self._silent_since = time.monotonic()
        assert process.stdin is not None
        with contextlib.suppress(OSError):  # a worker that is gone shows when its answer is read
            write_frame(process.stdin, job)
        while True:
            words = self._read(process, job.limits.reply)
            if not words:
                outbox.put(self, (Lost(self._let_go()),))
                return
            last = words[-1]
            if isinstance(last, Done) and last.is_worn:
                self._let_go()
            self._silent_since = None
            outbox.put(self, words)
            if isinstance(last, Done):
                return
            if outbox.is_closed or self._is_closing:
                self._let_go()
                return
            self._silent_since = time.monotonic()

    def _started(self, limits: Limits) -> subprocess.Popen[bytes] | None:
        """The process, running and ready; None when it was killed while it started."""
        with self._lock:
            self._verdict = None
            self._wall = _START
            self._silent_since = time.monotonic()
            if self._process is not None and self._process.poll() is not None:
                self._reap()
            if self._process is not None:
                return self._process
            process = self._process = start_worker()
        words = self._read(process, limits.reply)
        if words and isinstance(words[0], Ready):
            return process
        code = self._let_go()
        if self._verdict:
            return None
        if words and isinstance(said := words[0], Broke):
            raise WorkerFailed(f"a worker could not start: {said.exception}", *said.where)
        raise WorkerFailed(f"a worker ended before it began ({code})")

    def _read(self, process: subprocess.Popen[bytes], limit: int) -> tuple[Said, ...] | None:
        assert process.stdout is not None
        try:
            body = read_frame(process.stdout, limit)
            words = load_checked(body) if body is not None else None
        except (BadFrame, OSError, MemoryError):
            return None
        return words if isinstance(words, tuple) and all(isinstance(said, Said) for said in words) else None

    def _let_go(self) -> str:
        """End the process, whatever state it is in; why it ended, in the words of `TooHard`."""
        with self._lock:
            process, verdict = self._process, self._verdict
            if process is None:
                return verdict or "crash"
            if process.stdin is not None:
                with contextlib.suppress(OSError):
                    process.stdin.close()
            try:
                code = process.wait(0.5)
                died = True
            except subprocess.TimeoutExpired:
                process.kill()
                code, died = process.wait(), False
            self._reap()
        if verdict:
            return verdict
        if died and code == -getattr(signal, "SIGXCPU", 0):
            return "time"
        # Killed by nobody here: the system, short of memory.
        return "memory" if died and code == -getattr(signal, "SIGKILL", 0) else "crash"

    def _reap(self) -> None:
        if self._process is not None:
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):
                        pipe.close()
            self._process = None
