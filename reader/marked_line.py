"""One line of text with some of its letters bold and in the accent's ink."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

from archive.model import Span
from reader.lines import Face, is_right_to_left, one_line

BOLD = 600
LONGEST = 300


def paint_marked_line(
    painter: QPainter,
    at: QPointF,
    room: float,
    text: str,
    spans: Sequence[Span],
    face: Face,
    inks: tuple[QColor, QColor],
) -> None:
    """Draw `text` from `at`, which is the middle of its height, cut to `room` with «…»."""
    backward = is_right_to_left(text)
    layout = _layout(one_line(text[:LONGEST]), spans, face, inks[1], bold=not backward)
    wide = layout.lineAt(0).naturalTextWidth()
    if wide > room:
        metrics = QFontMetricsF(face.font)
        share = metrics.horizontalAdvance(text) / max(1.0, wide)
        cut = metrics.elidedText(one_line(text[:LONGEST]), Qt.TextElideMode.ElideRight, room * share)
        layout = _layout(cut, spans, face, inks[1], bold=not backward)
    line = layout.lineAt(0)
    painter.setPen(inks[0])
    x = at.x() + (room - line.naturalTextWidth() if backward else 0)
    layout.draw(painter, QPointF(x, at.y() - line.height() / 2))


def _layout(text: str, spans: Sequence[Span], face: Face, ink: QColor, *, bold: bool) -> QTextLayout:
    layout = QTextLayout(text, face.font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    formats = []
    for span in spans:
        start, end = _units(text[: span.start]), _units(text[: span.end])
        if start >= end:
            continue
        part = QTextLayout.FormatRange()
        part.start, part.length = start, end - start
        style = QTextCharFormat()
        style.setForeground(ink)
        if bold:  # joined letters of another weight would fall apart
            style.setFontWeight(QFont.Weight(max(BOLD, face.font.weight())))
        part.format = style
        formats.append(part)
    layout.setFormats(formats)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return layout


def _units(text: str) -> int:
    """The length as Qt counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
