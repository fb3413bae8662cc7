"""Sentences come from the catalogue of the person's language, and in English without one."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.localedata import locale_identifiers
from babel.numbers import format_decimal

from reader import i18n
from reader.i18n import _, decimal, ngettext, number, use_languages


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
    assert [number(n) for n in (0, 999, 1000, 48216, 1234567)] == ["0", "999", "1,000", "48,216", "1,234,567"]
    assert [decimal(value) for value in (0.04, 1.5, 2.0, 9.96, 1200.25)] == ["0", "1.5", "2", "10", "1,200.2"]


def test_spanish_writes_four_digits_together_and_divides_longer_numbers() -> None:
    use_languages(["es"])
    assert [number(n) for n in (999, 1412, 48216, 1234567)] == ["999", "1412", "48.216", "1.234.567"]
    assert [decimal(value) for value in (1.5, 2.0)] == ["1,5", "2"]


@pytest.mark.parametrize("name", sorted(n for n in locale_identifiers() if re.fullmatch("es_[A-Z0-9]+", n)))
def test_each_country_of_spanish_has_its_signs(name: str) -> None:
    """Held against the Unicode CLDR, which Babel carries; Costa Rica's blank is left to Spain's point."""
    use_languages([name])
    assert number(48216) == format_decimal(48216, locale=name).replace("\xa0", ".")
    assert decimal(1.5) == format_decimal(1.5, locale=name)


@pytest.mark.parametrize(
    ("told", "spoken"),
    [
        (["es"], "es"),
        (["es_MX.UTF-8"], "es"),
        (["es-419", "en"], "es"),
        (["de_DE", "es_ES"], "es"),
        (["en_GB", "es_ES"], "en"),
        (["C"], "en"),
        (["", "../es", "es/.."], "en"),
        ([], "en"),
    ],
)
def test_the_first_language_that_is_known_is_spoken(told: list[str], spoken: str) -> None:
    assert use_languages(told) == spoken


@pytest.mark.parametrize(
    ("variables", "spoken"),
    [
        ({"LANG": "es_ES.UTF-8"}, "es"),
        ({"LANG": "es_ES.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8", "LC_MESSAGES": "es_AR.UTF-8"}, "es"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "xx:es:en"}, "es"),
        ({}, "en"),
    ],
)
def test_the_environment_is_asked(
    variables: dict[str, str], spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert use_languages() == spoken
