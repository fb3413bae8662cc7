"""The whole core on real files: in, cleaned, kept, found, changed, undone."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.cancel import CancelToken
from archive.edits import block_refs
from archive.errors import EmptyFile, FileUnreadable, IndexFailed, LibraryLocked, NotAnAddress, UnknownFormat
from archive.library import Library
from archive.model import (
    Arrival,
    Block,
    BlockKind,
    Capture,
    CleanArticle,
    Colour,
    Hints,
    Place,
    Progress,
    RemovalReason,
    Result,
    Sort,
    Span,
)

WORDS = (
    "The council of Port Ellery voted on Tuesday to lower the ferry charge after a hearing past midnight.",
    "Officials said that the money lost would be found in the harbour fund, which has grown three years.",
    "Opponents called the plan rushed, and asked the auditor to publish what the fund really holds.",
    "Nobody could say when the first cheaper ticket would be sold, or to whom.",
)


def page(title: str, *paragraphs: str, address: str = "", more: str = "") -> str:
    link = f'<link rel="canonical" href="{address}">' if address else ""
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f'<html lang="en"><head><title>{title}</title>{link}{more}</head><body>'
        f"<nav><a href='/'>Home</a> <a href='/news'>News</a></nav>"
        f"<article><h1>{title}</h1>{body}</article><footer>All rights reserved</footer></body></html>"
    )


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as library:
        yield library


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    address = "https://harbourgazette.example/ferry"
    (folder / "a-ferry.html").write_text(
        page("Ferry charge falls", *WORDS[:2], WORDS[1], *WORDS[2:], address=address)
    )
    (folder / "b-rail.html").write_text(
        page("Rail line waits", "The rail line to Norvik waits for its third inquiry this year.", *WORDS[2:])
    )
    (folder / "c-empty.html").write_bytes(b"")
    (folder / "d-picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    return folder


def added(library: Library, *origins: Path | str) -> list[int]:
    report = library.import_([str(origin) for origin in origins])
    library.settle()
    return [o.article_id for o in report.outcomes if o.result is Result.ADDED and o.article_id is not None]


def test_a_folder_comes_in_and_one_bad_file_stops_nothing(library: Library, files: Path) -> None:
    told: list[Progress] = []
    report = library.import_([str(files)], progress=told.append)
    library.settle()
    results = {Path(outcome.origin).name: outcome for outcome in report.outcomes}
    assert results["a-ferry.html"].result is Result.ADDED
    assert results["b-rail.html"].result is Result.ADDED
    assert isinstance(results["c-empty.html"].error, EmptyFile)
    assert isinstance(results["d-picture.html"].error, UnknownFormat)
    assert told[-1].done == told[-1].total == 4
    assert [outcome for progress in told for outcome in progress.outcomes] == list(report.outcomes)
    assert library.counts().library == 2


def test_a_word_is_found_and_marked_in_the_opened_article(library: Library, files: Path) -> None:
    (ferry,) = added(library, files / "a-ferry.html")
    found = library.search("auditor")
    assert [hit.article_id for hit in found.items] == [ferry]
    text = library.article(ferry).article.text
    assert [text[s.start : s.end] for s in library.marks("auditor", ferry).text] == ["auditor"]


def test_a_repeated_paragraph_is_found_once_until_it_is_put_back(library: Library, files: Path) -> None:
    (ferry,) = added(library, files / "a-ferry.html")
    stored = library.article(ferry)
    repeat = next(
        index
        for index, block in enumerate(stored.article.blocks)
        if block.removed and block.removed.reason is RemovalReason.REPEATS
    )
    assert library.search('"grown three years"').items[0].count == 1
    changes = library.put_back(ferry, [list(block_refs(stored.article.blocks))[repeat]])
    library.settle()
    assert changes.changed == {ferry}
    assert library.search('"grown three years"').items[0].count == 2
    assert changes.undo is not None
    library.undo(changes.undo)
    library.settle()
    assert library.search('"grown three years"').items[0].count == 1


def test_the_same_again_is_already_here_and_changed_text_is_a_version(library: Library, files: Path) -> None:
    (ferry,) = added(library, files / "a-ferry.html")
    again = library.import_([str(files / "a-ferry.html")])
    assert [(o.result, o.article_id) for o in again.outcomes] == [(Result.ALREADY_HERE, ferry)]
    address = "https://harbourgazette.example/ferry"
    (files / "later.html").write_text(
        page("Ferry charge falls", *WORDS[:3], "The mayor withdrew the plan on Friday.", address=address)
    )
    later = library.import_([str(files / "later.html")])
    library.settle()
    assert [(o.result, o.article_id) for o in later.outcomes] == [(Result.NEW_VERSION, ferry)]
    assert len(library.article(ferry).versions) == 2
    assert library.search("withdrew").total == 1
    assert library.search("sold").total == 0


def test_an_import_is_undone_whole_and_done_again(library: Library, files: Path) -> None:
    report = library.import_([str(files)])
    library.settle()
    changes = library.undo_import(report.job_id)
    assert library.search("inquiry").total == 0
    assert library.counts().library == 0
    assert changes.undo is not None
    library.undo(changes.undo)
    library.settle()
    assert library.search("inquiry").total == 1
    assert library.counts().library == 2


def test_what_an_undone_import_took_is_found_when_it_is_brought_again(library: Library, files: Path) -> None:
    first = library.import_([str(files / "b-rail.html")])
    library.settle()
    library.undo_import(first.job_id)
    assert library.search("inquiry").total == 0
    again = library.import_([str(files / "b-rail.html")])
    library.settle()
    assert [outcome.result for outcome in again.outcomes] == [Result.ADDED]
    assert library.search("inquiry").total == 1


def test_the_bin_takes_an_article_out_of_every_search_but_its_own(library: Library, files: Path) -> None:
    (ferry,) = added(library, files / "a-ferry.html")
    changes = library.set_binned([ferry], True)
    assert library.search("auditor").total == 0
    assert library.search("auditor", place=Place("bin")).total == 1
    assert changes.undo is not None
    library.undo(changes.undo)
    assert library.search("auditor").total == 1


def test_the_index_can_be_lost_or_damaged_and_is_built_again(
    tmp_path: Path, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(tmp_path / "library") as library:
        added(library, files)
    shutil.rmtree(tmp_path / "library" / "index")
    with Library.open(tmp_path / "library") as library:
        library.settle()
        assert library.search("council").total == 1
        damage(tmp_path / "library" / "index")
        library.rebuild()
        assert library.search("council").total == 1
        write, seen = library._keeper._scribe.call, []

        def call(*arguments: object, **more: object) -> object:
            seen.append((library.search("council").total, library.pending))
            return write(*arguments, **more)

        monkeypatch.setattr(library._keeper._scribe, "call", call)
        library.rebuild()  # it is whole: search goes on over what stands
        assert seen == [(1, 2)]
        assert library.search("council").total == 1
        assert library.pending == 0


def damage(index: Path) -> None:
    """One bit of each file is another."""
    for path in index.glob("*.arr"):
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 4
        path.write_bytes(data)


def test_a_second_writer_is_told_and_a_reader_is_welcome(library: Library, files: Path) -> None:
    added(library, files / "a-ferry.html")
    with pytest.raises(LibraryLocked):
        Library.open(library.folder)
    with Library.open(library.folder, read_only=True) as beside:
        assert beside.search("auditor").total == 1


def test_what_is_no_file_and_no_address_is_named(library: Library, tmp_path: Path) -> None:
    report = library.import_([str(tmp_path / "gone.html"), "http://"])
    errors = [outcome.error for outcome in report.outcomes]
    assert isinstance(errors[0], FileUnreadable)
    assert errors[0].facts["reason"] == "missing"
    assert isinstance(errors[1], NotAnAddress)


def test_a_stopped_import_keeps_what_came(library: Library, files: Path) -> None:
    cancel = CancelToken()

    def stop(progress: Progress) -> None:
        if any(outcome.result is Result.ADDED for outcome in progress.outcomes):
            cancel.cancel()

    for number in range(300):
        (files / f"e-{number:03}.html").write_text(page(f"Report {number}", f"Number {number}.", *WORDS))
    report = library.import_([str(files)], progress=stop, cancel=cancel)
    assert report.stopped
    came = [outcome for outcome in report.outcomes if outcome.result is Result.ADDED]
    assert 0 < len(came) < 302
    assert library.counts().library == len(came)


def test_the_original_shows_what_cleaning_left_out(library: Library, files: Path) -> None:
    (ferry,) = added(library, files / "a-ferry.html")
    shown = "\n".join(block.text for block in library.original(ferry))
    assert "All rights reserved" in shown
    assert "All rights reserved" not in library.article(ferry).article.text
    assert library.capture(ferry).data == (files / "a-ferry.html").read_bytes()


def test_places_and_order(library: Library, files: Path) -> None:
    early = '<meta property="article:published_time" content="2019-05-01T08:00:00Z">'
    late = '<meta property="article:published_time" content="2024-05-01T08:00:00Z">'
    (files / "early.html").write_text(
        page(
            "Early",
            "An early thing was said about the harbour by the new mayor on the first day.",
            *WORDS[:2],
            more=early,
        )
    )
    (files / "late.html").write_text(
        page(
            "Late",
            "A late thing was said about the harbour by the old mayor on the last day.",
            *WORDS[2:],
            more=late,
        )
    )
    first, second = added(library, files / "early.html"), added(library, files / "late.html")
    assert list(library.ids(sort=Sort.NEWEST)) == [*second, *first]
    assert list(library.ids(sort=Sort.OLDEST)) == [*first, *second]
    library.set_starred(first, True)
    assert list(library.ids(Place("starred"))) == first
    assert [hit.article_id for hit in library.search("thing", place=Place("starred")).items] == first
    heading = library.article(first[0]).article.blocks
    assert all(block.kind is not BlockKind.IMAGE for block in heading)


def test_tags_and_states_narrow_a_search_the_moment_they_change(library: Library, files: Path) -> None:
    ferry, rail = added(library, files / "a-ferry.html", files / "b-rail.html")
    assert library.search("council tag:harbour").total == 0
    library._store.retag([ferry], add=["harbour"])
    assert [hit.article_id for hit in library.search("tag:harbour").items] == [ferry]
    assert [hit.article_id for hit in library.search("rail has:tag OR rail -has:tag").items] == [rail]
    library.set_read([ferry], True)
    assert [hit.article_id for hit in library.search("is:unread").items] == [rail]
    assert [hit.article_id for hit in library.search("is:read").items] == [ferry]


def test_a_note_that_came_with_an_article_is_found(library: Library, files: Path) -> None:
    (ferry,) = added(library, files / "a-ferry.html")
    capture = Capture("list.html", b"x", datetime(2026, 1, 1, tzinfo=UTC))
    block = Block(BlockKind.PARAGRAPH, "Another tram.")
    article = CleanArticle(None, "Tram", (), None, None, "en", (block,))
    job = library._store.begin_job("")
    (noted,) = library._store.add(job, [Arrival(capture, article, 1, hints=Hints(notes="ask the treasurer"))])
    library._came(frozenset({noted.article_id}))
    library.settle()
    assert [hit.article_id for hit in library.search("has:note").items] == [noted.article_id]
    assert [hit.article_id for hit in library.search("-has:note").items] == [ferry]
    assert [hit.article_id for hit in library.search("note:treasurer tram").items] == [noted.article_id]
    assert library.search("treasurer").total == 0


def test_what_a_person_marks_and_notes_is_found_at_once(library: Library, files: Path) -> None:
    first, second = added(library, files)
    library.settle()
    start = library.article(first).article.text.index("council")
    marked = library.highlight(first, Span(start, start + 7), Colour.SKY)
    assert library.pending == 0  # nothing in it for the index
    assert library.search("has:highlight").total == 1
    assert library.search("has:note").total == 0
    noted = library.highlight(second, None, note="Ask the surveyor")
    library.settle()
    assert [hit.article_id for hit in library.search("note:surveyor").items] == [second]
    assert library.search("has:note rail").total == 1
    assert (library.counts().highlights, library.counts().notes) == (1, 1)
    assert library.all_highlights(within=[first]).items[0].title == "Ferry charge falls"
    for changes in (noted, marked):
        assert changes.undo is not None
        library.undo(changes.undo)
    library.settle()
    assert library.search("note:surveyor").total == library.search("has:highlight").total == 0
    assert library.highlights(first) == ()


def test_a_note_in_front_matter_is_the_note_on_the_article(library: Library, tmp_path: Path) -> None:
    clipping = tmp_path / "clipping.md"
    clipping.write_text(
        "---\ntitle: A clipping\nnotes: |\n  Ask the surveyor.\n  Twice.\n---\n\n" + "\n\n".join(WORDS)
    )
    (article_id,) = added(library, clipping)
    assert [item.note for item in library.highlights(article_id)] == ["Ask the surveyor.\nTwice."]


def test_searches_are_kept_and_what_was_asked_of_the_network_is_told(
    library: Library,
) -> None:
    saved = library.save_search("Ferries", "ferry", filters="is:unread", place=Place("starred"))
    assert [search.filters for search in library.saved_searches()] == ["is:unread"]
    library.rename_search(1, "Boats")
    removed = library.remove_search(1)
    assert removed.undo is not None
    library.undo(removed.undo)
    assert library.saved_searches()[0].name == "Boats"
    assert saved.undo is not None
    library.import_(["http://127.0.0.1:1/ferry"])
    (refused,) = library.requests().items
    assert (refused.address, refused.outcome, refused.purpose) == (
        "http://127.0.0.1:1/ferry",
        "address-refused",
        "page",
    )
    assert (refused.status, refused.size, refused.origin) == (None, 0, refused.address)
    library.forget_requests()
    assert library.requests().total == 0


def test_what_a_search_finds_is_counted_completed_and_likened(library: Library, files: Path) -> None:
    ferry, rail = added(library, files / "a-ferry.html", files / "b-rail.html")
    library._store.retag([ferry], add=["harbour"])
    counted = library.facets("")
    assert counted.total == 2
    assert [(facet.value, facet.count) for facet in counted.tags] == [("harbour", 1)]
    assert library.facets("inquiry").total == 1
    assert "inquiry" in [one.detail for one in library.complete("inq")]
    assert [hit.article_id for hit in library.similar(ferry).items] == [rail]


def test_passages_left_out_are_taken_in_and_found(library: Library, files: Path) -> None:
    (files / "e.html").write_text(
        page("Library hours", *WORDS[:3]).replace(
            "<footer>", "<aside><p>Quaint aside words.</p></aside><footer>"
        )
    )
    (number,) = added(library, files / "e.html")
    shown = library.original(number)
    at = next(n for n, block in enumerate(shown) if block.text == "Quaint aside words.")
    changes = library.use(number, shown, {at})
    library.settle()
    assert "Quaint aside words." in library.article(number).article.text
    assert library.search("quaint").total == 1
    assert changes.undo is not None
    library.undo(changes.undo)
    library.settle()
    assert library.search("quaint").total == 0


def test_metadata_is_set_for_many_and_given_back(library: Library, files: Path) -> None:
    numbers = added(library, files)
    before = [library.article(number).article for number in numbers]
    library.set_fields(numbers, {"section": "Harbour", "published": "2021-05"})
    assert {library.article(number).article.section for number in numbers} == {"Harbour"}
    library.settle()
    assert library.search("date:2021-05").total == len(numbers)
    library.set_fields(numbers, {"section": None, "published": None})
    assert [library.article(number).article for number in numbers] == before


def test_the_rows_of_many_follow_a_rule_by_themselves(
    library: Library, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = added(library, files)
    for module in ("archive.store.behind", "archive.library"):
        monkeypatch.setattr(f"{module}.AT_ONCE", 0)
    before = [row.opening for row in library.rows(numbers)]
    changes = library.decide(WORDS[0], verdict="remove")
    assert changes.undo is not None
    assert any(WORDS[0] in opening for opening in before)
    assert not any(WORDS[0] in opening for opening in _settled_openings(library, numbers))
    library.undo(changes.undo)
    assert _settled_openings(library, numbers) == before
    assert library.check().problems == ()


def _settled_openings(library: Library, numbers: list[int]) -> list[str]:
    until = time.monotonic() + 20
    while library._store.behind() and time.monotonic() < until:
        time.sleep(0.01)
    return [row.opening for row in library.rows(numbers)]


def test_edits_and_rules_outlive_a_changed_cleaner(
    library: Library, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = added(library, files)
    ferry = next(n for n in numbers if "Ferry" in library.article(n).article.title)
    blocks = library.article(ferry).article.blocks
    refs = list(block_refs(blocks))
    repeat = next(n for n, block in enumerate(blocks) if block.removed is not None and block.text == WORDS[1])
    library.put_back(ferry, [refs[repeat]])
    library.take_out(ferry, [refs[0]])
    library.decide(WORDS[3], verdict="remove")
    library.set_fields([ferry], {"title": "Ferry, my title"})
    before = [library.article(number).article.text for number in numbers]
    assert library.outdated() == ()
    monkeypatch.setattr("archive.library.CLEANER_VERSION", 99)
    monkeypatch.setattr("archive.recleaning.CLEANER_VERSION", 99)
    assert set(library.outdated()) == set(numbers)
    seen: list[tuple[int, int]] = []
    report = library.reclean(library.outdated(), told=lambda done, total: seen.append((done, total)))
    assert (report.done, report.stopped, report.kept, report.rewritten) == (2, False, (), ())
    assert seen == [(1, 2), (2, 2)]
    assert library.outdated() == ()
    assert [library.article(number).article.text for number in numbers] == before
    assert library.article(ferry).article.title == "Ferry, my title"
    assert library.check().problems == ()
    assert report.changes.undo is not None
    undone = library.undo(report.changes.undo)
    assert undone.changed == set(numbers)
    assert set(library.outdated()) == set(numbers)
    assert undone.undo is not None
    library.undo(undone.undo)
    assert library.outdated() == ()


def test_cleaning_again_can_be_stopped(library: Library, files: Path) -> None:
    numbers = added(library, files)
    cancel = CancelToken()
    report = library.reclean(numbers, told=lambda done, total: cancel.cancel(), cancel=cancel)
    assert (report.done, report.stopped) == (1, True)


def test_whoever_finds_the_index_damaged_has_it_made_anew(
    library: Library, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.import_([str(files / "a-ferry.html")])
    asked: list[None] = []
    monkeypatch.setattr(library._follower, "catch_up", lambda: asked.append(None))

    def damaged(*parts: object, **named: object) -> None:
        raise IndexFailed(reason="damaged")

    for name in ("search", "facets", "complete", "suggest", "marked", "similar"):
        monkeypatch.setattr(library._index, name, damaged)
    questions = (
        lambda: library.search("ferry"),
        lambda: library.facets("ferry"),
        lambda: library.complete("fer"),
        lambda: library.suggest("ferry"),
        lambda: library.marks("ferry", 1),
        lambda: library.similar(1),
    )
    for n, question in enumerate(questions, 1):
        with pytest.raises(IndexFailed):
            question()
        assert len(asked) == n


def test_catching_up_may_wait_until_it_is_asked_for(tmp_path: Path, files: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        library.import_([str(files / "a-ferry.html")])
    shutil.rmtree(tmp_path / "library" / "index", ignore_errors=True)
    with Library.open(tmp_path / "library", follow=False) as library:
        library.settle()
        assert not (tmp_path / "library" / "index").exists()
        library.catch_up()
        library.settle()
        assert library.search("ferry").total == 1
