"""A person corrects the cleaner: takes paragraphs out, brings text in, keeps or removes it for a source."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu

from archive import Library
from reader.article_view import ArticleView
from tests.flows.conftest import Desk

LETTER = "Our morning letter goes out at seven on every weekday to all who read us."
OFFER = "Sign up for our newsletter and get the news of the town in your inbox each morning."
CLOSING = "The desk welcomes hints from readers and answers every one of them in time."
PAGE = """<!doctype html><html lang="en"><head><title>{title} - {source}</title>
<meta property="og:site_name" content="{source}"><meta property="og:title" content="{title}">
<meta property="article:published_time" content="2023-03-14"></head>
<body><nav><a href="/">Home</a></nav><article><h1>{title}</h1>
<p>The council of the town voted on {what} on Tuesday after a debate of two hours in its old hall.</p>
<p>{closing}</p>
<p>A further meeting about {what} was called for the autumn, when the figures will be known to all.</p>
<p>{letter}</p>
<div class="newsletter-signup"><p>{offer}</p></div>
<p>Nobody spoke against it, and the clerk noted the {what} in the book of the council that evening.</p>
</article><footer><p>All rights of this page are with the house that prints it.</p></footer>
</body></html>"""
SUBJECTS = ("water", "rail", "roads", "schools", "parks", "bridges")
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(scope="session")
def library_of_six(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five articles of one source that share two paragraphs, and one of another."""
    folder = tmp_path_factory.mktemp("six")
    paths = []
    for number, what in enumerate(SUBJECTS):
        source = "Harbour Gazette" if number < 5 else "Northern Ledger"
        path = folder / f"{number}-{what}.html"
        page = PAGE.format(
            title=f"Town votes on {what}",
            source=source,
            what=what,
            letter=LETTER,
            closing=CLOSING,
            offer=OFFER,
        )
        path.write_text(page, encoding="utf-8")
        paths.append(str(path))
    with Library.open(folder / "library") as library:
        library.import_(paths)
        library.settle()
    return folder / "library"


@pytest.fixture
def six(desk: Desk, library_of_six: Path) -> Desk:
    """The app open at an article of the source that has five."""
    shutil.copytree(library_of_six, desk.folder / "library")
    desk.open()
    open_article(desk, "Town votes on water")
    return desk


def open_article(desk: Desk, title: str) -> None:
    desk.click_row(desk.titles().index(title))
    desk.until(lambda: pane(desk).article is not None and pane(desk).article.article.title == title)  # type: ignore[union-attr]
    filled(desk)


def filled(desk: Desk) -> None:
    body = pane(desk).column.body
    desk.until(lambda: body.article_document.is_complete)


def pane(desk: Desk) -> ArticleView:
    return desk.session.reader


def text(desk: Desk) -> str:
    stored = pane(desk).article
    assert stored is not None
    return stored.article.text


def texts(desk: Desk) -> list[str]:
    library = desk.session.library
    return [library.article(article).article.text for article in library.ids()]


def point_of(desk: Desk, words: str) -> QPoint:
    """Where these words stand in the pane's text; scrolled there."""
    body = pane(desk).column.body
    position = body.article_document.toPlainText().index(words)
    pane(desk).area.hit_map.setValue(0)
    box = body.position_rect(position + 2)
    pane(desk).area.ensureVisible(0, body.mapToParent(box.center()).y(), 0, 100)
    return box.center()


def back(desk: Desk) -> None:
    """A dialogue is closed: the window has the keyboard again."""
    desk.window.activateWindow()
    desk.until(desk.window.isActiveWindow)


def click_on(desk: Desk, words: str) -> None:
    filled(desk)
    body = pane(desk).column.body
    desk.click(body.viewport(), point_of(desk, words))


def menu_on(desk: Desk, words: str, choice: str) -> list[str]:
    """Right-click on words and choose; what the menu offered."""
    filled(desk)
    offered: list[str] = []

    def choose() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        offered.extend(action.text() for action in menu.actions())
        for action in menu.actions():
            if action.text() == choice:
                menu.setActiveAction(action)
                desk.qtbot.keyClick(menu, Qt.Key.Key_Return)
                return
        menu.close()

    QTimer.singleShot(0, choose)
    viewport = pane(desk).column.body.viewport()
    at = point_of(desk, words)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, viewport.mapToGlobal(at))
    QApplication.sendEvent(viewport, event)
    return offered


