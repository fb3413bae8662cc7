"""A few lines of an article as they will be read: in true size, and again when anything about it changes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from archive.model import Block, BlockKind, Span
from reader.article_body import ArticleBody
from reader.controls import Painted
from reader.hits import ReadHit
from reader.i18n import _
from reader.reading_style import ReadingStyle
from reader.theme import Theme

_PAD, _SIDE = 16, 24
_LEAST, _MOST = 150, 420


class ReadingPreview(Painted):
    """The article's own text widget, in a frame."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName(_("Preview"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.body = ArticleBody(theme, self)
        self.body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.grew.connect(self._grew)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.show_text)
        theme.changed.connect(self._soon.start)

    def show_text(self) -> None:
        """Set the lines as an article is set now."""
        style = ReadingStyle(self.theme)
        px = self.theme.px
        wide = min(style.column, self.width() - 2 * px(_SIDE))
        self.body.setGeometry(px(_SIDE) - style.bleed, px(_PAD), wide + 2 * style.bleed, self.body.height())
        heading = _("What would change")
        text = _(
            "If parliament accepts the recommendation, about 1,284,000 people would gain the right to vote. "
            "Two provinces have used the lower voting age in local polls since 2019. Turnout there was "
            "4.2 points higher."
        )
        marked = _("voting age")
        start = len(heading) + 1 + text.find(marked)
        hits = [ReadHit("text", Span(start, start + len(marked)))] if marked in text else []
        self.body.show_blocks(
            [Block(BlockKind.HEADING, heading, level=2), Block(BlockKind.PARAGRAPH, text)], hits
        )

    def sizeHint(self) -> QSize:
        tall = self.body.height() + 2 * self.theme.px(_PAD)
        return QSize(self.theme.px(400), max(self.theme.px(_LEAST), min(tall, self.theme.px(_MOST))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self.show_text()

    def _grew(self) -> None:
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self.theme.tokens.radius.panel
        painter.setPen(QPen(self.theme.colour("line.strong"), 1))
        painter.setBrush(self.theme.colour("bg.paper"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
