"""The reading pane as a person uses it: read, step through hits, look at what was removed, find words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPropertyAnimation, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from archive.model import Block, BlockKind, BlockRef, Marked, content_key
from reader import assets
from reader.article_view import ArticleView
from reader.theme import Theme
from reader.typeset import Typeset
from tests.reader.articles import ARTICLE, FIRST, fill, long_article, marked, put_back, stored


@pytest.fixture
def view(qapp: QApplication, qtbot: QtBot) -> Iterator[ArticleView]:
    assets.fonts(first=True)
    made = ArticleView(Theme(assets.design()))
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def button(parent: QWidget, name: str) -> QAbstractButton:
    """The one visible button a screen reader calls by this name."""
    found = [b for b in parent.findChildren(QAbstractButton) if b.accessibleName() == name and b.isVisible()]
    assert len(found) == 1, f"{len(found)} buttons called {name}"
    return found[0]


def click(qtbot: QtBot, parent: QWidget, name: str) -> None:
    qtbot.mouseClick(button(parent, name), Qt.MouseButton.LeftButton)


def text_of(view: ArticleView) -> str:
    fill(view)
    return view.column.body.toPlainText()


def settle(qtbot: QtBot, view: ArticleView) -> None:
    """Until the text is complete and nothing scrolls."""
    fill(view)
    qtbot.waitUntil(lambda: view.area._motion.state() == QPropertyAnimation.State.Stopped)


def test_the_header_says_what_the_article_is(view: ArticleView) -> None:
    view.show_article(stored())
    header = view.column.header
    assert header.title.text() == ARTICLE.title
    assert header.source.text() == "The Harbour Gazette"
    assert header.section.text() == "Politics"
    assert header.authors.text() == "Marta Lindqvist and Daniel Osei"
    assert header.facts.text().startswith("14 March 2023  ·  1 min read  ·  ")
    assert header.link.text() == "gazette.example/politics/voting-age"


def test_what_an_article_lacks_takes_no_room(view: ArticleView) -> None:
    view.show_article(stored())
    full = view.column.header.height()
    bare = type(ARTICLE)(None, "", (), None, None, None, ARTICLE.blocks)
    view.show_article(stored(bare, 2))
    header = view.column.header
    assert header.title.text() == "Untitled page, added 3 May 2024"
    for part in (header.source, header.tile, header.section, header.standfirst, header.authors, header.copy):
        assert not part.isVisible()
    assert header.height() < full * 0.6


def test_a_title_from_right_to_left_has_its_small_parts_at_the_right(view: ArticleView) -> None:
    view.show_article(stored())
    header = view.column.header
    assert header.tile.x() == 0
    view.show_article(stored(replace(ARTICLE, title="لجنة برلمانية توصي بخفض سن التصويت"), 2))
    assert header.tile.geometry().right() == header.width() - 1
    assert header.link.geometry().right() == header.width() - 1
    assert header.copy.geometry().right() < header.link.x()


def test_a_text_that_begins_with_its_standfirst_is_set_so(view: ArticleView) -> None:
    first = next(block.text for block in ARTICLE.blocks if block.is_text)
    for standfirst, size in ((first, "article.standfirst"), ("Another sentence.", "article.body")):
        view.show_article(stored(replace(ARTICLE, standfirst=standfirst), 2))
        fill(view)
        begins = view.column.body.document().firstBlock().begin().fragment()
        wanted = view._theme.font(size).pointSizeF()
        assert begins.charFormat().font().pointSizeF() == pytest.approx(wanted)
        assert view.column.header.standfirst.isVisible() is (size == "article.body")


def test_tags_stand_in_rows_and_are_pressed(view: ArticleView, qtbot: QtBot) -> None:
    view.show_article(stored())
    header, bare = view.column.header, view.column.header.height()
    names = ("electoral reform", "youth vote", "turnout", "local government", "R&D of a longer name")
    tagged = replace(stored(), status=replace(stored().status, tags=names))
    view.show_article(tagged)
    assert [pill.text() for pill in header.tags] == list(names)
    assert header.tags[-1].shortcut().isEmpty(), "an & in a name is no shortcut"
    assert header.height() > bare
    tops = [pill.y() for pill in header.tags]
    assert tops[0] == tops[1] < tops[-1]
    chosen: list[str] = []
    header.tag_chosen.connect(chosen.append)
    click(qtbot, view, "Tag: youth vote")
    assert chosen == ["youth vote"]
    view.show_article(stored())
    assert header.height() == bare


def test_the_address_is_copied_whole(view: ArticleView, qtbot: QtBot) -> None:
    view.show_article(stored())
    click(qtbot, view, "Copy address")
    assert QGuiApplication.clipboard().text() == ARTICLE.url


def test_stepping_through_hits_goes_round(view: ArticleView, qtbot: QtBot) -> None:
    places: list[tuple[int, int]] = []
    view.hit_changed.connect(lambda n, total: places.append((n, total)))
    view.show_article(stored(), marked(ARTICLE, "committee|voting age"))
    assert view.bar.stepper.words == "3 of 7 hits", "the first of the text; two are in the title"
    for _ in range(7):
        click(qtbot, view, "Next hit")
    assert places[-8:] == [(3, 7), (4, 7), (5, 7), (6, 7), (7, 7), (1, 7), (2, 7), (3, 7)]
    click(qtbot, view, "Previous hit")
    assert view.bar.stepper.words == "2 of 7 hits"
    assert view.column.header.title._current == 1


def test_without_a_search_there_is_no_stepper(view: ArticleView) -> None:
    view.show_article(stored())
    assert not view.bar.stepper.isVisible()


def test_an_article_opens_at_its_first_hit_a_third_from_the_top(view: ArticleView, qtbot: QtBot) -> None:
    article = long_article(6_000, hit_at=4_000)
    view.show_article(stored(article), marked(article, "treaty"))
    settle(qtbot, view)
    box = view.column.body.hit_box(0)
    assert box is not None
    y = view.column.in_column(box).center().y() - view.hit_map.value()
    assert y == pytest.approx(view.area.viewport().height() / 3, abs=30)


def test_a_hit_seen_from_the_top_leaves_the_header_on_show(view: ArticleView, qtbot: QtBot) -> None:
    view.show_article(stored(), marked(ARTICLE, "cross-party"))
    settle(qtbot, view)
    assert view.hit_map.value() == 0


def test_the_map_shows_each_hit_and_leads_to_it(view: ArticleView, qtbot: QtBot) -> None:
    article = long_article(6_000, hit_at=5_500)
    view.show_article(stored(article), marked(article, "treaty"))
    settle(qtbot, view)
    view.hit_map.setValue(0)
    (tick,) = view.hit_map.ticks
    assert 0.85 < tick.at < 1
    where = QPoint(view.hit_map.width() // 2, round(view.hit_map.tick_y(tick)))
    qtbot.mouseClick(view.hit_map, Qt.MouseButton.LeftButton, pos=where)
    settle(qtbot, view)
    assert view.hit_map.value() > view.hit_map.maximum() * 0.8
    assert "treaty" in view.hit_map.tip_of(tick)


def test_what_was_removed_is_counted_and_shown_in_its_place(view: ArticleView, qtbot: QtBot) -> None:
    view.show_article(stored())
    notice = view.column.notice
    assert notice.words.text() == "Removed: 1 repeated paragraph and 2 page leftovers"
    assert "Get the Gazette" not in text_of(view)
    click(qtbot, view, "Show")
    settle(qtbot, view)
    text = text_of(view)
    assert text.count(FIRST[:40]) == 2
    assert "Repeated: same as paragraph 1" in text
    assert "Page leftover: newsletter box" in text
    assert view.panel.isVisible()
    assert [row.passage.first for row in view.panel.rows] == [2, 4, 10]
    assert "3 passages, " in view.panel.share_words.text()
    assert len([tick for tick in view.hit_map.ticks if tick.kind == "removed"]) == 3
    click(qtbot, view, "Hide")
    assert "Get the Gazette" not in text_of(view)
    assert not view.panel.isVisible()


def test_put_back_asks_for_exactly_that_passage(view: ArticleView, qtbot: QtBot) -> None:
    view.show_article(stored())
    click(qtbot, view, "Show")
    settle(qtbot, view)
    asked: list[tuple[int, tuple[BlockRef, ...]]] = []
    view.put_back_requested.connect(lambda number, refs: asked.append((number, refs)))
    buttons = [b for b in view.column.body.findChildren(QAbstractButton) if b.text() == "Put back"]
    qtbot.mouseClick(buttons[2], Qt.MouseButton.LeftButton)
    shared = (BlockRef(content_key("Share this")), BlockRef(content_key("Copy link")))
    assert asked == [(1, shared)]
    qtbot.mouseClick(view.panel.rows[0].button, Qt.MouseButton.LeftButton)
    assert asked[1] == (1, (BlockRef(content_key(FIRST), 1),))
    click(qtbot, view, "Put everything back")
    assert len(asked[2][1]) == 4


def test_after_put_back_the_passage_is_text_and_the_place_is_kept(view: ArticleView, qtbot: QtBot) -> None:
    view.show_article(stored())
    click(qtbot, view, "Show")
    settle(qtbot, view)
    view.hit_map.setValue(300)
    changed = put_back(ARTICLE, "Get the Gazette in your inbox.")
    view.show_article(stored(changed))
    settle(qtbot, view)
    assert "Page leftover: newsletter box" not in text_of(view)
    assert "Get the Gazette" in text_of(view)
    assert len(view.panel.rows) == 2
    assert view.hit_map.value() == pytest.approx(300, abs=12)


def test_when_all_is_put_back_the_notice_goes(view: ArticleView, qtbot: QtBot) -> None:
    view.show_article(stored())
    click(qtbot, view, "Show")
    settle(qtbot, view)
    whole = put_back(ARTICLE, *(block.text for block in ARTICLE.blocks))
    view.show_article(stored(whole))
    assert not view.column.notice.isVisible()
    assert not view.panel.isVisible()
    assert not view.shows_removed


def test_the_kept_page_is_asked_for_shown_and_left_again(view: ArticleView, qtbot: QtBot) -> None:
    asked: list[int] = []
    view.original_requested.connect(asked.append)
    view.show_article(stored(), marked(ARTICLE, "committee"))
    click(qtbot, view, "Original")
    assert asked == [1]
    page = tuple(type(b)(b.kind, b.text) for b in ARTICLE.blocks)
    view.show_original(page, marked(type(ARTICLE)(None, "", (), None, None, None, page), "gazette"))
    assert "Get the Gazette" in text_of(view)
    assert view.bar.stepper.words == "1 of 1 hit"
    click(qtbot, view, "Clean")
    assert "Get the Gazette" not in text_of(view)
    assert view.bar.stepper.words == "2 of 4 hits"


def test_words_are_found_in_the_article_whatever_their_accents(view: ArticleView, qtbot: QtBot) -> None:
    view.show_article(stored(), marked(ARTICLE, "committee"))
    view.find_in_article()
    qtbot.keyClicks(view.find_bar.field, "VÓTING age")
    qtbot.waitUntil(lambda: view.find_bar.count.text() == "1 of 2")
    qtbot.keyClick(view.find_bar.field, Qt.Key.Key_Return)
    assert view.find_bar.count.text() == "2 of 2"
    qtbot.keyClick(view.find_bar.field, Qt.Key.Key_Escape)
    assert not view.find_bar.isVisible()
    assert view.bar.stepper.words == "4 hits"


def test_a_link_is_opened_only_after_a_look_at_its_real_host(view: ArticleView, qtbot: QtBot) -> None:
    opened: list[str] = []
    view.link_requested.connect(opened.append)
    view.show_article(stored())
    settle(qtbot, view)
    body = view.column.body
    where = body.article_document.find("full report").selectionStart() + 3
    view.hit_map.setValue(10_000)
    qtbot.mouseClick(body.viewport(), Qt.MouseButton.LeftButton, pos=body.position_rect(where).center())
    assert opened == []
    click(qtbot, view, "Open in browser")
    assert opened == ["https://gazette.example/report"]


def test_what_is_copied_is_plain_text(view: ArticleView, qtbot: QtBot) -> None:
    view.show_article(stored())
    view.column.body.select_everything()
    fill(view)
    view.column.body.copy()
    mime = QGuiApplication.clipboard().mimeData()
    assert not mime.hasHtml()
    assert mime.text().startswith(FIRST)


def test_the_keyboard_moves_a_caret_and_selects(view: ArticleView, qtbot: QtBot) -> None:
    view.show_article(stored())
    settle(qtbot, view)
    body = view.column.body
    view.focus_text()
    qtbot.keyClick(body, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(
        body, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
    )
    assert body.selected_text().strip() == "A"
    qtbot.keyClick(body, Qt.Key.Key_Escape)
    assert body.selected_text() == ""


def test_a_caret_that_leaves_the_screen_takes_it_along(view: ArticleView, qtbot: QtBot) -> None:
    view.show_article(stored(long_article(3_000)))
    settle(qtbot, view)
    view.focus_text()
    qtbot.keyClick(view.column.body, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert view.hit_map.value() > view.hit_map.maximum() * 0.9


def test_another_width_keeps_the_line_that_is_read(view: ArticleView, qtbot: QtBot) -> None:
    view.show_article(stored(long_article(6_000)))
    settle(qtbot, view)
    view.hit_map.setValue(4_000)
    before = view.column.place_at(view.hit_map.value())
    view.resize(420, 700)
    settle(qtbot, view)
    after = view.column.place_at(view.hit_map.value())
    assert abs(after.code_point - before.code_point) < 120
    assert view.hit_map.value() > 5_000


def test_another_theme_and_text_size_keep_the_place(view: ArticleView, qtbot: QtBot) -> None:
    view.show_article(stored(long_article(6_000)))
    settle(qtbot, view)
    view.hit_map.setValue(4_000)
    before = view.column.place_at(view.hit_map.value())
    view._theme.choose("dark", typeset=Typeset(size=28))
    settle(qtbot, view)
    after = view.column.place_at(view.hit_map.value())
    assert abs(after.code_point - before.code_point) < 120
    view._theme.choose("light", typeset=Typeset())


def test_hits_in_the_title_are_marked_and_counted(view: ArticleView, qtbot: QtBot) -> None:
    marks = marked(ARTICLE, "date open")
    view.show_article(stored(), marks)
    title = view.column.header.title
    assert tuple(title.marked) == marks.title
    assert view.bar.stepper.words == "1 of 1 hit"
    amber = view._theme.colour("hit.current.bg")
    settle(qtbot, view)
    image = title.grab().toImage()
    found = {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(image.height())}
    assert amber.name() in found
    view.set_marks(Marked())
    assert tuple(title.marked) == ()


def test_without_an_article_the_pane_says_what_to_do(view: ArticleView) -> None:
    view.show_article(stored())
    view.clear()
    assert view.empty.isVisible()
    assert view.empty.words.text() == "Choose an article"
    assert view.article is None
    view.show_many("12 articles selected")
    assert view.many.words.text() == "12 articles selected"


def test_a_table_too_wide_becomes_a_list_and_again_a_table(view: ArticleView, qtbot: QtBot) -> None:
    head = "\t".join(f"Year {2_010 + n}" for n in range(9))
    row = "\t".join(f"{n},412" for n in range(9))
    article = replace(ARTICLE, blocks=(Block(BlockKind.TABLE, f"{head}\n{row}", level=1),))
    view.resize(420, 700)
    view.show_article(stored(article), marked(article, "3,412"))
    settle(qtbot, view)
    body = view.column.body
    assert "Year 2013: 3,412" in text_of(view)
    assert body.hit_box(0) is not None
    view.resize(1_400, 700)
    qtbot.waitUntil(lambda: "Year 2013:" not in text_of(view))
    settle(qtbot, view)
    assert "3,412" in text_of(view)
    assert body.hit_box(0) is not None


def test_the_end_of_an_article_still_being_filled_is_reached_without_a_wait(
    view: ArticleView, qtbot: QtBot
) -> None:
    view.show_article(stored(long_article(40_000)))
    assert not view.column.body.article_document.is_complete
    qtbot.keyClick(view.column.body, Qt.Key.Key_End)
    assert not view.column.body.article_document.is_complete
    settle(qtbot, view)
    assert view.hit_map.value() == view.hit_map.maximum()


def test_a_selection_dragged_past_the_edge_goes_on(view: ArticleView, qtbot: QtBot) -> None:
    view.show_article(stored(long_article(3_000)))
    settle(qtbot, view)
    body = view.column.body
    qtbot.mousePress(body.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 20))
    below = body.mapFrom(view.area.viewport(), QPoint(200, view.area.viewport().height() + 120))
    qtbot.mouseMove(body.viewport(), below)
    qtbot.waitUntil(lambda: view.hit_map.value() > 200)
    assert len(body.selected_text()) > 1_000
    qtbot.mouseRelease(body.viewport(), Qt.MouseButton.LeftButton, pos=below)
    qtbot.wait(80)
    resting = view.hit_map.value()
    qtbot.wait(120)
    assert view.hit_map.value() == resting
