"""What may be typed, and how it is understood."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import __main__ as dispatcher
from reader.cli.arguments import parse


def test_a_word_with_a_dash_belongs_to_the_query() -> None:
    options = parse(["search", "tax", "-car", "--limit", "5", "-bus", "--json"])
    assert options.query == ["tax", "-car", "-bus"]
    assert (options.limit, options.offset, options.json) == (5, 0, True)


def test_after_two_dashes_everything_is_the_query() -> None:
    assert parse(["search", "--json", "--", "--limit", "5"]).query == ["--limit", "5"]


@settings(max_examples=25)
@given(st.lists(st.text(min_size=1).filter(lambda w: not w.startswith("--") and w != "-h"), max_size=6))
def test_whatever_is_searched_is_never_an_error(words: list[str]) -> None:
    assert parse(["search", *words]).query == words


@pytest.mark.parametrize(
    "command", [["--library", "/x", "check"], ["check", "--library", "/x"], ["check", "--library=/x"]]
)
def test_the_library_before_or_after_the_verb(command: list[str]) -> None:
    options = parse(command)
    assert (options.verb, options.library) == ("check", Path("/x"))


@pytest.mark.parametrize(
    "command",
    [
        ["search", "x", "--limit", "-1"],
        ["search", "x", "--limit"],
        ["search", "--nonsense"],
        ["search", "--library"],
        ["show"],
        ["show", "x"],
        ["import"],
        ["import", "x", "--progress", "xml"],
        ["fly"],
    ],
)
def test_a_wrong_command_ends_with_two(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(command)
    assert ended.value.code == 2
    assert capsys.readouterr().err


def test_nothing_typed_is_the_tour() -> None:
    assert parse([]).verb == "tour"


@pytest.mark.parametrize("verb", sorted(dispatcher.VERBS))
def test_each_verb_of_the_dispatcher_has_help(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse([verb, "--help"])
    assert ended.value.code == 0
    assert "--json" in capsys.readouterr().out


def test_the_dispatcher_knows_every_verb() -> None:
    from reader.cli.verbs import VERBS

    assert VERBS.keys() == dispatcher.VERBS


def test_a_file_without_a_verb_is_told_how(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.touch()
    with pytest.raises(SystemExit):
        parse([str(page)])
    assert f"broadside import {page}" in capsys.readouterr().err
