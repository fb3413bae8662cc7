"""The design's numbers and colours, read once from `resources/styles/tokens.json`. Knows no Qt."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, TypeVar

ThemeName = Literal["light", "dark", "sepia"]
THEMES: tuple[ThemeName, ...] = ("light", "dark", "sepia")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Role:
    """A way of setting text. `size` and `line` are logical pixels at 100 % text, `weight` as in CSS."""

    family: Literal["ui", "read"]
    size: float
    line: float
    weight: int
    max_lines: int = 0
    letter_spacing: float = 100.0
    tabular: bool = False


@dataclass(frozen=True, slots=True)
class Size:
    """Lengths of the interface, logical pixels at 100 % text."""

    menu_bar: int
    top_bar: int
    tabs: int
    filter_bar: int
    sidebar: int
    rail: int
    sidebar_row: float
    list_column: int
    list_column_min: int
    list_row: int
    list_row_compact: int
    list_group: int
    import_row: int
    search_field: int
    search_popover: int
    button: int
    button_small: int
    icon_button: int
    icon: int
    icon_small: int
    chip: int
    tile: int
    hit_map: int
    note_margin: int
    reader_margin_left: int
    details_panel: int
    palette: int
    settings: tuple[int, int]
    min_target: int
    min_window: tuple[int, int]
    default_window: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Radius:
    mark: int
    control: int
    field: int
    card: int
    panel: int
    popover: int
    dialog: int
    chip: int


@dataclass(frozen=True, slots=True)
class Motion:
    """Milliseconds."""

    fast: int
    normal: int
    slow: int
    search_delay: int
    spinner_delay: int
    undo_toast: int


@dataclass(frozen=True, slots=True)
class Breakpoints:
    """From which width of the window (divided by the interface text scale) each shape holds."""

    three_panes: int
    rail_and_two_panes: int


@dataclass(frozen=True, slots=True)
class MarkShape:
    """The rounded mark of a hit, in parts of the text size; `top` and `bottom` from the baseline."""

    top: float
    bottom: float
    pad_x: float
    radius: float


@dataclass(frozen=True, slots=True)
class TintShape:
    """The flat tint of a person's highlight and the line under it, in parts of the text size."""

    top: float
    bottom: float
    underline: float


@dataclass(frozen=True, slots=True)
class Highlight:
    hit: MarkShape
    mark: TintShape
    current_grow: float
    current_outline: float
    current_radius: float
    title_from: float
    """Where the underline of a hit in a title begins, and its height, in parts of the glyph box."""
    title_height: float
    column_bleed: int


@dataclass(frozen=True, slots=True)
class HitMap:
    """Lengths of the ticks in the scroll bar: (width, height)."""

    tick: tuple[float, float]
    tick_current: tuple[float, float]
    mark_tick: tuple[float, float]
    removed_tick: tuple[float, float]
    merge_closer_than: float
    thumb_opacity: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Shadow:
    """A soft shadow under a floating panel."""

    blur: float
    y: float
    opacity_factor: float


@dataclass(frozen=True, slots=True)
class Tokens:
    """Everything `tokens.json` holds. Colours are `#RRGGBB` or `#RRGGBBAA` (opacity last)."""

    themes: Mapping[ThemeName, Mapping[str, str]]
    families: Mapping[str, tuple[str, ...]]
    cyrillic_greek: tuple[str, ...]
    roles: Mapping[str, Role]
    size: Size
    radius: Radius
    motion: Motion
    breakpoints: Breakpoints
    highlight: Highlight
    hit_map: HitMap
    shadows: Mapping[str, Shadow]
    stroke: float
    stroke_small: float
    paragraph_gap: float
    heading_before: float
    heading_after: float
    arabic_title_line: float
    arabic_body_line: float
    cyrillic_factor: float


def load(path: Path) -> Tokens:
    """Read the file. A number that is missing or wrongly written is a bug of the installation: KeyError."""
    data = json.loads(path.read_text(encoding="utf-8"))
    roles = data["typography"]["roles"]
    adjust = data["typography"]["scriptAdjust"]
    shape, current = data["highlight"]["hit"], data["highlight"]["hitCurrent"]
    title = data["highlight"]["titleHit"]
    body, heading = roles["article.body"], roles["article.heading"]
    families = data["typography"]["families"]
    return Tokens(
        themes={name: data["themes"][name] for name in THEMES},
        families={name: tuple(families[name]) for name in ("ui", "read")},
        cyrillic_greek=tuple(families["cyrillicGreek"]),
        roles={name: _role(role) for name, role in roles.items()},
        size=_record(Size, data["size"]),
        radius=_record(Radius, data["radius"]),
        motion=_record(Motion, data["motion"]),
        breakpoints=_record(Breakpoints, data["breakpoints"]),
        highlight=Highlight(
            hit=_record(MarkShape, shape),
            mark=_record(TintShape, data["highlight"]["mark"]),
            current_grow=current["grow"],
            current_outline=current["outline"],
            current_radius=current["radius"],
            title_from=title["from"],
            title_height=title["height"],
            column_bleed=data["highlight"]["columnBleed"],
        ),
        hit_map=_record(HitMap, data["hitMap"]),
        shadows={name: _record(Shadow, values) for name, values in data["elevation"].items()},
        stroke=data["icon"]["strokeWidth"],
        stroke_small=data["icon"]["strokeWidthSmall"],
        paragraph_gap=body["paragraphGap"],
        heading_before=heading["spaceBefore"],
        heading_after=heading["spaceAfter"],
        arabic_title_line=adjust["Arabic"]["titleLine"],
        arabic_body_line=adjust["Arabic"]["bodyLine"],
        cyrillic_factor=adjust["Cyrillic,Greek"]["sizeFactor"],
    )


def _role(values: dict[str, Any]) -> Role:
    return Role(
        family=values["family"],
        size=values["size"],
        line=values["line"],
        weight=values["weight"],
        max_lines=values.get("maxLines", 0),
        letter_spacing=float(values.get("letterSpacing", "100%").rstrip("%")),
        tabular="tnum" in values.get("features", ()),
    )


def _record(kind: type[T], values: Mapping[str, Any]) -> T:
    """A dataclass filled from a JSON object whose keys are in camelCase."""
    named = {re.sub(r"(?<!^)(?=[A-Z])", "_", key).lower(): value for key, value in values.items()}
    wanted = [item.name for item in fields(kind)]  # type: ignore[arg-type]
    return kind(**{name: tuple(v) if isinstance(v := named[name], list) else v for name in wanted})
