"""Snippets: the densest passage, cut at words, spans inside it."""

from hypothesis import given
from hypothesis import strategies as st

from archive.index import parse
from archive.index.marks import Marker
from archive.index.snippets import LENGTH, snippet


def cut(query: str, text: str) -> tuple[str, list[str]]:
    made = snippet(text, Marker(parse(query).tree).found(text, "en", "text"))
    return made.text, [made.text[span.start : span.end] for span in made.spans]


def test_the_densest_passage_wins() -> None:
    text = (
        "The budget came. " + "Nothing was said of it for days. " * 20 + "Then the senate took the budget up."
    )
    assert cut("senate budget", text) == ("Then the senate took the budget up.", ["senate", "budget"])


def test_it_begins_at_a_sentence_or_a_word_and_says_where_it_was_cut() -> None:
    text = "lorem " * 80 + "budget " + "ipsum " * 80
    passage, marks = cut("budget", text)
    assert passage.startswith("…lorem")
    assert passage.endswith("ipsum…")
    assert marks == ["budget"]
    assert len(passage) <= LENGTH + 2


def test_without_a_hit_the_text_begins() -> None:
    assert cut("budget", "  First words.\nSecond line.") == ("First words. Second line.", [])


@given(
    st.lists(
        st.sampled_from(["budget", "senate", "x", "word", "a" * 300, ".", "\n", "\t", "…", "😀"]),
        max_size=120,
    ),
    st.sampled_from(["", " "]),
    st.integers(20, 300),
)
def test_spans_lie_in_the_snippet_and_mark_found_words(pieces: list[str], glue: str, length: int) -> None:
    text = glue.join(pieces)
    found = Marker(parse("budget senate").tree).found(text, "en", "text")
    made = snippet(text, found, length)
    assert len(made.text) <= length + 2
    assert "\n" not in made.text
    end_before = 0
    for span in made.spans:
        assert end_before <= span.start < span.end <= len(made.text)
        assert made.text[span.start : span.end] in ("budget", "senate")
        end_before = span.end
    if found and length > 80:
        assert made.spans
