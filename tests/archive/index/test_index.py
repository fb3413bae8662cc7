"""The index: written, searched, kept up, and safe against what may be in its folder."""

import contextlib
import multiprocessing
import os
import pickle
import random
import signal
import stat
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.cancel import CancelToken
from archive.errors import Cancelled, IndexFailed
from archive.index import Index, parse, tidy, write
from archive.index.tree import Dates, Language, Leaf, Named, Not, Status
from archive.model import Facet, Indexable, Marked, Sort, Span

LIBRARY = "0b0e3c1a"
NOBODY = CancelToken()


def test_words_find_their_forms_and_quotes_are_exact(shelf, article) -> None:
    shelf.put(article("Votes counted"), article(text="They vote"), article(text="A voting age"))
    assert sorted(shelf.find("vote")) == [1, 2, 3]
    assert shelf.find('"vote"') == [2]
    assert shelf.find("vot*")
    assert shelf.find("title:vote") == [1]
    assert shelf.find("text:voting -age") == [2]


def test_forms_follow_the_language_of_each_article(shelf, article) -> None:
    shelf.put(
        article(text="El gobierno decidió", language="es"),
        article(text="Quieren decidir", language="es-MX"),
        article(text="decidir", language="en"),
    )
    assert sorted(shelf.find("decidio")) == [1, 2]
    assert sorted(shelf.find("decidir")) == [1, 2, 3]
    assert shelf.find("decidir lang:en") == [3]


def test_filters(shelf, article) -> None:
    shelf.put(
        article(text="a", source="Harbour Gazette", source_key="harbour.example", published="2019-03-04"),
        article(
            text="a",
            source="Harbour Gazette Weekend",
            authors=("Ana Lindqvist", "Bo Ek"),
            published="2021-01-01",
        ),
        article(text="a", source="AP"),
    )
    assert sorted(shelf.find("source:harbour")) == [1, 2]
    assert shelf.find('source:"harbour gazette"') == [1]
    assert shelf.find("source:harbour.example") == [1]
    assert shelf.find("-source:harbour") == [3]
    assert shelf.find("by:lindqvist") == [2]
    assert shelf.find('by:"ana bo"') == []
    assert shelf.find("date:2019..2020") == [1]
    assert shelf.find("after:2019") == [2]
    assert shelf.find("a", within=[2, 3], without=[3]) == [2]


def test_ids_of_any_size_narrow_a_search(shelf, article) -> None:
    for number in (3, 300, 70_000, 5_000_000_000):
        shelf.put(article(text="a", id=number))
    assert sorted(shelf.find("a", within=[3, 70_000])) == [3, 70_000]
    assert shelf.find("a", within=[5_000_000_000, 9_000_000_000]) == [5_000_000_000]
    assert sorted(shelf.find("a", without=[300, 65_536, 5_000_000_000])) == [3, 70_000]
    tags = {"x": [300, 70_000, 80_000], "y": [5_000_000_000]}
    assert shelf.index.facets(parse("a"), cancel=NOBODY, tags=tags).tags == (Facet("x", 2), Facet("y", 1))


def test_totals_pages_and_orders(shelf, article) -> None:
    shelf.put(
        *(article(text="budget " * n, published=f"20{10 + n}-01-01" if n % 3 else None) for n in range(1, 8))
    )
    page = shelf.search("budget", offset=2, limit=2)
    assert (page.total, page.offset, len(page.items)) == (7, 2, 2)
    assert shelf.find("budget", sort=Sort.NEWEST) == [7, 5, 4, 2, 1, 6, 3]
    assert shelf.find("budget", sort=Sort.OLDEST) == [1, 2, 4, 5, 7, 3, 6]
    scores = [hit.score for hit in shelf.search("budget").items]
    assert scores == sorted(scores, reverse=True)


def test_a_word_in_the_title_counts_most(shelf, article) -> None:
    filler = "One two three four five six seven."
    shelf.put(article("Weather", "budget " + filler), article("Budget", filler), article("Other", filler))
    assert shelf.find("budget") == [2, 1]


