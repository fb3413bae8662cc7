"""A person edits what is known of an article, or of several: title, writers, date, source, language."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from archive.model import CleanArticle
from reader.details_dialog import DetailsDialog
from tests.flows.conftest import Desk

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def opened(desk: Desk, row: int = 0) -> CleanArticle:
    desk.open()
    assert len(desk.titles()) == 3
    desk.click_row(row)
    wanted = desk.session.list.model.id_at(row)
    desk.until(lambda: desk.session.reading.open_id == wanted)
    return article(desk)


def article(desk: Desk) -> CleanArticle:
    stored = desk.session.reader.article
    assert stored is not None
    return stored.article


def details(desk: Desk) -> DetailsDialog:
    desk.press(Qt.Key.Key_F2)
    desk.until(lambda: desk.session.detailing.dialog is not None)
    dialog = desk.session.detailing.dialog
    assert dialog is not None
    return dialog


def write(desk: Desk, dialog: DetailsDialog, field: str, words: str) -> None:
    edit = dialog.fields[field].edit
    edit.setFocus()
    edit.selectAll()
    desk.qtbot.keyClicks(edit, words) if words else desk.qtbot.keyClick(edit, Qt.Key.Key_Delete)


def back(desk: Desk) -> None:
    desk.window.activateWindow()
    desk.until(desk.window.isActiveWindow)


def test_one_article_gets_other_details_and_its_own_back(filled: Desk) -> None:
    opened(filled)
    dialog = details(filled)
    assert dialog.fields["title"].origin.text() == "From the page's headline"
    assert dialog.fields["authors"].origin.text() == "The page does not say"
    assert not dialog.fields["title"].reset.isVisibleTo(dialog)
    write(filled, dialog, "title", "A title of my own")
    write(filled, dialog, "authors", "Marta Lind; Daniel Osei")
    write(filled, dialog, "published", "2023-13")
    assert dialog.fields["published"].origin.text().startswith("Write a year, a month or a day")
    filled.click(dialog.save)
    assert filled.session.detailing.dialog is dialog, "a wrong date is not kept"
    write(filled, dialog, "published", "2021-05")
    assert dialog.fields["published"].origin.text() == "Typed by you"
    filled.click(dialog.save)
    back(filled)
    filled.until(lambda: article(filled).title == "A title of my own")
    assert article(filled).authors == ("Marta Lind", "Daniel Osei")
    assert article(filled).published is not None
    assert article(filled).published.value == "2021-05"  # type: ignore[union-attr]
    filled.until(lambda: "A title of my own" in filled.titles())
    assert "Marta Lind" in filled.session.reader.column.header.authors.text()
    dialog = details(filled)
    title = dialog.fields["title"]
    assert title.origin.text() == "Typed by you"
    filled.click(title.reset)
    assert title.text() != "A title of my own"
    filled.click(dialog.save)
    back(filled)
    filled.until(lambda: article(filled).title != "A title of my own")
    assert article(filled).authors == ("Marta Lind", "Daniel Osei")
    filled.press(Qt.Key.Key_Z, CTRL)
    filled.until(lambda: article(filled).title == "A title of my own")
    filled.press(Qt.Key.Key_Z, CTRL)
    filled.until(lambda: article(filled).authors == ())


def test_many_articles_get_a_source_and_a_language_at_once(filled: Desk) -> None:
    opened(filled)
    filled.press(Qt.Key.Key_Down, SHIFT)
    filled.press(Qt.Key.Key_Down, SHIFT)
    dialog = details(filled)
    assert "title" not in dialog.fields
    source = dialog.fields["source"]
    assert isinstance(source.edit, QLineEdit)
    assert source.edit.placeholderText() == "Several values"
    assert source.text() == ""
    write(filled, dialog, "source", "Town Archive")
    write(filled, dialog, "language", "english language")
    filled.click(dialog.save)
    assert dialog.fields["language"].problem
    write(filled, dialog, "language", "EN-gb")
    filled.qtbot.keyClick(dialog.fields["language"].edit, Qt.Key.Key_Return)
    back(filled)
    library = filled.session.library
    filled.until(lambda: {library.article(n).article.language for n in library.ids()} == {"en-gb"})
    assert {library.article(n).source.name for n in library.ids()} == {"Town Archive"}  # type: ignore[union-attr]
    filled.until(lambda: filled.window.messages.words == "Details of 3 articles changed")
    filled.click(filled.window.messages.button)
    filled.until(lambda: {library.article(n).article.language for n in library.ids()} == {"en"})


@pytest.mark.slow
def test_escape_leaves_all_as_it_was(filled: Desk) -> None:
    before = opened(filled)
    dialog = details(filled)
    write(filled, dialog, "title", "Never kept")
    filled.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert filled.session.detailing.dialog is None
    back(filled)
    assert article(filled) == before
    assert filled.session.acts.undo_words != "Edit details"
