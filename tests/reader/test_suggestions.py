"""What is suggested while one types, as far as it needs no library."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.index import parse
from reader.suggestions import examples, last_word, with_example


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("vot", "vot"),
        ("water cha", "cha"),
        ("title:bud", "bud"),
        ('"voting a', ""),
        ('"voting ag', "ag"),
        ("-opin", "opin"),
        ("water ", ""),
        ("v", ""),
        ("", ""),
    ],
)
def test_the_word_that_is_being_typed(text: str, last: str) -> None:
    assert last_word(text) == last


@given(st.text(max_size=40))
def test_any_text_has_a_last_word_or_none(text: str) -> None:
    assert text.endswith(last_word(text))


def test_there_are_nine_examples_and_each_is_understood() -> None:
    assert len(examples()) == 9
    for example in examples():
        parsed = parse(example.text)
        assert not parsed.notes
        assert not parsed.is_empty


@pytest.mark.parametrize(
    ("text", "example", "words", "typed_over"),
    [
        ("", "title:budget", "title:budget", "budget"),
        ("water ", '"voting age"', 'water "voting age"', "voting age"),
        ("water", "-opinion", "water -opinion", "opinion"),
        ("water", "vot*", "water vot*", "vot"),
        ("", "date:2019..2024", "date:2019..2024", "2019..2024"),
    ],
)
def test_an_example_is_put_behind_the_words(text: str, example: str, words: str, typed_over: str) -> None:
    found, first, last = with_example(text, example)
    assert (found, found[first:last]) == (words, typed_over)
