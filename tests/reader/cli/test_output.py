"""What is written: harmless to a terminal, one document as JSON, and lines a script can rely on."""

from __future__ import annotations

import io
import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import Snippet, Span
from reader.cli.output import Output, paint, plain

ATTACKS = "title\x1b]0;owned\x07 \x9b31m \u202egnp.exe \r\n ok"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@given(st.text())
def test_foreign_text_never_steers_the_terminal(text: str) -> None:
    safe = plain(text)
    assert len(safe) == len(text)
    assert not [c for c in safe if unicodedata.category(c) == "Cc" and c not in "\n\t"]


def test_an_attack_is_only_text() -> None:
    safe = plain(ATTACKS)
    assert "\x1b" not in safe
    assert "\x9b" not in safe
    assert "\u202e" not in safe
    assert plain("👩‍🌾 می‌خواهم") == "👩‍🌾 می‌خواهم"


@given(st.text(max_size=30), st.data())
def test_marks_stand_where_the_spans_say(text: str, data: st.DataObject) -> None:
    ends = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    spans = [Span(a, b) for a, b in zip(ends[::2], ends[1::2], strict=False)]
    painted = paint(text, spans, "1")
    assert painted.replace("\x1b[1m", "").replace("\x1b[0m", "") == plain(text)
    assert painted.count("\x1b[1m") == len(spans)


def test_colours_only_on_a_terminal_that_wants_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    found = Snippet("the budget passed", (Span(4, 10),))
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert Output().marked(found) == "the \x1b[1;4mbudget\x1b[0m passed"
    monkeypatch.setenv("NO_COLOR", "1")
    assert Output().marked(found) == "the budget passed"
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert Output().marked(found) == "the budget passed"


def test_json_alone_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    output = Output(as_json=True)
    output.line("for a person")
    output.document({"schema_version": 1, "title": "Ümlaut"})
    output.note("beside it")
    seen = capsys.readouterr()
    assert json.loads(seen.out)["schema_version"] == 1
    assert seen.err == "beside it\n"


def test_steps_alone_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    output = Output(steps=True)
    output.note("for a person")
    output.step("article", {"id": 7})
    output.passing("Adding 1 of 2")
    output.failure("disk-full", "The disk is full.")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert lines == [
        {"event": "article", "id": 7},
        {"event": "error", "kind": "disk-full", "message": "The disk is full."},
    ]


def test_progress_takes_its_own_place(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    output = Output()
    output.passing("Adding 1 of 2  a\x1b[2Jb.html")
    output.note("done")
    assert terminal.getvalue() == "\r\x1b[KAdding 1 of 2  a [2Jb.html\r\x1b[Kdone\n"


def test_a_failure_is_a_document_too(capsys: pytest.CaptureFixture[str]) -> None:
    Output(as_json=True).failure("library-locked", "It is open.")
    assert json.loads(capsys.readouterr().out) == {
        "schema_version": 1,
        "error": {"kind": "library-locked", "message": "It is open."},
    }
    Output().failure("library-locked", "It is open.")
    assert capsys.readouterr().err == "broadside: It is open.\n"
