"""Other search engines on the same articles and queries: SQLite FTS5, tantivy, Xapian, and Whoosh as it
comes.

    python search_peers.py ENGINE --corpus FILE --queries FILE --articles N [--runs 5]
        [--folder DIR [--build-only]]

Prints one JSON object. Meant to be started by `search.py` and `relevance.py`, with a Python that has the
engine: FTS5 needs nothing; `pip install tantivy snowballstemmer`; `apt install python3-xapian`; `pip install
whoosh==2.7.4`.

A corpus is JSON lines with id, title, body, source, author, date (YYYY-MM-DD), topic; a query list has id,
kind and query, divided by tabs, in a small language: words, "a phrase", prefix*, word~1, OR (then any of
the words will do), -word, source:"…", topic:…, date:A..B. Of kind `typing`, every keystroke with two
letters or more in the last word is a query, that word a prefix. Times are CPU milliseconds of this process,
the best of the runs. An index that is in the folder already is used as it is, with the figures of its making.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import re
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

TOP = 50
_PIECE = re.compile(r'(-?)(?:(source|topic|date):)?(?:"([^"]*)"|(\S+))')


@dataclass
class Query:
    """`must`, `should` and `no` hold ("term", w), ("phrase", [w, …]), ("prefix", w) or ("fuzzy", w,
    edits)."""

    text: str
    must: list = field(default_factory=list)
    should: list = field(default_factory=list)
    no: list = field(default_factory=list)
    source: str | None = None
    topic: str | None = None
    dates: tuple[int, int] | None = None
    is_typed: bool = False

    @property
    def has_typos(self) -> bool:
        return any(atom[0] == "fuzzy" for atom in self.must + self.should + self.no)


def number(day: str) -> int:
    return int(day.replace("-", ""))


def read_query(text: str) -> Query:
    query, wanted, either = Query(text), [], False
    for minus, name, quoted, word in _PIECE.findall(text):
        if name == "date":
            first, last = word.split("..")
            query.dates = number(first), number(last)
        elif name:
            setattr(query, name, quoted or word)
        elif word == "OR":
            either = True
        else:
            (query.no if minus else wanted).append(_atom(quoted, word))
    query.should, query.must = (wanted, []) if either else ([], wanted)
    return query


def _atom(quoted: str, word: str) -> tuple:
    if quoted:
        words = re.findall(r"\w+", quoted.lower())
        return ("phrase", words) if len(words) > 1 else ("term", words[0])
    if word.endswith("*"):
        return ("prefix", word[:-1].lower())
    if "~" in word:
        stem, edits = word.split("~")
        return ("fuzzy", stem.lower(), int(edits or 1))
    return ("term", word.lower())


def read_queries(path: Path) -> list[tuple[str, str, str]]:
    """Id, kind and text of every line that is no comment."""
    lines = path.read_text("utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


def keystrokes(text: str) -> list[str]:
    typed = [text[:n] for n in range(2, len(text) + 1)]
    return [some + "*" for some in typed if not some.endswith(" ") and len(some.split()[-1]) >= 2]


def read_articles(path: Path, n: int) -> Iterator[dict]:
    with open(path, encoding="utf-8") as file:
        for line in itertools.islice(file, n):
            yield json.loads(line)


def batches(articles: Iterable, size: int) -> Iterator[list]:
    rest = iter(articles)
    while batch := list(itertools.islice(rest, size)):
        yield batch


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


# ---------------------------------------------------------------- the engines


class Fts5:
    """With its prefix index, the articles in the table beside it, as one would."""

    prefix = ", prefix='2 3'"

    def __init__(self, folder: Path) -> None:
        import sqlite3

        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / "articles.db"
        self.db = sqlite3.connect(self.path)
        self.db.executescript(
            "pragma journal_mode=wal; pragma synchronous=normal; pragma cache_size=-65536;"
            "pragma mmap_size=1073741824;"
        )

    def create(self) -> None:
        self.db.executescript(f"""
            create table articles(id integer primary key, uid text, title text, source text, author text,
                date integer, topic text, body text);
            create index by_date on articles(date); create index by_source on articles(source);
            create virtual table fts using fts5(title, body, content='articles', content_rowid='id',
                tokenize='porter unicode61 remove_diacritics 2'{self.prefix});
            insert into fts(fts, rank) values('rank', 'bm25(2.0, 1.0)');""")

    def add(self, articles: list[dict]) -> None:
        for a in articles:
            row = (a["id"], a["title"], a["source"], a["author"], number(a["date"]), a["topic"], a["body"])
            at = self.db.execute(
                "insert into articles(uid,title,source,author,date,topic,body) values(?,?,?,?,?,?,?)", row
            ).lastrowid
            self.db.execute("insert into fts(rowid,title,body) values(?,?,?)", (at, a["title"], a["body"]))
        self.db.commit()

    def finish(self) -> None:
        self.db.execute("insert into fts(fts) values('optimize')")
        self.db.commit()
        self.db.execute("pragma wal_checkpoint(truncate)")

    def size(self) -> int:
        index = self.db.execute("select sum(length(block)) from fts_data").fetchone()[0]
        return index + self.db.execute("select sum(length(sz)) from fts_docsize").fetchone()[0]

    def can(self, query: Query) -> bool:
        return not query.has_typos

    def _sql(self, query: Query) -> tuple[str, list, str, str]:
        def atom(one: tuple) -> str:
            if one[0] == "phrase":
                return '"' + " ".join(one[1]) + '"'
            return f'"{one[1]}"' + ("*" if one[0] == "prefix" else "")

        wanted = " OR ".join(map(atom, query.should)) or " AND ".join(map(atom, query.must))
        if query.no:
            wanted = f"({wanted}) NOT ({' OR '.join(map(atom, query.no))})"
        where, values = "", [wanted]
        for name in ("source", "topic"):
            if getattr(query, name):
                where += f" and a.{name}=?"
                values.append(getattr(query, name))
        if query.dates:
            where += " and a.date between ? and ?"
            values += query.dates
        table = "fts f join articles a on a.id=f.rowid" if where else "fts f"
        return table, values, where, wanted

    def top(self, query: Query) -> list:
        table, values, where, _ = self._sql(query)
        sql = f"select f.rowid, f.rank from {table} where fts match ?{where} order by f.rank limit {TOP}"
        return self.db.execute(sql, values).fetchall()

    def uids(self, query: Query, limit: int = 10) -> list[str]:
        table, values, where, _ = self._sql(query)
        sql = f"select f.rowid from {table} where fts match ?{where} order by f.rank limit {limit}"
        rows = [row[0] for row in self.db.execute(sql, values)]
        return [self.db.execute("select uid from articles where id=?", (row,)).fetchone()[0] for row in rows]

    def total(self, query: Query) -> int:
        table, values, where, _ = self._sql(query)
        return self.db.execute(f"select count(*) from {table} where fts match ?{where}", values).fetchone()[0]

    def snippets(self, query: Query, hits: list) -> None:
        _, _, _, wanted = self._sql(query)
        ids = ",".join(str(hit[0]) for hit in hits)
        sql = f"select snippet(fts,1,'<b>','</b>','…',24) from fts where fts match ? and rowid in ({ids})"
        self.db.execute(sql, [wanted]).fetchall()

    def facets(self, query: Query) -> None:
        _, values, where, _ = self._sql(query)
        sql = (
            "select a.source, a.date/10000, count(*) from fts f join articles a on a.id=f.rowid"
            f" where fts match ?{where} group by 1, 2"
        )
        self.db.execute(sql, values).fetchall()

    def newest(self, query: Query) -> None:
        _, values, where, _ = self._sql(query)
        sql = (
            "select f.rowid from fts f join articles a on a.id=f.rowid"
            f" where fts match ?{where} order by a.date desc limit {TOP}"
        )
        self.db.execute(sql, values).fetchall()


class Fts5Lean(Fts5):
    """Without the prefix index: smaller, quicker to build, slower on short prefixes."""

    prefix = ""


class Tantivy:
    def __init__(self, folder: Path) -> None:
        import tantivy

        self.tantivy, self.folder = tantivy, folder
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("title", stored=True, tokenizer_name="en_stem")
        builder.add_text_field("body", stored=True, tokenizer_name="en_stem")
        for name in ("source", "topic"):
            builder.add_text_field(name, stored=True, tokenizer_name="raw", fast=True)
        builder.add_unsigned_field("date", stored=True, indexed=True, fast=True)
        builder.add_unsigned_field("year", fast=True)
        self.schema = builder.build()
        folder.mkdir(parents=True, exist_ok=True)
        self.index = tantivy.Index(self.schema, path=str(folder), reuse=True)
        self.writer = None
        if (folder / "meta.json").exists():
            self._open()

    def _open(self) -> None:
        from snowballstemmer import stemmer

        self.index.reload()
        self.searcher = self.index.searcher()
        self.stem = stemmer("english").stemWord

    def create(self) -> None:
        """Nothing to do."""

    def add(self, articles: list[dict]) -> None:
        if self.writer is None:
            self.writer = self.index.writer(heap_size=200_000_000, num_threads=1)
        for a in articles:
            document = self.tantivy.Document(
                id=a["id"], title=a["title"], body=a["body"], source=a["source"], topic=a["topic"]
            )
            document.add_unsigned("date", number(a["date"]))
            document.add_unsigned("year", number(a["date"]) // 10000)
            self.writer.add_document(document)
        self.writer.commit()

    def finish(self) -> None:
        self.writer.wait_merging_threads()
        self.writer = None
        self._open()

    def size(self) -> int:
        return sum(path.stat().st_size for path in self.folder.iterdir() if path.suffix != ".store")

    def can(self, query: Query) -> bool:
        return True

    def _query(self, query: Query):
        make, occur = self.tantivy.Query, self.tantivy.Occur

        def both(one):
            return make.boolean_query(
                [(occur.Should, make.boost_query(one("title"), 2.0)), (occur.Should, one("body"))]
            )

        def atom(one: tuple):
            if one[0] == "phrase":
                return make.phrase_query(self.schema, "body", [self.stem(word) for word in one[1]])
            if one[0] == "prefix":
                return both(lambda name: make.regex_query(self.schema, name, re.escape(one[1]) + ".*"))
            if one[0] == "fuzzy":
                return make.fuzzy_term_query(self.schema, "body", self.stem(one[1]), distance=one[2])
            return both(lambda name: make.term_query(self.schema, name, self.stem(one[1])))

        if query.should:
            parts = [(occur.Must, make.boolean_query([(occur.Should, atom(one)) for one in query.should]))]
        else:
            parts = [(occur.Must, atom(one)) for one in query.must]
        parts += [(occur.MustNot, atom(one)) for one in query.no]
        for name in ("source", "topic"):
            if getattr(query, name):
                term = make.term_query(self.schema, name, getattr(query, name))
                parts.append((occur.Must, make.const_score_query(term, 0.0)))
        if query.dates:
            kind = self.tantivy.FieldType.Unsigned
            dates = make.range_query(self.schema, "date", kind, *query.dates)
            parts.append((occur.Must, make.const_score_query(dates, 0.0)))
        return make.boolean_query(parts)

    def top(self, query: Query) -> list:
        return self.searcher.search(self._query(query), TOP, count=False).hits

    def uids(self, query: Query, limit: int = 10) -> list[str]:
        hits = self.searcher.search(self._query(query), limit, count=False).hits
        return [self.searcher.doc(address)["id"][0] for _, address in hits]

    def total(self, query: Query) -> int:
        return self.searcher.search(self._query(query), 1, count=True).count

    def snippets(self, query: Query, hits: list) -> None:
        make = self.tantivy.SnippetGenerator.create(self.searcher, self._query(query), self.schema, "body")
        make.set_max_num_chars(220)
        for _, address in hits:
            make.snippet_from_doc(self.searcher.doc(address)).to_html()

    def facets(self, query: Query) -> None:
        wanted = {
            "s": {"terms": {"field": "source", "size": 500}},
            "y": {"terms": {"field": "year", "size": 500}},
        }
        self.searcher.aggregate(self._query(query), wanted)

    def newest(self, query: Query) -> None:
        self.searcher.search(self._query(query), TOP, count=False, order_by_field="date")


class Xapian:
    def __init__(self, folder: Path) -> None:
        import xapian

        self.xapian, self.folder = xapian, folder
        self.stemmer = xapian.Stem("en")
        if (folder / "iamglass").exists():
            self.db = xapian.Database(str(folder))

    def create(self) -> None:
        """Nothing to do."""

    def add(self, articles: list[dict]) -> None:
        x = self.xapian
        db = x.WritableDatabase(str(self.folder), x.DB_CREATE_OR_OPEN)
        generator = x.TermGenerator()
        generator.set_stemmer(self.stemmer)
        generator.set_stemming_strategy(x.TermGenerator.STEM_SOME)
        for a in articles:
            document = x.Document()
            generator.set_document(document)
            generator.index_text(a["title"], 2, "S")
            generator.increase_termpos()
            generator.index_text(a["body"])
            document.set_data(json.dumps([a["id"], a["body"]]))
            document.add_boolean_term("XS" + a["source"])
            document.add_boolean_term("XT" + a["topic"])
            document.add_value(0, x.sortable_serialise(number(a["date"])))
            document.add_value(1, a["source"])
            document.add_value(2, a["date"][:4])
            db.add_document(document)
        db.commit()
        db.close()

    def finish(self) -> None:
        compact = self.folder.with_suffix(".compact")
        shutil.rmtree(compact, ignore_errors=True)
        self.xapian.Database(str(self.folder)).compact(str(compact))
        shutil.rmtree(self.folder)
        compact.rename(self.folder)
        self.db = self.xapian.Database(str(self.folder))

    def size(self) -> int:
        return sum(path.stat().st_size for path in self.folder.iterdir() if path.name != "docdata.glass")

    def can(self, query: Query) -> bool:
        return not query.has_typos

    def _query(self, query: Query):
        x, make = self.xapian, self.xapian.Query

        def atom(one: tuple):
            if one[0] == "phrase":
                return make(make.OP_PHRASE, one[1])
            if one[0] == "prefix":
                limit = make.WILDCARD_LIMIT_ERROR
                both = [make(make.OP_WILDCARD, p + one[1], 0, limit, make.OP_SYNONYM) for p in ("", "S")]
                return make(make.OP_OR, both)
            stem = self.stemmer(one[1])
            stem = stem.decode() if isinstance(stem, bytes) else stem
            return make(make.OP_OR, [make("Z" + stem), make("ZS" + stem)])

        if query.should:
            built = make(make.OP_OR, [atom(one) for one in query.should])
        else:
            built = make(make.OP_AND, [atom(one) for one in query.must])
        if query.no:
            built = make(make.OP_AND_NOT, built, make(make.OP_OR, [atom(one) for one in query.no]))
        for name, prefix in (("source", "XS"), ("topic", "XT")):
            if getattr(query, name):
                built = make(make.OP_FILTER, built, make(prefix + getattr(query, name)))
        if query.dates:
            first, last = map(x.sortable_serialise, query.dates)
            built = make(make.OP_FILTER, built, make(make.OP_VALUE_RANGE, 0, first, last))
        return built

    def _found(
        self, query: Query, number: int = TOP, *, check: int = 0, spies: tuple = (), newest: bool = False
    ):
        asking = self.xapian.Enquire(self.db)
        asking.set_query(self._query(query))
        if newest:
            asking.set_sort_by_value(0, True)
        for spy in spies:
            asking.add_matchspy(spy)
        return asking.get_mset(0, number, check)

    def top(self, query: Query) -> list:
        self.last = self._found(query)
        return [(match.docid, match.weight) for match in self.last]

    def uids(self, query: Query, limit: int = 10) -> list[str]:
        return [json.loads(match.document.get_data())[0] for match in self._found(query, limit)]

    def total(self, query: Query) -> int:
        return self._found(query, check=self.db.get_doccount()).get_matches_estimated()

    def snippets(self, query: Query, hits: list) -> None:
        for docid, _ in hits:
            self.last.snippet(json.loads(self.db.get_document(docid).get_data())[1], 220, self.stemmer)

    def facets(self, query: Query) -> None:
        spies = (self.xapian.ValueCountMatchSpy(1), self.xapian.ValueCountMatchSpy(2))
        self._found(query, check=self.db.get_doccount(), spies=spies)
        for spy in spies:
            list(spy.values())

    def newest(self, query: Query) -> None:
        list(self._found(query, newest=True))


class Stock:
    """Whoosh 2.7.4 with its own codec and stemming analyser: what the program would be without its own."""

    def __init__(self, folder: Path) -> None:
        import warnings

        warnings.simplefilter("ignore")
        from whoosh import analysis, fields, index

        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        words = analysis.StemmingAnalyzer(stoplist=None, cachesize=-1)
        self.schema = fields.Schema(
            id=fields.ID(unique=True, stored=True),
            title=fields.TEXT(analyzer=words),
            body=fields.TEXT(analyzer=words),
            source=fields.ID(),
            topic=fields.ID(),
            date=fields.NUMERIC(int, bits=32, sortable=True),
        )
        self.index = index.open_dir(str(folder)) if index.exists_in(str(folder)) else None

    def create(self) -> None:
        from whoosh import index

        self.index = index.create_in(str(self.folder), self.schema)

    def add(self, articles: list[dict]) -> None:
        writer = self.index.writer(limitmb=256)
        for a in articles:
            writer.add_document(
                id=a["id"],
                title=a["title"],
                body=a["body"],
                source=a["source"],
                topic=a["topic"],
                date=number(a["date"]),
            )
        writer.commit()

    def finish(self) -> None:
        self.searcher = self.index.searcher()

    def size(self) -> int:
        return sum(path.stat().st_size for path in self.folder.iterdir())


ENGINES = {"fts5": Fts5, "fts5-lean": Fts5Lean, "tantivy": Tantivy, "xapian": Xapian, "stock": Stock}


# ---------------------------------------------------------------- measuring


def best(work, runs: int):
    """CPU milliseconds of the best run, and what it gave."""
    cpu, _, result = timed(work, runs)
    return cpu, result


def timed(work, runs: int):
    """CPU and clock milliseconds of the best runs, and what the last gave."""
    least = least_wall = float("inf")
    result = None
    for _ in range(runs):
        start, wall = time.process_time(), time.perf_counter()
        result = work()
        least = min(least, time.process_time() - start)
        least_wall = min(least_wall, time.perf_counter() - wall)
    return least * 1e3, least_wall * 1e3, result


def spread(values: list[float]) -> dict[str, float]:
    ordered = sorted(values)

    def at(share: float) -> float:
        return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 2) if ordered else 0.0

    return {"p50": at(0.5), "p95": at(0.95), "max": at(1.0)}


def memory() -> int:
    """The most this process, or one that it started, has held, in MB."""
    most = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return max(most) // 1024


def cpu() -> float:
    """Seconds of this process and of those that it started."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def build(engine, articles: Iterable, batch: int = 5000) -> dict:
    """CPU and memory of this process; reading the corpus is not counted, a batch of it is in the memory."""
    spent = wall = 0.0
    number = 0

    def take(work) -> None:
        nonlocal spent, wall
        before, clock = cpu(), time.perf_counter()
        work()
        spent += cpu() - before
        wall += time.perf_counter() - clock

    take(engine.create)
    for some in batches(articles, batch):
        number += len(some)
        take(lambda some=some: engine.add(some))
    take(engine.finish)
    return {
        "articles_per_cpu_second": round(number / spent),
        "wall_seconds": round(wall, 1),
        "bytes": engine.size(),
        "memory_mb": memory(),
    }


