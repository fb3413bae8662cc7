"""The look before a link is opened: where it really goes, with Open and Copy."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from reader.addresses import plain, real_host
from reader.controls import Button, Painted, Text
from reader.i18n import _
from reader.theme import Theme

_SHADOW = 16
_MARGIN = _SHADOW + 14


class LinkLook(Painted):
    """A small panel over the window. Esc, a click elsewhere or its buttons close it."""

    opened = Signal(str)
    """The person looked and wants this address opened."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._over = parent
        self._address = ""
        self._before: QWidget | None = None
        self.host = Text(theme, "ui.strong", "text.primary", weight=600, parent=self)
        self.address = Text(theme, "ui.small", "text.tertiary", most=3, parent=self)
        self.open = Button(theme, _("Open in browser"), "primary", icon="external-link", parent=self)
        self.copy = Button(theme, _("Copy address"), icon="copy", parent=self)
        self.open.clicked.connect(self._open)
        self.copy.clicked.connect(self._copy)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN - 4, _MARGIN, _MARGIN)
        column.setSpacing(4)
        column.addWidget(self.host)
        column.addWidget(self.address)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.open)
        row.addWidget(self.copy)
        row.addStretch(1)
        column.addLayout(row)
        self.hide()

    def look(self, address: str, where: QPoint) -> None:
        """Show where `address` goes, near a point of the screen."""
        host = real_host(address)
        if not host:
            return
        self._address = address
        mail = address.lower().startswith("mailto:")
        self.host.setText(host)
        self.address.setText(plain(address))
        self.open.setText(_("Write in mail program") if mail else _("Open in browser"))
        self.setAccessibleName(_("Link to {host}").format(host=host))
        window = self._over
        wide = min(self.theme.px(400) + 2 * _SHADOW, window.width())
        for text in (self.host, self.address):
            text.setFixedHeight(text.heightForWidth(wide - 2 * _MARGIN))
        self.setFixedWidth(wide)
        self.setFixedHeight(self._column.totalHeightForWidth(wide))
        at = window.mapFromGlobal(where)
        x = max(0, min(at.x() - _SHADOW - 20, window.width() - wide))
        y = at.y() + 8 - _SHADOW
        if y + self.height() > window.height():
            y = max(0, at.y() - self.height() + _SHADOW - 24)
        self.move(x, y)
        self._before = QApplication.focusWidget()
        self.show()
        self.raise_()
        self.open.setFocus(Qt.FocusReason.PopupFocusReason)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def dismiss(self) -> None:
        """Close, and give the focus back."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        if not self.isVisible():
            return
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None

    def _open(self) -> None:
        self.dismiss()
        self.opened.emit(self._address)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._address)
        self.dismiss()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            inside = isinstance(watched, QWidget) and (watched is self or self.isAncestorOf(watched))
            if isinstance(watched, QWidget) and not inside:
                self.dismiss()
        elif event.type() in (QEvent.Type.WindowDeactivate, QEvent.Type.Wheel) and watched is self.window():
            self.dismiss()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round inside."""
        (self.copy if self.open.hasFocus() else self.open).setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(_SHADOW, _SHADOW - 4, -_SHADOW, -_SHADOW)
        radius = self.theme.tokens.radius.popover
        shadow = QColor(0, 0, 0, 4 if not self.theme.is_dark else 9)  # as many layers as the shadow is wide
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shadow)
        for spread in range(_SHADOW - 4, 0, -1):
            around = box.adjusted(-spread, -spread + 4, spread, spread + 3)
            painter.drawRoundedRect(around, radius + spread, radius + spread)
        painter.setBrush(self.theme.colour("bg.raised"))
        painter.setPen(QPen(self.theme.colour("line.strong"), 1))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
