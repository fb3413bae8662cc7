"""The person's highlights in the document on show: where they stand, which one is under a position, paint."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from archive.model import Highlight
from reader.article_document import ArticleDocument
from reader.colours import ground_of, line_of
from reader.marks import LinePart, MarkRange, baseline_at, line_parts, tint_of, underline_of
from reader.theme import Theme


class HighlightLayer:
    """Follows a document while that is filled. `ranges` name a highlight by its number in `shown`."""

    def __init__(self, document: ArticleDocument) -> None:
        self._document = document
        self.shown: Sequence[Highlight] = ()
        """Those that stand somewhere in the text, in reading order."""
        self.ranges: list[MarkRange] = []
        self._begins: dict[int, MarkRange] = {}
        self._mapped = 0

    def show(self, highlights: Sequence[Highlight]) -> None:
        """Take these; those without a place in the text are left out."""
        self.shown = [one for one in highlights if one.span is not None]
        self.begin()

    def begin(self) -> None:
        """The document is another, or is filled anew."""
        self.ranges, self._begins, self._mapped = [], {}, 0
        self.follow()

    def follow(self) -> None:
        """More of the document is there."""
        position_map, complete = self._document.map, self._document.is_complete
        while self._mapped < len(self.shown):
            span = self.shown[self._mapped].span
            assert span is not None
            if not complete and position_map.position(span.end) is None:
                return
            for first, last in position_map.ranges(span):
                self.ranges.append(MarkRange(first, last, self._mapped))
                self._begins.setdefault(self.shown[self._mapped].id, self.ranges[-1])
            self._mapped += 1

    def at(self, position: int) -> Highlight | None:
        """The highlight at a document position: of several the shortest, also where one ends just there."""
        inside = [r for r in self.ranges if r.first <= position < r.last]
        found = inside or [r for r in self.ranges if r.last == position]
        if not found:
            return None
        return min((self.shown[r.hit] for r in found), key=_length)

    def first_box(self, highlight_id: int, theme: Theme) -> QRectF | None:
        """Where a highlight begins, in the document; None while that is not there."""
        at = self._begins.get(highlight_id)
        part = next(line_parts(self._document, at.first, at.last), None) if at is not None else None
        return None if part is None else tint_of(part, theme)

    def parts(self, highlight_id: int) -> Iterator[LinePart]:
        """A highlight line by line, as far as it is there."""
        for item in self.ranges:
            if self.shown[item.hit].id == highlight_id:
                yield from line_parts(self._document, item.first, item.last)

    def begins(self, highlight_id: int) -> int | None:
        """The document position where a highlight begins; None while that is not there."""
        at = self._begins.get(highlight_id)
        return None if at is None else at.first

    def baseline(self, highlight_id: int) -> float | None:
        """Of the line where a highlight begins; None while that is not there."""
        first = self.begins(highlight_id)
        return None if first is None else baseline_at(self._document, first)

    def paint(self, painter: QPainter, first: int, last: int, theme: Theme) -> None:
        """Paint what of them stands between two document positions: all tints, then the lines over them."""
        lines: list[tuple[QRectF, str]] = []
        for item in self.ranges:
            if item.first > last or item.last < first:
                continue
            colour = self.shown[item.hit].colour
            for part in line_parts(self._document, max(item.first, first), min(item.last, last)):
                painter.fillRect(tint_of(part, theme), theme.colour(ground_of(colour)))
                lines.append((underline_of(part, theme), line_of(colour)))
        for box, token in lines:
            painter.fillRect(box, theme.colour(token))


def _length(highlight: Highlight) -> tuple[int, int]:
    span = highlight.span
    return (span.end - span.start if span is not None else 0, -highlight.id)
