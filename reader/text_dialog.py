"""A dialogue with a text one can read and copy: a crash, the log, about."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from reader.controls import Button, Text
from reader.i18n import _
from reader.theme import Theme


class TextDialog(QDialog):
    """Title, sentence, text, Copy and Close. Nothing is sent anywhere."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        words: str,
        text: str,
        parent: QWidget | None = None,
        *,
        details: bool = False,
        close: str = "",
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        px = theme.px
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setPlainText(text)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(_("Technical details") if details else title)
        self.copy = Button(theme, _("Copy"))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        self.more = Button(theme, _("Technical details"), "quiet")
        self.more.clicked.connect(self._toggle)
        self.more.setVisible(details)
        self.done_button = Button(theme, close or _("Close"), "primary")
        self.done_button.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(18))
        column.setSpacing(px(8))
        column.addWidget(Text(theme, "panel.title", text=title))
        if words:
            column.addWidget(Text(theme, "ui.base", "text.secondary", words))
        column.addWidget(self.text, 100)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.more)
        buttons.addStretch(1)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.done_button)
        column.addSpacing(px(6))
        column.addLayout(buttons)
        self.resize(px(620), px(220 if details else 460))
        if details:
            self.text.hide()
            self.copy.hide()

    def _toggle(self) -> None:
        shown = not self.text.isVisible()
        self.text.setVisible(shown)
        self.copy.setVisible(shown)
        self.resize(self.width(), max(self.height(), 460) if shown else 220)
