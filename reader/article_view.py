"""The reading pane: one article with its header, its text, its marks, and what was removed from it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEasingCurve, QPoint, QPropertyAnimation, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from archive.model import Block, Marked, StoredArticle
from reader.controls import Area
from reader.empty_page import EmptyPage
from reader.find_bar import FindBar, find
from reader.hit_map import HitMap, Tick
from reader.hits import ReadHit, in_reading_order, streams_of
from reader.i18n import _, number
from reader.link_look import LinkLook
from reader.motion import animates
from reader.reader_bar import ReaderBar
from reader.reader_column import Place, ReaderColumn
from reader.removals import Passage, label_of, passages, refs_of, summary_of
from reader.removed_panel import RemovedPanel
from reader.theme import Theme

_NO_MARKS = Marked()
_FREEZE = 250
"""Milliseconds for which the article before stays on show while the text up to the first hit is filled in."""
_REFILL = 120
"""Milliseconds of rest after a change of width until tables are set in another way."""
_TICKS = 500
"""So many hits get a tick; of more, every so many-th (ticks closer than 3 pixels become one anyway)."""


class ArticleView(QWidget):
    """Shows what it is handed and says what the person wants; it changes nothing itself."""

    put_back_requested = Signal(int, tuple)
    """The article and the `BlockRef`s to put back."""
    original_requested = Signal(int)
    """The person wants the kept page of this article: answer with `show_original`."""
    hit_changed = Signal(int, int)
    """The current hit, counted from 1, and how many there are; 0 while none is current."""
    link_requested = Signal(str)
    """A link the person has looked at and wants opened (http, https, mailto)."""
    removed_shown = Signal(bool)
    """What was removed is, or is no longer, on show: the list may fold away."""
    back_requested = Signal()
    """The button with the words of `set_back` was pressed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stored: StoredArticle | None = None
        self._original: Sequence[Block] | None = None
        self._marked = self._original_marked = _NO_MARKS
        self._hits: Sequence[ReadHit] = ()
        self._current: int | None = None
        self._shows_removed = False
        self._awaits_original = False
        self._target: int | Place | None = None
        """What to go to as soon as the text reaches so far: a hit, or a place."""
        self.bar = ReaderBar(theme, self)
        self.find_bar = FindBar(theme, self)
        self.hit_map = HitMap(theme)
        self.area = QScrollArea()
        self.column = ReaderColumn(theme)
        self.empty = EmptyPage(theme)
        self._pages = QStackedWidget()
        self._paper = Area(theme, "bg.paper", parent=self)
        self._motion = QPropertyAnimation(self)
        self._thaw = QTimer(self)
        self._inking = QTimer(self)
        self._refilling = QTimer(self)
        self._look: LinkLook | None = None
        self._lay_out()
        self._connect()
        self.clear()

    def _lay_out(self) -> None:
        self.area.setVerticalScrollBar(self.hit_map)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidgetResizable(True)
        self.area.setWidget(self.column)
        self.area.viewport().setAutoFillBackground(False)
        self.column.setAutoFillBackground(False)
        self.hit_map.setSingleStep(round(self._theme.line("article.body") * 2))
        self._motion.setTargetObject(self.hit_map)
        self._motion.setPropertyName(b"value")
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.setDuration(self._theme.tokens.motion.normal)
        inside = QVBoxLayout(self._paper)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._pages)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self.area)
        self.panel = RemovedPanel(self._theme, self)  # after the text, for Tab and for screen readers
        self.panel.hide()
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
        for timer, act in (
            (self._thaw, self._show_again),
            (self._inking, body.ink),
            (self._refilling, self._set_anew),
        ):
            timer.setSingleShot(True)
            timer.timeout.connect(act)
        self.bar.back.clicked.connect(self.back_requested)
        self.bar.stepper.next.connect(self.next_hit)
        self.bar.stepper.previous.connect(self.previous_hit)
        self.bar.views.chosen.connect(self._choose_view)
        column.notice.pressed.connect(self.toggle_removed)
        column.header.address_chosen.connect(self._look_at)
        column.will_arrange.connect(self._keep_place)
        column.arranged.connect(self._arranged)
        body.link_chosen.connect(self._look_at)
        body.completed.connect(self._place_ticks)
        body.outgrown.connect(lambda: self._refilling.start(_REFILL))
        body.put_back.connect(self._put_back)
        body.caret_moved.connect(self._keep_in_sight)
        body.dragged.connect(self._follow_drag)
        self.panel.chosen.connect(self._show_passage)
        self.panel.put_back.connect(self._put_back)
        self.panel.everything_put_back.connect(self._put_everything_back)
        self.hit_map.chosen.connect(self._go_to_tick)
        self.hit_map.valueChanged.connect(lambda: self._inking.start(40))
        self.hit_map.tip_of = self._tip_of
        self.find_bar.changed.connect(self._find)
        self.find_bar.next.connect(self.next_hit)
        self.find_bar.previous.connect(self.previous_hit)
        self.find_bar.closed.connect(self._leave_find)
        self._theme.changed.connect(self._dress)

    # ---------------------------------------------------------------- what the window asks for

    def show_article(self, stored: StoredArticle, marked: Marked = _NO_MARKS) -> None:
        """Show an article, at its first hit where it has one.

        The article that is on show already (after a change of it) keeps its place.
        """
        again = self._stored is not None and self._stored.id == stored.id and self._original is None
        place = self._place() if again else None
        back: list[int] = []
        if again and self._stored is not None:
            pairs = zip(self._stored.article.blocks, stored.article.blocks, strict=False)
            back = [i for i, (old, new) in enumerate(pairs) if old.removed and not new.removed]
        else:
            self.find_bar.close_bar()
            self._leave_removed()
        self._stored, self._marked, self._original = stored, marked, None
        self._awaits_original = False
        self._show_all(place)
        self.column.body.close_cards(back)

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
        if self._stored is not None and self._original is None:
            self._mark_title()
            if not self.find_bar.isVisible():
                self._take_hits(in_reading_order(self._blocks(), marked), None)

    def clear(self, words: str | None = None, hint: str | None = None) -> None:
        """Show no article, but a sentence and a hint."""
        self.find_bar.close_bar()
        self._leave_removed()
        self._stored = self._original = None
        self._awaits_original = False
        self._take_hits((), None)
        self.empty.say(
            _("Choose an article") if words is None else words,
            _("J and K go to the next and the previous one.") if hint is None else hint,
        )
        self.bar.views.hide()
        self._pages.setCurrentWidget(self.empty)
        self._show_again()

    @property
    def article(self) -> StoredArticle | None:
        """The article on show."""
        return self._stored

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
        if not self._shows_removed and not passages(self._stored.article.blocks):
            return
        place = self._place()
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
        bar = self.hit_map
        end = bar.maximum() if pages > 0 else bar.minimum()
        if bar.value() == end:
            return False
        line = round(self._theme.line("article.body"))
        self._scroll_to(bar.value() + pages * (bar.pageStep() - 2 * line))
        return True

    def set_back(self, words: str) -> None:
        """Show a button that leads back to where the words say («212 articles»); empty hides it."""
        self.bar.back.setText(words)
        self.bar.back.setVisible(bool(words))

    def focus_text(self) -> None:
        """Give the keyboard to the text."""
        self.column.body.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ---------------------------------------------------------------- filling in

    def _blocks(self) -> Sequence[Block]:
        if self._original is not None:
            return self._original
        return self._stored.article.blocks if self._stored is not None else ()

    def _show_all(self, place: Place | None) -> None:
        """Show the blocks of the moment, at a place or else at the first hit."""
        if self._stored is None:
            return
        blocks = self._blocks()
        marked = self._original_marked if self._original is not None else self._marked
        hits = in_reading_order(blocks, marked)
        self._motion.stop()
        keeps = place is not None and len(hits) == len(self._hits)
        current = self._current if keeps else (None if place is not None or not hits else 0)
        if place is None:
            self.hit_map.set_ticks(())
        self.column.header.show_article(self._stored)
        self._mark_title()
        self._say_notice()
        self.bar.views.choose(1 if self._original is not None else 0)
        self.bar.views.show()
        if self._pages.currentWidget() is not self.area:
            self._pages.setCurrentWidget(self.area)
            self.area.setGeometry(self._pages.rect())  # now, not when the event loop comes round to it
        if self.isVisible():
            self.area.viewport().setUpdatesEnabled(False)
            self._thaw.start(_FREEZE)
        self._hits, self._current = hits, current
        self._target = place if place is not None else (0 if hits else Place(None, 0, 0))
        self.column.body.show_blocks(blocks, hits, current, show_removed=self._shows_removed)
        self._tell_place()
        if self.find_bar.isVisible():
            self._find(self.find_bar.field.text())

    def _arranged(self) -> None:
        """Go to the target when the text reaches it; keep the ticks right."""
        if self._reach():
            self._target = None
            self._show_again()
        if self.column.body.article_document.is_complete:
            self._place_ticks()

    def _reach(self) -> bool:
        """Go to the target; False while the text, or the room below it, is not there yet."""
        y: int | None = self.hit_map.value()
        match self._target:
            case int() as index:
                box = self.column.body.hit_box(index) if index < len(self._hits) else None
                y = None if box is None else self._third(self.column.in_column(box), opening=True)
            case Place() as place:
                y = self.column.y_of(place)
        complete = self.column.body.article_document.is_complete
        if y is None or (y > self.hit_map.maximum() and not complete):
            return complete
        self.hit_map.setValue(y)
        return True

    def _show_again(self) -> None:
        """Let the pane be painted again."""
        self._thaw.stop()
        if not self.area.viewport().updatesEnabled():
            self.area.viewport().setUpdatesEnabled(True)
        self._inking.start(0)

    def _place(self) -> Place:
        """Where the person is reading."""
        if isinstance(self._target, Place):
            return self._target
        return self.column.place_at(self.hit_map.value())

    def _keep_place(self) -> None:
        """The width is about to change: come back to the same line."""
        if self._target is None and self._stored is not None:
            self._target = self._place()

    def _mark_title(self) -> None:
        """A hit in the title is shown there when the text has none."""
        marked, title = self._marked, self.column.header.title
        title.spans = () if marked.text or marked.captions or self._original is not None else marked.title
        title.update()

    def _say_notice(self) -> None:
        notice = self.column.notice
        if self._original is not None:
            notice.say(
                _("The whole page as it was saved, with everything around the article."), icon="file-text"
            )
            notice.show()
            return
        found = passages(self._blocks())
        if not found and self._shows_removed:
            self._leave_removed()
        if self._shows_removed:
            notice.say(_("Showing what was removed, in its place"), _("Hide"), icon="eye", active=True)
            kept = self._stored.words if self._stored is not None else 0
            self.panel.show_passages(found, kept)
        elif found:
            notice.say(summary_of(found), _("Show"))
        notice.setVisible(bool(found))

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

    def _dress(self) -> None:
        """The theme or the text size is another: set everything anew, at the same place."""
        self.hit_map.setSingleStep(round(self._theme.line("article.body") * 2))
        self._set_anew()

    def _set_anew(self) -> None:
        if self._stored is not None:
            self._show_all(self._place())

    # ---------------------------------------------------------------- hits

    def _take_hits(self, hits: Sequence[ReadHit], current: int | None) -> None:
        self._hits, self._current = hits, current
        self.column.body.set_hits(hits, current)
        self._tell_place()
        self.hit_map.set_ticks(())
        if self.column.body.article_document.is_complete:
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
        if self._target is not None:
            return 0 if by > 0 else len(self._hits) - 1
        top = self.hit_map.value() - self.column.body.y()
        body = self.column.body
        hits = range(len(self._hits))
        below = next((i for i in hits if (y := body.hit_y(i)) is not None and y >= top), None)
        if by > 0:
            return 0 if below is None else below
        return (len(self._hits) if below is None else below) - 1 if below != 0 else len(self._hits) - 1

    def _go_to_hit(self, index: int) -> None:
        """Make a hit the current one and bring it to a third from the top."""
        body = self.column.body
        if not body.has_hit(index):
            body.finish()
        self._current = index
        body.set_current(index, pulse=True)
        box = body.hit_box(index)
        if box is not None:
            self._target = None
            self._scroll_to(self._third(self.column.in_column(box)))
        self._tell_place()
        self._place_ticks()
        self._announce()

    def _third(self, box: QRectF, *, opening: bool = False) -> int:
        """Where to scroll so that a box of the column stands a third from the top.

        On opening, the header stays on show where the box can be seen with it.
        """
        high = self.area.viewport().height()
        if opening and box.bottom() < high * 0.8:
            return 0
        return max(0, round(box.center().y() - high / 3))

    def _announce(self) -> None:
        """Tell a screen reader: «Hit 3 of 11», and the words around it."""
        if self._current is None or not QAccessible.isActive():
            return
        words = _("Hit {n} of {m}").format(n=number(self._current + 1), m=number(len(self._hits)))
        event = QAccessibleAnnouncementEvent(self, f"{words}. {self._sentence(self._current)}")
        QAccessible.updateAccessibility(event)

    def _sentence(self, index: int) -> str:
        """The words around a hit, on one line."""
        hit = self._hits[index]
        text = streams_of(self._blocks())[hit.stream]
        start, end = max(0, hit.span.start - 80), min(len(text), hit.span.end + 80)
        before = text[start : hit.span.start].rpartition("\n")[2]
        after = text[hit.span.end : end].partition("\n")[0]
        if start and len(before) == hit.span.start - start:
            before = "…" + before.partition(" ")[2]
        if end < len(text) and len(after) == end - hit.span.end:
            after = after.rpartition(" ")[0] + "…"
        return " ".join(f"{before}{text[hit.span.start : hit.span.end]}{after}".split())

    # ---------------------------------------------------------------- ticks

    def _place_ticks(self) -> None:
        """Ticks for hits and removed passages, as parts of the column's height."""
        whole = max(1, self.column.height())
        ticks = []
        every = max(1, len(self._hits) // _TICKS)
        for index in range(0, len(self._hits), every):
            y = self.column.body.hit_y(index)
            if y is not None:
                at = (self.column.body.y() + y) / whole
                ticks.append(Tick(at, "current" if index == self._current else "hit", index))
        for index, card in enumerate(self.column.body.card_boxes()):
            ticks.append(Tick(self.column.in_column(card).top() / whole, "removed", index))
        self.hit_map.set_ticks(ticks)

    def _tip_of(self, tick: Tick) -> str:
        cards = self.column.body.article_document.cards
        if tick.kind != "removed":
            return self._sentence(tick.index) if tick.index < len(self._hits) else ""
        if tick.index >= len(cards):
            return ""
        passage = cards[tick.index].passage
        return f"{label_of(passage)}: {' '.join(passage.text[:160].split())}"

    def _go_to_tick(self, tick: Tick) -> None:
        if tick.kind == "removed":
            self._show_passage(tick.index)
        else:
            self._go_to_hit(tick.index)

    def _show_passage(self, index: int) -> None:
        """Bring a removed passage to a third from the top."""
        self.column.body.finish()
        boxes = self.column.body.card_boxes()
        if index < len(boxes):
            self._target = None
            self.panel.choose(index)
            top = self.column.in_column(boxes[index]).adjusted(0, 0, 0, 60 - boxes[index].height())
            self._scroll_to(self._third(top))

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
        self._put_back(*passages(self._blocks()))

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

    # ---------------------------------------------------------------- links, scrolling

    def _look_at(self, address: str, where: QPoint) -> None:
        if self._look is None or self._look.parentWidget() is not self.window():
            self._look = LinkLook(self._theme, self.window())
            self._look.opened.connect(self.link_requested)
        self._look.look(address, where)

    def _scroll_to(self, y: int) -> None:
        self._motion.stop()
        y = max(0, min(y, self.hit_map.maximum()))
        if animates(self.hit_map):
            self._motion.setStartValue(self.hit_map.value())
            self._motion.setEndValue(y)
            self._motion.start()
        else:
            self.hit_map.setValue(y)

    def _keep_in_sight(self, box: QRect) -> None:
        """The caret moved: scroll just so far that it is seen."""
        inside = self.column.in_column(box)
        top, high = self.hit_map.value(), self.area.viewport().height()
        margin = 40
        if inside.top() < top + margin:
            self.hit_map.setValue(round(inside.top() - margin))
        elif inside.bottom() > top + high - margin:
            self.hit_map.setValue(round(inside.bottom() + margin - high))

    def _follow_drag(self, point: QPoint) -> None:
        """The mouse selects past the edge: scroll, and let the selection follow while it stays there."""
        y = self.column.body.mapTo(self.area.viewport(), point).y()
        high = self.area.viewport().height()
        past = y if y < 0 else y - high if y > high else 0
        if past:
            before = self.hit_map.value()
            self.hit_map.setValue(before + max(-60, min(60, past // 2 or past)))
            moved = self.hit_map.value() - before
            self.column.body.select_to(point + QPoint(0, moved))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Home:
                self._scroll_to(0)
            case Qt.Key.Key_End:
                self.column.body.finish()
                self._scroll_to(self.hit_map.maximum())
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.bar.stepper.set_short(event.size().width() < self._theme.px(700))
        super().resizeEvent(event)
