"""What stands above an article's text: source, title, standfirst, writers, date, length, address."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import ceil

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QGuiApplication, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from archive.model import Span, StoredArticle
from reader.addresses import may_open, plain, shown
from reader.controls import Button, IconButton, Pressable, Text, paint_focus, plain_tip, shows_focus
from reader.header_words import facts_of, listed, standfirst_of, untitled
from reader.i18n import _
from reader.lines import Face, Lines, face, is_right_to_left, script_of
from reader.source_tile import paint_tile
from reader.tag_pills import INDENT, AddTag, TagPill
from reader.theme import Theme


class SourceTile(QWidget):
    """The small square of a source, with its letter."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.source: str | None = None
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        side = round(17 * self._theme.reading_scale)
        paint_tile(QPainter(self), QRectF(0, 0, side, side), self._theme, self.source)


_BASELINE = 0.8
"""Where Qt sets the baseline in a line of fixed height; so do the header's own lines."""


class HeaderText(Text):
    """A line, or lines, of the header, with room around for letters that reach out of their line.

    Latin lines of the reading face are set as those of the text are.
    """

    def place(self, x: int, y: int, width: int, height: int | None = None) -> int:
        """Stand at x, y; returns the height taken, as many lines as there are by default."""
        high = self.heightForWidth(width) if height is None else height
        reach = self._reach()
        self.setGeometry(x, y - reach, width, high + 2 * reach)
        return high

    def paintEvent(self, event: QPaintEvent) -> None:
        self.paint(QPainter(self), self.laid_out())

    def paint(self, painter: QPainter, lines: Lines) -> None:
        lines.draw(painter, 0, self.top_of(lines), self.theme.colour(self._ink))

    def laid_out(self, spans: Sequence[Span] = ()) -> Lines:
        return Lines(self.text(), self._face(), self.width(), self._most or 200, spans)

    def top_of(self, lines: Lines) -> float:
        """Where the lines begin in this widget."""
        top: float = self._reach()
        reading, arabic = self.theme.role(self._role).family == "read", script_of(self.text()) == "arabic"
        if reading and not arabic:
            top += _BASELINE * lines.face.line - lines.baseline
        return top

    def _reach(self) -> int:
        return round(self._face().line * 0.35)


class Title(HeaderText):
    """The title. Of its hits only the one that is looked at is marked: the list has underlined them all.
    Its context menu copies it."""

    _spans: Sequence[Span] = ()
    _current: int | None = None

    def mark(self, spans: Sequence[Span], current: int | None) -> None:
        """Show these hits; `current` is the number of the one that is looked at, if it is one of these."""
        self._spans, self._current = spans, current
        self.update()

    @property
    def marked(self) -> Sequence[Span]:
        return self._spans

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = self.theme.tokens.highlight.current_outline
        looked_at = () if self._current is None else self._spans[self._current : self._current + 1]
        for span in looked_at:
            lines = self.laid_out((span,))
            for box in lines.boxes(0, self.top_of(lines)):
                painter.setPen(QPen(self.theme.colour("hit.current.line"), outline))
                painter.setBrush(self.theme.colour("hit.current.bg"))
                box.setLeft(max(1.0, box.left() - 3))
                painter.drawRoundedRect(box.adjusted(0, 1, 3, 0), 6, 6)
        self.paint(painter, self.laid_out())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addAction(_("Copy title"), lambda: QGuiApplication.clipboard().setText(self.text()))
        menu.exec(event.globalPos())
        menu.deleteLater()


