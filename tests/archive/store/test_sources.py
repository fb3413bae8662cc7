"""Outlets: known by host or name, renamed, merged and parted."""

from __future__ import annotations

import pytest

from archive.model import Edit, Place


def shown(store):
    return [(source.key, source.name, source.count) for source in store.sources()]


@pytest.fixture
def agency(add):
    """The same agency three times: by its host, and by two names in texts without an address."""
    add("One.", url="https://apnews.example/a", source="AP News")
    add("Two.", source="AP")
    add("Three.", source="Associated Press")


def test_a_host_is_one_outlet_whatever_its_pages_say(store, add):
    add("One.", url="https://www.harbour.example/a", source="Harbour Gazette")
    add("Two.", url="http://sport.harbour.example/b", source="Harbour Sport")
    assert shown(store) == [("harbour.example", "Harbour Gazette", 2)]


def test_an_outlet_whose_pages_have_no_name_is_called_by_its_host(store, add):
    add("One.", url="https://www.harbour.example/a")
    assert shown(store) == [("harbour.example", "harbour.example", 1)]


def test_a_text_without_an_address_joins_the_one_outlet_of_its_name(store, add):
    add("One.", url="https://www.harbour.example/a", source="Harbour Gazette")
    add("Two.", source="harbour  gazette")
    add("Three.", source="Other")
    assert shown(store) == [("harbour.example", "Harbour Gazette", 2), ("other", "Other", 1)]


def test_a_name_that_two_outlets_have_is_a_third(store, add):
    add("One.", url="https://www.harbour.example/a", source="Gazette")
    add("Two.", url="https://www.valley.example/a", source="Gazette")
    add("Three.", source="Gazette")
    assert [key for key, _, _ in shown(store)] == ["harbour.example", "valley.example", "gazette"]


def test_what_a_name_once_meant_it_means_after_a_renaming(store, add):
    add("One.", source="AP")
    store.rename_source(1, "Associated Press")
    add("Two.", source="ap")
    assert shown(store) == [("ap", "Associated Press", 2)]


def test_merged_outlets_are_one_everywhere_and_can_be_parted(store, agency):
    before = shown(store)
    ids = {source.name: source.id for source in store.sources()}
    first = store.merge_sources([ids["AP"]], ids["Associated Press"])
    second = store.merge_sources([ids["Associated Press"]], ids["AP News"])
    assert (first.changed, second.changed) == ({2}, {2, 3})
    assert shown(store) == [("apnews.example", "AP News", 3)]
    assert sorted(store.ids(Place("source", ids["AP News"]))) == [1, 2, 3]
    assert {item.source for item in store.indexables([1, 2, 3])} == {"AP News"}
    assert {row.source for row in store.rows([1, 2, 3])} == {"AP News"}
    for undo in (second.undo, first.undo):
        getattr(store, undo.act)(*undo.arguments)
    assert shown(store) == before


def test_what_comes_in_after_a_merge_joins_it(store, add, agency):
    ids = {source.name: source.id for source in store.sources()}
    store.merge_sources([ids["AP"], ids["Associated Press"]], ids["AP News"])
    add("Four.", source="AP")
    assert shown(store) == [("apnews.example", "AP News", 4)]
    store.split_source(ids["AP News"])
    assert [count for _, _, count in shown(store)] == [2, 1, 1]


def test_merging_in_a_ring_or_into_itself_changes_nothing(store, agency):
    store.merge_sources([1], 2)
    before = shown(store)
    assert store.merge_sources([2], 1).undo is None
    assert store.merge_sources([2], 2).undo is None
    assert store.set_merges(((2, 1),)).undo is None
    assert shown(store) == before


def test_a_person_can_put_an_article_under_another_outlet(store, agency):
    change = store.add_edit(1, Edit("field", field="source", value="AP"))
    assert store.article(1).source.name == "AP"
    getattr(store, change.undo.act)(*change.undo.arguments)
    assert store.article(1).source.name == "AP News"


def test_a_name_of_nothing_is_no_name(store, agency):
    assert store.rename_source(1, " \n ").undo is None
    assert store.rename_source(99, "x").undo is None
    assert store.article(1).source.name == "AP News"
