"""An article for the tests of the reading pane: invented, with hits, repetitions and leftovers."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtWidgets import QApplication

from archive.model import (
    Block,
    BlockKind,
    CleanArticle,
    Mark,
    Marked,
    Moment,
    Precision,
    Removal,
    RemovalReason,
    Source,
    Span,
    Status,
    StoredArticle,
)
from reader.article_view import ArticleView

FIRST = (
    "A cross-party committee recommended on Tuesday that the voting age be lowered to 16 for all elections, "
    "ending fourteen months of hearings that drew evidence from schools and three former prime ministers."
)
SECOND = (
    "The report, adopted by nine votes to four, stops short of naming a date. It says instead that "
    "registration should open at least twelve months before the first poll at which the change applies."
)
THIRD = (
    "“We were asked whether, not when,” said Ingrid Falk, who chaired the committee. “On the first question "
    "the evidence was clear. On the second, ministers must answer for their own timetable.”"
)
FOURTH = "The Electoral Office told the inquiry that its systems were built around a voting age of 18."


def paragraph(text: str, *marks: Mark, removed: Removal | None = None) -> Block:
    return Block(BlockKind.PARAGRAPH, text, marks, removed)


BLOCKS = (
    paragraph(FIRST),
    paragraph(SECOND),
    paragraph(FIRST, removed=Removal(RemovalReason.REPEATS, 0)),
    paragraph(THIRD),
    paragraph("Get the Gazette in your inbox.", removed=Removal(RemovalReason.NEWSLETTER)),
    Block(BlockKind.HEADING, "What would change", level=2),
    paragraph(FOURTH),
    Block(BlockKind.IMAGE, "Ingrid Falk at the hearing", href="falk.jpg"),
    Block(BlockKind.CAPTION, "Ingrid Falk, who chairs the committee. Image: M. Osei"),
    paragraph("See the full report.", Mark(8, 19, "link", "https://gazette.example/report")),
    paragraph("Share this", removed=Removal(RemovalReason.SHARING)),
    paragraph("Copy link", removed=Removal(RemovalReason.SHARING)),
)

ARTICLE = CleanArticle(
    url="https://www.gazette.example/politics/voting-age",
    title="Committee backs lower voting age, but leaves the date open",
    authors=("Marta Lindqvist", "Daniel Osei"),
    source="The Harbour Gazette",
    published=Moment("2023-03-14", Precision.DAY),
    language="en",
    blocks=BLOCKS,
    standfirst="Members agreed that sixteen-year-olds should vote. They could not agree on when.",
    section="Politics",
)


def stored(article: CleanArticle = ARTICLE, number: int = 1) -> StoredArticle:
    source = Source(1, "gazette.example", article.source) if article.source else None
    return StoredArticle(
        id=number,
        uuid=f"00000000-0000-4000-8000-{number:012}",
        article=article,
        source=source,
        status=Status(),
        edits=(),
        versions=(),
        added_at=datetime(2024, 5, 3, 9, 30, tzinfo=UTC),
        origin="voting-age.html",
        job_id=1,
        words=len(article.text.split()),
    )


def marked(article: CleanArticle, words: str) -> Marked:
    """Every place of a regular expression, as the core would mark it."""

    def spans(text: str) -> tuple[Span, ...]:
        return tuple(Span(found.start(), found.end()) for found in re.finditer(words, text, re.IGNORECASE))

    return Marked(spans(article.text), spans(article.title), spans(article.captions))


def put_back(article: CleanArticle, *texts: str) -> CleanArticle:
    """The article as it stands after these removed blocks were put back."""
    blocks = tuple(replace(b, removed=None) if b.removed and b.text in texts else b for b in article.blocks)
    return replace(article, blocks=blocks)


def long_article(words: int, *, hit_at: int | None = None) -> CleanArticle:
    """An article of so many words in paragraphs of sixty, «treaty» once where `hit_at` says."""
    line = ("The council heard the plan and asked when the harbour line would be built " * 5).split()[:60]
    paragraphs = []
    for n in range(0, words, 60):
        mine = list(line)
        if hit_at is not None and n <= hit_at < n + 60:
            mine[30] = "treaty"
        paragraphs.append(paragraph(f"{n} " + " ".join(mine)))
    return replace(ARTICLE, blocks=tuple(paragraphs))


def fill(view: ArticleView) -> None:
    """Wait until all of the article is there."""
    while not view.column.body.article_document.is_complete:
        QApplication.processEvents()
