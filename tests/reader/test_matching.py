"""What is typed into the palette, and which letters of a line answer it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import Span
from reader.matching import match


def letters(line: str, typed: str) -> list[str]:
    found = match(line, typed)
    assert found is not None
    return [line[span.start : span.end] for span in found.spans]


@pytest.mark.parametrize(
    ("line", "typed", "marked"),
    [
        ("Open the page in the browser", "open", ["Open"]),
        ("Open the page in the browser", "bro page", ["page", "bro"]),
        ("Back to the list", "bl", ["B", "l"]),
        ("Back to the list", "batl", ["Ba", "t", "l"]),
        ("Elección general", "eleccion", ["Elección"]),
        ("Unread", "read", ["read"]),
        ("Anything", "", []),
    ],
)
def test_letters_that_answer(line: str, typed: str, marked: list[str]) -> None:
    assert letters(line, typed) == marked


@pytest.mark.parametrize(("line", "typed"), [("Star", "stars"), ("Star", "t star"), ("Next hit", "tx")])
def test_what_does_not_answer(line: str, typed: str) -> None:
    assert match(line, typed) is None


def test_the_beginning_of_a_word_is_nearer_than_its_middle() -> None:
    near, initials, inside = (match(line, "st") for line in ("Star", "Sort text", "Last"))
    assert near is not None
    assert initials is not None
    assert inside is not None
    assert near.distance < initials.distance < inside.distance


@given(st.text(max_size=40), st.text(max_size=12))
def test_spans_lie_in_the_line_in_order_and_apart(line: str, typed: str) -> None:
    found = match(line, typed)
    end = -1
    for span in found.spans if found else ():
        assert end < span.start < span.end <= len(line)
        end = span.end


def test_touching_letters_are_one() -> None:
    found = match("Search", "s sea")
    assert found is not None
    assert found.spans == (Span(0, 3),)
