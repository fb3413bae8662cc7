"""Where the person's library lies: told by `--library`, else the platform's data folder. Knows no Qt."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path


class NoFolderGiven(ValueError):
    """`--library` was the last word of the command."""


def default_library() -> Path:
    """The library of someone who never chose a place: user data, not roaming, as the platform has it."""
    from platformdirs import user_data_path

    name = "broadside" if sys.platform.startswith("linux") else "Broadside"
    return user_data_path(name, appauthor=False, roaming=False) / "library"


def library_and_rest(arguments: Sequence[str]) -> tuple[Path | None, list[str]]:
    """Take `--library FOLDER` (or `--library=FOLDER`) out of a command, wherever it stands before a `--`.

    Returns the folder, or None where none was given, and the other words. The last one given counts.
    Raises `NoFolderGiven` where the folder is missing.
    """
    folder: str | None = None
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word == "--library":
            folder = next(words, "")
        elif word.startswith("--library="):
            folder = word.partition("=")[2]
        else:
            rest.append(word)
        if folder == "":
            raise NoFolderGiven
    return (None if folder is None else Path(folder).expanduser().absolute()), rest
