"""Paints a row of the sidebar: an icon or a source's tile, words, a count; or a heading."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.controls import paint_focus
from reader.i18n import number
from reader.lines import Lines, face
from reader.place_items import ITEM_ROLE, Item
from reader.source_tile import paint_tile
from reader.theme import Theme

PLUS, CHEVRON = 24, 12


class PlaceDelegate(QStyledItemDelegate):
    """`adds`: the sections whose heading has a «+»."""

    def __init__(self, theme: Theme, view: QListView, adds: frozenset[str]) -> None:
        super().__init__()
        self._theme, self._view, self._adds = theme, view, adds

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        item: Item = index.data(ITEM_ROLE)
        # 27.5: every second row is one pixel higher
        row = self._theme.tokens.size.sidebar_row * self._theme.interface_scale
        if item.kind == "heading":
            return QSize(0, self._theme.px(36))
        return QSize(0, round(row * (index.row() + 1)) - round(row * index.row()))

    def plus_of(self, box: QRect, item: Item) -> QRect:
        """Where in its row a heading's «+» is; empty where it has none."""
        if item.kind != "heading" or item.group not in self._adds:
            return QRect()
        px = self._theme.px
        side = px(PLUS)
        return QRect(box.right() - px(11) - side, box.y() + px(23) - side // 2, side, side)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        item: Item = index.data(ITEM_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if item.kind == "heading":
            led = index == self._view.currentIndex() and self._view.hasFocus()
            self._paint_heading(painter, option, item, led=led)
        else:
            self._paint_row(painter, option, item)
        painter.restore()

    def _paint_heading(
        self, painter: QPainter, option: QStyleOptionViewItem, item: Item, *, led: bool
    ) -> None:
        theme, px = self._theme, self._theme.px
        box: QRect = option.rect
        words = Lines(item.words, face(theme, "ui.section"), box.width() - px(76))
        middle = box.y() + px(23)
        words.draw(painter, px(16), middle - words.height / 2, theme.colour("text.tertiary"))
        shown = led or bool(option.state & QStyle.StateFlag.State_MouseOver)
        if shown or item.folded:
            side = px(CHEVRON)
            square = QRectF(px(16) + words.natural_width + px(5), round(middle - side / 2), side, side)
            icon = "chevron-right" if item.folded else "chevron-down"
            theme.paint_icon(painter, square, icon, "text.tertiary")
        plus = self.plus_of(box, item)
        if shown and not plus.isEmpty():
            side = px(14)
            square = QRectF(0, 0, side, side)
            square.moveCenter(QRectF(plus).center())
            theme.paint_icon(painter, square, "plus", "text.secondary")
        if led:
            around = QRectF(box).adjusted(px(8), px(11), -px(8), -px(1))
            paint_focus(painter, around, theme, theme.tokens.radius.control)

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, item: Item) -> None:
        theme, px = self._theme, self._theme.px
        box = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hover = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected or hover:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("bg.selected" if selected else "bg.hover"))
            radius = theme.tokens.radius.control
            painter.drawRoundedRect(box.adjusted(px(8), 0, -px(8), 0), radius, radius)
        middle = box.center().y()
        if item.kind == "place" and item.place is not None and item.place.kind == "source":
            tile = px(theme.tokens.size.tile)
            paint_tile(painter, QRectF(px(17), round(middle - tile / 2), tile, tile), theme, item.words)
        elif item.icon:
            side = px(theme.tokens.size.icon_small)
            square = QRectF(px(17), round(middle - side / 2), side, side)
            theme.paint_icon(painter, square, item.icon, "accent.text" if selected else "text.secondary")
        right = box.width() - px(18)
        if item.count is not None:
            count = Lines(number(item.count), face(theme, "ui.base"), px(120))
            right -= count.natural_width
            strong = selected or item.kind == "imports"
            ink = theme.colour("accent.text" if strong else "text.tertiary")
            count.draw(painter, right, middle - count.height / 2, ink)
            right -= px(8)
        weight = 500 if selected else 400
        words = Lines(item.words, face(theme, "ui.base", weight=weight), right - px(41))
        ink = theme.colour("text.tertiary" if item.kind == "more" else "text.primary")
        words.draw(painter, px(41), middle - words.height / 2, ink)
