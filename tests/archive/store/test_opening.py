"""Opening: made where there is none, refused unchanged where it is not ours, one writer, whole again."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from archive.errors import (
    ArchiveError,
    LibraryDamaged,
    LibraryForeign,
    LibraryLocked,
    LibraryMissing,
    LibraryNewer,
    LibraryUnwritable,
)
from archive.model import Place
from archive.store import Store
from archive.store.schema import APPLICATION_ID

ROOT = Path(__file__).resolve().parents[3]


def digest(folder: Path) -> dict[str, str]:
    """Every file with its bytes and its time of change."""
    return {
        str(
            path.relative_to(folder)
        ): f"{hashlib.sha256(path.read_bytes()).hexdigest()} {path.stat().st_mtime_ns}"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def sql(path: Path, *statements: str) -> None:
    db = sqlite3.connect(path)
    for statement in statements:
        db.execute(statement)
    db.commit()
    db.close()


def test_a_new_library_is_for_its_owner_alone(store, folder):
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes == {0o600}


def test_journals_inherit_that(folder, clock, arrival, monkeypatch):
    seen: set[int] = set()
    old = os.umask(0)
    try:
        with Store.open(folder, now=clock) as store:
            job = store.begin_job("")
            monkeypatch.setattr("archive.store.derived.refresh", lambda *_: seen.update(modes(folder)))
            store.add(job, [arrival()])
    finally:
        os.umask(old)
    assert seen == {0o600}


def modes(folder: Path) -> list[int]:
    return [stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()]


def test_both_files_are_set_up_as_promised(store):
    db = store._writer.connection
    for schema in ("main", "originals"):
        for pragma, value in {
            "journal_mode": "truncate",
            "synchronous": 2,
            "secure_delete": 1,
            "mmap_size": 0,
            "application_id": APPLICATION_ID,
            "page_size": 8192 if schema == "main" else 16384,
        }.items():
            answer = db.execute(f"PRAGMA {schema}.{pragma}").fetchone()
            assert (answer[0] if answer else 0) == value, (schema, pragma)
    for pragma, value in {"trusted_schema": 0, "cell_size_check": 1, "foreign_keys": 1}.items():
        assert db.execute(f"PRAGMA {pragma}").fetchone()[0] == value, pragma


def test_nothing_is_made_where_nothing_should_be(folder, clock):
    for options in ({"create": False}, {"read_only": True}):
        with pytest.raises(LibraryMissing):
            Store.open(folder, now=clock, **options)
    assert not folder.exists()


def test_what_was_added_is_there_again(folder, clock, arrival):
    with Store.open(folder, now=clock) as store:
        store.add(store.begin_job("one"), [arrival("A text.")])
        name = store.library_id
    with Store.open(folder, now=clock) as store:
        assert store.library_id == name
        assert store.article(1).article.text == "A text."
        assert store.jobs()[0].is_stopped  # it was never finished


# ---------------------------------------------------------------- not ours, not whole, not yet


def notes(path: Path) -> None:
    sql(path, "CREATE TABLE notes (a)")


def future(path: Path) -> None:
    sql(path, "PRAGMA user_version = 999999")


def garbage(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + random.Random(3).randbytes(200_000))


def empty(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_bytes(b"not a database at all\n" * 100)


def trigger(path: Path) -> None:
    sql(
        path,
        "CREATE TABLE article (id INTEGER PRIMARY KEY, title TEXT)",
        "CREATE VIEW v AS SELECT load_extension('/tmp/evil')",
        "CREATE TRIGGER t AFTER INSERT ON article BEGIN DELETE FROM article; END",
    )


@pytest.mark.parametrize("make", [notes, future, garbage, empty, text, trigger])
@pytest.mark.parametrize("beside", [False, True], ids=["alone", "with originals"])
@pytest.mark.parametrize("read_only", [False, True])
def test_a_strangers_file_is_refused_unchanged(folder, clock, make, beside, read_only):
    folder.mkdir()
    make(folder / "library.db")
    if beside:
        make(folder / "originals.db")
    before = digest(folder)
    with pytest.raises((LibraryForeign, LibraryDamaged)):
        Store.open(folder, now=clock, read_only=read_only)
    assert digest(folder) == before


def test_a_file_where_the_folder_should_be_is_refused_unchanged(folder, clock):
    folder.write_bytes(b"mine")
    with pytest.raises(LibraryForeign):
        Store.open(folder, now=clock)
    assert folder.read_bytes() == b"mine"


@pytest.mark.parametrize("file", ["library.db", "originals.db"])
@pytest.mark.parametrize(
    ("statement", "error"),
    [
        ("PRAGMA user_version = 99", LibraryNewer),
        ("PRAGMA application_id = 7", LibraryForeign),
        ("CREATE TABLE more (a)", LibraryForeign),
        ("CREATE TRIGGER t AFTER INSERT ON state BEGIN DELETE FROM state; END", LibraryForeign),
        ("CREATE VIEW v AS SELECT 1", LibraryForeign),
        ("UPDATE state SET value = 'other' WHERE key = 'pair'", LibraryDamaged),
        ("PRAGMA user_version = 0", LibraryDamaged),
    ],
)
def test_a_library_that_was_tampered_with_is_refused_unchanged(
    folder, clock, arrival, file, statement, error
):
    with Store.open(folder, now=clock) as store:
        store.add(store.begin_job(""), [arrival()])
    sql(folder / file, statement)
    before = digest(folder)
    with pytest.raises(error):
        Store.open(folder, now=clock)
    assert digest(folder) == before


@pytest.mark.parametrize("file", ["library.db", "originals.db"])
@pytest.mark.parametrize("damage", ["gone", "empty", "header", "half a page"])
def test_a_broken_library_is_refused_unchanged_and_never_begun_anew(folder, clock, arrival, file, damage):
    with Store.open(folder, now=clock) as store:
        store.add(store.begin_job(""), [arrival(f"{n} text") for n in range(30)])
    data = (folder / file).read_bytes()
    match damage:
        case "gone":
            (folder / file).unlink()
        case "empty":
            (folder / file).write_bytes(b"")
        case "header":
            (folder / file).write_bytes(b"\0" * 100 + data[100:])
        case "half a page":
            (folder / file).write_bytes(data[:5000])
    before = digest(folder)
    with pytest.raises(LibraryDamaged):
        Store.open(folder, now=clock)
    assert digest(folder) == before


def test_a_creation_cut_short_is_made_anew(folder, clock):
    Store.open(folder, now=clock).close()
    (folder / "library.db").unlink()
    (folder / "library.db.new").write_bytes(b"half")
    with Store.open(folder, now=clock) as store:
        assert store.counts().library == 0
        assert store.check().problems == ()


# ---------------------------------------------------------------- one writer


def test_a_second_writer_is_refused_and_a_reader_is_not(store, folder, clock, arrival):
    before = digest(folder)
    with pytest.raises(LibraryLocked):
        Store.open(folder, now=clock)
    assert digest(folder) == before
    with Store.open(folder, now=clock, read_only=True) as reader:
        store.add(store.begin_job(""), [arrival()])
        assert list(reader.ids(Place())) == [1]
        assert reader.is_read_only
        with pytest.raises(LibraryUnwritable):
            reader.set_read([1], True)


OPEN = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from archive.errors import LibraryLocked
from archive.store import Store
try:
    store = Store.open(Path(sys.argv[1]), now=lambda: datetime.now(UTC))
except LibraryLocked:
    print("locked", flush=True)
    sys.exit()
print("open", flush=True)
sys.stdin.readline()
"""


