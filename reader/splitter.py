"""A divider one pixel wide that is easy to take hold of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from reader.i18n import _
from reader.theme import Theme


class _Handle(QSplitterHandle):
    def paintEvent(self, event: QPaintEvent) -> None:
        splitter = self.splitter()
        if isinstance(splitter, Splitter):
            QPainter(self).fillRect(self.contentsRect(), splitter.theme.colour("line.subtle"))


class Splitter(QSplitter):
    """Panes side by side. None can be dragged away entirely."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.theme = theme
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)  # Qt makes the sensitive area five pixels wide
        self.setAccessibleName(_("Panes"))

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)
