"""What a person does: marks, tags, decisions about texts, re-cleaning; and that undoing is exact."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from archive.model import (
    Arrival,
    Block,
    BlockKind,
    BlockRef,
    Capture,
    Changes,
    CleanArticle,
    Colour,
    Edit,
    Moment,
    Place,
    Precision,
    Removal,
    RemovalReason,
    Sort,
    Span,
    content_key,
)
from archive.store import Store

MOMENT = datetime(2025, 6, 1, tzinfo=UTC)


def undone(store: Store, changes: Changes) -> Changes:
    assert changes.undo is not None
    answer = getattr(store, changes.undo.act)(*changes.undo.arguments)
    assert isinstance(answer, Changes)
    return answer


def test_marking_tells_only_what_changed_and_its_undo_too(store, arrival):
    store.add(store.begin_job(""), [arrival(f"{n}") for n in range(3)])
    store.set_read([2], True)
    changes = store.set_read([1, 2, 2, 3, 99], True)
    assert changes.changed == {1, 3}
    assert undone(store, changes).changed == {1, 3}
    assert [row.status.is_read for row in store.rows([1, 2, 3])] == [False, True, False]
    assert store.set_read([2], True) == Changes()


def test_an_edit_takes_the_place_of_one_about_the_same_thing(store, add):
    add("One.")
    first = store.add_edit(1, Edit("field", field="title", value="First"))
    second = store.add_edit(1, Edit("field", field="title", value="Second"))
    assert [edit.value for edit in store.article(1).edits] == ["Second"]
    assert store.rows([1])[0].title == "Second"
    undone(store, second)
    assert store.rows([1])[0].title == "First"
    undone(store, first)
    assert store.rows([1])[0].title == "Council meets"
    assert store.article(1).edits == ()


@pytest.fixture
def with_removal(store, arrival):
    item = arrival()
    blocks = (
        Block(BlockKind.PARAGRAPH, "Kept."),
        Block(BlockKind.PARAGRAPH, "Kept.", removed=Removal(RemovalReason.REPEATS, 0)),
        Block(BlockKind.PARAGRAPH, "Share this.", removed=Removal(RemovalReason.SHARING)),
    )
    item = replace(item, article=replace(item.article, blocks=blocks))
    store.add(store.begin_job(""), [item])
    return item


def test_what_was_put_back_stays_back_over_another_cleaning(store, with_removal):
    changes = store.change_edits(
        add=[
            (1, Edit("put-back", BlockRef(content_key("Share this.")))),
            (1, Edit("remove", BlockRef(content_key("Kept."), 0))),
        ]
    )
    assert store.article(1).article.text == "Share this."
    assert store.rows([1])[0].opening == "Share this."
    later = replace(
        with_removal.article,
        title="Better title",
        blocks=(Block(BlockKind.HEADING, "New."), *with_removal.article.blocks[::-1]),
    )
    cleaned = store.recleaned(1, later, 2)
    assert store.article(1).article.text == "New.\nShare this.\nKept."
    assert store.article(1).versions[0].cleaner == 2
    undone(store, cleaned)
    assert store.article(1).article.text == "Share this."
    undone(store, changes)
    assert store.article(1).article == with_removal.article


def test_the_same_cleaning_again_changes_nothing(store, with_removal):
    revisions = store.revisions()
    assert store.recleaned(1, with_removal.article, with_removal.cleaner) == Changes()
    assert store.recleaned(7, with_removal.article, 9) == Changes()
    assert store.revisions() == revisions


def test_a_damaged_text_is_mended_by_cleaning_its_original_again(store, with_removal):
    store._writer.connection.execute("UPDATE version SET content = x'01'")
    assert store.recleaned(1, with_removal.article, 2).undo is None
    assert store.article(1).article == with_removal.article


def test_letters_that_no_file_should_hold_come_back_from_edits_and_tags(store, add):
    add("One.")
    store.add_edit(1, Edit("field", field="title", value="a\udcff\0b"))
    store.add_edit(1, Edit("field", field="source", value="\udcff\0"))
    store.retag([1], ["\udcff\0", "  ", "x\udcffy"])
    assert store.article(1).article.title == "a\udcff\0b"
    assert store.article(1).status.tags == ("x y",)
    store.begin_job("/in/\udcff")
    assert store.jobs()[0].label == "/in/\udcff"


def test_acts_on_articles_that_are_gone_do_nothing(store, arrival):
    job = store.begin_job("")
    store.add(job, [arrival()])
    store.undo_job(job)
    assert store.set_binned([1, 2], True) == Changes()
    assert store.retag([1, 2], ["x"]) == Changes()
    assert store.add_edit(1, Edit("field", field="title", value="x")) == Changes()
    assert store.add_edit(2, Edit("field", field="title", value="x")) == Changes()
    assert store.undo_job(job) == Changes()
    assert store.undo_job(99) == Changes()


# ---------------------------------------------------------------- random acts, then all undone

IDS = st.lists(st.integers(1, 12), max_size=4)
WORDS = st.sampled_from(["Port", "port", "Water", "Vote", " ", "Ferry strike", "\udcff"])
TEXTS = st.sampled_from(["Alpha.", "Beta.\nGamma.", "Delta.", "Alpha.\nAlpha."])
URLS = st.none() | st.sampled_from(
    ["https://www.harbour.example/1", "https://m.harbour.example/1?utm_x=1", "https://gazette.example/2"]
)
EDITS = st.builds(
    Edit,
    st.sampled_from(["put-back", "remove"]),
    block=st.builds(
        BlockRef, st.sampled_from(["Alpha.", "Beta.", "Gamma."]).map(content_key), st.integers(0, 1)
    ),
) | st.builds(
    Edit,
    st.just("field"),
    field=st.sampled_from(["title", "source", "published", "authors"]),
    value=st.none() | WORDS | st.just("2023-03"),
)


def arriving(
    text: str, url: str | None, data: bytes, title: str, source: str | None, day: str | None
) -> Arrival:
    blocks = tuple(Block(BlockKind.PARAGRAPH, line) for line in text.split("\n"))
    moment = None if day is None else Moment(day, Precision.DAY, day)
    return Arrival(
        Capture("/in", data, MOMENT, resources={"p": data[:1]}),
        CleanArticle(url, title, (), source, moment, None, blocks),
        1,
    )


ARRIVALS = st.lists(
    st.builds(
        arriving,
        TEXTS,
        URLS,
        st.binary(min_size=1, max_size=1),
        WORDS,
        st.none() | WORDS,
        st.none() | st.sampled_from(["2023-03-14", "2016-01-01"]),
    ),
    max_size=4,
)


def seen(store: Store) -> list[object]:
    """All that a person, or the index, can see of a library; but for the revisions, which only ever grow."""
    ids = sorted([*store.ids(Place()), *store.ids(Place("bin"))])
    return [
        [list(store.ids(Place(kind))) for kind in ("library", "unread", "starred", "recent", "bin")],
        store.counts(),
        store.tags(),
        store.rows(ids),
        [store.article(number) for number in ids],
        [replace(item, revision=0) for item in store.indexables(ids)],
        [number for number, _ in sorted(store.revisions())],
        [store.highlights(number) for number in ids],
        store.saved_searches(),
    ]


class Acts(RuleBasedStateMachine):
    """Whatever a person does, in whatever order: undone from the last to the first, all is as it was."""

    def __init__(self) -> None:
        super().__init__()
        memory = Path("/dev/shm")
        self.home = Path(tempfile.mkdtemp(dir=memory if os.access(memory, os.W_OK) else None))
        self.store = Store.open(self.home / "library", now=lambda: MOMENT)
        self.done: list[tuple[list[object], Changes]] = []

    def teardown(self) -> None:
        assert self.store.check().problems == ()
        while self.done:
            before, changes = self.done.pop()
            answer = undone(self.store, changes)
            assert (answer.added, answer.changed, answer.removed) == (
                changes.removed,
                changes.changed,
                changes.added,
            )
            assert seen(self.store) == before
        assert self.store.check().problems == ()
        self.store.close()
        shutil.rmtree(self.home)

    def did(self, act, *arguments) -> None:
        before = seen(self.store)
        changes = act(*arguments)
        if changes.undo is None:
            assert seen(self.store) == before
        else:
            self.done.append((before, changes))

    @initialize(arrivals=ARRIVALS)
    def begin(self, arrivals) -> None:
        self.store.add(self.store.begin_job("first"), arrivals)

    # An import is not undone by an inverse but by `undo_job`; so it comes before the acts.
    @precondition(lambda self: not self.done)
    @rule(arrivals=ARRIVALS)
    def import_more(self, arrivals) -> None:
        self.store.add(self.store.begin_job("more"), arrivals)

    @rule(flag=st.sampled_from(["set_read", "set_starred", "set_binned"]), ids=IDS, value=st.booleans())
    def mark(self, flag, ids, value) -> None:
        self.did(getattr(self.store, flag), ids, value)

    @rule(ids=IDS, add=st.lists(WORDS, max_size=2), remove=st.lists(WORDS, max_size=2))
    def retag(self, ids, add, remove) -> None:
        self.did(self.store.retag, ids, add, remove)

    @rule(
        add=st.lists(st.tuples(st.integers(1, 6), EDITS), max_size=3),
        remove=st.lists(st.tuples(st.integers(1, 6), EDITS), max_size=2),
    )
    def edit(self, add, remove) -> None:
        self.did(self.store.change_edits, add, remove)

    @rule(source=st.integers(1, 4), name=WORDS)
    def rename(self, source, name) -> None:
        self.did(self.store.rename_source, source, name)

    @rule(sources=st.lists(st.integers(1, 4), max_size=2), into=st.integers(1, 4))
    def merge(self, sources, into) -> None:
        self.did(self.store.merge_sources, sources, into)

    @rule(source=st.integers(1, 4))
    def split(self, source) -> None:
        self.did(self.store.split_source, source)

    @rule(number=st.integers(1, 6), text=TEXTS, url=URLS, source=st.none() | WORDS, cleaner=st.integers(1, 3))
    def reclean(self, number, text, url, source, cleaner) -> None:
        article = arriving(text, url, b"", "Recleaned", source, None).article
        self.did(self.store.recleaned, number, article, cleaner)

    @rule(
        number=st.integers(1, 6),
        ends=st.none() | st.tuples(st.integers(0, 9), st.integers(0, 9)),
        colour=st.sampled_from(Colour),
        note=st.just("") | WORDS,
    )
    def highlight(self, number, ends, colour, note) -> None:
        if number in [known for known, _ in self.store.revisions()]:
            size = len(self.store.article(number).article.text)
            start, end = sorted(min(at, size) for at in ends or (0, 0))
            span = None if ends is None else Span(start, end)
            self.did(self.store.highlight, number, span, colour, note)

    @rule(number=st.integers(1, 6), colour=st.none() | st.sampled_from(Colour), note=st.none() | WORDS)
    def change_highlight(self, number, colour, note) -> None:
        self.did(self.store.change_highlight, number, colour, note)

    @rule(ids=IDS)
    def remove_highlights(self, ids) -> None:
        self.did(self.store.remove_highlights, ids)

    @rule(name=WORDS, query=WORDS, source=st.integers(1, 4))
    def save_search(self, name, query, source) -> None:
        self.did(self.store.save_search, name, query, "is:unread", Place("source", source), Sort.NEWEST)

    @rule(number=st.integers(1, 4), name=st.none() | WORDS)
    def change_search(self, number, name) -> None:
        if name is None:
            self.did(self.store.remove_search, number)
        else:
            self.did(self.store.rename_search, number, name)

    @rule(job=st.integers(1, 3), undo=st.booleans())
    def undo_import(self, job, undo) -> None:
        self.did(self.store.undo_job if undo else self.store.redo_job, job)

    @rule()
    def undo_last(self) -> None:
        if self.done:
            before, changes = self.done.pop()
            undone(self.store, changes)
            assert seen(self.store) == before


Acts.TestCase.settings = settings(
    max_examples=8,
    stateful_step_count=14,
    deadline=None,
    phases=[
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ],  # a failure is told at once, not made smaller for minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestActs = Acts.TestCase


@pytest.mark.slow
class TestManyActs(Acts.TestCase):
    """The same, for long."""

    settings = settings(Acts.TestCase.settings, max_examples=60, stateful_step_count=25)
