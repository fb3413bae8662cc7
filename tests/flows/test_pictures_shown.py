"""A saved page with a picture: it stands in the text, at its place, and nothing else is ever fetched."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QUrl

from archive import Library
from tests.flows.conftest import Desk

FIRST = "The old ferry was painted red for the last time before it is sold to a museum on the other shore."


def saved_page(desk: Desk) -> Path:
    path = desk.page("ferry.html", "The red ferry", FIRST)
    figure = (
        "<figure><img src='ferry_files/red.png' alt='The ferry, red'>"
        "<figcaption>The ferry at dusk</figcaption></figure>"
        "<figure><img src='https://elsewhere.example/missing.png' alt='The crew'></figure>"
    )
    path.write_text(path.read_text().replace(f"<p>{FIRST}</p>", f"<p>{FIRST}</p>{figure}", 1))
    folder = path.parent / "ferry_files"
    folder.mkdir()
    out = io.BytesIO()
    Image.new("RGB", (900, 450), "#c02010").save(out, "PNG")
    (folder / "red.png").write_bytes(out.getvalue())
    return path


def read(desk: Desk) -> None:
    with Library.open(desk.folder / "library") as library:
        library.import_([str(saved_page(desk))])
        library.settle()
    desk.open()
    desk.until(lambda: desk.session.list.model.rowCount() == 1)
    desk.click_row(0)
    desk.until(lambda: desk.session.reading.pane.article is not None)


def test_a_kept_picture_is_shown_and_a_missing_one_is_a_box(desk: Desk) -> None:
    read(desk)
    body = desk.session.reading.pane.column.body
    document = body.article_document
    desk.until(lambda: "\N{OBJECT REPLACEMENT CHARACTER}" in document.toRawText())
    desk.until(lambda: document.is_complete)
    assert "The crew" in document.toPlainText()
    assert "The ferry, red" not in document.toPlainText()
    picture = document.resource(2, QUrl("pic:1"))
    assert picture.pixelColor(5, 5).name() == "#c02010"
    colour = body.grab().toImage()
    assert any(colour.pixelColor(60, y).name() == "#c02010" for y in range(0, colour.height(), 5))
    body.select_everything()
    assert "\N{OBJECT REPLACEMENT CHARACTER}" not in body.selected_text()


def test_no_other_name_is_answered_with_a_picture(desk: Desk, tmp_path: Path) -> None:
    read(desk)
    document = desk.session.reading.pane.column.body.article_document
    desk.until(lambda: "\N{OBJECT REPLACEMENT CHARACTER}" in document.toRawText())
    for name in ("pic:7", "pic:", (tmp_path / "a.png").as_uri(), "red.png"):
        assert document.resource(2, QUrl(name)).isNull()
