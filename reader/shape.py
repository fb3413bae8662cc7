"""Which panes a window of a width shows."""

from __future__ import annotations

from enum import Enum

from reader.tokens import Breakpoints


class Shape(Enum):
    THREE = "sidebar, list and reader"
    TWO = "rail, list and reader"
    ONE = "rail, and list or reader"


def shape_of(width: float, scale: float, breaks: Breakpoints) -> Shape:
    """The shape of a window `width` logical pixels wide at an interface text `scale`."""
    room = width / scale
    if room >= breaks.three_panes:
        return Shape.THREE
    return Shape.TWO if room >= breaks.rail_and_two_panes else Shape.ONE
