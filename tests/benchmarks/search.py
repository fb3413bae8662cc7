"""How fast, how small and how right search is, beside other engines on the same articles in the same run.

    python tests/benchmarks/search.py --corpus FILE --queries FILE --articles N [--expected FILE]
        [--peers fts5,tantivy,xapian@/usr/bin/python3,stock] [--python PYTHON] [--folder DIR] [--only NAME]
        [--runs 5] [--json OUT]

Corpus and query list are of the form that `search_peers.py` tells of; `--expected` is a JSON object of query
id to number of articles. `--python` is an interpreter that has the peers' packages; one of a peer's own can
be named behind an @. In `--folder` the indexes are kept, and used by the next run with the figures of their
making; `--only` makes one of them and asks nothing. Times are CPU milliseconds, and where it says so those
of the clock, the best of the runs for each query; p50, p95 and max are over the queries. The load of the
machine is printed, because figures of a busy machine compare only with others of the same run.

`with_snippets` is the first 50 with their texts read as the program's store keeps them; `facets` the newest
50 with the total and the counts by outlet, month and tag.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import search_peers as peers

from archive.cancel import CancelToken
from archive.index import Index, parse, tidy, write
from archive.model import Block, BlockKind, CleanArticle, Indexable, Page, ParsedQuery, Sort
from archive.store import codec

LIBRARY = "benchmark"


STOCK_ARTICLES = 2000
"""So many are built with Whoosh as it comes: it takes ten seconds for a thousand."""


def indexable(number: int, article: Mapping[str, str]) -> Indexable:
    return Indexable(
        id=number,
        revision=1,
        title=article["title"],
        text="\n".join(line for line in article["body"].split("\n") if line),
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


class Texts:
    """The articles on the disk, as the program's store keeps them."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path)
        self._db.execute("CREATE TABLE IF NOT EXISTS article (id INTEGER PRIMARY KEY, content BLOB)")

    def __len__(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM article").fetchone()[0])

    def add(self, items: Iterable[Indexable]) -> None:
        for item in items:
            blocks = tuple(Block(BlockKind.PARAGRAPH, line) for line in item.text.split("\n"))
            article = CleanArticle(None, item.title, item.authors, item.source, None, item.language, blocks)
            self._db.execute("INSERT INTO article VALUES (?, ?)", (item.id, codec.encode(article)))
        self._db.commit()

    def __call__(self, ids: Sequence[int]) -> dict[int, Indexable]:
        found = {}
        for number in ids:
            (content,) = self._db.execute("SELECT content FROM article WHERE id = ?", (number,)).fetchone()
            words = codec.words(content)
            found[number] = Indexable(number, 1, words.title, words.text, language=words.language)
        return found


class Ours:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.index = Index(folder, LIBRARY)
        self.texts = Texts(folder.parent / "texts.db")
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
        self,
        asked: str | ParsedQuery,
        *,
        sort: Sort = Sort.MATCH,
        texts: Any = lambda ids: {},
        unfinished: bool = False,
    ) -> Page:
        """As if never asked before."""
        if self.index._searcher is not None:
            self.index._searcher._answers.clear()
        return self.index.search(
            parse(asked, unfinished=unfinished) if isinstance(asked, str) else asked,
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
        """The texts read, and the snippets with the search, for the program does it in one: `hits` are not
        used."""
        self.search(translated(query), texts=self.texts)

    def facets(self, query: peers.Query) -> None:
        """The newest first, with the outlets, months and tags."""
        asked = parse(translated(query))
        self.search(asked, sort=Sort.NEWEST)
        kinds = ("source", "month")
        self.index.facets(
            asked, cancel=CancelToken(), members=self.members, kinds=kinds, tags=self.tags, most=50
        )

    def newest(self, query: peers.Query) -> None:
        self.search(translated(query), sort=Sort.NEWEST)


def run_peer(name: str, given: argparse.Namespace) -> dict[str, Any]:
    name, _, python = name.partition("@")
    articles = min(given.articles, STOCK_ARTICLES) if name == "stock" else given.articles
    command = [python or given.python, str(Path(__file__).resolve().parent / "search_peers.py"), name]
    command += ["--corpus", str(given.corpus), "--queries", str(given.queries)]
    command += ["--articles", str(articles), "--runs", str(given.runs)]
    if given.folder:
        command += ["--folder", str(given.folder / name)]
    if given.only:
        command.append("--build-only")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"engine": name, "failed": done.stderr.strip().splitlines()[-1:]}
    return dict(json.loads(done.stdout))


