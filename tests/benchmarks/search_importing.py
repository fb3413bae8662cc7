"""How search fares while articles come in: the same queries on an idle index, and beside 10,000 new articles.

    python tests/benchmarks/search_importing.py --folder DIR --corpus FILE --queries FILE --articles N
        [--incoming 10000] [--batch 50] [--pause 0.15]

The folder is one that `search.py --folder` has filled with N articles of the corpus. A copy of its index
takes the articles that follow (or the first ones again, under new ids), some at a time, written by another
process with the pause of the program's own follower between; after each commit a second thread opens the
index anew, and the program's own tidier joins what has piled up. No article is cleaned or stored.

Between the two stands a control: another process writes the very same into another copy, and nothing of what
is searched changes. So it shows what the machine's cores and caches share, and the rest is the index's own.
Milliseconds of the clock and of the searching thread, over all queries and rounds.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import sys
import tempfile
import threading
import time
from itertools import cycle, islice
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import search_peers as peers
from search import LIBRARY, Ours, apart, indexable

from archive.cancel import CancelToken
from archive.index import tidy, write
from archive.tidier import Tidier


def bring(
    folder: Path, corpus: Path, known: int, number: int, batch: int, pause: float, told: Connection
) -> None:
    """In another process: write, and tell of each commit."""
    os.nice(5)  # as the program's own processes do
    articles = cycle(peers.read_articles(corpus, known + number))
    items = (indexable(n, a) for n, a in islice(enumerate(articles, 1), known, known + number))
    for some in peers.batches(items, batch):
        write(folder, LIBRARY, some, [])
        told.send(len(some))
        time.sleep(pause)
    told.send(0)


def rounds(ours: Ours, queries: list[peers.Query], going: threading.Event) -> tuple[list[float], list[float]]:
    """Each query in turn, once through at least and while it goes on."""
    wall: list[float] = []
    cpu: list[float] = []
    while True:
        for query in queries:
            start, spent = time.perf_counter(), time.thread_time()
            ours.top(query)
            wall.append((time.perf_counter() - start) * 1e3)
            cpu.append((time.thread_time() - spent) * 1e3)
        if not going.is_set():
            return wall, cpu


def beside(
    ours: Ours, queries: list[peers.Query], written: Path, given: argparse.Namespace
) -> tuple[list[float], list[float]]:
    """Search while `written`, an index of the same articles, takes the new ones."""
    here, there = multiprocessing.Pipe(duplex=False)
    writer = multiprocessing.get_context("spawn").Process(
        target=bring,
        args=(written, given.corpus, given.articles, given.incoming, given.batch, given.pause, there),
    )
    going = threading.Event()
    going.set()

    def joined(cancel: CancelToken) -> bool:
        done: bool = apart(tidy_all, written)
        ours.index.reopen()
        return done

    tidier = Tidier(joined)

    def follow() -> None:
        while here.recv():
            ours.index.reopen()
            tidier.soon()
        going.clear()

    writer.start()
    thread = threading.Thread(target=follow)
    thread.start()
    taken = rounds(ours, queries, going)
    thread.join()
    writer.join()
    tidier.close()
    return taken


def tidy_all(folder: Path) -> bool:
    os.nice(5)
    while tidy(folder, LIBRARY):
        pass
    return False


def show(name: str, wall: list[float], cpu: list[float]) -> tuple[float, float]:
    clock, thread = peers.spread(wall), peers.spread(cpu)
    print(
        f"{name:15} {len(wall):6} queries  clock p50 {clock['p50']:6.2f} p95 {clock['p95']:6.2f}"
        f"  thread p50 {thread['p50']:6.2f} p95 {thread['p95']:6.2f}  load {os.getloadavg()[0]:.1f}"
    )
    return clock["p95"], thread["p95"]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--articles", type=int, required=True)
    parser.add_argument("--incoming", type=int, default=10_000)
    parser.add_argument("--batch", type=int, default=50)
    parser.add_argument("--pause", type=float, default=0.15)
    given = parser.parse_args()
    queries = [
        peers.read_query(text)
        for _, kind, text in peers.read_queries(given.queries)
        if kind != "typing" and "topic:" not in text
    ]
    with tempfile.TemporaryDirectory(dir=given.folder) as copy:
        folder, other = Path(copy) / "index", Path(copy) / "other"
        for one in (folder, other):
            shutil.copytree(given.folder / "ours" / "index", one, copy_function=shutil.copy2)
        ours = Ours(folder)
        rounds(ours, queries, threading.Event())
        wall: list[float] = []
        cpu: list[float] = []
        for _ in range(5):
            some = rounds(ours, queries, threading.Event())
            wall += some[0]
            cpu += some[1]
        idle = show("idle", wall, cpu)
        control = show("control", *beside(ours, queries, other, given))
        start = time.perf_counter()
        busy = show("while importing", *beside(ours, queries, folder, given))
        took = time.perf_counter() - start
        for name, base in (("idle", idle), ("control", control)):
            clock, thread = busy[0] / base[0], busy[1] / base[1]
            print(
                f"p95 beside {given.incoming} articles in {took:.0f} s, times that of {name}: "
                f"clock {clock:.2f}, thread {thread:.2f}"
            )


if __name__ == "__main__":
    main()
