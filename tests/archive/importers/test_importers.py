"""What each importer makes of the files people bring."""

from __future__ import annotations

import base64
import gzip
import io
import quopri
import stat
import zipfile
from datetime import UTC, datetime

import pytest

from archive.errors import ArchiveError, DamagedFile, TooLarge, UnknownFormat
from archive.importers import documents, members
from archive.importers.dates import instant, moment
from archive.model import Capture, Document, Precision

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
ADDRESS = "https://eastmere.example/vote?id=3"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(80)


def capture(name: str, data: str | bytes) -> Capture:
    return Capture(name, data.encode() if isinstance(data, str) else data, NOW)


def one(name: str, data: str | bytes) -> Document:
    (document,) = documents(capture(name, data))
    return document


# ---------------------------------------------------------------- pages and who saved them


@pytest.mark.parametrize(
    ("page", "saved_at"),
    [
        (
            "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: {url} \n saved date: "
            "Mon Nov 23 2026 19:56:47 GMT+0100 (Central European Standard Time)\n--><p>words",
            datetime(2026, 11, 23, 18, 56, 47, tzinfo=UTC),
        ),
        ("<html><!-- Archive processed by SingleFile\nurl: {url}\n--><p>words", None),
        ("<!DOCTYPE html>\n<!-- saved from url=(0036){url} -->\n<html><p>words", None),
        ("<!-- saved from url=(0036){url} --><!DOCTYPE html><html><p>words", None),
        (
            "<html><head><meta name='savepage-url' content='{url}'>"
            "<meta name='savepage-date' content='Mon Nov 23 2026 19:56:47 GMT+0000'><p>words",
            datetime(2026, 11, 23, 19, 56, 47, tzinfo=UTC),
        ),
        (
            "<html data-scrapbook-source='{url}' data-scrapbook-create='20261123195647123'><p>words",
            datetime(2026, 11, 23, 19, 56, 47, tzinfo=UTC),
        ),
    ],
)
def test_a_saved_page_tells_its_address_and_day(page: str, saved_at: datetime | None) -> None:
    document = one("vote.html", page.format(url=ADDRESS))
    assert document.url == ADDRESS
    assert document.hints.saved_at == saved_at
    assert document.hints.file_name == "vote.html"
    assert document.kind == "page"


def test_an_address_that_is_none_is_not_taken() -> None:
    assert one("a.html", "<!-- saved from url=(0014)about:internet --><html><p>words").url is None
    assert one("a.html", "<!-- saved from url=(0022)javascript:alert(1) --><html><p>words").url is None


def test_the_address_that_was_fetched_goes_first() -> None:
    page = f"<html><!-- saved from url=(0036){ADDRESS} --><p>words".encode()
    fetched = Capture("https://b.example", page, NOW, final_url="https://b.example/x")
    (document,) = documents(fetched)
    assert document.url == "https://b.example/x"
    assert document.hints.file_name is None


def test_pictures_beside_the_page_and_inside_it_come_along() -> None:
    inside = base64.b64encode(PNG * 20).decode()
    page = f"<html><img src=data:image/png;base64,{inside}><img src='vote_files/a.png'><p>words"
    (document,) = documents(Capture("vote.html", page.encode(), NOW, resources={"vote_files/a.png": PNG}))
    assert sorted(document.resources.values()) == [PNG, PNG * 20]


# ---------------------------------------------------------------- MHTML


def mhtml(*parts: str, head: str = f"Snapshot-Content-Location: {ADDRESS}\r\n") -> str:
    body = "".join(f"--cut\r\n{part}\r\n" for part in parts)
    return (
        f"From: <Saved by Blink>\r\n{head}Subject: =?utf-8?Q?Vote_in_M=C3=BChlbach?=\r\n"
        "Date: Mon, 23 Nov 2026 19:55:22 -0000\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/related; type="text/html"; boundary="cut"\r\n\r\n{body}--cut--\r\n'
    )


def part(html: str, location: str = ADDRESS, extra: str = "") -> str:
    packed = quopri.encodestring(html.encode()).decode()
    return (
        f"Content-Type: text/html{extra}\r\nContent-ID: <frame-1@mhtml.blink>\r\n"
        f"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: {location}\r\n\r\n{packed}"
    )


PICTURE = (
    "Content-Type: image/png\r\nContent-ID: <p1@mhtml.blink>\r\nContent-Transfer-Encoding: base64\r\n"
    f"Content-Location: https://eastmere.example/p.png\r\n\r\n{base64.b64encode(PNG).decode()}"
)


