"""What leaves the library is harmless where it goes, whole or not there, and never over something else."""

from __future__ import annotations

import csv
import errno
import json
import os
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import export
from archive.cancel import CancelToken
from archive.errors import Cancelled, DiskFull, ExportFailed
from archive.export import epub, markup, page, safe, sheet
from archive.library import Library
from archive.model import (
    Anchor,
    Block,
    BlockKind,
    CleanArticle,
    Colour,
    Exportable,
    ExportChoice,
    Highlight,
    Labels,
    Mark,
    Picture,
    Span,
    Status,
    StoredArticle,
)

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
LABELS = Labels("My articles", "Contents", "Highlights", "Tags", "Untitled", lambda moment: moment.value)
TEXT = "The council met, said the mayor."


def exportable(*blocks: Block, title: str = "Vote", **more: object) -> Exportable:
    article = CleanArticle("https://a.example/1?x=1&y=2", title, ("Jo Doe",), "Gazette", None, "en", blocks)
    stored = StoredArticle(1, "uuid", article, None, Status(), (), (), NOW, "/in", 1, 9)
    return Exportable(stored, **more)  # type: ignore[arg-type]


def marked(text: str, *spans: Span) -> Exportable:
    highlights = tuple(
        Highlight(n, 1, Colour.SKY, "A note", Anchor(text[s.start : s.end]), s, NOW, NOW)
        for n, s in enumerate(spans)
    )
    return exportable(Block(BlockKind.PARAGRAPH, text), highlights=highlights)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "＝", "\r="])
def test_a_formula_is_text_in_a_spreadsheet(start: str, tmp_path: Path) -> None:
    sheet.write([exportable(title=f'{start}HYPERLINK("http://x.example")')], tmp_path / "a.csv", LABELS)
    data = (tmp_path / "a.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(data.decode("utf-8-sig").splitlines()))
    assert rows[0] == list(sheet.COLUMNS)
    assert rows[1][0].startswith("'")
    assert all(not cell.startswith(("=", "+", "-", "@")) for cell in rows[1])


PARTS = st.sampled_from([*'aB. <>:"/\\|?*é\x00\n\u202e\ud800', "CON", "aux", "NUL.md", "字" * 50])
NAMES = st.lists(PARTS, max_size=5).map("".join)


@given(st.lists(NAMES, max_size=6))
def test_a_files_name_is_one_on_every_system(titles: list[str]) -> None:
    taken: set[str] = set()
    names = [safe.file_name(title, ".md", taken) for title in titles]
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert not set(name) & set('<>:"/\\|?*\x00\n\u202e\ud800')
        assert len(name.encode()) < 200
        assert not name.startswith((".", " "))
        stem = name.removesuffix(".md")
        assert stem
        assert not stem.endswith((".", " "))
        assert stem.split(".")[0].upper() not in {"CON", "AUX", "NUL", "PRN", "COM1"}


@given(st.text())
def test_an_address_is_valid_or_none(words: str) -> None:
    found = safe.address("https://a.example/" + words)
    assert found is None or (found.isascii() and not set(found) & set(' "<>\\^`{|}\n'))
    assert safe.address("javascript:" + words) is None
    assert safe.address("data:" + words) is None


def test_nothing_of_a_page_is_run_or_asked_for_by_an_exported_one() -> None:
    block = Block(
        BlockKind.PARAGRAPH,
        "</script><script>alert(1)</script> click",
        (Mark(0, 9, "link", "javascript:alert(1)"), Mark(35, 40, "link", 'https://a.example/"><script>')),
    )
    item = exportable(
        block, Block(BlockKind.IMAGE, "A map", href="https://tracker.example/x.png"), title="</title><script>"
    )
    written = page.document(item, LABELS, {})
    assert "tracker.example" not in written
    assert "javascript:" not in written
    assert written.count("<script") == written.count("</script>") == 1
    assert "default-src 'none'" in written


def test_highlights_are_where_they_stand_over_marks_and_blocks() -> None:
    blocks = (
        Block(BlockKind.PARAGRAPH, "One two three", (Mark(4, 13, "strong"),)),
        Block(BlockKind.PARAGRAPH, "four & five"),
    )
    note = Highlight(1, 1, Colour.LEAF, "", Anchor("two three\nfour"), Span(4, 18), NOW, NOW)
    over = Highlight(2, 1, Colour.ROSE, "", Anchor("three"), Span(8, 13), NOW, NOW)
    body = markup.body(exportable(*blocks, highlights=(note, over)), lambda name: None)
    assert body == (
        '<p>One <strong><mark class="leaf">two </mark><mark class="rose">three</mark></strong></p>\n'
        '<p><mark class="leaf">four</mark> &amp; five</p>'
    )


def test_lists_nest_and_every_list_ends() -> None:
    items = [(0, None), (1, 1), (1, 2), (0, None), (0, 5), (2, None), (1, None)]
    blocks = [Block(BlockKind.ITEM, f"n{n}", level=level, ordinal=o) for n, (level, o) in enumerate(items)]
    body = markup.body(exportable(*blocks), lambda name: None)
    ElementTree.fromstring(f"<div>{body}</div>")
    assert body.startswith(
        '<ul><li>n0<ol><li value="1">n1</li><li value="2">n2</li></ol></li><li>n3</li></ul><ol>'
    )


def test_a_book_holds_what_an_epub_must(tmp_path: Path) -> None:
    picture = Picture(b"\x89PNG\r\n\x1a\n" + bytes(30), 1, 1)
    first = exportable(
        Block(BlockKind.IMAGE, "A map", href="map.png"),
        Block(BlockKind.CAPTION, "The harbour"),
        Block(BlockKind.TABLE, "a\tb\n1\t2", level=1),
        Block(BlockKind.PARAGRAPH, "Broken \x00\x0b\ud800\ufffe letters & <signs>"),
        title="First & “last” <b>",
        pictures={"map.png": picture},
        tags=("Water",),
    )
    epub.write([first, marked(TEXT, Span(4, 11))], tmp_path / "a.epub", LABELS, NOW)
    data = (tmp_path / "a.epub").read_bytes()
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(tmp_path / "a.epub") as book:
        assert book.testzip() is None
        assert book.infolist()[0].filename == "mimetype"
        assert book.infolist()[0].compress_type == zipfile.ZIP_STORED
        for name in book.namelist():
            if name.endswith((".xhtml", ".opf", ".xml")):
                ElementTree.fromstring(book.read(name))
        package = book.read("book/package.opf").decode()
        assert 'properties="nav"' in package
        assert "2026-01-02T03:04:05Z" in package
        assert package.count("<itemref") == 3
        assert book.read("book/picture1.png") == picture.data
        assert (
            '<img src="picture1.png" alt="A map"/><figcaption>The harbour'
            in book.read("book/1.xhtml").decode()
        )
        assert '<mark class="sky">council</mark>' in book.read("book/2.xhtml").decode()
        contents = book.read("book/contents.xhtml").decode()
        assert '<a href="1.xhtml">First &amp; “last” &lt;b&gt;</a>' in contents


def test_the_same_articles_are_the_same_book(tmp_path: Path) -> None:
    for name in ("a", "b"):
        epub.write([marked(TEXT, Span(4, 11))], tmp_path / name, LABELS, NOW)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


# ---------------------------------------------------------------- whole or not at all

FORMATS = [form.name for form in export.EXPORTERS]


def written(target: Path, form: str, items: Iterator[Exportable], *, over: bool = False) -> None:
    export.write(items, target, form, LABELS, now=NOW, replace=over)


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_there_is_never_written_over(form: str, tmp_path: Path) -> None:
    target = tmp_path / "mine"
    target.write_text("mine")
    with pytest.raises(ExportFailed) as told:
        written(target, form, iter([marked(TEXT)]))
    assert told.value.facts["reason"] == "exists"
    assert target.read_text() == "mine"
    assert os.listdir(tmp_path) == ["mine"]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "failure", [Cancelled(), OSError(errno.ENOSPC, "full"), OSError(errno.EIO, "io"), KeyError()]
)
def test_what_is_cut_short_leaves_nothing(form: str, failure: Exception, tmp_path: Path) -> None:
    def items() -> Iterator[Exportable]:
        yield marked(TEXT, Span(4, 11))
        raise failure

    raised = {errno.ENOSPC: DiskFull, errno.EIO: ExportFailed}.get(
        getattr(failure, "errno", 0), type(failure)
    )
    with pytest.raises(raised):
        written(tmp_path / "out", form, items())
    assert os.listdir(tmp_path) == []


