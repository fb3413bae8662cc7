"""Colours, fonts and lengths as widgets get them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QFontInfo, QIcon, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader import assets
from reader.resources import resource
from reader.theme import Theme
from reader.typeset import Typeset


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(assets.design())


def test_opacity_stands_last_in_the_file(theme: Theme) -> None:
    assert theme.colour("scrim") == QColor(0x14, 0x18, 0x1A, 0x52)


def test_an_unknown_colour_is_a_bug(theme: Theme) -> None:
    with pytest.raises(KeyError):
        theme.colour("bg.lits")


def test_a_font_is_the_one_we_ship_at_the_size_of_the_design_in_whole_pixels(theme: Theme) -> None:
    assets.fonts(first=True)
    info = QFontInfo(theme.font("list.title"))
    assert info.family() == "Newsreader"
    assert info.weight() == QFont.Weight.DemiBold
    assert theme.font("list.title").pointSizeF() == pytest.approx(16 * 0.75)


def test_headings_grow_less_than_text(theme: Theme) -> None:
    theme.choose(interface=2.0, typeset=Typeset(size=38))
    assert theme.size("ui.base") == 26
    assert theme.size("article.body") == 38
    assert theme.size("article.title") == pytest.approx(36 * 1.4)
    assert theme.px(56) == 112


def test_another_theme_reaches_the_palette_and_is_told_once(theme: Theme, qtbot: QtBot) -> None:
    heard: list[str] = []
    theme.changed.connect(lambda: heard.append(theme.name))
    theme.choose("dark")
    theme.choose("dark")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    assert heard == ["dark"]
    assert app.palette().color(QPalette.ColorRole.Window) == QColor("#151719")
    assert "@" not in app.styleSheet()
    theme.choose("light")
    app.setStyleSheet("")


def test_icons_are_drawn_in_the_ink_of_the_moment(theme: Theme) -> None:
    def darkest(icon: QIcon) -> int:
        image = icon.pixmap(QSize(18, 18)).toImage()
        points = [image.pixelColor(x, y) for x in range(18) for y in range(18)]
        return min((p.lightness() for p in points if p.alpha() > 200), default=-1)

    icon = theme.icon("star", "text.primary")
    assert 0 <= darkest(icon) < 60
    theme.choose("dark")
    assert darkest(icon) > 150
    theme.choose("light")


def test_every_icon_and_font_can_be_read(theme: Theme) -> None:
    names = [path.stem for path in resource("icons").glob("*.svg")]
    assert names
    for name in names:
        assert assets.drawing(name, QColor("black"), 18).isValid(), name
    assets.fonts(first=True)
    assets.fonts(first=False)


def test_the_licences_are_shipped() -> None:
    assert {path.name for path in resource("fonts").glob("LICENSE*")} == {
        "LICENSE-inter.txt",
        "LICENSE-literata.txt",
        "LICENSE-newsreader.txt",
        "LICENSE-noto.txt",
    }
    assert resource("icons/LICENSE.txt").read_text(encoding="utf-8").startswith("ISC License")
