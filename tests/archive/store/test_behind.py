"""A rule over many articles: right at once where one reads and searches, rows in steps, all after a crash."""

from __future__ import annotations

import pytest

from archive.model import Colour, Place, Rule, Span, content_key
from archive.store import Store, behind
from archive.store import store as storing

LETTER = "Our morning letter goes out at seven, on every weekday."
GAZETTE = "https://harbourgazette.example/"
RULE = Rule(content_key(LETTER), "remove", None, LETTER)


@pytest.fixture
def eight(store, add, monkeypatch):
    """Eight articles that begin with the same line, of which two follow a rule at once, two with a step."""
    for number in range(8):
        add(f"{LETTER}\nStory number {number} begins here.", url=f"{GAZETTE}{number}", title=f"S{number}")
    monkeypatch.setattr(behind, "AT_ONCE", 2)
    monkeypatch.setattr(storing, "_STEP", 2)
    return store


def openings(store):
    return [row.opening.startswith(LETTER) for row in store.rows(range(1, 9))]


def shown(store):
    return [LETTER in store.article(number).article.text for number in range(1, 9)]


def test_reading_and_search_follow_at_once_and_rows_step_by_step(eight):
    before = dict(eight.revisions())
    changes = eight.set_rules([(RULE, True)])
    assert changes.changed == set(range(1, 9))
    assert not any(shown(eight))
    assert all(LETTER not in item.text for item in eight.indexables(range(1, 9)))
    told = dict(eight.revisions())
    assert all(told[number] > before[number] for number in told)
    assert sum(openings(eight)) == eight.behind() == 6
    assert eight.check().problems == ()
    assert [eight.catch_up() for _ in range(4)] == [2, 2, 2, 0]
    assert not any(openings(eight))
    assert dict(eight.revisions()) == told, "nothing is indexed twice"
    assert eight.check().problems == ()


def test_the_rule_is_undone_as_one_act_while_rows_are_behind(eight):
    changes = eight.set_rules([(RULE, True)])
    eight.catch_up()
    again = eight.set_rules(*changes.undo.arguments)
    assert all(shown(eight))
    assert eight.rules() == ()
    while eight.catch_up():
        pass
    assert all(openings(eight))
    eight.set_rules(*again.undo.arguments)
    while eight.catch_up():
        pass
    assert not any(shown(eight))
    assert not any(openings(eight))
    assert eight.check().problems == ()


def test_what_is_behind_outlives_a_crash_and_a_forgotten_article(eight, folder, clock):
    eight.set_rules([(RULE, True)])
    gone = [number for number in range(1, 9) if openings(eight)[number - 1]][:2]
    eight.set_binned(gone, True)
    eight.forget(gone)
    eight.close()
    with Store.open(folder, now=clock) as store:
        assert store.behind() == 6
        while store.catch_up():
            pass
        assert store.behind() == 0
        left = store.rows(store.ids(Place()))
        assert len(left) == 6
        assert not any(row.opening.startswith(LETTER) for row in left)
        assert store.check().problems == ()


def test_highlighted_articles_are_among_the_first(eight):
    text = eight.article(5).article.text
    start = text.index("Story")
    eight.highlight(5, Span(start, len(text)), Colour.LEAF, "")
    eight.set_rules([(RULE, True)])
    (mark,) = eight.highlights(5)
    now = eight.article(5).article.text
    assert mark.span is not None
    assert now[mark.span.start : mark.span.end] == text[start:]
