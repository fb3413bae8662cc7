"""The library of a command, opened as the command needs it."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from archive import Library
from archive.cancel import CancelToken
from archive.errors import ArchiveError, Cancelled, DiskFull, LibraryLocked, LibraryUnwritable
from reader.cli.output import Output
from reader.i18n import _, number
from reader.messages import message_for
from reader.paths import default_library


def folder_of(options: Namespace) -> Path:
    """Where the library of this command lies."""
    return options.library or default_library()


def readable(folder: Path, output: Output, cancel: CancelToken) -> Library:
    """The library for reading; what a crash left unsearchable is read in first, if nobody else is at it."""
    try:
        library = Library.open(folder, create=False)
    except (DiskFull, LibraryLocked, LibraryUnwritable):
        return Library.open(folder, read_only=True)
    settle(library, output, cancel)
    return library


def settle(library: Library, output: Output, cancel: CancelToken) -> None:
    """Wait until everything kept can be searched; a failure is said, the articles are safe."""
    try:
        library.settle(cancel, lambda left: output.passing(_("Reading {n}").format(n=number(left))))
    except Cancelled:
        raise
    except ArchiveError as error:
        output.note(message_for(error).text)
    output.clear()
