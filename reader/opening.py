"""A library that is still being opened: the window is there before it, and asks it already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archive.errors import ArchiveError, Cancelled
from reader.tasks import Later

if TYPE_CHECKING:
    from archive import Library


class OpeningLibrary:
    """Stands for the library. Whoever asks waits until it is there; so ask on a lane only."""

    def __init__(self) -> None:
        self._later: Later[Library] = Later()

    def arrive(self, library: Library) -> bool:
        """The library is open. False when nobody wants it any more."""
        return self._later.set(library)

    def fail(self, error: ArchiveError) -> None:
        """It cannot be opened: everyone who waits hears of it."""
        self._later.fail(error)

    def abandon(self) -> None:
        """Nobody waits for it any more, if it is not there yet."""
        self._later.fail(Cancelled())

    def close(self) -> None:
        """Close it, where it was opened at all."""
        if (library := self._later.value) is not None:
            library.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._later.get(), name)
