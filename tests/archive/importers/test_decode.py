"""Bytes become the text a browser would show."""

from __future__ import annotations

import base64
import codecs
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.importers import decode

VECTORS = Path(__file__).resolve().parents[3].parent / "shared/hostile/vectors/html5lib_encoding.jsonl"
WORDS = "Zürich – «новости» 法案 café 100 €"


def labelled(label: str, text: str, codec: str) -> bytes:
    return f'<meta charset="{label}"><p>{text}</p>'.encode(codec)


def test_utf8_is_read_as_utf8_whatever_the_page_says() -> None:
    for label in ("gb2312", "iso-8859-1", "utf-16", "no-such-charset", "utf-7"):
        decoded = decode(labelled(label, WORDS, "utf-8"))
        assert decoded.encoding == "utf-8"
        assert WORDS in decoded.text


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("iso-8859-1", "cp1252", "“quoted” 100 €"),
        ("gb2312", "gbk", "镕基的政治"),
        ("shift_jis", "cp932", "日本の政治①"),
        ("euc-kr", "cp949", "정치 뉴스 똠"),
        ("koi8-r", "koi8-r", "политика"),
        ("windows-1251", "cp1251", "политика"),
        ("iso-8859-2", "iso8859-2", "článek żółw"),
        ("macintosh", "mac-roman", "café"),
        ("big5", "big5", "政治新聞"),
    ],
)
def test_a_label_means_what_browsers_take_it_for(label: str, codec: str, text: str) -> None:
    decoded = decode(labelled(label, text, codec))
    assert text in decoded.text
    assert decoded.notes == ()


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_is_known_with_a_mark_and_without(codec: str) -> None:
    mark = codecs.BOM_UTF16_LE if codec.endswith("le") else codecs.BOM_UTF16_BE
    page = f"<p>{WORDS} and a good many plain words beside them</p>"
    assert decode(mark + page.encode(codec)).text == page
    assert decode(page.encode(codec)).text == page


def test_the_transport_goes_before_the_page() -> None:
    data = labelled("windows-1251", "źródło", "iso8859-2")
    assert "źródło" in decode(data, "iso-8859-2").text


def test_a_label_far_down_counts() -> None:
    data = ("<!--" + "x" * 5000 + '--><meta charset="windows-1251"><p>политика').encode("cp1251")
    assert decode(data).text.endswith("политика")


def test_an_xml_declaration_counts() -> None:
    data = '<?xml version="1.0" encoding="windows-1251"?><html><p>политика'.encode("cp1251")
    assert decode(data).text.endswith("политика")


def test_a_false_utf8_label_does_not_fill_the_page_with_marks() -> None:
    decoded = decode(labelled("utf-8", "café “quoted”", "cp1252"))
    assert "café “quoted”" in decoded.text
    assert [note.kind for note in decoded.notes] == ["encoding-guessed"]


def test_a_damaged_letter_does_not_change_the_encoding() -> None:
    data = labelled("utf-8", WORDS, "utf-8").replace(b"100", b"\xff100")
    assert decode(data).text.count("\ufffd") == 1
    assert decode("法案".encode()[:-1]).text == "法\ufffd"


def test_an_unlabelled_page_is_guessed_and_says_so() -> None:
    text = "Президент подписал закон о выборах в государственную думу. " * 5
    decoded = decode(text.encode("cp1251"), is_page=False)
    assert decoded.text == text
    assert [note.kind for note in decoded.notes] == ["encoding-guessed"]


@pytest.mark.parametrize(
    "label",
    [
        *("rot13", "hex", "base64", "zlib_codec", "punycode", "idna", "unicode_escape", "undefined"),
        *("mbcs", "utf-8-sig", "utf-7", "replacement", "hz-gb-2312", "cp65001"),
    ],
)
def test_no_codec_of_pythons_own_is_taken_from_a_page(label: str) -> None:
    assert r"plain \u003c words +ADw-" in decode(labelled(label, r"plain \u003c words +ADw-", "ascii")).text


def test_the_public_vectors() -> None:
    if not VECTORS.exists():
        pytest.skip("shared/hostile is not beside this checkout")
    right = 0
    cases = [json.loads(line) for line in VECTORS.read_text().splitlines()]
    for case in cases:
        data = base64.b64decode(case["data_b64"])
        encoding = "cp1252" if case["encoding"].lower() == "windows-1252" else case["encoding"]
        expected = data.removeprefix(codecs.BOM_UTF8).decode(encoding, "replace")
        right += decode(data).text == expected
    assert len(cases) == 83
    assert right >= 82


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "gb2312", "utf-16", "iso-2022-jp", "x"]))
def test_any_bytes_are_text_that_can_be_stored(data: bytes, charset: str | None) -> None:
    decode(data, charset).text.encode("utf-8")
