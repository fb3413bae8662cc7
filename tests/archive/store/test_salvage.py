"""Damage mended in place from the backups, and what is left of a broken library made whole again."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing

import pytest

from archive.errors import LibraryDamaged, LibraryForeign, LibraryLocked
from archive.model import Colour, Edit, Place, Request, Result, Sort, Span
from archive.store import Store, check

NUMBER = 120


@pytest.fixture
def filled(store, arrival, clock):
    """120 articles, a backup of all of them, and then: one more, one star, one forgotten, one edit."""
    job = store.begin_job("many")
    for first in range(0, NUMBER, 40):
        store.add(
            job,
            [
                arrival(
                    f"Text number {n}. " + random.Random(n).randbytes(3000).hex(" ", 5),
                    url=f"https://www.outlet{n % 7}.example/{n}",
                    title=f"Title {n}",
                    published="2023-03-14",
                    tags=("Port",) if n % 3 else (),
                    resources={"a.png": random.Random(n).randbytes(5000)},
                )
                for n in range(first, first + 40)
            ],
        )
    store.finish_job(job)
    for number in range(1, NUMBER, 10):
        store.highlight(number, Span(5, 11), Colour.LEAF, f"Note {number}")
    store.save_search("Ports", "tag:port", "", Place(), Sort.NEWEST)
    store.note_requests([Request(clock(), "https://www.outlet1.example/", "page", "ok", 200, 9, "a")])
    store.backup()
    clock.forward(hours=1)
    store.add(store.begin_job("later"), [arrival("Later text.", title="Later")])
    store.set_starred([5], True)
    store.forget([7])
    store.add_edit(9, Edit("field", field="title", value="Mine"))
    return store


def what_is_there(store: Store) -> list[object]:
    ids = sorted(store.ids(Place()))
    return [
        ids,
        store.rows(ids),
        [store.article(number).article for number in ids],
        [store.capture(store.article(number).versions[0].capture_sha256) for number in ids],
        store.tags(),
        [store.highlights(number) for number in ids],
        store.saved_searches(),
        store.requests(0, 99),
    ]


def execute(folder, statement):
    with closing(sqlite3.connect(folder / "library.db", isolation_level=None)) as db:
        db.execute("ATTACH ? AS originals", (str(folder / "originals.db"),))
        db.execute(statement)


def zero_pages(path, page_size, number, seed, spare=4):
    rng = random.Random(seed)
    pages = path.stat().st_size // page_size
    with open(path, "r+b") as handle:
        for page in rng.sample(range(spare, pages), number):
            handle.seek(page * page_size)
            handle.write(bytes(page_size))


def test_texts_originals_and_rows_are_mended_from_the_backups(filled, folder, clock):
    before = what_is_there(filled)
    filled.close()
    for statement in (
        "UPDATE version SET content = x'01' WHERE article = 3",
        "UPDATE article SET title = 'Wrong' WHERE id = 4",
        "UPDATE originals.blob SET data = x'01' WHERE rowid IN (3, 4)",
        "DELETE FROM originals.blob WHERE rowid = 9",
        "DELETE FROM originals.capture WHERE sha256 = (SELECT capture FROM version WHERE article = 12)",
    ):
        execute(folder, statement)
    with Store.open(folder, now=clock) as store:
        report = store.check()
        assert {3, 4, 12} <= set(report.damaged)
        assert {3, 4} <= store.mend(report).changed
        assert store.check().problems == ()
        assert what_is_there(store) == before


def test_what_no_backup_has_stays_named(filled, folder, clock, arrival):
    filled.close()
    execute(folder, "UPDATE version SET content = x'01' WHERE article = 121")
    with Store.open(folder, now=clock) as store:
        assert store.mend(store.check()).changed == set()
        assert store.check().damaged == (121,)
        store.recleaned(121, arrival("Later text.", title="Later").article, 2)
        assert store.check().damaged == ()


def test_a_library_without_its_header_comes_back_from_what_is_left_and_the_backup(filled, folder, clock):
    filled.close()
    data = (folder / "library.db").read_bytes()
    (folder / "library.db").write_bytes(bytes(100) + data[100:])
    with pytest.raises(LibraryDamaged):
        Store.open(folder, now=clock)
    report = Store.salvage(folder, now=clock)
    assert report.damaged == ()
    with Store.open(folder, now=clock) as store:
        # The backup is an hour old: what came since is lost, but for its original.
        assert sorted(store.ids(Place())) == list(range(1, NUMBER + 1))
        assert len(store.orphans()) == 1
        assert store.capture(store.orphans()[0]).data.startswith(b"<p>Later")
    assert (folder / "replaced" / "library.db").exists()


@pytest.mark.parametrize("seed", range(3))
def test_zeroed_pages_cost_nothing_that_a_backup_has(filled, folder, clock, seed):
    before = what_is_there(filled)
    filled.close()
    zero_pages(folder / "library.db", 8192, 8, seed, spare=40)
    zero_pages(folder / "originals.db", 16384, 8, seed, spare=12)
    Store.salvage(folder, now=clock)
    with Store.open(folder, now=clock) as store:
        ids = sorted(store.ids(Place()))
        missing = set(before[0]) - set(ids)
        assert missing <= {121}  # the only one that no backup has
        assert 7 not in ids or seed  # forgotten ones come back at most where their page was lost
        assert set(store.check().damaged) <= {121}
        assert store.counts().library == len(ids)
        for number in ids:
            assert store.article(number).article.text.startswith(("Text number", "Later"))


def test_most_of_it_is_saved_without_any_backup(filled, folder, clock):
    filled.close()
    shutil.rmtree(folder / "backups")
    zero_pages(folder / "library.db", 8192, 2, 1, spare=30)
    zero_pages(folder / "originals.db", 16384, 3, 1, spare=12)
    report = Store.salvage(folder, now=clock)
    with Store.open(folder, now=clock) as store:
        whole = set(store.ids(Place())) - set(report.damaged)
        assert len(whole) >= NUMBER - 16
        assert store.article(min(whole)).article.text


def test_originals_cut_in_half_come_back_from_the_backup(filled, folder, clock):
    before = what_is_there(filled)
    filled.close()
    data = (folder / "originals.db").read_bytes()
    (folder / "originals.db").write_bytes(data[: len(data) // 2])
    report = Store.salvage(folder, now=clock)
    assert set(report.damaged) <= {121}
    with Store.open(folder, now=clock) as store:
        assert sorted(store.ids(Place())) == before[0]
        for number in before[0][:-1]:
            assert store.capture(store.article(number).versions[0].capture_sha256).resources


def test_salvaging_a_sound_library_changes_nothing_that_can_be_seen(filled, folder, clock, arrival):
    before = what_is_there(filled)
    name = filled.library_id
    filled.close()
    assert Store.salvage(folder, now=clock).problems == ()
    with Store.open(folder, now=clock) as store:
        assert what_is_there(store) == before
        assert store.library_id != name
        assert 7 not in store.ids(Place())
        (outcome,) = store.add(store.begin_job(""), [arrival("New.")])
        assert (outcome.result, outcome.article_id) == (Result.ADDED, 122)


def test_an_original_without_its_article_can_be_brought_in_again(filled, folder, clock, arrival):
    filled.close()
    execute(folder, "DELETE FROM article WHERE id = 121")
    execute(folder, "DELETE FROM version WHERE article = 121")
    with Store.open(folder, now=clock) as store:
        (orphan,) = store.orphans()
        item = arrival("Later text.", title="Later")
        assert item.capture.sha256 == orphan
        assert store.add(store.begin_job(""), [item])[0].result is Result.ADDED
        assert store.orphans() == ()


def test_salvage_leaves_strangers_and_open_libraries_alone(filled, folder, clock, tmp_path):
    with pytest.raises(LibraryLocked):
        Store.salvage(folder, now=clock)
    other = tmp_path / "other"
    other.mkdir()
    with closing(sqlite3.connect(other / "library.db")) as db:
        db.execute("PRAGMA application_id = 7")
        db.execute("CREATE TABLE mine (a)")
    with pytest.raises(LibraryForeign):
        Store.salvage(other, now=clock)
    assert [path.name for path in other.iterdir()] == ["library.db"]
    assert check(folder).problems == ()