def ask(engine, queries: list[tuple[str, str, str]], runs: int) -> dict:
    """Times of every query, and of what goes with a page of results."""
    rows, typing, typing_wall = {}, [], []
    for name, kind, text in queries:
        if kind == "typing":
            for typed in keystrokes(text):
                query = read_query(typed)
                query.is_typed = True
                spent, wall, _ = timed(lambda q=query: engine.top(q), min(3, runs))
                typing.append(spent)
                typing_wall.append(wall)
            continue
        query = read_query(text)
        if not engine.can(query):
            continue
        top, wall, _ = timed(lambda q=query: engine.top(q), runs)
        row = {"kind": kind, "top": top, "top_wall": wall}
        row["total_ms"], row["total"] = best(lambda q=query: engine.total(q), 2)
        row["with_snippets"] = best(lambda q=query: engine.snippets(q, engine.top(q)), 2)[0]
        row["facets"] = best(lambda q=query: engine.facets(q), runs)[0]
        row["newest"] = best(lambda q=query: engine.newest(q), 2)[0]
        rows[name] = row
    return {"queries": rows, "typing": typing, "typing_wall": typing_wall}


def summary(asked: dict) -> dict:
    rows = asked["queries"].values()
    kinds = dict.fromkeys(row["kind"] for row in rows)
    measured = ("top", "top_wall", "total_ms", "with_snippets", "facets", "newest")
    return {
        **{what: spread([row[what] for row in rows]) for what in measured},
        "typing": spread(asked["typing"]),
        "typing_wall": spread(asked["typing_wall"]),
        "kinds": {kind: spread([row["top"] for row in rows if row["kind"] == kind]) for kind in kinds},
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("engine", choices=ENGINES)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--queries", type=Path)
    parser.add_argument("--articles", type=int, required=True)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--build-only", action="store_true", help="build the index in --folder, ask nothing")
    parser.add_argument("--known-items", type=Path, help="JSON lines of {id, query}: print the rank of each")
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="peers-"))
    built = folder / "built.json"
    try:
        result: dict = {"engine": given.engine, "articles": given.articles, "load": os.getloadavg()[0]}
        if built.exists():
            result["build"] = json.loads(built.read_text())
            engine = ENGINES[given.engine](folder / "index")
        else:
            shutil.rmtree(folder / "index", ignore_errors=True)
            folder.mkdir(parents=True, exist_ok=True)
            engine = ENGINES[given.engine](folder / "index")
            result["build"] = build(engine, read_articles(given.corpus, given.articles))
            built.write_text(json.dumps(result["build"]))
        if given.build_only:
            json.dump(result, sys.stdout)
            return
        if given.queries and given.engine != "stock":
            asked = ask(engine, read_queries(given.queries), given.runs)
            result |= {"summary": summary(asked), "asked": asked, "memory_mb": memory()}
        if given.known_items:
            result["ranks"] = ranks(engine, given.known_items)
        json.dump(result, sys.stdout)
    finally:
        if not given.folder:
            shutil.rmtree(folder, ignore_errors=True)


def ranks(engine, path: Path) -> list[int]:
    """For each known item, its rank among the first ten, or 0."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        item = json.loads(line)
        query = Query(item["query"], must=[("term", word) for word in words_of(item["query"])])
        uids = engine.uids(query)
        found.append(uids.index(item["id"]) + 1 if item["id"] in uids else 0)
    return found


if __name__ == "__main__":
    main()
