"""Words longer than English, in a window of 1024×640 and at twice the text size: nothing is squeezed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from archive.errors import EmptyFile, UnknownFormat
from archive.model import Outcome, Result
from reader import assets, room
from reader.controls import Text
from reader.encoding_dialog import EncodingDialog
from reader.first_run import FirstRun
from reader.import_rows import OutcomeTable
from reader.look import speak
from reader.main_window import first_size
from reader.scope_sheet import ScopeSheet
from reader.theme import Theme


@pytest.fixture(params=["en", "es"])
def theme(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Theme]:
    assets.fonts(first=True)
    speak(request.param)
    yield Theme(assets.design())
    speak("en")


@pytest.mark.parametrize(("wide", "high", "scale"), [(1440, 870, 1.0), (1024, 610, 1.0), (1024, 610, 2.0)])
def test_the_first_page_scrolls_and_squeezes_nothing(
    theme: Theme, qtbot: QtBot, wide: int, high: int, scale: float
) -> None:
    theme.choose("light", interface=scale)
    page = FirstRun(theme, QMenu(), Path("/home/ada/library"), 24, "system")
    qtbot.addWidget(page)
    page.resize(wide, high)
    page.show()
    qtbot.wait(1)
    sentences = [text for text in page.findChildren(Text) if text.isVisible()]
    assert len(sentences) >= 5
    squeezed = [
        text.text() for text in sentences if text.height() < min(text.heightForWidth(text.width()), 400)
    ]
    assert squeezed == []
    assert [choice.height() for choice in (page.files, page.page, page.around)] == [theme.px(72)] * 3


def test_a_long_quote_squeezes_no_answer(theme: Theme, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    quote = "The week in the north, every Friday before breakfast. Free, and one click to leave it again."
    sheet = ScopeSheet(theme, "keep", quote, "Northern Ledger", can_rule=False, parent=parent)
    sheet.show()
    qtbot.wait(1)
    assert [row.height() for row in sheet.rows.values()] == [theme.px(54)] * 3


def test_dialogs_of_twice_the_text_fit_a_small_screen(
    theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = QSize(1024, 640) - QSize(56, 56)
    monkeypatch.setattr(room, "room_of", lambda window: screen)
    theme.choose("dark", interface=2.0)
    px = theme.px
    parent = QWidget()
    qtbot.addWidget(parent)
    sheet = ScopeSheet(theme, "remove", "Two words", "Northern Ledger", can_rule=True, parent=parent)
    for dialog in (sheet, EncodingDialog(theme, None, parent)):
        dialog.show()
        qtbot.wait(1)
        assert dialog.size().boundedTo(screen) == dialog.size()
        foot = dialog.cancel
        assert foot.mapTo(dialog, foot.rect().bottomRight()).y() < dialog.height()
    assert [row.height() for row in sheet.rows.values()] == [theme.px(54)] * 3
    last = sheet.rows["everywhere"]
    assert last.visibleRegion().boundingRect().height() < px(40)
    sheet.rows["source"].setFocus()
    qtbot.keyClick(sheet.rows["source"], Qt.Key.Key_Down)
    qtbot.wait(1)
    assert last.visibleRegion().boundingRect().height() > px(40), "the last answer scrolls into view"


def test_what_to_do_takes_two_lines_where_there_is_little_room(theme: Theme, qtbot: QtBot) -> None:
    table = OutcomeTable(theme)
    qtbot.addWidget(table)
    table.outcomes.show(
        [
            Outcome("/a.html", Result.NEEDS_A_LOOK, error=EmptyFile()),
            Outcome("/b.pdf", Result.NEEDS_A_LOOK, error=UnknownFormat(looks_like="pdf")),
        ]
    )
    heights = []
    for wide in (1180, 670):
        table.resize(wide, 400)
        table.show()
        qtbot.wait(1)
        heights.append(table.rowHeight(0))
    row = theme.tokens.size.import_row
    assert heights == [row, row + 36]


def test_the_first_window_fits_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "xcb")
    assert first_size(1440, 900, QSize(2560, 1440)) == QSize(1440, 900)
    small = first_size(1440, 900, QSize(1280, 800))
    assert small.width() == 1280
    assert small.height() < 800