def test_a_hit_shows_title_passage_and_count(shelf, article) -> None:
    shelf.put(article("Budget day", "😀 The budget passed.", captions="A budget box"))
    (hit,) = shelf.search("budget").items
    assert hit.count == 3
    assert (hit.title.text, hit.title.spans) == ("Budget day", (Span(0, 6),))
    assert hit.snippet.text[hit.snippet.spans[0].start : hit.snippet.spans[0].end] == "budget"
    marked = shelf.index.marked(parse("budget"), shelf.items[1])
    assert marked == Marked(text=(Span(6, 12),), title=(Span(0, 6),), captions=(Span(2, 8),))


def test_a_hit_outside_the_text_is_shown_where_it_is(shelf, article) -> None:
    shelf.put(
        article(text="Nothing here.", captions="A tram\nThe ferry leaves", standfirst="A new charge"),
    )

    def shown(query: str) -> tuple[str, list[str]]:
        (hit,) = shelf.search(query).items
        text = hit.snippet.text
        return text, [text[span.start : span.end] for span in hit.snippet.spans]

    assert shown("ferry") == ("The ferry leaves", ["ferry"])
    assert shown("charge") == ("A new charge", ["charge"])
    assert shown("-tramway") == ("Nothing here.", [])


def test_what_a_person_wrote_is_found_and_shown_where_it_is_asked_for(shelf, article) -> None:
    shelf.put(article("Budget", "The text", notes="Ask Lindqvist about the ferries"), article(text="ferries"))
    (hit,) = shelf.search("note:ferry").items
    assert (hit.article_id, hit.snippet.text[hit.snippet.spans[0].start :]) == (1, "ferries")
    assert shelf.find('note:"about the ferries"') == [1]
    assert shelf.find("ferries") == [2]


def test_an_article_changed_or_removed(shelf, article) -> None:
    shelf.put(article(text="alpha"), article(text="alpha beta"))
    shelf.put(article(text="gamma", id=1, revision=2))
    assert shelf.find("alpha") == [2]
    assert shelf.find("gamma") == [1]
    assert shelf.index.known() == {1: 2, 2: 1}
    shelf.put(removed=[2, 99])
    assert shelf.find("alpha") == []
    assert shelf.index.known() == {1: 2}


def test_an_empty_query_finds_nothing_and_a_bare_minus_the_rest(shelf, article) -> None:
    shelf.put(article(text="alpha"), article(text="beta"))
    assert shelf.search("").total == shelf.search("( OR").total == 0
    assert shelf.find("-alpha") == [2]


def test_a_search_can_be_stopped(shelf, article) -> None:
    shelf.put(*(article(text="alpha") for _ in range(600)))
    stopped = CancelToken()
    stopped.cancel()
    with pytest.raises(Cancelled):
        shelf.search("alpha", cancel=stopped)


def test_another_reader_sees_a_commit_when_it_reopens(shelf, article) -> None:
    shelf.put(article(text="alpha"))
    context = multiprocessing.get_context("spawn")
    other = context.Process(target=write, args=(shelf.folder, LIBRARY, [Indexable(2, 1, "", "alpha")], []))
    other.start()
    other.join()
    assert other.exitcode == 0
    assert shelf.search("alpha").total == 1
    shelf.index.reopen()
    assert shelf.search("alpha").total == 2


def test_many_threads_may_search_while_it_is_written(shelf, article) -> None:
    shelf.put(*(article(text="alpha beta gamma") for _ in range(50)))
    wrong: list[object] = []

    def ask() -> None:
        for query in ("alpha", '"beta gamma"', "alp*", "-delta") * 5:
            try:
                if shelf.search(query).total < 50:
                    wrong.append(query)
            except Exception as failure:
                wrong.append(failure)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(3):
        shelf.put(article(text="alpha beta gamma", id=1000 + number))
    for thread in threads:
        thread.join()
    assert wrong == []


