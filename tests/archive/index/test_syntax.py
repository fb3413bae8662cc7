"""The query language: what is typed, what is understood, and that nothing is an error."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive.index import parse
from archive.index.syntax import MOST_WORDS
from archive.index.tree import And, Dates, Exact, Named, Not, Or, Phrase, Prefix, Word
from archive.model import Note

TYPED = """a vote Čapek 台灣 U.S. don't " “x” ( ) OR AND NOT - − -- * pro* p* x*y title: source: by:
date: lang: after: : .. 2019 2019..2024 2020-13 text:( NEAR NEAR/5 NEAR/0 ~ ~2 vote~ tag: is:
has: note: unread 😀 _ \u0301 http://a.example/b?c=d"""
PIECES = st.lists(
    st.sampled_from([*TYPED.split(), " ", "  ", "\n", '"b c"']),
    max_size=14,
).map(lambda pieces: "".join(pieces)) | st.text(max_size=40)


@given(PIECES, st.booleans())
@example("(" * 5000 + ")" * 5000, False)
@example('"' * 9999, False)
@example("a OR " * 5000, True)
@example("-" * 5000 + "a", False)
def test_nothing_is_an_error(text: str, unfinished: bool) -> None:
    query = parse(text, unfinished=unfinished)
    assert query.text == text
    assert query.is_empty == (query.tree is None) == (query.understood_as == "")


@given(PIECES)
def test_what_is_understood_reads_as_the_same_query(text: str) -> None:
    query = parse(text)
    again = parse(query.understood_as)
    assert again.tree == query.tree
    assert again.understood_as == query.understood_as
    assert {note.kind for note in again.notes} <= {"too-long", "field-unknown"}


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("senate budget", "senate budget"),
        ("senate AND budget", "senate budget"),
        ("rail OR bus strike", "(rail OR bus) strike"),
        ("“voting age” -opinion", '"voting age" -opinion'),
        ("NOT tax", "-tax"),
        ("title:(tax cut) vote", "title:tax title:cut vote"),
        ("headline:tax author:Lindqvist", "title:tax by:Lindqvist"),
        ("source:harbour -source:'ledger'", "source:harbour -source:'ledger'"),
        ("lang:pt-BR", "lang:pt"),
        ("date:2024..2019", "date:2019..2024"),
        ("date:2019-2024", "date:2019..2024"),
        ("(((senate)))", "senate"),
        ("U.S. don't", "U.S don't"),
        ("or and", "or and"),
        ("wall NEAR border", "wall NEAR/10 border"),
        ('a OR b NEAR/3 "c d" e', '(a OR b NEAR/3 "c d") e'),
        ("-(a NEAR/2 b)", "-(a NEAR/2 b)"),
        ("goverment~ x~", "goverment~1 x"),
        (
            'tag:"local government" is:Unread has:note note:ask',
            'tag:"local government" is:unread has:note note:ask',
        ),
    ],
)
def test_understood_as(text: str, understood: str) -> None:
    query = parse(text)
    assert query.understood_as == understood
    assert not query.notes


@pytest.mark.parametrize(
    ("text", "understood", "note"),
    [
        ('senate "budget vote', "senate budget vote", Note("quote-missing")),
        ('"a b" c "d e', '"a b" c d e', Note("quote-missing")),
        ("senate (", "senate", Note("bracket-missing")),
        ("senate ) budget", "senate budget", Note("bracket-missing")),
        ("senate p*", "senate", Note("prefix-too-short", "p*")),
        ("senate NEAR/3", "senate", Note("operator-alone", "NEAR/3")),
        ("senate is:odd", "senate", Note("status-not-read", "odd")),
        ("senate OR", "senate", Note("operator-alone", "OR")),
        ("OR", "", Note("operator-alone", "OR")),
        ("budget source:", "budget", Note("field-empty", "source")),
        ("budget date:soon", "budget", Note("date-not-read", "soon")),
        ("budget lang:!x1", "budget", Note("language-not-read", "!x1")),
        ("budget autor:berg", "budget autor:berg", Note("field-unknown", "autor:")),
    ],
)
def test_what_cannot_be_read_is_left_out_and_noted(text: str, understood: str, note: Note) -> None:
    query = parse(text)
    assert (query.understood_as, query.notes) == (understood, (note,))


@pytest.mark.parametrize("text", ["10:30", "https://example.org/a", "wall: a history", "Wall:Street", "a:b"])
def test_a_colon_that_is_meant_as_one(text: str) -> None:
    assert parse(text).notes == ()


def test_the_parts_of_a_query() -> None:
    assert parse('"a b"').tree == Phrase((Exact("a"), Exact("b")))
    assert parse('"Senate"').tree == Exact("senate")
    assert parse("vot*").tree == Prefix("vot")
    assert parse("U.S.").tree == Phrase((Word("u"), Word("s")))
    assert parse("supreme-cour*").tree == Phrase((Word("supreme"), Prefix("cour")))
    assert parse('source:"Harbour Gazette"').tree == Named("source", "Harbour Gazette", whole=True)
    assert parse("a OR b OR c").tree == Or((Word("a"), Word("b"), Word("c")))
    assert parse("a -b").tree == And((Word("a"), Not(Word("b"))))
    assert parse("-(-a)").tree == Word("a")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("date:2019", 20190000, 20199999),
        ("date:2019-03", 20190300, 20190399),
        ("date:2019-03-04", 20190304, 20190304),
        ("date:2019-03..2020", 20190300, 20209999),
        ("date:..2020", 1, 20209999),
        ("date:2019..", 20190000, 99991231),
        ("after:2019", 20200000, 99991231),
        ("before:2019", 1, 20189999),
    ],
)
def test_dates(text: str, first: int, last: int) -> None:
    tree = parse(text).tree
    assert isinstance(tree, Dates)
    inside = {day for day in DAYS if tree.first <= day <= tree.last}
    assert inside == {day for day in DAYS if first <= day <= last}


DAYS = (
    0,
    20181231,
    20190101,
    20190228,
    20190301,
    20190304,
    20190331,
    20190401,
    20191231,
    20200101,
    20201231,
    20210101,
)


def test_the_word_being_typed_also_finds_what_begins_so() -> None:
    assert parse("tax sena", unfinished=True).tree == And((Word("tax"), Word("sena", unfinished=True)))
    assert parse("tax sena ", unfinished=True).tree == And((Word("tax"), Word("sena")))
    assert parse("tax sena", unfinished=True).understood_as == "tax sena"


def test_a_whole_article_pasted_is_cut() -> None:
    query = parse("budget " * 1000)
    assert query.understood_as.count("budget") == MOST_WORDS
    assert query.notes == (Note("too-long"),)
