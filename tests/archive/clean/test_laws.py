"""Laws of cleaning: twice cleaned is once cleaned, and time grows with the page, not with its square."""

from __future__ import annotations

import html
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.clean import clean
from archive.errors import NoText
from archive.model import BlockKind, CleanArticle, Document

_WORDS = st.sampled_from(
    [
        "council",
        "ferry",
        "bridge",
        "vote",
        "mayor",
        "river",
        "harbour",
        "autumn",
        "budget",
        "fares",
        "landing",
    ]
)
_SENTENCE = st.lists(_WORDS, min_size=6, max_size=30).map(lambda w: " ".join(w).capitalize() + ".")
_LINE = st.one_of(
    _SENTENCE,
    st.sampled_from(
        ["Share", "Read more", "Advertisement", "Yes.", "Who pays for it?", "The ferry", "It is late."]
    ),
)


def shown(article: CleanArticle) -> str:
    """The kept text as a page of its own."""
    tags = {BlockKind.HEADING: "h2", BlockKind.QUOTE: "blockquote", BlockKind.ITEM: "li"}
    body = "".join(
        f"<{tags.get(b.kind, 'p')}>{html.escape(b.text)}</{tags.get(b.kind, 'p')}>"
        for b in article.blocks
        if b.is_text
    )
    return f"<title>{html.escape(article.title)}</title><article>{body}</article>"


def cleaned(markup: str) -> CleanArticle | None:
    try:
        return clean(Document("a.html", None, markup, "page"))
    except NoText:
        return None


OPENING = (
    "The members met on Monday in the old hall, which had been heated for the first time since January.",
    "Nobody had expected that so many people would come; the ushers brought chairs from the school.",
    "At nine the chair read out the agenda, which had eleven points, and asked who wished for more.",
    "What follows was written down during the session by two clerks, one of whom left at midnight.",
)


@settings(max_examples=30, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_LINE, max_size=12), st.lists(st.integers(0, 11), max_size=5))
def test_twice_cleaned_is_once_cleaned(lines: list[str], again: list[int]) -> None:
    title = "A long night in the old hall"
    lines = [*OPENING, *lines, *(lines[n] for n in again if n < len(lines))]
    body = "".join(f"<p>{line}</p>" for line in lines)
    once = cleaned(f"<title>{title}</title><article><h1>{title}</h1>{body}</article>")
    if once is None:
        return
    twice = cleaned(shown(once))
    assert twice is not None
    assert twice.text == once.text


SENTENCE = "The council of Eastmere voted on Monday to keep the old ferry running until spring."
SHAPES = {
    "short lines": "<p>a b",
    "the same": f"<p>{SENTENCE}",
    "captions": f"<figure><img src=a.jpg><figcaption>{SENTENCE}</figcaption></figure><p>{SENTENCE} So it is.",
    "asides": f"<aside>{SENTENCE}</aside><p>{SENTENCE} So it is.",
    "cards": "<div><a href=/1><img src=a.jpg></a><h3><a href=/1>The ferry stays in Eastmere</a></h3></div>",
    "fields": "<div><input type=email name=mail>",
    "deep": "<div class=a><p>A line.",
    "links": "<a href=/a>The ferry</a> ",
}


@pytest.mark.slow
@pytest.mark.parametrize("shape", list(SHAPES))
def test_time_grows_with_the_page(shape: str) -> None:
    def taken(times: int) -> float:
        began = time.process_time()
        cleaned(SHAPES[shape] * times)
        return time.process_time() - began

    count = 60_000 // len(SHAPES[shape])
    small = taken(count)
    assert taken(8 * count) < 8 * 2.5 * max(small, 0.05)
