"""Letters look wrong: a person chooses how the kept page is read, sees it before, and takes it back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from archive import Library
from tests.archive.test_rereading import PAGE, WORDS
from tests.flows.conftest import Desk

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.mark.slow
def test_a_page_with_wrong_letters_is_read_another_way(desk: Desk) -> None:
    page = desk.folder / "a.html"
    page.write_bytes(PAGE.format(words=WORDS).encode("koi8-r"))
    with Library.open(desk.folder / "library") as library:
        library.import_([str(page)])
        library.settle()
    session = desk.open()
    desk.click_row(0)
    desk.until(lambda: session.reader.article is not None)
    desk.press(Qt.Key.Key_F2, SHIFT)
    desk.until(lambda: session.rereading.dialog is not None)
    dialog = session.rereading.dialog
    assert dialog is not None
    desk.until(lambda: bool(dialog.preview.text()))
    assert WORDS not in dialog.preview.text()
    for _ in range(6):
        desk.qtbot.keyClick(dialog.ways, Qt.Key.Key_Down)
    assert dialog.label == "koi8-r"
    desk.until(lambda: WORDS in dialog.preview.text())
    assert dialog.title.text() == "Комитет о выборах"
    desk.click(dialog.use)
    desk.window.activateWindow()
    desk.until(desk.window.isActiveWindow)
    desk.until(lambda: WORDS in session.reader.article.article.text)  # type: ignore[union-attr]
    desk.until(lambda: desk.titles() == ["Комитет о выборах"])
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.until(lambda: WORDS not in session.reader.article.article.text)  # type: ignore[union-attr]
