"""A saved search asks again what was asked; its name is what it says."""

from __future__ import annotations

from archive.model import Place, SavedSearch, Sort
from reader.filters import Filter, written, years
from reader.question import Question
from reader.saving import name_for, question_of

FILTERS = (years(2019, 2024), Filter("language", ("en",)))
ASKED = Question(Place("unread"), '"voting age" vote', False, FILTERS, Sort.OLDEST, Sort.HITS, grouped=True)


def test_what_was_saved_is_asked_again() -> None:
    saved = SavedSearch(1, "x", ASKED.text, written(FILTERS), ASKED.place, ASKED.order)
    assert question_of(saved, ASKED) == ASKED
    elsewhere = Question(Place("bin"), "other", True, (), Sort.OLDEST, Sort.MATCH, grouped=True)
    assert question_of(saved, elsewhere) == ASKED


def test_without_words_the_order_is_that_of_a_place() -> None:
    saved = SavedSearch(1, "x", "", written(FILTERS), Place(), Sort.OLDEST)
    question = question_of(saved)
    assert (question.text, question.filters, question.order) == ("", FILTERS, Sort.OLDEST)


def test_filters_nobody_can_show_are_words_of_the_search() -> None:
    saved = SavedSearch(1, "x", "vote", "is:starred", Place(), Sort.MATCH)
    assert question_of(saved).text == "vote is:starred"


def test_a_search_is_called_by_its_words_and_its_filters() -> None:
    assert name_for(ASKED) == "voting age vote, 2019 – 2024, English"
    assert name_for(Question(filters=FILTERS[:1])) == "2019 – 2024"
    assert len(name_for(Question(text="x" * 1_000))) == 120
