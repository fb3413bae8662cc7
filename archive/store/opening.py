"""What happens before a library is open: found out whose it is, finished what a crash cut short, upgraded."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from archive.errors import LibraryMissing
from archive.store import backups, failures, migrations, restoring
from archive.store.connect import connect
from archive.store.lock import FolderLock
from archive.store.schema import newest

BACKUPS = "backups"


def prepare(folder: Path, *, now: Callable[[], datetime], read_only: bool, create: bool) -> FolderLock | None:
    """A library that can be used as it stands, and for writing the lock of its folder.

    Raises `LibraryMissing`, `LibraryLocked`, `LibraryUnwritable` and, with not one byte changed,
    `LibraryNewer`, `LibraryForeign`, `LibraryDamaged`. Reading takes the lock too, for a moment, where a
    swap or a transaction cut short has to be finished, or an older library brought up to date.
    """
    if read_only and _is_usable(folder):
        return None
    if not restoring.is_ready(folder) and not migrations.exists(folder):
        if read_only or not create:
            raise LibraryMissing(path=str(folder))
        migrations.make_folder(folder)
    elif not restoring.is_ready(folder):
        migrations.identify(folder)
    with failures.mapped(folder):
        lock = FolderLock(folder)
    try:
        if restoring.is_ready(folder):
            restoring.swap(folder)
        restoring.give_up(folder)  # what a restoring that was killed left
        if not migrations.exists(folder):
            migrations.create(folder, now())
        _bring_up_to_date(folder, now)
    except BaseException:
        lock.release()
        raise
    if read_only:
        lock.release()
        return None
    return lock


def _is_usable(folder: Path) -> bool:
    if restoring.is_ready(folder) or not migrations.exists(folder):
        return False
    version, is_cut_short = migrations.identify(folder)
    return version == newest() and not is_cut_short


def _bring_up_to_date(folder: Path, now: Callable[[], datetime]) -> None:
    version, is_cut_short = migrations.identify(folder)
    if is_cut_short:
        migrations.settle(folder)
        version, _ = migrations.identify(folder)
    else:
        migrations.sweep(folder)
    if version < newest():

        def copy(target: sqlite3.Connection) -> None:
            with closing(connect(folder, "ro")) as db:
                db.backup(target)

        backups.make(backups.Source(folder, copy), folder / BACKUPS, now())
        migrations.migrate(folder, version, now())
        migrations.identify(folder)
