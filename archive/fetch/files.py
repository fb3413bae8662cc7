"""Path → Capture, and the files of a folder. Reads regular files only; never waits for a pipe or device."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from archive.cancel import CancelToken
from archive.errors import ArchiveError, FileUnreadable
from archive.fetch.companions import companions, is_companion
from archive.fetch.limits import FILE_BYTES
from archive.fetch.reading import read_bytes, shown, unreadable
from archive.model import Capture

_JUNK = frozenset({"__macosx", "thumbs.db", "desktop.ini", "ehthumbs.db", "$recycle.bin"})


def read_file(path: Path, *, captured_at: datetime, cancel: CancelToken) -> Capture:
    """The bytes of a file, whole and of one moment, with the pictures a browser saved beside it.

    The file is only read. A link is refused: `walk` has already followed the one a person may have given.
    `resources` are the files of the page's folder («vote_files»), by the name the page links to them,
    percent-escapes undone, letters in NFC: `vote_files/picture.jpg`.
    Raises `FileUnreadable`, `EmptyFile`, `TooLarge`, `Cancelled`.
    """
    origin = shown(path)
    try:
        data = read_bytes(path, FILE_BYTES, cancel)
    except ArchiveError as failure:
        failure.facts.setdefault("origin", origin)
        raise
    return Capture(origin, data, captured_at, resources=companions(path, data, cancel))


def walk(path: Path, cancel: CancelToken) -> Iterator[Path | tuple[str, ArchiveError]]:
    """The files behind a path that a person gave: the file itself, or a folder's, in the order of names.

    A link is followed when it is the given path, never inside a folder. Hidden files, what systems leave
    behind (`.DS_Store`, `__MACOSX`, `Thumbs.db`) and the picture folders of saved pages are passed over;
    what cannot be read comes as its origin and the failure.
    """
    try:
        if path.is_symlink():
            path = path.resolve(strict=True)
        is_folder = stat.S_ISDIR(os.lstat(path).st_mode)
    except (OSError, ValueError, RuntimeError) as failure:
        yield shown(path), unreadable(path, failure)
        return
    if is_folder:
        yield from _inside(path, cancel)
    else:
        yield path


def _inside(folder: Path, cancel: CancelToken) -> Iterator[Path | tuple[str, ArchiveError]]:
    cancel.check()
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: (entry.name.casefold(), entry.name))
    except OSError as failure:
        yield shown(folder), unreadable(folder, failure)
        return
    names = {entry.name for entry in entries}
    for entry in entries:
        cancel.check()
        path = folder / entry.name
        if entry.name.startswith(".") or entry.name.casefold() in _JUNK:
            continue
        if entry.is_symlink():
            yield shown(path), FileUnreadable(origin=shown(path), path=shown(path), reason="link")
        elif not entry.is_dir(follow_symlinks=False):
            yield path
        elif not is_companion(path, names, cancel):
            yield from _inside(path, cancel)
