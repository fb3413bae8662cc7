"""What the pages of the settings say about versions, licences and sizes."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from reader.paths import choose_library, chosen_library, default_library, may_make
from reader.relocating import room_in
from reader.settings_about import licence_of, licence_texts, packages, versions
from reader.settings_library import size_words


def test_every_package_that_is_needed_is_named_with_its_licence() -> None:
    root = Path(__file__).resolve().parents[2]
    needed = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {re.split(r"[<>=!~ \[;]", line)[0].lower() for line in needed}
    told = {name.lower() for name, _what in packages()}
    assert names <= told
    assert {name for name, _what in packages() if licence_of(name) == "–"} == set()


def test_the_licences_of_what_is_shipped_can_be_read() -> None:
    texts = licence_texts()
    for words in ("SIL OPEN FONT LICENSE", "Lucide", "beautifulsoup4", "Whoosh 2.7.4"):
        assert words in texts


def test_versions_are_those_that_run() -> None:
    told = dict(versions("3.40.1"))
    assert told["SQLite"] == "3.40.1"
    assert all(told[name] for name in ("Broadside", "Python", "Qt", "PySide6", "Whoosh"))


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (1_500, "1.5 kB"),
        (12_400_000, "12 MB"),
        (2_000_000_000, "2 GB"),
        (1_234_567_000_000, "1,235 GB"),
    ],
)
def test_sizes_are_said_in_one_unit(size: int, words: str) -> None:
    assert size_words(size) == words


def test_the_library_one_chose_is_the_next_to_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert default_library() == tmp_path / "data" / "broadside" / "library"
    choose_library(tmp_path / "config" / "broadside", tmp_path / "news ñ")
    assert default_library() == tmp_path / "news ñ"
    config = tmp_path / "config" / "broadside"
    assert may_make(tmp_path / "other", config)
    assert not may_make(tmp_path / "news ñ", config), "its disk may be missing"
    (tmp_path / "news ñ").mkdir()
    assert may_make(tmp_path / "news ñ", config)
    for nothing in (b"", b"relative/folder\n", b"\xff\xfe"):
        (tmp_path / "config" / "broadside" / "library-folder").write_bytes(nothing)
        assert chosen_library(tmp_path / "config" / "broadside") is None


def test_a_folder_in_use_gets_one_of_our_own(tmp_path: Path) -> None:
    assert room_in(tmp_path / "new") == tmp_path / "new"
    assert room_in(tmp_path) == tmp_path
    (tmp_path / "letter.txt").touch()
    assert room_in(tmp_path) == tmp_path / "Broadside library"
    (tmp_path / "Broadside library").mkdir()
    assert room_in(tmp_path) == tmp_path / "Broadside library 2"
