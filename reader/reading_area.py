"""The scrolling part of the reading pane: goes to places in the article, also where it is not filled yet."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEasingCurve, QPoint, QPropertyAnimation, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from reader.colours import line_of
from reader.hit_map import HitMap, Tick
from reader.motion import animates
from reader.reader_column import Place, ReaderColumn
from reader.theme import Theme

_FREEZE = 250
"""Milliseconds for which the article before stays on show while the text up to the first hit is filled in."""
_TICKS = 500
"""So many hits get a tick; of more, every so many-th (ticks closer than 3 pixels become one anyway)."""
_SIGHT = 40
"""The caret is kept so many pixels away from the edges."""
_DRAG = 30
"""Milliseconds between two steps while the mouse selects past an edge."""


@dataclass(frozen=True, slots=True)
class ToHit:
    """A hit to go to: its number, None for one in the title. `opening`: the header stays where it can."""

    index: int | None
    opening: bool = False


@dataclass(frozen=True, slots=True)
class ToRemoved:
    """A removed passage to go to."""

    index: int


@dataclass(frozen=True, slots=True)
class ToEnd:
    """The end of the article."""


@dataclass(frozen=True, slots=True)
class ToHighlight:
    """A highlight of the person to go to, by its id."""

    id: int


Target = Place | ToHit | ToRemoved | ToEnd | ToHighlight


class ReadingArea(QScrollArea):
    """One scroll area with the column in it and the hit map as its scroll bar."""

    settled = Signal()
    """The whole article is there, laid out for the width there is: ticks can be placed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._target: Target | None = None
        self._dragged_to = QPoint()
        self.hit_map = HitMap(theme)
        self.column = ReaderColumn(theme)
        self.setVerticalScrollBar(self.hit_map)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(self.column)
        self.viewport().setAutoFillBackground(False)
        self.column.setAutoFillBackground(False)  # setWidget switched it on
        self._motion = QPropertyAnimation(self.hit_map, b"value", self)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.setDuration(theme.tokens.motion.normal)
        self._thaw, self._inking, self._dragging = QTimer(self), QTimer(self), QTimer(self)
        for timer, act in ((self._thaw, self.show_again), (self._inking, self.column.body.ink)):
            timer.setSingleShot(True)
            timer.timeout.connect(act)
        self._dragging.timeout.connect(self._drag_on)
        self.column.will_arrange.connect(self._keep_place)
        self.column.arranged.connect(self._arranged)
        self.column.body.completed.connect(self._arranged)
        self.column.body.caret_moved.connect(self._keep_in_sight)
        self.column.body.dragged.connect(self._drag_to)
        self.hit_map.valueChanged.connect(lambda: self._inking.start(40))
        self._dress()
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self.hit_map.setSingleStep(round(self._theme.line("article.body") * 2))

    # ---------------------------------------------------------------- going somewhere

    def await_target(self, target: Target) -> None:
        """Another text is about to be filled in: keep the old picture until it reaches to the target."""
        self._motion.stop()
        self._target = target
        if self.isVisible():
            self.viewport().setUpdatesEnabled(False)
            self._thaw.start(_FREEZE)

    def go(self, target: Target) -> None:
        """Go to a place of the text on show: at once, or as soon as it is there."""
        self._target = target
        if self._reach(target):
            self._target = None

    def show_again(self) -> None:
        """Let the pane be painted."""
        self._thaw.stop()
        if not self.viewport().updatesEnabled():
            self.viewport().setUpdatesEnabled(True)
        self._inking.start(0)

    @property
    def is_on_its_way(self) -> bool:
        """True while the text does not yet reach to where somebody wants to go."""
        return self._target is not None

    def place(self) -> Place:
        """Where the person is reading."""
        if isinstance(self._target, Place):
            return self._target
        return self.column.place_at(self.hit_map.value())

    @property
    def left_at(self) -> int | None:
        """Where in the text the person is, for coming back: None at its beginning, and at its end."""
        bar = self.hit_map
        if self.is_on_its_way:
            place = self.place()
        else:  # the line that is mostly on the screen, else one would come back a line higher each time
            place = self.column.place_at(bar.value() + round(self._theme.line("article.body") / 2))
        at_end = bar.value() >= bar.maximum() and not self.is_on_its_way
        return None if place.stream != "text" or at_end else place.code_point

    def _arranged(self) -> None:
        if self._target is None or self._reach(self._target):
            self._target = None
            self.show_again()
        if self.column.body.article_document.is_complete:
            self.settled.emit()

    def _keep_place(self) -> None:
        """The width is about to change: come back to the same line."""
        if self._target is None:
            self._target = self.place()

    def _reach(self, target: Target) -> bool:
        """Go there; False while the text, or the room below the place, is not there yet."""
        complete = self.column.body.article_document.is_complete
        y = self._y_of(target)
        if y is None or (y > self.hit_map.maximum() and not complete):
            return complete
        if isinstance(target, Place) or (isinstance(target, ToHit) and target.opening):
            self.hit_map.setValue(y)
        else:
            self.scroll_to(y)
        return True

    def _y_of(self, target: Target) -> int | None:
        body = self.column.body
        match target:
            case ToHit(index, opening):
                if index is None:
                    return self._third(self.column.title_box(), opening=opening)
                box = body.hit_box(index)
                return None if box is None else self._third(self.column.in_column(box), opening=opening)
            case ToRemoved(index):
                boxes = body.card_boxes()
                if index >= len(boxes):
                    return None
                top = boxes[index].adjusted(0, 0, 0, 60 - boxes[index].height())
                return self._third(self.column.in_column(top))
            case ToHighlight(highlight_id):
                box = body.highlights.first_box(highlight_id, self._theme)
                return None if box is None else self._third(self.column.in_column(box))
            case ToEnd():
                return self.hit_map.maximum() if body.article_document.is_complete else None
            case Place():
                return self.column.y_of(target)

    def _third(self, box: QRectF, *, opening: bool = False) -> int:
        """Where to scroll so that a box of the column stands a third from the top."""
        high = self.viewport().height()
        if opening and box.bottom() < high * 0.8:
            return 0
        return max(0, round(box.center().y() - high / 3))

    def scroll_to(self, y: int) -> None:
        """Scroll there, with the design's motion where motion is wanted."""
        self._motion.stop()
        y = max(0, min(y, self.hit_map.maximum()))
        if animates(self.hit_map):
            self._motion.setStartValue(self.hit_map.value())
            self._motion.setEndValue(y)
            self._motion.start()
        else:
            self.hit_map.setValue(y)

    def scroll_page(self, pages: int) -> bool:
        """Scroll by so many screens (up where negative); False when the end was reached already."""
        bar = self.hit_map
        if bar.value() == (bar.maximum() if pages > 0 else bar.minimum()):
            return False
        line = round(self._theme.line("article.body"))
        self.scroll_to(bar.value() + pages * (bar.pageStep() - 2 * line))
        return True

    # ---------------------------------------------------------------- ticks

    def place_ticks(self, hits: int, in_title: int, current: int | None) -> None:
        """Ticks for so many hits, the first of them in the title, for the removed passages on show and for
        the person's highlights."""
        column, body = self.column, self.column.body
        whole = max(1, column.height())
        ticks = []
        chosen = set(range(0, hits, max(1, hits // _TICKS)))
        if current is not None:
            chosen.add(current)
        for index in sorted(chosen):
            y = column.title_box().center().y() if index < in_title else column.body_y(body.hit_y(index))
            if y is not None:
                ticks.append(Tick(y / whole, "current" if index == current else "hit", index))
        for index, card in enumerate(body.card_boxes()):
            ticks.append(Tick(column.in_column(card).top() / whole, "removed", index))
        for index, one in enumerate(body.highlights.shown):
            y = column.body_y(body.highlights.baseline(one.id))
            if y is not None:
                ticks.append(Tick(y / whole, "mark", index, line_of(one.colour)))
        self.hit_map.set_ticks(ticks)

    # ---------------------------------------------------------------- caret, mouse, keys

    def _keep_in_sight(self, box: QRect) -> None:
        """The caret moved: scroll just so far that it is seen."""
        inside = self.column.in_column(box)
        top, high = self.hit_map.value(), self.viewport().height()
        if inside.top() < top + _SIGHT:
            self.hit_map.setValue(round(inside.top() - _SIGHT))
        elif inside.bottom() > top + high - _SIGHT:
            self.hit_map.setValue(round(inside.bottom() + _SIGHT - high))

    def _drag_to(self, point: QPoint) -> None:
        """The mouse selects: past an edge, scroll and let the selection follow, also while it stays there."""
        self._dragged_to = self.column.body.mapTo(self.viewport(), point)
        if self.viewport().rect().contains(0, self._dragged_to.y()):
            self._dragging.stop()
        elif not self._dragging.isActive():
            self._dragging.start(_DRAG)
            self._drag_on()

    def _drag_on(self) -> None:
        if not QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._dragging.stop()
            return
        y, high = self._dragged_to.y(), self.viewport().height()
        past = y if y < 0 else max(0, y - high)
        self.hit_map.setValue(self.hit_map.value() + max(-60, min(60, past // 2)))
        self.column.body.select_to(self.column.body.mapFrom(self.viewport(), self._dragged_to))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Home:
                self.scroll_to(0)
            case Qt.Key.Key_End:
                self.go(ToEnd())
            case _:
                super().keyPressEvent(event)
