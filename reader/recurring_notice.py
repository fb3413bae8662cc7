"""The strip that tells once of passages which stand on many pages of a source, and what to do with them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from archive.model import Recurring
from reader.controls import Button, Painted, Text
from reader.i18n import _, ngettext, number
from reader.theme import Theme


class RecurringNotice(Painted):
    """One sentence, with Show, Remove everywhere and Keep."""

    show_pressed = Signal()
    remove_pressed = Signal()
    keep_pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.found: Sequence[Recurring] = ()
        self.words = Text(theme, "ui.base", "text.secondary", parent=self)
        self.look = Button(theme, _("Show"), "link", small=True, parent=self)
        self.remove = Button(theme, _("Remove everywhere"), "link", small=True, parent=self)
        self.keep = Button(theme, _("Keep"), "link", small=True, parent=self)
        self.look.clicked.connect(self.show_pressed)
        self.remove.clicked.connect(self.remove_pressed)
        self.keep.clicked.connect(self.keep_pressed)
        self.hide()

    def say(self, found: Sequence[Recurring]) -> None:
        """Tell of these passages; with none there is nothing to see."""
        self.found = found
        if found:
            self.words.setText(_sentence(found))
            for button in (self.look, self.remove, self.keep):
                button.setAccessibleDescription(self.words.text())
        self.setVisible(bool(found))

    def arrange(self, width: int) -> int:
        """Give the parts their places within `width`, the buttons below where they do not fit beside."""
        px = self.theme.px
        left, right, gap = px(37), px(10), px(6)
        buttons = (self.look, self.remove, self.keep)
        sizes = [button.sizeHint() for button in buttons]
        wide = sum(size.width() for size in sizes) + gap * (len(sizes) - 1)
        beside = self.words.sizeHint().width() + left + px(8) + wide + right <= width
        room = width - left - right - (wide + px(8) if beside else 0)
        high = self.words.heightForWidth(max(1, room))
        row = max(size.height() for size in sizes)
        if beside:
            whole = high + px(20)
            x, y = width - right - wide, (whole - row) // 2
        else:
            whole = px(10) + high + px(4) + row + px(6)
            x, y = left - px(4), px(10) + high + px(4)
        self.words.setGeometry(left, (whole - high) // 2 if beside else px(10), room, high)
        for button, size in zip(buttons, sizes, strict=True):
            button.setGeometry(x, y, size.width(), size.height())
            x += size.width() + gap
        self.setFixedHeight(whole)
        return whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self.arrange(event.size().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px = QPainter(self), self.theme, self.theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = theme.tokens.radius.card
        painter.setBrush(theme.colour("bg.inset"))
        painter.setPen(QPen(theme.colour("line.subtle"), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        side = px(16)
        middle = self.words.y() + round(self.words.fontMetrics().height() / 2)
        square = QRectF(px(13), max(px(10), middle - side / 2), side, side)
        theme.paint_icon(painter, square, "copy", "text.secondary")


def _sentence(found: Sequence[Recurring]) -> str:
    n, most = len(found), max(passage.count for passage in found)
    if n == 1:
        return ngettext(
            "1 passage also stands on {m} other page from this source",
            "1 passage also stands on {m} other pages from this source",
            most,
        ).format(m=number(most))
    return _("{n} passages also stand on up to {m} other pages from this source").format(
        n=number(n), m=number(most)
    )