WORDS = [
    "vote",
    "votes",
    "voting",
    "Vote",
    "decidió",
    "decidio",
    "decidir",
    "año",
    "ano",
    "台",
    "灣",
    "U.S.",
    "u",
    "s",
    "vo\u00adte",
]
ITEMS = st.builds(
    Indexable,
    id=st.integers(1, 12),
    revision=st.just(1),
    title=st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join),
    text=st.lists(st.sampled_from(WORDS) | st.just("\n"), max_size=10).map(" ".join),
    captions=st.lists(st.sampled_from(WORDS), max_size=2).map(" ".join),
    notes=st.lists(st.sampled_from(WORDS), max_size=2).map(" ".join),
    source=st.sampled_from(["", "AP", "AP News", "El Faro"]),
    authors=st.lists(st.sampled_from(["Ana Ek", "Bo Ek"]), max_size=2).map(tuple),
    published=st.sampled_from([None, "2019-05-01", "2020-01-01"]),
    language=st.sampled_from([None, "en", "es", "zh"]),
)
ATOMS = st.sampled_from(WORDS) | st.sampled_from(
    """"vote"|"u s"|"vote votes"|"decidio decidir"|decid*|vot*|title:vote|text:(vote OR año)|u-s|台灣
    |source:AP|source:"AP"|by:ek|by:"ana ek"|lang:es|date:2019|after:2019|note:vote|votes~|voting~2
    |vote NEAR/2 u|"u s" NEAR/1 vote NEAR/1 s|u NEAR/3 "vote"|tag:housing|is:unread|tag:none""".replace(
        "\n    ", ""
    ).split("|")
)
QUERIES = st.lists(
    st.tuples(st.sampled_from(["", "-", "OR ", "(", "-("]), ATOMS), min_size=1, max_size=4
).map(lambda pairs: " ".join(mark + atom + ")" * mark.count("(") for mark, atom in pairs))


STEPS = st.lists(
    st.tuples(st.lists(ITEMS, max_size=4), st.lists(st.integers(1, 12), max_size=2), st.booleans()),
    max_size=4,
)
EACH_FORM = {
    "archive.index.codec.lists._SMALL_SEGMENT": 1,  # every form of list in the smallest index
    "archive.index.codec.lists.RARE": 3,
    "archive.index.codec.lists.COMMON": 2,
    "archive.index.codec.stream._WORTH_IT": 1,
    "archive.index.codec.stream.MOST": 2,
    "archive.index.codec.stream._BYTES_AT_ONCE": 3,
    "archive.index.codec.phrases._WIDE": 1,
    "archive.index.codec.phrases._AT_ONCE": 3,
    "archive.index.codec.merging._AT_ONCE": 5,
    "archive.index.codec.policy._TIER": 3,
}


