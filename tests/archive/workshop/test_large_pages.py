"""Pages of 50 MB and of 10,000 elements in one another: within time and memory, or plainly refused."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from archive.cancel import CancelToken
from archive.errors import TooLarge
from archive.importers.sizes import PAGE
from archive.model import Capture
from archive.workshop import Limits, Processed, Workshop
from archive.workshop.limits import MIB

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
LIMITS = Limits(wall=300.0, cpu=60, memory=800 * MIB)
"""Less memory than the app gives; more time, for a busy machine."""
SENTENCE = "The council of Westmere voted on Tuesday evening to keep the ferry running through the winter. "
HEAD = "<!doctype html><html lang=en><title>Ferry stays</title><body><article><h1>Ferry stays</h1><p>"
FIRST = SENTENCE * 4
LARGE = 50 * MIB


def cleaned(markup: str) -> Processed:
    with Workshop(1, LIMITS) as workshop:
        (found,) = workshop.process([Capture("large.html", markup.encode(), NOW)], CancelToken())
    return found


def times(unit: str, size: int = LARGE) -> str:
    """A unit again and again; `#` in it is another number each time."""
    parts = unit.split("#")
    return "".join(f"{n}".join(parts) for n in range(size // len(unit) + 1))


def test_ten_thousand_elements_in_one_another() -> None:
    deep = "".join(f"<div>{number}" for number in range(10_000)) + "</div>" * 10_000
    found = cleaned(f"{HEAD}{FIRST}</p>{deep}<p>{FIRST}</p>")
    assert found.error is None
    assert found.article is not None
    assert SENTENCE.strip() in found.article.text
    assert [note.kind for note in found.article.notes] == ["page-simplified"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        pytest.param(f"<p>Number #. {SENTENCE}</p>\n", id="paragraphs"),
        pytest.param("<table><tr><td>#</td><td>town #</td><td>#</td></tr></table>", id="cells"),
        pytest.param(f"# {SENTENCE}", id="one-text"),
        pytest.param("<a href=/#>ferry #</a> ", id="links"),
    ],
)
def test_a_page_of_fifty_megabytes_is_refused_with_its_size(unit: str) -> None:
    found = cleaned(f"{HEAD}{FIRST}</p>{times(unit)}</article>")
    assert isinstance(found.error, TooLarge)
    assert found.error.facts["what"] == "page"
    assert found.error.facts["limit"] == PAGE
    assert found.error.facts["origin"] == "large.html"


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        pytest.param("<div>", id="nested"),
        pytest.param("<div><b>", id="nested-unlike"),
        pytest.param('<p class="c# share" id="i#" data-a="#" title="t#"># the ferry</p>', id="attributes"),
        pytest.param(f"<script>var a# = '{SENTENCE}';</script>", id="scripts"),
        pytest.param(f"<!-- {SENTENCE} -->", id="comments"),
        pytest.param("<style>.a# { color: red }</style>", id="styles"),
    ],
)
def test_fifty_megabytes_around_a_text_hide_none_of_it(unit: str) -> None:
    found = cleaned(f"{HEAD}{FIRST}</p>{times(unit)}<p>{FIRST}</p></article>")
    assert found.error is None
    assert found.article is not None
    assert found.article.text.count(SENTENCE.strip()) >= 4


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        pytest.param(f"<p>Number #. {SENTENCE}</p>\n", id="paragraphs"),
        pytest.param(f"# {SENTENCE}", id="one-text"),
        pytest.param("<img src=p#.jpg alt='picture #'>", id="pictures"),
    ],
)
def test_a_long_page_is_cleaned(unit: str) -> None:
    found = cleaned(f"{HEAD}{FIRST}</p>{times(unit, 6 * MIB)}</article>")
    assert found.error is None
    assert found.article is not None
    assert SENTENCE.strip() in found.article.text
