"""`broadside export` and `broadside highlights`, as a person or a script types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archive import Library
from archive.model import Span
from reader.cli import main
from reader.cli.arguments import FORMATS

SAMPLE = Path(__file__).resolve().parents[3] / "resources" / "sample" / "harbour-gazette"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Library.open(tmp_path / "library") as library:
        library.import_([str(SAMPLE)])
        library.settle()
        (first, *_) = library.search("harbour").items
        library.highlight(first.article_id, Span(0, 11), note="Ask the surveyor")
    return tmp_path / "library"


def run(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["--library", str(folder), *words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_what_a_search_finds_goes_into_a_file(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "found.json"
    words = ("export", "harbour", "-nothinglikethis", "--format", "json", "--to", str(target), "--json")
    code, out, _ = run(folder, capsys, *words)
    assert code == 0
    said = json.loads(out)
    articles = json.loads(target.read_text())["articles"]
    assert said == {"schema_version": 1, "path": str(target), "articles": len(articles), "left_out": []}
    assert 0 < len(articles) < 6
    code, _, err = run(folder, capsys, *words[:-1])
    assert code == 1
    assert "something of that name already" in err
    assert run(folder, capsys, *words[:-1], "--replace")[0] == 0


def test_all_of_them_go_into_a_folder(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(folder, capsys, "export", "--to", str(tmp_path / "all"), "--no-notes")
    assert code == 0
    assert "6 articles are in" in out
    files = list((tmp_path / "all").glob("*.md"))
    assert len(files) == 6
    assert not any("surveyor" in file.read_text() for file in files)


def test_what_was_marked_is_shown_as_markdown_or_json(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(folder, capsys, "highlights")
    assert code == 0
    assert "\nAsk the surveyor\n" in out
    assert "\n> " in out
    (one,) = json.loads(run(folder, capsys, "highlights", "harbour", "--json")[1])["highlights"]
    assert (one["start"], one["end"], one["note"]) == (0, 11, "Ask the surveyor")


def test_the_formats_are_the_librarys() -> None:
    assert [form.name for form in Library.export_formats()] == [*FORMATS]
