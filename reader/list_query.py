"""What the list shows: asks the library on the lanes, the newest question wins, and fills the model."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from archive.cancel import CancelToken
from archive.model import Changes, Hit, ListRow, Page, ParsedQuery
from reader.article_list import ArticleModel
from reader.groups import heading_over, put_in, with_headings
from reader.question import Answer, Question, parse
from reader.tasks import Lane, Tasks

if TYPE_CHECKING:
    from archive import Library

FIRST_ROWS = 24
"""So many rows come with the answer itself, where it is not known what the screen has room for: it is never
painted empty first."""
KNOW_AT_ONCE = 200
"""So many hits of a selection are fetched at a time."""
REFRESH_MS = 400
"""Changes that arrive together (an import) are looked up together."""


class ListQuery(QObject):
    """Holds the question and keeps the model in step with its answer."""

    asked = Signal()
    """A question went out; the old answer still stands."""
    answered = Signal(object)
    """`Answer`: the model shows it now."""
    painted = Signal(object)
    """`Answer`: its rows are painted and no newer question went out; what else goes with it may begin."""
    waited = Signal(int)
    """So many articles are not yet searchable: the search that is shown may miss some."""
    counted = Signal(int)
    """The number of articles shown is another, without a new question."""

    def __init__(
        self, library: Library, tasks: Tasks, model: ArticleModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks, self._model = library, tasks, model
        self.question = Question()
        self.keep: int | None = None
        """The article that is open: it stays in the list while the person is on it."""
        self.gap: int | None = None
        """The row it stood in, when it left the list."""
        self.parsed: ParsedQuery | None = None
        """The search that is shown; None while a place is."""
        self.shown: Question | None = None
        """The question whose answer the model shows."""
        self._overtaken = False
        """Articles came or went after the question that is on its way was asked."""
        self._seen = 0
        """The last row that was on the screen."""
        self.screenful: Callable[[], int] = lambda: FIRST_ROWS
        """How many rows the list has room for."""
        self._answer: Answer | None = None
        self._turns = 0
        # a timer of nothing comes after the painting, a call that is queued before it; where one was about to
        # come in the very turn that brought the answer, the next one does
        self._after = QTimer(self, singleShot=True, interval=0)
        self._after.timeout.connect(self._say_painted)
        self._refresh = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._refresh.timeout.connect(self._look_again)

    def ask(self, question: Question) -> None:
        """Ask this now; an older question still on its way is dropped."""
        self.question = question
        self._overtaken = False
        rows = self.screenful()
        self._tasks.run(
            lambda token: self._find(question, token, rows), self._show, lane=Lane.SEARCH, replaces="list"
        )
        self.asked.emit()

    def change(self, **parts: object) -> None:
        """Ask the same with some parts another."""
        question = replace(self.question, **parts)  # type: ignore[arg-type]
        if question != self.question:
            self.ask(question)

    def fetch(self, first: int, last: int) -> None:
        """Rows `first` to `last` are on the screen: get those that are missing."""
        self._seen = last
        gap = self._model.missing(first, last)
        if gap is None or self.shown is None:
            return
        begin, end = gap
        shown = self.shown

        if self._model.is_search and (parsed := self.parsed) is not None:

            def further(token: CancelToken) -> tuple[Page[Hit], tuple[ListRow, ...]]:
                return self._search(shown, parsed, begin, end - begin + 1, token)

            def fill(found: tuple[Page[Hit], tuple[ListRow, ...]]) -> None:
                if self.shown == shown:
                    self._model.fill_hits(begin, found[0].items, found[1])

            self._tasks.run(further, fill, lane=Lane.OPEN, replaces="rows")
        else:
            ids = self._model.ids[begin : end + 1]
            self._tasks.run(
                lambda token: self._library.rows([one for one in ids if one > 0]),
                lambda rows: self._model.fill_rows(rows, (begin, end) if self._stands(begin, ids) else None),
                lane=Lane.OPEN,
                replaces="rows",
            )

    def _stands(self, begin: int, ids: array[int]) -> bool:
        """True while these articles are still where they were when they were asked for."""
        return self._model.ids[begin : begin + len(ids)] == ids

    def know(self, first: int, last: int, then: Callable[[], object]) -> None:
        """Call `then` once it is known which articles stand in these rows (an act is about all of them)."""
        shown = self.shown
        gap, parsed = self._model.unknown(first, last), self.parsed
        if gap is None or shown is None or parsed is None:
            then()
            return
        begin = gap[0]
        limit = min(KNOW_AT_ONCE, gap[1] - begin + 1)

        def fill(found: tuple[Page[Hit], tuple[ListRow, ...]]) -> None:
            if self.shown == shown and found[0].items:
                self._model.fill_hits(begin, found[0].items, found[1])
                self.know(first, last, then)

        self._tasks.run(
            lambda token: self._search(shown, parsed, begin, limit, token),
            fill,
            lane=Lane.OPEN,
            replaces="know",
        )

    def heed(self, changes: Changes) -> None:
        """Something in the library is another: show it without losing the place."""
        known = [article for article in changes.changed if self._model.row_of(article) is not None]
        if known:
            self._tasks.run(lambda token: self._library.rows(known), self._renew, lane=Lane.OPEN)
        self._take_out(changes.removed)
        elsewhere = len(changes.changed) > len(known)
        if changes.added or changes.removed or elsewhere:
            self._overtaken = True
            self._refresh.start()

    def _renew(self, rows: tuple[ListRow, ...]) -> None:
        """Rows that changed. Those that went into the bin, or came out of it, leave the list."""
        self._model.fill_rows(rows)
        in_bin = self.question.place.kind == "bin"
        self._take_out({row.id for row in rows if row.status.is_binned is not in_bin})

    def _take_out(self, gone: Collection[int]) -> None:
        before = self._model.count
        if self.keep is not None and self.keep in gone:
            self.gap = self._model.row_of(self.keep)
        if gone and self.shown is not None:
            self._model.remove_ids(gone)
        if self._model.count != before:
            self.counted.emit(self._model.count)

    def _look_again(self) -> None:
        question = self.question
        if question.is_search:
            self._overtaken = False
            rows = min(max(FIRST_ROWS, self._seen + 1), KNOW_AT_ONCE)
            self._tasks.run(
                lambda token: self._find(question, token, rows),
                self._show_again,
                lane=Lane.SEARCH,
                replaces="list",
            )
            return

        def update(ids: array[int]) -> None:
            if self.shown == question == self.question:
                self._overtaken = False
                self._update(ids)

        self._tasks.run(
            lambda token: self._ids(question),
            update,
            lane=Lane.OPEN,
            replaces="ids",
        )

    def _update(self, ids: array[int]) -> None:
        """Another membership. The article that is open stays, though «Unread» no longer counts it."""
        row = self._model.row_of(self.keep) if self.keep is not None else None
        if row is not None and self.keep is not None and self.keep not in ids:
            entry = self._model.entry(self.keep)
            if entry is not None and self.question.grouped:
                heading = heading_over(entry.row, self.question.place, date.today())
                put_in(ids, row, self.keep, heading)
            else:
                ids.insert(min(row, len(ids)), self.keep)
        self._model.update_ids(ids)
        self.counted.emit(self._model.count)

    def _ids(self, question: Question) -> array[int]:
        """A place's articles in order, with headings where they are wanted."""
        if not question.grouped:
            return self._library.ids(question.place, question.sort)
        ids, days = self._library.ids_by_day(question.place, question.sort)
        return with_headings(ids, days, date.today())

    def _whole(self, question: Question, rows: int, parsed: ParsedQuery | None = None) -> Answer:
        """A place, with the rows of the first screen."""
        ids = self._ids(question)
        first = [one for one in ids[: rows * 2] if one > 0][:rows]
        count = len(ids) if not question.grouped else sum(one > 0 for one in ids)
        return Answer(question, self._library.rows(first), count, ids=ids, parsed=parsed)

    def _find(self, question: Question, token: CancelToken, rows: int) -> Answer:
        if not question.is_search:
            return self._whole(question, rows)
        parsed = parse(self._library, question)
        if parsed.is_empty:
            return self._whole(question, rows, parsed)
        pending = self._library.pending
        page, found = self._search(question, parsed, 0, rows, token)
        return Answer(question, found, page.total, page=page, parsed=parsed, pending=pending)

    def _search(
        self, question: Question, parsed: ParsedQuery, offset: int, limit: int, token: CancelToken
    ) -> tuple[Page[Hit], tuple[ListRow, ...]]:
        page = self._library.search(
            parsed,
            place=question.place,
            sort=question.order,
            offset=offset,
            limit=limit,
            cancel=token,
        )
        return page, self._library.rows([hit.article_id for hit in page.items])

    def _show(self, answer: Answer) -> None:
        self.shown = answer.question
        self.parsed = answer.parsed if answer.page is not None else None
        if answer.page is not None:
            self._model.show_hits(answer.page.total, answer.page.items, answer.rows)
        elif answer.ids is not None:
            question = answer.question
            self._model.short_dates = question.grouped and question.place.kind != "recent"
            self._model.show_ids(answer.ids)
            self._model.fill_rows(answer.rows)
        self.answered.emit(answer)
        self._answer, self._turns = answer, 1
        self._after.start()
        self._wait_for(answer.pending)
        if self._overtaken:
            self._overtaken = False
            self._refresh.start()

    def _show_again(self, answer: Answer) -> None:
        """A search over a library that is another now: only if its results are others than those shown."""
        if self.shown != answer.question:
            self._show(answer)
        elif (
            answer.page is None
            or answer.page.total != self._model.rowCount()
            or any(self._model.id_at(row) != hit.article_id for row, hit in enumerate(answer.page.items))
        ):
            self._show(replace(answer, is_again=True))
        else:
            self._wait_for(answer.pending)

    def _say_painted(self) -> None:
        if self._turns:
            self._turns -= 1
            self._after.start()
            return
        answer, self._answer = self._answer, None
        if answer is not None and answer.question == self.question:
            self.painted.emit(answer)

    def _wait_for(self, pending: int) -> None:
        """What is not searchable yet is looked for until it is."""
        self.waited.emit(pending)
        if pending:
            self._refresh.start()
