"""Every request the program ever made, the newest first: when, to where, why, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from archive.model import Request
from reader.article_list import NOWHERE, AnyIndex
from reader.controls import plain_tip
from reader.dates import long_date
from reader.i18n import _
from reader.lines import Lines, face
from reader.scroll_bars import SlimList
from reader.settings_library import size_words
from reader.theme import Theme

ROLE = Qt.ItemDataRole.UserRole + 1
HIGH = 46


def purpose_words(request: Request) -> str:
    """Why it was asked."""
    return _("a picture of a page you added") if request.purpose == "picture" else _("a page you added")


def outcome_words(request: Request) -> str:
    """What came of it."""
    if request.outcome == "ok":
        return _("came, {size}").format(size=size_words(request.size))
    if request.outcome == "redirect":
        return _("led on to another address")
    return _("did not come") if request.status is None else _("answered {code}").format(code=request.status)


def when_words(request: Request) -> str:
    at = request.at.astimezone()
    return _("{date}, {time}").format(date=long_date(at), time=f"{at:%H:%M}")


class RequestModel(QAbstractListModel):
    """Pages of requests; the next is asked for when the end comes near."""

    def __init__(self, more: Callable[[], None]) -> None:
        super().__init__()
        self.requests: list[Request] = []
        self.total = 0
        self._more = more

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.requests)

    def canFetchMore(self, parent: AnyIndex) -> bool:
        return len(self.requests) < self.total

    def fetchMore(self, parent: AnyIndex) -> None:
        self._more()

    def show(self, requests: Sequence[Request], total: int) -> None:
        self.beginResetModel()
        self.requests, self.total = list(requests), total
        self.endResetModel()

    def add(self, requests: Sequence[Request]) -> None:
        first = len(self.requests)
        if requests:
            self.beginInsertRows(QModelIndex(), first, first + len(requests) - 1)
            self.requests += requests
            self.endInsertRows()

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        request = self.requests[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return request.address
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(request.address)
            case Qt.ItemDataRole.AccessibleTextRole:
                said = when_words(request), purpose_words(request), outcome_words(request)
                return ", ".join((request.address, *said))
        return request if role == ROLE else None


class RequestDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__()
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self._theme.px(HIGH))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, px = self._theme, self._theme.px
        request: Request = index.data(ROLE)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            ground = "bg.selected" if self._view.hasFocus() else "bg.selectedInactive"
            painter.setBrush(theme.colour(ground))
            radius = theme.tokens.radius.control
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), radius, radius)
        room = box.width() - px(20)
        address = Lines(request.address, face(theme, "ui.strong"), room)
        address.draw(painter, box.x() + px(10), box.y() + px(5), theme.colour("text.primary"))
        words = when_words(request), purpose_words(request), outcome_words(request)
        said = Lines(" · ".join(words), face(theme, "ui.small"), room)
        failed = request.outcome not in ("ok", "redirect")
        ink = theme.colour("warning" if failed else "text.secondary")
        said.draw(painter, box.x() + px(10), box.y() + px(24), ink)
        painter.restore()


class RequestList(SlimList):
    """Walked with the arrows; Ctrl+C copies the address."""

    def __init__(self, theme: Theme, more: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.model_of = RequestModel(more)
        self._delegate = RequestDelegate(theme, self)
        self.setModel(self.model_of)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("Requests"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and self.currentIndex().isValid():
            QGuiApplication.clipboard().setText(str(self.currentIndex().data()))
            return
        super().keyPressEvent(event)
