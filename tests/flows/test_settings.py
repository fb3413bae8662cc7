"""The settings: each page does what it says, at once, and the library is where one wants it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from reader.paths import chosen_library
from reader.settings_cleaning import CleaningPage
from reader.settings_keys import KeysPage
from reader.settings_language import LanguagePage
from reader.settings_library import LibraryPage
from reader.settings_privacy import PrivacyPage
from reader.settings_reading import ReadingPage
from tests.flows.conftest import Desk

CTRL = Qt.KeyboardModifier.ControlModifier
PASSAGE = "The members met for two hours on Tuesday and heard from the clerk, who read the report aloud."


def page(desk: Desk, name: str) -> QWidget:
    preferences = desk.session.preferences
    preferences.show(name)
    assert preferences.window is not None
    return preferences.window.page(name)


def test_reading_cleaning_privacy_and_language(filled: Desk) -> None:
    desk, session = filled, filled.open()
    desk.settle()
    library = session.library
    desk.press(Qt.Key.Key_Comma, CTRL)
    window = session.preferences.window
    assert window is not None
    desk.until(window.isVisible)
    assert window.name == "reading"

    # every change holds at once, and the preview shows it in true size
    reading = page(desk, "reading")
    assert isinstance(reading, ReadingPage)
    before = reading.preview.body.height()
    reading.controls.size_slider.setValue(28)
    desk.until(lambda: reading.preview.body.height() > before)
    assert desk.app.settings.typeset.size == 28
    assert desk.app.theme.typeset.size == 28
    reading.hit_marks.click()
    assert not desk.app.settings.hit_marks
    reading.notes.click()
    assert not session.reader.column.notes.wants_cards
    reading.still.click()
    assert desk.app.settings.less_motion
    reading.still.click()

    # rules with what they reach; one dropped here can be undone
    library.decide(PASSAGE, verdict="remove")
    cleaning = page(desk, "cleaning")
    assert isinstance(cleaning, CleaningPage)
    desk.until(lambda: len(cleaning.rules.rows) == 1)
    assert cleaning.rules.rows[0].what.text() == "Always removed, everywhere · 3 articles"
    cleaning.rules.rows[0].drop.click()
    desk.until(lambda: not cleaning.rules.rows)
    session.acts.undo()
    desk.until(lambda: len(cleaning.rules.rows) == 1)
    cleaning.pictures.click()
    assert not session.actions.pictures.isChecked()

    # every request, those to an address, and none after they were cleared
    session.adding.bring(["http://127.0.0.1:9/page"])
    desk.until(lambda: library.requests().total == 1)
    privacy = page(desk, "privacy")
    assert isinstance(privacy, PrivacyPage)
    desk.until(lambda: bool(privacy.count.text()))
    assert privacy.list.model_of.index(0, 0).data() == "http://127.0.0.1:9/page"
    privacy.field.setText("nowhere.example")
    desk.until(lambda: privacy.count.text() == "No request went to an address like that.")
    privacy.field.clear()
    desk.until(privacy.clear_button.isEnabled)
    privacy.clear_button.click()
    desk.until(lambda: library.requests().total == 0)

    # arrow keys go through the pages; another language builds the window anew, on the same page
    window.buttons["privacy"].setFocus()
    desk.press(Qt.Key.Key_Up)
    assert window.name == "language"
    language = page(desk, "language")
    assert isinstance(language, LanguagePage)
    language.buttons["es"].click()
    desk.until(lambda: desk.app.session is not None and desk.session is not session)
    desk.until(lambda: desk.session.preferences.window is not None)
    spanish = desk.session.preferences.window
    assert spanish is not None
    assert (spanish.name, spanish.windowTitle()) == ("language", "Configuración")
    language = page(desk, "language")
    assert isinstance(language, LanguagePage)
    language.buttons["en"].click()
    desk.until(lambda: desk.app.settings.language == "en" and desk.app.session is not None)


def test_a_command_gets_other_keys(filled: Desk) -> None:
    desk, session = filled, filled.open()
    desk.click_row(0)
    desk.until(lambda: session.reading.open_id is not None)
    keyboard = page(desk, "keyboard")
    assert isinstance(keyboard, KeysPage)
    window = session.preferences.window
    assert window is not None
    desk.until(window.isActiveWindow)
    keyboard.field.setFocus()
    desk.type("star")
    star = session.actions.star
    keyboard.list.setFocus()
    assert [row.words for row in keyboard.list.model_of.rows] == ["Go", "Starred", "Article", "Star"]
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    dialog = keyboard.dialog
    assert dialog is not None
    desk.until(dialog.field.hasFocus)
    desk.press(Qt.Key.Key_Down)
    assert not dialog.use.isEnabled(), "one gets around with the arrows"
    desk.press(Qt.Key.Key_U)
    assert "Mark as" in dialog.state.text()
    desk.press(Qt.Key.Key_D, CTRL)
    assert dialog.state.text() == ""
    desk.press(Qt.Key.Key_Tab)
    assert not dialog.field.hasFocus(), "the field is no trap"
    dialog.use.click()
    desk.until(lambda: keyboard.dialog is None)
    assert [keys.toString() for keys in star.shortcuts()] == ["Ctrl+D"]
    window.activateWindow()
    desk.until(keyboard.list.hasFocus)
    keyboard.singles.click()
    desk.press(Qt.Key.Key_Escape)
    desk.until(lambda: session.preferences.window is None)

    desk.window.activateWindow()
    desk.until(desk.window.isActiveWindow)
    session.list.table.setFocus()
    desk.press(Qt.Key.Key_S)
    desk.press(Qt.Key.Key_D, CTRL)
    desk.until(lambda: session.counts is not None and session.counts.starred == 1)
    assert session.actions.undo.text() == "Undo: Star", "S alone did nothing"


def test_the_library_is_checked_backed_up_restored_and_moved(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, session = filled, filled.open()
    desk.settle()
    old = desk.folder / "library"
    care = page(desk, "library")
    assert isinstance(care, LibraryPage)
    desk.until(lambda: bool(care.size_rows))
    assert care.size_rows["articles"].text().endswith("3 articles")
    care.check_button.click()
    desk.until(lambda: care.state.text().startswith("All is whole: 3 articles"))
    care.backup_button.click()
    desk.until(lambda: len(care.restore_buttons) == 1)
    assert str(old / "backups") in care.backup_state.text()

    # back to the backup; how it was before becomes the newest one
    session.library.set_starred(session.library.ids(), True)
    care.restore_buttons[0].click()
    desk.until(lambda: desk.app.session is not None and desk.session is not session)
    restored = desk.session
    desk.until(lambda: restored.counts is not None and restored.counts.library == 3)
    assert restored.counts is not None
    assert restored.counts.starred == 0
    desk.until(lambda: "what it was" in desk.window.messages.words)
    assert len(restored.library.backups()) == 2

    # to another place, and it is opened there the next time
    other = desk.folder / "disk"
    other.mkdir()
    (other / "letter.txt").touch()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args: str(other))
    care = page(desk, "library")
    assert isinstance(care, LibraryPage)
    care.move_button.click()
    desk.until(lambda: desk.app.session is not None and desk.session is not restored)
    moved = desk.session
    new = other / "Broadside library"
    desk.until(lambda: moved.counts is not None and moved.counts.library == 3)
    assert Path(moved.library.folder) == new
    assert chosen_library(desk.folder) == new
    assert (old / "library.db").exists(), "the old copy is the person's to delete"
    assert len(moved.library.backups()) == 2

    # a place that is gone is not made anew: the disk may be missing
    desk.close()
    shutil.rmtree(new)
    desk.app.open(new)
    desk.until(lambda: desk.app.trouble is not None)
    assert not new.exists()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args: str(old))
    assert desk.app.trouble is not None
    desk.app.trouble.other_button.click()
    desk.until(lambda: desk.app.session is not None and desk.session.counts is not None)
