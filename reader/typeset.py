"""How the person wants an article set: typeface, size, line spacing, measure, and whether it stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

SIZE, SPACING, MEASURE = 19, 16, 66
"""As designed: logical pixels, tenths of the size, letters a line."""
SIZES = range(14, 45)
SPACINGS = range(13, 21)
MEASURES = range(50, 81)
STEPS = (14, 15, 16, 17, 18, 19, 20, 21, 22, 24, 26, 28, 30, 34, 38, 44)
"""The sizes that Ctrl+plus and Ctrl+minus go through."""
OWN_FACES = ("Newsreader", "Literata", "Inter")
"""The typefaces that come along; the first is the design's."""
_FOCUS_SIZE, _FOCUS_LINE, _FOCUS_MEASURE = 21 / 19, 34 / 30, 68 / 66
"""What focus mode makes of the body's 19/30 and 66 letters (`article.bodyFocus`)."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """`face`: a typeface of this computer. `size`: logical pixels of the text. `spacing`: tenths of it from
    line to line. `measure`: letters a line."""

    face: str = OWN_FACES[0]
    size: int = SIZE
    spacing: int = SPACING
    measure: int = MEASURE
    in_focus: bool = False

    @property
    def scale(self) -> float:
        """What lengths of the article are multiplied by."""
        return self.size / SIZE * (_FOCUS_SIZE if self.in_focus else 1.0)

    @property
    def line_scale(self) -> float:
        """What the design's height of a line of text is multiplied by."""
        return self.size / SIZE * self.spacing / SPACING * (_FOCUS_LINE if self.in_focus else 1.0)

    @property
    def letters(self) -> float:
        """How many letters a full line has."""
        return self.measure * (_FOCUS_MEASURE if self.in_focus else 1.0)

    def families(self, designed: Sequence[str]) -> tuple[str, ...]:
        """The typefaces to try, this one before the design's."""
        return (self.face, *(name for name in designed if name != self.face))

    @property
    def lacks_eastern(self) -> bool:
        """True where Cyrillic and Greek are to be set in the design's other face."""
        return self.face == OWN_FACES[0]

    def stepped(self, by: int) -> Typeset:
        """The next larger or smaller size."""
        larger = [size for size in STEPS if size > self.size]
        smaller = [size for size in STEPS if size < self.size]
        if by > 0:
            return replace(self, size=larger[0]) if larger else self
        return replace(self, size=smaller[-1]) if smaller else self
