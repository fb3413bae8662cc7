"""Names and counts that are drawn again and again are shaped once, and cut like any other text."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from reader import assets
from reader.labels import Label, fitted, label
from reader.lines import Lines, face
from reader.theme import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    assets.fonts(first=True)
    return Theme(assets.design())


def drawn(words: Label | Lines) -> QImage:
    image = QImage(200, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    words.draw(painter, 10, 5, QColor("black"))
    painter.end()
    return image


def test_the_same_words_are_one_label_until_the_theme_is_another(theme: Theme) -> None:
    first = label(theme, "list.source", "Harbour Gazette")
    assert label(theme, "list.source", "Harbour Gazette") is first
    assert label(theme, "list.date", "Harbour Gazette") is not first
    theme.choose("dark")
    assert label(theme, "list.source", "Harbour Gazette") is not first


@pytest.mark.parametrize("words", ["Harbour Gazette", "14 Mar 2023", "Журнал", "لجنة", "a\nb", "", "選挙"])
def test_a_label_looks_like_the_same_words_laid_out(theme: Theme, words: str) -> None:
    one = label(theme, "list.source", words)
    other = Lines(words, face(theme, "list.source", words), one.natural_width + 1)
    assert drawn(one) == drawn(other)
    assert one.natural_width == pytest.approx(other.natural_width, abs=1)


def test_words_that_do_not_fit_end_in_dots(theme: Theme) -> None:
    whole = label(theme, "list.source", "The Harbour Gazette and Advertiser")
    assert fitted(theme, "list.source", "The Harbour Gazette and Advertiser", 400) is whole
    cut = fitted(theme, "list.source", "The Harbour Gazette and Advertiser", 90)
    assert isinstance(cut, Lines)
    assert cut.is_cut
    assert 70 < cut.natural_width <= 90
