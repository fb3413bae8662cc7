"""One library open in one window: what the panes mean to one another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction

from archive.model import Changes, Counts, ListRow, Place, Sort, Status
from reader.actions import Actions, choose, on_choice
from reader.acts import Acts, Done
from reader.adding import Adding
from reader.all_highlights import AllHighlights
from reader.announcing import announce
from reader.commanding import Commanding
from reader.controls import Area
from reader.detailing import Detailing
from reader.exporting import Exporting
from reader.first_run import FirstRun
from reader.i18n import _
from reader.imports import Imports
from reader.main_window import MainWindow
from reader.marking import Marking
from reader.mending import Mending
from reader.messages import message_for
from reader.narrowing import Narrowing
from reader.place_list import Tags
from reader.places import name_of
from reader.placing import Placing
from reader.question import Answer, Question
from reader.reading import Reading
from reader.recleaning import Recleaning
from reader.rereading import Rereading
from reader.search_help import SearchHelp
from reader.settings import Settings
from reader.tagging import Tagging
from reader.tasks import Lane, Tasks
from reader.travelling import Travelling

if TYPE_CHECKING:
    from archive import Library
    from reader.preferences import Preferences

COUNT_MS = 250
FOLLOW_MS = 1_000
"""So long after the library opened its index is looked through for what it lacks."""
FIRST_BACKUP_MS = 60_000
BACKUP_MS = 20 * 60_000
"""How often it is asked whether a backup is due; the library decides."""
LIBRARY = Place()


@dataclass(frozen=True, slots=True)
class Parts:
    """What a session is handed by `app`."""

    library: Library
    tasks: Tasks
    acts: Acts
    imports: Imports
    actions: Actions
    settings: Settings
    window: MainWindow
    greet: Callable[[], FirstRun] | None
    """Makes the page for an empty library; the sample library has none."""
    question: Question | None = None
    """What was asked in the window that this one takes the place of."""


class Session(QObject):
    """Connects the panes."""

    opened = Signal()
    """The library is there."""
    closing = Signal()
    """Nobody will ask the library any more."""
    ended = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self.library, self.tasks, self.acts = parts.library, parts.tasks, parts.acts
        self.imports, self.actions, self.settings = parts.imports, parts.actions, parts.settings
        self.window, self._greet, self._question = parts.window, parts.greet, parts.question
        self.first_run: FirstRun | None = None
        """The page for an empty library, once there was a need for it."""
        self.list, self.reader = parts.window.list_column, parts.window.reader
        self.reading = Reading(self.library, self.tasks, self.acts, self.reader, self.list.query, self)
        self.placing = Placing(
            self.library, self.tasks, self.acts, self.settings, self.window, self.reading, self.go_to
        )
        self.narrowing = Narrowing(self.window, self.library, self.tasks, self.actions, self)
        self.detailing = Detailing(self.library, self.tasks, self.acts, self.window)
        self.tagging = Tagging(self.library, self.tasks, self.acts, self.window)
        self.mending = Mending(self.library, self.tasks, self.acts, self.actions, self.window)
        self.exporting = Exporting(self.library, self.tasks, self.settings, self.window)
        self.marking = Marking(self.library, self.tasks, self.acts, self.actions, self.window)
        self.marking.find_wanted.connect(self._find_words)
        self.marking.citation_wanted.connect(partial(self._cite, "plain"))
        self.highlights = AllHighlights(self.library, self.tasks, self.acts, self.window)
        self.highlights.opened.connect(self.show_article)
        self.rereading = Rereading(self.library, self.tasks, self.acts, self.actions, self.window)
        self.recleaning = Recleaning(
            self.library, self.tasks, self.acts, self.actions, self.settings, self.window
        )
        self.opened.connect(self.recleaning.offer_soon)
        self.search_help = SearchHelp(self.window, self.library, self.tasks, self.actions, self)
        self.search_help.opened.connect(self._open_beside)
        self.search_help.search_chosen.connect(self.placing.saving.choose)
        self.commanding = Commanding(
            self.window, self.library, self.tasks, self.settings, self.go_to, self._open_titled
        )
        self.commanding.search_chosen.connect(self.placing.saving.choose)
        self.placing.saving.counted.connect(self.commanding.know_searches)
        self.travelling = Travelling(self.window, self.reading)
        self.adding = Adding(self.window, self.imports, self.settings)
        self.preferences: Preferences
        """The settings of this window."""
        self.counts: Counts | None = None
        self._told: tuple[Done, int] | None = None
        """What the sidebar shows; None until it is known."""
        self._is_new = False
        self._asked_before: tuple[object, ...] | None = None
        self._counting = QTimer(self, singleShot=True, interval=COUNT_MS)
        self._counting.timeout.connect(self._ask_counts)
        self._backups = QTimer(self, interval=FIRST_BACKUP_MS)
        self._backups.timeout.connect(self._back_up)
        self._backups.start()
        self._following = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._following.timeout.connect(self._follow)
        self._connect_panes()
        self._connect_acts()
        self._connect_commands()
        self._show_history()
        self._show_chosen()
        self._ask_counts()
        self.imports.recall()
        self._begin()

    @property
    def is_sample(self) -> bool:
        return self._greet is None

    # ---------------------------------------------------------------- beginning and end

    def _begin(self) -> None:
        place = _remembered_place(self.settings)
        sort, search_sort = Sort(self.settings.sort), Sort(self.settings.search_sort)
        compact = self.settings.rows == "compact"
        question = Question(place, sort=sort, search_sort=search_sort, grouped=compact)
        if self._question is not None:
            question, place = self._question, self._question.place
            self.list.box.show_text(question.text)
        choose(self.actions.rows, self.settings.rows)
        self.window.sidebar.show_place(place)
        self.window.rail.show_place(place)
        self.list.start(question, name_of(place), self.settings.article or None)
        self.list.table.setFocus()
        if not (self.settings.has_articles or self.is_sample):
            self.window.show_front(Area(self.window.theme, "bg.window"))  # until it is known what there is

    def is_open(self) -> None:
        """The library is there now; until then everything waited for it on its lane."""
        self.opened.emit()
        self._following.start()

    def _follow(self) -> None:
        """Compare the index with the store: not before the list is there, since both want the processor."""
        self.tasks.run(lambda token: self.library.catch_up(), lambda nothing: None, lane=Lane.ASIDE)

    def _back_up(self) -> None:
        self._backups.setInterval(BACKUP_MS)
        self.tasks.run(
            lambda token: self.library.backup_if_due(token),
            lambda made: None,
            lane=Lane.BACKGROUND,
            replaces="backup",
        )

    def close(self) -> None:
        """Remember where the person was, stop all work, let the library go."""
        question = self.list.query.question
        self.settings.place_kind = question.place.kind
        self.settings.place_value = "" if question.place.value is None else str(question.place.value)
        self.settings.sort, self.settings.search_sort = question.sort.value, question.search_sort.value
        if self.list.query.shown is not None:  # else it was never known what was open
            self.settings.article = self.reading.open_id or 0
        if self.counts is not None and not self.is_sample:
            self.settings.has_articles = self.counts.library + self.counts.bin > 0
        self.settings.save()
        self.marking.keep_last_words()
        self.closing.emit()
        self.tasks.close()
        self.reading.keep_place()
        self.library.close()
        self.ended.emit()

    # ---------------------------------------------------------------- panes

    def _connect_panes(self) -> None:
        window, reader = self.window, self.reader
        self.list.opened.connect(self._open)
        self.list.chosen.connect(self._show_chosen)
        self.list.left.connect(self._leave_search)
        self.list.place_left.connect(self._follow_search)
        self.list.query.answered.connect(self._answered)
        self.list.query.painted.connect(lambda answer: self.reading.mark_again())
        self.list.query.counted.connect(lambda count: window.show_back())
        self.list.table.activated.connect(lambda index: self._enter_reader())
        for pane in (window.sidebar, window.rail):
            pane.chosen.connect(self.go_to)
            pane.imports.connect(self.adding.show_page)
        window.sidebar.add.connect(self.adding.show_page)
        window.closed.connect(self.close)
        window.import_page.titles_wanted.connect(self._find_titles)
        reader.removed_shown.connect(window.fold_list)
        header = reader.column.header
        header.tag_wanted.connect(lambda: self.tagging.open(self._open_one(), header.add_tag))
        header.tag_removed.connect(lambda name: self.tagging.take_away(self._open_one(), name))
        header.tag_chosen.connect(lambda name: self.go_to(Place("tag", name), name))
        reader.back_requested.connect(window.leave_reader)
        self.reading.changed.connect(self._show_chosen)
        self.reading.changed.connect(self.mending.look)
        self.reading.changed.connect(self._saw)
        self.reading.binned.connect(self._read_on)
        self.reading.failed.connect(lambda error: window.messages.tell_trouble(message_for(error)))
        self.adding.opened.connect(self.show_article)
        self.adding.ended.connect(self._import_ended)

    def _open(self, article_id: int | None) -> None:
        if article_id is not None:
            self.reading.open(article_id)

    def go_to(self, place: Place, name: str) -> None:
        """Show a place."""
        self.window.sidebar.show_place(place)
        self.window.rail.show_place(place)
        if place.kind == "highlights":
            self.highlights.show()
            return
        self.window.show_panes()
        if self.window.list_is_hidden:
            self.window.leave_reader()
        self.placing.show(place, name)

    def show_article(self, article_id: int) -> None:
        """Open an article of the library, wherever the list is."""
        self.list.box.field.clear()
        self.list.set_filters(())
        self.list.keep(article_id)
        self.go_to(LIBRARY, name_of(LIBRARY))
        self.reading.open(article_id)
        self.window.enter_reader()

    def _open_beside(self, article_id: int) -> None:
        """Open an article that was chosen by its title; the list stays."""
        row = self.list.model.row_of(article_id)
        if row is not None:
            self.list.table.go_to(row)
        self.reading.open(article_id)
        self._enter_reader()

    def _open_titled(self, article_id: int) -> None:
        """Open an article from anywhere; what is listed stays."""
        self.window.show_panes()
        self._open_beside(article_id)

    def _read_on(self) -> None:
        """The open article is in the bin: the one that took its place is read now, or none."""
        table, gap = self.list.table, self.list.query.gap
        self.list.query.gap = None
        current = table.current_id()
        if current is not None and current != self.reading.open_id:
            self.reading.open(current)
        elif gap is not None and self.list.model.count:
            table.go_to(min(gap, self.list.model.rowCount() - 1))
        else:
            self.reading.close()

    def _answered(self, answer: Answer) -> None:
        choose(self.actions.sorts, answer.question.order.value)
        for action in self.actions.sorts.actions():
            needs_search = action.data() not in (Sort.NEWEST.value, Sort.OLDEST.value)
            action.setEnabled(bool(answer.question.text) or not needs_search)
        self.window.show_back()
        self._leave_behind(answer)

    def _leave_behind(self, answer: Answer) -> None:
        """In another place, under other filters, in a saved search: an article not there is closed."""
        question, saved = answer.question, self.placing.saving.shown
        before, now = self._asked_before, (question.place, question.filters, saved and saved.id)
        self._asked_before = now
        if before is None or (before[:2] == now[:2] and now[2] in (None, before[2])):
            return
        is_known = answer.page is None or len(answer.page.items) == answer.count
        open_id = self.reading.open_id
        if is_known and open_id is not None and self.list.model.row_of(open_id) is None:
            self.reading.close()

    def _saw(self) -> None:
        if self.reading.open_id is not None:
            self.commanding.saw(self.reading.open_id)

    def _follow_search(self, question: Question) -> None:
        """A wider search led to another place: every pane says so."""
        self.list.name_place(name_of(question.place))
        self.window.sidebar.show_place(question.place)
        self.window.rail.show_place(question.place)

    def _leave_search(self) -> None:
        if self.reading.open_id is None:
            self.list.table.setFocus()
        else:
            self.reader.focus_text()

    def _enter_reader(self) -> None:
        """Enter on a row: into the text."""
        self.window.enter_reader()
        self.reader.focus_text()

    def _find_titles(self, ids: list[int]) -> None:
        outcomes = self.window.import_page.table.outcomes
        self.tasks.run(
            lambda token: self.library.rows(ids),
            lambda rows: outcomes.title({row.id: row.title for row in rows}),
            lane=Lane.OPEN,
            replaces="titles",
        )

    # ---------------------------------------------------------------- counts and the first run

    def _ask_counts(self) -> None:
        self.tasks.run(
            lambda token: (self.library.counts(), self.library.tags()),
            lambda found: self._show_counts(*found),
            lane=Lane.ASIDE,
            replaces="counts",
        )

    def _show_counts(self, counts: Counts, tags: Tags) -> None:
        self.counts = counts
        self.window.sidebar.show_counts(counts, tags)
        self.window.rail.show_sources(counts.sources)
        self.window.rail.show_highlights(bool(counts.highlights or counts.notes))
        self.window.rail.show_tags(tags)
        self.placing.know(counts, tags)
        self.narrowing.library_changed(counts.library)
        self.commanding.know(counts, tags)
        place = self.list.query.question.place
        if place.kind == "source":
            self.list.name_place(name_of(place, counts.sources))
        empty = counts.library == 0 and counts.bin == 0
        if empty and self._greet is not None and not self.imports.has_begun:
            self._is_new = True
            if self.first_run is None:
                self.first_run = self._greet()
                self.first_run.add_page.connect(self.adding.ask_address)
            self.window.show_front(self.first_run)
        elif not empty and self._is_new:
            self._after_first_run()
        elif self.window.is_front:
            self.window.show_panes()

    def _import_ended(self, came: int) -> None:
        if self._is_new and came:
            self._after_first_run()
        self._ask_counts()

    def _after_first_run(self) -> None:
        """The first articles are here: open on the list, at the first of them, with one hint."""
        self._is_new = False
        self.go_to(LIBRARY, name_of(LIBRARY))
        self.list.show_hint(_("Try a word you remember."))
        self.list.open_first_when_there()

    # ---------------------------------------------------------------- acts

    def _connect_acts(self) -> None:
        self.imports.came.connect(self._changed)
        self.acts.changed.connect(self._changed)
        self.acts.history.connect(self._show_history)
        self.acts.told.connect(self._tell_act)
        self.acts.heard.connect(partial(announce, self.window))
        self.acts.history.connect(self._forget_told)

    def _tell_act(self, words: str, done: Done | None) -> None:
        """Say what was done. Its Undo goes as soon as it is not the act that would be taken back."""
        if done is None:
            self.window.messages.tell(words)
        else:
            self.window.messages.tell(words, _("Undo"), self.acts.undo)
            self._told = done, self.window.messages.count

    def _forget_told(self) -> None:
        if self._told is not None and self._told[0] is not self.acts.newest:
            if self._told[1] == self.window.messages.count:
                self.window.messages.hide()
            self._told = None

    def _changed(self, changes: Changes) -> None:
        """Something in the library is another: every pane shows it."""
        self.list.query.heed(changes)
        self.reading.heed(changes)
        if not self._counting.isActive():
            self._counting.start()

    def chosen(self) -> list[int]:
        """The articles an act is about: those selected, else the one that is open."""
        selected = [] if self.window.list_is_hidden else self.list.table.selected_ids()
        open_id = self.reading.open_id
        return selected or ([] if open_id is None else [open_id])

    def _rows(self, chosen: list[int]) -> list[ListRow]:
        return [entry.row for entry in self.list.model.entries(chosen)]

    def _show_chosen(self) -> None:
        """Let the commands say what they would do to the chosen articles."""
        a, chosen = self.actions, self.chosen()
        rows = self._rows(chosen)
        for action in (a.star, a.unread, a.tag, a.bin, a.details, *a.citations.values()):
            action.setEnabled(bool(chosen))
        starred = _all(rows, lambda status: status.is_starred)
        a.star.setText(_("Take the star away") if starred else _("Star"))
        unread = any(not row.status.is_read for row in rows)
        a.unread.setText(_("Mark as read") if unread else _("Mark as unread"))
        binned = _all(rows, lambda status: status.is_binned)
        a.bin.setText(_("Put back from bin") if binned else _("Move to bin"))
        self.window.star.set_starred(starred)
        here = (
            a.focus,
            a.print,
            a.next_hit,
            a.previous_hit,
            a.original,
            a.removed,
            a.find,
            a.clean_this,
            a.read_as,
        )
        for action in (*here, a.clean_this, a.read_as, *self.mending.actions, *self.marking.actions):
            action.setEnabled(self.reading.open_id is not None)
        a.open_page.setEnabled(self.reading.has_page)
        self._show_many()

    def _show_many(self) -> None:
        """Several articles are selected: the pane says so. One again: it is shown."""
        table = self.list.table
        count = 0 if self.window.list_is_hidden else table.selected_count
        if count > 1:
            self.reading.show_many(count)
        elif count == 1 and self.reading.shows_many and (article := table.current_id()) is not None:
            self.reading.open(article)

    def _act(self, act: Callable[[list[int], list[ListRow]], None]) -> None:
        """Do something to all chosen articles, once it is known which they are."""
        selected = [] if self.window.list_is_hidden else self.list.table.selected_rows()
        if selected:
            self.list.query.know(selected[0], selected[-1], lambda: self._act_on(act))
        else:
            self._act_on(act)

    def _act_on(self, act: Callable[[list[int], list[ListRow]], None]) -> None:
        chosen = self.chosen()
        act(chosen, self._rows(chosen))

    def _star(self) -> None:
        self._act(lambda ids, rows: self.acts.star(ids, not _all(rows, lambda s: s.is_starred)))

    def _export(self) -> None:
        question, listed = self.list.query.question, self.list.model.count
        self._act(lambda ids, rows: self.exporting.open(ids, question, listed))

    def _cite(self, style: str) -> None:
        self._act(lambda ids, rows: self.exporting.cite(ids, style))

    def _details(self) -> None:
        self._act(lambda ids, rows: self.detailing.open(ids))

    def _tag(self) -> None:
        self._act(lambda ids, rows: self.tagging.open(ids))

    def _open_one(self) -> list[int]:
        open_id = self.reading.open_id
        return [] if open_id is None else [open_id]

    def _unread(self) -> None:
        self._act(lambda ids, rows: self.acts.read(ids, any(not row.status.is_read for row in rows)))

    def _bin(self) -> None:
        self._act(lambda ids, rows: self.acts.bin(ids, not _all(rows, lambda s: s.is_binned)))

    def _show_history(self) -> None:
        for action, words, name in (
            (self.actions.undo, self.acts.undo_words, _("Undo")),
            (self.actions.redo, self.acts.redo_words, _("Redo")),
        ):
            action.setEnabled(words is not None)
            action.setText(f"{name}: {words}" if words else name)

    # ---------------------------------------------------------------- commands

    def _connect_commands(self) -> None:
        a, window, adding, reader = self.actions, self.window, self.adding, self.reader

        def on(action: QAction, act: Callable[[], object]) -> None:
            action.triggered.connect(lambda checked=False: act())

        on(a.add_files, adding.choose_files)
        on(a.add_folder, adding.choose_folder)
        on(a.add_page, adding.ask_address)
        on(a.paste, adding.paste)
        on(a.imports, adding.show_page)
        on(a.quit, window.close)
        on(a.undo, self.acts.undo)
        on(a.redo, self.acts.redo)
        on(a.select_all, self.list.table.selectAll)
        on(a.sidebar, window.toggle_sidebar)
        for kind, action in a.places.items():
            on(action, partial(self.go_to, Place(kind), name_of(Place(kind))))
        on(a.next_article, lambda: self._step(1))
        on(a.previous_article, lambda: self._step(-1))
        on(a.next_pane, lambda: window.step_pane(1))
        on(a.previous_pane, lambda: window.step_pane(-1))
        on(a.back_to_list, window.leave_reader)
        on(a.details, self._details)
        on(a.export, self._export)
        for style, action in a.citations.items():
            on(action, partial(self._cite, style))
        on(a.star, self._star)
        on(a.unread, self._unread)
        on(a.tag, self._tag)
        on(a.bin, self._bin)
        on(a.next_hit, reader.next_hit)
        on(a.previous_hit, reader.previous_hit)
        on(a.original, self._turn_page)
        on(a.removed, reader.toggle_removed)
        on(a.find, reader.find_in_article)
        on(a.copy, self.marking.copy)
        on(a.open_page, self.reading.open_page)
        on(a.search, self._search)
        on_choice(a.sorts, lambda value: self.list.set_sort(Sort(value)))
        on_choice(a.rows, self._choose_rows)

    def _choose_rows(self, rows: str) -> None:
        self.settings.rows = rows
        self.list.set_compact(rows == "compact")

    def _find_words(self, question: str) -> None:
        """Search for words of the open article; it stays where it is."""
        self._show_panes()
        if self.window.list_is_hidden:
            self.window.leave_reader()
        self.list.box.set_text(question)

    def _show_panes(self) -> None:
        """From a page of its own back to the list, which is where it was."""
        if not self.window.shows_panes:
            self.window.show_panes()
            place = self.list.query.question.place
            self.window.sidebar.show_place(place)
            self.window.rail.show_place(place)

    def _step(self, by: int) -> None:
        self._show_panes()
        self.list.table.step(by)

    def _turn_page(self) -> None:
        if self.reader.shows_original:
            announce(self.reader, _("Clean"))
        self.reader.toggle_original()

    def _search(self) -> None:
        self._show_panes()
        if self.window.list_is_hidden:
            self.window.leave_reader()
        self.list.box.field.setFocus()
        self.list.box.field.selectAll()


def _all(rows: list[ListRow], true: Callable[[Status], bool]) -> bool:
    return bool(rows) and all(true(row.status) for row in rows)


def _remembered_place(settings: Settings) -> Place:
    kind, value = settings.place_kind, settings.place_value
    if kind in ("unread", "starred", "recent", "bin"):
        return Place(kind)  # type: ignore[arg-type]
    if kind == "source" and value.isdecimal():
        return Place("source", int(value))
    if kind == "tag" and value:
        return Place("tag", value)
    return LIBRARY
