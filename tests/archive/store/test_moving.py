"""A library copied to another folder is whole there, or is not there."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive import Library
from archive.cancel import CancelToken
from archive.errors import Cancelled, LibraryLocked, LibraryUnwritable, StorageFailed
from archive.model import Place, Rule, Sort
from archive.store import moving

PAGE = """<!doctype html><html><head><title>Council {n}</title></head>
<body><article><h1>Council {n} votes</h1>
<p>The council of district {n} voted on Tuesday to open its records to everyone who asks for them.</p>
<p>Members of both groups spoke for an hour, and the clerk read the report of the committee aloud.</p>
</article></body></html>"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    for n in range(3):
        (tmp_path / f"{n}.html").write_text(PAGE.format(n=n))
    with Library.open(tmp_path / "library") as opened:
        opened.import_([str(tmp_path / f"{n}.html") for n in range(3)])
        opened.settle()
        opened.backup()
    return tmp_path / "library"


def test_everything_comes_along_and_the_old_one_stays(library: Path, tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    target = tmp_path / "disk" / "moved"
    Library.copy_to(library, target, told=lambda done, whole: heard.append((done, whole)))
    assert heard[-1][0] == heard[-1][1] > 0
    with Library.open(library) as old, Library.open(target) as new:
        assert list(new.ids(Place(), Sort.NEWEST)) == list(old.ids(Place(), Sort.NEWEST))
        assert new.search("records").total == 3, "the index came along"
        assert not new.check().problems
        assert [one.path.name for one in new.backups()] == [one.path.name for one in old.backups()]
        sizes = new.sizes()
        assert min(sizes.articles, sizes.originals, sizes.index, sizes.backups) > 0
        assert sizes.whole >= sizes.articles + sizes.originals
    assert sorted(path.name for path in target.parent.iterdir()) == ["moved"]


def test_an_open_library_and_a_folder_in_use_are_refused(library: Path, tmp_path: Path) -> None:
    with Library.open(library), pytest.raises(LibraryLocked):
        Library.copy_to(library, tmp_path / "moved")
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "letter.txt").write_text("mine")
    with pytest.raises(LibraryUnwritable) as refused:
        Library.copy_to(library, tmp_path / "used")
    assert refused.value.facts["reason"] == "not-empty"
    assert [path.name for path in (tmp_path / "used").iterdir()] == ["letter.txt"]


def test_what_is_stopped_or_comes_out_wrong_leaves_nothing(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = CancelToken()
    with pytest.raises(Cancelled):
        Library.copy_to(library, tmp_path / "moved", told=lambda done, whole: token.cancel(), cancel=token)
    monkeypatch.setattr(moving, "_CHUNK", 1 << 20)
    real = moving.os.fsync

    def tearing(handle: int) -> None:
        real(handle)
        moving.os.pwrite(handle, b"\0\0\0\0", 0)

    monkeypatch.setattr(moving.os, "fsync", tearing)
    with pytest.raises(StorageFailed):
        Library.copy_to(library, tmp_path / "moved")
    monkeypatch.undo()
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == {"library"}
    Library.copy_to(library, tmp_path / "moved")


def test_the_reach_of_rules(library: Path) -> None:
    with Library.open(library, now=lambda: datetime(2025, 1, 1, tzinfo=UTC)) as opened:
        text = (
            "Members of both groups spoke for an hour, and the clerk read the report of the committee aloud."
        )
        opened.decide(text, verdict="remove")
        rules = opened.rules()
        assert opened.reach(rules) == (3,)
        assert opened.reach([Rule("0" * 64, "keep")]) == (0,)
