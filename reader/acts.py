"""The person's acts on the library: done on the write lane, told, and undone by the core's inverses."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from archive.model import Block, BlockRef, Changes, Colour, Inverse, Rule, Span, Verdict, together
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
    told = Signal(str, object)
    """An act that deserves a line, and its `Done`, to be taken back from there; None: nothing changed."""
    heard = Signal(str)
    """What a screen reader is told of an act, an undo or a redo of which the window says nothing in words."""
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
        heard = _("Marked as read") if value else _("Marked as unread")
        self._run(words, lambda: self._library.set_read(list(ids), value), heard=heard)

    def opened(self, article_id: int) -> None:
        """Mark as read because it was opened: no act of its own, and nothing to undo."""
        self._tasks.run(
            lambda token: self._library.set_read([article_id], True), self.changed.emit, lane=Lane.WRITE
        )

    def star(self, ids: Sequence[int], value: bool) -> None:
        self._run(
            _("Star") if value else _("Take the star away"),
            lambda: self._library.set_starred(list(ids), value),
            heard=_("Starred.") if value else _("Star taken away."),
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
        words = _("Put back")
        self._run(words, lambda: self._library.put_back(article_id, list(blocks)), heard=words)

    def take_out(self, article_id: int, blocks: Sequence[BlockRef]) -> None:
        """Take passages out of the text, and say so."""
        n = len(blocks)
        told = ngettext("Removed from this article", "{n} paragraphs removed from this article", n)
        act = partial(self._library.take_out, article_id, list(blocks))
        self._run(_("Remove from the article"), act, told.format(n=number(n)))

    def use(self, article_id: int, page: Sequence[Block], positions: Collection[int]) -> None:
        """Bring passages of the kept page into the text."""

        def told(changes: Changes) -> str:
            return _("Added to the article") if changes.undo else _("That is in the article already.")

        self._run(_("Use this text"), partial(self._library.use, article_id, page, positions), told)

    def decide(
        self,
        texts: Sequence[str],
        verdict: Verdict,
        source_id: int | None,
        here: tuple[int, Sequence[BlockRef]] | None = None,
    ) -> None:
        """Always keep or remove passages, in a source or everywhere; say how many articles that changed.

        `here`: an article and blocks in it about which the person had decided otherwise before.
        """

        def act() -> Changes:
            made = self._library.decide(*texts, verdict=verdict, source_id=source_id)
            if here is None:
                return made
            article_id, refs = here
            follow = self._library.put_back if verdict == "keep" else self._library.take_out
            return together([made, follow(article_id, list(refs))])

        def told(changes: Changes) -> str:
            n = len(changes.changed)
            words = (
                ngettext("Kept in {n} article", "Kept in {n} articles", n)
                if verdict == "keep"
                else ngettext("Removed from {n} article", "Removed from {n} articles", n)
            )
            return words.format(n=number(n))

        words = _("Keep text like this") if verdict == "keep" else _("Remove text like this")
        self._run(words, act, told)

    def drop_rule(self, rule: Rule) -> None:
        """Let a rule fall, and say so."""
        self._run(_("Drop the rule"), lambda: self._library.drop_rule(rule), _("The rule is gone"))

    def read_as(self, article_id: int, encoding: str | None) -> None:
        """Read the kept page another way."""
        act = partial(self._library.read_as, article_id, encoding)
        self._run(_("Read another way"), act, _("The page is read another way now"))

    def set_fields(self, ids: Collection[int], fields: Mapping[str, str | None]) -> None:
        """Set metadata; None takes what the page says again."""
        n = len(ids)
        told = ngettext("Details changed", "Details of {n} articles changed", n).format(n=number(n))
        self._run(_("Edit details"), lambda: self._library.set_fields(list(ids), fields), told)

    def highlight(self, article_id: int, span: Span | None, colour: Colour, note: str = "") -> None:
        """Mark a passage; without a span, note something on the whole article."""
        words = _("Highlight") if span is not None else _("Note")
        heard = _("Note kept") if note else ""
        self._run(words, partial(self._library.highlight, article_id, span, colour, note), heard=heard)

    def recolour(self, highlight_id: int, colour: Colour) -> None:
        words = _("Change the colour")
        self._run(words, partial(self._library.change_highlight, highlight_id, colour=colour))

    def note(self, highlight_id: int, note: str) -> None:
        """Set the note of a highlight; an empty one takes it away."""
        heard = _("Note kept") if note else _("Note removed")
        self._run(_("Note"), partial(self._library.change_highlight, highlight_id, note=note), heard=heard)

    def remove_highlights(self, ids: Sequence[int], *, told: str) -> None:
        """Take highlights away with their notes, and say so."""
        self._run(_("Remove highlight"), partial(self._library.remove_highlights, list(ids)), told)

    def run(self, words: str, act: Callable[[], Changes], told: str | Callable[[Changes], str] = "") -> None:
        """Do an act of another kind. `words` is what an undo of it is called, `told` what is said of it."""
        self._run(words, act, told)

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

    @property
    def newest(self) -> Done | None:
        """What an undo would take back."""
        return self._undo[-1] if self._undo else None

    def undo(self) -> None:
        self._turn(self._undo, self._redo, _("Undone: {act}"))

    def redo(self) -> None:
        self._turn(self._redo, self._undo, _("Done again: {act}"))

    def _turn(self, source: list[Done], target: list[Done], heard: str) -> None:
        if not source:
            return
        act = source.pop()
        self.history.emit()

        def done(changes: Changes) -> None:
            if changes.undo is not None:
                self._push(target, Done(act.words, changes.undo))
            self.history.emit()
            self.changed.emit(changes)
            self.heard.emit(heard.format(act=act.words))

        self._tasks.run(lambda token: self._library.undo(act.inverse), done, lane=Lane.WRITE)

    def _run(
        self,
        words: str,
        act: Callable[[], Changes],
        told: str | Callable[[Changes], str] = "",
        *,
        heard: str = "",
    ) -> None:
        def done(changes: Changes) -> None:
            self.remember(words, changes)
            self.changed.emit(changes)
            if told:
                line = told if isinstance(told, str) else told(changes)
                self.told.emit(line, self.newest if changes.undo is not None else None)
            elif heard:
                self.heard.emit(heard)

        self._tasks.run(lambda token: act(), done, lane=Lane.WRITE)

    @staticmethod
    def _push(stack: list[Done], act: Done) -> None:
        stack.append(act)
        del stack[:-MOST_UNDOABLE]
