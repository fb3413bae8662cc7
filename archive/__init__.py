"""The core of Broadside: articles in, cleaned, kept, indexed and found. Knows no window and no language.

The door for everybody outside: nothing deeper is imported from elsewhere. The library itself is loaded when
it is first asked for, so that the nouns and failures cost nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archive.library import Library as Library

__all__ = ["Library"]


def __getattr__(name: str) -> Any:
    if name == "Library":
        from archive.library import Library

        return Library
    raise AttributeError(name)
