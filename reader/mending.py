"""When the machine is wrong the person mends it: passages taken out, brought in, kept or removed by rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from archive.edits import block_refs, may_be_a_rule
from archive.model import StoredArticle, Verdict
from reader.actions import Actions
from reader.acts import Acts
from reader.i18n import _
from reader.main_window import MainWindow
from reader.removals import Passage, refs_of
from reader.scope_sheet import Scope, ScopeSheet

if TYPE_CHECKING:
    from archive import Library


class Mending(QObject):
    """The corrections a person can make to the article that is open."""

    def __init__(self, library: Library, acts: Acts, actions: Actions, window: MainWindow) -> None:
        super().__init__(window)
        self._library, self._acts, self._actions, self._window = library, acts, actions, window
        self._pane = window.reader
        self.sheet: ScopeSheet | None = None
        """The sheet that is open."""
        pane, a = self._pane, actions
        pane.keep_like_requested.connect(self._ask_keep)
        pane.rule_dropped.connect(acts.drop_rule)
        pane.column.body.more_actions = self._for_menu
        commands: dict[QAction, Callable[[], None]] = {
            a.remove_text: self.remove_text,
            a.remove_like: self.remove_like,
            a.keep_like: self.keep_like,
            a.use_text: self.use_text,
        }
        self.actions = tuple(commands)
        """The commands that need an open article."""
        for action, act in commands.items():
            action.triggered.connect(lambda checked=False, act=act: act())

    # ---------------------------------------------------------------- what the commands do

    def remove_text(self) -> None:
        """Take the chosen paragraphs out of the article."""
        if (found := self._chosen()) is not None:
            stored, chosen = found
            refs = list(block_refs(stored.article.blocks))
            self._acts.take_out(stored.id, [refs[number] for number in chosen])

    def remove_like(self) -> None:
        """Ask how far the chosen paragraphs should be taken out."""
        if (found := self._chosen()) is None:
            return
        stored, chosen = found
        texts = [stored.article.blocks[number].text for number in chosen]
        self._ask(stored, "remove", texts, self.remove_text)

    def keep_like(self) -> None:
        """Ask how far the removed passage the person is at should be kept."""
        passage = self._pane.chosen_passage()
        if passage is None:
            self._window.messages.tell(_("Show what was removed first (R), and choose a passage there."))
        elif passage.rule is not None:
            self._acts.drop_rule(passage.rule)
        else:
            self._ask_keep(passage)

    def use_text(self) -> None:
        """Bring the chosen passages of the kept page into the article."""
        stored, pane = self._pane.article, self._pane
        if stored is None:
            return
        chosen = pane.chosen_blocks() if pane.shows_original else ()
        if chosen:
            self._acts.use(stored.id, pane.original, chosen)
        else:
            self._window.messages.tell(_("Show the original first (Ctrl+U), and click into a passage there."))

    # ---------------------------------------------------------------- what is chosen

    def _chosen(self) -> tuple[StoredArticle, tuple[int, ...]] | None:
        """The open article and its chosen blocks; where there is none, the person is told what to do."""
        stored, pane = self._pane.article, self._pane
        if stored is None:
            return None
        chosen = () if pane.shows_original else pane.chosen_blocks()
        if chosen:
            return stored, chosen
        words = (
            _("Go back to the clean text first (Ctrl+U).")
            if pane.shows_original
            else _("Click into a paragraph first, or select some text.")
        )
        self._window.messages.tell(words)
        return None

    def _for_menu(self) -> Sequence[QAction]:
        """What the context menu of the text offers where it is opened."""
        a, pane = self._actions, self._pane
        if pane.article is None:
            return ()
        if pane.shows_original:
            return (a.use_text,) if pane.chosen_blocks() else ()
        if pane.chosen_blocks():
            return (a.remove_text, a.remove_like)
        return (a.keep_like,) if pane.chosen_passage() else ()

    # ---------------------------------------------------------------- how far it goes

    def _ask_keep(self, passage: Passage) -> None:
        stored = self._pane.article
        if stored is not None:
            refs = refs_of(stored.article.blocks, [passage])
            self._ask(stored, "keep", passage.texts, lambda: self._acts.put_back(stored.id, refs))

    def _ask(
        self, stored: StoredArticle, verdict: Verdict, texts: Sequence[str], here: Callable[[], None]
    ) -> None:
        known = [text for text in texts if may_be_a_rule(text)]
        source = stored.source.name if stored.source is not None else ""
        sheet = ScopeSheet(
            self._window.theme,
            verdict,
            "\n".join(texts),
            source,
            can_rule=bool(known),
            parent=self._window,
        )

        def chosen(scope: Scope) -> None:
            if scope == "here":
                here()
            else:
                where = stored.source.id if scope == "source" and stored.source is not None else None
                self._acts.decide(known, verdict, where)

        sheet.chosen.connect(chosen)
        self.sheet = sheet
        sheet.finished.connect(self._sheet_closed)
        sheet.open()

    def _sheet_closed(self) -> None:
        self.sheet = None
