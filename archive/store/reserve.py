"""A file that takes up a little room, so that on a full disk there is room to delete something."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

NAME = "reserve"
SIZE = 1_000_000
"""Bytes: enough for the journal of any act of a person; what is forgotten goes in steps that fit."""


def keep(folder: Path) -> None:
    """Have the file, unless the disk is nearly full already. Never fails: it is only a help."""
    path = folder / NAME
    with suppress(OSError):
        if path.exists() or shutil.disk_usage(folder).free < 4 * SIZE:
            return
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(os.urandom(SIZE))  # no zeros: some disks would not keep room for them


def give_up(folder: Path) -> bool:
    """Make room; False where there is none to make."""
    try:
        (folder / NAME).unlink()
    except OSError:
        return False
    return True
