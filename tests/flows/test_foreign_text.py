"""A hostile article, in every place where foreign text is shown: it stays text."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QTextBrowser, QTextEdit, QWidget

from tests.flows.conftest import Desk

EVIL = "<b>Bold</b><img src='file:///etc/passwd'><a href='javascript:x'>x</a>"
ESCAPED = EVIL.replace("<", "&lt;")

HOSTILE = f"""<!doctype html><html><head><title>{ESCAPED}</title>
<meta property="og:site_name" content="{ESCAPED}"><meta property="og:title" content="{ESCAPED}">
<meta name="author" content="{ESCAPED}"><meta property="article:section" content="{ESCAPED}">
<meta property="og:description" content="{ESCAPED}">
<meta property="og:url" content="https://evil.example/&lt;b&gt;x">
<meta property="article:published_time" content="2023-03-14"></head><body><article><h1>{ESCAPED}</h1>
<p>{ESCAPED} is what the first paragraph says, and it says it at some length so that it is kept.</p>
<p>{ESCAPED} is what the first paragraph says, and it says it at some length so that it is kept.</p>
<p>A second paragraph follows, in which nothing of that kind is written, and which ends here.</p>
<img src="https://evil.example/track.png" alt="{ESCAPED}"><p>Sign up: {ESCAPED}</p>
</article></body></html>"""


def walk(root: QWidget) -> list[QWidget]:
    return [root, *root.findChildren(QWidget)]


def assert_plain(root: QWidget) -> int:
    """No widget shows foreign text as anything but text; returns how many hold it."""
    holding = 0
    for widget in walk(root):
        tip = widget.toolTip()
        assert "<b>" not in tip, type(widget).__name__
        if isinstance(widget, QLabel):
            assert widget.textFormat() == Qt.TextFormat.PlainText, widget.text()
            holding += "<b>" in widget.text()
        elif isinstance(widget, QAbstractButton):
            holding += "<b>" in widget.text()
        elif isinstance(widget, (QTextBrowser, QTextEdit)):
            html = widget.toHtml()
            assert "file:///etc/passwd'" not in html.replace("&lt;img src='file:///etc/passwd'", "")
            assert '<a href="javascript' not in html
            holding += "<b>Bold</b>" in widget.toPlainText()
    return holding


@pytest.fixture
def hostile(desk: Desk) -> Desk:
    folder = desk.folder / "pages"
    folder.mkdir()
    (folder / "evil <b>name<⁄b>.html").write_text(HOSTILE, encoding="utf-8")
    (folder / "empty <b>file<⁄b>.html").write_bytes(b"")
    return desk


def test_foreign_text_stays_text_everywhere(hostile: Desk) -> None:
    session = hostile.open()
    session.adding.bring([str(hostile.folder / "pages")])
    hostile.until(lambda: session.reading.open_id is not None)
    hostile.until(lambda: session.reader.article is not None)
    assert assert_plain(hostile.window) >= 2
    session.reader.toggle_removed()
    assert_plain(hostile.window)
    session.reader.toggle_removed()
    session.reader.toggle_original()
    hostile.until(lambda: session.reader.shows_original)
    assert_plain(hostile.window)
    hostile.settle()
    session.list.box.field.setFocus()
    hostile.type("bold")
    hostile.until(lambda: session.list.model.is_search)
    assert_plain(hostile.window)
    hostile.type(" <b>nothing</b>")
    hostile.until(lambda: session.list.pages.currentWidget() is session.list.nothing)
    hostile.qtbot.wait(50)
    assert_plain(hostile.window)
    session.adding.show_page()
    session.window.import_page.show_job(session.imports.jobs[0])
    hostile.qtbot.wait(50)
    assert_plain(hostile.window)
    model = session.window.import_page.table.outcomes
    assert any("<b>" in str(model.index(row, 0).data()) for row in range(model.rowCount()))


def test_nothing_foreign_is_logged(hostile: Desk) -> None:
    session = hostile.open()
    session.adding.bring([str(hostile.folder / "pages")])
    hostile.until(lambda: session.reading.open_id is not None)
    session.list.box.set_text("Bold secret")
    hostile.qtbot.wait(100)
    hostile.close()
    for path in Path(hostile.folder / "logs").iterdir():
        written = path.read_text(encoding="utf-8")
        assert "Bold" not in written
        assert "evil" not in written
        assert "pages" not in written
