"""A person's decisions about two hundred pages outlive a cleaner that decides otherwise."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from pages import BUILDS, paragraphs, teasers
from stories import LONG, LONG_TOO, SHORT

from archive.clean import clean
from archive.edits import block_refs
from archive.model import Arrival, Block, Capture, Colour, Document, Edit, Span, content_key
from archive.store import Store

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def markups() -> Iterator[str]:
    """Two hundred pages: twenty stories, each in ten builds, with something repeated and something to drop."""
    stories = (*SHORT, LONG, LONG_TOO, LONG, LONG_TOO)
    for number, story in enumerate(stories):
        for build in BUILDS:
            extra = f'<div class="newsletter"><p>Sign up for our letter number {number}.</p></div>'
            again = paragraphs(story.text[:2]) if number % 2 else ""
            edition = f"This was edition {number} {build.__name__} of the paper."
            yield build(
                story, paragraphs((*story.text, edition)) + extra + again + teasers(story, number % 3)
            )


def document(number: int, markup: str) -> Document:
    address = f"https://gazette{number % 7}.example/{number}"
    return Document(f"{number}.html", address, markup + f"<!-- {number} -->", "page")


def is_kept(blocks: tuple[Block, ...], edit: Edit) -> bool | None:
    """Whether the block of a decision stands; None where the article does not have it."""
    for ref, block in zip(block_refs(blocks), blocks, strict=True):
        if ref == edit.block:
            return block.removed is None
    return None


@pytest.mark.slow
def test_decisions_about_two_hundred_pages_outlive_another_cleaner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(5)
    documents = [document(number, markup) for number, markup in enumerate(markups())]
    assert len(documents) == 200
    with_edits: dict[int, list[Edit]] = {}
    store = Store.open(tmp_path / "library", now=lambda: NOW)
    job = store.begin_job("pages")
    arrivals = [
        Arrival(Capture(d.origin, d.markup.encode(), NOW, final_url=d.url), clean(d), 1) for d in documents
    ]
    ids = [outcome.article_id for outcome in store.add(job, arrivals)]
    numbers = {number: position for position, number in enumerate(ids) if number is not None}
    assert len(numbers) == 200
    for article_id, position in numbers.items():
        blocks = arrivals[position].article.blocks
        refs = list(block_refs(blocks))
        out = [n for n, b in enumerate(blocks) if b.removed is not None and len(b.text) > 20]
        kept = [n for n, b in enumerate(blocks) if b.is_text]
        edits = [Edit("remove", refs[chance.choice(kept)])]
        edits += [Edit("put-back", refs[chance.choice(out)])] if out else []
        edits.append(Edit("field", field="title", value=f"My title {position}"))
        text = arrivals[position].article.text
        for length in (12, 90, 400):
            start = chance.randrange(max(1, len(text) - length))
            store.highlight(article_id, Span(start, min(len(text), start + length)), Colour.SKY, "")
        with_edits[article_id] = edits
        store.change_edits(add=[(article_id, edit) for edit in edits])

    for name in ("archive.clean.page.mark_repeats", "archive.clean.lines._by_words"):
        monkeypatch.setattr(name, lambda *_: None)
    monkeypatch.setattr("archive.clean.body.narrow", lambda judged, finder, best, *_: best)
    otherwise = held = placed = unplaced = 0
    for article_id, position in numbers.items():
        again = clean(documents[position])
        otherwise += again.blocks != arrivals[position].article.blocks
        store.recleaned(article_id, again, 2)
        article = store.article(article_id).article
        assert article.title == f"My title {position}"
        for edit in with_edits[article_id]:
            if edit.kind != "field" and (kept := is_kept(article.blocks, edit)) is not None:
                assert kept is (edit.kind == "put-back")
                held += 1
        for mark in store.highlights(article_id):
            if mark.anchor is not None and mark.span is not None:
                words = article.text[mark.span.start : mark.span.end]
                assert content_key(words) == content_key(mark.anchor.quote)
                placed += 1
            else:
                unplaced += 1
    assert placed > 300
    assert unplaced > 10
    assert otherwise > 50
    assert held > 250
    store.close()
