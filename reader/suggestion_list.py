"""The rows of the search popover, on both its sides. The field keeps the keyboard and leads it through."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reader.headed_rows import ROW_ROLE, HeadedRows
from reader.labels import fitted
from reader.lines import is_right_to_left
from reader.scroll_bars import SlimList
from reader.source_tile import paint_tile
from reader.suggestions import Suggested
from reader.theme import Theme

_ICONS = {"word": "search", "search": "search", "tag": "hash"}
HEADING, ROW = 27, 33


class SuggestionModel(HeadedRows[Suggested]):
    def __init__(self) -> None:
        super().__init__(
            lambda row: row.kind == "heading",
            lambda row: ", ".join(part for part in (row.words, row.right, row.source) if part),
            lambda row: row.kind == "article",
        )


class SuggestionDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__()
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row: Suggested = index.data(ROW_ROLE)
        return QSize(0, self._theme.px(HEADING if row.kind == "heading" else ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, px = self._theme, self._theme.px
        row: Suggested = index.data(ROW_ROLE)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.kind == "heading":
            words = fitted(theme, "ui.section", row.words, box.width())
            top = box.bottom() - px(4) - words.height
            words.draw(painter, box.x() + px(10), top, theme.colour("text.tertiary"))
            painter.restore()
            return
        chosen = index == self._view.currentIndex()
        hover = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or hover:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("bg.selected" if chosen else "bg.hover"))
            radius = theme.tokens.radius.control
            painter.drawRoundedRect(box, radius, radius)
        if row.kind == "example":
            self._paint_example(painter, box, row)
        else:
            self._paint_row(painter, box, row)
        painter.restore()

    def _paint_row(self, painter: QPainter, box: QRectF, row: Suggested) -> None:
        theme, px = self._theme, self._theme.px
        middle = box.center().y()
        side = px(16)
        square = QRectF(box.x() + px(11), round(middle - side / 2), side, side)
        if row.kind == "article":
            tile = px(theme.tokens.size.tile)
            paint_tile(painter, QRectF(square.x(), round(middle - tile / 2), tile, tile), theme, row.source)
        else:
            theme.paint_icon(
                painter, square, _ICONS[row.kind], "accent.text" if row.kind == "word" else "text.secondary"
            )
        right = box.right() - px(12)
        if row.right:
            count = fitted(theme, "ui.base", row.right, px(150))
            right -= count.natural_width
            count.draw(painter, right, middle - count.height / 2, theme.colour("text.tertiary"))
            right -= px(10)
        left = box.x() + px(38)
        if row.kind == "article":
            words = fitted(theme, "list.title", row.words, right - left)
            words.draw(painter, left, middle - words.height / 2, theme.colour("text.primary"))
        else:
            self._paint_words(painter, left, right, middle, row)

    def _paint_words(
        self, painter: QPainter, left: float, right: float, middle: float, row: Suggested
    ) -> None:
        """The letters typed already in the accent's ink, and bold."""
        theme = self._theme
        begin, end = row.begun
        parts = [(row.words[:begin], None), (row.words[begin:end], 600), (row.words[end:], None)]
        if is_right_to_left(row.words):  # letters join: the parts cannot stand apart
            parts = [(row.words, None)]
        for text, weight in parts:
            if not text or right - left < 8:
                continue
            words = fitted(theme, "search", text.rstrip(" "), right - left, weight=weight)
            ink = theme.colour("accent.text" if weight else "text.primary")
            words.draw(painter, left, middle - words.height / 2, ink)
            spaces = len(text) - len(text.rstrip(" "))
            left += words.natural_width + (spaces * theme.px(4) if words.natural_width else 0)

    def _paint_example(self, painter: QPainter, box: QRectF, row: Suggested) -> None:
        theme, px = self._theme, self._theme.px
        words = fitted(theme, "ui.chip", row.words, box.width() - px(30))
        chip = QRectF(box.x() + px(2), box.center().y() - px(12), words.natural_width + px(17), px(24))
        painter.setPen(QPen(theme.colour("line.strong"), 1))
        painter.setBrush(theme.colour("bg.raised"))
        painter.drawRoundedRect(chip.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        middle = box.center().y()
        words.draw(painter, chip.x() + px(9), middle - words.height / 2, theme.colour("accent.text"))
        room = box.right() - px(2) - chip.right() - px(9)
        means = fitted(theme, "ui.base", row.right, room)
        means.draw(painter, chip.right() + px(9), middle - means.height / 2, theme.colour("text.secondary"))


class SuggestionList(SlimList):
    """Pressed or led to; never takes the keyboard itself."""

    used = Signal(object)
    """`Suggested`."""

    def __init__(self, theme: Theme, name: str, ground: str, parent: QWidget | None = None) -> None:
        """`ground`: the colour of what it lies on."""
        super().__init__(theme, parent)
        self._theme, self._ground = theme, ground
        self.suggestions = SuggestionModel()
        self._delegate = SuggestionDelegate(theme, self)
        self.setModel(self.suggestions)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._picture: tuple[tuple[object, ...], QPixmap] | None = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy what was drawn: lying over the results, this is painted again with each of their answers."""
        viewport = self.viewport()
        if viewport.underMouse():
            super().paintEvent(event)
            return
        theme, ratio = self._theme, self.devicePixelRatioF()
        place = viewport.size(), self.verticalScrollBar().value(), ratio
        look = self.rows, self.currentIndex().row(), place, theme.name, theme.interface_scale
        if self._picture is None or self._picture[0] != look:
            picture = QPixmap(viewport.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(theme.colour(self._ground))
            self._draw(picture)
            self._picture = look, picture
        QPainter(viewport).drawPixmap(0, 0, self._picture[1])

    def _draw(self, on: QPixmap) -> None:
        painter, option = QPainter(on), QStyleOptionViewItem()
        for row in range(len(self.rows)):
            index = self.suggestions.index(row)
            option.rect = self.visualRect(index)
            self._delegate.paint(painter, option, index)
        painter.end()

    @property
    def rows(self) -> Sequence[Suggested]:
        return self.suggestions.rows

    def tall(self) -> int:
        """The height that all rows take."""
        return sum(self._theme.px(HEADING if row.kind == "heading" else ROW) for row in self.rows)

    def choose(self, row: int | None) -> None:
        """Show one row as the one that Enter would use."""
        index = self.suggestions.index(row) if row is not None else self.suggestions.index(-1)
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            row = self.rows[index.row()]
            if row.kind != "heading":
                self.used.emit(row)
