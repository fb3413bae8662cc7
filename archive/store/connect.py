"""Connections to the two files of a library: how they are set up, shared between threads, and written."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import Literal

from archive.cancel import CancelToken
from archive.errors import LibraryDamaged
from archive.store import failures
from archive.store.schema import LIBRARY, ORIGINALS
from archive.store.turns import Gate, Turns

BUSY_MILLISECONDS = 60_000
"""Longer than any transaction of the other side: a commit waits for readers, readers for a commit."""

_CLOCK_ZERO = 1_577_836_800  # 2020-01-01, so that revisions fit 32 bits until 2088

_COPY_PAGES = 512

Mode = Literal["ro", "rw"]


def connect(folder: Path, mode: Mode) -> sqlite3.Connection:
    """Both files as one connection, `main` and `originals`, in autocommit. Neither file is ever created."""
    connection = open_file(folder / LIBRARY, mode)
    try:
        attach(connection, folder / ORIGINALS, "originals", mode)
        if mode == "rw":
            for schema in ("main", "originals"):
                make_durable(connection, schema)
            connection.execute("PRAGMA foreign_keys = ON")
            # A commit takes the files for itself only at its end, so that readers read on while it grows.
            connection.execute("PRAGMA cache_spill = OFF")
        else:
            connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def open_file(path: Path, mode: Mode) -> sqlite3.Connection:
    """One file, set up as every file must be that may come from a stranger. It has to exist."""
    connection = sqlite3.connect(
        _address(path, mode),
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_MILLISECONDS / 1000,
    )
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        # Nothing that was read goes into a temporary file outside the folder.
        connection.execute("PRAGMA temp_store = MEMORY")
        _bound(connection, "main")
    except BaseException:
        connection.close()
        raise
    return connection


def attach(connection: sqlite3.Connection, path: Path, schema: str, mode: Mode) -> None:
    """Another file beside the first, under this name."""
    connection.execute(f"ATTACH ? AS {schema}", (_address(path, mode),))
    _bound(connection, schema)


def make_durable(connection: sqlite3.Connection, schema: str) -> None:
    """A commit is on the disk when it returns, on both files or on neither; what is deleted is gone."""
    connection.execute(f"PRAGMA {schema}.journal_mode = TRUNCATE")
    connection.execute(f"PRAGMA {schema}.synchronous = FULL")
    connection.execute(f"PRAGMA {schema}.secure_delete = ON")
    connection.execute("PRAGMA fullfsync = ON")  # macOS: through the drive's own cache


def _address(path: Path, mode: Mode) -> str:
    return f"{path.absolute().as_uri()}?mode={mode}"


def _bound(connection: sqlite3.Connection, schema: str) -> None:
    connection.execute(f"PRAGMA {schema}.mmap_size = 0")
    connection.execute(f"PRAGMA {schema}.cache_size = -16000")


@contextmanager
def committed(
    connection: sqlite3.Connection, last_step: AbstractContextManager[None] | None = None
) -> Iterator[None]:
    """One transaction around what happens inside; `last_step` is around its commit."""
    connection.execute("BEGIN")
    try:
        yield
        with last_step or nullcontext():
            connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


class Transaction:
    """One change of the library, while it is open. `now` is one moment for all that it writes."""

    def __init__(self, connection: sqlite3.Connection, now: datetime) -> None:
        self.db = connection
        self.now = now
        self._revision: int | None = None

    @property
    def revision(self) -> int:
        """The next number of the counter that every change of indexable text takes one from.

        It follows the clock where the clock is ahead, so that a library put back from an old copy does not
        give numbers again that the index has already seen with other text.
        """
        if self._revision is None:
            (last,) = self.db.execute("SELECT value FROM state WHERE key = 'revision'").fetchone()
            self._revision = max(int(last) + 1, int(self.now.timestamp()) - _CLOCK_ZERO)
            self.db.execute("UPDATE state SET value = ? WHERE key = 'revision'", (self._revision,))
        return self._revision


class Writer:
    """The one connection that writes. Safe from any thread."""

    def __init__(self, folder: Path, now: Callable[[], datetime], gate: Gate) -> None:
        self._folder = folder
        self._now = now
        self._gate = gate
        self.turns = Turns()
        with failures.mapped(folder):
            self.connection = connect(folder, "rw")
            # A file that may only be read opens all the same; this says so now and not in mid-work.
            self.connection.execute("BEGIN IMMEDIATE")
            self.connection.execute("ROLLBACK")
            self._files = self._identity()
            self._versions = self._data_versions()

    @contextmanager
    def transaction(self, *, person: bool = False) -> Iterator[Transaction]:
        """All of what happens inside, durable at the end, or none of it."""
        with self.turns.turn(person=person), failures.mapped(self._folder):
            self._expect_untouched()
            # Deferred: only a file that is written takes part in the commit. No other writer can be there.
            with committed(self.connection, self._gate.passing(alone=True)):
                yield Transaction(self.connection, self._now())

    def copy(self, target: sqlite3.Connection, cancel: CancelToken | None = None) -> None:
        """Write `library.db` as it stands at the end into another connection, in steps; others go between."""

        def pause(*_: object) -> None:
            self.turns.give()
            self.turns.take(person=False)
            if cancel is not None:
                cancel.check()

        with self.turns.turn(person=False), failures.mapped(self._folder):
            self.connection.backup(target, pages=_COPY_PAGES, progress=pause, sleep=0)

    def close(self) -> None:
        with self.turns.turn(person=True):
            self.connection.close()

    def _expect_untouched(self) -> None:
        """Nothing is written into files that were moved away, or that another program has written into.

        A synchronised folder may put an old copy in the place of a file; an unplugged disk may be gone.
        """
        if self._identity() != self._files or self._data_versions() != self._versions:
            raise LibraryDamaged(path=str(self._folder), detail="changed by another program")

    def _identity(self) -> list[tuple[int, int]]:
        found = [os.stat(self._folder / name) for name in (LIBRARY, ORIGINALS)]
        return [(status.st_dev, status.st_ino) for status in found]

    def _data_versions(self) -> list[int]:
        return [
            int(self.connection.execute(f"PRAGMA {schema}.data_version").fetchone()[0])
            for schema in ("main", "originals")
        ]


class Readers:
    """Read-only connections, as many as threads read at once. Safe from any thread."""

    def __init__(self, folder: Path, gate: Gate) -> None:
        self._folder = folder
        self._gate = gate
        self._idle: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._is_closed = False

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One unchanging view of the library. Short, as a commit waits for it, and not to be nested."""
        with failures.mapped(self._folder), self._gate.passing(alone=False):
            with self._guard:
                if self._is_closed:
                    raise ValueError("the library is closed")
                connection = self._idle.pop() if self._idle else None
            if connection is None:
                connection = connect(self._folder, "ro")
            try:
                connection.execute("BEGIN")
                try:
                    yield connection
                finally:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
            except BaseException:
                connection.close()
                raise
            with self._guard:
                if not self._is_closed:
                    self._idle.append(connection)
                    return
            connection.close()

    def close(self) -> None:
        """No new reading; what is under way ends by itself."""
        with self._guard:
            self._is_closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()