def freshness(ours: Ours, known: int) -> dict[str, float]:
    """CPU and clock milliseconds from an article at hand to its being found, and from a hundred. The index
    holds the articles up to the number `known`."""
    taken: dict[str, float] = {}
    number = known + 1
    for count in (1, 100):
        old = list(ours.texts(range(1, count + 1)).values())
        text = f" freshword{count}"
        new = [
            Indexable(number + n, 1, item.title, item.text + text, language="en")
            for n, item in enumerate(old)
        ]
        number += count
        start, wall = peers.cpu(), time.perf_counter()
        ours.add(new)
        ours.index.reopen()
        assert ours.search(f"freshword{count}").total == count
        taken[f"{count}_cpu"] = round((peers.cpu() - start) * 1e3, 1)
        taken[f"{count}_wall"] = round((time.perf_counter() - wall) * 1e3, 1)
    return taken


def marks(ours: Ours) -> dict[str, float]:
    """Milliseconds for all marks of an article of 3,000 words, per query."""
    words = " ".join(item.text for item in ours.texts(range(1, 30)).values()).split(" ", 3001)[:3000]
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
    ours = Ours(folder)
    before = peers.memory()
    start, wall = time.process_time(), time.perf_counter()
    ours.search("president")
    return {
        "cpu": round((time.process_time() - start) * 1e3, 1),
        "wall": round((time.perf_counter() - wall) * 1e3, 1),
        "memory_mb": peers.memory(),
        "of_it_opening": peers.memory() - before,
    }


def asked(folder: Path, corpus: Path, articles: int, queries: Path, runs: int) -> dict[str, Any]:
    """A fresh process: every query, and what it holds then."""
    ours = Ours(folder)
    for number, article in enumerate(peers.read_articles(corpus, articles), 1):
        if article.get("topic"):
            ours.tags.setdefault(article["topic"], array("q")).append(number)
    given = peers.ask(ours, peers.read_queries(queries), runs)
    return {"summary": peers.summary(given), "asked": given, "memory_mb": peers.memory()}


def tidy_up(folder: Path) -> None:
    while tidy(folder, LIBRARY):
        pass


def apart(work: Any, *arguments: Any) -> Any:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def prepare(given: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """The index and the texts, made unless they are there; what making them took."""
    built = folder / "built.json"
    if built.exists():
        return dict(json.loads(built.read_text()))
    result: dict[str, Any] = {"build": apart(build, given.corpus, given.articles, folder / "index")}
    ours = Ours(folder / "index")
    size = 0
    articles = enumerate(peers.read_articles(given.corpus, given.articles), 1)
    for some in peers.batches((indexable(number, article) for number, article in articles), 5000):
        size += sum(len(item.title.encode()) + len(item.text.encode()) for item in some)
        ours.texts.add(some)
    result["bytes_per_byte_of_text"] = round(ours.size() / size, 3)
    built.write_text(json.dumps(result))
    return result


def measure(given: argparse.Namespace, folder: Path) -> dict[str, Any]:
    result: dict[str, Any] = {"engine": "ours", "articles": given.articles, "load": os.getloadavg()[0]}
    result |= prepare(given, folder)
    if given.only:
        return result
    result["open_and_first_ms"] = apart(opened, folder / "index")
    result |= apart(asked, folder / "index", given.corpus, given.articles, given.queries, given.runs)
    result["marks_3000_words"] = marks(Ours(folder / "index"))
    if given.expected:
        expected = json.loads(given.expected.read_text())
        found = {name: row["total"] for name, row in result["asked"]["queries"].items()}
        wrong = {n: [found.get(n), total] for n, total in expected.items() if found.get(n) != total}
        result["counts"] = {"right": len(expected) - len(wrong), "wrong": wrong}
    with tempfile.TemporaryDirectory(dir=folder) as copy:  # what is added must not stay
        shutil.copytree(folder / "index", Path(copy) / "index", copy_function=shutil.copy2)
        fresh = Ours(Path(copy) / "index")
        fresh.texts = Texts(folder / "texts.db")
        result["fresh_ms"] = freshness(fresh, len(fresh.texts))
    return result


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
            "memory_mb",
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
    print(f"  {name:13} p50 {values['p50']:8.2f}  p95 {values['p95']:8.2f}  max {values['max']:8.2f}")


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
    parser.add_argument("--only", default="")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    names = [given.only] if given.only else ["ours", *filter(None, given.peers.split(","))]
    folder = given.folder or Path(tempfile.mkdtemp(prefix="search-"))
    try:
        results = [
            measure(given, folder / "ours") if name == "ours" else run_peer(name, given) for name in names
        ]
    finally:
        if not given.folder:
            shutil.rmtree(folder, ignore_errors=True)
    show(results)
    if given.json:
        given.json.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
