"""The article alone, set as one likes it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize
from PySide6.QtWidgets import QFileDialog

from reader import focus_mode
from reader.appearing import Appearing
from reader.focus_mode import FocusMode, Foot
from reader.print_dialog import PrintDialog
from reader.typeset import SIZE, Typeset
from tests.flows.conftest import Desk

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_focus_and_back_by_keys_and_by_clicks(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(focus_mode, "REST_MS", 200)
    filled.open()
    window, pane = filled.window, filled.window.reader
    window.resize(1300, 700)
    filled.click_row(1)
    filled.until(lambda: pane.article is not None and window.commands.focus.isEnabled())
    filled.press(Qt.Key.Key_F11)
    mode, foot = window.findChild(FocusMode), pane.findChild(Foot)
    assert window.in_focus
    assert window.list_is_hidden
    assert not window.sidebar.isVisible()
    assert not window.rail.isVisible()
    assert not window.menuBar().isVisible()
    assert pane.bar.leave.isVisible()
    assert not pane.bar.views.isVisible()
    assert foot.isVisible()
    assert round(window.theme.size("article.body")) == 21
    filled.until(lambda: mode.bar_is_faded)
    filled.press(Qt.Key.Key_J)  # any key brings the bar back, also one that is a command
    assert not mode.bar_is_faded
    assert window.in_focus
    filled.press(Qt.Key.Key_Escape)
    assert not window.in_focus
    assert window.list_column.isVisible()
    assert window.menuBar().isVisible()
    assert round(window.theme.size("article.body")) == SIZE
    filled.press(Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    assert window.in_focus
    filled.click(pane.bar.leave)
    assert not window.in_focus
    filled.press(Qt.Key.Key_F11)
    filled.press(Qt.Key.Key_L, CONTROL)  # whoever searches is not alone with an article any more
    assert not window.in_focus
    assert window.list_column.box.field.hasFocus()


def test_the_text_is_set_as_one_likes_it_and_stays_so(filled: Desk) -> None:
    filled.open()
    window, settings = filled.window, filled.app.settings
    window.resize(1300, 700)
    filled.click_row(0)
    filled.until(lambda: window.reader.article is not None)
    filled.press(Qt.Key.Key_Plus, CONTROL)
    assert settings.reading_size == 20
    filled.press(Qt.Key.Key_Minus, CONTROL)
    filled.press(Qt.Key.Key_Minus, CONTROL)
    assert settings.reading_size == 18
    filled.press(Qt.Key.Key_0, CONTROL)
    assert settings.reading_size == SIZE
    filled.click(window.appearance)
    popover = window.findChild(Appearing).popover
    assert popover.isVisible()
    assert popover.controls.size_slider.hasFocus()
    filled.press(Qt.Key.Key_Right)
    filled.click(popover.controls.faces.cards[1])
    popover.controls.measure_slider.setValue(60)
    assert (settings.reading_size, settings.reading_face, settings.reading_measure) == (20, "Literata", 60)
    assert window.theme.font("article.body").families()[0] == "Literata"
    filled.click(popover.controls.themes.buttons["dark"])
    assert window.theme.is_dark
    filled.press(Qt.Key.Key_Escape)
    assert not popover.isVisible()
    filled.close()
    filled.open()
    assert filled.window.theme.typeset.face == "Literata"


def test_the_space_bar_reads_on(filled: Desk) -> None:
    filled.open()
    window = filled.window
    window.resize(1300, 500)
    filled.click_row(0)
    filled.until(lambda: window.reader.article is not None)
    first = window.reader.article
    bar = window.reader.hit_map
    assert bar.maximum() > 0
    while bar.value() < bar.maximum():
        before = bar.value()
        filled.press(Qt.Key.Key_Space)
        filled.until(lambda before=before: bar.value() > before)
    filled.until(lambda: bar.value() == bar.maximum())
    filled.press(Qt.Key.Key_Space)
    filled.until(lambda: window.reader.article is not None and window.reader.article is not first)
    assert window.list_column.table.currentIndex().row() > 0


def test_an_article_is_saved_as_pdf(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    target = filled.folder / "vote.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *rest: (str(target), ""))
    filled.open()
    filled.click_row(0)
    filled.until(lambda: filled.window.reader.article is not None)
    filled.press(Qt.Key.Key_P, CONTROL)
    dialog = filled.window.findChild(PrintDialog)
    assert dialog.paper.count == 1
    assert not dialog.on.isEnabled()
    filled.click(dialog.papers.buttons[1])
    assert dialog.paper.kind.id() == QPageSize.PageSizeId.Letter
    filled.click(dialog.pdf)
    assert target.read_bytes().startswith(b"%PDF-")
    assert "vote.pdf" in filled.window.messages.words


def test_an_article_opens_where_it_was_left(filled: Desk) -> None:
    filled.app.look.set_articles(Typeset(size=38))
    filled.open()
    window = filled.window
    window.resize(780, 420)
    bar = window.reader.hit_map

    def opened(row: int) -> None:
        before = window.reader.article
        filled.click_row(row)
        filled.until(lambda: window.reader.article is not None and window.reader.article is not before)

    opened(0)
    bar.setValue(bar.maximum() * 3 // 4)
    place = window.reader.left_at
    assert place is not None
    opened(1)
    assert bar.value() == 0
    opened(0)
    assert abs((window.reader.left_at or 0) - place) < 20
    filled.close()
    filled.open()
    window = filled.window
    window.resize(780, 420)
    filled.until(lambda: window.reader.article is not None)
    assert abs((window.reader.left_at or 0) - place) < 20  # lines may break elsewhere: it is the same line
    window.reader.hit_map.setValue(window.reader.hit_map.maximum())  # read to the end: it begins anew
    filled.click_row(1)
    filled.until(lambda: window.reader.article is not None and window.reader.hit_map.value() == 0)
    assert filled.session.library.article(window.reader.article.id).left_at is None
