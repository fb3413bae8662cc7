"""What changes the index. These are for another process: functions that can be sent there, and values."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from archive.model import Indexable

MANIFEST = "index.json"


def write(folder: Path, library_id: str, items: Sequence[Indexable], removed: Sequence[int]) -> None:
    """Put `items` into the index in the place of what it had of them, and take `removed` out: one commit.

    Creates the index where there is none; one that cannot be used is thrown away and begun anew with `items`
    alone, so ask `Index.known` afterwards. Raises `IndexFailed` (`reason`: locked · write) or `DiskFull`;
    then the last commit stands.
    """
    from archive.index.codec import commits

    commits.write(folder, library_id, items, removed)


def tidy(folder: Path, library_id: str) -> bool:
    """Make the index smaller and quicker where that is worth it: call when nobody waits, until it is False.

    Searches and commits go on beside it, and a process that is killed over it loses nothing. Raises like
    `write`.
    """
    from archive.index.codec import commits

    return commits.tidy(folder, library_id)


def condemn(folder: Path) -> None:
    """What is in the folder is damaged: the next `write` begins anew."""
    with contextlib.suppress(OSError):
        (folder / MANIFEST).unlink()
