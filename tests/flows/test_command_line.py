"""What a person does from the command line, from an empty folder to a restored backup."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.__main__ import main
from reader.resources import resource

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = resource("sample")
COMMITTEE = SAMPLE / "harbour-gazette/2023-03-14-voting-age-committee.html"
ARABIC = SAMPLE / "harbour-gazette/2023-10-18-housing-plan-arabic.html"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def command(library: Path, *words: str | Path) -> list[str]:
    return [sys.executable, "-P", "-m", "reader", "--library", str(library), *map(str, words)]


def outside(library: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command as a program of its own, on a terminal without a screen or a language."""
    here = dict(os.environ, PYTHONPATH=str(ROOT), LANG="C", NO_COLOR="1")
    here.pop("DISPLAY", None)
    done = subprocess.run(
        command(library, *words), env=here, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process, over the test's own library."""

    def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
        typed = ["--library", str(tmp_path / "library"), *map(str, words)]
        capsys.readouterr()
        code = main(typed)
        seen = capsys.readouterr()
        return subprocess.CompletedProcess(typed, code, seen.out, seen.err)

    return run


def answer(done: subprocess.CompletedProcess[str]) -> Any:
    value = json.loads(done.stdout)
    if isinstance(value, dict):
        assert value["schema_version"] == 1
    return value


def test_the_whole_job(run: Run, tmp_path: Path) -> None:
    done = outside(tmp_path / "library", "import", COMMITTEE, ARABIC, "--json", "--progress", "jsonl")
    assert done.returncode == 0
    imported = answer(done)
    assert len(imported["added"]) == 2
    assert imported["already_here"] == imported["needs_a_look"] == []
    steps = [json.loads(line) for line in done.stderr.splitlines()]
    assert [s["result"] for s in steps if s["event"] == "article"] == ["added", "added"]
    assert {s["id"] for s in steps if s["event"] == "article"} == set(imported["added"])

    listed = run("search", "date:1900..2100").stdout
    assert ("Committee backs" in listed, "0 hits" in listed) == (True, False)

    again = answer(run("import", COMMITTEE, "--json"))
    assert (again["added"], len(again["already_here"])) == ([], 1)

    found = answer(run("search", '"nine votes to four"', "--json"))
    assert (found["total"], len(found["hits"])) == (1, 1)
    hit = found["hits"][0]
    assert hit["count"] == 1
    assert (hit["title"], hit["source"]) == (
        "Committee backs lower voting age, but leaves the date open",
        "Harbour Gazette",
    )
    assert hit["published"].startswith("2023-03-14")
    snippet = hit["snippet"]
    assert [snippet["text"][a:b] for a, b in snippet["spans"]] == ["nine votes to four"]

    assert answer(run("search", "committee", "-council", "--limit", "1", "--json"))["total"] == 1
    assert answer(run("search", "الإسكان", "--json"))["total"] == 1
    assert answer(run("search", "zzznothing", "--json")) | {"notes": []} == {
        "schema_version": 1,
        "total": 0,
        "offset": 0,
        "limit": 20,
        "understood_as": "zzznothing",
        "notes": [],
        "not_yet_searchable": 0,
        "hits": [],
    }

    shown = answer(run("show", hit["id"], "--find", '"nine votes to four"', "--json"))
    assert shown["authors"] == ["Marta Lindqvist", "Daniel Osei"]
    assert shown["text"] == "\n".join(
        b["text"] for b in shown["blocks"] if b["removed"] is None and b["kind"] not in ("caption", "image")
    )
    ((start, end),) = shown["marks"]["text"]
    assert shown["text"][start:end] == "nine votes to four"
    repeated = [b for b in shown["blocks"] if b["removed"] and b["removed"]["reason"] == "repeats"]
    assert len(repeated) == 5
    assert all(shown["blocks"][b["removed"]["twin"]]["removed"] is None for b in repeated)

    checked = answer(run("check", "--json"))
    assert (checked["is_whole"], checked["problems"], checked["articles"]) == (True, [], 2)
    backup = Path(answer(run("backup", str(tmp_path / "backups"), "--json"))["backup"])
    assert backup.exists()
    restored = outside(tmp_path / "elsewhere", "restore", backup, "--json")
    assert restored.returncode == 0, restored.stderr
    assert answer(outside(tmp_path / "elsewhere", "search", "committee", "--json"))["total"] == 1

    rebuilt = run("rebuild", "--json")
    assert answer(rebuilt)["articles"] == 2
    assert answer(run("search", "committee", "--json"))["total"] == 1


def test_words_for_a_person(run: Run) -> None:
    assert run("import", COMMITTEE).stdout == "1 article added.\n"
    found = run("search", "voting", "age")
    assert found.stdout.startswith("1 article for ")
    assert "Harbour Gazette · 14 March 2023" in found.stdout
    shown = run("show", "1")
    assert "passages removed (--removed shows them)" in shown.stdout
    assert "Newsletter box" not in shown.stdout
    assert "[Newsletter box] Enjoying this story?" in run("show", "1", "--removed").stdout
    assert run("check").stdout == "Everything kept is whole.\n"


def test_bad_input_is_a_sentence_and_stops_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.html").touch()
    (tmp_path / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    done = run(
        "import", tmp_path / "empty.html", tmp_path / "picture.html", tmp_path / "gone.html",
        "http://", "ftp://news.example/x", "http://127.0.0.1:9/", COMMITTEE, "--json",
    )  # fmt: skip
    assert done.returncode == 1
    report = answer(done)
    assert len(report["added"]) == 1
    kinds = [problem["kind"] for problem in report["needs_a_look"]]
    assert sorted(kinds) == [
        "address-refused", "empty-file", "file-unreadable",
        "not-an-address", "not-an-address", "unknown-format",
    ]  # fmt: skip
    assert all(problem["message"].endswith(".") for problem in report["needs_a_look"])


def test_stray_operators_are_never_an_error(run: Run) -> None:
    run("import", COMMITTEE)
    for query in [
        "(((",
        '"',
        "OR",
        "AND NOT",
        "-",
        "title:",
        "*",
        "a*",
        "]{}^~",
        "date:x",
        "",
        "\0",
        "a" * 5000,
    ]:
        done = run("search", "--json", "--", query)
        assert done.returncode == 0
        assert answer(done)["total"] >= 0


def test_a_library_that_is_not_there(run: Run, tmp_path: Path) -> None:
    done = run("search", "x", "--json")
    assert done.returncode == 4
    assert answer(done)["error"]["kind"] == "library-missing"
    assert not (tmp_path / "library").exists()
    assert run("show", "1").returncode == 4
    assert run("check").stderr.startswith("broadside: There is no library in ")


def test_an_article_that_is_not_there(run: Run) -> None:
    run("import", COMMITTEE)
    done = run("show", "4711")
    assert (done.returncode, done.stdout) == (5, "")
    assert "There is no article 4711" in done.stderr


def test_clean_needs_no_library(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<h1>Water</h1><p>" + "The council met and decided about the water. " * 9, encoding="utf-8"
    )
    done = run("clean", page, "--url", "https://gazette.example/water", "--json")
    assert done.returncode == 0, done.stderr
    (article,) = answer(done)
    assert article["schema_version"] == 1
    assert article["id"] is None
    assert article["url"] == "https://gazette.example/water"
    assert not (tmp_path / "library").exists()
    (tmp_path / "empty.txt").touch()
    failed = run("clean", tmp_path / "empty.txt", "--json")
    assert (failed.returncode, answer(failed)) == (1, [])
    assert "The file is empty" in failed.stderr


def test_two_at_once(run: Run, tmp_path: Path) -> None:
    from archive import Library

    run("import", COMMITTEE)
    with Library.open(tmp_path / "library") as library:
        library.settle()
        done = outside(tmp_path / "library", "import", ARABIC)
        assert done.returncode == 4
        assert "open in another window or command" in done.stderr
        assert answer(outside(tmp_path / "library", "search", "committee", "--json"))["total"] == 1


def test_stopping_keeps_what_is_done(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for n in range(400):
        text = f"<h1>Sitting {n}</h1><p>" + f"Number {n} was read and agreed by the members present. " * 12
        (pages / f"{n:03}.html").write_text(text, encoding="utf-8")
    library = tmp_path / "library"
    here = dict(os.environ, PYTHONPATH=str(ROOT))
    process = subprocess.Popen(
        command(library, "import", str(pages), "--json", "--progress", "jsonl"),
        env=here, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    assert process.stderr is not None
    first = json.loads(process.stderr.readline())
    assert first["event"] == "article"
    process.send_signal(signal.SIGINT)
    out, _err = process.communicate(timeout=60)
    assert process.returncode == 130
    report = json.loads(out)
    assert report["stopped"] is True
    assert first["id"] in report["added"]
    assert len(report["added"]) < 400
    done = subprocess.run(
        command(library, "search", "members", "--json"),
        env=here,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert json.loads(done.stdout)["total"] == len(report["added"])


def test_output_that_nobody_reads_to_the_end(run: Run, tmp_path: Path) -> None:
    run("import", COMMITTEE)
    here = dict(os.environ, PYTHONPATH=str(ROOT))
    process = subprocess.Popen(
        command(tmp_path / "library", "show", "1"), env=here, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    with process.stderr:
        said = process.stderr.read()
    assert process.wait(60) == 0
    assert b"Traceback" not in said


def test_the_tour_leaves_the_person_s_data_alone(tmp_path: Path) -> None:
    home = tmp_path / "data"
    here = dict(os.environ, PYTHONPATH=str(ROOT), XDG_DATA_HOME=str(home), TMPDIR=str(tmp_path))
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        here.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-P", "-m", "reader"], env=here, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert "24 sample articles added." in done.stdout
    assert "Committee backs lower voting age" in done.stdout
    assert not home.exists()
    assert list(tmp_path.iterdir()) == []
