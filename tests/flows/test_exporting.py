"""Export from the window: what is selected or found, in a form, to a place; stopped; shown in its folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from archive import Library
from tests.flows.conftest import Desk


@pytest.fixture
def filled(desk: Desk) -> Desk:
    with Library.open(desk.folder / "library") as library:
        for number in range(3):
            library.import_(
                [str(desk.page(f"{number}.html", f"Vote {number}", f"Ballot {number} was held."))]
            )
    desk.open()
    return desk


def test_what_is_found_goes_where_the_person_says(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, exporting, target = filled, filled.session.exporting, filled.folder / "votes.json"
    asked: list[str] = []

    def choose(parent: object, title: str, start: str, kind: str) -> tuple[str, str]:
        asked.append(Path(start).name)
        return str(target), kind

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    opened: list[str] = []
    monkeypatch.setattr(
        "reader.exporting.QDesktopServices.openUrl", lambda address: opened.append(address.toLocalFile())
    )
    desk.click_row(0)
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = exporting.dialog
    assert dialog is not None
    assert list(dialog._scopes.buttons) == ["chosen", "listed"]
    desk.click(dialog._scopes.buttons["listed"])
    assert dialog.pictures.isEnabled()
    desk.click(dialog.forms.buttons["json"])
    assert not dialog.pictures.isEnabled()
    desk.click(dialog.tags)
    desk.click(dialog.export)
    desk.until(lambda: exporting.dialog is None)
    assert asked == ["Articles.json"]
    assert {one["title"] for one in json.loads(target.read_text())["articles"]} == {
        "Vote 0",
        "Vote 1",
        "Vote 2",
    }
    assert desk.window.messages.words == "3 articles exported."
    desk.click(desk.window.messages.button)
    assert opened == [str(desk.folder)]

    # a reference to it, in any of the styles
    desk.session.actions.citations["mla"].trigger()
    desk.until(lambda: desk.window.messages.words == "Citation copied")
    assert QGuiApplication.clipboard().text() == "“Vote 2.” Harbour Gazette, 14 Mar. 2023."

    # a folder of its own for a form with one file each; never over one that is there
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *asked: str(desk.folder))
    (desk.folder / "Articles").mkdir()
    (desk.folder / "Articles" / "mine").touch()
    desk.session.actions.export.trigger()
    desk.click(exporting.dialog.forms.buttons["markdown"])
    desk.click(exporting.dialog.export)
    desk.until(lambda: exporting.dialog is None)
    assert len(list((desk.folder / "Articles (2)").glob("*.md"))) == 1

    # what cannot be written is said, and nothing is there
    target = desk.folder / "missing" / "x.epub"
    desk.session.actions.export.trigger()
    desk.click(exporting.dialog.forms.buttons["epub"])
    desk.click(exporting.dialog.export)
    desk.until(lambda: "could not be written" in desk.window.messages.words)
    assert exporting.dialog is None
    assert not target.parent.exists()


def test_a_long_one_is_stopped_and_leaves_nothing(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, exporting, target = filled, filled.session.exporting, filled.folder / "all.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *asked: (str(target), ""))
    desk.session.actions.export.trigger()
    dialog = exporting.dialog
    desk.click(dialog.forms.buttons["csv"])
    whole = desk.session.library.export
    monkeypatch.setattr(
        desk.session.library, "export", lambda *a, **k: (k["cancel"].wait(20), whole(*a, **k))[1]
    )
    desk.click(dialog.export)
    assert dialog.cancel.text() == "Stop"
    assert not dialog.export.isVisible()
    desk.click(dialog.cancel)
    assert dialog.export.isVisible()
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    desk.until(lambda: exporting.dialog is None)
    assert not target.exists()
