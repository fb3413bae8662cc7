"""The core of Broadside: articles in, cleaned, kept, indexed and found. Knows no window and no language.

The door for everybody outside: beside the nouns, the failures and the cancel token nothing deeper is
imported from elsewhere. What is heavy is loaded when it is first asked for: the nouns cost nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archive.explaining import explain_files as explain_files
    from archive.library import Library as Library
    from archive.reading import clean_files as clean_files

__all__ = ["Library", "clean_files", "explain_files"]


def __getattr__(name: str) -> Any:
    if name == "Library":
        from archive.library import Library

        return Library
    if name == "clean_files":
        from archive.reading import clean_files

        return clean_files
    if name == "explain_files":
        from archive.explaining import explain_files

        return explain_files
    raise AttributeError(name)
