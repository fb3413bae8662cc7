"""Marks as they are painted: under the letters they belong to, in every script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive.model import Marked, Span
from reader import assets
from reader.article_view import ArticleView
from reader.marks import line_parts
from reader.theme import Theme
from tests.reader.articles import ARTICLE, fill, paragraph, stored

ARABIC = (
    "أوصت اللجنة يوم الثلاثاء بخفض سن التصويت إلى السادسة عشرة في جميع الانتخابات وقالت اللجنة إن التسجيل يجب"
)


@pytest.fixture
def view(qapp: QApplication, qtbot: QtBot) -> Iterator[ArticleView]:
    assets.fonts(first=True)
    assets.fonts(first=False)
    theme = Theme(assets.design())
    theme.dress(qapp)  # another test may have left the application dark
    made = ArticleView(theme)
    qtbot.addWidget(made)
    made.resize(620, 700)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def show(view: ArticleView, text: str, *spans: Span, current: bool = False) -> QImage:
    view.show_article(stored(replace(ARTICLE, blocks=(paragraph(text),))), Marked(spans))
    fill(view)
    if not current:
        view.set_marks(Marked(spans))
    return view.column.body.grab().toImage()


def is_ink(image: QImage, x: float, y: float, colour: QColor) -> bool:
    return image.pixelColor(round(x), round(y)) == colour


@pytest.mark.parametrize("text", ["one vote counts", ARABIC, "😀👩‍🚀 vote", "Голос комитета услышан"])
def test_a_mark_lies_under_its_word_and_not_beside_it(view: ArticleView, text: str) -> None:
    word = text.split()[1]
    start = text.index(word)
    image = show(view, text, Span(start, start + len(word)))
    body = view.column.body
    (item,) = body._ranges
    (part,) = line_parts(body.article_document, item.first, item.last)
    yellow = view._theme.colour("hit.bg")
    y = part.baseline + part.em * 0.25
    assert is_ink(image, part.left + 3, y, yellow) or is_ink(image, part.right - 3, y, yellow)
    assert not is_ink(image, part.left - 6, y, yellow)
    assert not is_ink(image, part.right + 6, y, yellow)


def test_a_mark_over_a_line_end_has_two_parts_and_no_trailing_space(view: ArticleView) -> None:
    text = "The council heard the plan and asked when the harbour line would be built at last and by whom"
    show(view, text, Span(0, len(text)))
    document = view.column.body.article_document
    parts = list(line_parts(document, 0, len(text)))
    assert len(parts) == 2
    layout = document.firstBlock().layout()
    assert parts[0].right < layout.lineAt(0).naturalTextWidth() + 8 + 1
    assert parts[1].baseline - parts[0].baseline == pytest.approx(30)


def test_the_current_hit_is_amber_with_an_outline(view: ArticleView) -> None:
    image = show(view, "one vote counts", Span(4, 8), current=True)
    body = view.column.body
    (item,) = body._ranges
    (part,) = line_parts(body.article_document, item.first, item.last)
    colours = {
        image.pixelColor(x, round(part.baseline + part.em * 0.2)).rgb()
        for x in range(round(part.left) - 5, round(part.right) + 6)
    }
    assert view._theme.colour("hit.current.bg").rgb() in colours
    line = view._theme.colour("hit.current.line")
    found = [QColor(c) for c in colours]
    assert any(abs(c.red() - line.red()) + abs(c.green() - line.green()) < 12 for c in found)


def test_a_quotation_mark_or_card_never_hides_letters(view: ArticleView) -> None:
    """Shapes are painted under the text: the same letters are dark on a mark as beside it."""
    plain, marked = show(view, "vote"), show(view, "vote", Span(0, 4))
    dark = [
        (x, y)
        for x in range(plain.width())
        for y in range(min(40, plain.height()))
        if plain.pixelColor(x, y).lightness() < 60
    ]
    assert len(dark) > 20
    assert all(marked.pixelColor(x, y).lightness() < 90 for x, y in dark)
