"""Filters are written in the query language and read back as what was chosen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.index import parse
from reader.filter_words import chip_words
from reader.filters import KINDS, Filter, of_kind, point, put, read, toggled, without, written, years

NAMES = st.text(st.characters(categories=("Ll", "Lu", "Nd", "Zs", "Po")), min_size=1, max_size=20).filter(
    lambda name: any(letter.isalnum() for letter in name)
)
FIELDS = [kind for kind in KINDS if kind not in ("date", "language", "notes")]


def test_filters_of_every_kind_are_written() -> None:
    filters = (
        Filter("source", ("Harbour Gazette", "Northern Ledger")),
        years(2024, 2019),
        Filter("author", ("Marta Lindqvist",), leaves_out=True),
        Filter("tag", ("housing",)),
        Filter("language", ("es", "ar"), leaves_out=True),
        Filter("notes", ("note", "highlight")),
    )
    assert written(filters) == (
        '(source:"Harbour Gazette" OR source:"Northern Ledger") date:2019..2024 '
        '-by:"Marta Lindqvist" tag:"housing" -lang:"es" -lang:"ar" '
        '(has:"note" OR has:"highlight")'
    )
    assert chip_words(filters[-1]) == "With a note and 1 more"
    assert not parse("", filters=written(filters[-1:])).is_empty


@given(st.sampled_from(FIELDS), st.lists(NAMES, min_size=1, max_size=5))
def test_any_name_is_a_filter_that_is_understood(kind: str, names: list[str]) -> None:
    one = Filter(kind, tuple(names))  # type: ignore[arg-type]
    parsed = parse("", filters=written((one,)))
    assert not parsed.notes
    assert not parsed.is_empty


@given(st.text(max_size=30))
def test_whatever_is_typed_beside_a_filter_leaves_it_standing(text: str) -> None:
    alone, beside = parse(text), parse(text, filters='source:"Harbour Gazette"')
    assert (beside.understood_as, beside.notes) == (alone.understood_as, alone.notes)
    assert "Named(what='source', value='Harbour Gazette', whole=True)" in repr(beside.tree)
    assert not beside.is_empty


def test_setting_and_taking_away() -> None:
    date, source = years(2019, 2019), Filter("source", ("Ledger",))
    filters = put(put((), date), source)
    assert filters == (source, date), "in the order of the popover"
    assert put(filters, toggled(source, "Ledger")) == (date,)
    assert without(filters, "date") == (source,)
    assert of_kind((), "tag") == Filter("tag", ())
    assert not of_kind((), "date").is_set


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2019", "2019"),
        (" 2019-3 ", "2019-03"),
        ("2019/03/4", "2019-03-04"),
        ("", ""),
        ("soon", None),
        ("19", None),
    ],
)
def test_dates_as_they_are_typed(typed: str, meant: str | None) -> None:
    assert point(typed) == meant


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (years(2019, 2024), "2019 – 2024"),
        (years(2019, 2019), "2019"),
        (Filter("date", ("2019-03", "")), "since 2019-03"),
        (Filter("date", ("", "2020"), leaves_out=True), "not until 2020"),
        (Filter("source", ("Harbour Gazette",), leaves_out=True), "not Harbour Gazette"),
        (Filter("source", ("Harbour Gazette", "Ledger", "Post")), "Harbour Gazette and 2 more"),
        (Filter("language", ("es",)), "Español"),
    ],
)
def test_chips_say_what_they_are(one: Filter, words: str) -> None:
    assert chip_words(one) == words


@given(
    st.lists(st.sampled_from(KINDS), unique=True),
    st.data(),
)
def test_what_was_written_is_read_again(kinds: list[str], data: st.DataObject) -> None:
    filters: tuple[Filter, ...] = ()
    for kind in kinds:
        leaves_out = data.draw(st.booleans())
        if kind == "date":
            points = data.draw(
                st.tuples(st.sampled_from(("2019", "2019-03", "")), st.sampled_from(("2024", "")))
            )
            filters = put(filters, Filter("date", points, leaves_out))
        else:
            values = data.draw(st.lists(NAMES.map(lambda n: n.replace('"', " ")), min_size=1, max_size=3))
            filters = put(filters, Filter(kind, tuple(values), leaves_out))  # type: ignore[arg-type]
    assert read(written(filters)) == (filters, "")


def test_what_is_no_filter_of_ours_is_left() -> None:
    assert read('vote tag:"housing" is:unread') == ((Filter("tag", ("housing",)),), "vote is:unread")
    assert read("") == ((), "")
