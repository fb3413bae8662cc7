"""A check names every damage by its article, and is quiet about a sound library."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing

import pytest

from archive.cancel import CancelToken
from archive.errors import ArchiveError, Cancelled
from archive.model import Edit, Problem
from archive.store import Store, check


@pytest.fixture
def three(store, add, folder):
    for number in range(3):
        add(
            f"Text number {number}. " * 40,
            url=f"https://www.harbour.example/{number}",
            published="2023-03-14",
            resources={"a.png": random.Random(number).randbytes(3000)},
        )
    store.add_edit(2, Edit("field", field="title", value="Mine"))
    store.retag([3], ["Port"])
    store.close()
    return folder


def change(folder, statement, *values):
    with closing(sqlite3.connect(folder / "library.db", isolation_level=None)) as db:
        db.execute("ATTACH ? AS originals", (str(folder / "originals.db"),))
        db.execute(statement, values)


def test_a_sound_library_has_no_problem(three):
    report = check(three)
    assert (report.problems, report.articles, report.originals, report.damaged) == ((), 3, 6, ())


@pytest.mark.parametrize(
    ("statement", "kind", "article"),
    [
        ("UPDATE version SET content = x'0102' WHERE article = 2", "article", 2),
        ("UPDATE version SET text_sha256 = zeroblob(32) WHERE article = 2", "article", 2),
        ("UPDATE article SET title = 'Other' WHERE id = 2", "article", 2),
        ("UPDATE article SET day = '1999-01-01' WHERE id = 2", "article", 2),
        ("UPDATE article SET source = NULL WHERE id = 2", "article", 2),
        ("UPDATE article SET version = 7 WHERE id = 2", "article", 2),
        ("DELETE FROM version WHERE article = 2", "article", 2),
        ("UPDATE originals.blob SET data = x'00' WHERE sha256 = (SELECT capture FROM version"
         " WHERE article = 2)", "original", 2),
        ("UPDATE originals.blob SET data = x'00' WHERE sha256 = (SELECT sha256 FROM originals.part"
         " WHERE capture = (SELECT capture FROM version WHERE article = 2))", "original", 2),
        ("DELETE FROM originals.blob WHERE sha256 = (SELECT capture FROM version WHERE article = 2)",
         "missing", 2),
        ("DELETE FROM originals.capture WHERE sha256 = (SELECT capture FROM version WHERE article = 2)",
         "missing", 2),
        ("INSERT INTO originals.capture SELECT zeroblob(32), captured_at, origin, media_type, final_url,"
         " headers FROM originals.capture LIMIT 1", "orphan", None),
        ("UPDATE version SET job = 99 WHERE article = 2", "file", None),
    ],
)  # fmt: skip
def test_every_damage_has_a_name(three, statement, kind, article):
    change(three, statement)
    report = check(three)
    found = {(problem.kind, problem.article_id) for problem in report.problems}
    assert (kind, article) in found
    assert {number for _, number in found} <= {article, None}


def test_a_check_can_be_stopped(three):
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        check(three, cancel)


def test_a_check_runs_beside_a_writer(three, clock):
    with Store.open(three, now=clock) as store:
        assert store.check().problems == ()
    with Store.open(three, now=clock, read_only=True) as store:
        assert store.check().problems == ()


def content(folder) -> list[object]:
    """All values of all rows that hold what a person would miss."""
    with closing(sqlite3.connect(folder / "library.db", isolation_level=None)) as db:
        db.execute("ATTACH ? AS originals", (str(folder / "originals.db"),))
        return [
            db.execute(f"SELECT {columns} FROM {table} NOT INDEXED").fetchall()
            for table, columns in {
                "article": "id, version, day, published, words, is_partial, title, opening",
                "version": "article, number, text_sha256, content",
                "originals.blob": "sha256, data",
                "originals.part": "*",
            }.items()
        ]


@pytest.mark.parametrize("file", ["library.db", "originals.db"])
@pytest.mark.parametrize("flips", [60, pytest.param(250, marks=pytest.mark.slow)])
def test_a_flipped_bit_that_changes_content_is_noticed(three, tmp_path, clock, file, flips):
    """One bit at a time. What is noticed is noticed at the opening or by the check."""
    before = content(three)
    rng = random.Random(5)
    used = [place for place, byte in enumerate((three / file).read_bytes()) if byte]
    changed = noticed = 0
    for number in range(flips):
        copy = tmp_path / f"copy{number}"
        shutil.copytree(three, copy)
        with open(copy / file, "r+b") as handle:
            place = rng.choice(used)
            handle.seek(place)
            byte = handle.read(1)[0]
            handle.seek(place)
            handle.write(bytes([byte ^ 1 << rng.randrange(8)]))
        try:
            is_changed = content(copy) != before
        except (sqlite3.Error, UnicodeDecodeError):
            is_changed = True
        try:
            Store.open(copy, now=clock, read_only=True).close()
            is_noticed = check(copy).problems != ()
        except ArchiveError:
            is_noticed = True
        assert is_noticed or not is_changed, (number, place)
        changed += is_changed
        noticed += is_noticed
        shutil.rmtree(copy)
    assert changed > flips // 20  # else nothing was tried
    print(f"{file}: {flips} flips, {changed} changed content, {noticed} noticed")


def test_a_damaged_page_costs_its_articles_and_no_others(three, add, clock):
    """Zeroed pages in the middle: the check goes on, and names what is concerned."""
    with closing(sqlite3.connect(three / "library.db")) as db:
        root = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'version'").fetchone()[0]
    with open(three / "library.db", "r+b") as handle:
        handle.seek((root - 1) * 8192)
        handle.write(bytes(8192))
    report = check(three)
    assert Problem("article", 2, "unreadable") in report.problems or set(report.damaged) == {1, 2, 3}
    assert report.originals == 6
