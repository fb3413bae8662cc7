"""Where the library lies."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.paths import NoFolderGiven, default_library, library_and_rest

WORDS = st.lists(st.text().filter(lambda w: w != "--" and not w.startswith("--library")), max_size=5)


def test_the_platform_says_where(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_library() == tmp_path / "broadside" / "library"


@given(before=WORDS, after=WORDS)
def test_a_folder_is_found_wherever_it_stands(before: list[str], after: list[str]) -> None:
    expected = (Path("/there/news"), before + after)
    assert library_and_rest([*before, "--library", "/there/news", *after]) == expected
    assert library_and_rest([*before, "--library=/there/news", *after]) == expected
    assert library_and_rest(before + after) == (None, before + after)


def test_a_word_after_two_dashes_is_only_a_word() -> None:
    words = ["search", "--", "--library", "x"]
    assert library_and_rest(words) == (None, words)


@pytest.mark.parametrize("words", [["search", "--library"], ["--library="], ["--library", ""]])
def test_a_missing_folder_is_told(words: list[str]) -> None:
    with pytest.raises(NoFolderGiven):
        library_and_rest(words)


def test_a_relative_folder_is_of_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert library_and_rest(["--library", "news"])[0] == tmp_path / "news"
