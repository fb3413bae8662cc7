"""The reading pane: one article with its header, its text, its marks, and what was removed from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from archive.model import (
    Block,
    Highlight,
    Marked,
    Picture,
    Recurring,
    Rule,
    StoredArticle,
    content_key,
)
from reader.article_marks import ArticleMarks
from reader.controls import Area
from reader.empty_page import EmptyPage
from reader.find_bar import FindBar, find
from reader.hit_map import Tick
from reader.hits import ReadHit, first_in_text, in_reading_order, sentence_around, streams_of
from reader.i18n import _, number
from reader.link_look import LinkLook
from reader.many_page import ManyPage
from reader.reader_bar import ReaderBar
from reader.reader_column import Place
from reader.reading_area import ReadingArea, Target, ToHit, ToRemoved
from reader.removals import Passage, label_of, passages, refs_of, summary_of
from reader.removed_panel import RemovedPanel
from reader.theme import Theme
from reader.under_cursor import blocks_under, passage_under

_NO_MARKS = Marked()
_REFILL = 120
"""Milliseconds of rest after a change of width until tables are set in another way."""


class ArticleView(QWidget):
    """Shows what it is handed and says what the person wants; it changes nothing itself."""

    put_back_requested = Signal(int, tuple)
    """The article and the `BlockRef`s to put back."""
    keep_like_requested = Signal(object)
    """A removed `Passage` that should be kept elsewhere too."""
    rule_dropped = Signal(object)
    """The `Rule` that removed a passage should go."""
    original_requested = Signal(int)
    """The person wants the kept page of this article: answer with `show_original`."""
    hit_changed = Signal(int, int)
    """The current hit, counted from 1, and how many there are; 0 while none is current."""
    link_requested = Signal(str)
    """A link the person has looked at and wants opened (http, https, mailto)."""
    removed_shown = Signal(bool)
    """What was removed is, or is no longer, on show: the list may fold away."""
    left = Signal(int, object)
    """An article goes from the pane: where in its text the person was, None at its beginning or end."""
    back_requested = Signal()
    """The button with the words of `set_back` was pressed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stored: StoredArticle | None = None
        self._original: Sequence[Block] | None = None
        self._pictures: Mapping[str, Picture] = {}
        self._marked = self._original_marked = _NO_MARKS
        self._rules: Sequence[Rule] = ()
        self._hits: Sequence[ReadHit] = ()
        self._current: int | None = None
        self._shows_removed = False
        self._awaits_original = False
        self.bar = ReaderBar(theme, self)
        self.find_bar = FindBar(theme, self)
        self._paper = Area(theme, "bg.paper", parent=self)
        self._pages = QStackedWidget(self._paper)
        self.empty, self.many = EmptyPage(theme, self._pages), ManyPage(theme, self._pages)
        self.area = ReadingArea(theme, self._pages)
        self.column, self.hit_map = self.area.column, self.area.hit_map
        self.marks = ArticleMarks(theme, self.area, self)
        self.panel = RemovedPanel(theme, self)  # after the text, for Tab and for screen readers
        self.panel.hide()
        self._refilling = QTimer(self)
        self._refilling.setSingleShot(True)
        self._look: LinkLook | None = None
        self._lay_out()
        self._connect()
        self.clear()

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self._paper)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._pages)
        for page in (self.empty, self.many, self.area):
            self._pages.addWidget(page)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.bar)
        left.addWidget(self.find_bar)
        left.addWidget(self._paper, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.panel)

    def _connect(self) -> None:
        body, column = self.column.body, self.column
        self.bar.back.clicked.connect(self.back_requested)
        self.bar.stepper.next.connect(self.next_hit)
        self.bar.stepper.previous.connect(self.previous_hit)
        self.bar.views.chosen.connect(self._choose_view)
        column.notice.pressed.connect(self.toggle_removed)
        column.header.address_chosen.connect(self._look_at)
        body.link_chosen.connect(self._look_at)
        body.put_back.connect(self._put_back)
        body.outgrown.connect(lambda: self._refilling.start(_REFILL))
        self._refilling.timeout.connect(self._set_anew)
        self.area.settled.connect(self._place_ticks)
        self.marks.changed.connect(self._place_ticks)
        self.panel.chosen.connect(self._show_passage)
        self.panel.put_back.connect(self._put_back)
        self.panel.everything_put_back.connect(self._put_everything_back)
        self.panel.keep_like.connect(self.keep_like_requested)
        self.panel.rule_dropped.connect(self.rule_dropped)
        self.hit_map.chosen.connect(self._go_to_tick)
        self.hit_map.tip_of = self._tip_of
        self.find_bar.changed.connect(self._find)
        self.find_bar.next.connect(self.next_hit)
        self.find_bar.previous.connect(self.previous_hit)
        self.find_bar.closed.connect(self._leave_find)
        self._theme.changed.connect(self._set_anew)

    # ---------------------------------------------------------------- what the window asks for

    def show_article(
        self,
        stored: StoredArticle,
        marked: Marked = _NO_MARKS,
        rules: Sequence[Rule] = (),
        pictures: Mapping[str, Picture] | None = None,
        highlights: Sequence[Highlight] = (),
    ) -> None:
        """Show an article, at its first hit where it has one. `rules`: those that hold for its source.

        `pictures`: those of its pictures that are there already, by the names its blocks have for them.
        `highlights`: the person's, in reading order.

        The article that is on show already (after a change of it) keeps its place, and its kept page stays.
        """
        is_same = self._stored is not None and self._stored.id == stored.id
        if self._original is not None and is_same:
            self.marks.take(highlights, another=False)
            self._stored, self._marked, self._rules = stored, marked, rules
            self.column.header.show_article(stored)
            self.column.body.mark_blocks(self._in_article())
            return
        place = self.area.place() if is_same else None
        back: list[int] = []
        if is_same and self._stored is not None:
            pairs = zip(self._stored.article.blocks, stored.article.blocks, strict=False)
            back = [i for i, (old, new) in enumerate(pairs) if old.removed and not new.removed]
        else:
            self.find_bar.close_bar()
            self._leave_removed()
            self._leave()
            self.column.body.is_placed = False
            if stored.left_at is not None and not (marked.text or marked.title or marked.captions):
                place = Place("text", stored.left_at, 0)
        self._stored, self._marked, self._rules, self._original = stored, marked, rules, None
        self._pictures = pictures or {}
        self._awaits_original = False
        self.marks.take(highlights, another=not is_same)
        self._show_all(place)
        self.column.body.close_cards(back)

    def show_pictures(self, article_id: int, pictures: Mapping[str, Picture]) -> None:
        """The pictures of the article have come: show them, without moving what is being read."""
        if self._stored is not None and self._stored.id == article_id:
            self._pictures = pictures
            if self._original is None:
                self._show_all(self.area.place())

    def show_original(self, blocks: Sequence[Block], marked: Marked = _NO_MARKS) -> None:
        """Show the kept page of the article on show, as plain structured text.

        Nothing happens when the person has gone back to the clean text meanwhile.
        """
        if self._stored is None or not (self._awaits_original or self.shows_original):
            return
        self._awaits_original = False
        self.find_bar.close_bar()
        self._leave_removed()
        self._original, self._original_marked = tuple(blocks), marked
        self._show_all(None)

    def set_marks(self, marked: Marked) -> None:
        """Mark other words in the article on show; its place stays."""
        self._marked = marked
        if self._stored is not None and not self.shows_original and not self.find_bar.isVisible():
            self._take_hits(in_reading_order(self._blocks(), marked), None)

    def show_many(self, words: str) -> None:
        """Say that several articles are selected, with what can be done to them."""
        self.clear()
        self.many.say(words)
        self._pages.setCurrentWidget(self.many)

    def clear(self) -> None:
        """Show no article, but a sentence and a hint."""
        self.find_bar.close_bar()
        self._leave_removed()
        self._leave()
        self._stored = self._original = None
        self._awaits_original = False
        self.marks.take((), another=True)
        self._take_hits((), None)
        self.empty.say(_("Choose an article"), _("J and K go to the next and the previous one."))
        self.bar.views.hide()
        self._pages.setCurrentWidget(self.empty)
        self.area.show_again()

    @property
    def article(self) -> StoredArticle | None:
        """The article on show."""
        return self._stored

    @property
    def hits(self) -> Sequence[ReadHit]:
        """The hits in the article on show, in reading order."""
        return () if self._original is not None else self._hits

    @property
    def pictures(self) -> Mapping[str, Picture]:
        """The pictures of the article on show, as far as they have come."""
        return self._pictures

    @property
    def shows_original(self) -> bool:
        return self._original is not None

    @property
    def shows_removed(self) -> bool:
        return self._shows_removed

    def next_hit(self) -> None:
        """Go to the next hit; after the last comes the first."""
        self._step(1)

    def previous_hit(self) -> None:
        self._step(-1)

    def toggle_removed(self) -> None:
        """Show what was removed in its place, and the panel; or hide it again."""
        if self._stored is None or self._original is not None:
            return
        if not self._shows_removed and not self._found():
            return
        place = self.area.place()
        self._shows_removed = not self._shows_removed
        self.panel.setVisible(self._shows_removed)
        self._show_all(place)
        self._choose_passage()
        self.removed_shown.emit(self._shows_removed)

    def toggle_original(self) -> None:
        """Change between the clean text and the kept page (also while that is being fetched)."""
        self._choose_view(0 if self.shows_original or self._awaits_original else 1)

    def find_in_article(self) -> None:
        """Open the find bar, with the selected words where there are some."""
        if self._stored is not None:
            words = self.column.body.selected_text()
            self.find_bar.open_bar(words if len(words) < 100 and "\n" not in words else "")

    def scroll_page(self, pages: int) -> bool:
        """Scroll by so many screens (up where negative); False when the end was reached already."""
        return self.area.scroll_page(pages)

    def set_back(self, words: str) -> None:
        """Show a button that leads back to where the words say («212 articles»); empty hides it."""
        self.bar.set_back(words)

    def stand_alone(self, alone: bool) -> None:
        """Show nothing but the article, for focus mode, or everything again."""
        if alone and self._shows_removed:
            self.toggle_removed()
        self.bar.stand_alone(alone)
        self.column.stand_alone(alone)

    def focus_text(self) -> None:
        """Give the keyboard to the text."""
        self.column.body.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def original(self) -> Sequence[Block]:
        """The blocks of the kept page, while it is on show."""
        return self._original or ()

    def tell_recurring(self, found: Sequence[Recurring]) -> None:
        """Say below the header which passages of the article recur; what is read keeps its place."""
        notice = self.column.recurring
        if list(found) != list(notice.found) or notice.isHidden() != (not found):
            place = self.area.place()
            notice.say(found)
            self.column.arrange()
            if place.stream is not None:
                self.area.go(place)

    def show_block(self, number: int) -> None:
        """Bring a kept block of the article into sight, selected."""
        if self._stored is None or self._original is not None:
            return
        blocks, body = self._stored.article.blocks, self.column.body
        before = sum(len(block.text) + 1 for block in blocks[:number] if block.is_text)
        self.area.go(Place("text", before, self.area.viewport().height() // 3))
        body.select_block(number)

    def chosen_blocks(self) -> tuple[int, ...]:
        """The numbers of the blocks on show that the person has selected or put the cursor in."""
        body = self.column.body
        return blocks_under(body.article_document, body.textCursor()) if body.is_placed else ()

    def chosen_passage(self) -> Passage | None:
        """The removed passage the person is at: with the cursor in its card, or in the panel."""
        body = self.column.body
        under = passage_under(body.article_document, body.textCursor()) if body.is_placed else None
        return under or (self.panel.chosen_passage if self._shows_removed else None)

    # ---------------------------------------------------------------- filling in

    def _blocks(self) -> Sequence[Block]:
        if self._original is not None:
            return self._original
        return self._stored.article.blocks if self._stored is not None else ()

    def _found(self) -> Sequence[Passage]:
        """What was removed from the article."""
        return passages(self._stored.article.blocks, self._rules) if self._stored is not None else ()

    def _in_article(self) -> frozenset[int]:
        """Which blocks of the kept page stand in the article's text."""
        if self._original is None or self._stored is None:
            return frozenset()
        kept = {content_key(block.text) for block in self._stored.article.blocks if block.is_text}
        return frozenset(
            number
            for number, block in enumerate(self._original)
            if block.text.strip() and content_key(block.text) in kept
        )

    def _show_all(self, place: Place | None) -> None:
        """Show the blocks of the moment, at a place or else at the first hit."""
        if self._stored is None:
            return
        blocks = self._blocks()
        marked = self._original_marked if self._original is not None else self._marked
        hits = in_reading_order(blocks, marked)
        keeps = place is not None and len(hits) == len(self._hits)
        current = self._current if keeps else (None if place is not None else first_in_text(hits))
        if place is None:
            self.hit_map.set_ticks(())
        self.column.header.show_article(self._stored)
        self.marks.hide(self._original is not None)
        self._say_notice()
        self.bar.views.choose(1 if self._original is not None else 0)
        self.bar.views.show()
        if self._pages.currentWidget() is not self.area:
            self._pages.setCurrentWidget(self.area)
            self.area.setGeometry(self._pages.rect())  # now, not when the event loop comes round to it
        self._hits, self._current = hits, current
        self._mark_title()
        self.area.await_target(self._opening() if place is None else place)
        lead = "" if self._original is not None else self._stored.article.standfirst or ""
        self.column.body.show_blocks(
            blocks,
            hits,
            current,
            keeps_caret=place is not None,
            show_removed=self._shows_removed,
            standfirst=lead,
            rules=self._rules,
            marked_blocks=self._in_article(),
            pictures={} if self._original is not None else self._pictures,
        )
        self._tell_place()
        if self.find_bar.isVisible():
            self._find(self.find_bar.field.text())

    def _opening(self) -> Target:
        """Where an article is opened: at the current hit, or at its top."""
        if self._current is None:
            return Place(None, 0, 0)
        return ToHit(self._below_title(self._current), opening=True)

    def _below_title(self, index: int) -> int | None:
        """The number of a hit of the text; None for one of the title."""
        return None if self._hits[index].stream == "title" else index

    def _mark_title(self) -> None:
        spans = [hit.span for hit in self._hits if hit.stream == "title"]
        self.column.header.title.mark(spans, self._current)

    def _say_notice(self) -> None:
        notice = self.column.notice
        if self._original is not None:
            words = _("The whole page as it was saved. A line at the side marks what the article holds.")
            notice.say(words, icon="file-text")
            notice.show()
            return
        found = self._found()
        if not found and self._shows_removed:
            self._leave_removed()
        if self._shows_removed:
            notice.say(_("Showing what was removed, in its place"), _("Hide"), icon="eye", active=True)
            kept = self._stored.words if self._stored is not None else 0
            self.panel.show_passages(found, kept)
        elif found:
            notice.say(summary_of(found), _("Show"))
        notice.setVisible(bool(found))

    def _leave(self) -> None:
        """Tell how far the article on show was read."""
        if self._stored is not None and self._original is None and self.left_at != self._stored.left_at:
            self.left.emit(self._stored.id, self.left_at)

    @property
    def left_at(self) -> int | None:
        """Where in the text the person is: None at its beginning, and at its end."""
        return self.area.left_at

    def _leave_removed(self) -> None:
        if self._shows_removed:
            self._shows_removed = False
            self.panel.hide()
            self.removed_shown.emit(False)

    def _choose_view(self, index: int) -> None:
        """Clean or Original was chosen."""
        if self._stored is None:
            return
        self.bar.views.choose(index)
        self._awaits_original = index == 1 and not self.shows_original
        if self._awaits_original:
            self.original_requested.emit(self._stored.id)
        elif index == 0 and self.shows_original:
            self._original = None
            self._show_all(None)

    def _set_anew(self) -> None:
        """The theme, the text size or the width is another: show the article anew, at its place."""
        if self._stored is not None:
            self._show_all(self.area.place())

    # ---------------------------------------------------------------- hits

    def _take_hits(self, hits: Sequence[ReadHit], current: int | None) -> None:
        self._hits, self._current = hits, current
        self._mark_title()
        self.column.body.set_hits(hits, current)
        self._tell_place()
        self.hit_map.set_ticks(())
        self._place_ticks()

    def _tell_place(self) -> None:
        total = len(self._hits)
        finding = self.find_bar.isVisible()
        self.bar.stepper.show_place(None if finding else self._current, 0 if finding else total)
        if finding:
            self.find_bar.show_place(self._current, total)
        self.hit_changed.emit(0 if self._current is None else self._current + 1, total)

    def _step(self, by: int) -> None:
        if not self._hits:
            return
        index = self._nearest(by) if self._current is None else (self._current + by) % len(self._hits)
        self._go_to_hit(index)

    def _nearest(self, by: int) -> int:
        """The first hit from the top of the screen on, or the last one before it."""
        if self.area.is_on_its_way:
            return 0 if by > 0 else len(self._hits) - 1
        top, body = self.hit_map.value(), self.column.body
        title = self.column.title_box().top() if self._hits[0].stream == "title" else None
        below = None
        for index, hit in enumerate(self._hits):
            y = title if hit.stream == "title" else self.column.body_y(body.hit_y(index))
            if y is not None and y >= top:
                below = index
                break
        if by > 0:
            return 0 if below is None else below
        return (len(self._hits) if below is None else below) - 1 if below != 0 else len(self._hits) - 1

    def _go_to_hit(self, index: int) -> None:
        """Make a hit the current one and bring it to a third from the top."""
        self._current = index
        self._mark_title()
        self.column.body.set_current(index, pulse=True)
        self.area.go(ToHit(self._below_title(index)))
        self._tell_place()
        self._place_ticks()
        self._announce()

    def _announce(self) -> None:
        """Tell a screen reader: «Hit 3 of 11», and the words around it."""
        if self._current is None or not QAccessible.isActive():
            return
        words = _("Hit {n} of {m}").format(n=number(self._current + 1), m=number(len(self._hits)))
        event = QAccessibleAnnouncementEvent(self, f"{words}. {self._sentence(self._current)}")
        QAccessible.updateAccessibility(event)

    def _sentence(self, index: int) -> str:
        hit = self._hits[index]
        if hit.stream == "title":
            return self.column.header.title.text()
        return sentence_around(streams_of(self._blocks())[hit.stream], hit.span)

    # ---------------------------------------------------------------- ticks

    def _place_ticks(self) -> None:
        if self.column.body.article_document.is_complete:
            in_title = len(self.column.header.title.marked)
            self.area.place_ticks(len(self._hits), in_title, self._current)
            if self.panel.chosen_row is None:
                self._choose_passage()

    def _tip_of(self, tick: Tick) -> str:
        cards = self.column.body.article_document.cards
        if tick.kind == "mark":
            return self.marks.tip(tick.index)
        if tick.kind != "removed":
            return self._sentence(tick.index) if tick.index < len(self._hits) else ""
        if tick.index >= len(cards):
            return ""
        passage = cards[tick.index].passage
        return f"{label_of(passage)}: {' '.join(passage.text[:160].split())}"

    def _go_to_tick(self, tick: Tick) -> None:
        if tick.kind == "removed":
            self._show_passage(tick.index)
        elif tick.kind == "mark":
            self.marks.go_to_tick(tick.index)
        else:
            self._go_to_hit(tick.index)

    def _show_passage(self, index: int) -> None:
        self.panel.choose(index)
        self.area.go(ToRemoved(index))

    def _choose_passage(self) -> None:
        """The panel points at the first passage that is on the screen or below it."""
        if self._shows_removed:
            top = self.hit_map.value()
            boxes = [self.column.in_column(box) for box in self.column.body.card_boxes()]
            self.panel.choose(next((i for i, box in enumerate(boxes) if box.bottom() > top + 40), None))

    def _put_back(self, *chosen: Passage) -> None:
        if self._stored is not None:
            blocks = self._stored.article.blocks
            self.put_back_requested.emit(self._stored.id, refs_of(blocks, chosen))

    def _put_everything_back(self) -> None:
        self._put_back(*self._found())

    # ---------------------------------------------------------------- find in this article

    def _find(self, words: str) -> None:
        texts = streams_of(self._blocks())
        marked = Marked(text=find(texts["text"], words), captions=find(texts["captions"], words))
        hits = in_reading_order(self._blocks(), marked)
        self._take_hits(hits, None)
        if hits:
            self._go_to_hit(self._nearest(1))

    def _leave_find(self) -> None:
        if self._stored is None:
            return
        marked = self._original_marked if self._original is not None else self._marked
        self._take_hits(in_reading_order(self._blocks(), marked), None)
        self.column.body.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---------------------------------------------------------------- links

    def _look_at(self, address: str, where: QPoint) -> None:
        if self._look is None or self._look.parentWidget() is not self.window():
            self._look = LinkLook(self._theme, self.window())
            self._look.opened.connect(self.link_requested)
        self._look.look(address, where)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self._theme.colour("bg.paper"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.bar.stepper.set_short(event.size().width() < self._theme.px(700))
        super().resizeEvent(event)
