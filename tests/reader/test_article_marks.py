"""Highlights and notes in the reading pane: where they stand, what is seen of them, writing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAccessible, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive.model import Anchor, Block, BlockKind, Colour, Highlight, Span
from reader import assets
from reader.article_view import ArticleView
from reader.citing import as_question, with_source
from reader.colours import ground_of, line_of
from reader.marks import tint_of, underline_of
from reader.note_editor import NoteEditor
from reader.theme import Theme
from tests.reader.articles import ARTICLE, THIRD, fill, marked, paragraph, stored

WHEN = datetime(2024, 2, 9, 12, tzinfo=UTC)
POLL = "registration should open at least twelve months before the first poll"
TABLE = Block(BlockKind.TABLE, "Year\tTurnout\n2019\t61\n2023\t64", level=1)


@pytest.fixture
def view(qapp: QApplication, qtbot: QtBot) -> Iterator[ArticleView]:
    assets.fonts(first=True)
    made = ArticleView(Theme(assets.design()))
    qtbot.addWidget(made)
    made.resize(860, 700)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def on(words: str, note: str = "", number: int = 1, *, text: str = ARTICLE.text) -> Highlight:
    at = text.index(words)
    anchor = Anchor(words, offset=at)
    return Highlight(number, 1, Colour.LEAF, note, anchor, Span(at, at + len(words)), WHEN, WHEN)


def whole(note: str, number: int = 9) -> Highlight:
    return Highlight(number, 1, Colour.ROSE, note, None, None, WHEN, WHEN)


def lost(words: str, number: int = 8) -> Highlight:
    return replace(on(POLL, "what I thought", number), anchor=Anchor(words), span=None)


def show(view: ArticleView, *highlights: Highlight) -> None:
    view.show_article(stored(), marked(ARTICLE, "committee"), highlights=highlights)
    fill(view)
    QApplication.processEvents()


def select(view: ArticleView, first: int, last: int) -> None:
    cursor = QTextCursor(view.column.body.article_document)
    cursor.setPosition(first)
    cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
    view.column.body.setTextCursor(cursor)


def test_a_highlight_is_a_flat_tint_with_a_line_below_its_words_and_hits_lie_over_it(
    view: ArticleView,
) -> None:
    show(view, on("chaired the committee. “On the first"))
    body, theme = view.column.body, view._theme
    parts = list(body.highlights.parts(1))
    assert parts
    image = body.grab().toImage()
    for part in parts:
        tint, line = tint_of(part, theme), underline_of(part, theme)
        corner = image.pixelColor(round(tint.right()) - 2, round(tint.top()) + 1)
        assert corner == theme.colour(ground_of(Colour.LEAF)), "square, not rounded"
        inside = image.pixelColor(round(line.right()) - 2, round(line.center().y()))
        assert inside == theme.colour(line_of(Colour.LEAF))
    (hit,) = [r for r in body._ranges if parts and r.first > body.highlights.ranges[0].first][:1]
    box = body.position_rect(hit.first)
    colours = {
        image.pixelColor(box.left() + 1, y).name() for y in range(box.center().y() - 6, box.center().y() + 6)
    }
    assert theme.colour("hit.bg").name() in colours


def test_a_note_stands_beside_its_first_line_and_gives_way_to_the_one_above(view: ArticleView) -> None:
    show(view, on(POLL, "a note of many words " * 12), on("change applies", "close below", 2))
    first, second = view.column.notes.cards
    top = view.column.body.highlights.first_box(1, view._theme)
    assert top is not None
    assert abs(first.y() - view.column.body.y() - top.top()) <= 1
    assert second.y() > first.geometry().bottom(), "pushed down"
    assert first.x() > view.column.body.geometry().right() - 10
    assert first.geometry().right() < view.column.width()
    assert first.editor.height() == first.editor.document().size().height()


def test_without_notes_the_text_takes_the_middle_and_with_them_it_keeps_its_place(view: ArticleView) -> None:
    show(view, on(POLL))
    assert view.column.notes.cards == []
    middle = view.column.header.geometry().center().x()
    assert abs(middle - view.column.width() / 2) <= 1
    view.area.hit_map.setValue(160)
    before = view.area.place()
    view.marks.renew([on(POLL, "noted")])
    assert view.column.header.geometry().center().x() < middle
    assert view.area.place().code_point == before.code_point


def test_where_room_lacks_a_numbered_dot_opens_the_note(view: ArticleView, qtbot: QtBot) -> None:
    view.resize(640, 700)
    show(view, whole("of all"), on(POLL, "a note"))
    assert view.column.notes.cards == []
    assert [dot.text() for dot in view.column.notes.dots] == ["1", "2"]
    dot = view.column.notes.dots[1]
    assert dot.x() >= view.column.header.geometry().right()
    assert dot.geometry().right() < view.column.width()
    assert min(dot.width(), dot.height()) >= 24
    written: list[tuple[object, str]] = []
    view.marks.note_written.connect(lambda highlight, words: written.append((highlight.id, words)))
    dot.click()
    editor = QApplication.focusWidget()
    assert isinstance(editor, NoteEditor)
    assert editor.words() == "a note"
    qtbot.keyClicks(editor, ", longer")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert written == [(1, "a note, longer")]
    assert QApplication.focusWidget() is view.column.body


def test_leaving_a_note_keeps_it_and_an_empty_draft_goes(view: ArticleView, qtbot: QtBot) -> None:
    show(view, on(POLL))
    written: list[tuple[object, str]] = []
    view.marks.note_written.connect(lambda highlight, words: written.append((highlight, words)))
    view.marks.write_note(None)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), NoteEditor))
    view.focus_text()
    assert view.column.notes.cards == []
    view.marks.write_note(None)
    qtbot.keyClicks(QApplication.focusWidget(), "of the whole")
    view.focus_text()
    assert written == [(None, "of the whole")]
    view.marks.renew([whole("of the whole"), on(POLL)])
    assert len(view.column.notes.cards) == 1
    view.marks.write_note(view.marks.all[1])
    assert len(view.column.notes.cards) == 2


def test_what_cannot_be_placed_is_listed_at_the_end(view: ArticleView, qtbot: QtBot) -> None:
    show(view, on(POLL), lost("words that are gone"))
    card = view.column.unplaced
    assert not card.isHidden()
    assert card.y() > view.column.body.geometry().bottom()
    (row,) = card.rows
    assert row.quote.text() == "“words that are gone”"
    assert row.note.text() == "what I thought"
    with qtbot.waitSignal(view.marks.removed) as heard:
        row.remove.click()
    assert heard.args[0].id == 8


def test_the_original_shows_none_of_it(view: ArticleView) -> None:
    show(view, on(POLL, "noted"), lost("gone"))
    view._choose_view(1)
    view.show_original([paragraph(THIRD)])
    fill(view)
    assert view.column.body.highlights.shown == []
    assert view.column.notes.cards == []
    assert view.column.unplaced.isHidden()
    view._choose_view(0)
    fill(view)
    assert len(view.column.notes.cards) == 1


def test_highlights_are_gone_to_one_after_another_and_told(
    view: ArticleView, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("reader.article_marks.announce", lambda widget, words: told.append(words))
    show(view, on(POLL, "a note"), on("systems were built", "", 2))
    assert view.marks.step(1)
    assert told[-1] == f"Green highlight: {POLL}. Note: a note"
    assert view.marks.under_caret() is view.marks.all[0]
    assert view.marks.step(1)
    assert view.marks.under_caret() is view.marks.all[1]
    assert view.marks.step(1)
    assert view.marks.under_caret() is view.marks.all[0], "after the last comes the first"


def test_ticks_and_names(view: ArticleView) -> None:
    show(view, whole("of all"), on(POLL, "a note"))
    (tick,) = [tick for tick in view.hit_map.ticks if tick.kind == "mark"]
    assert tick.ink == "mark.leaf.line"
    assert view.marks.tip(tick.index) == f"{POLL}\na note"
    names = [
        QAccessible.queryAccessibleInterface(card.editor).text(QAccessible.Text.Name)
        for card in view.column.notes.cards
    ]
    assert names[0] == "Note on the article"
    assert names[1].startswith("Note on “registration should open")


def test_what_is_selected_is_of_the_text_alone(view: ArticleView) -> None:
    article = replace(ARTICLE, blocks=(*ARTICLE.blocks, TABLE))
    view.show_article(stored(article))
    fill(view)
    document = view.column.body.article_document
    select(view, 0, document.characterCount() - 1)
    assert view.marks.selected() == Span(0, len(article.text))
    shown = document.toPlainText()
    caption = shown.index("Ingrid Falk, who chairs")
    select(view, caption, caption + 20)
    assert view.marks.selected() is None, "a caption is not of the text"
    cell = shown.index("Turnout")
    select(view, cell, shown.index("61") + 2)
    span = view.marks.selected()
    assert span is not None
    assert article.text[span.start : span.end] == "Turnout\n2019\t61"
    blank = shown.index(" The report") if " The report" in shown else shown.index(" recommended")
    select(view, blank, blank + 13)
    span = view.marks.selected()
    assert span is not None
    assert not article.text[span.start].isspace()


def test_a_pasted_note_is_plain_text(view: ArticleView, qtbot: QtBot) -> None:
    show(view, on(POLL, "a"))
    editor = view.column.notes.cards[0].editor
    data = QMimeData()
    data.setHtml("<img src='file:///etc/passwd'><b>bold</b>")
    data.setText("<b>bold</b>")
    editor.selectAll()
    editor.insertFromMimeData(data)
    assert editor.toPlainText() == "<b>bold</b>"
    assert editor.words() == "<b>bold</b>"


def test_words_are_copied_with_what_there_is_of_a_source() -> None:
    article = stored()
    assert with_source("Words.", article) == (
        "“Words.”\n\nCommittee backs lower voting age, but leaves the date open, "
        "The Harbour Gazette, 14 March 2023, https://www.gazette.example/politics/voting-age"
    )
    bare = stored(replace(ARTICLE, url=None, authors=(), source=None, published=None))
    assert with_source(" Words. ", bare) == f"“Words.”\n\n{ARTICLE.title}"
    assert as_question("voting") == "voting"
    assert as_question('the "voting\n age"') == '"the voting age"'
