"""The library in another place, another library, or this one as a backup has it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

import archive
from archive.cancel import CancelToken
from archive.errors import ArchiveError
from reader.i18n import _
from reader.messages import Message, message_for
from reader.tasks import Lane, Tasks
from reader.theme import Theme

if TYPE_CHECKING:
    from reader.busy_window import BusyWindow

_REPLACED, _BACKUPS = "replaced", "backups"
"""Folders in that of a library: what stood there before a restoring, and its backups."""
OWN_NAME = "Broadside library"
"""The folder that is made where the person chose one with other things in it."""


class Opener(Protocol):
    """Opens a library in a window; what is to be said is said there."""

    def __call__(self, folder: Path, *, told: str = "", trouble: Message | None = None) -> object: ...


class Relocating(QObject):
    """Works while no library is open; a small window says what goes on."""

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        close_then: Callable[[Callable[[], None]], None],
        open_again: Opener,
        remember: Callable[[Path], None],
    ) -> None:
        """`close_then`: close the window that is open, and call this after that."""
        super().__init__()
        self._theme, self._tasks = theme, tasks
        self._close_then, self._open_again, self._remember = close_then, open_again, remember
        self.busy: BusyWindow | None = None

    def move(self, folder: Path, chosen: Path) -> None:
        """Copy the library of `folder` into the chosen place, and open it there."""
        target = room_in(chosen)

        def work(token: CancelToken, told: Callable[[int, int], None]) -> None:
            archive.Library.copy_to(folder, target, told=told, cancel=token)

        def done() -> None:
            self._remember(target)
            words = _("Your library is in {folder} now. The copy in {old} is not used any more.")
            self._open_again(target, told=words.format(folder=target, old=folder))

        self._close_then(partial(self._do, _("Moving your library…"), work, done, folder, can_stop=True))

    def restore(self, folder: Path, backup: Path) -> None:
        """Make the library what it was. How it is now becomes the newest backup, so that a way leads back."""

        def work(token: CancelToken, told: Callable[[int, int], None]) -> None:
            archive.Library.restore(backup, folder)
            before = folder / _REPLACED
            if is_library(before):
                # a damaged one cannot be backed up; it stays in its folder
                with suppress(ArchiveError), archive.Library.open(before, read_only=True) as library:
                    library.backup(folder / _BACKUPS, token)

        def done() -> None:
            words = _("Your library is what it was. How it was before this is the newest backup.")
            self._open_again(folder, told=words)

        self._close_then(partial(self._do, _("Going back to the backup…"), work, done, folder))

    def open_other(self, folder: Path) -> None:
        """Open another library from now on; a new one where there is none."""
        target = folder if is_library(folder) else room_in(folder)

        def done() -> None:
            self._remember(target)
            self._open_again(target)

        self._close_then(done)

    def _do(
        self,
        words: str,
        work: Callable[[CancelToken, Callable[[int, int], None]], None],
        done: Callable[[], None],
        folder: Path,
        *,
        can_stop: bool = False,
    ) -> None:
        from reader.busy_window import BusyWindow

        busy = self.busy = BusyWindow(self._theme, words, can_stop=can_stop)
        told = self._tasks.homeward(busy.show_progress)

        def carried_out(nothing: object) -> None:
            self._end()
            done()

        def failed(error: ArchiveError) -> None:
            self._end()
            self._open_again(folder, trouble=message_for(error))

        def stopped() -> None:
            token.cancel()
            self._end()
            self._open_again(folder, told=_("Stopped. Your library is where it was."))

        busy.stopped.connect(stopped)
        token = self._tasks.run(
            lambda token: work(token, told), carried_out, lane=Lane.BACKGROUND, failed=failed
        )
        busy.show()

    def _end(self) -> None:
        if self.busy is not None:
            self.busy.go()
            self.busy = None


def is_library(folder: Path) -> bool:
    """True where there is something that looks like one; opening it tells whether it is."""
    return (folder / "library.db").is_file()


def room_in(folder: Path) -> Path:
    """The folder itself where it is empty or not there yet, else one of our own in it that is free."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return folder
    names = (OWN_NAME, *(f"{OWN_NAME} {n}" for n in range(2, 1_000)))
    return next(folder / name for name in names if not (folder / name).exists())
