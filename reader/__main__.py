"""The one entry: a verb goes to the command line, else the window opens. PySide6 is imported only then."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from multiprocessing import freeze_support

VERBS = frozenset(
    (
        "import",
        "search",
        "show",
        "export",
        "highlights",
        "clean",
        "rebuild",
        "check",
        "backup",
        "restore",
        "tour",
    )
)
"""Held equal to the command line's own by a test: asking it would import it."""

_QUESTIONS = ("-h", "--help", "--version")
_DESKTOP = {"--install-desktop": "install", "--uninstall-desktop": "uninstall"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the words of a command (without the program's name); returns the exit code."""
    freeze_support()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words and words[0] in _DESKTOP:
        code: int = getattr(import_module("reader.desktop"), _DESKTOP[words[0]])()
    else:
        window = wants_window(words)
        if window:
            gc.disable()  # until it is painted: nothing of what is made until then is garbage
        code = import_module("reader.app" if window else "reader.cli").main(words)
    return code


def wants_window(words: Sequence[str]) -> bool:
    """True for a command without a verb or a question, where there is a window and a screen to show it on."""
    from reader.paths import NoFolderGiven, library_and_rest

    try:
        rest = library_and_rest(words)[1]
    except NoFolderGiven:
        return False
    if rest and (rest[0] in VERBS or rest[0] in _QUESTIONS or rest[0] in _DESKTOP):
        return False
    if find_spec("reader.app") is None:
        return False
    from reader.screen import screen_trouble

    return screen_trouble() is None


if __name__ == "__main__":
    sys.exit(main())
