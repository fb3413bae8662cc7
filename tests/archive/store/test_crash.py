"""What was reported as added is there, after a kill at any moment, a full disk, and a failing one."""

from __future__ import annotations

import errno
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive.errors import (
    DiskFull,
    LibraryDamaged,
    LibraryLocked,
    LibraryMissing,
    LibraryUnwritable,
    StorageFailed,
    TooLarge,
)
from archive.model import Place, Result
from archive.store import Store, failures

ROOT = Path(__file__).resolve().parents[3]

ADD = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from archive.model import Arrival, Block, BlockKind, Capture, CleanArticle
from archive.store import Store
now = lambda: datetime.now(UTC)
store = Store.open(Path(sys.argv[1]), now=now)
first, job = int(sys.argv[2]), store.begin_job("killed")
def arrival(number):
    text = f"Article number {number}. " * 200
    article = CleanArticle(f"https://www.harbour.example/{number}", f"{number}", (), None, None, None,
                           (Block(BlockKind.PARAGRAPH, text),))
    capture = Capture(f"/in/{number}", text.encode() * 3, now(), resources={"p": text.encode()})
    return Arrival(capture, article, 1)
while True:
    batch = [arrival(first + number) for number in range(10)]
    for outcome in store.add(job, batch):
        print(outcome.result, outcome.article_id, outcome.origin, flush=True)
    first += 10
"""


def run_and_kill(folder: Path, first: int, after: float) -> list[tuple[str, int, str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", ADD, str(folder), str(first)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    lines = [process.stdout.readline()]  # it is at work
    time.sleep(after)
    process.kill()
    lines += process.stdout.readlines()  # not `communicate`: it would not see what `readline` has buffered
    process.stdout.close()
    process.wait(timeout=30)
    whole = [line.split() for line in lines if line.endswith("\n")]
    return [(result, int(number), origin) for result, number, origin in whole]


@pytest.mark.parametrize("kills", [3, pytest.param(40, marks=pytest.mark.slow)])
def test_after_kills_all_that_was_reported_is_there_and_the_import_goes_on(folder, clock, kills):
    rng = random.Random(7)
    acknowledged: dict[int, str] = {}
    first = 0
    for _ in range(kills):
        for result, number, origin in run_and_kill(folder, first, rng.uniform(0, 0.15)):
            assert result == ("added" if number not in acknowledged else "already-here")
            acknowledged[number] = origin
        # Go on a little before where it stopped: what is there is not doubled.
        first = max(0, len(acknowledged) - 3)
        start = time.monotonic()
        with Store.open(folder, now=clock) as store:
            assert time.monotonic() - start < 2
            assert store.check().problems == ()
            ids = list(store.ids(Place()))
            assert acknowledged.keys() <= set(ids)
            assert {number: store.article(number).origin for number in acknowledged} == acknowledged
            origins = [store.article(number).origin for number in ids]
            assert len(origins) == len(set(origins))
            acknowledged = dict(zip(ids, origins, strict=True))
    assert len(acknowledged) >= 10 + 7 * (kills - 1)  # each got at least one batch in, three of them again


# ---------------------------------------------------------------- a full disk


def test_a_full_disk_is_said_and_nothing_is_half_written(store, arrival):
    job = store.begin_job("")
    store.add(job, [arrival("Before.")])
    db = store._writer.connection
    for schema in ("main", "originals"):
        (pages,) = db.execute(f"PRAGMA {schema}.page_count").fetchone()
        db.execute(f"PRAGMA {schema}.max_page_count = {pages + 1}")
    big = [arrival(f"{n}", data=random.Random(n).randbytes(40_000)) for n in range(9)]
    with pytest.raises(DiskFull):
        store.add(job, big)
    assert store.check().problems == ()
    assert list(store.ids(Place())) == [1]
    assert store.set_binned([1], True).changed == {1}
    for schema in ("main", "originals"):
        db.execute(f"PRAGMA {schema}.max_page_count = 100000")
    assert {outcome.result for outcome in store.add(job, big)} == {Result.ADDED}


def repeat_for_ever(work) -> None:
    while True:
        work()


@pytest.fixture
def small_disk(tmp_path):
    """8 MB of disk of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("a small disk can only be made by root")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_disk_that_fills_up_loses_nothing(small_disk, clock, arrival):
    with Store.open(small_disk / "library", now=clock) as store:
        job = store.begin_job("")
        added: list[int] = []

        def add_one() -> None:
            number = len(added)
            item = arrival(f"{number}", data=random.Random(number).randbytes(30_000))
            added.append(store.add(job, [item])[0].article_id)

        with pytest.raises(DiskFull):
            repeat_for_ever(add_one)
        with pytest.raises(DiskFull):
            store.backup()
        assert len(added) > 50
        assert sorted(store.ids(Place())) == added
        assert [store.article(number).article.text for number in added] == [str(n - 1) for n in added]
        assert store.check().problems == ()
        # There is always room to make room.
        store.set_read(added[:3], True)
        store.set_binned(added[:40], True)
        store.forget(added[:40])
        added = added[40:]
        assert store.add(job, [arrival("Room again.")])[0].result is Result.ADDED
    with Store.open(small_disk / "library", now=clock) as store:
        assert sorted(store.ids(Place()))[:-1] == added
        assert store.check().problems == ()


