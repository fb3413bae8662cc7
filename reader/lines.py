"""Foreign text in a few lines: plain, bounded, cut with «…», each line as high as the design says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QStaticText,
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
_OTHER = re.compile(
    "[\u0370-\u052f\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\u1f00-\u1fff\ufb50-\ufdff\ufe70-\ufefc]"
)
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
    if not _OTHER.search(sample):
        return "latin"
    letters = len(_LETTER.findall(sample)) or 1
    if len(_ARABIC.findall(sample)) * 2 > letters:
        return "arabic"
    return "eastern" if len(_EASTERN.findall(sample)) * 2 > letters else "latin"


class Face:
    """A font and the height of its lines, as a script wants them, with what is measured of it."""

    def __init__(self, font: QFont, line: float) -> None:
        self.font, self.line = font, line
        self.metrics = QFontMetricsF(font)
        self.ascent, self.height = self.metrics.ascent(), self.metrics.height()
        self.lead = (line - self.height) / 2
        """From the top of a line to the top of its letters."""

        self.usual = self.metrics.averageCharWidth() * 0.7
        """Nearly every text takes more room than this for each letter."""

    @cached_property
    def dots(self) -> QStaticText:
        """The «…» that stands behind text that goes on."""
        dots = QStaticText("…")
        dots.setTextFormat(Qt.TextFormat.PlainText)
        dots.prepare(font=self.font)
        return dots

    @cached_property
    def dots_width(self) -> float:
        return self.metrics.horizontalAdvance("…")


def face(theme: Theme, role: str, text: str = "", *, weight: int | None = None) -> Face:
    """The face of a role for this text: Arabic has higher lines, Cyrillic and Greek another family."""
    script = script_of(text) if theme.role(role).family == "read" else "latin"
    key = ("face", role, script, weight)
    found: Face | None = theme.kept.get(key)
    if found is None:
        font, line = theme.font(role, weight=weight), theme.line(role)
        if script == "arabic":
            line = round(line * theme.tokens.arabic_title_line)
        elif script == "eastern" and (theme.typeset.lacks_eastern or not role.startswith("article.")):
            font.setFamilies(list(theme.tokens.cyrillic_greek))
            font.setPointSizeF(font.pointSizeF() * theme.tokens.cyrillic_factor)
        found = theme.kept[key] = Face(font, line)
    return found


class Lines:
    """Text laid out in at most `most` lines of one height. Draw it as often as needed."""

    def __init__(
        self,
        text: str,
        face: Face,
        width: float,
        most: int = 1,
        spans: Sequence[Span] = (),
        marked_ink: QColor | None = None,
    ) -> None:
        """`marked_ink`: the ink of the letters inside spans, if not that of the others."""
        self.face = face
        self.width = max(1.0, width)
        self._text = one_line(text[:LONGEST])
        self.right_to_left = is_right_to_left(self._text)
        self._whole = _units(self._text)
        self._spans = self._in_units(spans)
        self._formats = _formats(self._spans, marked_ink) if marked_ink is not None else []
        self._dots_at: QPointF | None = None
        self._boxes: list[QRectF] | None = None
        self._lines: list[tuple[QTextLine, int, int]] = []
        """With where each begins and ends."""
        self._layout = self._lay_out(most, goes_on=len(text) > LONGEST)

    @property
    def is_cut(self) -> bool:
        return self._dots_at is not None

    @property
    def count(self) -> int:
        return len(self._lines)

    @property
    def height(self) -> float:
        return self.count * self.face.line

    @cached_property
    def natural_width(self) -> float:
        """The width of the widest line."""
        lines = [line.naturalTextWidth() for line, _start, _stop in self._lines]
        if self.is_cut:
            lines[-1] += self.face.dots_width
        return max(lines, default=0.0)

    @property
    def baseline(self) -> float:
        """Of the first line, from the top."""
        return self.face.lead + self.face.ascent

    def draw(self, painter: QPainter, x: float, y: float, ink: QColor) -> None:
        """Draw with the top left corner at x, y."""
        painter.setPen(ink)
        if self.right_to_left and self._formats:
            self._layout.draw(painter, QPointF(x, y), self._formats)
        else:
            self._layout.draw(painter, QPointF(x, y))
        if self._dots_at is not None:
            painter.setFont(self.face.font)
            painter.drawStaticText(self._dots_at + QPointF(x, y), self.face.dots)

    def boxes(self, x: float, y: float) -> list[QRectF]:
        """Around the letters of each span (ascent to descent) when drawn at x, y; one a line touched."""
        if self._boxes is None:
            self._boxes = self._find_boxes() if self._spans else []
        return [box.translated(x, y) for box in self._boxes]

    def _find_boxes(self) -> list[QRectF]:
        found = []
        for index, (line, start, stop) in enumerate(self._lines):
            here = [span for span in self._spans if span[0] < stop and span[1] > start]
            stop = self._end_of(start, stop) if here else stop
            for first, last in here:
                begin, end = max(first, start), min(last, stop)
                if begin >= end:
                    continue
                left, right = sorted((_x(line, begin), _x(line, end)))
                top, high = index * self.face.line + self.face.lead, self.face.height
                if line.ascent() > self.face.ascent + 1:  # another script, whose letters are taller
                    top, high = index * self.face.line, self.face.line
                found.append(QRectF(left, top, right - left, high))
        return found

    def _in_units(self, spans: Sequence[Span]) -> list[tuple[int, int]]:
        """As Qt counts letters, those spans that begin inside the text."""
        text, length = self._text, len(self._text)
        if self._whole == length:
            return [(span.start, min(span.end, length)) for span in spans if span.start < length]
        return [(_units(text, one.start), _units(text, one.end)) for one in spans if one.start < length]

    def _lay_out(self, most: int, *, goes_on: bool) -> QTextLayout:
        """Shape no more of the text than there is room for, as usual letters go."""
        usual = int(most * self.width / self.face.usual) + 8
        if len(self._text) > usual:
            layout = self._layout_of(self._text[:usual], most, goes_on=False)
            if self.is_cut:
                return layout
        return self._layout_of(self._text, most, goes_on=goes_on)

    def _layout_of(self, text: str, most: int, *, goes_on: bool) -> QTextLayout:
        """Shape once. Where the text is longer than `most` lines, the last of them has room for «…»."""
        face, width, mirrored = self.face, self.width, self.right_to_left
        self._lines = lines = []
        layout = QTextLayout(text, face.font)
        layout.setTextOption(_WRAPS[mirrored])
        layout.setCacheEnabled(True)
        if self._formats and not mirrored:  # letters that join would come apart where a format begins
            layout.setFormats(self._formats)
        whole = self._whole if text is self._text else _units(text)
        layout.beginLayout()
        for index in range(most):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            start = line.textStart()
            is_cut = index == most - 1 and (goes_on or start + line.textLength() < whole)
            if is_cut:
                layout.setTextOption(_BREAKS[mirrored])
                line.setLineWidth(max(1.0, width - face.dots_width))
            # QTextLayout does not align right-to-left text by itself
            left = width - line.naturalTextWidth() if mirrored else 0.0
            # every line's baseline where the role's own font has it, whatever font the letters fell back to
            top = index * face.line + face.lead
            line.setPosition(QPointF(left, top + face.ascent - line.ascent()))
            lines.append((line, start, start + line.textLength()))
            if is_cut:
                self._dots_at = QPointF(left - face.dots_width if mirrored else line.naturalTextWidth(), top)
        layout.endLayout()
        return layout

    def _end_of(self, start: int, stop: int) -> int:
        """Where the letters of a line end: not in its trailing spaces."""
        if self._whole == len(self._text):
            return start + len(self._text[start:stop].rstrip())
        units = self._text.encode("utf-16-le")
        return start + _units(units[start * 2 : stop * 2].decode("utf-16-le", "replace").rstrip())


def _option(direction: Qt.LayoutDirection, wrap: QTextOption.WrapMode) -> QTextOption:
    option = QTextOption()
    option.setWrapMode(wrap)
    option.setTextDirection(direction)
    return option


_DIRECTIONS = (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft)
_WRAPS = [_option(one, QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere) for one in _DIRECTIONS]
_BREAKS = [_option(one, QTextOption.WrapMode.WrapAnywhere) for one in _DIRECTIONS]
"""For a last line that is cut: as full as it can be."""


@lru_cache(maxsize=16)
def _style(ink: int) -> QTextCharFormat:
    style = QTextCharFormat()
    style.setForeground(QColor.fromRgba(ink))
    return style


def _formats(spans: Sequence[tuple[int, int]], ink: QColor) -> list[QTextLayout.FormatRange]:
    ranges, style = [], _style(ink.rgba())
    for first, last in spans:
        item = QTextLayout.FormatRange()
        item.start, item.length, item.format = first, last - first, style
        ranges.append(item)
    return ranges


def _units(text: str, length: int | None = None) -> int:
    """How many UTF-16 units the first `length` code points take, as Qt counts them."""
    part = text if length is None else text[:length]
    return len(part) if part.isascii() else len(part.encode("utf-16-le")) // 2


def _x(line: QTextLine, position: int) -> float:
    found: Any = line.cursorToX(position)  # PySide answers with (x, position)
    return float(found[0])
