"""A capture is known by its content; its name only breaks ties."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import ArchiveError, EmptyFile, UnknownFormat
from archive.importers import CONTAINERS, IMPORTERS, documents, members, recognise
from archive.importers.recognise import READ
from archive.model import Capture, Document

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)


def capture(name: str, data: str | bytes, media_type: str | None = None) -> Capture:
    return Capture(name, data.encode() if isinstance(data, str) else data, NOW, media_type=media_type)


def zipped(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        for name, content in members.items():
            container.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return out.getvalue()


MHTML = "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
MAIL = "Received: by x\r\nFrom: a@b.example\r\nSubject: Vote\r\n\r\nDear reader"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", "<!DOCTYPE html><p>words", "html"),
        ("a", "<?xml version='1.0'?><!-- x --><html xmlns='x'><p>words", "html"),
        ("a.zip", "<html><p>words", "html"),
        ("a.html", "words <p>more words", "html"),
        ("a", "<!-- only a comment -->", "html"),
        ("a.html", "only words in a file called a page", "text"),
        ("a.md", "only words", "markdown"),
        ("a.txt", "---\ntitle: Vote\ntags: [a]\n---\nwords", "markdown"),
        ("a.txt", "# Vote\n\nwords **and** [more](https://a.example)\n", "text"),
        ("a", "# Vote\n\nwords **bold** [more](https://a.example)\n\n## More\n", "markdown"),
        ("a.txt", "[Update] The council met.\n\nIt voted.", "text"),
        ("a.txt", "Title: The vote\nDate: 4 May\n\nThe council met.", "text"),
        ("a.mht", MHTML, "mhtml"),
        ("a.txt", MHTML.replace("\r\n", "\n"), "mhtml"),
        ("a.bin", zipped(a_DOT_html="<p>x"), "zip"),
        ("a.html.gz", b"\x1f\x8b\x08\0", "gzip"),
    ],
)
def test_what_is_read(name: str, data: str | bytes, kind: str) -> None:
    assert recognise(capture(name, data)) == kind


@pytest.mark.parametrize(
    ("name", "data", "looks_like"),
    [
        ("a.html", b"\x89PNG\r\n\x1a\n" + bytes(64), "picture"),
        ("a.html", b"\xff\xd8\xff\xe0", "picture"),
        ("a.html", b"RIFF\0\0\0\0WEBPVP8 ", "picture"),
        ("a.html", "<?xml version='1.0'?><svg xmlns='x'><p/></svg>", "picture"),
        ("a.html", b"%PDF-1.7\n1 0 obj", "pdf"),
        ("a.html", b"\x7fELF" + bytes(range(200)), "program"),
        ("a.html", bytes(range(256)) * 20, "bytes"),
        ("a.zip", zipped(mimetype="application/epub+zip", x="y"), "epub"),
        ("a.zip", zipped(mimetype="application/vnd.oasis.opendocument.text"), "odt"),
        ("a.zip", zipped(**{"[Content_Types]_DOT_xml": "", "word__document_DOT_xml": ""}), "docx"),
        ("a.zip", zipped(**{"1__index_DOT_rdf": "", "1__index_DOT_html": ""}), "maff"),
        ("a.txt", "{\\rtf1 words}", "rtf"),
        ("a.html", MAIL, "mail"),
        ("a.html", "<?xml version='1.0'?><rss version='2.0'><channel/></rss>", "feed"),
        ("a.html", "<feed xmlns='x'><entry/></feed>", "feed"),
        ("a.html", "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF='x'>", "bookmarks"),
        ("a.txt", '{"url": "https://a.example"}', "json"),
        ("a.txt", "url,title,tags\nhttps://a.example,x,y", "table"),
        ("a.txt", "https://a.example/1\nhttps://a.example/2\n", "addresses"),
        ("a.txt", "TY  - NEWS\nTI  - Vote\n", "citations"),
        ("a.css", "p { color: red }", "code"),
        ("a.html", b"SQLite format 3\0" + bytes(90), "database"),
        ("a.gz", b"BZh91AY&SY\0\0", "archive"),
    ],
)
def test_what_is_named_and_refused(name: str, data: str | bytes, looks_like: str) -> None:
    with pytest.raises(UnknownFormat) as raised:
        recognise(capture(name, data))
    assert raised.value.facts == {"origin": name, "looks_like": looks_like}


@pytest.mark.parametrize("data", [b"", b" \n\t \r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0\0"])
def test_an_empty_file_is_said_to_be_empty(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        recognise(capture("a.html", data))


def test_the_server_is_believed_where_the_content_does_not_tell() -> None:
    assert (
        recognise(capture("https://a.example/raw", "a *b* c", "text/markdown; charset=utf-8")) == "markdown"
    )
    assert recognise(capture("https://a.example/raw", "a <br> b", "text/html")) == "html"
    assert recognise(capture("https://a.example/raw", "a <br> b", "text/plain")) == "text"


def test_each_format_has_one_importer() -> None:
    assert IMPORTERS.keys() | CONTAINERS.keys() == READ
    assert not IMPORTERS.keys() & CONTAINERS.keys()


PREFIXES = [
    b"",
    b"<html>",
    b"---\n",
    MHTML.encode() + b"\r\n\r\n",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"\xff\xfe",
]


@settings(deadline=None)
@given(st.sampled_from(PREFIXES), st.binary(max_size=200), st.sampled_from(["a", "a.md", "a.html", "a.txt"]))
def test_any_bytes_end_in_documents_or_a_known_error(prefix: bytes, data: bytes, name: str) -> None:
    try:
        for member in members(capture(name, prefix + data)):
            if isinstance(member, Capture):
                assert all(isinstance(document, Document) for document in documents(member))
    except ArchiveError:
        pass
