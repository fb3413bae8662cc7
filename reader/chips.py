"""The filters that are set, as chips in a row; those that do not fit are one chip «+2»."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from reader.controls import Button, Painted, Pressable, paint_focus, plain_tip, shows_focus
from reader.filter_words import chip_words
from reader.filters import Filter
from reader.i18n import _, number
from reader.lines import Lines, face
from reader.theme import Theme

WIDEST = 190
_REMOVES = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
GAP = 6


class ChipClose(Pressable):
    """The × of a chip."""

    def __init__(self, theme: Theme, words: str, parent: QWidget) -> None:
        super().__init__(theme, _("Remove the filter: {name}").format(name=words), parent)
        self.setAccessibleName(self.text())
        self.setToolTip(plain_tip(self.text()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = self.theme.px(13)
        square = QRectF((self.width() - side) // 2 - 2, (self.height() - side) // 2, side, side)
        ink = "accent.hover" if self.underMouse() else "accent.text"
        self.theme.paint_icon(painter, square, "x", ink)
        if shows_focus(self):
            paint_focus(painter, QRectF(self.rect()), self.theme, self.theme.tokens.radius.chip)


class Chip(Pressable):
    """One filter: a press edits it, its × removes it, and so do Del and Backspace."""

    removed = Signal()

    def __init__(self, theme: Theme, words: str, *, closes: bool = True, parent: QWidget) -> None:
        super().__init__(theme, words, parent)
        self.setAccessibleName(_("Filter: {name}").format(name=words) if closes else words)
        self.setToolTip(plain_tip(words))
        self.close_button: ChipClose | None = None
        if closes:
            self.close_button = ChipClose(theme, words, self)
            self.close_button.clicked.connect(self.removed)

    def sizeHint(self) -> QSize:
        px = self.theme.px
        wide = min(self._lines(10_000).natural_width, px(WIDEST)) + px(11)
        return QSize(round(wide) + px(26 if self.close_button else 11), px(self.theme.tokens.size.chip))

    def event(self, event: QEvent) -> bool:
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() in _REMOVES:
            event.accept()  # here it is no article that is deleted
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.close_button and event.key() in _REMOVES:
            self.removed.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.close_button:
            wide = self.theme.px(26)
            self.close_button.setGeometry(self.width() - wide, 0, wide, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self.theme, self.theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("bg.selected" if self.underMouse() else "accent.soft"))
        radius = self.height() / 2
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        words = self._lines(self.width() - px(11) - px(26 if self.close_button else 11) + 1)
        words.draw(painter, px(11), (self.height() - words.height) / 2, theme.colour("accent.text"))
        if shows_focus(self):
            paint_focus(painter, QRectF(self.rect()), theme, radius)

    def _lines(self, width: float) -> Lines:
        return Lines(self.text(), face(self.theme, "ui.chip"), width)


class FilterBar(Painted):
    """Chips, «+ Filter» and, at the right, whatever the header puts there."""

    edited = Signal(object)
    """The `Filter` to edit, or None for a new one."""
    removed = Signal(object)

    def __init__(self, theme: Theme, right: QWidget, after: QWidget, parent: QWidget | None = None) -> None:
        """`after` is what Tab comes to before the chips."""
        super().__init__(theme, parent)
        self._chips: list[Chip] = []
        self._right, self._after = right, after
        right.setParent(self)
        self.more = Chip(theme, "+1", closes=False, parent=self)
        self.more.clicked.connect(lambda: self.edited.emit(self._hidden_first()))
        self.more.hide()
        self.add = Button(theme, _("Filter"), "quiet", icon="plus", parent=self)
        self.add.setAccessibleName(_("Add a filter"))
        self.add.clicked.connect(lambda: self.edited.emit(None))
        self._filters: Sequence[Filter] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def chips(self) -> Sequence[Chip]:
        return self._chips

    def sizeHint(self) -> QSize:
        return QSize(200, self.theme.px(self.theme.tokens.size.filter_bar))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def show_filters(self, filters: Sequence[Filter]) -> None:
        if filters == self._filters:
            return
        held = any(
            chip.hasFocus() or (chip.close_button and chip.close_button.hasFocus()) for chip in self._chips
        )
        self._filters = filters
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = []
        before: QWidget = self._after
        for one in filters:
            chip = Chip(self.theme, chip_words(one), parent=self)
            chip.clicked.connect(lambda _checked=False, one=one: self.edited.emit(one))
            chip.removed.connect(lambda one=one: self.removed.emit(one))
            QWidget.setTabOrder(before, chip)
            assert chip.close_button is not None
            QWidget.setTabOrder(chip, chip.close_button)
            before = chip.close_button
            self._chips.append(chip)
        for widget in (self.more, self.add, self._right):
            QWidget.setTabOrder(before, widget)
            before = widget
        self.arrange()
        if held:
            self.add.setFocus()

    def arrange(self) -> None:
        """Stand in a row; what does not fit is counted."""
        px = self.theme.px
        high = self.height()
        right = self._right.sizeHint()
        self._right.setGeometry(
            self.width() - px(7) - right.width(), (high - right.height()) // 2, right.width(), right.height()
        )
        add = self.add.sizeHint()
        room = self._right.x() - px(2) - add.width()
        x, shown = px(14), 0
        more_wide = self.more.sizeHint().width() + px(GAP)
        for number_of, chip in enumerate(self._chips):
            size = chip.sizeHint()
            is_last = number_of == len(self._chips) - 1
            if x + size.width() + (0 if is_last else more_wide) > room and shown:
                break
            wide = max(px(60), min(size.width(), room - x - (0 if is_last else more_wide)))
            chip.setGeometry(x, (high - size.height()) // 2, wide, size.height())
            x += wide + px(GAP)
            shown += 1
        for number_of, chip in enumerate(self._chips):
            chip.setVisible(number_of < shown)
        hidden = len(self._chips) - shown
        self.more.setVisible(hidden > 0)
        if hidden:
            self.more.setText(f"+{number(hidden)}")
            self.more.setAccessibleName(_("{n} more filters").format(n=number(hidden)))
            size = self.more.sizeHint()
            self.more.setGeometry(x, (high - size.height()) // 2, size.width(), size.height())
            x += size.width() + px(GAP)
        self.add.setGeometry(
            x - (px(6) if not self._chips else 0), (high - add.height()) // 2, add.width(), add.height()
        )

    def _hidden_first(self) -> Filter:
        return self._filters[sum(not chip.isHidden() for chip in self._chips)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.arrange()

    def _look_again(self) -> None:
        super()._look_again()
        self.arrange()