class ArticleHeader(QWidget):
    """Lays its parts out for a width; parts an article lacks take no room."""

    address_chosen = Signal(str, QPoint)
    """The article's address was pressed, and where (global)."""
    tag_chosen = Signal(str)
    tag_removed = Signal(str)
    tag_wanted = Signal()
    """The person wants to add one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._address = ""
        self.tile = SourceTile(theme, self)
        self.source = HeaderText(theme, "article.source", "text.primary", most=1, parent=self)
        self.section = HeaderText(theme, "article.source", "text.tertiary", most=1, weight=400, parent=self)
        self.title = Title(theme, "article.title", "text.primary", parent=self)
        self.standfirst = HeaderText(theme, "article.standfirst", "text.secondary", parent=self)
        self.authors = HeaderText(theme, "article.meta", "text.primary", weight=500, parent=self)
        self.facts = HeaderText(theme, "article.meta", "text.secondary", parent=self)
        self.link = AddressButton(theme, self)
        self.copy = SmallIconButton(theme, "copy", _("Copy address"), ink="text.tertiary", parent=self)
        self.copy.clicked.connect(self._copy)
        self.tags: list[TagPill] = []
        self.add_tag = AddTag(theme, self)
        self.add_tag.clicked.connect(self.tag_wanted)
        self.link.clicked.connect(
            lambda: self.address_chosen.emit(
                self._address, self.link.mapToGlobal(QPoint(0, self.link.height()))
            )
        )
        theme.changed.connect(self._look_again)

    def show_article(self, stored: StoredArticle) -> None:
        """Fill in what this article has."""
        article = stored.article
        source = (stored.source.name if stored.source else article.source) or ""
        self.tile.source = source or None
        self.source.setText(source)
        self.section.setText((article.section or "").strip())
        self.title.setText(article.title.strip() or untitled(stored))
        self.standfirst.setText(standfirst_of(article))
        names = [name.strip() for name in article.authors if name.strip()]
        self.authors.setText(listed(names))
        self.facts.setText(facts_of(stored))
        self._show_tags(stored.status.tags)
        self._address = article.url if article.url and may_open(article.url) else ""
        self.link.setText(shown(self._address))
        self.link.setToolTip(plain_tip(plain(self._address)) if self._address else "")
        self.arrange(self.width())

    def _show_tags(self, names: Sequence[str]) -> None:
        if [pill.text() for pill in self.tags] == list(names):
            return
        for pill in self.tags:
            pill.hide()
            pill.deleteLater()
        self.tags = [TagPill(self._theme, name, self) for name in names]
        before: QWidget = self.copy
        for pill in self.tags:
            pill.clicked.connect(partial(self.tag_chosen.emit, pill.text()))
            pill.removed.connect(partial(self.tag_removed.emit, pill.text()))
            pill.show()
            QWidget.setTabOrder(before, pill)
            before = pill
        QWidget.setTabOrder(before, self.add_tag)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._address)
        QToolTip.showText(self.copy.mapToGlobal(QPoint(0, self.copy.height())), _("Copied"), self.copy)

    def arrange(self, width: int) -> int:
        """Give every part its place within `width`; the height they take."""
        px = self._px
        y = self._source_row(width)
        y += self.title.place(0, y, width)
        if self._shows(self.standfirst):
            y += px(10)
            y += self.standfirst.place(0, y, width)
        y = self._facts_rows(width, y)
        if self._shows(self.link, bool(self._address)):
            y += px(4)
            row = px(20)
            side = px(24)
            size = self.link.sizeHint().boundedTo(QSize(width - side - px(4), row))
            self.link.setGeometry(0, y, size.width(), row)
            self.copy.setGeometry(size.width() + px(5), y - (side - row) // 2, side, side)
            y += row
        self.copy.setVisible(bool(self._address))
        y = self._tag_rows(width, y)
        if is_right_to_left(self.title.text()):
            self._mirror(width)
        self.setFixedHeight(y)
        return y

    def _tag_rows(self, width: int, y: int) -> int:
        """The tags beside each other, in as many rows as they need."""
        px, x = self._px, 0
        y += px(13)
        parts: list[Pressable] = [*self.tags, self.add_tag]
        for part in parts:
            size = part.sizeHint().boundedTo(QSize(width, 200))
            if x and x + size.width() > width:
                x, y = 0, y + size.height() + px(6)
            # without a tag before it the words stand where all others do
            part.setGeometry(x - (0 if self.tags else px(INDENT)), y, size.width(), size.height())
            x += size.width() + px(8)
        return y + self.add_tag.sizeHint().height()

    def _mirror(self, width: int) -> None:
        """Small parts stand at the right above a text that runs from right to left."""
        parts = (self.tile, self.source, self.section, self.authors, self.facts, self.link, self.copy)
        for part in (*parts, *self.tags, self.add_tag):
            part.move(width - part.x() - part.width(), part.y())

    def _source_row(self, width: int) -> int:
        px = self._px
        named = self._shows(self.source)
        side, row = px(17), px(18)
        self.tile.setVisible(named)
        self.tile.setGeometry(0, 0, side, side)
        x = side + px(8) if named else 0
        wide = min(self.source.sizeHint().width(), width - x)
        self.source.place(x, 0, wide, row)
        x += wide + px(8) if named else 0
        if self._shows(self.section, bool(self.section.text()) and width - x > px(40)):
            self.section.place(x, 0, min(self.section.sizeHint().width(), width - x), row)
        return row + px(10) if named or not self.section.isHidden() else 0

    def _facts_rows(self, width: int, y: int) -> int:
        """Writers and facts on one line where they fit, else under each other."""
        px = self._px
        authors, facts = self._shows(self.authors), self._shows(self.facts)
        if not authors and not facts:
            return y
        y += px(20)
        row = px(20)
        names, rest = self.authors.sizeHint().width(), self.facts.sizeHint().width()
        if authors and names + px(14) + rest <= width:
            self.authors.place(0, y, names, row)
            self.facts.place(names + px(14), y, rest, row)
            return y + row
        if authors:
            y += self.authors.place(0, y, min(names, width))
        if facts:
            y += self.facts.place(0, y, min(rest, width))
        return y

    @staticmethod
    def _shows(part: QWidget, wanted: bool | None = None) -> bool:
        has = wanted if wanted is not None else bool(isinstance(part, Text) and part.text())
        part.setVisible(has)
        return has

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self.arrange(event.size().width())

    def _look_again(self) -> None:
        self.arrange(self.width())

    def _px(self, length: float) -> int:
        return round(length * self._theme.reading_scale)


class SmallIconButton(IconButton):
    """An icon as high as the small text beside it, on a target that can still be hit."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, side = QRectF(self.rect()), round(14 * self.theme.reading_scale)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.colour("bg.hover"))
            painter.drawRoundedRect(box, 5, 5)
        square = QRectF((self.width() - side) // 2, (self.height() - side) // 2, side, side)
        self.theme.paint_icon(painter, square, self._icon, self._ink)
        if shows_focus(self):
            paint_focus(painter, box, self.theme, 5)


class AddressButton(Button):
    """The address in small ink with a link before it; a long one is cut at its end."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "link", parent=parent)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(_("Address: {address}").format(address=text))

    def sizeHint(self) -> QSize:
        lines = Lines(self.text(), self._face(), 10_000, 1)
        return QSize(ceil(lines.natural_width) + self._px(21), self._px(20))

    def _px(self, length: float) -> int:
        return round(length * self.theme.reading_scale)

    def _face(self) -> Face:
        chosen = face(self.theme, "article.meta")
        chosen.font.unsetFeature(QFont.Tag("tnum"))  # it would widen the hyphens too
        return chosen

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        px, side = self._px, self._px(14)
        self.theme.paint_icon(painter, QRectF(0, px(3), side, side), "link", "text.tertiary")
        lines = Lines(self.text(), self._face(), self.width() - px(21), 1)
        lines.draw(painter, px(21), 0, self.theme.colour("accent.text"))
        if self.underMouse():
            under = lines.baseline + 2
            painter.fillRect(QRectF(px(21), under, lines.natural_width, 1), self.theme.colour("accent.text"))
        if shows_focus(self):
            paint_focus(painter, QRectF(self.rect()), self.theme, 4)
