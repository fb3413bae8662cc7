"""Every command with its keys, in the order of the menus; Enter or a press changes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.article_list import AnyIndex
from reader.headed_rows import ROW_ROLE, HeadedRows
from reader.i18n import _
from reader.key_caps import caps_of, paint_caps, width_of
from reader.lines import Lines, face
from reader.matching import match
from reader.scroll_bars import SlimList
from reader.theme import Theme

HEADING, ROW = 34, 36


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A heading (without an action), or a command with its keys."""

    words: str
    action: QAction | None = None
    keys: tuple[QKeySequence, ...] = ()
    is_changed: bool = False

    @property
    def spoken(self) -> str:
        """«Next hit, N, F3»."""
        named = ["+".join(caps_of(one)) for one in self.keys]
        return ", ".join([self.words, *(named or [_("no keys")])])


def rows_for(rows: Sequence[KeyRow], typed: str) -> list[KeyRow]:
    """Those that answer what is typed, by their words or their keys, under their headings."""
    found: list[KeyRow] = []
    heading: KeyRow | None = None
    for row in rows:
        if row.action is None:
            heading = row
        elif not typed.strip() or match(row.words, typed) is not None or _has(row, typed):
            if heading is not None:
                found.append(heading)
                heading = None
            found.append(row)
    return found


def _has(row: KeyRow, typed: str) -> bool:
    wanted = typed.strip().casefold().replace(" ", "")
    return any("+".join(caps_of(one)).casefold() == wanted for one in row.keys)


class KeyModel(HeadedRows[KeyRow]):
    def __init__(self) -> None:
        super().__init__(
            lambda row: row.action is None,
            lambda row: row.words if row.action is None else row.spoken,
        )


class KeyDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: QListView, is_off: Callable[[QKeySequence], bool]) -> None:
        super().__init__()
        self._theme, self._view, self._is_off = theme, view, is_off

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self._theme.px(HEADING if index.data(ROW_ROLE).action is None else ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, px = self._theme, self._theme.px
        row: KeyRow = index.data(ROW_ROLE)
        box = QRectF(option.rect)
        middle = box.center().y()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.action is None:
            words = Lines(row.words, face(theme, "ui.section"), box.width())
            words.draw(painter, box.x() + px(10), middle, theme.colour("text.tertiary"))
            painter.restore()
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            ground = "bg.hover" if not selected else "bg.selected" if self._view.hasFocus() else "bg.inset"
            painter.setBrush(theme.colour(ground))
            radius = theme.tokens.radius.control
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), radius, radius)
        right = box.right() - px(12)
        for keys in reversed(row.keys):
            if self._is_off(keys):
                continue
            caps = caps_of(keys)
            right -= width_of(theme, caps)
            paint_caps(painter, theme, right, middle, caps)
            right -= px(14)
        if row.is_changed:
            changed = Lines(_("changed"), face(theme, "ui.small"), px(120))
            right -= changed.natural_width
            changed.draw(painter, right, middle - changed.height / 2, theme.colour("accent.text"))
            right -= px(14)
        words = Lines(row.words, face(theme, "ui.base"), right - box.x() - px(10))
        words.draw(painter, box.x() + px(10), middle - words.height / 2, theme.colour("text.primary"))
        painter.restore()


class KeyList(SlimList):
    """The list itself."""

    wanted = Signal(object)
    """The `QAction` whose keys are to be others."""

    def __init__(
        self, theme: Theme, is_off: Callable[[QKeySequence], bool], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self.model_of = KeyModel()
        self._delegate = KeyDelegate(theme, self, is_off)
        self.setModel(self.model_of)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("Commands and their keys"))

    def show_rows(self, rows: Sequence[KeyRow]) -> None:
        """Show these; the command one was on stays chosen."""
        here = self._row(self.currentIndex())
        self.model_of.show(rows)
        places = [n for n, row in enumerate(rows) if row.action is not None]
        same = [n for n in places if here is not None and rows[n].action is here.action]
        for place in [*same, *places][:1]:
            self.setCurrentIndex(self.model_of.index(place))

    def _row(self, index: AnyIndex) -> KeyRow | None:
        return self.model_of.rows[index.row()] if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._want(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._want(self.indexAt(event.position().toPoint()))

    def _want(self, index: AnyIndex) -> None:
        row = self._row(index)
        if row is not None and row.action is not None:
            self.wanted.emit(row.action)
