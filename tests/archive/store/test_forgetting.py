"""Deleted for good is gone from every file of the folder, and nothing else is."""

from __future__ import annotations

import os

import pytest

from archive.errors import NoSuchArticle
from archive.model import Edit


def traces(folder, marker: str) -> list[str]:
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and marker.lower().encode() in path.read_bytes().lower()
    ]


def test_not_a_trace_is_left(store, folder, add):
    marker = "MARKER" + os.urandom(8).hex()
    add("Stays.", url="https://www.harbour.example/stays")
    gone = add(
        marker,
        title=marker,
        url=f"https://{marker}.example/",
        source=marker,
        tags=(marker,),
        data=os.urandom(9000) + marker.encode(),  # not compressible: the marker stands in the file as it is
        resources={f"{marker}.png": os.urandom(9000) + marker.encode()},
    )
    store.add_edit(gone, Edit("field", field="title", value=marker + "!"))
    store.finish_job(store.begin_job(marker))
    assert sorted(traces(folder, marker)) == ["library.db", "originals.db"]
    assert store.forget([gone]).removed == {gone}
    assert traces(folder, marker) == []
    with pytest.raises(NoSuchArticle):
        store.article(gone)
    assert store.article(1).article.text == "Stays."
    assert store.check().problems == ()


def test_originals_that_another_article_needs_stay(store, arrival):
    shared = {"logo.png": b"logo"}
    job = store.begin_job("")
    store.add(
        job,
        [
            arrival("One.", data=b"feed", number=0, resources=shared),
            arrival("Two.", data=b"feed", number=1, resources=shared),
            arrival("Three.", data=b"page", resources=shared),
        ],
    )
    store.forget([1])
    assert store.capture(store.article(2).versions[0].capture_sha256).resources == shared
    store.forget([2])
    assert store.capture(store.article(3).versions[0].capture_sha256).resources == shared
    assert store.check().originals == 2
    store.forget([3])
    assert store.check().originals == 0
    assert store.check().problems == ()


def test_articles_of_an_undone_import_can_be_forgotten_too(store, arrival):
    job = store.begin_job("")
    store.add(job, [arrival()])
    store.finish_job(job)
    store.undo_job(job)
    assert store.forget([1]).removed == set()
    assert store.redo_job(job).added == set()
    assert store.check().originals == 0


def test_a_source_that_others_are_merged_into_stays_for_them(store, add):
    add("One.", source="One")
    add("Two.", source="Two")
    store.merge_sources([2], 1)
    store.forget([1])
    assert [(source.name, source.count) for source in store.sources()] == [("One", 1)]
    store.forget([2])
    assert store._writer.connection.execute("SELECT count(*) FROM source").fetchone() == (0,)
    assert store.forget([2]).removed == set()
