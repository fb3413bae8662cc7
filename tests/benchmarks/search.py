"""How fast, how small and how right search is, beside other engines on the same articles in the same run.

    python tests/benchmarks/search.py --corpus FILE --queries FILE --articles N [--expected FILE]
        [--peers fts5,tantivy,xapian,stock] [--python PYTHON] [--folder DIR] [--runs 5] [--json OUT]

Corpus and query list are of the form that `search_peers.py` tells of; `--expected` is a JSON object of query
id to number of articles. `--python` is an interpreter that has the peers' packages. Times are CPU
milliseconds, the best of the runs for each query; p50, p95 and max are over the queries. The load of the
machine is printed, because figures of a busy machine compare only with others of the same run.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
from array import array
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import search_peers as peers

from archive.cancel import CancelToken
from archive.index import Index, parse, tidy, write
from archive.model import Indexable, Page, Sort

LIBRARY = "benchmark"


def indexable(number: int, article: Mapping[str, str]) -> Indexable:
    return Indexable(
        id=number,
        revision=1,
        title=article["title"],
        text=article["body"],
        source=article["source"],
        source_key=article["source"],
        authors=(article["author"],) if article.get("author") else (),
        published=article["date"],
        language=article.get("lang") or "en",
        tags=(article["topic"],) if article.get("topic") else (),
    )


def translated(query: peers.Query) -> str:
    """The query in the program's own language. A phrase and a mistyped word are looked for in the text
    alone, as the peers do."""

    def atom(one: tuple[Any, ...]) -> str:
        if one[0] == "phrase":
            return 'text:"' + " ".join(one[1]) + '"'
        if one[0] == "prefix":
            return f"{one[1]}*"
        return f"text:{one[1]}~{one[2]}" if one[0] == "fuzzy" else str(one[1])

    parts = [" OR ".join(map(atom, query.should))] if query.should else list(map(atom, query.must))
    parts += [f"-{atom(one)}" for one in query.no]
    if query.source:
        parts.append(f'source:"{query.source}"')
    if query.topic:
        parts.append(f'tag:"{query.topic}"')
    if query.dates:
        first, last = (f"{day // 10000}-{day // 100 % 100:02}-{day % 100:02}" for day in query.dates)
        parts.append(f"date:{first}..{last}")
    return " ".join(parts)


class Ours:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.index = Index(folder, LIBRARY)
        self.items: dict[int, Indexable] = {}
        self.tags: dict[str, array[int]] = {}

    def create(self) -> None:
        """Nothing to do."""

    def add(self, articles: Sequence[Indexable]) -> None:
        write(self.folder, LIBRARY, articles, [])

    def finish(self) -> None:
        """In a process of its own, as the program does it."""
        apart(tidy_up, self.folder)
        self.index.reopen()

    def size(self) -> int:
        return sum(path.stat().st_size for path in self.folder.iterdir())

    def can(self, query: peers.Query) -> bool:
        return True

    def members(self, what: str, value: str) -> Collection[int]:
        return self.tags.get(value, ()) if what == "tag" else ()

    def search(
        self, text: str, *, sort: Sort = Sort.MATCH, texts: Any = lambda ids: {}, unfinished: bool = False
    ) -> Page:
        """As if never asked before."""
        if self.index._searcher is not None:
            self.index._searcher._answers.clear()
        return self.index.search(
            parse(text, unfinished=unfinished),
            texts=texts,
            cancel=CancelToken(),
            limit=peers.TOP,
            sort=sort,
            members=self.members,
        )

    def top(self, query: peers.Query) -> Page:
        """A query that is typed goes as the window sends it."""
        return self.search(
            query.text[:-1] if query.is_typed else translated(query), unfinished=query.is_typed
        )

    def total(self, query: peers.Query) -> int:
        return int(self.search(translated(query)).total)

    def snippets(self, query: peers.Query, hits: Page) -> None:
        self.search(translated(query), texts=lambda ids: {number: self.items[number] for number in ids})

    def facets(self, query: peers.Query) -> None:
        """The newest first, with the outlets, years and tags."""
        self.search(translated(query), sort=Sort.NEWEST)
        asked = parse(translated(query))
        kinds = ("source", "month")
        self.index.facets(
            asked, cancel=CancelToken(), members=self.members, kinds=kinds, tags=self.tags, most=50
        )

    def newest(self, query: peers.Query) -> None:
        self.search(translated(query), sort=Sort.NEWEST)


def run_peer(name: str, given: argparse.Namespace) -> dict[str, Any]:
    script = Path(__file__).resolve().parent / "search_peers.py"
    command = [
        given.python,
        str(script),
        name,
        "--corpus",
        str(given.corpus),
        "--queries",
        str(given.queries),
    ]
    command += ["--articles", str(given.articles), "--runs", str(given.runs)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"engine": name, "failed": done.stderr.strip().splitlines()[-1:]}
    return dict(json.loads(done.stdout))


def freshness(ours: Ours) -> dict[str, float]:
    """CPU milliseconds from an article at hand to its being found, and from a hundred."""
    taken: dict[str, float] = {}
    number = max(ours.items) + 1
    for count in (1, 100):
        new = []
        for n in range(count):
            text = ours.items[n + 1].text + f" freshword{count}"
            new.append(Indexable(number + n, 1, ours.items[n + 1].title, text, language="en"))
        number += count
        start, wall = time.process_time(), time.perf_counter()
        ours.add(new)
        ours.index.reopen()
        assert ours.search(f"freshword{count}").total == count
        taken[f"{count}_cpu"] = round((time.process_time() - start) * 1e3, 1)
        taken[f"{count}_wall"] = round((time.perf_counter() - wall) * 1e3, 1)
    return taken


def marks(ours: Ours) -> dict[str, float]:
    """Milliseconds for all marks of an article of 3,000 words, per query."""
    words = " ".join(item.text for item in ours.items.values()).split(" ", 3001)[:3000]
    item = Indexable(1, 1, "President and court", " ".join(words), language="en")
    queries = [parse(text) for text in ("president", "supreme court", '"white house" trump', "pres* OR vote")]
    return peers.spread([peers.best(lambda q=query: ours.index.marked(q, item), 5)[0] for query in queries])


def build(corpus: Path, number: int, folder: Path) -> dict[str, Any]:
    """In a process of its own, so that the memory is its own too."""
    articles = peers.read_articles(corpus, number)
    return peers.build(Ours(folder), (indexable(n, article) for n, article in enumerate(articles, 1)))


def opened(folder: Path) -> dict[str, float]:
    """A fresh process: open, first query, and what it holds then."""
    from archive.index.codec import reading  # the program has loaded it by then

    assert reading
    start, wall = time.process_time(), time.perf_counter()
    before = peers.memory()
    Ours(folder).search("president")
    return {
        "cpu": round((time.process_time() - start) * 1e3, 1),
        "wall": round((time.perf_counter() - wall) * 1e3, 1),
        "memory_mb": peers.memory(),
        "of_it_opening": peers.memory() - before,
    }


def tidy_up(folder: Path) -> None:
    while tidy(folder, LIBRARY):
        pass


def apart(work: Any, *arguments: Any) -> Any:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def measure(given: argparse.Namespace) -> dict[str, Any]:
    folder = given.folder or Path(tempfile.mkdtemp(prefix="search-"))
    try:
        result: dict[str, Any] = {"engine": "ours", "articles": given.articles, "load": os.getloadavg()[0]}
        result["build"] = apart(build, given.corpus, given.articles, folder / "index")
        result["open_and_first_ms"] = apart(opened, folder / "index")
        ours = Ours(folder / "index")
        for number, article in enumerate(peers.read_articles(given.corpus, given.articles), 1):
            ours.items[number] = indexable(number, article)
            for tag in ours.items[number].tags:
                ours.tags.setdefault(tag, array("q")).append(number)
        text = sum(len(item.title.encode()) + len(item.text.encode()) for item in ours.items.values())
        result["bytes_per_byte_of_text"] = round(ours.size() / text, 3)
        queries = peers.read_queries(given.queries)
        asked = peers.ask(ours, queries, given.runs)
        result |= {"summary": peers.summary(asked), "asked": asked, "marks_3000_words": marks(ours)}
        if given.expected:
            expected = json.loads(given.expected.read_text())
            found = {name: row["total"] for name, row in asked["queries"].items()}
            wrong = {n: [found.get(n), total] for n, total in expected.items() if found.get(n) != total}
            result["counts"] = {"right": len(expected) - len(wrong), "wrong": wrong}
        result["fresh_ms"] = freshness(ours)
        return result
    finally:
        if not given.folder:
            shutil.rmtree(folder, ignore_errors=True)


def show(results: Sequence[dict[str, Any]]) -> None:
    for result in results:
        print(
            f"\n{result['engine']}: {result.get('articles', '')} articles, load {result.get('load', 0):.1f}"
        )
        for name in (
            "failed",
            "build",
            "bytes_per_byte_of_text",
            "open_and_first_ms",
            "marks_3000_words",
            "fresh_ms",
        ):
            if name in result:
                print(f"  {name}: {result[name]}")
        if "counts" in result:
            print(
                f"  counts: {result['counts']['right']} right, wrong: {result['counts']['wrong'] or 'none'}"
            )
        for name, values in result.get("summary", {}).items():
            if name != "kinds":
                line(name, values)
        for kind, values in result.get("summary", {}).get("kinds", {}).items():
            line(f"  {kind}", values)


def line(name: str, values: dict[str, float]) -> None:
    print(f"  {name:10} p50 {values['p50']:8.2f}  p95 {values['p95']:8.2f}  max {values['max']:8.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--articles", type=int, required=True)
    parser.add_argument("--expected", type=Path)
    parser.add_argument("--peers", default="")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    results = [measure(given)] + [run_peer(name, given) for name in filter(None, given.peers.split(","))]
    show(results)
    if given.json:
        given.json.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
