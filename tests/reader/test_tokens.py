"""The design's numbers are complete and keep their promises of contrast."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import reader
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


def contrast(ink: str, ground: str) -> float:
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs() -> list[tuple[str, str, float]]:
    measured = json.loads(PATH.read_text(encoding="utf-8"))["contrast"]["measured"]
    return [(theme, pair, ratio) for theme in THEMES for pair, ratio in measured[theme].items()]


@pytest.mark.parametrize(("theme", "pair", "ratio"), pairs())
def test_contrast_is_what_the_table_says(theme: str, pair: str, ratio: float) -> None:
    colours = load(PATH).themes[theme]  # type: ignore[index]
    ink, paper = pair.split(" on ")
    found = contrast(colours[ink], colours[paper])
    assert found == pytest.approx(ratio, abs=0.011)
    lines = (".line", ".tick", "current", "focus", "line.control", "chart.", "hit.tick")
    assert found >= (3.0 if any(word in ink for word in lines) else 4.5)


@pytest.mark.parametrize("theme", THEMES)
def test_every_ink_of_the_window_is_legible_on_every_ground_of_it(theme: str) -> None:
    """Whichever of them a widget puts together, also a pair that the table does not have (WCAG 2.2 AA)."""
    colours = load(PATH).themes[theme]  # type: ignore[index]
    sources = "".join(path.read_text(encoding="utf-8") for path in Path(reader.__file__).parent.rglob("*.py"))
    named = {name for name in re.findall(r'"([a-zA-Z]+(?:\.[a-zA-Z]+)+)"', sources) if name in colours}
    inks = {n for n in named if n.startswith("text.")} | {"accent.text", "removed.text"}
    grounds = {n for n in named if n.startswith("bg.")} | {
        "accent.soft",
        "removed.bg",
        "success.bg",
        "warning.bg",
    }
    assert {"text.secondary", "text.tertiary"} <= inks
    assert {"bg.paper", "bg.selected", "bg.hover"} <= grounds
    faint = {
        (ink, ground)
        for ink in inks - {"text.disabled"}  # what is disabled is exempt
        for ground in grounds
        if contrast(colours[ink][:7], colours[ground][:7]) < 4.5
    }
    assert faint == set()


@pytest.mark.parametrize("theme", THEMES)
def test_letters_on_marks_and_buttons_are_legible(theme: str) -> None:
    colours = load(PATH).themes[theme]  # type: ignore[index]
    for ink, ground in (
        ("accent.on", "accent"),
        ("accent.on", "accent.hover"),
        ("hit.text", "hit.bg"),
        ("hit.current.text", "hit.current.bg"),
        *(("text.body", f"mark.{name}.bg") for name in ("rose", "sky", "leaf", "violet")),
    ):
        assert contrast(colours[ink][:7], colours[ground][:7]) >= 4.5, (ink, ground)