@pytest.mark.parametrize("examples", [12, pytest.param(600, marks=pytest.mark.slow)])
@pytest.mark.parametrize("forms", [{}, EACH_FORM], ids=["as it is", "every form"])
def test_what_is_found_is_what_reading_every_article_finds(
    new_shelf, scan, monkeypatch, forms, examples
) -> None:
    for name, value in forms.items():
        monkeypatch.setattr(name, value)

    @settings(
        max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(STEPS, st.lists(QUERIES, min_size=1, max_size=8))
    def holds(steps, queries) -> None:
        shelf = new_shelf()
        for items, removed, tidied in steps:
            gone = [number for number in removed if number not in {item.id for item in items}]
            shelf.put(*items, removed=gone)
            while tidied and tidy(shelf.folder, LIBRARY):
                shelf.index.reopen()
        truth = scan(list(shelf.items.values()))
        for number, query in enumerate(queries):
            parsed = parse(query)
            expected = truth.find(parsed.tree) if parsed.tree else set()
            assert set(shelf.find(query)) == expected, query
            assert set(shelf.find(query, sort=list(Sort)[number % len(Sort)])) == expected, query
            for number, item in shelf.items.items():
                marked = shelf.index.marked(parsed, item)
                as_changed = replace(item, revision=9)  # not what the index has: looked through word by word
                assert shelf.index.marked(parsed, as_changed) == marked
                if not parsed.tree or isinstance(parsed.tree, Named | Dates | Language | Status | Not):
                    assert marked == Marked()
                elif isinstance(parsed.tree, Leaf) and "note" not in query:
                    marks = marked.text + marked.title + marked.captions
                    assert bool(marks) == (number in expected), query

    holds()


def test_every_mark_is_a_form_of_a_searched_word(shelf, article, scan) -> None:
    texts = {
        "en": ("voting", "Votes were cast. VOTED! devote vote-rigging"),
        "es": ("decidio", "El gobierno decidió; decidimos decidir. Decide."),
        "de": ("straße", "Die Straßen und Strassen der STRASSE"),
        "fr": ("élection", "Les élections, l’élection, electoral"),
        "ru": ("министр", "Министры, министра и министерство"),
        "ar": ("مجلس", "قَرَّرَ المَجْلِسُ والمجالس"),
        "tr": ("istanbul", "İstanbul'un ve ISTANBUL"),
        "zh": ("總統", "台灣總統大選 總"),
        "ja": ("選挙", "総選挙が行われた"),
        "ko": ("대통령", "대통령이 대통"),
        "hi": ("निर्णय", "यह निर्णय और निर्णयों"),
        "pt": ("eleição", "As eleições e a eleicao"),
        "it": ("governo", "I governi del governo"),
    }
    shelf.put(*(article(text=text, language=language) for language, (_, text) in texts.items()))
    truth = scan(list(shelf.items.values()))
    for number, (language, (word, text)) in enumerate(texts.items(), 1):
        query = parse(word)
        spans = shelf.index.marked(query, shelf.items[number]).text
        assert spans, language
        for span in spans:
            inside = text[span.start : span.end]
            assert truth.find(query.tree) >= {number}
            assert scan([Indexable(1, 1, "", inside, language=language), *shelf.items.values()]).find(
                query.tree
            )
            assert not text[span.end : span.end + 1].isalpha() or language in ("zh", "ja", "ko")


def test_by_most_hits_and_by_source(shelf, article) -> None:
    shelf.put(
        article("vote", "vote vote", source="Ledger", published="2019-01-01"),
        article(text="vote", source="anchor", published="2018-01-01"),
        article(text="vote voted", captions="votes votes", source="Anchor", published="2020-01-01"),
        article(text="vote", published="2024-01-01"),
    )
    assert shelf.find("vote", sort=Sort.HITS) == [3, 1, 4, 2]
    assert shelf.find("vote", sort=Sort.SOURCE) == [3, 2, 1, 4]
    assert [hit.count for hit in shelf.search("vote", sort=Sort.HITS).items] == [4, 3, 1, 1]


def test_what_was_found_is_counted(shelf, article) -> None:
    shelf.put(
        article(text="a", source="Ledger", authors=("Ana", "Bo"), published="2019-01-01"),
        article(text="a", source="Ledger", authors=("Bo",), published="2019-12-31", language="es"),
        article(text="a", source="Anchor", published="2021-02-01"),
        article(text="a", source="Anchor", published="2021-02-02"),
        article(text="b", source="Anchor"),
    )
    shelf.put(removed=[4])
    ask = {"cancel": NOBODY, "tags": {"x": [1, 3, 5], "y": [4]}}
    found = shelf.index.facets(parse("a"), **ask)
    assert found.total == 3
    assert found.sources == (Facet("Ledger", 2), Facet("Anchor", 1))
    assert found.authors == (Facet("Bo", 2), Facet("Ana", 1))
    assert found.languages == (Facet("en", 2), Facet("es", 1))
    assert found.months == (Facet("2019-01", 1), Facet("2019-12", 1), Facet("2021-02", 1))
    assert found.years == (Facet("2019", 2), Facet("2021", 1))
    assert found.tags == (Facet("x", 2),)
    assert shelf.index.facets(parse(""), **ask).total == 4
    assert shelf.index.facets(parse("a"), within=[1, 3], without=[3], **ask).sources == (Facet("Ledger", 1),)


def test_the_last_word_is_completed_with_what_it_would_find(shelf, article) -> None:
    shelf.put(
        article(text="supreme court votes"),
        article(text="county courts"),
        article(text="supreme council voted"),
        article(text="supreme count of voting courtesies"),
    )
    completed = shelf.index.complete("supreme cou", cancel=NOBODY)
    assert {one.detail: one.count for one in completed} == dict.fromkeys(
        ("court", "council", "count", "courtesies"), 1
    )
    assert {one.query for one in completed} == {f"supreme {one.detail}" for one in completed}
    (vote,) = shelf.index.complete("vot", cancel=NOBODY)
    assert (vote.count, shelf.search(vote.query).total) == (3, 3)
    assert shelf.index.complete("vot ", cancel=NOBODY) == ()
    assert shelf.index.complete("", cancel=NOBODY) == ()


def test_a_slip_is_noticed(shelf, article) -> None:
    shelf.put(*(article(text="the government of Zimbabwe") for _ in range(5)), article(text="the goverment"))
    (better,) = shelf.index.suggest(parse("goverment zimbabwee"), cancel=NOBODY)[:1]
    assert (better.kind, better.query, better.count) == ("spelling", "government zimbabwe", 5)
    assert shelf.index.suggest(parse("government"), cancel=NOBODY) == ()
    assert shelf.index.suggest(parse('"goverment"'), cancel=NOBODY)[0].query == '"government"'


def test_a_slip_is_noticed_where_few_articles_are(shelf, article) -> None:
    shelf.put(article("Ombudsman named", "a quiet harbour"), article(text="nothing else"))
    offered = [shelf.index.suggest(parse(text), cancel=NOBODY)[0] for text in ("ombudsmann", "quiet harbuor")]
    assert [(one.kind, one.query, one.count) for one in offered] == [
        ("spelling", "ombudsman", 1),
        ("spelling", "quiet harbour", 1),
    ]
    assert shelf.index.suggest(parse("harbour"), cancel=NOBODY) == ()


def test_nothing_found_is_explained_by_what_would_find_something(shelf, article) -> None:
    shelf.put(article(text="alpha beta"), article(text="alpha gamma", source="AP"), article(text="alpha"))
    offered = shelf.index.suggest(parse("alpha beta gamma source:AP"), cancel=NOBODY)
    assert [(one.kind, one.query, one.count, one.detail) for one in offered] == [
        ("without", "alpha gamma source:AP", 1, "beta"),
        ("either", "(alpha OR beta OR gamma) source:AP", 1, ""),
    ]
    for one in offered:
        assert shelf.search(one.query).total == one.count


def test_articles_like_one(shelf, article) -> None:
    shelf.put(
        article(text="the tramway depot strike in the harbour"),
        article(text="the tramway strike goes on at the depot"),
        article(text="the budget of the harbour"),
        *(article(text="the weather") for _ in range(30)),
    )
    page = shelf.index.similar(shelf.items[1], texts=shelf.texts, cancel=NOBODY, limit=5)
    assert [hit.article_id for hit in page.items] == [2, 3]


# ---------------------------------------------------------------- what may be in the folder


def test_its_folder_is_private(shelf, article) -> None:
    shelf.put(article(text="alpha"))
    assert stat.S_IMODE(shelf.folder.stat().st_mode) == 0o700


def test_states(tmp_path: Path, article) -> None:
    folder = tmp_path / "index"
    assert Index(folder, LIBRARY).state == "empty"
    write(folder, LIBRARY, [article(text="alpha")], [])
    ours, theirs = Index(folder, LIBRARY), Index(folder, "another library")
    assert (ours.state, theirs.state) == ("ready", "unusable")
    assert theirs.known() == {}
    assert theirs.search(parse("alpha"), texts=lambda ids: {}, cancel=NOBODY).total == 0
    ours.close()


def test_an_index_of_another_analysis_is_begun_anew(shelf, article, monkeypatch) -> None:
    shelf.put(article(text="alpha"))
    monkeypatch.setattr("archive.index.analysis.VERSION", 0)
    shelf.index.reopen()
    assert shelf.index.state == "unusable"
    shelf.put(article(text="beta"))
    assert shelf.index.state == "ready"
    assert shelf.index.known() == {2: 1}


class Evil:
    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (os.environ["EVIL"],)


@pytest.mark.parametrize("protocol", [0, 2, 5])
def test_a_prepared_folder_runs_no_code(shelf, article, tmp_path, monkeypatch, protocol) -> None:
    trace = tmp_path / "trace"
    monkeypatch.setenv("EVIL", str(trace))
    shelf.put(article(text="alpha"))
    bomb = pickle.dumps(Evil(), protocol)
    for path in sorted(shelf.folder.iterdir()):
        whole = path.read_bytes()
        for at in [n for n in range(len(whole)) if whole[n : n + 1] in (b"\x80", b"(", b"]", b"}")][:60]:
            path.write_bytes(whole[:at] + bomb)
            index = Index(shelf.folder, LIBRARY)
            with contextlib.suppress(IndexFailed):
                index.search(parse("alpha -beta"), texts=shelf.texts, cancel=NOBODY)
            index.close()
        path.write_bytes(whole)
    assert not trace.exists()


@pytest.mark.parametrize("trials", [12, pytest.param(200, marks=pytest.mark.slow)])
def test_a_damaged_index_is_noticed_and_begun_anew(shelf, article, trials) -> None:
    items = [article("Budget", f"alpha beta{n} " * 20) for n in range(30)]
    shelf.put(*items)
    chance = random.Random(7)
    pristine = {path.name: path.read_bytes() for path in shelf.folder.iterdir() if path.is_file()}
    for trial in range(trials):
        shelf.index.close()
        for name, data in pristine.items():
            (shelf.folder / name).write_bytes(data)
        victim = shelf.folder / chance.choice([name for name, data in pristine.items() if data])
        data = bytearray(pristine[victim.name])
        match trial % 3:
            case 0:
                victim.write_bytes(bytes(data[: chance.randrange(len(data))]))
            case 1:
                victim.unlink()
            case 2:
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)  # a single bit
                victim.write_bytes(data)
        shelf.index.reopen()
        gone = not (shelf.folder / "index.json").exists()
        assert shelf.index.state == ("empty" if gone else "unusable")
        assert shelf.search("alpha").total == 0
        shelf.put(*items)
        assert shelf.index.state == "ready"
        assert shelf.search("alpha").total == 30