def test_a_paragraph_is_taken_out_by_key_and_put_back_by_undo(six: Desk) -> None:
    six.press(Qt.Key.Key_X)
    assert six.window.messages.words == "Click into a paragraph first, or select some text."
    click_on(six, CLOSING)
    six.press(Qt.Key.Key_X)
    six.until(lambda: CLOSING not in text(six))
    six.until(lambda: six.window.messages.words == "Removed from this article")
    assert "1 passage by you" in pane(six).column.notice.words.text()
    six.press(Qt.Key.Key_Z, CTRL)
    six.until(lambda: CLOSING in text(six))


def test_several_paragraphs_are_taken_out_together(six: Desk) -> None:
    body = pane(six).column.body
    click_on(six, CLOSING)
    cursor = body.textCursor()
    shown = body.article_document.toPlainText()
    cursor.setPosition(shown.index(CLOSING) + 3)
    cursor.setPosition(shown.index(LETTER) + 3, QTextCursor.MoveMode.KeepAnchor)
    body.setTextCursor(cursor)
    six.choose(six.session.actions.remove_text)
    six.until(lambda: LETTER not in text(six))
    assert "A further meeting" not in text(six)
    assert "The council of the town" in text(six)
    assert "Nobody spoke" in text(six)


def test_text_like_this_is_removed_from_a_source_and_the_rule_dropped(six: Desk) -> None:
    offered = menu_on(six, LETTER, "Remove text like this…")
    assert {"Remove this paragraph", "Remove text like this…"} <= set(offered)
    sheet = six.session.mending.sheet
    assert sheet is not None
    assert [row.text() for row in sheet.rows.values()] == [
        "Only here",
        "All articles from Harbour Gazette",
        "Everywhere",
    ]
    six.click(sheet.rows["source"])
    back(six)
    six.until(lambda: LETTER not in text(six))
    assert sum(LETTER in words for words in texts(six)) == 1
    six.until(lambda: six.window.messages.words == "Removed from 5 articles")
    filled(six)
    six.press(Qt.Key.Key_R)
    panel = pane(six).panel
    six.until(lambda: bool(panel.rows))
    rule_row = next(row for row in panel.rows if LETTER in row.passage.text)
    assert rule_row.name.text() == "Your rule for Harbour Gazette"
    assert rule_row.accessibleName().startswith("Your rule for Harbour Gazette")
    six.click(rule_row, QPoint(40, 50))
    assert panel.like.text() == "Drop this rule"
    six.click(panel.like)
    six.until(lambda: LETTER in text(six))
    assert all(LETTER in words for words in texts(six))
    six.press(Qt.Key.Key_Z, CTRL)
    six.until(lambda: sum(LETTER in words for words in texts(six)) == 1)


@pytest.mark.slow
def test_what_was_removed_is_kept_everywhere(six: Desk) -> None:
    assert all(OFFER not in words for words in texts(six))
    six.press(Qt.Key.Key_R)
    panel = pane(six).panel
    six.until(lambda: bool(panel.rows))
    row = next(row for row in panel.rows if OFFER in row.passage.text)
    six.click(row, QPoint(40, 50))
    six.click(panel.like)
    sheet = six.session.mending.sheet
    assert sheet is not None
    six.click(sheet.rows["everywhere"])
    back(six)
    six.until(lambda: OFFER in text(six))
    assert all(OFFER in words for words in texts(six))
    six.until(lambda: six.window.messages.words == "Kept in 6 articles")
    six.click(six.window.messages.button)
    six.until(lambda: OFFER not in text(six))
    assert all(OFFER not in words for words in texts(six))