def start(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", OPEN, str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def end(process: subprocess.Popen[str]) -> None:
    process.communicate("\n", timeout=30)


def test_of_many_processes_that_start_at_once_one_writes(folder):
    processes = [start(folder) for _ in range(4)]
    answers = [process.stdout.readline().strip() for process in processes]
    for process in processes:
        end(process)
    assert sorted(answers) == ["locked"] * 3 + ["open"]


def test_the_lock_of_a_dead_process_is_none(folder, clock):
    process = start(folder)
    assert process.stdout.readline().strip() == "open"
    with pytest.raises(LibraryLocked):
        Store.open(folder, now=clock)
    process.kill()
    process.communicate(timeout=30)
    Store.open(folder, now=clock).close()


# ---------------------------------------------------------------- after a crash, and under foreign hands


def in_mid_commit(store: Store, folder: Path, to: Path) -> None:
    """A copy of the folder as a power cut would leave it: journals written, the files half changed."""
    db = store._writer.connection
    db.execute("PRAGMA cache_spill = ON")
    db.execute("PRAGMA main.cache_size = 2")
    db.execute("PRAGMA originals.cache_size = 2")
    db.execute("BEGIN")
    db.execute("UPDATE article SET title = 'half', opening = ?", ("x" * 3000,))
    db.execute("UPDATE originals.blob SET size = 0, data = zeroblob(100000)")
    shutil.copytree(folder, to)
    db.execute("ROLLBACK")


@pytest.mark.parametrize("read_only", [False, True])
def test_a_transaction_cut_short_is_taken_back(store, folder, clock, arrival, tmp_path, read_only):
    store.add(store.begin_job(""), [arrival(f"{n} text", title=f"{n}") for n in range(200)])
    cut = tmp_path / "cut"
    in_mid_commit(store, folder, cut)
    assert (cut / "library.db-journal").stat().st_size
    assert (cut / "library.db").read_bytes() != (folder / "library.db").read_bytes()
    with Store.open(cut, now=clock, read_only=read_only) as again:
        assert again.check().problems == ()
        assert [row.title for row in again.rows([1, 200])] == ["0", "199"]


@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_shorter_than_its_first_page_says_is_taken_back(
    store, folder, clock, arrival, tmp_path, read_only
):
    """The first page is written first: killed then, the file ends before the pages that it counts."""
    store.add(store.begin_job("long"), [arrival(f"{n} text", title=f"{n}") for n in range(50)])
    cut = tmp_path / "cut"
    sizes = {name: (folder / name).stat().st_size for name in ("library.db", "originals.db")}
    db = store._writer.connection
    db.execute("PRAGMA cache_spill = ON")
    db.execute("PRAGMA main.cache_size = 2")
    db.execute("PRAGMA originals.cache_size = 2")
    db.execute("BEGIN")
    db.execute("INSERT INTO job (label, started_at) VALUES (hex(zeroblob(90000)), '')")
    db.execute("INSERT INTO originals.blob VALUES (x'00', 1, 0, zeroblob(300000))")
    db.execute("UPDATE state SET value = 'half' WHERE key = 'pair'")
    db.execute("UPDATE originals.state SET value = 'half' WHERE key = 'pair'")
    db.execute("UPDATE originals.blob SET size = size + 1")
    shutil.copytree(folder, cut)
    db.execute("ROLLBACK")
    for name, page in (("library.db", 8192), ("originals.db", 16384)):
        with open(cut / name, "r+b") as file:
            header = bytearray(file.read(100))
            header[28:32] = (2000).to_bytes(4, "big")
            file.seek(0)
            file.write(header)
            file.truncate(sizes[name] + page)
    (cut / "library.db-mj0123456789").write_bytes(b"left by a commit cut short")
    with Store.open(cut, now=clock, read_only=read_only) as again:
        assert again.check().problems == ()
        assert [row.title for row in again.rows([1, 50])] == ["0", "49"]
    assert not list(cut.glob("*-mj*"))


def test_nothing_is_written_into_a_library_that_was_moved_away(store, folder, arrival):
    job = store.begin_job("")
    folder.rename(folder.with_name("elsewhere"))
    with pytest.raises(LibraryMissing):
        store.add(job, [arrival()])
    folder.with_name("elsewhere").rename(folder)
    store.add(job, [arrival()])


def test_nothing_is_written_into_a_library_that_an_old_copy_took_the_place_of(store, folder, arrival):
    job = store.begin_job("")
    shutil.copy(folder / "library.db", folder / "old")
    store.add(job, [arrival()])
    os.replace(folder / "old", folder / "library.db")
    before = digest(folder)
    with pytest.raises(LibraryDamaged):
        store.add(job, [arrival("Another.")])
    assert digest(folder) == before


def test_nothing_is_written_into_a_library_that_another_program_wrote_into(store, folder, arrival):
    job = store.begin_job("")
    sql(folder / "originals.db", "UPDATE state SET value = value || 'x'")
    with pytest.raises(LibraryDamaged):
        store.add(job, [arrival()])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_only_be_read_opens_for_reading(store, folder, clock, arrival):
    store.add(store.begin_job(""), [arrival()])
    store.close()
    for path in [*folder.iterdir(), folder]:
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        with pytest.raises(LibraryUnwritable):
            Store.open(folder, now=clock)
        with Store.open(folder, now=clock, read_only=True) as reader:
            assert reader.article(1)
    finally:
        folder.chmod(0o700)


def test_a_failure_is_always_a_known_one(folder, clock):
    (folder.parent / "file").write_bytes(b"")
    with pytest.raises(ArchiveError):
        Store.open(folder.parent / "file" / "library", now=clock)
