"""What became of an item, and the buttons that do something about it."""

from __future__ import annotations

import pytest

from archive.errors import AddressRefused, FetchFailed, FileUnreadable, NoText
from archive.model import Note, Outcome, Result
from reader.outcome_words import name_of, remedy_words, told


@pytest.mark.parametrize(
    ("origin", "name"),
    [
        ("https://northernledger.example/2016/11/port-strike/", "northernledger.example/2016/11/port-strike"),
        ("/home/a/Cuttings/vote.html", "vote.html"),
        ("/home/a/Cuttings.zip!/2016/vote.html", "Cuttings.zip › 2016/vote.html"),
    ],
)
def test_an_item_is_called_what_a_person_would_call_it(origin: str, name: str) -> None:
    assert name_of(origin) == name


def test_a_site_that_did_not_answer_can_be_tried_again() -> None:
    outcome = Outcome(
        "https://news.example/a", Result.NEEDS_A_LOOK, error=FetchFailed(reason="timeout", url="x")
    )
    words = told(outcome)
    assert words.happened == "The site took too long to answer."
    assert words.remedies == ("browser", "again", "aside")


def test_an_address_of_ones_own_network_can_be_allowed() -> None:
    outcome = Outcome("http://192.168.1.4/a", Result.NEEDS_A_LOOK, error=AddressRefused(reason="private"))
    assert told(outcome).remedies[0] == "allow"


def test_a_file_that_cannot_be_read_can_be_opened_elsewhere() -> None:
    outcome = Outcome("/a.html", Result.NEEDS_A_LOOK, error=FileUnreadable(reason="no-permission", path="/a"))
    assert told(outcome).remedies == ("file", "again", "aside")
    assert told(outcome).tone == "warning"


def test_what_came_in_is_shown_by_its_title() -> None:
    words = told(Outcome("/a.html", Result.ADDED, 3), "Vote at sixteen")
    assert (words.title, words.happened, words.tone) == ("Vote at sixteen", "Added.", "success")
    assert words.remedies == ("look",)


def test_what_came_in_unsure_says_of_what() -> None:
    words = told(Outcome("/a.html", Result.ADDED, 3, notes=(Note("short-text", "38"),)))
    assert words.tone == "warning"
    assert words.advice
    assert words.remedies == ("look", "aside")


def test_even_an_unknown_failure_has_words() -> None:
    assert told(Outcome("/a", Result.NEEDS_A_LOOK)).happened
    assert told(Outcome("/a", Result.NEEDS_A_LOOK, error=NoText(reason="sign-in"))).advice


def test_every_button_says_something() -> None:
    for remedy in ("look", "browser", "file", "again", "allow", "aside"):
        assert remedy_words(remedy)  # type: ignore[arg-type]
