"""What a library takes on the disk, its backups, the reach of its rules, and copying it elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from archive.cancel import CancelToken
from archive.model import Backup, Rule, Sizes
from archive.store import Store, copy_library, sqlite_version


def _utc_now() -> datetime:
    return datetime.now(UTC)


class LibraryCare:
    """The part of `Library` about these."""

    folder: Path
    _store: Store

    def sizes(self) -> Sizes:
        """Bytes on the disk, by kind."""
        return self._store.sizes()

    def backups(self) -> tuple[Backup, ...]:
        """The backups in the library's own folder of them, the newest first."""
        return self._store.backups()

    def reach(self, rules: Sequence[Rule]) -> tuple[int, ...]:
        """In how many articles each of these rules finds its passage."""
        return self._store.reach(rules)

    @staticmethod
    def copy_to(
        folder: Path,
        target: Path,
        *,
        now: Callable[[], datetime] = _utc_now,
        told: Callable[[int, int], None] | None = None,
        cancel: CancelToken | None = None,
    ) -> None:
        """Copy a library that is not open to a new or empty folder, and prove the copy. The old one stays."""
        copy_library(folder, target, now=now, told=told, cancel=cancel)

    @staticmethod
    def sqlite_version() -> str:
        return sqlite_version()
