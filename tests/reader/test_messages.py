"""Every failure the core documents has words of its own, and they are words of the house."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from archive import errors
from archive.errors import ArchiveError
from archive.model import Note, Removal, RemovalReason
from reader import messages
from reader.messages import knows_note, message_for, removal_words, sentence_for, size_words

ARCHIVE = Path(errors.__file__).parent
JARGON = re.compile(
    r"\b(document|corpus|index|parse[drs]?|query|token|boilerplate|metadata|entity|cache|exception|whoosh|sqlite|"
    r"please|oops|successfully|invalid|html)\b|!",
    re.IGNORECASE,
)


def kinds() -> list[type[ArchiveError]]:
    return [
        cls
        for cls in vars(errors).values()
        if inspect.isclass(cls) and issubclass(cls, ArchiveError) and cls is not ArchiveError
    ]


def documented(cls: type[ArchiveError], fact: str) -> list[str]:
    """The values a class's docstring names for a fact: `fact`: one · two · three."""
    found = re.search(rf"`{fact}`: ((?:[a-z-]+ · )+[a-z-]+)", " ".join((cls.__doc__ or "").split()))
    return found[1].split(" · ") if found else []


def every_failure() -> Iterator[ArchiveError]:
    for cls in kinds():
        reasons = documented(cls, "reason")
        yield from (cls(reason=reason, path="/home/lea/News") for reason in reasons)
        things = documented(cls, "what")
        yield from (cls(what=what, limit=50_000_000, size=60_000_000) for what in things)
        if not reasons and not things:
            yield cls(path="/home/lea/News", id=7, needed=2_000_000_000)
    for status in (400, 401, 403, 404, 410, 418, 429, 451, 500, 503):
        yield errors.FetchFailed(reason="status", status=status)
    for detail in documented(errors.FetchFailed, "detail"):
        yield errors.FetchFailed(reason="tls", detail=detail)
    for looks_like in (*documented(errors.UnknownFormat, "looks_like"), "something new"):
        yield errors.UnknownFormat(looks_like=looks_like)


def name_of(error: ArchiveError) -> str:
    return "-".join([error.kind, *map(str, error.facts.values())])


@pytest.mark.parametrize("error", list(every_failure()), ids=name_of)
def test_every_failure_has_whole_plain_sentences(error: ArchiveError) -> None:
    message = message_for(error)
    for part in (message.happened, message.safe, message.advice):
        assert not part or re.fullmatch(r"[A-Z/].*[.]", part), part
        assert "None" not in part
        assert "{" not in part
        assert not JARGON.search(part), part
    assert message.happened
    assert message.text.startswith(message.happened)


def test_the_reasons_of_the_core_were_found() -> None:
    assert documented(errors.FetchFailed, "reason")[:3] == ["status", "dns", "connect"]
    assert "offline" in documented(errors.FetchFailed, "reason")
    assert documented(errors.TooLarge, "what") == ["file", "page", "unpacked", "archive", "entries", "table"]
    assert len(kinds()) >= 23


@pytest.mark.parametrize("cls", kinds(), ids=lambda cls: cls.kind)
def test_each_kind_and_each_reason_differs(cls: type[ArchiveError]) -> None:
    assert cls.kind in messages._MESSAGES
    reasons = documented(cls, "reason")
    told = {message_for(cls(reason=reason)).happened for reason in reasons}
    assert len(told) == len(reasons)
    others = {message_for(other()).happened for other in kinds() if other is not cls}
    assert message_for(cls()).happened not in others


@pytest.mark.parametrize("cls", kinds(), ids=lambda cls: cls.kind)
def test_a_failure_without_facts_has_words_too(cls: type[ArchiveError]) -> None:
    assert "None" not in message_for(cls()).text


def test_a_new_kind_speaks_as_its_family() -> None:
    class LibraryOnTape(errors.LibraryError):
        kind = "library-on-tape"

    assert "could not be used" in message_for(LibraryOnTape(path="/tape")).text


@cache
def calls_of_the_core() -> tuple[ast.Call, ...]:
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in sorted(ARCHIVE.rglob("*.py"))]
    return tuple(node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))


def literal_arguments(name: str, keyword: str | None) -> set[str]:
    """The literal first argument, or that keyword's, of every call of `name` in the core."""
    found = set()
    for call in calls_of_the_core():
        if getattr(call.func, "id", getattr(call.func, "attr", "")) == name:
            values = [k.value for k in call.keywords if k.arg == keyword] if keyword else call.args[:1]
            found |= {v.value for v in values if isinstance(v, ast.Constant) and isinstance(v.value, str)}
    return found


def test_every_note_of_the_core_has_words() -> None:
    kinds_of_notes = literal_arguments("Note", None)
    assert {kind for kind in kinds_of_notes if not knows_note(kind)} == set()
    for kind in kinds_of_notes:
        for detail in ("", "windows-1252"):
            said = sentence_for(Note(kind, detail))
            assert re.fullmatch(r"[^a-z ].*[.]", said), said
            assert not JARGON.search(said), said


@pytest.mark.parametrize("cls", kinds(), ids=lambda cls: cls.kind)
def test_every_reason_the_core_gives_is_documented(cls: type[ArchiveError]) -> None:
    assert literal_arguments(cls.__name__, "reason") <= set(documented(cls, "reason"))


def test_an_unknown_note_is_still_said() -> None:
    assert sentence_for(Note("from-the-future")) == "This article may deserve a look."


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1500, "1.5 KB"),
        (60_000_000, "60 MB"),
        (1_000_000_000, "1 GB"),
        (4_200_000_000_000, "4,200 GB"),
        (None, ""),
        ("many", ""),
    ],
)
def test_sizes(size: object, words: str) -> None:
    assert size_words(size) == words


def test_every_removed_passage_has_a_label_of_its_own() -> None:
    labels = [removal_words(Removal(reason)) for reason in RemovalReason]
    assert len(set(labels)) == len(list(RemovalReason))
    assert removal_words(Removal(RemovalReason.REPEATS, 4), twin=1) == "Repeated: same as paragraph 1"
