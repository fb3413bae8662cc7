"""Kept pages are cleaned again: offered once, run with progress and Stop, told of, taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from archive import Library
from archive.model import Inverse
from tests.flows.conftest import Desk

pytestmark = pytest.mark.slow
LOST = "figures of the treasury"
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def older(filled: Desk) -> Desk:
    """Three articles, two of them as an older cleaner left them: without one paragraph."""
    with Library.open(filled.folder / "library") as library:
        for article_id in list(library.ids())[:2]:
            article = library.article(article_id).article
            blocks = (block for block in article.blocks if block.removed is None and LOST not in block.text)
            before = replace(article, blocks=tuple(blocks))
            library.undo(Inverse("recleaned", (article_id, before, 0)))
        library.settle()
    return filled


def texts(desk: Desk) -> list[str]:
    library = desk.session.library
    return [library.article(article).article.text for article in library.ids()]


def with_end(desk: Desk) -> int:
    return sum(LOST in words for words in texts(desk))


def back(desk: Desk) -> None:
    desk.window.activateWindow()
    desk.until(desk.window.isActiveWindow)


def test_older_texts_are_offered_once_and_made_anew(older: Desk) -> None:
    session = older.open()
    assert with_end(older) == 1
    session.recleaning.offer()
    messages = older.window.messages
    older.until(lambda: messages.words == "A better cleaner is here: it can look at 2 articles again.")
    older.click(messages.button)
    older.until(lambda: session.recleaning.sheet is not None)
    sheet = session.recleaning.sheet
    assert sheet is not None
    assert sheet.whole.accessibleDescription() == "3 articles. This may take a while."
    older.click(sheet.older)
    assert session.recleaning.is_running
    back(older)
    older.until(lambda: messages.words == "2 texts changed")
    assert with_end(older) == 3
    assert session.library.outdated() == ()
    assert not session.recleaning.strip.isVisible()
    older.click(messages.button)
    older.until(lambda: with_end(older) == 1)
    messages.hide()
    session.recleaning.offer()
    older.press(Qt.Key.Key_F5, SHIFT)
    older.until(lambda: session.recleaning.sheet is not None)
    assert not messages.isVisible(), "offered once for each cleaner"


def test_a_cleaning_shows_how_far_it_is_and_stops(older: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    session = older.open()
    monkeypatch.setattr("reader.recleaning.AT_ONCE", 1)
    older.press(Qt.Key.Key_F5, SHIFT)
    older.until(lambda: session.recleaning.sheet is not None)
    sheet = session.recleaning.sheet
    assert sheet is not None
    older.click(sheet.whole)
    back(older)
    foot = older.window.sidebar.foot
    assert foot.text().startswith("Cleaning ")
    older.click(foot)
    strip = session.recleaning.strip
    assert older.window.shows_imports
    assert strip.isVisible()
    assert strip.words.text().startswith("Cleaning kept pages again: ")
    older.click(strip.stop)
    older.until(lambda: older.window.messages.words.startswith("Stopped: "))
    assert foot.text() == "Add articles"
    assert not strip.isVisible()
    assert session.library.outdated() != ()


def test_the_open_article_is_cleaned_again_by_key(older: Desk) -> None:
    session = older.open()
    older.click_row(0)
    older.until(lambda: session.reading.open_id is not None)
    older.press(Qt.Key.Key_F5)
    older.until(lambda: older.window.messages.words == "1 text changed")
    older.until(lambda: LOST in session.reader.article.article.text)  # type: ignore[union-attr]
    older.press(Qt.Key.Key_Z, CTRL)
    older.until(lambda: with_end(older) == 1)
