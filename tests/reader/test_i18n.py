"""Sentences come from the catalogue of the person's language, and in English without one."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader import i18n
from reader.i18n import _, ngettext, number, use_languages


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    use_languages(["en"])


def write_catalogue(file: Path, sentences: dict[str, str]) -> None:
    """A .mo file as the gettext manual lays it out: header, two tables of (length, offset), strings."""
    pairs = [(key.encode() + b"\0", value.encode() + b"\0") for key, value in sorted(sentences.items())]
    tables = 28
    at = tables + 16 * len(pairs)
    columns: list[bytes] = []
    for column in (0, 1):
        rows = b""
        for pair in pairs:
            rows += struct.pack("<II", len(pair[column]) - 1, at)
            at += len(pair[column])
        columns.append(rows)
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), tables, tables + 8 * len(pairs), 0, 0)
    strings = b"".join(p[0] for p in pairs) + b"".join(p[1] for p in pairs)
    file.parent.mkdir(parents=True)
    file.write_bytes(head + columns[0] + columns[1] + strings)


def test_english_is_the_source() -> None:
    use_languages(["xx"])
    assert _("The disk is full.") == "The disk is full."
    assert [ngettext("{n} article", "{n} articles", n).format(n=n) for n in (1, 2)] == [
        "1 article",
        "2 articles",
    ]


def test_a_catalogue_speaks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    head = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
    sentences = {
        "": head,
        "The disk is full.": "Das Laufwerk ist voll.",
        "{n} article\0{n} articles": "{n} Artikel\0{n} Artikel",
    }
    write_catalogue(tmp_path / "de/LC_MESSAGES/broadside.mo", sentences)
    monkeypatch.setattr(i18n, "resource", lambda name: tmp_path)
    use_languages(["de"])
    assert _("The disk is full.") == "Das Laufwerk ist voll."
    assert ngettext("{n} article", "{n} articles", 3).format(n=3) == "3 Artikel"
    assert _("never translated") == "never translated"


def test_an_installation_without_catalogues_speaks_english(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Path:
        raise FileNotFoundError(name)

    monkeypatch.setattr(i18n, "resource", missing)
    use_languages(["de"])
    assert _("The disk is full.") == "The disk is full."


def test_counts_are_divided() -> None:
    assert number(48216) == "48,216"
