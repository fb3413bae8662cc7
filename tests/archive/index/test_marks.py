"""What is marked: the forms that were asked for, whole words, whole phrases, at exact places."""

import pytest

from archive.index import parse
from archive.index.marks import Marker


def marked(query: str, text: str, language: str = "en", field: str = "text") -> list[str]:
    return [text[s.start : s.end] for s in Marker(parse(query).tree).spans(text, language, field)]


@pytest.mark.parametrize(
    ("query", "text", "language", "expected"),
    [
        ("vote", "Voters voted; a vote, votes, devoted.", "en", ["voted", "vote", "votes"]),
        ('"vote"', "Voters voted; a vote, votes.", "en", ["vote"]),
        ("vot*", "Voters voted; a vote, devoted.", "en", ["Voters", "voted", "vote"]),
        ('"supreme court"', "The Supreme Court; supreme; a court.", "en", ["Supreme Court"]),
        ('"supreme court" court', "The Supreme Court, a court", "en", ["Supreme Court", "court"]),
        ("U.S.", "😀 The U.S. said: us, u s", "en", ["U.S", "u s"]),
        ("strasse", "Die Straßen, die STRASSE", "de", ["Straßen", "STRASSE"]),
        ("istanbul", "İstanbul'da ISTANBUL", "tr", ["İstanbul", "ISTANBUL"]),
        ("finance", "the ﬁnance bill ﬁnances", "en", ["ﬁnance", "ﬁnances"]),
        ("مجلس", "قَرَّرَ المَجْلِسُ", "ar", ["المَجْلِسُ"]),
        ("總統", "台灣總統大選", "zh", ["總統"]),
        ("decisión", "Las decisiones, la decision", "es", ["decisiones", "decision"]),
        ("министр", "Министры и министра", "ru", ["Министры", "министра"]),
        ("gouvernement", "Les gouvernements", "fr", ["gouvernements"]),
        ("cafe", "cafe\u0301 café", "fr", ["cafe\u0301", "café"]),
        ("निर्णय", "यह निर्णय है", "hi", ["निर्णय"]),
        ("tax -vote", "tax vote", "en", ["tax"]),
        ("tax OR vote", "tax vote", "en", ["tax", "vote"]),
        ("title:tax vote", "tax vote", "en", ["vote"]),
    ],
)
def test_marked(query: str, text: str, language: str, expected: list[str]) -> None:
    assert marked(query, text, language) == expected


def test_a_field_marks_only_there() -> None:
    assert marked("title:tax", "tax", field="title") == ["tax"]
    assert marked("title:tax", "tax", field="captions") == []


def test_a_phrase_runs_over_a_line_and_its_words_alone_stay_plain() -> None:
    assert marked('"the budget"', "of the\nbudget the other budget") == ["the\nbudget"]


def test_phrases_that_overlap_are_one_mark() -> None:
    assert marked('"a b a"', "a b a b a") == ["a b a b a"]
