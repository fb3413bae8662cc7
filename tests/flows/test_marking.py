"""A person marks what they read: by mouse over the bar, and by keys alone; everything is undone again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from archive.model import Colour, Highlight, Span
from reader import reading
from reader.article_body import ArticleBody
from reader.marking import Marking
from reader.note_editor import NoteEditor
from tests.flows.conftest import Desk

WORDS = "heard from the clerk"
LATER = "the figures of the treasury"
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def desk_with_article(filled: Desk) -> Desk:
    """The app open at an article of a paragraph or four."""
    filled.open()
    filled.window.resize(1440, 900)
    filled.click_row(filled.titles().index("Committee backs lower voting age"))
    filled.until(lambda: filled.session.reader.article is not None)
    filled.until(lambda: body(filled).article_document.is_complete)
    return filled


def body(desk: Desk) -> ArticleBody:
    return desk.session.reader.column.body


def marking(desk: Desk) -> Marking:
    return desk.session.marking


def kept(desk: Desk) -> list[tuple[str, Colour, str]]:
    """What the library holds: words, colour, note."""
    article = desk.session.reader.article
    assert article is not None
    return [_told(one) for one in desk.session.library.highlights(article.id)]


def _told(one: Highlight) -> tuple[str, Colour, str]:
    return (one.anchor.quote if one.anchor else "", one.colour, one.note)


def shown(desk: Desk) -> list[tuple[str, Colour, str]]:
    return [_told(one) for one in desk.session.reader.marks.all]


def points(desk: Desk, words: str) -> tuple[QPoint, QPoint]:
    """Where these words begin and end in the text's viewport."""
    text = body(desk).article_document.toPlainText()
    at = text.index(words)
    boxes = [body(desk).position_rect(position) for position in (at, at + len(words))]
    return boxes[0].center(), boxes[1].center()


def drag_over(desk: Desk, words: str) -> None:
    first, last = points(desk, words)
    port = body(desk).viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseMove(port, (first + last) / 2)
    QTest.mouseMove(port, last)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=last)


def caret_before(desk: Desk, words: str) -> None:
    """Put the caret there without the mouse, as arrow keys would."""
    cursor = QTextCursor(body(desk).article_document)
    cursor.setPosition(body(desk).article_document.toPlainText().index(words))
    body(desk).setTextCursor(cursor)
    body(desk).is_placed = True


def undo_all(desk: Desk) -> None:
    """Ctrl+Z until nothing is left to take back."""
    while (newest := desk.session.acts.newest) is not None:
        desk.choose(desk.session.actions.undo)
        desk.until(lambda newest=newest: desk.session.acts.newest is not newest)  # type: ignore[misc]