def test_mhtml_is_its_page_with_address_day_and_pictures() -> None:
    frame = part("<p>an advertisement", "cid:frame-2@mhtml.blink")
    document = one("a.mhtml", mhtml(part("<html><p>Überraschung: 3 < 4"), frame, PICTURE))
    assert document.url == ADDRESS
    assert "Überraschung" in document.markup
    assert "advertisement" not in document.markup
    assert document.hints.title == "Vote in Mühlbach"
    assert document.hints.saved_at == datetime(2026, 11, 23, 19, 55, 22, tzinfo=UTC)
    assert document.resources == {"cid:p1@mhtml.blink": PNG, "https://eastmere.example/p.png": PNG}


def test_mhtml_names_its_first_part_or_has_none() -> None:
    first = part("<p>a frame").replace("frame-1", "frame-0")
    started = mhtml(first, part("<p>the page")).replace(
        'type="text/html"', 'type="text/html"; start="<frame-1@mhtml.blink>"'
    )
    assert "the page" in one("a.mhtml", started).markup
    assert one("a.mhtml", mhtml(part("<p>words"), head="")).url == ADDRESS
    with pytest.raises(DamagedFile):
        one("a.mhtml", mhtml(PICTURE))


def test_mhtml_that_is_cut_or_nested_is_read_as_far_as_it_goes() -> None:
    assert "words" in one("a.mhtml", mhtml(part("<p>words</p>")).replace("--cut--\r\n", "")).markup
    nested = (
        'Content-Type: multipart/alternative; boundary="in"\r\n\r\n--in\r\n' + part("<p>words") + "\r\n--in--"
    )
    assert "words" in one("a.mhtml", mhtml(nested)).markup


# ---------------------------------------------------------------- text and Markdown


def test_plain_text_has_one_kind_of_line_end_and_no_controls() -> None:
    document = one("vote.txt", "\ufeffTitle\r\n\r\nOne\x00 line\rand\x0banother\u2028end\x1b[31m\tx\x07")
    assert document.markup == "Title\n\nOne line\nand\nanother\nend[31m\tx"
    assert document.kind == "text"
    assert document.hints.file_name == "vote.txt"


def test_front_matter_becomes_hints() -> None:
    document = one(
        "vote.md",
        "---\ntitle: 'The vote: a second look'\nsource: https://eastmere.example/vote\n"
        'author:\n  - "[[Ada Quill]]"\n  - "[[people/Ivo Bell|Ivo Bell]]"\npublished: 2024-09-03\n'
        "created: 2026-11-23\nlang: en\ntags: [clippings, '#ferry']\nsite: Eastmere Post\n---\n"
        "## Before\n\nThe *council* met. [[Old ferry|The ferry]] stays. ~~Gone~~ [[1]](https://n.example)\n\n"
        "|a|b|\n|-|-|\n|1|2|\n<script>no()</script>\n",
    )
    assert document.kind == "article"
    assert document.url == "https://eastmere.example/vote"
    hints = document.hints
    assert hints.title == "The vote: a second look"
    assert hints.authors == ("Ada Quill", "Ivo Bell")
    assert hints.published is not None
    assert hints.published.value == "2024-09-03"
    assert hints.saved_at == datetime(2026, 11, 23, tzinfo=UTC)
    assert (hints.language, hints.tags, hints.source) == ("en", ("clippings", "ferry"), "Eastmere Post")
    for piece in ("<h2>Before</h2>", "<em>council</em>", "The ferry stays", "<td>1</td>", "<s>Gone</s>"):
        assert piece in document.markup
    assert "no()" not in document.markup
    assert "title" not in document.markup


@pytest.mark.parametrize("front", ["- a list", "one sentence: and\nanother line", "", "a: 1\n\tb"])
def test_what_is_no_front_matter_stays_text(front: str) -> None:
    document = one("a.md", f"---\n{front}\n---\n\nwords of the text\n")
    assert "words of the text" in document.markup
    assert front.rsplit("\n", 1)[-1].strip("- \t") in document.markup


@pytest.mark.parametrize(
    "front",
    [
        "title: The vote: a second look\nauthors:\n  - Ada Quill\n  - Ivo Bell",
        "title: 'The vote: a second look'\nauthors: Ada Quill; Ivo Bell\nx: !!python/name:os.system 0",
        "title: 'The vote: a second look'\nauthors: [Ada Quill, Ivo Bell]\nx: &x [1]\ny: *x",
        f"title: 'The vote: a second look'\nauthors: Ada Quill, Ivo Bell\nx: {'[' * 5000}{']' * 5000}",
    ],
)
def test_front_matter_that_is_no_safe_yaml_is_read_by_lines(front: str) -> None:
    document = one("a.md", f"---\n{front}\n---\n\nwords of the text\n")
    assert document.markup == "<p>words of the text</p>\n"
    assert document.hints.title == "The vote: a second look"
    assert [name.strip("[]") for name in document.hints.authors] == ["Ada Quill", "Ivo Bell"]


# ---------------------------------------------------------------- zips


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in entries:
            container.writestr(name, data)
    return out.getvalue()


