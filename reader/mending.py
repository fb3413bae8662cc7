"""When the machine is wrong the person mends it: passages taken out, brought in, kept or removed by rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction

from archive.cancel import CancelToken
from archive.edits import block_refs, may_be_a_rule
from archive.model import BlockRef, Changes, Recurring, Rule, StoredArticle, Verdict
from reader.actions import Actions
from reader.acts import Acts
from reader.i18n import _
from reader.main_window import MainWindow
from reader.removals import Passage, refs_of
from reader.rules_dialog import RulesDialog
from reader.scope_sheet import Scope, ScopeSheet
from reader.tasks import Lane, Tasks

if TYPE_CHECKING:
    from archive import Library


REST_MS = 150
"""An article is looked through for what recurs once the person has stayed with it for so long."""


class Mending(QObject):
    """The corrections a person can make to the article that is open."""

    def __init__(
        self, library: Library, tasks: Tasks, acts: Acts, actions: Actions, window: MainWindow
    ) -> None:
        super().__init__(window)
        self._library, self._tasks, self._acts = library, tasks, acts
        self._actions, self._window, self._pane = actions, window, window.reader
        self._known: StoredArticle | None = None
        self._shown, self._asked = 0, False
        self._looking = QTimer(self, singleShot=True, interval=REST_MS)
        self._looking.timeout.connect(self._look_for_recurring)
        self.sheet: ScopeSheet | None = None
        """The sheet that is open."""
        self.rules: RulesDialog | None = None
        """The list of rules, while it is open."""
        pane, a = self._pane, actions
        pane.keep_like_requested.connect(self._ask_keep)
        pane.rule_dropped.connect(acts.drop_rule)
        pane.column.body.more_actions = self._for_menu
        pane.column.recurring.show_pressed.connect(self._show_recurring)
        pane.column.recurring.remove_pressed.connect(lambda: self._decide_recurring("remove"))
        pane.column.recurring.keep_pressed.connect(lambda: self._decide_recurring("keep"))
        acts.changed.connect(self._heed)
        a.rules.triggered.connect(lambda checked=False: self.show_rules())
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
        refs = list(block_refs(stored.article.blocks))
        texts = [stored.article.blocks[number].text for number in chosen]
        self._ask(stored, "remove", texts, [refs[number] for number in chosen])

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

    def show_rules(self) -> None:
        """Open the list of the person's rules."""
        if self.rules is None:
            dialog = RulesDialog(self._window.theme, self._window)
            dialog.dropped.connect(self._acts.drop_rule)
            dialog.finished.connect(self._rules_closed)
            self.rules = dialog
            self._ask_rules()
        self.rules.show()
        self.rules.raise_()
        self.rules.activateWindow()

    def _ask_rules(self) -> None:
        def fetch(token: CancelToken) -> tuple[Sequence[Rule], Sequence[int]]:
            rules = self._library.rules()
            return rules, self._library.reach(rules)

        def show(found: tuple[Sequence[Rule], Sequence[int]]) -> None:
            if self.rules is not None:
                self.rules.show_rules(*found)

        self._tasks.run(fetch, show, lane=Lane.OPEN, replaces="rules")

    def _rules_closed(self) -> None:
        self.rules = None

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

    # ---------------------------------------------------------------- what recurs in the source

    def look(self) -> None:
        """Another article is open, or the same after a change: what of it recurs?"""
        stored = self._pane.article
        if stored is None or self._known is None or stored.id != self._known.id:
            self._pane.tell_recurring(())
        if stored is not self._known:
            self._known = stored
            self._tasks.drop("recurring")
            self._asked = False
            self._looking.start()

    @property
    def is_looking(self) -> bool:
        """It is not known yet what recurs in the open article."""
        return self._looking.isActive() or self._asked

    def _look_for_recurring(self) -> None:
        stored = self._known
        if stored is None or stored.source is None:
            return

        def show(found: Sequence[Recurring]) -> None:
            self._asked = False
            if self._pane.article is stored:
                self._shown = 0
                self._pane.tell_recurring(found)

        self._asked = True
        self._tasks.run(
            lambda token: self._library.recurring(stored.id), show, lane=Lane.ASIDE, replaces="recurring"
        )

    def _show_recurring(self) -> None:
        """To the first of them; pressed again, to the next."""
        stored, found = self._pane.article, self._pane.column.recurring.found
        if stored is None or not found:
            return
        if self._pane.shows_original:
            self._pane.toggle_original()
        refs = list(block_refs(stored.article.blocks))
        wanted = found[self._shown % len(found)].block
        self._shown += 1
        if wanted in refs:
            self._pane.show_block(refs.index(wanted))

    def _decide_recurring(self, verdict: Verdict) -> None:
        stored, found = self._pane.article, self._pane.column.recurring.found
        if stored is not None and stored.source is not None and found:
            self._pane.tell_recurring(())
            self._acts.decide([passage.text for passage in found], verdict, stored.source.id)

    def _heed(self, changes: Changes) -> None:
        """A decision about the open article, or one taken back: what recurs now?"""
        if self._known is not None and self._known.id in changes.changed:
            self._looking.start()
        if self.rules is not None:
            self._ask_rules()

    # ---------------------------------------------------------------- how far it goes

    def _ask_keep(self, passage: Passage) -> None:
        stored = self._pane.article
        if stored is not None:
            refs = refs_of(stored.article.blocks, [passage])
            self._ask(stored, "keep", passage.texts, refs)

    def _ask(
        self, stored: StoredArticle, verdict: Verdict, texts: Sequence[str], refs: Sequence[BlockRef]
    ) -> None:
        decided = {edit.block for edit in stored.edits if edit.kind in ("put-back", "remove")}
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
            if scope == "here" and verdict == "keep":
                self._acts.put_back(stored.id, refs)
            elif scope == "here":
                self._acts.take_out(stored.id, refs)
            else:
                against = [ref for ref in refs if ref in decided]
                where = stored.source.id if scope == "source" and stored.source is not None else None
                self._acts.decide(known, verdict, where, (stored.id, against) if against else None)

        sheet.chosen.connect(chosen)
        self.sheet = sheet
        sheet.finished.connect(self._sheet_closed)
        sheet.open()

    def _sheet_closed(self) -> None:
        self.sheet = None
