"""A row of the compact list: the title on one line, source and date below; and the headings between rows."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from reader import row_words
from reader.article_list import Entry
from reader.dates import list_date
from reader.labels import Label, fitted, label
from reader.lines import Lines, face
from reader.source_tile import paint_tile
from reader.theme import Theme

KEPT_LAYOUTS = 300
LEFT, RIGHT = 22, 16
MIDDLE_OF_TITLE, MIDDLE_BELOW, MIDDLE_OF_HEADING = 18.5, 39.5, 15.5
DOT, STAR = 7, 14


@dataclass(slots=True)
class _Laid:
    """A row laid out for one width."""

    entry: Entry
    title: Lines
    source: Label | Lines
    hits: Label
    date: Label


class CompactRows:
    """Lays rows out, keeps that, and draws them."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._laid: OrderedDict[tuple[int, int, bool], _Laid] = OrderedDict()
        theme.changed.connect(self._laid.clear)

    def paint(self, painter: QPainter, box: QRect, entry: Entry, *, short_dates: bool) -> None:
        """Draw an article's row over its ground."""
        theme, px = self._theme, self._theme.px
        laid = self._layout(entry, box.width(), short_dates)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, right = float(box.x() + px(LEFT)), float(box.right() + 1 - px(RIGHT))
        middle = box.y() + px(MIDDLE_OF_TITLE)
        status = entry.row.status
        if not status.is_read:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            dot = px(DOT)
            painter.drawEllipse(QRectF(box.x() + px(8), round(middle - dot / 2), dot, dot))
        if status.is_starred:
            star = px(STAR)
            square = QRectF(round(right - star), round(middle - star / 2), star, star)
            theme.paint_icon(painter, square, "star", "star.line", "star.fill")
        top = middle - laid.title.height / 2
        self._underline(painter, laid.title, x, top)
        laid.title.draw(painter, x, top, theme.colour("text.primary"))
        middle = box.y() + px(MIDDLE_BELOW)
        tile = px(theme.tokens.size.tile)
        paint_tile(painter, QRectF(x, round(middle - tile / 2), tile, tile), theme, entry.row.source)
        top = middle - laid.source.height / 2
        laid.source.draw(painter, x + tile + px(6), top, theme.colour("text.secondary"))
        right -= laid.date.natural_width
        laid.date.draw(painter, right, top, theme.colour("text.tertiary"))
        right -= laid.hits.natural_width + px(8)
        laid.hits.draw(painter, right, top, theme.colour("accent.text"))

    def paint_heading(self, painter: QPainter, box: QRect, words: str) -> None:
        """Draw what stands over a group of rows."""
        theme, px = self._theme, self._theme.px
        lines = fitted(theme, "ui.section", words, box.width() - px(LEFT + RIGHT))
        top = box.y() + px(MIDDLE_OF_HEADING) - lines.height / 2
        lines.draw(painter, box.x() + px(LEFT), top, theme.colour("text.tertiary"))

    def _underline(self, painter: QPainter, lines: Lines, x: float, y: float) -> None:
        shape = self._theme.tokens.highlight
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("hit.bg"))
        for box in lines.boxes(x, y):
            bar = QRectF(box.x() - 1, box.y() + box.height() * shape.title_from, box.width() + 2, 0)
            bar.setHeight(box.height() * shape.title_height)
            painter.drawRoundedRect(bar, 1, 1)

    def _layout(self, entry: Entry, width: int, short_dates: bool) -> _Laid:
        key = (entry.row.id, width, short_dates)
        laid = self._laid.get(key)
        if laid is None or laid.entry is not entry:
            laid = self._laid[key] = self._lay_out(entry, width, short_dates)
        self._laid.move_to_end(key)
        while len(self._laid) > KEPT_LAYOUTS:
            self._laid.popitem(last=False)
        return laid

    def _lay_out(self, entry: Entry, width: int, short_dates: bool) -> _Laid:
        theme, px = self._theme, self._theme.px
        row, hit = entry.row, entry.hit
        room = width - px(LEFT) - px(RIGHT)
        marked = hit.title if hit else None
        words = marked.text if marked and marked.text.strip() else row_words.title_of(row)
        spans = marked.spans if marked and words == marked.text else ()
        # read and unread differ in weight and size, and in the dot
        role = "list.titleRead" if row.status.is_read else "list.title"
        star = px(STAR + 8) if row.status.is_starred else 0
        title = Lines(words, face(theme, role, words), room - star, 1, spans)
        when = row_words.when_in_group(row) if short_dates else list_date(row.published)
        date = label(theme, "list.date", when)
        hits = label(theme, "list.hits", row_words.hits_of(hit) if hit else "")
        # dates and counts never shorten: the source does
        left = room - px(theme.tokens.size.tile + 6 + 16) - date.natural_width - hits.natural_width
        source = fitted(theme, "list.source", row_words.source_of(row), max(px(24), left))
        return _Laid(entry, title, source, hits, date)
