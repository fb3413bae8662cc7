"""Backups and the way back: proved copies, thinned, restored whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import threading
from datetime import UTC, datetime

import pytest

from archive.cancel import CancelToken
from archive.errors import BackupDamaged, Cancelled, LibraryDamaged, LibraryLocked, LibraryMissing
from archive.model import Block, BlockKind, CleanArticle, Colour, Edit, Place, Sort, Span
from archive.store import Store, backups, codec, migrations, restoring, schema


def all_of(store: Store) -> list[object]:
    ids = store.ids(Place())
    return [
        store.counts(),
        store.rows(ids),
        [store.article(article_id) for article_id in ids],
        [store.capture(version.capture_sha256) for each in ids for version in store.article(each).versions],
        store.jobs(),
        store.tags(),
        [store.highlights(each) for each in ids],
        store.saved_searches(),
    ]


@pytest.fixture
def filled(store, add):
    add(
        "First text.",
        url="https://www.harbour.example/a",
        resources={"a.png": b"\x89PNG" * 40},
        tags=("Water",),
    )
    add("Second text.", url="https://gazette.example/b", published="2023-03-14")
    add("First text, changed.", url="https://www.harbour.example/a")
    store.add_edit(2, Edit("field", field="title", value="Mine"))
    store.set_starred([1], True)
    store.highlight(2, Span(0, 6), Colour.SKY, "Which?")
    store.save_search("Water", "tag:water", "", Place(), Sort.MATCH)
    return store


def test_a_backup_is_restored_as_it_was(filled, folder, clock, add):
    before, name = all_of(filled), filled.library_id
    path = filled.backup()
    add("Third text.")
    filled.forget([2])
    filled.close()
    Store.restore(path, folder, now=clock)
    with Store.open(folder, now=clock) as again:
        assert all_of(again) == before
        assert again.library_id != name  # an index made before is not this one's
        assert again.check().problems == ()
        again.add(again.begin_job(""), [])
    assert (folder / restoring.REPLACED / "library.db").exists()


def test_no_id_is_given_again_after_a_restore(filled, folder, clock, arrival, add):
    assert add("Third text.") == 3
    filled.forget([3])
    path = filled.backup()
    filled.close()
    Store.restore(path, folder, now=clock)
    with Store.open(folder, now=clock) as again:
        assert again.add(again.begin_job(""), [arrival("Fourth.")])[0].article_id == 4


def test_a_backup_elsewhere_makes_a_library_of_its_own(filled, tmp_path, clock):
    before = all_of(filled)
    filled.backup(tmp_path / "stick")
    Store.restore(tmp_path / "stick", tmp_path / "new" / "library", now=clock)
    with Store.open(tmp_path / "new" / "library", now=clock) as again:
        assert all_of(again) == before


def test_two_libraries_share_a_folder_of_backups(filled, tmp_path, clock, arrival):
    with Store.open(tmp_path / "other", now=clock) as other:
        other.add(other.begin_job(""), [arrival("Of the other.")])
        theirs = other.backup(tmp_path / "stick")
    ours = filled.backup(tmp_path / "stick")
    for path, count in ((theirs, 1), (ours, 2)):
        Store.restore(path, tmp_path / path.stem, now=clock)
        with Store.open(tmp_path / path.stem, now=clock) as again:
            assert again.counts().library == count


def test_only_what_is_new_is_copied_to_the_originals_of_the_backups(filled, folder, clock, add):
    filled.backup()
    (originals,) = (folder / "backups").glob("originals-*.db")
    first = originals.read_bytes()
    clock.forward(hours=2)
    filled.backup()
    assert originals.read_bytes() == first
    add("New.", data=os.urandom(100_000))
    clock.forward(hours=2)
    filled.backup()
    assert len(originals.read_bytes()) > len(first) + 90_000


def test_a_backup_is_made_when_it_is_due_and_something_changed(filled, folder, clock):
    assert filled.backup_if_due() is not None
    clock.forward(days=1)
    assert filled.backup_if_due() is None
    os.utime(folder / "library.db", ns=(2**62, 2**62))  # changed later than the backup was made
    assert filled.backup_if_due() is not None
    assert filled.backup_if_due() is None  # not due yet
    clock.forward(hours=1)
    assert filled.backup_if_due() is not None


def test_backups_are_thinned_and_forgotten_originals_leave_with_the_last_that_had_them(
    filled, folder, clock, add
):
    marker = b"MARKER-" + os.urandom(8).hex().encode()
    filled.forget([add("To be forgotten.", data=marker)])
    add("To be forgotten later.", data=marker)
    filled.backup()
    (originals,) = (folder / "backups").glob("originals-*.db")
    assert marker in originals.read_bytes()
    filled.forget([4])
    for _ in range(60):
        clock.forward(days=1)
        filled.backup()
    found = backups.snapshots(folder / "backups")
    assert 2 <= len(found) <= 12
    assert found[-1].time == clock()
    assert marker not in originals.read_bytes()


def test_forgetting_with_the_backups_leaves_no_trace(filled, folder, clock, add):
    marker = b"MARKER-" + os.urandom(8).hex().encode()
    path = filled.backup()
    clock.forward(hours=1)
    article_id = add(
        marker.decode(), title=marker.decode(), data=marker, url=f"https://{marker.decode().lower()}.example/"
    )
    filled.backup()
    filled.close()
    Store.restore(folder / "backups", folder, now=clock)  # leaves `replaced/`
    with Store.open(folder, now=clock) as again:
        clock.forward(hours=1)
        again.forget([article_id], with_backups=True)
        assert not path.exists()
        assert len(backups.snapshots(folder / "backups")) == 1
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert [file for file in files if marker.lower() in file.read_bytes().lower()] == []


def test_the_library_can_be_written_while_it_is_copied(filled, folder, clock, arrival, monkeypatch):
    monkeypatch.setattr("archive.store.connect._COPY_PAGES", 1)
    done = threading.Event()
    job = filled.begin_job("meanwhile")

    def write() -> None:
        number = 0
        while not done.is_set():
            number += 1
            filled.add(job, [arrival(f"Meanwhile {number}.")])

    thread = threading.Thread(target=write)
    thread.start()
    try:
        path = filled.backup()
    finally:
        done.set()
        thread.join()
    backups.verify(restoring.chosen(path))
    Store.restore(path, folder.with_name("copy"), now=clock)
    with Store.open(folder.with_name("copy"), now=clock) as again:
        assert again.check().problems == ()


def test_a_reader_makes_a_backup_too(filled, folder, clock):
    with Store.open(folder, now=clock, read_only=True) as reader:
        backups.verify(restoring.chosen(reader.backup()))


def test_a_backup_that_is_stopped_leaves_the_one_before(filled, folder, clock, monkeypatch):
    path = filled.backup()
    clock.forward(days=1)
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        filled.backup(cancel=cancel)
    assert [snapshot.path for snapshot in backups.snapshots(folder / "backups")] == [path]
    assert not list((folder / "backups").glob("*.part*"))


def test_a_backup_that_cannot_be_proved_is_none_and_the_old_ones_stay(filled, folder, clock):
    path = filled.backup()
    with sqlite3.connect(folder / "library.db") as db:
        db.execute("UPDATE version SET content = x'00' WHERE article = 1")
    db.close()
    with Store.open(folder, now=clock, read_only=True) as reader, pytest.raises(BackupDamaged):
        reader.backup()
    assert [snapshot.path for snapshot in backups.snapshots(folder / "backups")] == [path]


@pytest.mark.parametrize(
    ("statement", "file"),
    [
        ("UPDATE version SET content = x'0102' WHERE id = 2", "library"),
        ("UPDATE blob SET data = x'0102' WHERE rowid = 2", "originals"),
        ("CREATE TRIGGER t AFTER INSERT ON state BEGIN SELECT 1; END", "library"),
        ("CREATE VIEW v AS SELECT 1", "originals"),
        ("PRAGMA application_id = 7", "library"),
        ("PRAGMA user_version = 99", "library"),
        ("UPDATE state SET value = 'other' WHERE key = 'pair'", "originals"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM job", "library"),
    ],
)
def test_a_damaged_or_hostile_backup_changes_nothing(filled, folder, clock, statement, file):
    path = filled.backup()
    before = all_of(filled)
    filled.close()
    (target,) = (folder / "backups").glob(f"{file}-*.db")
    db = sqlite3.connect(target)
    db.executescript(statement)
    db.close()
    with pytest.raises(BackupDamaged):
        Store.restore(path, folder, now=clock)
    with Store.open(folder, now=clock) as again:
        assert all_of(again) == before


def test_a_backup_cut_off_changes_nothing(filled, folder, clock):
    path = filled.backup()
    filled.close()
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(BackupDamaged):
        Store.restore(path, folder, now=clock)
    with Store.open(folder, now=clock) as again:
        assert again.counts().library == 2


def test_restoring_needs_a_backup_and_a_closed_library(filled, folder, clock, tmp_path):
    with pytest.raises(LibraryMissing):
        Store.restore(tmp_path, folder, now=clock)
    with pytest.raises(LibraryLocked):
        Store.restore(filled.backup(), folder, now=clock)
    assert filled.counts().library == 2


@pytest.mark.parametrize("stop_at", range(12))
@pytest.mark.parametrize("damaged", [False, True])
def test_a_swap_cut_short_is_finished_at_the_next_opening(
    filled, folder, clock, add, monkeypatch, stop_at, damaged
):
    """At every file that is moved or removed: afterwards it is the old library or the new one, whole."""
    before = all_of(filled)
    path = filled.backup()
    add("Only in the newer one.")
    newer = all_of(filled)
    filled.close()
    if damaged:
        (folder / "library.db").write_bytes(b"damaged")
    (folder / "library.db-journal").write_bytes(b"")

    class Cut(BaseException):
        pass

    steps = iter(range(100))

    def cut(real):
        def step(*args, **kwargs):
            if next(steps) == stop_at:
                raise Cut
            return real(*args, **kwargs)

        return step

    with monkeypatch.context() as patch:
        patch.setattr("archive.store.restoring.os.replace", cut(os.replace))
        patch.setattr("archive.store.restoring.shutil.rmtree", cut(shutil.rmtree))
        patch.setattr("archive.store.restoring.os.fsync", cut(os.fsync))
        try:
            Store.restore(path, folder, now=clock)
            finished = True
        except Cut:
            finished = False
    try:
        again = Store.open(folder, now=clock)
    except LibraryDamaged:
        assert damaged  # the old one, as it was
        assert not finished
        return
    with again:
        assert all_of(again) in ([before] if finished or damaged else [before, newer])
        assert again.check().problems == ()


def test_what_a_killed_restoring_left_goes_at_the_next_opening(filled, folder, clock):
    before = all_of(filled)
    filled.close()
    shutil.copytree(folder, folder / "incoming", ignore=shutil.ignore_patterns("backups"))
    with Store.open(folder, now=clock) as again:
        assert all_of(again) == before
    assert not (folder / "incoming").exists()


# ---------------------------------------------------------------- upgrades


def second(db: sqlite3.Connection) -> None:
    db.execute("CREATE TABLE main.more (id INTEGER PRIMARY KEY, words TEXT)")
    db.execute("INSERT INTO more (words) SELECT title FROM article ORDER BY id")
    db.execute("CREATE INDEX originals.capture_by_time ON capture(captured_at)")


def broken(db: sqlite3.Connection) -> None:
    second(db)
    raise sqlite3.OperationalError("broken")


def with_migrations(monkeypatch, *more) -> None:
    monkeypatch.setattr("archive.store.schema.MIGRATIONS", (*migrations.schema.MIGRATIONS, *more))


@pytest.mark.parametrize("read_only", [False, True])
def test_an_older_library_is_backed_up_and_brought_up_to_date(filled, folder, clock, monkeypatch, read_only):
    before = all_of(filled)
    filled.close()
    with_migrations(monkeypatch, second)
    with Store.open(folder, now=clock, read_only=read_only) as again:
        assert all_of(again) == before
    (snapshot,) = backups.snapshots(folder / "backups")
    assert snapshot.version == schema.newest() - 1
    db = sqlite3.connect(folder / "library.db")
    assert db.execute("SELECT count(*) FROM more").fetchone() == (2,)
    assert db.execute("SELECT version FROM migration").fetchall() == [
        (n,) for n in range(1, schema.newest() + 1)
    ]
    db.close()


def test_the_first_version_is_brought_up_to_date(folder, clock, arrival):
    folder.mkdir()
    migrations.create(folder, clock(), 1)
    with Store.open(folder, now=clock) as store:
        store.add(store.begin_job("test"), [arrival()])
        assert store.rules() == ()
    assert [snapshot.version for snapshot in backups.snapshots(folder / "backups")] == [1]


def test_the_notes_of_the_second_version_become_notes_on_the_article(folder, clock):
    """What articles came with stood in a column of their own."""
    folder.mkdir()
    migrations.create(folder, clock(), 2)
    db = sqlite3.connect(folder / "library.db")
    blob = codec.encode(
        CleanArticle(None, "Vote", (), None, None, None, (Block(BlockKind.PARAGRAPH, "One."),))
    )
    for number, note in enumerate((None, "", "Ask the clerk.\nTwice.", b"lone \xed\xa0\x80"), 1):
        db.execute(
            "INSERT INTO article (id, uuid, added_at, revision, version, title, words, opening, notes)"
            " VALUES (?, ?, '2024-05-01T09:30:00.000+00:00', 1, 1, 'Vote', 1, 'One.', ?)",
            (number, bytes([number] * 16), note),
        )
        db.execute(
            "INSERT INTO version (article, number, job, capture, document, cleaner, created_at, text_sha256,"
            " content_sha256, origin, content) VALUES (?, 1, 1, x'00', 0, 1, '2024-05-01T09:30:00+00:00',"
            " ?, ?, '/in', ?)",
            (number, hashlib.sha256(b"One.").digest(), hashlib.sha256(blob).digest(), blob),
        )
    db.execute("INSERT INTO job (id, label, started_at) VALUES (1, '', '2024-05-01T09:30:00+00:00')")
    db.commit()
    db.close()
    with Store.open(folder, now=clock) as store:
        assert [[item.note for item in store.highlights(n)] for n in (1, 2, 3, 4)] == [
            [],
            [],
            ["Ask the clerk.\nTwice."],
            ["lone \ud800"],
        ]
        (noted,) = store.highlights(3)
        assert noted.anchor is None
        assert noted.span is None
        assert noted.made_at == datetime(2024, 5, 1, 9, 30, tzinfo=UTC)
        assert store.counts().notes == 2
        assert [item.notes for item in store.indexables([1, 3])] == ["", "Ask the clerk.\nTwice."]
        assert {problem.kind for problem in store.check().problems} == {"missing"}  # there is no original


def test_an_upgrade_that_fails_changes_nothing(filled, folder, clock, monkeypatch):
    before = all_of(filled)
    filled.close()
    with monkeypatch.context() as patch:
        with_migrations(patch, broken)
        with pytest.raises(sqlite3.OperationalError):
            Store.open(folder, now=clock)
    with Store.open(folder, now=clock) as again:
        assert all_of(again) == before


def test_a_later_version_is_refused_and_its_backup_from_before_can_be_restored(
    filled, folder, clock, monkeypatch
):
    before = all_of(filled)
    filled.close()
    with monkeypatch.context() as patch:
        with_migrations(patch, second)
        with Store.open(folder, now=clock) as newer:
            newer.set_starred([2], True)
            for _ in range(40):
                clock.forward(days=1)
                newer.backup()
    clock.forward(days=-40)
    oldest = backups.snapshots(folder / "backups")[0]
    assert oldest.version == schema.newest()
    Store.restore(oldest.path, folder, now=clock)
    with Store.open(folder, now=clock) as again:
        assert all_of(again) == before


def test_an_older_backup_is_brought_up_to_date_when_it_is_restored(filled, folder, clock, monkeypatch):
    before = all_of(filled)
    path = filled.backup()
    filled.close()
    with_migrations(monkeypatch, second)
    Store.restore(path, folder, now=clock)
    with Store.open(folder, now=clock) as again:
        assert all_of(again) == before


def test_times_in_names_are_told_exactly(filled, clock):
    clock.time = datetime(2025, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
    assert restoring.chosen(filled.backup()).time == clock.time
