"""Foreign text in a few lines: plain, bounded, cut with «…», each line as high as the design says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from archive.model import Span
from reader.theme import Theme

LONGEST = 600
"""So many letters are laid out at most: no list shows more of a title or a snippet."""

_NOT_A_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffc\ud800-\udfff]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_EASTERN = re.compile("[\u0370-\u03ff\u0400-\u052f\u1f00-\u1fff]")
_LETTER = re.compile(r"[^\W\d_]")


def one_line(text: str) -> str:
    """The text without what would break a line or show as nothing; every letter stays where it was."""
    return _NOT_A_LINE.sub(" ", text)


def is_right_to_left(text: str) -> bool:
    """By the first letter that has a direction."""
    for letter in text[:LONGEST]:
        direction = unicodedata.bidirectional(letter)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def script_of(text: str) -> str:
    """`arabic`, `eastern` (Cyrillic, Greek) or `latin`: what most letters of the beginning are."""
    sample = text[:200]
    letters = len(_LETTER.findall(sample)) or 1
    if len(_ARABIC.findall(sample)) * 2 > letters:
        return "arabic"
    return "eastern" if len(_EASTERN.findall(sample)) * 2 > letters else "latin"


@dataclass(frozen=True, slots=True)
class Face:
    """A font and the height of its lines, as a script wants them."""

    font: QFont
    line: float


def face(theme: Theme, role: str, text: str = "", *, weight: int | None = None) -> Face:
    """The face of a role for this text: Arabic has higher lines, Cyrillic and Greek another family."""
    font, line = theme.font(role, weight=weight), theme.line(role)
    if theme.role(role).family == "read":
        script = script_of(text)
        if script == "arabic":
            line = round(line * theme.tokens.arabic_title_line)
        elif script == "eastern" and (theme.typeset.lacks_eastern or not role.startswith("article.")):
            font.setFamilies(list(theme.tokens.cyrillic_greek))
            font.setPointSizeF(font.pointSizeF() * theme.tokens.cyrillic_factor)
    return Face(font, line)


class Lines:
    """Text laid out in at most `most` lines of one height. Draw it as often as needed."""

    def __init__(
        self, text: str, face: Face, width: float, most: int = 1, spans: Sequence[Span] = ()
    ) -> None:
        self.face = face
        self.width = max(1.0, width)
        self.is_cut = len(text) > LONGEST
        self._text = one_line(text[:LONGEST])
        self._shown = self._text
        self._metrics = QFontMetricsF(face.font)
        self.right_to_left = is_right_to_left(self._text)
        self._layout = self._lay_out(most)
        self._spans = [
            (_units(self._text, span.start), _units(self._text, span.end))
            for span in spans
            if span.start < len(self._text)
        ]

    @property
    def count(self) -> int:
        return self._layout.lineCount()

    @property
    def height(self) -> float:
        return self.count * self.face.line

    @property
    def natural_width(self) -> float:
        """The width of the widest line."""
        lines = (self._layout.lineAt(n) for n in range(self.count))
        return max((line.naturalTextWidth() for line in lines), default=0.0)

    @property
    def baseline(self) -> float:
        """Of the first line, from the top."""
        return self._lead + self._metrics.ascent()

    def draw(
        self, painter: QPainter, x: float, y: float, ink: QColor, marked_ink: QColor | None = None
    ) -> None:
        """Draw with the top left corner at x, y; the letters inside spans in `marked_ink`."""
        painter.setPen(ink)
        self._layout.draw(painter, QPointF(x, y), self._formats(marked_ink) if marked_ink else [])

    def boxes(self, x: float, y: float) -> list[QRectF]:
        """Around the letters of each span (ascent to descent) when drawn at x, y; one a line touched."""
        found = []
        for index in range(self.count):
            line = self._layout.lineAt(index)
            for first, last in self._spans:
                begin, end = max(first, line.textStart()), min(last, self._end_of(line))
                if begin >= end:
                    continue
                left, right = sorted((_x(line, begin), _x(line, end)))
                top, high = y + index * self.face.line + self._lead, self._metrics.height()
                if line.ascent() > self._metrics.ascent() + 1:  # another script, whose letters are taller
                    top, high = y + index * self.face.line, self.face.line
                found.append(QRectF(x + left, top, right - left, high))
        return found

    @property
    def _lead(self) -> float:
        return (self.face.line - self._metrics.height()) / 2

    def _lay_out(self, most: int) -> QTextLayout:
        layout = self._layout_of(self._shown, most)
        last = layout.lineAt(layout.lineCount() - 1) if layout.lineCount() else None
        if last is None or (last.textStart() + last.textLength() >= _units(self._shown) and not self.is_cut):
            return layout
        self.is_cut = True
        units = self._shown.encode("utf-16-le")
        start = last.textStart() * 2
        rest = units[start:].decode("utf-16-le").rstrip() + "…"
        fitted = self._metrics.elidedText(rest, Qt.TextElideMode.ElideRight, self.width)
        # no space before the dots
        self._shown = units[:start].decode("utf-16-le") + fitted.removesuffix("…").rstrip() + "…"
        return self._layout_of(self._shown, most, last_is_free=True)

    def _layout_of(self, text: str, most: int, *, last_is_free: bool = False) -> QTextLayout:
        layout = QTextLayout(text, self.face.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        direction = Qt.LayoutDirection.RightToLeft if self.right_to_left else Qt.LayoutDirection.LeftToRight
        option.setTextDirection(direction)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        for index in range(most):
            line = layout.createLine()
            if not line.isValid():
                break
            free = last_is_free and index == most - 1
            line.setLineWidth(self.width * (2 if free else 1))
            # QTextLayout does not align right-to-left text by itself
            slack = self.width - line.naturalTextWidth() if self.right_to_left else 0.0
            # every line's baseline where the role's own font has it, whatever font the letters fell back to
            lift = self._metrics.ascent() - line.ascent()
            line.setPosition(QPointF(slack, index * self.face.line + self._lead + lift))
        layout.endLayout()
        return layout

    def _end_of(self, line: QTextLine) -> int:
        """Where the letters of a line end: not in its trailing spaces, nor in a «…» we put there."""
        units = self._shown.encode("utf-16-le")
        start, end = line.textStart(), line.textStart() + line.textLength()
        text = units[start * 2 : end * 2].decode("utf-16-le", "replace")
        kept = text.removesuffix("…") if self.is_cut else text
        return start + _units(kept.rstrip())

    def _formats(self, ink: QColor) -> list[QTextLayout.FormatRange]:
        ranges = []
        for first, last in self._spans:
            item = QTextLayout.FormatRange()
            item.start, item.length = first, last - first
            style = QTextCharFormat()
            style.setForeground(ink)
            item.format = style
            ranges.append(item)
        return ranges


def _units(text: str, length: int | None = None) -> int:
    """How many UTF-16 units the first `length` code points take, as Qt counts them."""
    part = text if length is None else text[:length]
    return len(part) if part.isascii() else len(part.encode("utf-16-le")) // 2


def _x(line: QTextLine, position: int) -> float:
    found: Any = line.cursorToX(position)  # PySide answers with (x, position)
    return float(found[0])
