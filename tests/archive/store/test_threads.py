"""Many threads at one library: the person before background work, readers beside both, nothing torn."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from archive.model import Place
from archive.store import Store
from archive.store.turns import Gate, Turns


def together(*works: Callable[[], object]) -> None:
    """Run all at once; the first failure of any is raised."""
    with ThreadPoolExecutor(len(works)) as pool:
        for future in [pool.submit(work) for work in works]:
            future.result(timeout=60)


def test_a_person_goes_before_background_work_that_came_first():
    turns = Turns()
    order: list[str] = []
    turns.take(person=False)

    def take(name: str, person: bool) -> Callable[[], None]:
        def work() -> None:
            with turns.turn(person=person):
                order.append(name)

        return work

    threads = []
    for name, person in (("import", False), ("cleaning", False), ("star", True)):
        threads.append(threading.Thread(target=take(name, person)))
        threads[-1].start()
        time.sleep(0.03)  # it waits in the line
    turns.give()
    for thread in threads:
        thread.join()
    assert order[0] == "star"
    assert sorted(order) == ["cleaning", "import", "star"]


def test_the_gate_lets_readers_through_together_and_a_commit_alone():
    gate = Gate()
    inside: list[bool] = []
    seen: list[tuple[int, bool]] = []
    guard = threading.Lock()

    def passing(alone: bool) -> None:
        rng = random.Random()
        for _ in range(60):
            with gate.passing(alone=alone):
                with guard:
                    inside.append(alone)
                    seen.append((len(inside), any(inside)))
                time.sleep(rng.random() / 2000)
                with guard:
                    inside.remove(alone)

    together(*[lambda: passing(False)] * 4, *[lambda: passing(True)] * 2)
    assert all(number == 1 for number, is_alone in seen if is_alone)
    assert max(number for number, _ in seen) > 1
    assert gate._line == []


def test_readers_and_writers_at_once_see_whole_articles(store, arrival):
    stop = threading.Event()
    added: list[int] = []

    def import_many() -> None:
        try:
            job = store.begin_job("many")
            for batch in range(12):
                items = [
                    arrival(f"Text {batch} {n}.", url=f"https://www.harbour.example/{batch}-{n}", tags=("x",))
                    for n in range(10)
                ]
                added.extend(outcome.article_id for outcome in store.add(job, items))
        finally:
            stop.set()

    def read() -> None:
        rng = random.Random()
        while not stop.is_set():
            ids = store.ids(Place())
            assert len(ids) % 10 == 0  # a commit is there whole or not at all
            rows = store.rows(ids[:50])
            assert [row.id for row in rows] == list(ids[:50])
            assert store.counts().library >= len(ids)
            if ids:
                article = store.article(rng.choice(ids))
                assert article.article.text == article.article.blocks[0].text
                assert store.capture(article.versions[0].capture_sha256).data
                assert len(list(store.indexables(ids[:20]))) == len(ids[:20])

    def act() -> None:
        while not stop.is_set():
            ids = list(store.ids(Place()))[:3]
            store.set_starred(ids, True)
            store.retag(ids, ["y"])
            undo = store.set_binned([], True)
            assert undo.undo is None

    together(import_many, read, read, act)
    assert len(added) == 120
    assert store.check().problems == ()


def test_a_person_does_not_wait_for_a_long_import(store, arrival):
    """Between two commits of the import the act is done: it waits for one of them, never for all."""
    store.add(store.begin_job("first"), [arrival("Star me.")])
    commits: list[float] = []
    started = threading.Event()
    stop = threading.Event()

    def import_many() -> None:
        job = store.begin_job("many")
        number = 0
        while not stop.is_set():
            number += 1
            items = [
                arrival(f"{number} {n}", url=f"https://www.harbour.example/{number}/{n}") for n in range(20)
            ]
            store.add(job, items)
            commits.append(time.monotonic())
            started.set()

    def act() -> None:
        started.wait(30)
        try:
            for value in (True, False) * 5:
                before = len(commits)
                store.set_starred([1], value)
                assert len(commits) - before <= 2
        finally:
            stop.set()

    together(import_many, act)


def test_a_closed_library_answers_nothing(store):
    store.close()
    with pytest.raises(ValueError, match="closed"):
        store.counts()
    store.close()


def test_closing_waits_for_what_is_being_written(folder, clock, arrival):
    store = Store.open(folder, now=clock)
    job = store.begin_job("")
    entered = threading.Event()
    items = [arrival(f"{n}", url=f"https://www.harbour.example/{n}") for n in range(50)]

    def write() -> None:
        with store._write() as tx:
            entered.set()
            time.sleep(0.1)
            tx.db.execute("UPDATE job SET label = 'written'")

    thread = threading.Thread(target=write)
    thread.start()
    entered.wait(10)
    store.close()
    thread.join()
    with Store.open(folder, now=clock) as again:
        assert again.jobs()[0].label == "written"
        assert len(again.add(job, items)) == 50
