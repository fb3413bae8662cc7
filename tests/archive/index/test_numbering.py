"""Words into numbers: many texts at once gives what word by word gives."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.index.analysis import LONGEST, terms
from archive.index.codec import numbering
from archive.index.codec.numbering import Numbering

WORDS = [
    "vote",
    "Vote",
    "VOTES",
    "été",
    "Éte",
    "ﬁn",
    "İl",
    "ß",
    "台灣",
    "a",
    "I",
    "’s",
    "—",
    "😀",
    "_",
    "x" * 70,
]
PIECES = st.sampled_from([*WORDS, " ", " ", "\n", "."])
TEXTS = st.lists(st.lists(PIECES | st.text(max_size=3), max_size=20).map("".join), max_size=6)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(TEXTS, max_size=3), first_quick=st.booleans())
def test_many_at_once_is_the_same_as_one_by_one(
    monkeypatch, batches: list[list[str]], first_quick: bool
) -> None:
    kept = Numbering()
    for n, texts in enumerate(batches):
        monkeypatch.setattr(numbering, "_WORTH_IT", 0 if (n + first_quick) % 2 else 1 << 40)
        for text, numbers in zip(texts, kept.of(texts), strict=True):
            assert [kept.terms[number] for number in numbers.tolist() if number] == terms(text)


def test_a_table_that_grows_keeps_what_it_has() -> None:
    kept = Numbering()
    words = [f"w{n}" for n in range(60_000)]
    for _ in range(2):
        text = " ".join(words)
        (numbers,) = kept.of([text])
        assert [kept.terms[number] for number in numbers.tolist()] == words
    assert len(kept.terms) == len(words) + 1


@pytest.mark.parametrize("letters", [59, 60, 61, 200])
def test_words_too_long_for_a_spelling_of_their_own(letters: int) -> None:
    long, other = "q" * letters, "q" * (letters - 1) + "z"
    filler = "the budget " * 3000
    first, second = Numbering().of([f"{long} {filler}", f"{other} {long}"])
    assert first[0] == second[1]
    assert (second[0] == second[1]) == (letters > LONGEST)
