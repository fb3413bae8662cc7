"""The person's acts on the library: done on the write lane, told, and undone by the core's inverses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from archive.model import BlockRef, Changes, Inverse
from reader.i18n import _, ngettext, number
from reader.tasks import Lane, Tasks

if TYPE_CHECKING:
    from archive import Library

MOST_UNDOABLE = 200


@dataclass(frozen=True, slots=True)
class Done:
    """An act that can be taken back: what it was, in words, and the core's inverse of it."""

    words: str
    inverse: Inverse


class Acts(QObject):
    """Every change goes through here, so that one road leads back from all of them."""

    changed = Signal(object)
    """`Changes`: after every act, undo and redo."""
    told = Signal(str)
    """An act that deserves a line with an Undo button."""
    history = Signal()
    """What can be undone or redone is another."""

    def __init__(self, library: Library, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._undo: list[Done] = []
        self._redo: list[Done] = []

    # ---------------------------------------------------------------- acts

    def read(self, ids: Sequence[int], value: bool) -> None:
        """Mark as read or unread because the person said so."""
        words = _("Mark as read") if value else _("Mark as unread")
        self._run(words, lambda: self._library.set_read(list(ids), value))

    def opened(self, article_id: int) -> None:
        """Mark as read because it was opened: no act of its own, and nothing to undo."""
        self._tasks.run(
            lambda token: self._library.set_read([article_id], True), self.changed.emit, lane=Lane.WRITE
        )

    def star(self, ids: Sequence[int], value: bool) -> None:
        self._run(
            _("Star") if value else _("Take the star away"),
            lambda: self._library.set_starred(list(ids), value),
        )

    def bin(self, ids: Sequence[int], value: bool) -> None:
        """Move to the bin or back, and say so."""
        n = len(ids)
        told = (
            ngettext("Moved to the bin", "{n} articles moved to the bin", n)
            if value
            else ngettext("Put back from the bin", "{n} articles put back from the bin", n)
        )
        words = _("Move to bin") if value else _("Put back from bin")
        self._run(words, lambda: self._library.set_binned(list(ids), value), told.format(n=number(n)))

    def put_back(self, article_id: int, blocks: Sequence[BlockRef]) -> None:
        """Put removed passages back into the text."""
        self._run(_("Put back"), lambda: self._library.put_back(article_id, list(blocks)))

    def take_out(self, article_id: int, blocks: Sequence[BlockRef]) -> None:
        self._run(_("Take out"), lambda: self._library.take_out(article_id, list(blocks)))

    def undo_import(self, job_id: int) -> None:
        self._run(_("Undo import"), lambda: self._library.undo_import(job_id))

    def remember(self, words: str, changes: Changes) -> None:
        """Something was done elsewhere (an import): it can be undone from here like everything else."""
        if changes.undo is not None:
            self._push(self._undo, Done(words, changes.undo))
            self._redo.clear()
            self.history.emit()

    # ---------------------------------------------------------------- back and forth

    @property
    def undo_words(self) -> str | None:
        """What an undo would take back; None when there is nothing."""
        return self._undo[-1].words if self._undo else None

    @property
    def redo_words(self) -> str | None:
        return self._redo[-1].words if self._redo else None

    def undo(self) -> None:
        self._turn(self._undo, self._redo)

    def redo(self) -> None:
        self._turn(self._redo, self._undo)

    def _turn(self, source: list[Done], target: list[Done]) -> None:
        if not source:
            return
        act = source.pop()
        self.history.emit()

        def done(changes: Changes) -> None:
            if changes.undo is not None:
                self._push(target, Done(act.words, changes.undo))
            self.history.emit()
            self.changed.emit(changes)

        self._tasks.run(lambda token: self._library.undo(act.inverse), done, lane=Lane.WRITE)

    def _run(self, words: str, act: Callable[[], Changes], told: str = "") -> None:
        def done(changes: Changes) -> None:
            self.remember(words, changes)
            self.changed.emit(changes)
            if told:
                self.told.emit(told)

        self._tasks.run(lambda token: act(), done, lane=Lane.WRITE)

    @staticmethod
    def _push(stack: list[Done], act: Done) -> None:
        stack.append(act)
        del stack[:-MOST_UNDOABLE]
