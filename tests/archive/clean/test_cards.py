"""Cards of other articles inside the text, and calls to hand the article on."""

from __future__ import annotations

import pytest

from archive.clean import clean
from archive.model import CleanArticle, Document, RemovalReason

TOLD = [
    f"Sentence {word} of the report says what the council of Eastmere did about the ferry, and why."
    for word in ("one", "two", "three", "four")
]


def cleaned(inner: str) -> CleanArticle:
    text = "".join(f"<p>{sentence}</p>" for sentence in TOLD[:2])
    rest = "".join(f"<p>{sentence}</p>" for sentence in TOLD[2:])
    markup = f"<title>Ferry stays</title><article><h1>Ferry stays</h1>{text}{inner}{rest}</article>"
    return clean(Document("a.html", "https://gazette.example/ferry", markup, "page"))


@pytest.mark.parametrize(
    "card",
    [
        "<div><div>Related</div><h5><a href=/bridge>Bridge closes for a year</a></h5>"
        "<p>Nobody in the town knows what it will cost.</p></div>",
        "<a href=/bridge><div><p>Bridge closes for a year. Nobody knows what it will cost.</p></div></a>",
        "<p><a href=/bridge>Bridge closes for a year. Nobody in the town knows what it will...</a></p>",
    ],
)
def test_a_card_of_another_article_is_out(card: str) -> None:
    article = cleaned(card)
    assert article.text.split("\n") == TOLD
    out = [b.removed.reason for b in article.blocks if b.removed and "Bridge" in b.text]
    assert out == [RemovalReason.RELATED]


@pytest.mark.parametrize(
    "kept",
    [
        "<p><a href=/source>The ferry stays. So says the report of the council, in all its pages.</a></p>",
        "<div><p>Related</p><p>Two of the families are related, as the report says.</p></div>",
    ],
)
def test_a_linked_sentence_and_a_box_without_a_door_stay(kept: str) -> None:
    assert len(cleaned(kept).text.split("\n")) == len(TOLD) + 1


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("Share this article: by post, in a group, on the board", False),
        ("Share this story", False),
        ("Diesen Artikel teilen: per Post", False),
        ("Share prices fell on Monday, as the board had expected.", True),
        ("Share this burden, she said. Nobody else will carry it for us.", True),
    ],
)
def test_a_call_to_share_is_out_of_pasted_text(line: str, stays: bool) -> None:
    text = "\n\n".join(["Ferry stays", *TOLD[:2], line, *TOLD[2:]])
    article = clean(Document("paste.txt", None, text, "text"))
    assert (line in article.text) is stays