def test_what_recurs_in_the_source_is_offered_once(six: Desk) -> None:
    notice = pane(six).column.recurring
    six.until(notice.isVisible)
    assert notice.words.text() == "2 passages also stand on up to 4 other pages from this source"
    six.click(notice.look)
    assert pane(six).column.body.selected_text() == CLOSING
    six.click(notice.look)
    assert pane(six).column.body.selected_text() == LETTER
    six.click(notice.remove)
    six.until(lambda: LETTER not in text(six))
    assert CLOSING not in text(six)
    assert not notice.isVisible()
    assert sum(LETTER in words for words in texts(six)) == 1
    six.press(Qt.Key.Key_Z, CTRL)
    six.until(lambda: LETTER in text(six))
    six.until(notice.isVisible)
    six.click(notice.keep)
    six.until(lambda: len(six.session.library.rules()) == 2)
    assert not notice.isVisible()
    open_article(six, "Town votes on rail")
    six.until(lambda: not six.session.mending.is_looking)
    assert not notice.isVisible()


@pytest.mark.slow
def test_the_list_of_rules_drops_one(six: Desk) -> None:
    six.choose(six.session.actions.rules)
    dialog = six.session.mending.rules
    assert dialog is not None
    six.until(lambda: "none yet" in dialog.count.text())
    six.session.acts.decide([LETTER], "remove", None)
    six.until(lambda: len(dialog.rows) == 1)
    assert dialog.rows[0].what.text().startswith("Always removed, everywhere · ")
    assert dialog.rows[0].words.text() == LETTER
    assert dialog.rows[0].drop.accessibleDescription().endswith(LETTER)
    six.until(lambda: LETTER not in text(six))
    six.click(dialog.rows[0].drop)
    six.until(lambda: LETTER in text(six))
    six.until(lambda: not dialog.rows)
    six.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert six.session.mending.rules is None
    back(six)
    six.press(Qt.Key.Key_Z, CTRL)
    six.until(lambda: LETTER not in text(six))


@pytest.mark.slow
def test_a_rule_goes_before_what_was_decided_here_earlier(six: Desk) -> None:
    click_on(six, LETTER)
    six.press(Qt.Key.Key_X)
    six.until(lambda: LETTER not in text(six))
    six.press(Qt.Key.Key_R)
    panel = pane(six).panel
    six.until(lambda: bool(panel.rows))
    six.click(next(row for row in panel.rows if LETTER in row.passage.text), QPoint(40, 50))
    six.click(panel.like)
    sheet = six.session.mending.sheet
    assert sheet is not None
    six.click(sheet.rows["everywhere"])
    back(six)
    six.until(lambda: LETTER in text(six))
    click_on(six, LETTER)
    six.press(Qt.Key.Key_X, SHIFT)
    sheet = six.session.mending.sheet
    assert sheet is not None
    six.click(sheet.rows["source"])
    back(six)
    six.until(lambda: LETTER not in text(six))
    assert sum(LETTER in words for words in texts(six)) == 1
    six.press(Qt.Key.Key_Z, CTRL)
    six.until(lambda: LETTER in text(six))
    assert sum(LETTER in words for words in texts(six)) == 6


def test_the_sheet_is_left_with_escape_and_nothing_happens(six: Desk) -> None:
    click_on(six, LETTER)
    six.press(Qt.Key.Key_X, SHIFT)
    sheet = six.session.mending.sheet
    assert sheet is not None
    six.qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    back(six)
    assert six.session.mending.sheet is None
    assert LETTER in text(six)
    assert six.session.library.rules() == ()


@pytest.mark.slow
def test_text_of_the_original_is_used_and_let_go_again(six: Desk) -> None:
    rights = "All rights of this page"
    assert rights not in text(six)
    six.press(Qt.Key.Key_A)
    assert "original first" in six.window.messages.words
    six.press(Qt.Key.Key_U, CTRL)
    six.until(lambda: pane(six).shows_original)
    click_on(six, rights)
    six.press(Qt.Key.Key_A)
    six.until(lambda: rights in text(six))
    assert pane(six).shows_original
    six.press(Qt.Key.Key_U, CTRL)
    six.until(lambda: not pane(six).shows_original)
    click_on(six, rights)
    six.press(Qt.Key.Key_X)
    six.until(lambda: rights not in text(six))
    six.press(Qt.Key.Key_Z, CTRL)
    six.until(lambda: rights in text(six))
    six.press(Qt.Key.Key_Z, CTRL)
    six.until(lambda: rights not in text(six))
