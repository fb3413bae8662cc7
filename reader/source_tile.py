"""The small square that stands for a source: its first letter on one of eight tones."""

from __future__ import annotations

import zlib

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from reader.lines import one_line
from reader.theme import Theme

TONES = 8


def tone(source: str) -> str:
    """The colour of a source's tile: the same name always has the same one, on every computer."""
    return f"tile.{zlib.crc32(source.casefold().encode('utf-8', 'replace')) % TONES + 1}"


def letter(source: str | None) -> str:
    """The letter on the tile: the first one of the name («The» does not count), or «?»."""
    words = one_line(source or "").split()
    if len(words) > 1 and words[0].casefold() in ("the", "a", "an"):
        words = words[1:]
    return next((c.upper() for word in words for c in word if c.isalnum()), "?")[:1]


def paint_tile(painter: QPainter, box: QRectF, theme: Theme, source: str | None) -> None:
    """Draw the tile of a source into a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(tone(source) if source else "tile.5"))
    radius = box.width() * 0.2
    painter.drawRoundedRect(box, radius, radius)
    font = theme.font("list.title", weight=700)
    font.setPointSizeF(font.pointSizeF() * box.width() / theme.size("list.title") * 0.74)
    painter.setFont(font)
    painter.setPen(theme.colour("tile.text"))
    painter.drawText(box.translated(0, box.height() * 0.05), Qt.AlignmentFlag.AlignCenter, letter(source))
    painter.restore()
