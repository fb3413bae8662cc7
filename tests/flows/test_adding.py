"""A person adds things: chosen, dropped, pasted, typed; sees what needs a look, and takes it back."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from archive import Library
from archive.model import Result
from reader.cli import main
from reader.controls import Button
from reader.handover import hand_over
from reader.imports import State
from tests.flows.conftest import ARTICLES, PAGE, Desk, drop


def over(desk: Desk) -> None:
    desk.until(lambda: bool(desk.session.imports.jobs) and all(j.is_over for j in desk.session.imports.jobs))


def buttons(desk: Desk) -> dict[str, Button]:
    """The buttons of the rows on the Imports page, by their words."""
    table = desk.window.import_page.table
    desk.until(lambda: bool(table.findChildren(Button)))
    return {button.accessibleName(): button for button in table.findChildren(Button)}


def test_files_are_dropped_anywhere(filled: Desk) -> None:
    filled.open()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(filled.page("civics.html", "Who pays for civics", "Schools ask.")))])
    drop(filled, data)
    filled.until(lambda: len(filled.titles()) == 4)
    assert "Who pays for civics" in filled.titles()


def test_files_are_chosen(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    filled.open()
    page = filled.page("civics.html", "Who pays for civics", "Schools ask.")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *args, **kwargs: ([str(page)], ""))
    filled.press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    filled.until(lambda: len(filled.titles()) == 4)
    assert filled.app.settings.folder == str(page.parent)


def test_the_same_again_is_already_here(filled: Desk) -> None:
    session = filled.open()
    page = filled.page("vote.html", *ARTICLES[0][1:])
    session.adding.bring([str(page)])
    over(filled)
    assert len(filled.titles()) == 3
    session.adding.show_page()
    tabs = filled.window.import_page.tabs.tabs
    filled.until(lambda: tabs[2].accessibleName() == "Already here 1")


def test_what_needs_a_look_is_still_there_the_next_day(filled: Desk) -> None:
    session = filled.open()
    folder = filled.folder / "pages"
    folder.mkdir()
    (folder / "empty.html").write_bytes(b"")
    session.adding.bring([str(folder)])
    over(filled)
    filled.close()
    session = filled.open()
    filled.until(lambda: session.imports.trouble == 1)
    session.adding.show_page()
    filled.click(buttons(filled)["Skip: empty.html"])
    filled.until(lambda: session.library.troubles() == ())
    assert session.imports.trouble == 0


def test_what_needs_a_look_says_so_and_can_be_tried_again(filled: Desk) -> None:
    session = filled.open()
    folder = filled.folder / "pages"
    folder.mkdir()
    (folder / "empty.html").write_bytes(b"")
    session.adding.bring([str(folder)])
    over(filled)
    messages = filled.window.messages
    filled.until(messages.isVisible)
    assert messages.words == "0 articles added, 1 needs a look"
    filled.click(messages.button)
    assert filled.window.shows_imports
    found = buttons(filled)
    assert set(found) == {"Open file: empty.html", "Try again: empty.html", "Skip: empty.html"}
    filled.page("empty.html", "Not empty any more", "Somebody wrote it.")
    filled.click(found["Try again: empty.html"])
    filled.until(lambda: "Not empty any more" in filled.titles())
    assert session.imports.trouble == 0


def test_trouble_can_be_put_aside_and_the_file_opened(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    session = filled.open()
    file = filled.folder / "empty.html"
    file.write_bytes(b"")
    session.adding.bring([str(file)])
    over(filled)
    session.adding.show_page()
    filled.click(buttons(filled)["Open file: empty.html"])
    assert opened == [QUrl.fromLocalFile(str(file)).toString()]
    filled.click(buttons(filled)["Skip: empty.html"])
    filled.until(lambda: session.imports.trouble == 0)
    filled.until(lambda: filled.window.import_page.table.outcomes.rowCount() == 0)


def test_an_import_is_undone_from_its_message(filled: Desk) -> None:
    session = filled.open()
    session.adding.bring([str(filled.page("civics.html", "Who pays for civics", "Schools ask."))])
    over(filled)
    filled.until(lambda: len(filled.titles()) == 4)
    assert filled.window.messages.button.text() == "Undo this import"
    filled.click(filled.window.messages.button)
    filled.until(lambda: len(filled.titles()) == 3)
    assert session.imports.jobs[0].state is State.UNDONE


def test_an_import_is_stopped_within_a_second(filled: Desk) -> None:
    session = filled.open()
    for number in range(120):
        filled.page(f"p{number:03}.html", f"Report number {number}", f"It is the {number}th of its kind.")
    session.adding.bring([str(filled.folder / "pages")])
    session.adding.show_page()
    job = session.imports.jobs[0]
    filled.until(lambda: job.done > 0)
    filled.click(filled.window.import_page.stop)
    filled.until(lambda: job.is_over, seconds=5)
    assert job.state is State.STOPPED
    came = job.count(Result.ADDED)
    assert 0 < came < 120
    filled.until(lambda: len(filled.titles()) == 3 + came)
    assert not filled.window.import_page.stop.isVisible()
    assert filled.window.import_page.undo.isVisible()
    filled.click(filled.window.import_page.undo)
    filled.until(lambda: len(filled.titles()) == 3)


@pytest.fixture
def site() -> Iterator[str]:
    """A site on this machine that has one article."""
    page = PAGE.format(
        title="From the web", first="It was fetched.", source="Lakeside Observer", date="2024-01-02"
    )

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/article"
    server.shutdown()
    server.server_close()


def test_an_address_is_pasted_and_ones_own_network_asks_first(filled: Desk, site: str) -> None:
    filled.open()
    QGuiApplication.clipboard().setText(site)
    filled.window.list_column.table.setFocus()
    filled.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    over(filled)
    filled.session.adding.show_page()
    allow = next(button for name, button in buttons(filled).items() if name.startswith("Allow it this once"))
    filled.click(allow)
    filled.until(lambda: "From the web" in filled.titles())


def test_addresses_are_typed(filled: Desk) -> None:
    filled.open()
    filled.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    panel = filled.window.import_page.panel
    assert panel.field.hasFocus()
    assert not panel.add_pages.isEnabled()
    filled.type("nonsense://x  also-nonsense")
    filled.click(panel.add_pages)
    over(filled)
    (job,) = filled.session.imports.jobs
    assert job.origins == ("nonsense://x", "also-nonsense")
    assert len(job.trouble) == 2


def test_text_that_is_no_address_is_not_pasted(filled: Desk) -> None:
    filled.open()
    QGuiApplication.clipboard().setText("look at https://news.example/x")
    filled.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert filled.session.imports.jobs == []


def test_a_second_start_hands_its_files_over(filled: Desk, tmp_path: Path) -> None:
    filled.open()
    page = filled.page("civics.html", "Who pays for civics", "Schools ask.")
    done: list[bool] = []
    thread = threading.Thread(target=lambda: done.append(hand_over(filled.folder / "library", [str(page)])))
    thread.start()
    filled.until(lambda: done == [True])
    filled.until(lambda: "Who pays for civics" in filled.titles())


def test_a_library_that_is_open_elsewhere_is_said_to_be(filled: Desk) -> None:
    with Library.open(filled.folder / "library"):
        filled.app.open(filled.folder / "library")
        filled.until(lambda: filled.app.trouble is not None)
        trouble = filled.app.trouble
        assert trouble is not None
        assert trouble.title.text() == "The library is open in another window or command."
    filled.click(trouble.again_button)
    filled.until(lambda: filled.app.session is not None)
    assert not trouble.isVisible()


def test_the_command_line_hands_over_to_the_window(filled: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    filled.open()
    page = filled.page("civics.html", "Who pays for civics", "Schools ask.")
    codes: list[int] = []
    words = ["--library", str(filled.folder / "library"), "import", str(page)]
    thread = threading.Thread(target=lambda: codes.append(main(words)))
    thread.start()
    filled.until(lambda: codes == [0])
    filled.until(lambda: "Who pays for civics" in filled.titles())
    assert capsys.readouterr().out == "The library is open in a window, which is adding this now.\n"


def test_a_search_takes_in_what_comes_and_the_person_stays_where_they_are(filled: Desk) -> None:
    session = filled.open()
    filled.settle()
    filled.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    filled.type("treasury ")
    filled.until(lambda: session.list.query.parsed is not None and len(filled.titles()) == 3)
    filled.click_row(1)
    there = session.list.table.current_id()
    session.adding.bring([str(filled.page("civics.html", "Who pays for civics", "Schools ask."))])
    filled.until(lambda: len(filled.titles()) == 4)
    assert session.list.table.current_id() == there
    assert session.list.table.selected_ids() == [there]
    filled.until(lambda: not session.list.still_reading.isVisible())


PASTED_TEXT = """The ferry charge falls in June, the harbour board decided on Tuesday.
Officials said that the money lost would be found in the harbour fund.
Officials said that the money lost would be found in the harbour fund.
Nobody could say when the first cheaper ticket would be sold, or to whom."""


def test_a_text_is_pasted(desk: Desk) -> None:
    session = desk.open()
    QGuiApplication.clipboard().setText(PASTED_TEXT)
    desk.choose(session.actions.paste)
    desk.until(lambda: session.counts is not None and session.counts.library == 1)
    (row,) = session.library.rows(session.library.ids())
    assert row.title.startswith("The ferry charge falls in June")
    assert session.library.article(row.id).article.text.count("Officials said") == 1
    assert session.imports.jobs[-1].label == "Text from the clipboard"


def test_nothing_to_paste_is_said(desk: Desk) -> None:
    session = desk.open()
    QGuiApplication.clipboard().setText("word")
    desk.choose(session.actions.paste)
    assert desk.window.messages.words == "There is no address, file or article on the clipboard."
