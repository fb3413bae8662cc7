"""Words and their places: the same on both sides, exact in the text as it stands."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.index.analysis import (
    _ANY,
    _NOT_PLAIN,
    LONGEST,
    WORD,
    fold,
    folded,
    is_simple,
    is_spaceless,
    term,
    terms,
    words,
)

TEXTS = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("aàÀeéßİıﬁæøŁ'’.-_ \n\u00ad\u200b\u0301\u0308İKﬀ²½№"),
        st.sampled_from("قَرَّرَالمجلسـأإةى٣شُهِ"),
        st.sampled_from("台灣總統かがｶﾞ대통령각ไทยที่देशकीस्थिति😀👩‍👩‍👧"),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. said no", ["the", "u", "s", "said", "no"]),
        ("don’t, DON'T", ["don", "t", "don", "t"]),
        ("HealthCare.gov end.Next", ["healthcare", "gov", "end", "next"]),
        ("@some_name #Tag 1,000 3.5%", ["some", "name", "tag", "1", "000", "3", "5"]),
        ("Straße STRASSE", ["strasse", "strasse"]),
        ("budget¹ half½ x²", ["budget", "half", "x"]),
        ("Broadside™ No. №", ["broadside", "no"]),
        ("ﬁnance", ["finance"]),
        ("bene\u00adfit bene\u200bfit", ["benefit", "benefit"]),
        ("台灣總統 2024年", ["台", "灣", "總", "統", "2024", "年"]),
        ("देश की स्थिति", ["देश", "की", "स्थिति"]),
        ("قَرَّرَ المجلـــس", ["قرر", "المجلس"]),
        ("٢٠٢٤ ２０２４", ["2024", "2024"]),
        ("대통령이 \u1103\u1162", ["대", "통", "령", "이", "대"]),
        ("😀 cafe\u0301 café", ["café", "café"]),
    ],
)
def test_words_as_people_write_them(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Łódź", "lodz"),
        ("İstanbul", "istanbul"),
        ("ILIK", "ılık"),
        ("Ørsted", "orsted"),
        ("Þingvellir", "thingvellir"),
        ("Éluard", "eluard"),
        ("ёлка", "елка"),
        ("أحمد", "احمد"),
        ("مدرسة", "مدرسه"),
        ("œuvre", "oeuvre"),
    ],
)
def test_accents_are_optional(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("мой", "мои"), ("が", "か"), ("की", "का"), ("ї", "і")])
def test_letters_of_their_own_stay_apart(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(TEXTS)
def test_each_place_holds_its_word_and_nothing_overlaps(text: str) -> None:
    end_before = 0
    for start, end, spelt in words(text):
        assert end_before <= start < end <= len(text)
        assert spelt == term(text[start:end])
        end_before = end


@given(TEXTS)
def test_both_sides_see_the_same_words(text: str) -> None:
    assert [spelt for _, _, spelt in words(text)] == terms(text)


@given(TEXTS)
def test_the_quick_pattern_finds_what_the_thorough_one_finds(text: str) -> None:
    if not _NOT_PLAIN.search(text):
        assert WORD.findall(text) == _ANY.findall(text)


@given(TEXTS)
def test_decomposed_text_has_the_same_words(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    decomposed = unicodedata.normalize("NFD", text)
    if unicodedata.normalize("NFC", decomposed) == composed:
        assert terms(decomposed) == terms(composed)


@given(TEXTS)
def test_a_word_is_its_own_normal_spelling(text: str) -> None:
    for _, _, spelt in words(text):
        assert fold(fold(spelt)) == fold(spelt)
        assert folded(text.upper()) == folded(text.upper().lower()) or not text.isascii()


def test_a_very_long_word_is_cut_alike_on_both_sides() -> None:
    assert terms("x" * 100_000) == terms("X" * 90_000)


def test_spaceless_scripts_are_known() -> None:
    assert is_spaceless("台")
    assert is_spaceless("ไ")
    assert not is_spaceless("देश")
    assert not is_spaceless("a")


@given(TEXTS)
def test_in_a_simple_text_each_word_is_its_own_term(text: str) -> None:
    if is_simple(text):
        low = text.lower()
        assert len(low) == len(text)
        assert all(low[start:end][:LONGEST] == spelt for start, end, spelt in words(text))
        assert list(words(low)) == list(words(text))
        assert [WORD.match(low, start).end() for start, _, _ in words(text)] == [
            end for _, end, _ in words(text)
        ]


def test_no_plain_character_needs_the_thorough_pattern() -> None:
    for code in range(0x110000):
        character = chr(code)
        if not _NOT_PLAIN.search(character):
            assert WORD.findall(character) == _ANY.findall(character), hex(code)
