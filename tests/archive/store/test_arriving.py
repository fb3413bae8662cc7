"""What becomes of what comes in: added, a new version, already here, and back after an undone import."""

from __future__ import annotations

from dataclasses import replace

from archive.model import Place, Result
from archive.store import originals

ADDRESS = "https://www.harbour.example/news/council"


def put(store, *arrivals):
    job = store.begin_job("import")
    outcomes = store.add(job, arrivals)
    store.finish_job(job)
    return job, [(outcome.result, outcome.article_id) for outcome in outcomes]


def test_the_same_bytes_are_already_here(store, arrival):
    item = arrival()
    assert put(store, item, item)[1] == [(Result.ADDED, 1), (Result.ALREADY_HERE, 1)]
    assert put(store, item)[1] == [(Result.ALREADY_HERE, 1)]


def test_the_articles_of_one_capture_are_told_apart_by_their_number(store, arrival):
    items = [arrival(f"Item {n}.", data=b"feed", number=n, url=ADDRESS, title=f"{n}") for n in range(3)]
    assert put(store, *items)[1] == [(Result.ADDED, 1), (Result.ADDED, 2), (Result.ADDED, 3)]
    assert put(store, *items)[1] == [(Result.ALREADY_HERE, n) for n in (1, 2, 3)]


def test_changed_articles_of_a_capture_become_versions_of_their_own_predecessors(store, arrival):
    put(store, *(arrival(f"Item {n}.", data=b"feed", number=n, url=ADDRESS) for n in range(3)))
    later = [arrival(f"Item {n}, changed.", data=b"later", number=n, url=ADDRESS) for n in range(3)]
    assert put(store, *later)[1] == [(Result.NEW_VERSION, n) for n in (1, 2, 3)]


def test_the_same_text_is_already_here_at_the_same_address_or_without_one(store, arrival):
    put(store, arrival("One text.", url=ADDRESS))
    again = arrival("One  text", url=ADDRESS + "/?utm_source=x", data=b"other bytes")
    pasted = arrival("one text", title="pasted")
    assert put(store, again, pasted)[1] == [(Result.ALREADY_HERE, 1)] * 2


def test_a_text_pasted_first_is_already_here_when_its_page_comes(store, arrival):
    put(store, arrival("One text."))
    assert put(store, arrival("One text.", url=ADDRESS))[1] == [(Result.ALREADY_HERE, 1)]


def test_the_same_text_at_another_outlet_is_an_article_of_its_own(store, arrival):
    put(store, arrival("Agency text.", url=ADDRESS))
    assert put(store, arrival("Agency text.", url="https://gazette.example/x"))[1] == [(Result.ADDED, 2)]


def test_the_same_text_elsewhere_on_its_host_is_here_only_under_the_same_title(store, arrival):
    put(store, arrival("Sign in to read on.", url=ADDRESS, title="Council meets"))
    printed = arrival("Sign in to read on.", url="https://m.harbour.example/print?n=1", title="Council meets")
    stub = arrival("Sign in to read on.", url="https://www.harbour.example/other", title="Mayor speaks")
    assert put(store, printed, stub)[1] == [(Result.ALREADY_HERE, 1), (Result.ADDED, 2)]


def test_another_text_at_the_same_address_is_a_new_version(store, arrival):
    put(store, arrival("First report.", url=ADDRESS, title="First"))
    assert put(store, arrival("Corrected report.", url=ADDRESS, title="Second"))[1] == [
        (Result.NEW_VERSION, 1)
    ]
    article = store.article(1)
    assert article.article.text == "Corrected report."
    assert [version.number for version in article.versions] == [1, 2]
    assert store.article(1, version=1).article.text == "First report."
    assert store.rows([1])[0].title == "Second"


def test_a_binned_article_met_again_is_already_here(store, arrival):
    put(store, arrival())
    store.set_binned([1], True)
    assert put(store, arrival())[1] == [(Result.ALREADY_HERE, 1)]
    assert store.article(1).status.is_binned


def test_an_undone_import_comes_back_as_added_when_the_bytes_come_again(store, arrival):
    job, _ = put(store, arrival())
    store.set_starred([1], True)
    assert store.undo_job(job).removed == {1}
    assert put(store, arrival(cleaner=2))[1] == [(Result.ADDED, 1)]
    article = store.article(1)
    assert article.status.is_starred
    assert article.versions[0].cleaner == 2
    assert not store.redo_job(job).added


def test_undoing_an_import_takes_its_version_back_and_leaves_the_one_before(store, arrival):
    put(store, arrival("First report.", url=ADDRESS))
    job, _ = put(store, arrival("Second report.", url=ADDRESS))
    changes = store.undo_job(job)
    assert (changes.changed, changes.removed) == ({1}, frozenset())
    assert store.article(1).article.text == "First report."
    assert store.rows([1])[0].opening == "First report."
    store.redo_job(job)
    assert store.article(1).article.text == "Second report."


def test_an_undone_article_is_nowhere(store, arrival):
    job, _ = put(store, arrival(tags=("Water",)))
    store.set_starred([1], True)
    store.undo_job(job)
    places = [Place(kind) for kind in ("library", "unread", "starred", "recent", "bin")]
    places += [Place("source", 1), Place("tag", "water"), Place("job", job)]
    assert [list(store.ids(place)) for place in places] == [[]] * len(places)
    assert store.rows([1]) == ()
    assert store.revisions() == []
    assert list(store.indexables([1])) == []
    assert store.counts().library == 0
    assert store.sources() == ()


def test_pictures_that_were_missing_when_a_page_first_came_are_kept_when_it_comes_with_them(store, arrival):
    put(store, arrival(data=b"<p>page"))
    assert put(store, arrival(data=b"<p>page", resources={"a.png": b"png"}))[1] == [(Result.ALREADY_HERE, 1)]
    sha256 = store.article(1).versions[0].capture_sha256
    assert store.capture(sha256).resources == {"a.png": b"png"}
    assert store.part(sha256, "a.png") == b"png"
    assert store.part(sha256, "b.png") is None


def test_ids_are_never_used_again(store, arrival):
    put(store, arrival("One."), arrival("Two."))
    store.forget([2])
    assert put(store, arrival("Three."))[1] == [(Result.ADDED, 3)]


def test_bytes_met_again_mend_what_damage_has_changed(store, arrival):
    put(store, arrival("A text."), arrival("Another."))
    db = store._writer.connection
    db.execute("UPDATE version SET content = x'01' WHERE article = 1")
    db.execute("UPDATE originals.blob SET data = x'01' WHERE rowid = 1")
    assert store.check().damaged == (1,)
    assert put(store, arrival("A text."))[1] == [(Result.ALREADY_HERE, 1)]
    assert store.check().problems == ()


def test_the_bytes_of_a_capture_with_many_articles_are_packed_once(store, arrival, monkeypatch):
    packed: list[int] = []
    pack = originals.pack
    monkeypatch.setattr(
        originals, "pack", lambda digest, data: packed.append(len(data)) or pack(digest, data)
    )
    first = arrival("One.", data=b"feed " * 9999, resources={"a": b"logo"})
    many = [first, *(replace(first, number=n, article=arrival(f"{n}.").article) for n in range(1, 30))]
    assert [result for result, _ in put(store, *many)[1]] == [Result.ADDED] * 30
    assert sorted(packed) == [4, 49995]
    assert [result for result, _ in put(store, *many)[1]] == [Result.ALREADY_HERE] * 30
    assert len(packed) == 2
    assert store.check().originals == 2