def test_a_bug_is_not_taken_for_damage(shelf, article, monkeypatch) -> None:
    shelf.put(article(text="alpha"))

    def broken(*_: object, **__: object) -> None:
        raise OverflowError

    monkeypatch.setattr("archive.index.codec.asking.answer", broken)
    with pytest.raises(OverflowError):
        shelf.search("alpha")
    monkeypatch.undo()
    shelf.index.reopen()
    assert shelf.find("alpha") == [1]


def _keep_writing(folder: Path, start: int) -> None:
    for number in range(start, start + 1000):
        write(folder, LIBRARY, [Indexable(number, 1, "alpha", f"alpha {number} " * 50)], [number - 7])


@pytest.mark.parametrize("kills", [1, pytest.param(12, marks=pytest.mark.slow)])
def test_killed_at_any_moment_the_last_commit_is_readable(shelf, article, kills) -> None:
    shelf.put(*(article(text="alpha") for _ in range(5)))
    context = multiprocessing.get_context("spawn")
    chance = random.Random(kills)
    highest = 5
    for _ in range(kills):
        writer = context.Process(target=_keep_writing, args=(shelf.folder, highest + 1))
        writer.start()
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            shelf.index.reopen()
            if max(shelf.index.known()) > highest + 1:
                break
            time.sleep(0.05)
        time.sleep(chance.random() * 0.1)
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        shelf.index.reopen()
        assert shelf.index.state == "ready"
        known = shelf.index.known()
        assert max(known) > highest
        highest = max(known)
        assert shelf.search("alpha").total == len(known)
    shelf.put(Indexable(5000, 1, "alpha", "alpha"))
    assert 5000 in shelf.index.known()
    names = {path.name for path in shelf.folder.iterdir()}
    assert not [name for name in names if name.endswith(".tmp") or ".toc." in name]


def test_a_failed_commit_leaves_the_last_one_and_no_lock(shelf, article, monkeypatch) -> None:
    shelf.put(article(text="alpha"))
    real = os.rename

    def full(*paths: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "rename", full)
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(Exception, match="disk-full"):
        shelf.put(article(text="beta"))
    monkeypatch.undo()
    assert os.rename is real
    shelf.put(article(text="gamma"))
    assert shelf.find("alpha") == [1]
    assert shelf.find("beta") == []
    assert shelf.find("gamma") == [3]
