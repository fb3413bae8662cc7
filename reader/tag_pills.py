"""The tags in the header of an article, and the way to another one."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QWidget

from reader.controls import Pressable, paint_focus, plain_tip, shows_focus
from reader.i18n import _
from reader.lines import Lines, face
from reader.theme import Theme

INDENT = 6
"""From the edge of «Add tag» to its sign."""


class TagPill(Pressable):
    """A tag of the article, outlined; a press shows all articles with it, its menu takes it away."""

    removed = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(theme, name, parent)
        self.setAccessibleName(_("Tag: {name}").format(name=name))
        self.setToolTip(plain_tip(name))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        px = self._px
        return QSize(ceil(self._lines(px(320)).natural_width) + px(23), px(25))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Take this tag away"), self.removed.emit)
        menu.popup(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, px = QPainter(self), self._px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(self.theme.colour("line.strong"), 1))
        painter.setBrush(self.theme.colour("bg.hover" if self.underMouse() else "bg.paper"))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        words = self._lines(self.width() - px(22))
        words.draw(painter, px(11), (self.height() - words.height) / 2, self.theme.colour("text.secondary"))
        if shows_focus(self):
            paint_focus(painter, QRectF(self.rect()), self.theme, box.height() / 2)

    def _px(self, length: float) -> int:
        return round(length * self.theme.reading_scale)

    def _lines(self, width: float) -> Lines:
        return Lines(self.text(), face(self.theme, "article.meta"), width)


class AddTag(Pressable):
    """«+ Add tag»."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, _("Add tag"), parent)
        self.setAccessibleName(_("Add tag"))
        self.setToolTip(_("Add tag (T)"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        px = self._px
        return QSize(ceil(self._lines().natural_width) + px(INDENT + 14 + 8 + INDENT + 2), px(25))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, px = QPainter(self), self._px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.colour("bg.hover"))
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        side = px(14)
        square = QRectF(px(INDENT), round((self.height() - side) / 2), side, side)
        self.theme.paint_icon(painter, square, "plus", "text.secondary")
        words = self._lines()
        top = (self.height() - words.height) / 2
        words.draw(painter, px(INDENT + 14 + 8), top, self.theme.colour("text.secondary"))
        if shows_focus(self):
            paint_focus(painter, box, self.theme, box.height() / 2)

    def _px(self, length: float) -> int:
        return round(length * self.theme.reading_scale)

    def _lines(self) -> Lines:
        return Lines(self.text(), face(self.theme, "article.meta", weight=500), 1_000)
