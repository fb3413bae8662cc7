"""How the person wants an article set."""

from __future__ import annotations

import json
from pathlib import Path

from pytestqt.qtbot import QtBot

from reader import assets
from reader.reading_style import ReadingStyle
from reader.resources import resource
from reader.settings import Settings
from reader.theme import Theme
from reader.typeset import MEASURE, SIZE, SPACING, STEPS, Typeset


def test_the_defaults_are_the_designs_numbers() -> None:
    roles = json.loads(resource("styles/tokens.json").read_text(encoding="utf-8"))["typography"]["roles"]
    body, focus = roles["article.body"], roles["article.bodyFocus"]
    assert (body["size"], body["measure"]) == (SIZE, MEASURE)
    assert round(body["line"] / body["size"] * 10) == SPACING
    alone = Typeset(in_focus=True)
    assert round(alone.scale * SIZE) == focus["size"]
    assert round(alone.line_scale * body["line"]) == focus["line"]
    assert round(alone.letters) == focus["measure"]


def test_larger_and_smaller_end_at_the_ends() -> None:
    assert Typeset().stepped(1).size == 20
    assert Typeset().stepped(-1).size == 18
    largest, smallest = Typeset(size=STEPS[-1]), Typeset(size=STEPS[0])
    assert largest.stepped(1) == largest
    assert smallest.stepped(-1) == smallest


def test_the_theme_sets_articles_so_and_leaves_the_rest_alone(qtbot: QtBot) -> None:
    theme = Theme(assets.design())
    column, row = ReadingStyle(theme).column, theme.font("list.title")
    heard: list[None] = []
    theme.changed.connect(lambda: heard.append(None))
    theme.choose(typeset=Typeset("Inter", 22, 20, 75))
    assert theme.font("article.body").family() == "Inter"
    assert round(theme.size("article.body")) == 22
    assert theme.line("article.body") / theme.size("article.body") == 30 / 19 * 20 / 16
    assert ReadingStyle(theme).column > column
    assert theme.font("list.title") == row
    theme.choose(typeset=Typeset("Inter", 22, 20, 75))
    assert len(heard) == 1


def test_the_settings_keep_it(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    assert settings.typeset == Typeset()
    settings.typeset = Typeset("Literata", 28, 18, 60)
    settings.save()
    assert Settings(tmp_path / "settings.ini").typeset == Typeset("Literata", 28, 18, 60)


def test_a_setting_outside_its_bounds_reads_as_the_designs(tmp_path: Path) -> None:
    (tmp_path / "settings.ini").write_text("[reading]\nsize=900\nspacing=x\nmeasure=66\n")
    assert Settings(tmp_path / "settings.ini").typeset == Typeset()
