"""Where the person's library lies: told by `--library`, else the platform's data folder. Knows no Qt."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path


class NoFolderGiven(ValueError):
    """`--library` was the last word of the command."""


CHOSEN = "library-folder"
"""A file beside the settings with one line: the folder of the library the person chose in the settings."""


def _name() -> str:
    return "broadside" if sys.platform.startswith("linux") else "Broadside"


def config_folder() -> Path:
    """Where what the person chose is kept."""
    from platformdirs import user_config_path

    return user_config_path(_name(), appauthor=False, roaming=False)


def default_library() -> Path:
    """The library the person chose, else the usual place: user data, not roaming, as the platform has it."""
    from platformdirs import user_data_path

    usual = user_data_path(_name(), appauthor=False, roaming=False) / "library"
    return chosen_library(config_folder()) or usual


def chosen_library(config: Path) -> Path | None:
    """The folder that `choose_library` wrote down, or None."""
    try:
        line = (config / CHOSEN).read_text(encoding="utf-8").strip("\n")
    except (OSError, UnicodeDecodeError):
        return None
    folder = Path(line)
    return folder if line and folder.is_absolute() else None


def may_make(folder: Path, config: Path) -> bool:
    """False where the library the person chose is not there now: its disk may be missing, and an empty one
    in its place would look as if all were lost."""
    return folder.is_dir() or folder != chosen_library(config)


def choose_library(config: Path, folder: Path) -> None:
    """Open this one from now on, in the window and on the command line. Raises OSError."""
    config.mkdir(parents=True, exist_ok=True)
    made = config / f"{CHOSEN}.part"
    made.write_text(f"{folder}\n", encoding="utf-8")
    made.replace(config / CHOSEN)


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
