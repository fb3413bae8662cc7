"""Rules for passages: what recurs, what a rule does to articles now and later, and its undoing."""

from __future__ import annotations

import sqlite3
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.edits import block_refs
from archive.model import Block, BlockKind, CleanArticle, Edit, Removal, RemovalReason, Rule, content_key
from archive.store import Store

from .conftest import make_arrival

LETTER = "Our morning letter goes out at seven, on every weekday."
GAZETTE = "https://harbourgazette.example/"
LEDGER = "https://lakeledger.example/"


@pytest.fixture
def six(store, add):
    """Five articles of one source and one of another, all with the same closing line."""
    for number in range(5):
        add(f"Story number {number} begins here.\n{LETTER}", url=f"{GAZETTE}{number}", title=f"S{number}")
    add(f"Another paper's story.\n{LETTER}", url=f"{LEDGER}a", title="L")
    return store


def rule(verdict="remove", source=None, text=LETTER):
    return Rule(content_key(text), verdict, source, text)


def texts(store, *ids):
    return [store.article(number).article.text for number in ids or range(1, 7)]


def source_of(store, article_id):
    source = store.article(article_id).source
    assert source is not None
    return source.id


def apply(store, changes):
    return getattr(store, changes.undo.act)(*changes.undo.arguments)


def test_a_passage_of_many_articles_of_one_source_recurs(six):
    (found,) = six.recurring(1)
    assert (found.text, found.count) == (LETTER, 4)
    assert six.recurring(6) == ()


def test_a_source_is_rid_of_a_passage_and_gets_it_back(six):
    before = texts(six)
    changes = six.set_rules([(rule(source=source_of(six, 1)), True)])
    assert changes.changed == {1, 2, 3, 4, 5}
    assert texts(six) == [f"Story number {n} begins here." for n in range(5)] + before[5:]
    assert six.article(1).article.blocks[1].removed == Removal(RemovalReason.RULE)
    assert six.recurring(1) == ()
    assert [item.text for item in six.indexables([2])] == ["Story number 1 begins here."]
    redo = apply(six, changes)
    assert texts(six) == before
    assert six.rules() == ()
    apply(six, redo)
    assert [r.text for r in six.rules()] == [LETTER]


def test_what_comes_later_follows_the_rule(six, add):
    six.set_rules([(rule(source=source_of(six, 1)), True)])
    new = add(f"The sixth story.\n{LETTER}", url=f"{GAZETTE}6", title="S6")
    assert texts(six, new) == ["The sixth story."]
    assert six.rows([new])[0].opening == "The sixth story."


def test_a_kept_passage_is_asked_about_no_more(six):
    six.set_rules([(rule("keep", source_of(six, 1)), True)])
    assert six.recurring(2) == ()
    assert LETTER in texts(six, 2)[0]


def test_the_source_goes_before_everywhere_and_the_article_before_both(six):
    six.set_rules([(rule("remove"), True)])
    assert all(LETTER not in text for text in texts(six))
    six.set_rules([(rule("keep", source_of(six, 6)), True)])
    assert [LETTER in text for text in texts(six)] == [False] * 5 + [True]
    ref = list(block_refs(six.article(2).article.blocks))[1]
    six.add_edit(2, Edit("put-back", ref))
    assert LETTER in six.article(2).article.text


def test_what_the_cleaner_took_out_is_kept_by_a_rule(store, add):
    blocks = (
        Block(BlockKind.PARAGRAPH, "The story."),
        Block(BlockKind.PARAGRAPH, LETTER, removed=Removal(RemovalReason.NEWSLETTER)),
    )
    arrival = make_arrival()
    article = CleanArticle(f"{GAZETTE}x", "X", (), None, None, "en", blocks)
    store.add(store.begin_job("t"), [type(arrival)(arrival.capture, article, 1)])
    store.set_rules([(rule("keep"), True)])
    assert store.article(1).article.text == f"The story.\n{LETTER}"


def test_merged_sources_share_their_rules(six):
    six.set_rules([(rule(source=source_of(six, 1)), True)])
    changes = six.merge_sources([source_of(six, 6)], source_of(six, 1))
    assert texts(six, 6) == ["Another paper's story."]
    apply(six, changes)
    assert LETTER in texts(six, 6)[0]
    assert six.check().problems == ()


def test_the_rule_outlives_a_new_cleaning(six):
    six.set_rules([(rule(source=source_of(six, 1)), True)])
    again = make_arrival(f"Story number 0 begins here, better.\n{LETTER}", url=f"{GAZETTE}0").article
    six.recleaned(1, again, 2)
    assert texts(six, 1) == ["Story number 0 begins here, better."]


def test_a_forgotten_article_leaves_no_passage_and_a_rule_goes_with_its_last(six, folder):
    six.set_rules([(rule(), True)])
    six.recleaned(1, make_arrival(f"Quite another text.\n{LETTER}").article, 2)
    six.forget([1, 2, 3, 4, 5])
    assert len(six.rules()) == 1
    six.forget([6])
    assert six.rules() == ()
    six.close()
    with sqlite3.connect(folder / "library.db") as db:
        assert db.execute("SELECT count(*) FROM passage").fetchone() == (0,)
    db.close()


def test_all_stays_consistent(six):
    six.set_rules([(rule(source=source_of(six, 1)), True), (rule("keep"), True)])
    six.undo_job(1)
    six.redo_job(1)
    assert six.check().problems == ()


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from(["keep", "remove"]), st.sampled_from([None, 1, 2]), st.booleans())))
def test_undoing_goes_all_the_way_back(steps):
    with (
        tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as name,
        Store.open(Path(name), now=lambda: datetime(2025, 6, 1, tzinfo=UTC)) as store,
    ):
        urls = [GAZETTE, LEDGER]
        store.add(store.begin_job("t"), [make_arrival(f"{u}\n{LETTER}", url=u, title=u) for u in urls])
        before = [store.article(n).article for n in (1, 2)]
        undo = []
        for verdict, source, stands in steps:
            changes = store.set_rules([(rule(verdict, source), stands)])
            undo += [changes.undo] if changes.undo else []
        for inverse in reversed(undo):
            getattr(store, inverse.act)(*inverse.arguments)
        assert store.rules() == ()
        assert [store.article(n).article for n in (1, 2)] == before
