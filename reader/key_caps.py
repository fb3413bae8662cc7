"""Keys as one sees them on a keyboard: a small cap for each, in lists, at the foot of a panel."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QKeySequence, QPainter, QPen

from reader.lines import Lines, face
from reader.theme import Theme

HIGH, PAD, GAP = 22, 6.5, 6


def caps_of(keys: QKeySequence) -> tuple[str, ...]:
    """The keys of a shortcut, one by one: `Ctrl`, `Shift`, `O`."""
    return parts(keys.toString(QKeySequence.SequenceFormat.NativeText))


def parts(text: str) -> tuple[str, ...]:
    """«Ctrl++» is two keys, «Ctrl+Shift+O» three."""
    if text.endswith("+") and text != "+":
        return (*(part for part in text[:-1].removesuffix("+").split("+") if part), "+")
    return tuple(text.split("+")) if text and text != "+" else ((text,) if text else ())


def width_of(theme: Theme, caps: Sequence[str]) -> float:
    """What they take of a line."""
    return sum(_wide(theme, cap) for cap in caps) + theme.px(GAP) * max(0, len(caps) - 1)


def paint_caps(painter: QPainter, theme: Theme, left: float, middle: float, caps: Sequence[str]) -> None:
    """Draw them from `left`, in the middle of a line."""
    high = theme.px(HIGH)
    for cap in caps:
        wide = _wide(theme, cap)
        box = QRectF(round(left), round(middle - high / 2), round(wide), high)
        painter.setPen(QPen(theme.colour("line.strong"), 1))
        painter.setBrush(theme.colour("bg.inset"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        words = Lines(cap, face(theme, "ui.small", weight=500), 300)
        at = box.center().x() - words.natural_width / 2, box.center().y() - words.height / 2
        words.draw(painter, *at, theme.colour("text.secondary"))
        left += wide + theme.px(GAP)


def _wide(theme: Theme, cap: str) -> float:
    words = Lines(cap, face(theme, "ui.small", weight=500), 300)
    return round(max(theme.px(HIGH), words.natural_width + 2 * theme.px(PAD)))
