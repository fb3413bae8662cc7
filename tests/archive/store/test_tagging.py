"""Tags of some articles, and tags renamed, made one and taken away everywhere; all of it undone exactly."""

from __future__ import annotations

import pytest

from archive.store import tagging


@pytest.fixture
def tagged(store, add):
    add("One.", tags=("Water", "Port"))
    add("Two.", tags=("water",))
    add("Three.", tags=("housing",))
    store.set_binned([2], True)
    return store


def tags_of(store):
    return [store.article(article).status.tags for article in (1, 2, 3)]


def undone(store, changes, before):
    store.set_tags(*changes.undo.arguments)
    assert changes.undo.act == "set_tags"
    assert tags_of(store) == before


def test_what_some_articles_share_is_counted(tagged, monkeypatch):
    assert tagged.tags_of([1, 2]) == (("Port", 1), ("water", 2))
    few = tagged.tags_of([1, 3])
    monkeypatch.setattr(tagging, "_FEW", 0)
    assert tagged.tags_of([1, 3]) == few == (("housing", 1), ("Port", 1), ("Water", 1))
    assert tagged.tags_of([]) == ()


def test_a_tag_is_called_otherwise_in_the_bin_too(tagged):
    before = tags_of(tagged)
    changes = tagged.rename_tag("WATER", "Water charges")
    assert changes.changed == {1, 2}
    assert tags_of(tagged) == [("Port", "Water charges"), ("Water charges",), ("housing",)]
    undone(tagged, changes, before)


def test_another_case_is_another_name(tagged):
    tagged.rename_tag("water", "WATER")
    assert tags_of(tagged)[:2] == [("Port", "WATER"), ("WATER",)]


def test_two_tags_become_one_written_as_the_one_that_was_there(tagged):
    before = tags_of(tagged)
    changes = tagged.rename_tag("port", "Water")
    assert tags_of(tagged)[0] in {("Water",), ("water",)}
    changes_back = tagged.set_tags(*changes.undo.arguments)
    assert tags_of(tagged) == before
    tagged.set_tags(*changes_back.undo.arguments)
    changes = tagged.rename_tag("water", "HOUSING")
    assert tags_of(tagged) == [("housing",), ("housing",), ("housing",)]


def test_a_name_of_nothing_changes_nothing(tagged):
    assert not tagged.rename_tag("water", "  ").changed
    assert not tagged.rename_tag("nowhere", "somewhere").changed


def test_a_tag_is_taken_away_everywhere(tagged):
    before = tags_of(tagged)
    changes = tagged.remove_tag("water")
    assert tags_of(tagged) == [("Port",), (), ("housing",)]
    undone(tagged, changes, before)
