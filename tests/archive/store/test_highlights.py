"""Highlights, notes, saved searches and the log of requests: kept, found, changed, forgotten."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from archive.errors import NoSuchArticle
from archive.model import (
    Anchor,
    Block,
    BlockKind,
    BlockRef,
    Changes,
    Colour,
    Edit,
    Hints,
    Place,
    Request,
    Sort,
    Span,
    content_key,
)
from archive.store import Store

FIRST, SECOND = "The council met on Tuesday.", "The harbour would be dredged before the winter."
TEXT = f"{FIRST}\n{SECOND}"


def mark(store: Store, words: str, colour: Colour = Colour.ROSE, note: str = "", number: int = 1) -> Changes:
    text = store.article(number).article.text
    start = text.index(words)
    return store.highlight(number, Span(start, start + len(words)), colour, note)


def undone(store: Store, changes: Changes) -> Changes:
    assert changes.undo is not None
    answer: Changes = getattr(store, changes.undo.act)(*changes.undo.arguments)
    return answer


def revision(store: Store, number: int = 1) -> int:
    return dict(store.revisions())[number]


def test_a_passage_is_kept_by_its_words_without_the_blanks_around_it(store, add):
    add(TEXT)
    changes = mark(store, " the winter.", note="When?")
    assert changes.changed == {1}
    (item,) = store.highlights(1)
    assert (item.anchor.quote, item.colour, item.note) == ("the winter.", Colour.ROSE, "When?")
    assert TEXT[item.span.start : item.span.end] == "the winter."
    assert mark(store, " ") == Changes()
    with pytest.raises(ValueError, match="Span"):
        store.highlight(1, Span(3, len(TEXT) + 1), Colour.ROSE, "")
    with pytest.raises(NoSuchArticle):
        store.highlight(9, None, Colour.ROSE, "Note")


def test_marking_the_same_passage_again_gives_it_the_colour(store, add):
    add(TEXT)
    mark(store, "harbour", note="Which?")
    again = mark(store, "harbour", Colour.SKY)
    assert [(item.colour, item.note) for item in store.highlights(1)] == [(Colour.SKY, "Which?")]
    undone(store, again)
    assert store.highlights(1)[0].colour is Colour.ROSE
    mark(store, "harbour would")
    assert len(store.highlights(1)) == 2


def test_an_article_has_one_note_on_the_whole_and_it_comes_first(store, add):
    add(TEXT)
    mark(store, "harbour")
    store.highlight(1, None, Colour.ROSE, "First thoughts")
    store.highlight(1, None, Colour.ROSE, "Second thoughts")
    note, marked = store.highlights(1)
    assert (note.anchor, note.span, note.note) == (None, None, "Second thoughts")
    assert marked.span == Span(TEXT.index("harbour"), TEXT.index("harbour") + 7)
    emptied = store.change_highlight(note.id, None, " ")
    assert store.highlights(1) == (marked,)
    undone(store, emptied)
    assert store.highlights(1) == (note, marked)


def test_what_a_container_knew_is_the_note_on_the_whole(store, arrival):
    item = replace(arrival(TEXT), hints=Hints(notes="From the clipping.\nTwo lines."))
    store.add(store.begin_job(""), [item])
    assert [h.note for h in store.highlights(1)] == ["From the clipping.\nTwo lines."]
    assert list(store.having("note")) == [1]
    assert next(store.indexables([1])).notes == "From the clipping.\nTwo lines."


def test_only_another_note_is_another_text_for_the_index(store, add):
    add(TEXT)
    before = revision(store)
    mark(store, "harbour")
    store.change_highlight(1, Colour.LEAF, None)
    assert revision(store) == before
    noted = store.change_highlight(1, None, "Silted up")
    assert revision(store) > before
    assert next(store.indexables([1])).notes == "Silted up"
    after = revision(store)
    undone(store, noted)
    assert revision(store) > after


def test_removed_they_come_back_under_their_ids(store, add):
    add(TEXT)
    mark(store, "harbour")
    mark(store, "council", note="Who?")
    before = store.highlights(1)
    removed = store.remove_highlights([2, 1, 1, 77])
    assert store.highlights(1) == ()
    mark(store, "winter")
    undone(store, removed)
    assert set(before) < set(store.highlights(1))
    assert store.highlights(1)[-1].id == 3


def test_a_passage_follows_its_words_through_edits_cleanings_and_versions(store, add, arrival):
    add(TEXT, url="https://gazette.example/1")
    mark(store, "harbour would be dredged")
    out = store.add_edit(1, Edit("remove", BlockRef(content_key(SECOND))))
    assert store.highlights(1)[0].span is None
    assert store.counts().highlights == 1
    undone(store, out)
    store.add_edit(1, Edit("remove", BlockRef(content_key(FIRST))))
    assert store.highlights(1)[0].span == Span(4, 28)
    again = store.recleaned(1, arrival(SECOND + "\nMore.").article, 2)
    assert store.highlights(1)[0].span == Span(4, 28)
    undone(store, again)
    store.add(store.begin_job("later"), [arrival("Headline.\n" + TEXT, url="https://gazette.example/1")])
    shown = store.article(1).article.text
    span = store.highlights(1)[0].span
    assert shown[span.start : span.end] == "harbour would be dredged"
    assert store.check().problems == ()


def test_a_wrong_place_is_found_by_a_check_and_mended(store, add):
    add(TEXT)
    mark(store, "harbour")
    store._writer.connection.execute("UPDATE highlight SET span_start = 1, span_end = 5")
    report = store.check()
    assert report.damaged == (1,)
    store.mend(report)
    assert store.check().problems == ()
    assert store.highlights(1)[0].span == Span(32, 39)


def test_all_of_them_the_newest_first(store, add, clock):
    for number in range(1, 4):
        add(f"{TEXT} {number}", title=f"Title {number}", source="Harbour Gazette", published="2023-03-14")
        clock.forward(minutes=1)
        mark(store, "harbour", list(Colour)[number - 1], f"Straße {number}", number)
    store.highlight(2, None, Colour.ROSE, "On the whole")

    def found(**wanted: Any) -> list[str]:
        page = store.all_highlights(
            wanted.pop("within", None), wanted.pop("words", ""), wanted.pop("colour", None), 0, 100
        )
        return [row.highlight.note for row in page.items]

    assert found() == ["On the whole", "Straße 3", "Straße 2", "Straße 1"]
    assert found(words="strasse HARBOUR 2") == ["Straße 2"]
    assert found(words="title 3") == ["Straße 3"]
    assert found(colour=Colour.ROSE) == ["Straße 1"]
    assert found(within={1, 3}) == ["Straße 3", "Straße 1"]
    page = store.all_highlights(None, "", None, 1, 2)
    assert (len(page.items), page.total, page.offset) == (2, 4, 1)
    row = store.all_highlights(None, "title 1", None, 0, 1).items[0]
    assert (row.title, row.source, row.published.value) == ("Title 1", "Harbour Gazette", "2023-03-14")
    store.set_binned([3], True)
    assert "Straße 3" not in found()
    assert (store.counts().highlights, store.counts().notes) == (2, 2)
    assert list(store.having("highlight")) == [1, 2]


def test_text_that_is_no_text_comes_back_letter_for_letter(store, add):
    add("A \ud800 lone \0 letter.")
    store.highlight(1, Span(2, 14), Colour.SKY, "note \udfff\0")
    (item,) = store.highlights(1)
    assert (item.anchor, item.note) == (Anchor("\ud800 lone \0 let", "A ", "ter.", 2), "note \udfff\0")
    removed = store.remove_highlights([1])
    undone(store, removed)
    assert store.highlights(1) == (item,)


def test_forgotten_they_are_gone_with_their_article(store, add, folder):
    add(TEXT)
    add("Another text.", title="Another")
    mark(store, "harbour", note="A secret thought")
    store.forget([1])
    assert store.all_highlights(None, "", None, 0, 9).total == 0
    assert b"A secret thought" not in (folder / "library.db").read_bytes()


# ---------------------------------------------------------------- saved searches


def test_a_search_is_kept_renamed_and_removed_and_all_of_it_undone(store, add):
    first = store.save_search("Zoning", "zoning -park", "is:unread", Place("tag", "city"), Sort.OLDEST)
    store.save_search("", 'source:"Harbour Gazette"', "", Place(), Sort.MATCH)
    found = store.saved_searches()
    assert [search.name for search in found] == ['source:"Harbour Gazette"', "Zoning"]
    assert found[1].query == "zoning -park"
    assert (found[1].filters, found[1].place, found[1].sort) == (
        "is:unread",
        Place("tag", "city"),
        Sort.OLDEST,
    )
    renamed = store.rename_search(1, "  A zone\n")
    assert store.saved_searches()[0].name == "A zone"
    assert store.rename_search(1, " ") == Changes()
    removed = store.remove_search(1)
    assert len(store.saved_searches()) == 1
    for changes in (removed, renamed):
        undone(store, changes)
    assert store.saved_searches() == found
    undone(store, first)
    assert len(store.saved_searches()) == 1
    assert store.save_search("", "", "", Place(), Sort.MATCH) == Changes()


def test_a_search_in_an_outlet_that_was_merged_is_in_what_it_went_into(store, add):
    add("One.", source="Gazette", title="a")
    add("Two.", source="Herald", title="b")
    store.save_search("Gazette", "", "", Place("source", 1), Sort.NEWEST)
    merged = store.merge_sources([1], 2)
    assert store.saved_searches()[0].place == Place("source", 2)
    undone(store, merged)
    assert store.saved_searches()[0].place == Place("source", 1)


# ---------------------------------------------------------------- what was asked of the network


def test_every_request_is_kept_until_it_is_forgotten(store, add, clock):
    page = Request(clock(), "https://gazette.example/1", "page", "ok", 200, 4321, "https://gazette.example/1")
    refused = replace(page, address="http://10.0.0.1/x.png", purpose="picture", outcome="address-refused")
    store.note_requests([page, refused])
    assert store.requests(0, 1).items == (refused,)
    assert store.requests(1, 9).items == (page,)
    assert store.requests(0, 9).total == 2
    assert store.requests(0, 9, "Gazette EXAMPLE").items == (page,)
    assert store.requests(0, 9, "%").total == 0
    store.forget_requests()
    assert store.requests(0, 9).total == 0


def test_an_article_that_is_forgotten_takes_its_requests_with_it(store, arrival, clock, folder):
    for number in (1, 2):
        origin = f"https://gazette.example/{number}"
        item = arrival(f"Text {number}.", title=f"{number}")
        item = replace(item, capture=replace(item.capture, origin=origin))
        store.add(store.begin_job(""), [item])
        store.note_requests(
            [Request(clock(), f"https://cdn.example/{number}.png", "picture", "ok", 200, 1, origin)]
        )
    store.forget([1])
    assert [request.origin for request in store.requests(0, 9).items] == ["https://gazette.example/2"]
    assert b"cdn.example/1.png" not in (folder / "library.db").read_bytes()


def test_an_import_that_could_read_nothing_stays_when_something_else_is_forgotten(store, add):
    job = store.begin_job("broken")
    store.finish_job(job)
    db = store._writer.connection
    db.execute(
        f"INSERT INTO trouble (job, origin, kind, facts, at) VALUES ({job}, '/a', 'no-text', '[]', '')"
    )
    add(TEXT)
    store.forget([1])
    assert [known.label for known in store.jobs()] == ["broken"]


def test_its_troubles_go_with_an_import_whose_articles_were_forgotten(store, add):
    add(TEXT)
    db = store._writer.connection
    db.execute("INSERT INTO trouble (job, origin, kind, facts, at) VALUES (1, '/a', 'no-text', '[]', '')")
    store.forget([1])
    assert store.jobs() == ()
    assert db.execute("SELECT count(*) FROM trouble").fetchone() == (0,)


def test_blocks_that_hold_no_text_hold_no_highlight(store, arrival):
    item = arrival(TEXT)
    blocks = (*item.article.blocks, Block(BlockKind.CAPTION, "A caption."))
    store.add(store.begin_job(""), [replace(item, article=replace(item.article, blocks=blocks))])
    with pytest.raises(ValueError, match="Span"):
        store.highlight(1, Span(0, len(TEXT) + 5), Colour.ROSE, "")