def test_by_mouse(desk_with_article: Desk) -> None:
    desk = desk_with_article
    bar = marking(desk).bar
    drag_over(desk, WORDS)
    assert not bar.isVisible(), "only once the selection has settled"
    desk.until(bar.isVisible)
    assert QApplication.focusWidget() is body(desk), "the keyboard stays in the text"
    desk.press(Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert body(desk).textCursor().selectedText() == WORDS, "Esc closes the bar first"
    desk.press(Qt.Key.Key_Escape)
    assert not body(desk).textCursor().hasSelection()
    drag_over(desk, WORDS)
    desk.until(bar.isVisible)
    desk.click(bar.colours[1])
    desk.until(lambda: shown(desk) == [(WORDS, Colour.SKY, "")])
    assert not bar.isVisible()
    assert not body(desk).textCursor().hasSelection()

    drag_over(desk, LATER)
    desk.until(bar.isVisible)
    wide = desk.session.reader.column.header.width()
    desk.click(bar.note)
    desk.until(lambda: isinstance(QApplication.focusWidget(), NoteEditor))
    assert desk.session.reader.column.header.width() <= wide
    desk.type("Ask the treasury")
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.until(lambda: (LATER, Colour.SKY, "Ask the treasury") in shown(desk))
    assert QApplication.focusWidget() is body(desk)
    assert len(desk.session.reader.column.notes.cards) == 1
    ticks = [tick for tick in desk.session.reader.hit_map.ticks if tick.kind == "mark"]
    assert len(ticks) == 2

    desk.click(body(desk).viewport(), points(desk, WORDS)[0] + QPoint(10, 0))
    desk.until(bar.isVisible)
    assert bar.kind == "highlight"
    assert bar.colours[1].isChecked()
    desk.click(bar.colours[3])
    desk.until(lambda: shown(desk)[0] == (WORDS, Colour.VIOLET, ""))
    desk.click(body(desk).viewport(), points(desk, LATER)[0] + QPoint(10, 0))
    desk.until(bar.isVisible)
    desk.click(bar.copy)
    copied = QGuiApplication.clipboard().text()
    assert copied == f"“{LATER}”\n\nCommittee backs lower voting age, Harbour Gazette, 14 March 2023"
    desk.click(body(desk).viewport(), points(desk, LATER)[0] + QPoint(10, 0))
    desk.until(bar.isVisible)
    desk.click(bar.remove)
    desk.until(lambda: len(shown(desk)) == 1)
    assert desk.window.messages.isVisible()
    undo_all(desk)
    desk.until(lambda: shown(desk) == [])
    assert kept(desk) == []


def test_by_keys_alone(desk_with_article: Desk) -> None:
    desk = desk_with_article
    desk.session.reader.focus_text()
    caret_before(desk, f" {WORDS}")
    body(desk)._show_caret()
    for _letter in f" {WORDS}":  # the blank is not marked, and the caret then stands behind it
        desk.press(Qt.Key.Key_Right, SHIFT)
    QTest.qWait(200)
    assert not marking(desk).bar.isVisible(), "the bar never comes on a keyboard selection"
    desk.press(Qt.Key.Key_H)
    desk.press(Qt.Key.Key_3)
    desk.until(lambda: shown(desk) == [(WORDS, Colour.ROSE, "")])
    desk.press(Qt.Key.Key_M)
    desk.until(lambda: isinstance(QApplication.focusWidget(), NoteEditor))
    desk.type("what did he say? JKNHM")
    desk.press(Qt.Key.Key_Escape)
    desk.until(lambda: shown(desk) == [(WORDS, Colour.ROSE, "what did he say? JKNHM")])
    desk.press(Qt.Key.Key_Home, CTRL)
    desk.press(Qt.Key.Key_M)
    desk.until(lambda: isinstance(QApplication.focusWidget(), NoteEditor))
    desk.type("on the whole")
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.until(lambda: ("", Colour.ROSE, "on the whole") in shown(desk))
    desk.press(Qt.Key.Key_Down, ALT)
    assert marking(desk)._marks.under_caret() is not None
    desk.press(Qt.Key.Key_4)
    desk.until(lambda: (WORDS, Colour.VIOLET, "what did he say? JKNHM") in shown(desk))
    desk.press(Qt.Key.Key_H)
    assert marking(desk).bar.isVisible()
    assert marking(desk).bar.colours[3].hasFocus()
    desk.press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is body(desk)
    desk.press(Qt.Key.Key_Delete)
    desk.until(lambda: len(shown(desk)) == 1)
    assert desk.session.reader.article is not None, "Del took the highlight, not the article"
    desk.press(Qt.Key.Key_C, CTRL)
    cited = "“Committee backs lower voting age”, Harbour Gazette, 14 March 2023"
    desk.until(lambda: QGuiApplication.clipboard().text() == cited)
    undo_all(desk)
    desk.until(lambda: shown(desk) == [])


def test_what_changes_under_the_keyboard_is_heard(
    desk_with_article: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, said = desk_with_article, list[str]()
    monkeypatch.setattr(reading, "announce", lambda widget, words: said.append(words))
    desk.session.reader.focus_text()
    titles = desk.titles()
    here = titles.index("Committee backs lower voting age")
    desk.press(Qt.Key.Key_R)
    desk.press(Qt.Key.Key_R)
    desk.press(Qt.Key.Key_J if here == 0 else Qt.Key.Key_K)
    desk.until(lambda: len(said) == 3)
    assert said == ["What was removed", "What was removed is hidden", titles[1 if here == 0 else here - 1]]


def test_all_highlights(desk_with_article: Desk, tmp_path: Path) -> None:
    desk = desk_with_article
    session, library = desk.session, desk.session.library
    assert "All highlights" not in [item.words for item in session.window.sidebar.places._places.items]
    first, second, _third = (row.id for row in library.rows(library.ids()))
    for article_id, words, colour, note in (
        (first, WORDS, Colour.LEAF, "the *first* note"),
        (second, LATER, Colour.ROSE, ""),
    ):
        at = library.article(article_id).article.text.index(words)
        session.acts.highlight(article_id, Span(at, at + len(words)), colour, note)
    places = session.window.sidebar.places._places
    desk.until(lambda: "All highlights" in [item.words for item in places.items])
    desk.choose(session.actions.places["highlights"])
    page = session.highlights.page
    assert page is not None
    table = page.table
    desk.until(lambda: table.highlights.rowCount() == 2)
    assert QApplication.focusWidget() is table
    spoken = [table.highlights.index(n, 0).data(Qt.ItemDataRole.AccessibleTextRole) for n in (0, 1)]
    assert spoken[0].startswith(f"Pink highlight: {LATER}. ")
    assert spoken[1].startswith(f"Green highlight: {WORDS}. Note: the *first* note. ")
    desk.click(page.colours[0])
    desk.until(lambda: table.highlights.rowCount() == 1)
    desk.click(page.copy)
    desk.until(lambda: f"> {WORDS}" in QGuiApplication.clipboard().text())
    assert LATER not in QGuiApplication.clipboard().text(), "only what is shown"
    desk.click(page.colours[0])
    desk.until(lambda: table.highlights.rowCount() == 2)
    page.field.setFocus()
    desk.type("treasury")
    desk.until(lambda: table.highlights.rowCount() == 1)
    desk.press(Qt.Key.Key_Escape)
    desk.until(lambda: table.highlights.rowCount() == 2)
    table.selectAll()
    desk.click(page.copy)
    desk.until(lambda: f"> {LATER}" in QGuiApplication.clipboard().text())
    copied = QGuiApplication.clipboard().text()
    assert "the \\*first\\* note" in copied
    assert copied.count("## ") == 2
    session.highlights.export_to(str(tmp_path / "h.md"))
    desk.until((tmp_path / "h.md").exists)
    assert (tmp_path / "h.md").read_text(encoding="utf-8") == copied
    table.setFocus()
    table.go_to(1)
    desk.press(Qt.Key.Key_Delete)
    desk.until(lambda: table.highlights.rowCount() == 1)
    desk.choose(session.actions.undo)
    desk.until(lambda: table.highlights.rowCount() == 2)
    table.go_to(0)
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: session.reading.open_id == second)
    desk.until(lambda: marking(desk)._marks.under_caret() is not None)
    assert session.window.shows_panes


def test_a_note_that_is_being_written_outlives_the_window(desk_with_article: Desk) -> None:
    desk = desk_with_article
    opened = desk.session.reading.open_id
    assert opened is not None
    desk.session.reader.focus_text()
    desk.press(Qt.Key.Key_M)
    desk.until(lambda: isinstance(QApplication.focusWidget(), NoteEditor))
    desk.type("half a tho")
    desk.close()
    desk.open()
    assert [_told(one)[2] for one in desk.session.library.highlights(opened)] == ["half a tho"]
    desk.until(lambda: len(desk.session.reader.column.notes.notes) == 1)
