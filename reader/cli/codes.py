"""The exit codes of the command line, and which failure ends with which."""

from __future__ import annotations

from archive.errors import ArchiveError, LibraryError, NoSuchArticle

DONE, IN_PART, WRONG_COMMAND, NO_LIBRARY, NO_ARTICLE, FAULT, STOPPED = 0, 1, 2, 4, 5, 70, 130
"""3 is the starter's: this machine lacks something."""


def exit_code(error: ArchiveError) -> int:
    """What a failure that ends a command is to a script."""
    if isinstance(error, LibraryError):
        return NO_LIBRARY
    return NO_ARTICLE if isinstance(error, NoSuchArticle) else IN_PART
