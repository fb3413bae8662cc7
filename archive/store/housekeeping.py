"""What lies in a library's folder: how much of what kind, and which backups."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from archive.model import Backup, Sizes
from archive.store import backups, failures
from archive.store.schema import LIBRARY, ORIGINALS


def sqlite_version() -> str:
    """The version of SQLite that keeps the library."""
    return sqlite3.sqlite_version


def sizes(folder: Path) -> Sizes:
    """Bytes by kind; what comes and goes meanwhile is not counted."""
    found = {"articles": 0, "originals": 0, "index": 0, "backups": 0, "other": 0}
    with failures.mapped(folder):
        for entry in os.scandir(folder):
            if entry.is_dir(follow_symlinks=False):
                kind = entry.name if entry.name in ("index", "backups") else "other"
                found[kind] += _inside(Path(entry.path))
            elif entry.is_file(follow_symlinks=False):
                kind = {LIBRARY: "articles", ORIGINALS: "originals"}.get(entry.name, "other")
                found[kind] += entry.stat().st_size
    return Sizes(**found)


def _inside(folder: Path) -> int:
    whole = 0
    for path, _folders, names in os.walk(folder):
        for name in names:
            try:
                whole += os.lstat(os.path.join(path, name)).st_size
            except FileNotFoundError:
                continue
    return whole


def backups_in(folder: Path) -> tuple[Backup, ...]:
    """The backups in a folder, the newest first."""
    with failures.mapped(folder):
        found = backups.snapshots(folder)
        return tuple(Backup(s.path, s.time, s.path.stat().st_size) for s in reversed(found))
