"""Which panes fit."""

from __future__ import annotations

import pytest

from reader import assets
from reader.shape import Shape, shape_of


@pytest.mark.parametrize(
    ("width", "scale", "shape"),
    [
        (1440, 1.0, Shape.THREE),
        (1100, 1.0, Shape.THREE),
        (1099, 1.0, Shape.TWO),
        (1024, 1.0, Shape.TWO),
        (760, 1.0, Shape.TWO),
        (759, 1.0, Shape.ONE),
        (1440, 2.0, Shape.ONE),
        (2200, 2.0, Shape.THREE),
    ],
)
def test_the_shape_follows_width_and_text(width: int, scale: float, shape: Shape) -> None:
    assert shape_of(width, scale, assets.design().breakpoints) is shape
