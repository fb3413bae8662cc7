"""The words of one note as a plain text field that grows with them; leaving it keeps them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QImage,
    QKeyEvent,
    QPalette,
    QTextBlockFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from reader.i18n import _
from reader.theme import Theme

LONGEST = 20_000
"""So many letters of what is pasted are taken."""


class NoteEditor(QTextEdit):
    """Plain text only. It is as high as its words; it never scrolls and has no ground of its own."""

    left = Signal()
    """The person went elsewhere: what is written here counts."""
    done = Signal()
    """Ctrl+Enter or Esc: the person is ready, and goes back to the text."""
    grew = Signal()
    """The words take another height."""
    focus_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.setPlaceholderText(_("Write a note"))
        self.document().documentLayout().documentSizeChanged.connect(lambda size: self.grew.emit())
        self._dress()
        theme.changed.connect(self._dress)

    def words(self) -> str:
        """What is written, without blanks around it."""
        return self.toPlainText().replace("\u2029", "\n").strip()

    def set_words(self, words: str) -> None:
        """Show these; they are where an undo inside this field ends."""
        self.setPlainText(words)
        self._space()

    def height_for(self, width: int) -> int:
        """How high the words are in a field of this width."""
        self.document().setTextWidth(max(1, width))
        return max(round(self._theme.line("note")), round(self.document().size().height()))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(120), round(self._theme.line("note")))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(40), round(self._theme.line("note")))

    def _dress(self) -> None:
        font = QFont(self._theme.font("note"))
        self.setFont(font)
        self.document().setDefaultFont(font)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Text, self._theme.colour("text.primary"))
        palette.setColor(QPalette.ColorRole.PlaceholderText, self._theme.colour("text.tertiary"))
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self._space()

    def _space(self) -> None:
        """Lines as high as the design says."""
        line = QTextBlockFormat()
        line.setLineHeight(
            round(self._theme.line("note")), QTextBlockFormat.LineHeightTypes.FixedHeight.value
        )
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        was = self.document().isModified()
        cursor.mergeBlockFormat(line)
        self.document().setModified(was)

    # ---------------------------------------------------------------- what Qt asks

    def loadResource(self, kind: int, name: QUrl | str) -> QImage:
        return QImage()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(source.text()[:LONGEST])

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        with_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape or (enter and with_ctrl):
            self.done.emit()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_escape and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason):
            self.left.emit()
