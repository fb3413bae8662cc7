"""What the palette offers, in which order."""

from __future__ import annotations

from archive.model import Counts, Place, SavedSearch, Sort, Source
from reader.key_caps import parts
from reader.palette_entries import Entry, listed, place_entries, search_entries

COUNTS = Counts(312, 20, 4, 7, 0, (Source(3, "harbour.example", "Harbour Gazette", 200),))


def rows(typed: str, recent: tuple[str, ...] = ()) -> list[str]:
    actions = [
        Entry("action", words, f"action:{words}", also=also)
        for words, also in (("Add files…", "open import"), ("Open the page", ""), ("Star", "favourite"))
    ]
    articles = [Entry("article", "Ports open again", "article:7", article_id=7)] if typed == "open" else []
    places = place_entries(COUNTS, [("open government", 12)])
    return [entry.words for entry in listed(typed, actions, places, articles, recent)]


def test_actions_places_and_articles_in_this_order() -> None:
    expected = ["Actions", "Open the page", "Add files…", "Go to", "open government"]
    assert rows("open") == [*expected, "Articles", "Ports open again"]


def test_nothing_that_answers_leaves_no_heading() -> None:
    assert rows("harb") == ["Go to", "Harbour Gazette"]
    assert rows("zzz") == []


def test_what_was_used_last_comes_first_while_nothing_is_typed() -> None:
    shown = rows("", ("place:unread:", "action:Star", "action:gone"))
    assert shown[:6] == ["Used last", "Unread", "Star", "Actions", "Add files…", "Open the page"]
    assert shown.count("Unread") == 1


def test_a_saved_search_is_a_place_of_its_own() -> None:
    saved = SavedSearch(3, "Water charges", "water", "", Place(), Sort.MATCH)
    other = SavedSearch(4, "Water meters", "meter", "", Place(), Sort.MATCH)
    entries = search_entries([saved, other], {3: 1184})
    assert [(one.words, one.right) for one in entries] == [
        ("Water charges", "Saved search · 1,184"),
        ("Water meters", "Saved search"),
    ]
    assert [one.words for one in listed("water ch", [], place_entries(COUNTS, [], entries), [], ())] == [
        "Go to",
        "Water charges",
    ]


def test_a_place_says_what_it_is_and_how_many() -> None:
    places = {entry.words: entry for entry in place_entries(COUNTS, [("housing", 2_306)])}
    assert places["housing"].right == "Tag · 2,306"
    assert places["Harbour Gazette"].right == "Source · 200"
    assert places["Unread"].right == "20"
    assert [entry.right for entry in place_entries(None, [])] == [""] * 6


def test_the_keys_of_a_shortcut() -> None:
    assert parts("Ctrl+Shift+O") == ("Ctrl", "Shift", "O")
    assert parts("Ctrl++") == ("Ctrl", "+")
    assert parts("+") == ("+",)
    assert parts("F1") == ("F1",)
    assert parts("") == ()