def test_a_file_goes_for_another_only_where_the_person_said_so(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    target.write_text("old")
    written(target, "json", iter([marked(TEXT)]), over=True)
    assert json.loads(target.read_text())["articles"][0]["title"] == "Vote"
    assert stat.S_IMODE(target.stat().st_mode) & 0o400
    assert os.listdir(tmp_path) == ["a.json"]


def test_pictures_lie_beside_their_article(tmp_path: Path) -> None:
    picture = Picture(b"\xff\xd8" + bytes(30), 1, 1)
    item = exportable(Block(BlockKind.IMAGE, "Map", href="m"), title="A: map?", pictures={"m": picture})
    written(tmp_path / "out", "html", iter([item, replace(item, pictures={})]))
    assert sorted(os.listdir(tmp_path / "out")) == ["A map (2).html", "A map.html", "A map_files"]
    assert (tmp_path / "out" / "A map_files" / "1.jpg").read_bytes() == picture.data
    assert '<img src="A%20map_files/1.jpg" alt="Map"/>' in (tmp_path / "out" / "A map.html").read_text()


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExportFailed) as told:
        written(tmp_path / "missing" / "a.json", "json", iter([]))
    assert told.value.facts["reason"] == "io"


def test_one_article_after_the_other_and_it_can_be_stopped(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    with Library.open(tmp_path / "library", follow=False) as library:
        for number in range(3):
            text.write_text(
                f"Title {number}\n\nThe council met on day {number} and said nothing at all of it."
            )
            library.import_([str(text)])
        ids = [*library.ids(), 99]
        told: list[tuple[int, int]] = []
        report = library.export(ids, tmp_path / "x.csv", "csv", LABELS, told=lambda *n: told.append(n))
        assert (report.count, report.left_out) == (3, (99,))
        assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
        cancel = CancelToken()
        with pytest.raises(Cancelled):
            library.export(
                ids, tmp_path / "y.epub", "epub", LABELS, told=lambda *_: cancel.cancel(), cancel=cancel
            )
        assert not (tmp_path / "y.epub").exists()
        start = library.article(ids[0]).article.text.index("council")
        library.highlight(ids[0], Span(start, start + 7), note="*Which* one?")
        copied = library.highlights_as_markdown(ids, LABELS)
        assert copied.startswith("## Title ")
        assert "> council\n\n\\*Which\\* one?\n" in copied
        assert library.citation(ids[0]).startswith("“Title")
        without = library.export(
            ids, tmp_path / "z.md", "highlights", LABELS, choice=ExportChoice(pictures=True)
        )
        assert without.path.read_text() == copied
