"""The four colours of a person's highlights: their order, their keys, their names."""

from __future__ import annotations

from archive.model import Colour
from reader.i18n import _

COLOURS = (Colour.LEAF, Colour.SKY, Colour.ROSE, Colour.VIOLET)
"""In the order of the selection bar; the keys 1 to 4 give them."""


def colour_name(colour: Colour) -> str:
    """What a colour is called."""
    return {
        Colour.LEAF: _("Green"),
        Colour.SKY: _("Blue"),
        Colour.ROSE: _("Pink"),
        Colour.VIOLET: _("Violet"),
    }[colour]


def line_of(colour: Colour) -> str:
    """The token of its underline, its tick and the bar of its note."""
    return f"mark.{colour}.line"


def ground_of(colour: Colour) -> str:
    """The token of its tint."""
    return f"mark.{colour}.bg"
