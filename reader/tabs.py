"""A row of tabs with counts, the chosen one underlined."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from reader.controls import Painted, Pressable, paint_focus, shows_focus
from reader.i18n import number
from reader.lines import Lines, face
from reader.theme import Theme

GAP = 22


class Tab(Pressable):
    """One tab: words, and a count in the accent's ink while it is chosen."""

    def __init__(self, theme: Theme, words: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, words, parent)
        self._count: int | None = None
        self.setCheckable(True)
        self.setAutoExclusive(True)

    def show_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(f"{self.text()} {number(count)}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words, count = self._lines()
        wide = words.natural_width + (count.natural_width + self.theme.px(7) if count else 0)
        return QSize(round(wide) + 2, self.theme.px(self.theme.tokens.size.tabs))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self.theme, QPainter(self)
        words, count = self._lines()
        y = (self.height() - words.face.line) / 2
        chosen = self.isChecked()
        ink = "text.primary" if chosen or self.underMouse() else "text.secondary"
        words.draw(painter, 1, y, theme.colour(ink))
        if count is not None:
            at = 1 + words.natural_width + theme.px(7)
            count.draw(painter, at, y, theme.colour("accent.text" if chosen else "text.tertiary"))
        if chosen:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(QRectF(0, self.height() - 2.5, self.width(), 2.5), 1, 1)
        if shows_focus(self):
            paint_focus(painter, QRectF(self.rect()).adjusted(-1, 4, 1, -4), theme, 5)

    def _lines(self) -> tuple[Lines, Lines | None]:
        words = Lines(self.text(), face(self.theme, "ui.base", weight=600 if self.isChecked() else 500), 600)
        if self._count is None:
            return words, None
        return words, Lines(number(self._count), face(self.theme, "ui.base"), 300)


class Tabs(Painted):
    """Tabs above a hairline. Left and right go from one to the next."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, words: list[str], margin: int, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._group = QButtonGroup(self)
        self.tabs: list[Tab] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(margin), 0, theme.px(margin), 0)
        row.setSpacing(theme.px(GAP))
        for index, word in enumerate(words):
            tab = Tab(theme, word)
            self.tabs.append(tab)
            self._group.addButton(tab, index)
            row.addWidget(tab)
        row.addStretch(1)
        self.tabs[0].setChecked(True)
        self._group.idToggled.connect(lambda index, on: self.chosen.emit(index) if on else None)
        self._group.idToggled.connect(lambda: self._resize())

    def choose(self, index: int) -> None:
        self.tabs[index].setChecked(True)

    @property
    def index(self) -> int:
        return self._group.checkedId()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        tab = self.tabs[(self.index + step) % len(self.tabs)]
        tab.setChecked(True)
        tab.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, self.theme.colour("line.subtle"))

    def _resize(self) -> None:
        for tab in self.tabs:
            tab.updateGeometry()
