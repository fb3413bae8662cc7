"""How building and searching grow with the library, up to a million articles: one index, at each size.

    CORPUS… | python tests/benchmarks/search_growing.py build --folder DIR [--at 100000,200000,…]
    python tests/benchmarks/search_growing.py ask --folder DIR --queries FILE [--runs 3] [--json OUT]

`build` reads the corpus (as `search.py` tells of it) from its input, article after article, and writes a row
of figures at each size; the index as it was then stays in a folder of its own, without a copy of its files.
It may be stopped at any time: the sizes reached stay. `ask` measures each of them. Building counts the
processor time of writing and of the merges afterwards, without reading the corpus; its memory is that of the
writing process, a batch of articles in it, and that of the merging one.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import search_peers as peers
from search import LIBRARY, Ours, Texts, apart, asked, freshness, indexable, opened, tidy_up

from archive.index import write

SIZES = "100000,200000,400000,700000,1000000"
BATCH = 5000


def linked(source: Path, target: Path) -> None:
    """The files of an index are never changed once written: a second name is a copy."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, copy_function=os.link)


def build(folder: Path, sizes: list[int]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    index, texts = folder / "index", Texts(folder / "texts.db")
    topics = (folder / "topics.jsonl").open("w")
    articles = (json.loads(line) for line in sys.stdin)
    count = letters = 0
    spent = 0.0
    start = time.perf_counter()
    for size in sizes:
        while count < size:
            some = [
                indexable(number, article)
                for number, article in enumerate(islice(articles, min(BATCH, size - count)), count + 1)
            ]
            if not some:
                return
            before = time.process_time()
            write(index, LIBRARY, some, [])
            spent += time.process_time() - before
            count += len(some)
            letters += sum(len(item.title.encode()) + len(item.text.encode()) for item in some)
            texts.add(some)
            topics.writelines(json.dumps({"topic": "".join(item.tags)}) + "\n" for item in some)
        topics.flush()
        before = peers.cpu()
        apart(tidy_up, index)
        spent += peers.cpu() - before
        linked(index, folder / str(size))
        held = sum(path.stat().st_size for path in index.iterdir())
        row = {
            "articles": size,
            "articles_per_cpu_second": round(size / spent),
            "bytes": held,
            "bytes_per_byte_of_text": round(held / letters, 3),
            "memory_writing_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            "memory_merging_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
            "segments": len(list(index.glob("*.arr"))),
            "wall_seconds_with_the_corpus": round(time.perf_counter() - start),
            "load": os.getloadavg()[0],
        }
        (folder / f"{size}.json").write_text(json.dumps(row))
        print(json.dumps(row), flush=True)


def ask(folder: Path, queries: Path, runs: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for built in sorted(folder.glob("[0-9]*.json"), key=lambda path: int(path.stem)):
        row: dict[str, Any] = dict(json.loads(built.read_text()))
        with tempfile.TemporaryDirectory(dir=folder) as copy:  # what is added for a measurement must not stay
            own = Path(copy) / "index"
            linked(folder / built.stem, own)
            os.link(folder / "texts.db", Path(copy) / "texts.db")
            row["open_and_first_ms"] = apart(opened, own)
            row |= apart(asked, own, folder / "topics.jsonl", row["articles"], queries, runs)
            row["fresh_ms"] = apart(made_fresh, own, row["articles"])
        row["load"] = os.getloadavg()[0]
        row.pop("asked")
        rows.append(row)
        print(json.dumps(row), flush=True)
    return rows


def made_fresh(folder: Path, known: int) -> dict[str, float]:
    from archive.index.codec import commits  # the program's writer has loaded it by then

    assert commits
    return freshness(Ours(folder), known)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("step", choices=("build", "ask"))
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--at", default=SIZES)
    parser.add_argument("--queries", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    if given.step == "build":
        build(given.folder, [int(size) for size in given.at.split(",")])
        return
    rows = ask(given.folder, given.queries, given.runs)
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
