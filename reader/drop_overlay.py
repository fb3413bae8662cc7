"""What lies over the window while files are dragged across it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from archive.model import PASTED
from reader.controls import Painted
from reader.i18n import _, ngettext, number
from reader.lines import Lines, face
from reader.sheets import paint_sheets
from reader.theme import Theme

_LEAST, _MOST = 40, 2_000_000
"""Letters of a text that is taken for an article: less is a word that was copied, more is no article."""


def origins_of(data: QMimeData) -> list[str]:
    """The files, addresses, or else the article's text that something dropped or copied holds."""
    if data.hasUrls():
        urls = data.urls()
        return [
            url.toLocalFile() if url.isLocalFile() else url.toString()
            for url in urls
            if url.isLocalFile() or url.scheme() in ("http", "https")
        ]
    text = data.text() if data.hasText() else ""
    lines = text.split() if len(text) < _MOST else []
    if lines and all(line.lower().startswith(("http://", "https://")) for line in lines):
        return lines
    return [PASTED + text] if _LEAST <= len(text.strip()) < _MOST else []


class DropOverlay(Painted):
    """Covers its parent while it is shown."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._host = parent
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        parent.installEventFilter(self)
        self.hide()

    def show_for(self, origins: list[str]) -> None:
        """Say how much would be added."""
        files = sum("://" not in origin for origin in origins)
        n = len(origins)
        if origins[0].startswith(PASTED):
            self._words = _("Drop to add this text")
        else:
            self._words = self._counted(n, files)
        self.setGeometry(self._host.rect())
        self.show()
        self.raise_()

    @staticmethod
    def _counted(n: int, files: int) -> str:
        words = (
            ngettext("Drop to add {n} file", "Drop to add {n} files", n)
            if files == n
            else ngettext("Drop to add {n} page", "Drop to add {n} pages", n)
        )
        return words.format(n=number(n))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._host.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self.theme, self.theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("accent.soft"))
        pen = QPen(theme.colour("accent"), 2)
        pen.setDashPattern([5, 3])
        painter.setPen(pen)
        inner = QRectF(self.rect()).adjusted(15, 15, -15, -15)
        painter.drawRoundedRect(inner, theme.tokens.radius.dialog, theme.tokens.radius.dialog)
        middle = inner.center()
        drawing = QRectF(0, 0, px(330), px(220))
        drawing.moveCenter(middle)
        drawing.translate(0, -px(70))
        paint_sheets(painter, drawing, theme)
        wide = inner.width() - px(40)
        title = Lines(self._words, face(theme, "page.title"), wide)
        top = middle.y() + px(64)
        title.draw(painter, middle.x() - title.natural_width / 2, top, theme.colour("text.primary"))
        line = Lines(_("Copies are kept; your files stay where they are"), face(theme, "search"), wide)
        line.draw(painter, middle.x() - line.natural_width / 2, top + px(36), theme.colour("text.secondary"))
