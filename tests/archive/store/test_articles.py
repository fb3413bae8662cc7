"""Places, order, rows, an article opened, and what the index is handed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.errors import ArticleDamaged, NoSuchArticle
from archive.model import (
    Block,
    BlockKind,
    BlockRef,
    Edit,
    Moment,
    Place,
    Precision,
    Removal,
    RemovalReason,
    Sort,
    Status,
    content_key,
)


@pytest.fixture
def five(store, arrival, clock):
    """Two dated, one older, two undated; of two outlets, brought by two imports, eight days apart."""
    first = store.begin_job("first")
    store.add(
        first,
        [
            arrival(
                "One.", published="2023-03-14", url="https://www.harbour.example/1", tags=("Water", "Port")
            ),
            arrival("Two.", url="https://www.harbour.example/2"),
            arrival("Three.", published="2016-01-02", url="https://gazette.example/3"),
        ],
    )
    store.finish_job(first)
    clock.forward(days=8)
    second = store.begin_job("second")
    store.add(second, [arrival("Four.", published="2023-03-14", tags=("water",)), arrival("Five.")])
    store.finish_job(second)
    return store


def listed(store, kind="library", value=None, sort=Sort.NEWEST):
    found = store.ids(Place(kind, value), sort)
    assert found.typecode == "q"
    return list(found)


def test_the_library_is_in_order_with_undated_articles_last(five):
    assert listed(five) == [4, 1, 3, 5, 2]
    assert listed(five, sort=Sort.MATCH) == [4, 1, 3, 5, 2]
    assert listed(five, sort=Sort.OLDEST) == [3, 1, 4, 2, 5]


def test_places_hold_what_their_names_say(five):
    five.set_read([1, 4], True)
    five.set_starred([3, 2], True)
    five.set_binned([2], True)
    assert listed(five, "unread") == [3, 5]
    assert listed(five, "starred") == [3]
    assert listed(five, "bin") == [2]
    assert listed(five, "recent") == [5, 4]
    assert listed(five, "recent", sort=Sort.OLDEST) == [4, 5]
    assert listed(five, "tag", "WATER") == [4, 1]
    assert listed(five, "job", 1) == [1, 3]
    assert listed(five, "source", five.article(3).source.id) == [3]
    counts = five.counts()
    assert (counts.library, counts.unread, counts.starred, counts.recent, counts.bin) == (4, 2, 1, 2, 1)
    assert [(source.key, source.count) for source in counts.sources] == [
        ("gazette.example", 1),
        ("harbour.example", 1),
    ]
    assert five.tags() == (("Port", 1), ("water", 2))


def test_a_job_holds_what_it_gave_a_new_version_too(five, arrival):
    job = five.begin_job("third")
    five.add(job, [arrival("One, changed.", url="https://www.harbour.example/1")])
    assert listed(five, "job", job) == [1]
    assert five.jobs()[0].count == 1


def test_rows_come_in_the_order_asked_for_without_those_that_are_gone(five):
    five.forget([3])
    rows = five.rows([2, 99, 1, 3])
    assert [row.id for row in rows] == [2, 1]
    row = rows[1]
    assert (row.title, row.source, row.opening) == ("Council meets", "harbour.example", "One.")
    assert row.published == Moment("2023-03-14", Precision.DAY, "2023-03-14")
    assert row.status == Status(tags=("Port", "Water"))


def test_a_row_shows_hostile_text_as_one_plain_line(store, arrival):
    nasty = "A\x00B\x1b[31m\u2028C\udcff\n\tD" + "x" * 9000
    store.add(store.begin_job(""), [arrival(nasty, title=nasty)])
    row = store.rows([1])[0]
    assert row.title.startswith("A B [31m C D")
    assert max(len(row.title), len(row.opening)) <= 501
    assert store.article(1).article.title == nasty
    assert store.article(1).article.text == nasty


def test_the_opening_leaves_out_headings_captions_and_what_was_removed(store, arrival):
    item = arrival()
    blocks = (
        Block(BlockKind.HEADING, "Heading"),
        Block(BlockKind.PARAGRAPH, "Out.", removed=Removal(RemovalReason.SHARING)),
        Block(BlockKind.CAPTION, "Caption"),
        Block(BlockKind.PARAGRAPH, "First words."),
        Block(BlockKind.PARAGRAPH, "More words. " * 99),
    )
    store.add(store.begin_job(""), [replace(item, article=replace(item.article, blocks=blocks))])
    opening = store.rows([1])[0].opening
    assert opening.startswith("First words. More words.")
    assert opening.endswith("…")
    assert len(opening) <= 301


@pytest.mark.parametrize("value", ["2023", "", "yesterday", "2023-3-1"])
def test_a_date_without_a_day_is_kept_and_sorted_as_well_as_can_be(store, arrival, value):
    item = arrival()
    moment = Moment(value, Precision.YEAR, "in spring")
    store.add(store.begin_job(""), [replace(item, article=replace(item.article, published=moment))])
    assert store.article(1).article.published == moment
    assert store.rows([1])[0].published == moment
    assert listed(store) == [1]


def test_there_is_no_such_article_or_version(store, arrival):
    store.add(store.begin_job(""), [arrival()])
    for ask in (
        lambda: store.article(2),
        lambda: store.article(1, version=2),
        lambda: store.capture("00" * 32),
    ):
        with pytest.raises(NoSuchArticle):
            ask()


def test_a_damaged_article_is_named_and_the_others_open(five):
    five._writer.connection.execute("UPDATE version SET content = x'01' WHERE article = 3")
    with pytest.raises(ArticleDamaged) as caught:
        five.article(3)
    assert caught.value.facts["article_id"] == 3
    assert five.article(1).article.text == "One."
    assert len(five.rows(five.ids(Place()))) == 5


def test_the_index_is_handed_the_article_as_the_person_sees_it(five):
    five.add_edit(1, Edit("field", field="title", value="My title"))
    five.rename_source(five.article(1).source.id, "The Harbour")
    (item,) = five.indexables([1])
    assert (item.title, item.text, item.tags) == ("My title", "One.", ("Port", "Water"))
    assert (item.source, item.source_key, item.published) == ("The Harbour", "harbour.example", "2023-03-14")
    assert dict(five.revisions())[1] == item.revision


def test_a_damaged_article_does_not_keep_the_others_out_of_the_index(five):
    five._writer.connection.execute("UPDATE version SET content = x'01' WHERE article = 3")
    assert [item.id for item in five.indexables([1, 2, 3, 4])] == [1, 2, 4]


def test_a_revision_grows_with_every_change_of_what_is_indexed_and_with_nothing_else(five):
    def grown(act) -> set[int]:
        before = dict(five.revisions())
        act()
        after = dict(five.revisions())
        assert all(after[number] >= before[number] for number in before)
        return {number for number in before if after[number] != before[number]}

    harbour, gazette = five.article(1).source.id, five.article(3).source.id
    assert grown(lambda: five.set_read([1], True)) == set()
    assert grown(lambda: five.set_starred([1], True)) == set()
    assert grown(lambda: five.set_binned([1], True)) == set()
    assert grown(lambda: five.retag([1, 2], ["New"])) == {1, 2}
    assert grown(lambda: five.retag([1, 2], ["new"])) == set()
    assert grown(lambda: five.add_edit(1, Edit("field", field="title", value="x"))) == {1}
    assert grown(lambda: five.add_edit(3, Edit("remove", BlockRef(content_key("Three."))))) == {3}
    assert grown(lambda: five.rename_source(harbour, "H")) == {1, 2}
    assert grown(lambda: five.merge_sources([gazette], harbour)) == {3}
    assert grown(lambda: five.recleaned(5, five.article(4).article, 2)) == {5}


def test_revisions_outrun_those_of_a_copy_of_last_week(five, clock):
    """An old copy of the files put back by hand must not give numbers that the index has seen."""
    newest = max(revision for _, revision in five.revisions())
    clock.forward(hours=1)
    five.retag([1], ["x"])
    assert max(revision for _, revision in five.revisions()) >= newest + 3600
    clock.forward(days=-3650)
    five.retag([1], ["y"])
    assert max(revision for _, revision in five.revisions()) >= newest + 3601
    assert max(revision for _, revision in five.revisions()) < 2**31


def test_no_question_of_the_window_walks_through_a_whole_table(five):
    queries: list[str] = []
    with five._readers.reading() as db:
        db.set_trace_callback(queries.append)
    for sort in Sort:
        for place in (
            *(Place(kind) for kind in ("library", "unread", "starred", "recent", "bin")),
            Place("source", 1),
            Place("tag", "water"),
            Place("job", 1),
        ):
            five.ids(place, sort)
    five.rows([1, 2])
    five.counts()
    five.article(1)
    five.revisions()
    list(five.indexables([1]))
    assert len(queries) > 60
    with five._readers.reading() as db:
        db.set_trace_callback(None)
        for query in queries:
            if query.startswith("SELECT"):
                for *_, step in db.execute(f"EXPLAIN QUERY PLAN {query}"):
                    is_walk = (
                        step.startswith("SCAN")
                        and "INDEX" not in step
                        and step not in ("SCAN source", "SCAN rule")
                    )
                    assert not is_walk, (query, step)