def inside(data: bytes) -> tuple[list[Capture], dict[str, ArchiveError]]:
    found = list(members(capture("all.zip", data)))
    captures = [item for item in found if isinstance(item, Capture)]
    return captures, {item[0]: item[1] for item in found if isinstance(item, tuple)}


def test_a_zip_gives_its_pages_and_nothing_of_the_system() -> None:
    link = zipfile.ZipInfo("link.html")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    captures, errors = inside(
        zipped(
            ("saved/", b""),
            ("saved/vote.html", b"<html><p>words"),
            ("saved/vote_files/a.png", PNG),
            ("saved/vote_files/frame.html", b"<p>an advertisement"),
            ("saved/note.txt", b"words"),
            ("__MACOSX/saved/._vote.html", b"x"),
            ("saved/.DS_Store", b"x"),
            (link, b"/etc/passwd"),
        )
    )
    assert [item.origin for item in captures] == ["all.zip!/saved/vote.html", "all.zip!/saved/note.txt"]
    assert captures[0].resources == {"vote_files/a.png": PNG}
    assert captures[0].captured_at == NOW
    assert errors == {}


def test_a_member_that_cannot_be_read_is_named_and_the_rest_comes() -> None:
    packed = bytearray(
        zipped(("a.html", b"<p>" + bytes(range(256))), ("b.html", b"<p>b"), ("../c.html", b"<p>c"))
    )
    packed[packed.find(b"a.html") + 30] ^= 0xFF
    captures, errors = inside(bytes(packed))
    assert [item.origin for item in captures] == ["all.zip!/b.html"]
    assert {origin: error.facts["reason"] for origin, error in errors.items()} == {
        "all.zip!/a.html": "damaged",
        "all.zip!/../c.html": "unsafe-name",
    }


def test_a_zip_in_a_zip_is_not_opened() -> None:
    captures, errors = inside(zipped(("a.html", b"<p>a"), ("b.zip", zipped(("c.html", b"<p>c")))))
    assert len(captures) == 1
    assert isinstance(errors["all.zip!/b.zip"], UnknownFormat)


def test_a_member_that_unpacks_to_too_much_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.importers.zips.MEMBER", 1000)
    monkeypatch.setattr("archive.importers.zips.ARCHIVE", 1500)
    small, large = b"<p>" + b"a" * 700, b"<p>" + b"b" * 5000
    captures, errors = inside(
        zipped(("a.html", small), ("b.html", large), ("c.html", small), ("d.html", small))
    )
    assert [item.origin for item in captures] == ["all.zip!/a.html", "all.zip!/c.html"]
    assert isinstance(errors["all.zip!/b.html"], TooLarge)
    assert errors["all.zip!/d.html"].facts["limit"] == 1500 - 1406


def test_a_page_packed_with_gzip_is_unpacked() -> None:
    packed = gzip.compress(b"<html><p>") + gzip.compress(b"words")
    (member,) = members(capture("vote.html.gz", packed))
    assert isinstance(member, Capture)
    assert (member.origin, member.data) == ("vote.html.gz!/vote.html", b"<html><p>words")
    with pytest.raises(DamagedFile):
        list(members(capture("vote.html.gz", packed[:-9])))


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("words", "value", "precision"),
    [
        ("2024", "2024", Precision.YEAR),
        ("2024-09", "2024-09", Precision.MONTH),
        ("2024-09-03", "2024-09-03", Precision.DAY),
        ("2024-09-03T04:05Z", "2024-09-03T04:05+00:00", Precision.MINUTE),
        ("2024-09-03 04:05:06", "2024-09-03T04:05:06", Precision.SECOND),
        ("Tue, 03 Sep 2024 04:05:06 +0200", "2024-09-03T04:05:06+02:00", Precision.SECOND),
    ],
)
def test_a_date_is_as_exact_as_it_was_told(words: str, value: str, precision: Precision) -> None:
    found = moment(words)
    assert found is not None
    assert (found.value, found.precision, found.words) == (value, precision, words)


@pytest.mark.parametrize("words", ["", "soon", "2024-13-45", "9" * 14, "Mon Foo 99 2026 99:99:99 GMT"])
def test_what_is_no_date_is_none(words: str) -> None:
    assert moment(words) is None
    assert instant(words) is None


@pytest.mark.parametrize(
    ("front", "source", "url"),
    [
        ("source: Vellin Ledger", "Vellin Ledger", None),
        ("source: https://ledger.example/ferry", None, "https://ledger.example/ferry"),
        (
            "source: https://ledger.example/ferry\npublisher: Vellin Ledger",
            "Vellin Ledger",
            "https://ledger.example/ferry",
        ),
    ],
)
def test_source_is_an_address_or_a_name(front: str, source: str | None, url: str | None) -> None:
    document = one("a.md", f"---\n{front}\n---\n\nwords of the text\n")
    assert (document.hints.source, document.url) == (source, url)
