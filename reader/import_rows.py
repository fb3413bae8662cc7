"""The rows of an import: what each item was, what happened, what to do, and the buttons that do it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from archive.model import Outcome
from reader.article_list import NOWHERE, AnyIndex
from reader.controls import Button, paint_focus, shows_focus
from reader.i18n import _
from reader.lines import Lines, face
from reader.outcome_words import Told, remedy_words, told
from reader.scroll_bars import SlimTable
from reader.theme import Theme

TOLD_ROLE = Qt.ItemDataRole.UserRole + 1
MARGIN = 28
PITCH = 18
NARROW = 700
"""Below this width a sentence may take two lines: what to do must not be cut."""


class OutcomeModel(QAbstractTableModel):
    """The outcomes of one tab. Titles of articles arrive when they are asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.outcomes: list[Outcome] = []
        self._titles: dict[int, str] = {}

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.outcomes)

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.outcomes):
            return None
        if role not in (TOLD_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        words = self.told(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{words.title.rstrip('.')}. {words.happened} {words.advice}".strip()
        return words

    def told(self, row: int) -> Told:
        outcome = self.outcomes[row]
        return told(outcome, self._titles.get(outcome.article_id or 0, ""))

    def show(self, outcomes: Sequence[Outcome]) -> None:
        """Show these; further ones at the end are told as such, so that the place stays."""
        old = len(self.outcomes)
        if len(outcomes) > old and outcomes[:old] == self.outcomes:
            self.beginInsertRows(QModelIndex(), old, len(outcomes) - 1)
            self.outcomes = list(outcomes)
            self.endInsertRows()
        elif list(outcomes) != self.outcomes:
            self.beginResetModel()
            self.outcomes = list(outcomes)
            self.endResetModel()

    def untitled(self, first: int, last: int) -> list[int]:
        """Articles of these rows whose titles are not known yet."""
        ids = (outcome.article_id for outcome in self.outcomes[first : last + 1])
        return [article for article in ids if article is not None and article not in self._titles]

    def title(self, titles: dict[int, str]) -> None:
        self._titles.update(titles)
        if self.outcomes:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.outcomes) - 1, 0))


class OutcomeDelegate(QStyledItemDelegate):
    """Paints everything of a row but its buttons."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.taken: dict[int, int] = {}
        """Row → width its buttons take."""
        self.lines = 1
        """How many a sentence may take."""

    @property
    def height(self) -> int:
        """Of every row."""
        return self._theme.px(self._theme.tokens.size.import_row + PITCH * 2 * (self.lines - 1))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self.height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, px = self._theme, self._theme.px
        words: Told = index.data(TOLD_ROLE)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right = box.left() + px(MARGIN), box.right() - px(MARGIN)
        painter.fillRect(QRectF(left, box.bottom() - 1, right - left, 1), theme.colour("line.subtle"))
        disc = QRectF(left, 0, px(34), px(34))
        disc.moveTop(round(box.center().y() - px(17) - 0.5))
        painter.setPen(Qt.PenStyle.NoPen)
        tone = {"success": "success", "warning": "warning", "neutral": "text.secondary"}[words.tone]
        ground = {"success": "success.bg", "warning": "warning.bg", "neutral": "bg.inset"}[words.tone]
        painter.setBrush(theme.colour(ground))
        painter.drawEllipse(disc)
        side = px(16)
        square = QRectF(0, 0, side, side)
        square.moveCenter(disc.center())
        theme.paint_icon(painter, square, words.icon, tone)
        room = right - left - px(50) - self.taken.get(index.row(), 0) - px(16)
        lines = [Lines(words.title, face(theme, "ui.base", weight=600), room)]
        inks = ["text.primary", "text.secondary", "text.tertiary"]
        lines += [
            Lines(text, face(theme, "ui.base"), room, self.lines)
            for text in (words.happened, words.advice)
            if text
        ]
        pitch = px(PITCH)
        y = box.center().y() - (pitch * sum(line.count for line in lines) + px(2)) / 2
        for number, (line, ink) in enumerate(zip(lines, inks, strict=False)):
            line.draw(painter, left + px(50), y, theme.colour(ink))
            y += pitch * line.count + (px(1) if number == 0 else 0)
        if option.state & QStyle.StateFlag.State_HasFocus and shows_focus(option.widget):
            paint_focus(painter, box.adjusted(px(14), 3, -px(14), -3), theme, theme.tokens.radius.control)
        painter.restore()


class OutcomeTable(SlimTable):
    """Rows with buttons; only what is on the screen has any."""

    chosen = Signal(object, str)
    """`Outcome` and the remedy whose button was pressed."""
    untitled = Signal(object)
    """Ids of articles on the screen whose titles are not known."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._theme = theme
        self.outcomes = OutcomeModel()
        self.setModel(self.outcomes)
        self._delegate = OutcomeDelegate(theme)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("Items of this import"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._strips: dict[int, QWidget] = {}
        self._dressing = QTimer(self, singleShot=True, interval=0)
        self._dressing.timeout.connect(self._dress_rows)
        for signal in (self.outcomes.modelReset, self.outcomes.rowsInserted):
            signal.connect(self._dressing.start)
        # not `start` itself: Qt would take the value for the milliseconds to wait
        self.verticalScrollBar().valueChanged.connect(lambda value: self._dressing.start())
        self.outcomes.modelReset.connect(self._strips.clear)
        theme.changed.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            row = self.currentIndex().row()
            self.chosen.emit(self.outcomes.outcomes[row], self.outcomes.told(row).remedies[0])
            return
        if event.text().isprintable() and event.text().strip():
            event.ignore()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._delegate.lines = 2 if self.width() < self._theme.px(NARROW) else 1
        self.verticalHeader().setDefaultSectionSize(self._delegate.height)
        self._dressing.start()

    def _dress_rows(self) -> None:
        """Give buttons to the rows on the screen, and take them from the others."""
        height = self.verticalHeader().defaultSectionSize()
        first = self.verticalScrollBar().value() // height
        last = (self.verticalScrollBar().value() + self.viewport().height()) // height
        wanted = range(first, min(last + 1, self.outcomes.rowCount()))
        for row in [row for row in self._strips if row not in wanted]:
            self.setIndexWidget(self.outcomes.index(row, 0), None)  # type: ignore[arg-type]
            del self._strips[row]
        for row in wanted:
            if row not in self._strips:
                strip = self._strip(row)
                self._strips[row] = strip
                self._delegate.taken[row] = strip.sizeHint().width()
                self.setIndexWidget(self.outcomes.index(row, 0), strip)
        if untitled := self.outcomes.untitled(first, last):
            self.untitled.emit(untitled)
        self.viewport().update()

    def _strip(self, row: int) -> QWidget:
        outcome, words = self.outcomes.outcomes[row], self.outcomes.told(row)
        strip = QWidget()
        line = QHBoxLayout(strip)
        line.setContentsMargins(0, 0, self._theme.px(MARGIN), 0)
        line.setSpacing(self._theme.px(7))
        line.addStretch(1)
        for remedy in words.remedies:
            button = Button(self._theme, remedy_words(remedy), small=True)
            button.setAccessibleName(f"{remedy_words(remedy)}: {words.title}")
            button.clicked.connect(partial(self.chosen.emit, outcome, remedy))
            line.addWidget(button)
        return strip
