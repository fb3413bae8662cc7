"""The rows of the sidebar: their sections and order, what is folded, and what a screen reader hears."""

from __future__ import annotations

from dataclasses import replace

from archive.model import Counts, Place, SavedSearch, Sort, Source
from reader.place_items import Contents, Item, items, spoken

SOURCES = tuple(Source(n, f"s{n}.example", f"Source {n}", 40 - n) for n in range(1, 8))
TAGS = tuple((f"tag {n}", 20 - n) for n in range(1, 8))
SEARCHES = (
    SavedSearch(3, "Coalition talks", "coalition", "", Place(), Sort.MATCH),
    SavedSearch(1, "Voting age, 2019–2024", '"voting age"', "date:2019..2024", Place(), Sort.NEWEST),
)
FULL = Contents(Counts(1200, 12, 4, 7, 0, SOURCES), True, TAGS, SEARCHES, {3: 866})


def rows(
    contents: Contents = FULL, folded: str = "", unfolded: str = "", here: Place | None = None
) -> list[Item]:
    return items(contents, folded.split(), unfolded.split(), here)


def test_saved_searches_then_tags_then_sources() -> None:
    assert [item.words for item in rows() if item.kind == "heading"] == ["Saved searches", "Tags", "Sources"]
    assert [item.count for item in rows() if item.kind == "search"] == [866, None], "not known is not none"
    assert [item.words for item in rows() if item.kind == "more"] == ["All 7 tags", "All 7 sources"]
    assert len([item for item in rows(unfolded="tag") if item.icon == "hash"]) == 7
    assert rows(replace(FULL, tags=(), searches=()))[5].words == "Sources"


def test_a_folded_section_is_its_heading_alone() -> None:
    shown = rows(folded="tag search")
    headings = [n for n, item in enumerate(shown) if item.kind == "heading"]
    assert headings == [5, 6, 7]
    assert [item.folded for item in shown if item.kind == "heading"] == [True, True, False]
    assert spoken(shown[5]) == "Saved searches, folded"
    assert spoken(shown[7]) == "Sources, unfolded"


def test_where_one_is_stands_there_among_few() -> None:
    assert "tag 7" in [item.words for item in rows(here=Place("tag", "tag 7"))]
    assert "Source 7" in [item.words for item in rows(here=Place("source", 7))]


def test_a_saved_search_is_told_with_what_it_finds() -> None:
    told = [spoken(item) for item in rows() if item.kind == "search"]
    assert told == ["Coalition talks, 866 articles", "Voting age, 2019–2024"]


def test_a_row_is_the_same_row_though_it_says_another_thing() -> None:
    before, after = rows(), rows(replace(FULL, found={3: 867, 1: 2}))
    assert [item.key for item in before] == [item.key for item in after]
    renamed = rows(replace(FULL, searches=(replace(SEARCHES[0], place=Place("unread")), SEARCHES[1])))
    assert [item.key for item in before] == [item.key for item in renamed]
