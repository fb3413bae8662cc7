"""The bounded form in which text is laid out."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from reader.display_form import (
    COMBINING_MARKS,
    PIECE,
    UNBROKEN_LETTERS,
    ZERO_WIDTH_SPACE,
    display_form,
    pieces,
)

ANY_TEXT = st.text(
    st.one_of(
        st.sampled_from("a b\n\t\r\u2029\ufdd0\ufffc\u0301\u0651\u200d😀👩漢ab"),
        st.characters(exclude_categories=["Cs"]),
    )
)


def test_ordinary_text_stays_as_it_is() -> None:
    text = "The committee’s report was short: “not yet”."
    assert display_form(text).text == text
    assert display_form(text).steps == ()


def test_a_very_long_word_may_break_after_every_two_hundred_letters() -> None:
    shown = display_form("so " + "x" * 450 + " end").text
    assert shown == "so " + ZERO_WIDTH_SPACE.join(["x" * 200, "x" * 200, "x" * 50]) + " end"


def test_chinese_is_left_alone_for_its_lines_break_anywhere() -> None:
    assert display_form("漢" * 1000).text == "漢" * 1000


def test_a_tower_of_combining_marks_is_cut() -> None:
    shown = display_form("a" + "\u0301" * 100_000 + "b").text
    assert shown == "a" + "\u0301" * COMBINING_MARKS + "b"


def test_what_a_document_would_misread_is_shown_as_a_replacement() -> None:
    assert display_form("a\ufdd0b\ufffcc\x00d\u2029e\nf\rg").text == "a\ufffdb\ufffdc\ufffdd\u2028e\u2028f g"


def test_a_million_letters_take_no_time_to_speak_of() -> None:
    begin = time.process_time()
    display_form("x" * 1_000_000)
    display_form("\u0301" * 100_000)
    display_form("😀" * 100_000)
    assert time.process_time() - begin < 3


@given(ANY_TEXT)
def test_no_word_is_longer_than_may_be(text: str) -> None:
    shown = display_form(text * 5).text
    latin = shown.replace(ZERO_WIDTH_SPACE, " ")
    longest = max((len(word) for word in latin.split() if word.isascii()), default=0)
    assert longest <= UNBROKEN_LETTERS


@given(st.text(min_size=1), st.integers(1, 40))
def test_pieces_are_the_text(text: str, size: int) -> None:
    parts = list(pieces(text, size))
    assert "".join(part for _, part in parts) == text
    assert all(text[start : start + len(part)] == part for start, part in parts)


def test_a_paragraph_is_cut_between_words() -> None:
    parts = [part for _, part in pieces("word " * 3_000)]
    assert len(parts) > 2
    assert all(part.endswith(" ") and len(part) <= PIECE * 1.25 for part in parts)
