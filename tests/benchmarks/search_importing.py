"""How search fares while articles come in: the same queries on an idle index, and beside 10,000 new articles.

    python tests/benchmarks/search_importing.py --folder DIR --corpus FILE --queries FILE --articles N
        [--incoming 10000]

The folder is one that `search.py --folder` has filled with N articles of the corpus. A copy of its index
takes the articles that follow (or the first ones again, under new ids), 200 a commit, written by another
process as the program does it; after each commit a second thread opens the index anew. No article is cleaned
or stored. Milliseconds of the clock and of the searching thread, over all queries and rounds.
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
from search import LIBRARY, Ours, indexable

from archive.index import write

BATCH = 200


def bring(folder: Path, corpus: Path, known: int, number: int, told: Connection) -> None:
    """In another process: write, and tell of each commit."""
    articles = cycle(peers.read_articles(corpus, known + number))
    items = (indexable(n, a) for n, a in islice(enumerate(articles, 1), known, known + number))
    for some in peers.batches(items, BATCH):
        write(folder, LIBRARY, some, [])
        told.send(len(some))
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


def show(name: str, wall: list[float], cpu: list[float]) -> float:
    clock, thread = peers.spread(wall), peers.spread(cpu)
    print(
        f"{name:15} {len(wall):6} queries  clock p50 {clock['p50']:6.2f} p95 {clock['p95']:6.2f}"
        f"  thread p50 {thread['p50']:6.2f} p95 {thread['p95']:6.2f}  load {os.getloadavg()[0]:.1f}"
    )
    return clock["p95"]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--articles", type=int, required=True)
    parser.add_argument("--incoming", type=int, default=10_000)
    given = parser.parse_args()
    queries = [
        peers.read_query(text)
        for _, kind, text in peers.read_queries(given.queries)
        if kind != "typing" and "topic:" not in text
    ]
    with tempfile.TemporaryDirectory(dir=given.folder) as copy:
        folder = Path(copy) / "index"
        shutil.copytree(given.folder / "ours" / "index", folder, copy_function=shutil.copy2)
        ours = Ours(folder)
        going = threading.Event()
        rounds(ours, queries, going)
        wall: list[float] = []
        cpu: list[float] = []
        for _ in range(5):
            some = rounds(ours, queries, going)
            wall += some[0]
            cpu += some[1]
        idle = show("idle", wall, cpu)
        here, there = multiprocessing.Pipe(duplex=False)
        writer = multiprocessing.get_context("spawn").Process(
            target=bring, args=(folder, given.corpus, given.articles, given.incoming, there)
        )
        going.set()

        def follow() -> None:
            while here.recv():
                ours.index.reopen()
            going.clear()

        writer.start()
        start = time.perf_counter()
        thread = threading.Thread(target=follow)
        thread.start()
        busy = show("while importing", *rounds(ours, queries, going))
        thread.join()
        writer.join()
        took = time.perf_counter() - start
        print(f"{given.incoming} articles in {took:.1f} s; p95 {busy / idle:.2f} times the idle one")


if __name__ == "__main__":
    main()