def test_restoring_onto_a_full_disk_changes_nothing(small_disk, tmp_path, clock, arrival):
    with Store.open(tmp_path / "large", now=clock) as large:
        job = large.begin_job("")
        large.add(job, [arrival(f"{n}", data=random.Random(n).randbytes(30_000)) for n in range(300)])
        backup = large.backup()
    with Store.open(small_disk / "library", now=clock) as store:
        store.add(store.begin_job(""), [arrival("Mine.")])
    with pytest.raises(DiskFull):
        Store.restore(backup, small_disk / "library", now=clock)
    with Store.open(small_disk / "library", now=clock) as store:
        assert store.article(1).article.text == "Mine."
        assert store.counts().library == 1
    assert not (small_disk / "library" / "incoming").exists()


def test_no_library_is_begun_on_a_full_disk(small_disk, clock):
    filler = small_disk / "filler"
    with open(filler, "wb", buffering=0) as handle, pytest.raises(OSError, match="space"):
        repeat_for_ever(lambda: handle.write(bytes(4096)))
    with pytest.raises(DiskFull):
        Store.open(small_disk / "library", now=clock)
    filler.unlink()
    with Store.open(small_disk / "library", now=clock) as store:
        assert store.counts().library == 0


# ---------------------------------------------------------------- what SQLite may answer


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_FULL, DiskFull),
        (sqlite3.SQLITE_READONLY, LibraryUnwritable),
        (sqlite3.SQLITE_CORRUPT, LibraryDamaged),
        (sqlite3.SQLITE_NOTADB, LibraryDamaged),
        (sqlite3.SQLITE_IOERR_WRITE, StorageFailed),
        (sqlite3.SQLITE_IOERR_FSYNC, StorageFailed),
        (sqlite3.SQLITE_BUSY, LibraryLocked),
        (sqlite3.SQLITE_PERM, LibraryUnwritable),
        (sqlite3.SQLITE_CANTOPEN, LibraryUnwritable),
        (sqlite3.SQLITE_READONLY_DBMOVED, LibraryMissing),
        (sqlite3.SQLITE_TOOBIG, TooLarge),
    ],
)
def test_each_answer_of_the_disk_is_a_known_failure(tmp_path, code, kind):
    error = sqlite3.OperationalError()
    error.sqlite_errorcode = code
    with pytest.raises(kind), failures.mapped(tmp_path):
        raise error


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EACCES, LibraryUnwritable),
        (errno.EROFS, LibraryUnwritable),
        (errno.ENOENT, LibraryMissing),
        (errno.EIO, StorageFailed),
    ],
)
def test_each_answer_of_the_system_is_a_known_failure(tmp_path, number, kind):
    with pytest.raises(kind), failures.mapped(tmp_path):
        raise OSError(number, "")


def test_letters_that_are_none_are_damage(store, arrival, folder):
    """Python reads them with an error that has no number of SQLite's."""
    store.add(store.begin_job(""), [arrival("One."), arrival("Two.")])
    db = store._writer.connection
    db.execute("UPDATE article SET title = CAST(x'c328' AS TEXT) WHERE id = 1")
    assert [row.id for row in store.rows([1, 2])] == [2]
    assert store.check().damaged == (1,)
    db.execute("UPDATE job SET label = CAST(x'c328' AS TEXT)")
    with pytest.raises(LibraryDamaged):
        store.jobs()


def test_what_is_no_answer_of_the_disk_stays_a_bug(tmp_path):
    error = sqlite3.IntegrityError("UNIQUE")
    error.sqlite_errorcode = sqlite3.SQLITE_CONSTRAINT_UNIQUE
    with pytest.raises(sqlite3.IntegrityError), failures.mapped(tmp_path):
        raise error


def test_a_failure_in_mid_act_leaves_nothing_of_it(store, arrival, monkeypatch):
    job = store.begin_job("")
    monkeypatch.setattr("archive.store.derived.opening_of", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        store.add(job, [arrival(resources={"a": b"b"})])
    monkeypatch.undo()
    assert store.check() == store.check().__class__((), 0, 0)
    assert store.add(job, [arrival()])[0].result is Result.ADDED
    assert os.listdir(store.folder)
