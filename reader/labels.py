"""A few words on one line that are drawn again and again: names, dates, counts. Shaped once for a theme."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QStaticText

from reader.lines import Face, Lines, face, one_line
from reader.theme import Theme

MOST = 4_000
"""So many are remembered; then all are forgotten and those in use come back."""


class Label:
    """Words in one ink, as wide as they are. Draw it as often as needed."""

    def __init__(self, text: str, face: Face) -> None:
        self.face = face
        self._lines: Lines | None = None
        text = one_line(text)
        if all(letter < "\u0250" for letter in text):
            self._static = QStaticText(text)
            self._static.setTextFormat(Qt.TextFormat.PlainText)
            self._static.prepare(font=face.font)
            self.natural_width = face.metrics.horizontalAdvance(text)
        else:  # letters of another font, which stand higher or run the other way
            self.natural_width = Lines(text, face, 100_000).natural_width
            self._lines = Lines(text, face, self.natural_width + 1)

    @property
    def height(self) -> float:
        return self.face.line

    def draw(self, painter: QPainter, x: float, y: float, ink: QColor) -> None:
        """Draw with the top left corner of its line at x, y."""
        if self._lines is not None:
            self._lines.draw(painter, x, y, ink)
            return
        painter.setFont(self.face.font)
        painter.setPen(ink)
        painter.drawStaticText(QPointF(x, y + self.face.lead), self._static)


def label(theme: Theme, role: str, text: str, *, weight: int | None = None) -> Label:
    """The label of these words in a role of the design; the same one each time."""
    key = ("label", role, text, weight)
    found: Label | None = theme.kept.get(key)
    if found is None:
        if len(theme.kept) > MOST:
            theme.kept.clear()
        found = theme.kept[key] = Label(text, face(theme, role, text, weight=weight))
    return found


def fitted(theme: Theme, role: str, text: str, room: float, *, weight: int | None = None) -> Label | Lines:
    """The label, or what fits of it into `room` pixels, with «…»."""
    whole = label(theme, role, text, weight=weight)
    return whole if whole.natural_width <= room else Lines(text, whole.face, room)
