"""A kept page is read in the encoding that the person chose, now and over every re-cleaning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import Library
from archive.model import Capture
from archive.rereading import TWICE, can_reread, reread

NOW = datetime(2026, 1, 2, tzinfo=UTC)
WORDS = "Комитет предложил снизить возраст голосования до шестнадцати лет уже этой осенью."
PAGE = """<html><head><meta charset="iso-8859-1"><title>Комитет</title></head><body><article>
<h1>Комитет о выборах</h1><p>{words}</p><p>Депутаты спорили два часа и перенесли решение на осень.</p>
<p>Следующее заседание назначено на октябрь, когда станут известны все расчёты.</p></article></body></html>"""


def capture(data: bytes) -> Capture:
    return Capture("a.html", data, NOW)


@pytest.mark.parametrize("label", ["windows-1251", "koi8-r", "utf-8"])
def test_bytes_are_read_as_told(label: str) -> None:
    read = reread(capture(WORDS.encode(label)), label)
    assert read.data.decode("utf-8-sig") == WORDS


@pytest.mark.parametrize("words", ["La comissão não votou.", "«Ärger» — über “Maße” für €5", "Español, así"])
def test_what_was_encoded_twice_is_read_once_more(words: str) -> None:
    undefined = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
    once = words.encode("utf-8")
    taken = "".join(chr(byte) if byte in undefined else bytes([byte]).decode("cp1252") for byte in once)
    garbled = taken.encode("utf-8")
    assert reread(capture(garbled), TWICE).data.decode("utf-8-sig") == words
    assert reread(capture(words.encode("utf-8")), TWICE).data.decode("utf-8-sig") == words


def test_nothing_is_done_without_a_choice_or_to_what_is_packed() -> None:
    plain = capture(b"<p>caf\xe9</p>")
    assert reread(plain, None) is plain
    assert reread(plain, "no-such-encoding") is plain
    packed = capture(b"From: <Saved>\r\nMIME-Version: 1.0\r\n\r\n")
    assert not can_reread(packed)
    assert reread(packed, "windows-1251") is packed


@given(st.binary(max_size=400), st.sampled_from([TWICE, "utf-8", "windows-1251", "gb18030", "utf-16le", "x"]))
def test_any_bytes_are_read(data: bytes, label: str) -> None:
    reread(capture(data), label).data.decode("utf-8", "replace")


@pytest.fixture
def russian(tmp_path: Path) -> Iterator[Library]:
    page = tmp_path / "a.html"
    page.write_bytes(PAGE.format(words=WORDS).encode("koi8-r"))
    with Library.open(tmp_path / "library") as library:
        library.import_([str(page)])
        yield library


def test_the_choice_is_kept_and_taken_back(russian: Library) -> None:
    (number,) = russian.ids()
    assert WORDS not in russian.article(number).article.text
    assert WORDS in russian.reading_as(number, "koi8-r").text
    changes = russian.read_as(number, "koi8-r")
    assert russian.article(number).article.title == "Комитет о выборах"
    assert WORDS in russian.article(number).article.text
    assert any(WORDS in block.text for block in russian.original(number))
    russian.reclean([number])
    assert WORDS in russian.article(number).article.text
    assert changes.undo is not None
    russian.undo(changes.undo)
    assert WORDS not in russian.article(number).article.text
    assert russian.article(number).edits == ()
