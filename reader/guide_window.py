"""The guide in a window of its own: topics at the left with a search over them, the article at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reader.announcing import announce
from reader.article_body import ArticleBody
from reader.article_list import NOWHERE, AnyIndex
from reader.controls import Area, Text
from reader.guide import Found, Topic, search, snippet
from reader.hits import ReadHit
from reader.i18n import _, ngettext, number
from reader.lines import Lines, face
from reader.reading_style import ReadingStyle
from reader.scroll_bars import SlimArea, SlimList
from reader.theme import Theme

ROLE = Qt.ItemDataRole.UserRole + 1
SIDE, PLAIN_ROW, FOUND_ROW = 276, 36, 76
_FRAME, _TOP, _MARGIN = 40, 34, 40


class TopicModel(QAbstractListModel):
    """What was found."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Sequence[Found] = ()

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        found = self.found[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return found.topic.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return ". ".join(part for part in (found.topic.title, snippet(found)[0]) if part)
        return found if role == ROLE else None

    def show(self, found: Sequence[Found]) -> None:
        self.beginResetModel()
        self.found = found
        self.endResetModel()


class TopicDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__()
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self._theme.px(FOUND_ROW if index.data(ROLE).spans else PLAIN_ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, px = self._theme, self._theme.px
        found: Found = index.data(ROLE)
        box = QRectF(option.rect).adjusted(px(8), 0, -px(8), 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("bg.selected" if selected else "bg.hover"))
            radius = theme.tokens.radius.control
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), radius, radius)
        room = box.width() - px(24)
        title = Lines(found.topic.title, face(theme, "search", weight=500 if selected else 400), room)
        y = box.y() + px(8) if found.spans else box.center().y() - title.height / 2
        title.draw(painter, box.x() + px(12), y, theme.colour("text.primary"))
        if found.spans:
            words, spans = snippet(found)
            said = Lines(words, face(theme, "list.snippet"), room, 2, spans, theme.colour("hit.text"))
            y += title.height + px(3)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hit.bg"))
            for hit in said.boxes(box.x() + px(12), y):
                radius = theme.tokens.radius.mark
                painter.drawRoundedRect(hit.adjusted(-2, 0, 2, 0), radius, radius)
            said.draw(painter, box.x() + px(12), y, theme.colour("text.secondary"))
        painter.restore()


class GuidePage(QWidget):
    """One topic, set as an article is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._found: Found | None = None
        self.title = Text(theme, "article.title", parent=self)
        self.body = ArticleBody(theme, self)
        self.body.grew.connect(self.arrange)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._set)
        theme.changed.connect(self._soon.start)

    def show_topic(self, found: Found) -> None:
        self._found = found
        self._set()

    def _set(self) -> None:
        if self._found is not None:
            self.title.setText(self._found.topic.title)
            self.arrange()
            hits = [ReadHit("text", span) for span in self._found.spans]
            self.body.show_blocks(self._found.topic.blocks, hits)

    def arrange(self) -> None:
        """For the width there is."""
        style, px = ReadingStyle(self._theme), self._theme.px
        wide = max(160, min(style.column, self.width() - 2 * px(_MARGIN)))
        left = (self.width() - wide) // 2
        tall = self.title.heightForWidth(wide)
        self.title.setGeometry(left, px(_TOP), wide, tall)
        y = px(_TOP) + tall + px(20)
        self.body.setGeometry(left - style.bleed, y, wide + 2 * style.bleed, self.body.height())
        self.setMinimumHeight(y + self.body.height() + px(60))

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self.arrange()


class GuideWindow(QDialog):
    """Shows the topics it is handed."""

    def __init__(self, theme: Theme, topics: Sequence[Topic], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Guide"))
        self._theme, self._topics = theme, topics
        px = theme.px
        side = Area(theme, "bg.window", "right", self)
        side.setFixedWidth(px(SIDE))
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Search the guide"))
        self.field.setAccessibleName(_("Search the guide"))
        self.field.setClearButtonEnabled(True)
        self.field.setMaxLength(100)
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.count = Text(theme, "ui.small", "text.tertiary", most=1)
        self.list = SlimList(theme)
        self.list.setAccessibleName(_("Topics"))
        self.model_of = TopicModel()
        self._delegate = TopicDelegate(theme, self.list)
        self.list.setModel(self.model_of)
        self.list.setItemDelegate(self._delegate)
        self.list.selectionModel().currentChanged.connect(lambda new, old: self._show(new))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, px(18), 1, px(8))
        column.setSpacing(px(10))
        for part in (Text(theme, "panel.title", text=_("Guide"), most=1), self.field, self.count):
            holder = QHBoxLayout()
            holder.setContentsMargins(px(16), 0, px(16), 0)
            holder.addWidget(part)
            column.addLayout(holder)
        column.addWidget(self.list, 1)
        self.page = GuidePage(theme)
        ground = Area(theme, "bg.paper", parent=self)
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 0, 0)
        self._area = SlimArea(theme, self.page)
        inside.addWidget(self._area)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(ground, 1)
        self._fit()
        self._search("")
        self.field.setFocus()

    def _fit(self) -> None:
        wide, high = (self._theme.px(side) for side in self._theme.tokens.size.settings)
        if QGuiApplication.platformName() != "offscreen":  # no screen, and so no bound
            room = self.screen().availableSize()
            wide, high = min(wide, room.width() - _FRAME), min(high, room.height() - _FRAME)
        self.resize(wide, high)

    def turn_to(self, name: str) -> None:
        """Show a topic by its name."""
        self.field.clear()
        for row, found in enumerate(self.model_of.found):
            if found.topic.name == name:
                self.list.setCurrentIndex(self.model_of.index(row))

    def _search(self, typed: str) -> None:
        found = search(self._topics, typed)
        self.model_of.show(found)
        if not typed.strip():
            self.count.setText(ngettext("{n} topic", "{n} topics", len(found)).format(n=number(len(found))))
        elif found:
            words = ngettext("Found in {n} topic", "Found in {n} topics", len(found))
            self.count.setText(words.format(n=number(len(found))))
        else:
            self.count.setText(_("Nothing in the guide has these words."))
        if found:
            self.list.setCurrentIndex(self.model_of.index(0))
        if typed.strip():
            title = f" {found[0].topic.title}." if found else ""
            announce(self.field, f"{self.count.text()}.{title}")

    def _show(self, index: AnyIndex) -> None:
        if not index.isValid():
            return
        found: Found = self.model_of.found[index.row()]
        self.page.show_topic(found)
        self._area.verticalScrollBar().setValue(0)
        y = self.page.body.hit_y(0) if found.spans else None
        if y is not None and self.page.body.y() + y > self._area.viewport().height() - 40:
            target = self.page.body.y() + y - self._area.viewport().height() / 3
            self._area.verticalScrollBar().setValue(round(target))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                here = self.list.currentIndex().row() + (1 if event.key() == Qt.Key.Key_Down else -1)
                if 0 <= here < self.model_of.rowCount():
                    self.list.setCurrentIndex(self.model_of.index(here))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.page.body.setFocus()
                return True
            if event.key() == Qt.Key.Key_Escape and self.field.text():
                self.field.clear()
                return True
        return super().eventFilter(watched, event)
