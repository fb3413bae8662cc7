"""Text as the reading pane lays it out: bounded, so that no article can make the layout hang. Knows no Qt.

Measured reasons: one unbroken word of 1,000,000 letters takes Qt over 40 s; U+2029, U+FDD0 and U+FDD1
mean «new block» and «frame» inside a QTextDocument; a tower of combining marks paints over other lines.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

UNBROKEN_LETTERS = 200
"""After so many letters without a space a line may break."""
COMBINING_MARKS = 8
"""So many marks on one letter are shown; no living script needs as many."""
PIECE = 4_000
"""A paragraph is laid out in pieces of about so many letters, so that one of 10 MB is not one step."""

ZERO_WIDTH_SPACE = "\u200b"
LINE_SEPARATOR = "\u2028"
REPLACEMENT = "\ufffd"

_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06dc\u0e31\u0e34-\u0e3a"
    "\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f"
)
_BREAKS_ANYWHERE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
)
"""Scripts whose lines break between any two letters, or that Qt's dictionary breaks."""
_CONTROLS = "\x00-\x08\n-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufff9-\ufffc\ufffe\uffff\ud800-\udfff"

_ODD = re.compile(
    rf"(?<![^\s{_BREAKS_ANYWHERE}])[^\s{_BREAKS_ANYWHERE}]{{{UNBROKEN_LETTERS + 1},}}+"
    rf"|[{_MARKS}]{{{COMBINING_MARKS + 1},}}+"
    rf"|[{_CONTROLS}]+"
    r"|[\U00010000-\U0010ffff]+"
)
_NOT_SIMPLE = re.compile(rf"[{_MARKS}{_CONTROLS}\u200d\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Step:
    """From code point `at` of the source on, the displayed text is `shift` UTF-16 units further along."""

    at: int
    shift: int


@dataclass(frozen=True, slots=True)
class DisplayText:
    """`text` for the document, and how its UTF-16 units stand to the code points of the source.

    `steps` are in ascending order, their shifts are sums from the beginning (prefix sums).
    """

    text: str
    steps: tuple[Step, ...]


def display_form(source: str) -> DisplayText:
    """`source` in the form the document gets. Linear in its length.

    Letters outside the basic plane take two units, a break opportunity is put in after every
    `UNBROKEN_LETTERS`, surplus combining marks are left out, a line feed becomes a line separator, and what
    a QTextDocument would misread is shown as U+FFFD (or, for other white space, as a space).
    """
    form = _Form()
    end = 0
    for match in _ODD.finditer(source):
        form.plain(source[end : match.start()])
        form.odd(match.group(), match.start())
        end = match.end()
    if not form.parts:
        return DisplayText(source, ())
    form.plain(source[end:])
    return DisplayText("".join(form.parts), tuple(form.steps))


class _Form:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.steps: list[Step] = []
        self._shift = 0

    def plain(self, text: str) -> None:
        self.parts.append(text)

    def odd(self, text: str, start: int) -> None:
        if not _NOT_SIMPLE.search(text):
            self._broken(text, start)
            return
        unbroken = marks = 0
        joins = False
        for i, c in enumerate(text, start):
            is_mark = bool(unicodedata.combining(c)) or unicodedata.category(c) in ("Mn", "Me")
            marks = marks + 1 if is_mark else 0
            if marks > COMBINING_MARKS:
                self._step(i + 1, -1)
                continue
            if unbroken >= UNBROKEN_LETTERS and not (is_mark or joins or c == "\u200d"):
                self.parts.append(ZERO_WIDTH_SPACE)
                self._step(i, 1)
                unbroken = 0
            self.parts.append(_shown(c))
            if ord(c) > 0xFFFF:
                self._step(i + 1, 1)
            unbroken += 1
            joins = c == "\u200d"

    def _broken(self, text: str, start: int) -> None:
        """A long run of letters that take one unit each."""
        self.parts.append(text[:UNBROKEN_LETTERS])
        for at in range(UNBROKEN_LETTERS, len(text), UNBROKEN_LETTERS):
            self._step(start + at, 1)
            self.parts += (ZERO_WIDTH_SPACE, text[at : at + UNBROKEN_LETTERS])

    def _step(self, at: int, by: int) -> None:
        self._shift += by
        if self.steps and self.steps[-1].at == at:
            self.steps.pop()
        self.steps.append(Step(at, self._shift))


_CONTROL = re.compile(rf"[{_CONTROLS}]")


def _shown(c: str) -> str:
    if c in "\n\u2028\u2029":
        return LINE_SEPARATOR
    if c in "\r\v\f\x85":
        return " "
    return REPLACEMENT if _CONTROL.match(c) else c


def pieces(text: str, size: int = PIECE) -> Iterator[tuple[int, str]]:
    """`text` cut after white space into pieces of about `size` letters, each with where it begins."""
    start = 0
    while len(text) - start > size + size // 4:
        cut = max(text.rfind(space, start + size // 2, start + size) for space in " \n\t")
        end = start + size if cut < 0 else cut + 1
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def cell_rows(text: str) -> Sequence[Sequence[str]]:
    """The rows and cells of a table block (a row a line, cells divided by a tab)."""
    return [line.split("\t") for line in text.split("\n")]
