"""Under the search field while one types: completions, tags and titles; at the right nine ways to narrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reader.controls import Text
from reader.i18n import _
from reader.popover import SHADOW, Popover
from reader.search_box import SearchBox
from reader.suggestion_list import SuggestionList
from reader.suggestions import Suggested, Suggestions, examples
from reader.theme import Theme

RIGHT = 288
LEAST_LEFT = 240
_STAYS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class SearchPopover(Popover):
    """Two lists beside each other. The field keeps the keyboard; Down and Up lead through the rows."""

    used = Signal(object)
    """`Suggested`: the row that was pressed, or on which Enter was."""

    def __init__(self, theme: Theme, box: SearchBox, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._box = box
        self.keeps = [box]
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Suggestions"))
        self.left = SuggestionList(theme, _("Suggestions"), "bg.raised")
        self.right = SuggestionList(theme, _("Ways to narrow it down"), "bg.inset")
        self.right.suggestions.show(examples())
        for one in (self.left, self.right):
            one.used.connect(self._use)
        self._lay_out()
        box.field.installEventFilter(self)

    def _lay_out(self) -> None:
        px = self.theme.px
        self._side = QWidget()
        self._side.setFixedWidth(px(RIGHT))
        side = QVBoxLayout(self._side)
        side.setContentsMargins(px(11), px(12), px(8), px(8))
        side.setSpacing(px(6))
        head = Text(self.theme, "ui.section", "text.tertiary", _("Ways to narrow it down"), most=1)
        head.setIndent(0)
        side.addWidget(head)
        side.addWidget(self.right, 1)
        side.addWidget(
            Text(self.theme, "ui.small", "text.tertiary", _("Click one to use it. Full guide: F1"), most=1)
        )
        self._main = QWidget()
        main = QVBoxLayout(self._main)
        main.setContentsMargins(px(7), px(5), px(10), px(8))
        main.addWidget(self.left)
        row = QHBoxLayout(self)
        row.setContentsMargins(SHADOW, SHADOW, SHADOW, SHADOW)
        row.setSpacing(0)
        row.addWidget(self._main, 1)
        row.addWidget(self._side)

    # ---------------------------------------------------------------- showing

    def show_for(self, found: Suggestions, *, ways: bool = False) -> None:
        """Show what was found for the text in the field; where that is nothing, only if `ways` are wanted."""
        self.left.suggestions.show(found.rows)
        self._lead(None)
        if not found.rows and not ways:
            self.dismiss()
            return
        px = self.theme.px
        box = self._box
        room = box.window().width() - 24
        self._main.setVisible(bool(found.rows))
        with_side = not found.rows or room >= px(RIGHT + LEAST_LEFT)
        self._side.setVisible(with_side)
        wide = px(self.theme.tokens.size.search_popover)
        if not found.rows:
            wide = px(RIGHT) + 1
        elif not with_side:
            wide -= px(RIGHT)
        high = self.left.tall() + px(15)
        if with_side:
            high = max(high, self.right.tall() + px(68))
        at = box.mapTo(self._host, QPoint(2, box.height() + px(3)))
        self.open_at(at, wide, high)

    # ---------------------------------------------------------------- keyboard, by way of the field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._box.field and self.isVisible():
            if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
                if event.reason() not in _STAYS:
                    self.dismiss()
                return False
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._heed(event)
            return False
        return super().eventFilter(watched, event)

    def _heed(self, event: QKeyEvent) -> bool:
        """Take the keys that are ours from the field."""
        chosen = self.chosen
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            case Qt.Key.Key_Escape:
                self.dismiss()
                return True
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if chosen is not None:
                self._use(chosen)
                return True
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.dismiss()
        return False

    @property
    def chosen(self) -> Suggested | None:
        """The row that Enter would use."""
        for one in (self.left, self.right):
            index = one.currentIndex()
            if index.isValid():
                return one.rows[index.row()]
        return None

    def _places(self) -> list[tuple[SuggestionList, int]]:
        shown = [self.left] if self.left.rows else []
        if not self._side.isHidden():
            shown.append(self.right)
        return [(one, n) for one in shown for n, row in enumerate(one.rows) if row.kind != "heading"]

    def _step(self, by: int) -> None:
        """Down goes through both lists and out again to the words as they were typed."""
        places = self._places()
        here = next((i for i, (one, n) in enumerate(places) if one.currentIndex().row() == n), -1)
        at = here + by if here >= 0 or by > 0 else len(places) - 1
        self._lead(places[at] if 0 <= at < len(places) else None)

    def _lead(self, place: tuple[SuggestionList, int] | None) -> None:
        for one in (self.left, self.right):
            one.choose(place[1] if place and place[0] is one else None)
        chosen = self.chosen
        said = "" if chosen is None else ", ".join(part for part in (chosen.words, chosen.right) if part)
        self._box.field.setAccessibleDescription(said)

    def _use(self, row: Suggested) -> None:
        self.dismiss()
        self.used.emit(row)

    def divided(self) -> int:
        return self._side.x() if not self._side.isHidden() else -1

    def paint_inside(self, painter: QPainter, box: QRectF) -> None:
        """The ways to narrow stand on a ground of their own."""
        if self._side.isHidden():
            return
        left = QRectF(self._side.geometry()).left()
        self.paint_inset(painter, box, left, box.right())
        if self.left.rows:
            line = self.theme.colour("line.subtle")
            painter.fillRect(QRectF(left, box.top() + 1, 1, box.height() - 2), line)
