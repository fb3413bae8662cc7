"""The day of publication and the headline, where a page's witnesses disagree."""

from __future__ import annotations

import pytest

from archive.clean import clean
from archive.model import CleanArticle, Document

BODY = "".join(
    f"<p>Sentence {word} of the report says what the council of Eastmere did about the ferry, and why.</p>"
    for word in ("one", "two", "three", "four")
)


def article(head: str, under: str = "", below: str = "", heading: str = "Ferry stays") -> CleanArticle:
    title = "" if "<title>" in head else "<title>Ferry stays</title>"
    text = f"<article><h1>{heading}</h1>{under}{BODY}</article>{below}"
    markup = f"<html><head>{title}{head}</head><body>{text}</body></html>"
    return clean(Document("a.html", "https://gazette.example/ferry", markup, "page"))


@pytest.mark.parametrize(
    ("head", "under", "below", "day"),
    [
        ("<meta name=date content=2022-01-26>", "<p>21.01.2022 - 13:30</p>", "", "2022-01-21"),
        ("<meta name=dcterms.date content=2022-01-26>", "", "", "2022-01-26"),
        ("<meta name=pubdate content=2022-01-20>", "<p>21.01.2022</p>", "", "2022-01-20"),
        ("", "<p>Wed 11 May 2022</p><p>Published on 10 May 2022</p>", "", "2022-05-10"),
        ("", "<p>Updated 11 May 2022</p><p>10 May 2022</p>", "", "2022-05-10"),
        ("", "<p>26 | 01 | 2022</p>", "", "2022-01-26"),
        ("", "", "<p>Last edited: 31 October 2023, first published: 1 November 2023</p>", "2023-11-01"),
        (
            "",
            f"<p>Press notice of 25 January 2022 | Eastmere: {'The ferry goes on. ' * 12}</p>",
            "",
            "2022-01-25",
        ),
    ],
)
def test_the_day_shown_to_readers_goes_before_a_day_of_any_kind(
    head: str, under: str, below: str, day: str
) -> None:
    published = article(head, under, below).published
    assert published is not None
    assert published.value[:10] == day


@pytest.mark.parametrize(
    ("shown", "social", "heading", "title"),
    [
        (
            "How the harbour works | Gazette",
            "How the harbour works",
            "Make it yours",
            "How the harbour works",
        ),
        ("Ferry: charge falls | Gazette", "Ferry: charge falls", "Charge falls", "Charge falls"),
        ("Charge falls: town | Gazette", "Charge falls: town", "Charge falls", "Charge falls"),
        ("Charge falls | Gazette", "Charge falls | Gazette", "Charge falls", "Charge falls"),
    ],
)
def test_two_witnesses_speak_against_a_heading(shown: str, social: str, heading: str, title: str) -> None:
    head = f'<title>{shown}</title><meta property="og:title" content="{social}">'
    head += '<meta property="og:site_name" content="Gazette">'
    assert article(head, heading=heading).title == title
