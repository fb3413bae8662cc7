"""Where marks stand in a laid-out document, as rectangles to paint, and how a hit is painted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextBlock, QTextDocument, QTextLine

from reader.reading_style import SIZE, TALL
from reader.theme import Theme


@dataclass(frozen=True, slots=True)
class MarkRange:
    """A run of document positions that one hit covers; `hit` is its number from 0."""

    first: int
    last: int
    hit: int


@dataclass(frozen=True, slots=True)
class LinePart:
    """The part of a mark that stands on one line: where it begins and ends, the baseline, the text size."""

    left: float
    right: float
    baseline: float
    em: float
    ascent: float
    descent: float
    is_tall: bool
    """The script stands higher than Latin (Arabic): the line's own height counts."""


def line_parts(document: QTextDocument, first: int, last: int) -> Iterator[LinePart]:
    """The parts of a range on its lines, in the document's coordinates, without spaces at line ends."""
    block = document.findBlock(first)
    while block.isValid() and block.position() < last:
        yield from _parts_in(document, block, first, last)
        block = block.next()


def _parts_in(document: QTextDocument, block: QTextBlock, first: int, last: int) -> Iterator[LinePart]:
    origin = document.documentLayout().blockBoundingRect(block).topLeft()
    layout, base, text = block.layout(), block.position(), block.text()
    if layout.lineCount() == 0:
        return
    start, end = max(first - base, 0), min(last - base, block.length() - 1)
    units = text if text.isascii() else None
    at = layout.lineForTextPosition(start).lineNumber()
    while 0 <= at < layout.lineCount():
        line = layout.lineAt(at)
        if line.textStart() >= end:
            return
        begins, ends = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
        ends = _without_spaces(block, units, begins, ends)
        if ends > begins:
            left, right = sorted((x_of(line, begins), x_of(line, ends)))
            yield LinePart(
                origin.x() + left,
                origin.x() + right,
                origin.y() + line.y() + line.ascent(),
                float(block.blockFormat().property(SIZE) or 16.0),
                line.ascent(),
                line.descent(),
                bool(block.blockFormat().property(TALL)),
            )
        at += 1


def _without_spaces(block: QTextBlock, ascii_text: str | None, begins: int, ends: int) -> int:
    """`ends` moved back over the spaces before it, in UTF-16 units."""
    if ascii_text is not None:
        return begins + len(ascii_text[begins:ends].rstrip())
    units = block.text().encode("utf-16-le", "surrogatepass")[begins * 2 : ends * 2]
    kept = units.decode("utf-16-le", "replace").rstrip()
    return begins + len(kept.encode("utf-16-le", "surrogatepass")) // 2


def x_of(line: QTextLine, position: int) -> float:
    """Where a position of its block stands on a line."""
    found: Any = line.cursorToX(position)
    return float(found[0] if isinstance(found, tuple) else found)


def box_of(part: LinePart, theme: Theme) -> QRectF:
    """The box of a hit on one line, before it is rounded."""
    shape = theme.tokens.highlight.hit
    pad = shape.pad_x * part.em
    top, bottom = shape.top * part.em, shape.bottom * part.em
    if part.is_tall:
        top, bottom = part.ascent * 0.92, part.descent * 0.92
    return QRectF(part.left - pad, part.baseline - top, part.right - part.left + 2 * pad, top + bottom)


def tint_of(part: LinePart, theme: Theme) -> QRectF:
    """The box of a person's highlight on one line, on whole pixels from top to bottom."""
    shape = theme.tokens.highlight.mark
    top, bottom = shape.top * part.em, shape.bottom * part.em
    if part.is_tall:
        top, bottom = part.ascent * 0.92, part.descent * 0.92
    first, last = round(part.baseline - top), round(part.baseline + bottom)
    return QRectF(part.left, first, part.right - part.left, last - first)


def underline_of(part: LinePart, theme: Theme) -> QRectF:
    """The line under a person's highlight: the lowest part of its box."""
    box = tint_of(part, theme)
    thick = max(1, round(theme.tokens.highlight.mark.underline * part.em))
    return QRectF(box.left(), box.bottom() - thick, box.width(), thick)


def paint_hit(painter: QPainter, part: LinePart, theme: Theme) -> None:
    """A hit: rounded, yellow."""
    radius = theme.tokens.highlight.hit.radius * part.em
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("hit.bg"))
    painter.drawRoundedRect(box_of(part, theme), radius, radius)


def paint_current(painter: QPainter, part: LinePart, theme: Theme, pulse: float = 0.0) -> None:
    """The current hit: amber with an outline. `pulse` from 0 to 1: how far its echo has spread."""
    highlight = theme.tokens.highlight
    radius = highlight.current_radius * part.em
    grow = highlight.current_grow - highlight.current_outline / 2  # the outline's middle
    box = box_of(part, theme).adjusted(-grow, -grow, grow, grow)
    if 0 < pulse < 1:
        spread = 7 * pulse
        echo = QColor(theme.colour("hit.current.line"))
        echo.setAlphaF(0.55 * (1 - pulse))
        painter.setPen(QPen(echo, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        around = box.adjusted(-spread, -spread, spread, spread)
        painter.drawRoundedRect(around, radius + spread, radius + spread)
    painter.setPen(QPen(theme.colour("hit.current.line"), highlight.current_outline))
    painter.setBrush(theme.colour("hit.current.bg"))
    painter.drawRoundedRect(box, radius, radius)


def baseline_at(document: QTextDocument, position: int) -> float | None:
    """The baseline of the line that holds a document position; None where there is no line."""
    block = document.findBlock(position)
    line = block.layout().lineForTextPosition(position - block.position())
    if not line.isValid():
        return None
    return document.documentLayout().blockBoundingRect(block).top() + line.y() + line.ascent()
