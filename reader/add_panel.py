"""The right side of the Imports page: the ways in."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QMenu, QSizePolicy, QVBoxLayout, QWidget

from reader.controls import Area, Button, Painted, Text
from reader.i18n import _
from reader.lines import Lines, face
from reader.theme import Theme


class DropArea(Painted):
    """A dashed field that says one may drop things here. The whole window takes them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Drop files or folders here, or anywhere else in this window"))

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(260), self.theme.px(126))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self.theme, self.theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        pen = QPen(theme.colour("line.control"), 1.5)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(theme.colour("bg.inset"))
        painter.drawRoundedRect(box, theme.tokens.radius.panel, theme.tokens.radius.panel)
        side = px(24)
        square = QRectF(round(box.center().x() - side / 2), px(26), side, side)
        theme.paint_icon(painter, square, "file-plus", "accent.text")
        room = box.width() - px(16)
        title = Lines(_("Drop files or folders here"), face(theme, "search", weight=600), room)
        title.draw(painter, box.center().x() - title.natural_width / 2, px(62), theme.colour("text.primary"))
        line = Lines(_("or anywhere else in this window"), face(theme, "ui.base"), room)
        line.draw(painter, box.center().x() - line.natural_width / 2, px(84), theme.colour("text.tertiary"))


class AddPanel(Area):
    """Drop area, choose files, choose a folder, one address or many."""

    addresses = Signal(list)

    def __init__(self, theme: Theme, choose_menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(theme, "bg.list", "left", parent)
        self.choose = Button(theme, _("Choose files or a folder…"), icon="folder-open")
        self.choose.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.choose.clicked.connect(
            lambda: choose_menu.popup(self.choose.mapToGlobal(self.choose.rect().bottomLeft()))
        )
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Paste one address or many"))
        self.field.setAccessibleName(_("Addresses of web pages"))
        self.field.setMaxLength(200_000)
        self.field.addAction(theme.icon("link"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.returnPressed.connect(self._add)
        self.add_pages = Button(theme, _("Add pages"), "primary")
        self.add_pages.clicked.connect(self._add)
        self.field.textChanged.connect(lambda text: self.add_pages.setEnabled(bool(text.strip())))
        self.add_pages.setEnabled(False)
        px = theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(20), px(20), px(20))
        column.setSpacing(px(8))
        column.addWidget(DropArea(theme))
        column.addSpacing(px(2))
        column.addWidget(self.choose)
        column.addSpacing(px(15))
        column.addWidget(Text(theme, "ui.base", text=_("From the web"), weight=600, most=1))
        column.addWidget(self.field)
        column.addWidget(self.add_pages, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(
            Text(theme, "ui.small", "text.tertiary", _("Only the pages you name here are fetched."))
        )
        column.addStretch(1)
        self._fit()
        theme.changed.connect(self._fit)

    def _fit(self) -> None:
        self.setFixedWidth(self.theme.px(300))

    def _add(self) -> None:
        # a field of one line turns line breaks into spaces, and no address holds any
        if words := self.field.text().split():
            self.field.clear()
            self.addresses.emit(words)
