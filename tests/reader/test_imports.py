"""Imports of a window: in turn, told as they go, stopped and undone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from archive import Library
from archive.errors import ArchiveError, DiskFull, NoText
from archive.model import Changes, Note, Outcome, Result
from reader.acts import Acts
from reader.imports import Imports, State
from reader.tasks import Tasks
from tests.reader.stub_library import StubLibrary

ADDED = Outcome("/a.html", Result.ADDED, 1)
HERE = Outcome("/b.html", Result.ALREADY_HERE, 2)
TROUBLE = Outcome("/c.html", Result.NEEDS_A_LOOK, error=NoText(reason="empty"))
UNSURE = Outcome("/d.html", Result.ADDED, 4, notes=(Note("thin", "38"),))


@pytest.fixture
def library() -> StubLibrary:
    made = StubLibrary()
    made.outcomes = (ADDED, HERE, TROUBLE, UNSURE)
    return made


@pytest.fixture
def imports(qapp: object, library: StubLibrary) -> Iterator[Imports]:
    tasks = Tasks(lambda error: pytest.fail(error.kind))
    made = Imports(cast(Library, library), tasks, Acts(cast(Library, library), tasks))
    yield made
    tasks.close()


def test_what_came_is_told_and_what_needs_a_look_is_counted(imports: Imports, qtbot: QtBot) -> None:
    came: list[Changes] = []
    imports.came.connect(came.append)
    job = imports.add(["/x"], "Cuttings")
    assert job is not None
    assert job.state is State.WAITING
    qtbot.waitUntil(lambda: job.is_over)
    assert job.state is State.DONE
    assert [set(changes.added) for changes in came] == [{1}, {4}]
    assert [outcome.origin for outcome in job.trouble] == ["/c.html", "/d.html"]
    assert imports.trouble == 2
    assert job.can_undo


def test_trouble_put_aside_is_trouble_no_more(imports: Imports, qtbot: QtBot) -> None:
    job = imports.add(["/x"], "Cuttings")
    assert job is not None
    qtbot.waitUntil(lambda: job.is_over)
    imports.put_aside(job, TROUBLE)
    assert [outcome.origin for outcome in job.trouble] == ["/d.html"]


def test_one_item_again_is_an_import_of_its_own(imports: Imports, library: StubLibrary, qtbot: QtBot) -> None:
    job = imports.add(["/x.zip"], "Cuttings")
    assert job is not None
    qtbot.waitUntil(lambda: job.is_over)
    imports.again(job, Outcome("/x.zip!/page.html", Result.NEEDS_A_LOOK), allow_private=True)
    again = imports.jobs[-1]
    assert again.origins == ("/x.zip",)
    assert again.allow_private
    qtbot.waitUntil(lambda: again.is_over)


def test_stopping_keeps_what_is_done(imports: Imports, library: StubLibrary, qtbot: QtBot) -> None:
    library.waits = True
    job = imports.add(["/x"], "Cuttings")
    assert job is not None
    qtbot.wait(20)
    imports.stop(job)
    qtbot.waitUntil(lambda: job.is_over, timeout=1_000)
    assert job.state is State.STOPPED


def test_an_import_is_undone_once(imports: Imports, library: StubLibrary, qtbot: QtBot) -> None:
    job = imports.add(["/x"], "Cuttings")
    assert job is not None
    qtbot.waitUntil(lambda: job.is_over)
    imports.undo(job)
    imports.undo(job)
    qtbot.waitUntil(lambda: ("undo_import", (9,), True) in library.did)
    qtbot.wait(20)
    assert len(library.did) == 1
    assert job.state is State.UNDONE
    assert not job.can_undo


def test_an_import_that_cannot_go_on_says_why(imports: Imports, library: StubLibrary, qtbot: QtBot) -> None:
    library.failure = DiskFull(path="/library")
    errors: list[ArchiveError] = []
    imports.failed.connect(errors.append)
    job = imports.add(["/x"], "Cuttings")
    assert job is not None
    qtbot.waitUntil(lambda: job.is_over)
    assert [error.kind for error in errors] == ["disk-full"]


def test_nothing_given_is_no_import(imports: Imports) -> None:
    assert imports.add([], "") is None
    assert imports.newest is None
