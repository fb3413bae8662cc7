"""The design's numbers are complete and keep their promises of contrast."""

from __future__ import annotations

import json

import pytest

from reader.resources import resource
from reader.tokens import THEMES, load

PATH = resource("styles/tokens.json")


def test_every_theme_has_the_same_colours() -> None:
    tokens = load(PATH)
    names = {frozenset(tokens.themes[theme]) for theme in THEMES}
    assert len(names) == 1


def test_sizes_and_roles_are_read() -> None:
    tokens = load(PATH)
    assert tokens.size.list_row == 120
    assert tokens.size.default_window == (1440, 900)
    assert tokens.roles["list.title"].max_lines == 2
    assert tokens.roles["list.hits"].tabular
    assert not tokens.roles["ui.base"].tabular


def test_a_missing_number_is_told(tmp_path) -> None:  # type: ignore[no-untyped-def]
    data = json.loads(PATH.read_text(encoding="utf-8"))
    del data["size"]["listRow"]
    broken = tmp_path / "tokens.json"
    broken.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(KeyError, match="list_row"):
        load(broken)


def luminance(colour: str) -> float:
    def part(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (part(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def pairs() -> list[tuple[str, str, float]]:
    measured = json.loads(PATH.read_text(encoding="utf-8"))["contrast"]["measured"]
    return [(theme, pair, ratio) for theme in THEMES for pair, ratio in measured[theme].items()]


@pytest.mark.parametrize(("theme", "pair", "ratio"), pairs())
def test_contrast_is_what_the_table_says(theme: str, pair: str, ratio: float) -> None:
    colours = load(PATH).themes[theme]  # type: ignore[index]
    ink, paper = pair.split(" on ")
    light, dark = sorted((luminance(colours[ink]), luminance(colours[paper])), reverse=True)
    found = (light + 0.05) / (dark + 0.05)
    assert found == pytest.approx(ratio, abs=0.011)
    lines = (".line", ".tick", "current", "focus", "line.control", "chart.", "hit.tick")
    assert found >= (3.0 if any(word in ink for word in lines) else 4.5)
