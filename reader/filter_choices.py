"""The list in the filter popover: values to tick, with what the current search has of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reader.article_list import NOWHERE, AnyIndex
from reader.controls import paint_focus, plain_tip
from reader.filter_words import value_words
from reader.filters import FilterKind
from reader.i18n import _, ngettext, number
from reader.lines import Lines, face
from reader.scroll_bars import SlimList
from reader.source_tile import paint_tile
from reader.theme import Theme

CHOICE_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Choice:
    """A value, what it is called, how many articles have it, and whether it is ticked."""

    value: str
    words: str
    count: int | None
    ticked: bool
    partly: bool = False
    """Only some of those it is about have it."""


class ChoiceModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.choices: list[Choice] = []

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.choices)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        choice = self.choices[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return choice.words
            case Qt.ItemDataRole.CheckStateRole:
                if choice.partly:
                    return Qt.CheckState.PartiallyChecked
                return Qt.CheckState.Checked if choice.ticked else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(choice.words)
            case Qt.ItemDataRole.AccessibleTextRole:
                return _named(choice)
        return choice if role == CHOICE_ROLE else None

    def show(self, choices: list[Choice]) -> None:
        """Show these; where only ticks and counts are others, rows stay."""
        if [c.value for c in choices] == [c.value for c in self.choices]:
            self.choices = choices
            if choices:
                self.dataChanged.emit(self.index(0), self.index(len(choices) - 1))
            return
        self.beginResetModel()
        self.choices = choices
        self.endResetModel()


def spoken(choice: Choice) -> str:
    """A row as one sentence, with whether it is ticked."""
    state = _("ticked") if choice.ticked else _("ticked for some") if choice.partly else ""
    return ", ".join(part for part in (_named(choice), state) if part)


def _named(choice: Choice) -> str:
    if choice.count is None:
        return choice.words
    articles = ngettext("{n} article", "{n} articles", choice.count).format(n=number(choice.count))
    return f"{choice.words}, {articles}"


class ChoiceDelegate(QStyledItemDelegate):
    """Paints a box, a tile for a source, the words and the count."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__()
        self._theme, self._view = theme, view
        self.kind: FilterKind = "source"
        self.ticks = True
        self.follows_field = False
        """The current row is shown, for a field beside it that has the keyboard."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self._theme.px(38))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, px = self._theme, self._theme.px
        choice: Choice = index.data(CHOICE_ROLE)
        box = QRectF(option.rect)
        middle = box.center().y()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        meant = self.follows_field and index == self._view.currentIndex()
        if meant or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("bg.selected" if meant else "bg.hover"))
            painter.drawRoundedRect(box.adjusted(0, 1, -px(8), -1), 6, 6)
        x = box.left() + px(3 if self.ticks else 9)
        if self.ticks:
            side = px(18)
            square = QRectF(x, round(middle - side / 2), side, side)
            paint_tick(painter, square, theme, ticked=choice.ticked, partly=choice.partly)
            x = square.right() + px(11)
        if self.kind == "source":
            tile = px(theme.tokens.size.tile)
            paint_tile(painter, QRectF(x, round(middle - tile / 2), tile, tile), theme, choice.words)
            x += tile + px(9)
        count = Lines("" if choice.count is None else number(choice.count), face(theme, "ui.base"), px(90))
        right = box.right() - px(14) - count.natural_width
        count.draw(painter, right, middle - count.height / 2, theme.colour("text.tertiary"))
        weight = 500 if choice.ticked else 400
        words = Lines(choice.words, face(theme, "search", weight=weight), right - x - px(8))
        words.draw(painter, x, middle - words.height / 2, theme.colour("text.primary"))
        if index == self._view.currentIndex() and self._view.hasFocus():
            paint_focus(painter, box.adjusted(0, 2, -px(8), -2), theme, 6)
        painter.restore()


def paint_tick(
    painter: QPainter, square: QRectF, theme: Theme, *, ticked: bool, partly: bool = False
) -> None:
    """A box, with a tick where it is set, a dash where it is for some."""
    painter.setBrush(theme.colour("accent" if ticked else "bg.field"))
    painter.setPen(QPen(theme.colour("accent" if ticked else "line.control"), 1.4))
    painter.drawRoundedRect(square.adjusted(0.7, 0.7, -0.7, -0.7), 4, 4)
    if ticked:
        theme.paint_icon(painter, square.adjusted(3, 3, -3, -3), "check", "accent.on")
    elif partly:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        middle = square.center().y()
        painter.drawRoundedRect(QRectF(square.x() + 4.5, middle - 1.2, square.width() - 9, 2.4), 1, 1)


class ChoiceList(SlimList):
    """Up and down go through the values; a press or Space ticks one."""

    toggled = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.choices = ChoiceModel()
        self._delegate = ChoiceDelegate(theme, self)
        self.setModel(self.choices)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)

    def follows_field(self, kind: FilterKind, *, ticks: bool = True) -> None:
        """Show rows of this kind, led through from a field that keeps the keyboard."""
        self._delegate.kind, self._delegate.ticks = kind, ticks
        self._delegate.follows_field = True
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_choices(
        self, kind: FilterKind, counted: Sequence[tuple[str, int]], ticked: Sequence[str]
    ) -> None:
        self._delegate.kind = kind
        self.choices.show(
            [Choice(value, value_words(kind, value), count, value in ticked) for value, count in counted]
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.choices.rowCount():
            self.setCurrentIndex(self.choices.index(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._toggle(self.currentIndex())
            return
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self._toggle(index)

    def _toggle(self, index: AnyIndex) -> None:
        self.toggled.emit(self.choices.choices[index.row()].value)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.viewport().update()
        return super().viewportEvent(event)
