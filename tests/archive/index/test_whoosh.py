"""Whoosh's own side of the index: its queries, matchers, collectors, readers and policies over the arrays."""

import random

import pytest
from whoosh import collectors, query
from whoosh.qparser import QueryParser
from whoosh.writing import NO_MERGE

from archive.cancel import CancelToken
from archive.index import parse, tidy, write
from archive.index.codec.asking import ArrayCollector, TreeQuery
from archive.index.codec.doors import SCHEMA, ArrayIndex
from archive.model import Indexable

LIBRARY = "0b0e3c1a"
WORDS = [f"w{n}" for n in range(40)]
QUERIES = ["{a}", "{a} {b}", "{a} OR {b} OR {c}", "{a} NOT {b}", '"{a} {b}"', "w1*", "title:{a} {b}"]
QUERIES += ["({a} OR {b}) {c}", '"{a} {b}" OR title:{c}', "{a} w3*"]


SMALL = {"archive.index.codec.lists._SMALL_SEGMENT": 1, "archive.index.codec.stream._WORTH_IT": 1}


@pytest.fixture(params=[{}, SMALL], ids=["as it is", "every form"])
def index(tmp_path, monkeypatch, request) -> ArrayIndex:
    """Three segments of three hundred articles, some of them deleted; words as uneven as in a language."""
    monkeypatch.setattr("archive.index.codec.policy._RATIO", 0)  # they stay three
    for name, value in request.param.items():
        monkeypatch.setattr(name, value)
    chance = random.Random(5)
    weights = [1 / (n + 1) for n in range(len(WORDS))]

    def text(least: int, most: int) -> str:
        return " ".join(chance.choices(WORDS, weights, k=chance.randint(least, most)))

    items = [Indexable(n, 1, text(1, 5), text(5, 60), language="en") for n in range(1, 301)]
    for start in (0, 100, 200):
        write(tmp_path, LIBRARY, items[start : start + 100], [])
    write(tmp_path, LIBRARY, [], range(1, 301, 7))
    return ArrayIndex(tmp_path, LIBRARY)


def ranked(searcher, asked: query.Query, collector: collectors.Collector) -> list[tuple[float, int]]:
    searcher.search_with_collector(asked, collector)
    results = collector.results()
    return [(round(results.score(n), 4), results.docnum(n)) for n in range(len(results.top_n))]


def test_whooshs_queries_give_the_same_through_its_matchers_and_through_ours(index) -> None:
    searcher = index.searcher()
    parser = QueryParser("text", SCHEMA)
    chance = random.Random(9)
    for _ in range(60):
        a, b, c = (chance.choice(WORDS) for _ in range(3))
        text = chance.choice(QUERIES).format(a=a, b=b, c=c)
        asked = parser.parse(text, normalize=False)
        stock = ranked(searcher, asked, collectors.UnlimitedCollector())
        ours = ranked(searcher, asked, ArrayCollector(cancel=CancelToken(), limit=1000))
        assert {number for _, number in ours} == {number for _, number in stock}, text
        if "*" in text or '"' in text:
            continue  # Whoosh gives these a score of their own
        by_score = {number: score for score, number in stock}
        assert [by_score[number] for _, number in ours] == pytest.approx(
            [score for score, _ in stock], abs=2e-3
        )


def test_our_queries_run_in_whooshs_collectors(index) -> None:
    searcher = index.searcher()
    for text in ("w1 w2", '"w1 w2"', "w3 -w1", "w1*", "-w1", "title:w1 OR w9"):
        asked = TreeQuery(parse(text).tree)
        stock = ranked(searcher, asked, collectors.UnlimitedCollector())
        ours = ranked(searcher, asked, ArrayCollector(cancel=CancelToken(), limit=1000))
        assert sorted(number for _, number in ours) == sorted(number for _, number in stock)
        by_score = {number: score for score, number in stock}
        assert all(by_score[number] == pytest.approx(score, abs=1e-3) for score, number in ours)


def test_readers_tell_what_whoosh_asks(index) -> None:
    reader = index.reader()
    assert reader.doc_count_all() == 300
    assert reader.doc_count() == 300 - len(range(1, 301, 7))
    assert set(reader.indexed_field_names()) == {"text", "title"}
    terms = list(reader.lexicon("text"))
    assert terms == sorted(terms)
    assert ("text", b"w1") in reader
    assert ("text", b"none") not in reader
    assert reader.doc_frequency("text", b"none") == 0
    info = reader.term_info("text", b"w1")
    matcher = reader.postings("text", b"w1")
    seen = {}
    while matcher.is_active():
        seen[matcher.id()] = matcher.value_as("positions")
        assert matcher.weight() == len(seen[matcher.id()])
        matcher.next()
    assert 0 < len(seen) <= info.doc_frequency()
    assert list(reader.expand_prefix("text", "w1"))[:2] == [b"w1", b"w10"]
    assert reader.stored_fields(next(iter(seen)))["id"] in range(1, 301)
    assert "w1" in list(reader.terms_within("text", "w1x", 1))


def test_merging_policies_are_whooshs(index) -> None:
    writer = index.writer()
    writer.add_document(id=1000, text="w1", title="new")
    writer.commit(mergetype=NO_MERGE)
    assert len(index._read_toc().segments) == 4
    writer = index.writer()
    writer.commit(optimize=True)
    (segment,) = index._read_toc().segments
    assert segment.doc_count_all() == segment.doc_count() == 300 - len(range(1, 301, 7)) + 1


def test_a_writer_that_is_cancelled_leaves_nothing(index) -> None:
    before = {path.name for path in index.folder.iterdir()}
    writer = index.writer()
    writer.add_document(id=1000, text="w1")
    writer.cancel()
    assert {path.name for path in index.folder.iterdir()} - {"MAIN_WRITELOCK"} <= before
    assert index.reader().doc_count_all() == 300


def test_tidying_keeps_what_is_found_and_takes_up_later_deletions(index, monkeypatch) -> None:
    searcher = index.searcher()
    asked = TreeQuery(parse("w1 OR w2").tree)
    before = ArrayCollector(cancel=CancelToken(), limit=1000)
    searcher.search_with_collector(asked, before)
    from archive.index.codec import commits

    real = commits.merge

    def meanwhile(*args):
        merged = real(*args)
        write(index.folder, LIBRARY, [], [2])  # another commit, while the merge is at work
        return merged

    monkeypatch.setattr(commits, "merge", meanwhile)
    assert tidy(index.folder, LIBRARY)
    monkeypatch.undo()
    after = ArrayCollector(cancel=CancelToken(), limit=1000)
    ArrayIndex(index.folder, LIBRARY).searcher().search_with_collector(asked, after)
    assert set(after.ranked.ids.tolist()) == set(before.ranked.ids.tolist()) - {2}
    assert not list(index.folder.glob("*.part"))
