"""A row is painted whatever its words are, and from memory the second time."""

from __future__ import annotations

from array import array
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem

from archive.model import Hit, ListRow, Moment, Precision, Snippet, Span, Status
from reader import article_delegate, assets
from reader.article_delegate import ArticleDelegate
from reader.article_list import ArticleModel
from reader.theme import Theme

NOW = datetime(2024, 5, 3, tzinfo=UTC)
WIDTH, HEIGHT = 403, 120


@pytest.fixture(scope="module")
def theme(qapp: QApplication) -> Theme:
    assets.fonts(first=True)
    return Theme(assets.design())


def painted(theme: Theme, row: ListRow | None, hit: Hit | None = None, *, selected: bool = False) -> QImage:
    model = ArticleModel()
    if hit is not None and row is not None:
        model.show_hits(1, [hit], [row])
    else:
        model.show_ids(array("q", [1]))
        model.fill_rows([row] if row else [])
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor("magenta"))
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, WIDTH, HEIGHT)  # type: ignore[misc]
    if selected:
        option.state |= QStyle.StateFlag.State_Selected  # type: ignore[misc]
    painter = QPainter(image)
    ArticleDelegate(theme).paint(painter, option, model.index(0, 0))
    painter.end()
    return image


def colours(image: QImage, box: QRect) -> set[str]:
    return {
        image.pixelColor(x, y).name()
        for x in range(box.left(), box.right() + 1)
        for y in range(box.top(), box.bottom() + 1)
    }


def row(title: str = "Vote", *, read: bool = True, starred: bool = False, opening: str = "Words") -> ListRow:
    status = Status(is_read=read, is_starred=starred)
    return ListRow(1, title, "Harbour Gazette", Moment("2023-03-14", Precision.DAY), NOW, opening, status)


def test_unread_shows_in_the_gutter_and_a_star_at_the_right(theme: Theme) -> None:
    gutter, right = QRect(8, 12, 8, 14), QRect(360, 10, 30, 18)
    plain = painted(theme, row())
    accent, star = theme.colour("accent").name(), theme.colour("star.fill").name()
    assert accent not in colours(plain, gutter)
    assert star not in colours(plain, right)
    marked = painted(theme, row(read=False, starred=True))
    assert accent in colours(marked, gutter)
    assert star in colours(marked, right)


def test_what_was_searched_is_marked_in_title_and_snippet(theme: Theme) -> None:
    hit = Hit(1, 1.0, Snippet("the vote is near", (Span(4, 8),)), 2, Snippet("Vote", (Span(0, 4),)))
    image = painted(theme, row(), hit)
    yellow = theme.colour("hit.bg").name()
    assert yellow in colours(image, QRect(20, 34, 60, 20))
    assert yellow in colours(image, QRect(20, 56, 100, 20))


def test_the_selected_row_has_its_bar(theme: Theme) -> None:
    image = painted(theme, row(), selected=True)
    assert image.pixelColor(1, 60) == theme.colour("accent")
    assert image.pixelColor(200, 115) == theme.colour("bg.selected")


def test_a_row_that_is_not_here_yet_is_grey(theme: Theme) -> None:
    assert theme.colour("bg.hover").name() in colours(painted(theme, None), QRect(20, 10, 100, 40))


@pytest.mark.parametrize(
    "title",
    [
        "",
        "x" * 100_000,
        "<b>bold</b><img src='file:///etc/passwd'>",
        "\u202e reversed \u202c",
        "a" + "\u0301" * 5_000,
        "لجنة برلمانية توصي بخفض سن التصويت إلى السادسة عشرة",
        "Голосование в шестнадцать",
        "\U0001f5f3" * 300,
        "line\nbreak\u2028and\u2029para",
    ],
)
def test_any_title_leaves_its_row_whole(theme: Theme, title: str) -> None:
    image = painted(theme, row(title, opening=title))
    assert "#ff00ff" not in colours(image, QRect(0, 0, WIDTH, HEIGHT))
    # nothing is drawn beyond the right margin
    assert colours(image, QRect(WIDTH - 10, 30, 10, 80)) == {theme.colour("bg.list").name()}


def test_scrolling_only_draws(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    whole = article_delegate.Lines

    def counting(text: str, *rest: object) -> object:
        made.append(text)
        return whole(text, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(article_delegate, "Lines", counting)
    model = ArticleModel()
    model.show_ids(array("q", [1]))
    model.fill_rows([row()])
    delegate = ArticleDelegate(theme)
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, WIDTH, HEIGHT)  # type: ignore[misc]
    for _ in range(3):
        painter = QPainter(image)
        delegate.paint(painter, option, model.index(0, 0))
        painter.end()
    assert made == ["Vote", "Words"]
