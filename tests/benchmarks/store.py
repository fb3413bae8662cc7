"""How the store answers at many articles: `python tests/benchmarks/store.py --articles 100000 [--folder F]`.

Writes invented articles through `Store.add`, fifty a commit, then times each question a window asks. A
folder that already holds as many is used as it is.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from archive.model import (
    Arrival,
    Block,
    BlockKind,
    Capture,
    CleanArticle,
    Moment,
    Place,
    Precision,
    Sort,
)
from archive.store import Store

_LETTERS = "etaoinshrdlucmfwypvbgk"
_OUTLETS = [f"outlet{n}.example" for n in range(120)]


def now() -> datetime:
    return datetime.now(UTC)


def vocabulary(rng: random.Random) -> list[str]:
    return ["".join(rng.choices(_LETTERS, k=rng.randint(2, 11))) for _ in range(20_000)]


def arrival(number: int, words: list[str]) -> Arrival:
    rng = random.Random(number)
    paragraphs = [
        " ".join(rng.choices(words, k=rng.randint(30, 80))).capitalize() + "."
        for _ in range(rng.randint(4, 16))
    ]
    url = f"https://www.{rng.choice(_OUTLETS)}/news/{number}"
    day = (date(2016, 1, 1) + timedelta(days=rng.randrange(3_600))).isoformat()
    article = CleanArticle(
        url=url,
        title=" ".join(rng.choices(words, k=8)).capitalize(),
        authors=("A. Writer",),
        source=url.split("/")[2],
        published=None if rng.random() < 0.03 else Moment(day, Precision.DAY, day),
        language="en",
        blocks=tuple(Block(BlockKind.PARAGRAPH, text) for text in paragraphs),
    )
    page = "<html>" + "".join(f'<p class="body">{text}</p>\n' for text in paragraphs) + "</html>"
    return Arrival(Capture(f"/in/{number}.html", page.encode(), now(), final_url=url), article, 1)


def timed(name: str, work: Callable[[], object], times: int = 9) -> None:
    took = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        took.append((time.perf_counter() - start) * 1000)
    print(f"{name:44} median {statistics.median(took):9.2f} ms   longest {max(took):9.2f} ms", flush=True)


def fill(store: Store, count: int) -> None:
    words = vocabulary(random.Random(1))
    job = store.begin_job("benchmark")
    start, cpu = time.perf_counter(), time.process_time()
    spent = 0.0
    for first in range(0, count, 50):
        batch = [arrival(n, words) for n in range(first, min(first + 50, count))]
        begin = time.process_time()
        store.add(job, batch)
        spent += time.process_time() - begin
    store.finish_job(job)
    print(f"add: {count} in {time.perf_counter() - start:.0f} s wall with making them,", end=" ")
    print(
        f"{spent / count * 1000:.2f} ms CPU each in the store, {time.process_time() - cpu:.0f} s CPU in all"
    )


def measure(store: Store) -> None:
    everything = store.ids(Place())
    rng = random.Random(2)
    sample = rng.sample(list(everything), 50)
    largest = max(store.sources(), key=lambda source: source.count)
    timed("counts", store.counts)
    timed("ids of the library, newest", lambda: store.ids(Place()))
    timed("ids of the library, oldest", lambda: store.ids(Place(), Sort.OLDEST))
    timed("ids of unread", lambda: store.ids(Place("unread")))
    timed("ids of recently added", lambda: store.ids(Place("recent")))
    timed(f"ids of a source ({largest.count})", lambda: store.ids(Place("source", largest.id)))
    timed("rows of the first 50", lambda: store.rows(list(everything[:50])))
    timed("rows of any 50", lambda: store.rows(rng.sample(list(everything), 50)))
    timed("an article opened", lambda: store.article(rng.choice(everything)))
    timed("revisions", store.revisions)
    timed("indexables of 200", lambda: list(store.indexables(everything[:200])))
    state = iter([True, False] * 5)
    timed("one article read", lambda: store.set_read(sample[:1], next(state)))
    state2 = iter([True, False] * 5)
    timed("1,000 articles starred", lambda: store.set_starred(list(everything[:1000]), next(state2)))
    other = next(source.id for source in store.sources() if source.id != largest.id)
    undo: list[Callable[[], object]] = []

    def merge_and_back() -> None:
        if undo:
            undo.pop()()
        else:
            back = store.merge_sources([largest.id], other).undo
            assert back is not None
            undo.append(lambda: getattr(store, back.act)(*back.arguments))

    timed("two outlets merged, parted", merge_and_back, times=8)
    job = store.jobs()[0].id
    timed("an import of all undone, redone", lambda: (store.undo_job(job), store.redo_job(job)), times=1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or Path(temporary) / "library"
        start = time.perf_counter()
        store = Store.open(folder, now=now)
        print(f"opened in {(time.perf_counter() - start) * 1000:.0f} ms")
        if store.counts().library < arguments.articles:
            fill(store, arguments.articles)
        for file in sorted(folder.glob("*.db")):
            print(f"{file.name}: {file.stat().st_size / 1e6:.0f} MB")
        measure(store)
        store.close()


if __name__ == "__main__":
    main()
