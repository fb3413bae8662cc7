"""The small square that stands for a source: its first letter on one of eight tones."""

from __future__ import annotations

import zlib
from math import ceil

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

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
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    key = ("tile", source, box.width(), ratio)
    tile: QPixmap | None = theme.kept.get(key)
    if tile is None:
        colour, sign = theme.colour(tone(source) if source else "tile.5"), letter(source)
        tile = theme.kept[key] = _draw(theme, sign, colour, box.width(), ratio)
    painter.drawPixmap(box.topLeft(), tile)


def _draw(theme: Theme, sign: str, colour: QColor, side: float, ratio: float) -> QPixmap:
    tile = QPixmap(ceil(side * ratio), ceil(side * ratio))
    tile.setDevicePixelRatio(ratio)
    tile.fill(Qt.GlobalColor.transparent)
    painter, box = QPainter(tile), QRectF(0, 0, side, side)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    radius = box.width() * 0.2
    painter.drawRoundedRect(box, radius, radius)
    font = theme.font("list.title", weight=700)
    font.setPointSizeF(font.pointSizeF() * box.width() / theme.size("list.title") * 0.74)
    painter.setFont(font)
    painter.setPen(theme.colour("tile.text"))
    painter.drawText(box.translated(0, box.height() * 0.05), Qt.AlignmentFlag.AlignCenter, sign)
    painter.end()
    return tile
