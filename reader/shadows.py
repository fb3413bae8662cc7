"""The soft shadow under what floats over the window: painted once a look, then laid around any box."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QPixmapCache

from reader.theme import Theme

FALL = 4
"""So far the shadow lies below its panel."""
EDGE = 4
"""Logical pixels between the corners of the small picture."""


def paint_shadow(painter: QPainter, box: QRectF, theme: Theme, radius: float, spread: int) -> None:
    """A soft shadow around and below `box`; what lies under the box itself is not painted.

    Corners and edges come out of one small picture: layer by layer at full size it would cost more than
    everything else in a panel that opens with each letter typed.
    """
    ink = theme.colour("shadow")
    corner = -(-(spread + ceil(radius) + FALL) // EDGE) * EDGE  # whole pixels at any usual ratio
    outer = box.adjusted(-spread, -spread, spread, spread)
    if outer.width() < 2 * corner or outer.height() < 2 * corner:
        _paint_layers(painter, box, ink, radius, spread)
        return
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    tile = _tile(ink, radius, spread, corner, ratio)
    across = _cut(outer.left(), outer.width(), corner)
    down = _cut(outer.top(), outer.height(), corner)
    cuts = ((0, corner), (corner, EDGE), (corner + EDGE, corner))
    for i, (x, wide) in enumerate(across):
        for j, (y, high) in enumerate(down):
            if (i, j) != (1, 1):
                (left, width), (top, height) = cuts[i], cuts[j]
                source = QRectF(left * ratio, top * ratio, width * ratio, height * ratio)
                painter.drawPixmap(QRectF(x, y, wide, high), tile, source)


def _cut(start: float, length: float, corner: int) -> tuple[tuple[float, float], ...]:
    """A side in three: corner, edge, corner; each where it begins and how long it is."""
    end = start + length
    return (start, corner), (start + corner, length - 2 * corner), (end - corner, corner)


def _tile(ink: QColor, radius: float, spread: int, corner: int, ratio: float) -> QPixmap:
    """The shadow of the smallest box: four corners with a little edge between them."""
    key = f"broadside-shadow:{ink.rgba()}:{radius}:{spread}:{ratio}"
    made = QPixmap()
    if QPixmapCache.find(key, made):
        return made
    side = 2 * corner + EDGE
    made = QPixmap(ceil(side * ratio), ceil(side * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_layers(
        painter, QRectF(0, 0, side, side).adjusted(spread, spread, -spread, -spread), ink, radius, spread
    )
    painter.end()
    QPixmapCache.insert(key, made)
    return made


def _paint_layers(painter: QPainter, box: QRectF, ink: QColor, radius: float, spread: int) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    for step in range(spread - FALL, -1, -2):
        colour = QColor(ink)
        colour.setAlphaF(ink.alphaF() * 0.22 * (1 - step / spread))
        painter.setBrush(colour)
        shape = box.adjusted(-step, FALL - step, step, FALL + step)
        painter.drawRoundedRect(shape, radius + step, radius + step)
