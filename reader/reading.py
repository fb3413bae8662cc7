"""Which article is open, and how it gets from the library into the reading pane."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from archive.cancel import CancelToken
from archive.errors import ArchiveError, NoSuchArticle
from archive.model import (
    Block,
    Changes,
    Highlight,
    Marked,
    ParsedQuery,
    RemovalReason,
    Rule,
    StoredArticle,
)
from reader.acts import Acts
from reader.album import Album
from reader.announcing import announce
from reader.article_view import ArticleView
from reader.i18n import _, ngettext, number
from reader.list_query import ListQuery
from reader.outcome_words import is_address
from reader.tasks import Lane, Tasks

if TYPE_CHECKING:
    from archive import Library


READ_MS = 1_500
"""So long an article is on show before it counts as read: to pass by is not to read."""

_Opened = tuple[StoredArticle, Marked, tuple[Rule, ...], tuple[Highlight, ...]]


class Reading(QObject):
    """Opens articles in the pane, marks what is searched, and keeps the pane in step with the library."""

    changed = Signal()
    """Another article is open, or none, or the same with another standing."""
    binned = Signal()
    """The open article went into the bin."""
    failed = Signal(object)
    """`ArchiveError`: an article could not be opened."""

    def __init__(
        self, library: Library, tasks: Tasks, acts: Acts, pane: ArticleView, query: ListQuery, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks, self._acts = library, tasks, acts
        self.pane, self._query = pane, query
        self.open_id: int | None = None
        self.shows_many = False
        self._staying = QTimer(self, singleShot=True, interval=READ_MS)
        self._staying.timeout.connect(self._stayed)
        self._album = Album(library, tasks, self)
        self._album.found.connect(pane.show_pictures)
        pane.left.connect(self._left)
        pane.put_back_requested.connect(acts.put_back)
        pane.original_requested.connect(self._show_original)
        pane.removed_shown.connect(self._tell_removed)
        pane.link_requested.connect(lambda address: QDesktopServices.openUrl(QUrl(address)))

    def open(self, article_id: int) -> None:
        """Show an article; the newest one asked for wins."""
        if article_id == self.open_id:
            return
        self.shows_many = False
        self._query.keep = article_id
        self._tasks.drop("original")
        self._tasks.run(
            partial(self._fetch, article_id, self._query.parsed),
            self._show,
            lane=Lane.OPEN,
            replaces="article",
            failed=self._not_opened,
        )

    def close(self) -> None:
        """Show no article."""
        self._staying.stop()
        self.open_id = self._query.keep = None
        self.pane.clear()
        self.changed.emit()

    def _left(self, article_id: int, position: int | None) -> None:
        self._tasks.run(
            lambda token: self._library.leave_at(article_id, position), lambda done: None, lane=Lane.WRITE
        )

    def keep_place(self) -> None:
        """At the very end, when no lane runs any more: how far the open article was read."""
        stored = self.pane.article
        if stored is not None and not self.pane.shows_original and self.pane.left_at != stored.left_at:
            with suppress(ArchiveError):  # on a full disk only a place to come back to is lost
                self._library.leave_at(stored.id, self.pane.left_at)

    def show_many(self, count: int) -> None:
        """Say that several articles are selected, and what can be done to them."""
        self._tasks.drop("article")
        self._staying.stop()
        self.open_id = self._query.keep = None
        words = ngettext("{n} article selected", "{n} articles selected", count)
        self.pane.show_many(words.format(n=number(count)))
        self.shows_many = True

    def mark_again(self) -> None:
        """Another search: the open article shows its words."""
        article, query = self.open_id, self._query.parsed
        if article is None:
            return
        if query is None:
            self.pane.set_marks(Marked())
            return
        self._tasks.run(
            lambda token: self._library.marks(query, article),
            lambda marked: self.pane.set_marks(marked) if self.open_id == article else None,
            lane=Lane.OPEN,
            replaces="marks",
        )

    def heed(self, changes: Changes) -> None:
        """Something in the library is another: if it is what is open, show it as it is now."""
        article = self.open_id
        if article is None:
            return
        if article in changes.removed:
            self.close()
        elif article in changes.changed:
            self._tasks.run(
                partial(self._fetch, article, self._query.parsed),
                self._show_again,
                lane=Lane.OPEN,
                replaces="again",
                failed=self._not_opened,
            )

    def open_page(self) -> None:
        """Open the page of the article in the person's browser."""
        stored = self.pane.article
        if stored is not None and stored.article.url and is_address(stored.article.url):
            QDesktopServices.openUrl(QUrl(stored.article.url))

    @property
    def has_page(self) -> bool:
        stored = self.pane.article
        return stored is not None and is_address(stored.article.url or "")

    def _fetch(self, article_id: int, query: ParsedQuery | None, token: CancelToken) -> _Opened:
        stored = self._library.article(article_id)
        token.check()
        marked = self._library.marks(query, article_id) if query is not None else Marked()
        by_rule = any(
            block.removed is not None and block.removed.reason is RemovalReason.RULE
            for block in stored.article.blocks
        )
        rules = self._library.rules(article_id) if by_rule else ()
        return stored, marked, rules, self._library.highlights(article_id)

    def _show(self, found: _Opened) -> None:
        stored, marked, rules, highlights = found
        is_another = stored.id != self.open_id
        self.open_id = stored.id
        self.pane.show_article(stored, marked, rules, self._album.of(stored), highlights)
        self.changed.emit()
        if is_another:
            focus = QApplication.focusWidget()
            if focus is not None and self.pane.isAncestorOf(focus):  # else the row of the list was heard
                announce(self.pane, stored.article.title)
            self._staying.stop()
            if not stored.status.is_read:
                self._staying.start()

    def _tell_removed(self, shown: bool) -> None:
        announce(self.pane, _("What was removed") if shown else _("What was removed is hidden"))

    def _stayed(self) -> None:
        if self.open_id is not None:
            self._acts.opened(self.open_id)

    def _show_again(self, found: _Opened) -> None:
        stored, marked, rules, highlights = found
        if stored.id != self.open_id:
            return
        shown = self.pane.article
        if shown is not None and (shown.article, shown.status.tags) != (stored.article, stored.status.tags):
            self.pane.show_article(stored, marked, rules, self._album.of(stored), highlights)
        else:
            self.pane.marks.renew(highlights)
        self.changed.emit()
        if stored.status.is_binned and self._query.question.place.kind != "bin":
            self.binned.emit()

    def _not_opened(self, error: ArchiveError) -> None:
        if isinstance(error, NoSuchArticle):
            self.close()
        else:
            self.failed.emit(error)

    def _show_original(self, article_id: int) -> None:
        query = self._query.parsed

        def fetch(token: CancelToken) -> tuple[tuple[Block, ...], Marked]:
            blocks = self._library.original(article_id, token)
            return blocks, self._library.marks_in(query, blocks) if query is not None else Marked()

        def show(found: tuple[tuple[Block, ...], Marked]) -> None:
            if self.open_id == article_id:
                self.pane.show_original(*found)
                announce(self.pane, _("Original"))

        def failed(error: ArchiveError) -> None:
            self.pane.toggle_original()
            self.failed.emit(error)

        self._tasks.run(
            fetch,
            show,
            lane=Lane.ASIDE,
            replaces="original",
            failed=failed,
        )
