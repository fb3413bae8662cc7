"""The README's promises: two commands are all it takes, each package has its reason, each room is named."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from archive.index import parse as parse_query
from reader import cli
from reader.__main__ import VERBS
from reader.cli import codes
from reader.cli.arguments import parse


@pytest.fixture(scope="module")
def readme(root: Path) -> str:
    return (root / "README.md").read_text(encoding="utf-8")


def fences(readme: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)


def test_two_commands_and_no_other(readme: str, root: Path) -> None:
    assert fences(readme, "sh") == ["./broadside\n", "./broadside test\n"]
    assert not fences(readme, "(?:bash|shell|console|zsh)")
    assert (root / "broadside").stat().st_mode & 0o111


def test_ci_runs_the_tests_and_nothing_else(root: Path) -> None:
    lines = (root / ".ci/run").read_text(encoding="utf-8").splitlines()
    calls = [line for line in lines if line and not line.startswith(("#", "set ", "cd "))]
    assert calls == ["./broadside test", "./broadside test --slow"]
    assert (root / ".ci/run").stat().st_mode & 0o111


def test_the_packages_named_are_those_the_starter_adds(readme: str, root: Path) -> None:
    starter = (root / "broadside").read_text(encoding="utf-8")
    block = re.search(r"^DEBIAN = \((.*?)\)", starter, re.MULTILINE | re.DOTALL)
    assert block is not None
    packages = " ".join(re.findall(r'"([^"]*)"', block[1])).split()
    line = next(text for text in fences(readme, "text") if "apt install" in text)
    assert line.split() == ["sudo", "apt", "install", *packages]


def test_every_dependency_has_its_reason(readme: str, root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    reasons = dict(re.findall(r"^\| ([\w-]+) \| (.{15,}) \|$", readme, re.MULTILINE))
    names = {re.split(r"[<>=~! ]", wish)[0] for wish in project["project"]["dependencies"]}
    assert names <= reasons.keys()
    tests = {re.split(r"[<>=~! ]", wish)[0] for wish in project["dependency-groups"]["dev"]}
    assert all(name in readme for name in tests)


def test_every_room_is_on_the_map(readme: str, root: Path) -> None:
    rooms = [f"archive/{p.name}/" for p in (root / "archive").iterdir() if (p / "__init__.py").exists()]
    assert rooms
    assert [room for room in rooms if f"`{room}`" not in readme] == []


def test_the_examples_are_commands(readme: str) -> None:
    import shlex

    example = next(text for text in fences(readme, "text") if "./broadside import" in text)
    verbs = {parse(shlex.split(line)[1:]).verb for line in example.splitlines()}
    assert verbs == VERBS - {"tour"}


def test_every_search_it_names_is_understood(readme: str) -> None:
    table = readme.partition("| Typed | Finds |")[2].partition("\n\n")[0]
    queries = [query for row in table.splitlines() for query in re.findall(r"`([^`]+)`", row)]
    assert len(queries) >= 18
    assert [(query, parse_query(query).notes) for query in queries if parse_query(query).notes] == []


def test_every_exit_code_is_told(readme: str) -> None:
    told = set(map(int, re.findall(r"^\| (\d+) \|", readme, re.MULTILINE)))
    ours = {value for name, value in vars(codes).items() if name.isupper()}
    assert told == ours | {3}
    assert told == {int(n) for n in re.findall(r"(\d+) [a-z]", cli.__doc__ or "")}
