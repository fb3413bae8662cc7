"""Exported and brought into a new library, an article is what it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.clean import clean
from archive.export import bundle, markdown, page
from archive.importers import documents, members
from archive.library import Library
from archive.model import (
    Anchor,
    Block,
    BlockKind,
    Capture,
    CleanArticle,
    Colour,
    Exportable,
    ExportChoice,
    Highlight,
    Labels,
    Mark,
    Moment,
    Precision,
    Span,
    Status,
    StoredArticle,
)

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
LABELS = Labels("My articles", "Contents", "Highlights", "Tags", "Untitled", lambda moment: moment.value)
SAMPLE = Path(__file__).resolve().parents[3] / "resources" / "sample"


def exportable(article: CleanArticle, **more: object) -> Exportable:
    stored = StoredArticle(1, "uuid", article, None, Status(), (), (), NOW, "/in", 1, 9)
    return Exportable(stored, **more)  # type: ignore[arg-type]


def one(name: str, data: bytes) -> CleanArticle:
    """What the importers and the cleaner make of a file with one article."""
    capture = Capture(name, data, NOW)
    (member,) = members(capture)
    assert isinstance(member, Capture)
    (document,) = documents(member)
    return clean(document)


def back(item: Exportable, form: str, tmp_path: Path) -> CleanArticle:
    path = tmp_path / f"article.{form}"
    match form:
        case "md":
            markdown.write(item, path, LABELS, {})
        case "html":
            page.write(item, path, LABELS, {})
        case _:
            bundle.write([item], path, LABELS)
    return one(path.name, path.read_bytes())


# What Markdown, HTML and YAML could take for signs of their own; blanks are never doubled in a cleaned text.
PIECES = st.sampled_from(
    [
        *"aZ9é中*_[]()<>&#|~`-+.!\"'=:\\$",
        "1.",
        "&amp;",
        "&#39;",
        "<b>",
        "](x)",
        "---",
        "```",
        "==",
        "![",
        "http://a.example/",
    ]
)
WORDS = st.lists(PIECES, min_size=1, max_size=6).map("".join)
TEXTS = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
PROSE = st.tuples(st.sampled_from(["The council", "“No”", "* Ask", "4. Then"]), TEXTS).map(" ".join)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    kind = draw(st.sampled_from([*BlockKind]))
    if kind is BlockKind.TABLE:
        columns = draw(st.integers(1, 3))
        rows = draw(st.lists(st.lists(TEXTS, min_size=columns, max_size=columns), min_size=2, max_size=3))
        return Block(kind, "\n".join("\t".join(row) for row in rows), level=draw(st.integers(0, 1)))
    text = draw(PROSE)
    marks = []
    if kind not in (BlockKind.CODE, BlockKind.IMAGE) and draw(st.booleans()):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        kinds = st.sampled_from([("strong", None), ("em", None), ("link", "https://a.example/b(c)?d=e&f")])
        marks = [Mark(start, end, *draw(kinds))]
    level = draw(st.integers(1, 3)) if kind is BlockKind.HEADING else draw(st.integers(0, 2))
    ordinal = draw(st.none() | st.integers(1, 12)) if kind is BlockKind.ITEM else None
    return Block(kind, text, tuple(marks), level=level, ordinal=ordinal, href="x.png")


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_whatever_a_text_holds_it_comes_back_word_for_word(
    form: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp(form)

    @settings(max_examples=60, deadline=None)
    @given(st.lists(blocks(), min_size=1, max_size=5), PROSE)
    def holds(parts: list[Block], title: str) -> None:
        parts.append(Block(BlockKind.PARAGRAPH, "The end of it."))
        article = CleanArticle(None, title, (), None, None, "en", tuple(parts))
        again = back(exportable(article), form, folder)
        assert again.text == article.text
        assert again.title == " ".join(title.split())
        if form != "md":
            assert again.captions == article.captions

    holds()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", follow=False) as library:
        yield library


def known(library: Library) -> dict[str, object]:
    """All that goes with an article, by its title."""
    found: dict[str, object] = {}
    for article_id in library.ids():
        stored = library.article(article_id)
        article = stored.article
        found[article.title] = (
            article.text,
            article.authors,
            article.url,
            article.language,
            stored.source.name if stored.source else None,
            article.published and (article.published.value, article.published.precision),
            stored.status,
            [(h.colour, h.note, h.anchor, h.span) for h in library.highlights(article_id)],
        )
    return found


def test_a_library_comes_back_whole_from_three_formats(library: Library, tmp_path: Path) -> None:
    library.import_([str(SAMPLE / "harbour-gazette"), str(SAMPLE / "capital-courier")])
    ids = list(library.ids())
    assert len(ids) >= 5
    library.retag(ids, ["Water", "#city: [hall](x), #1"])
    library.set_read(ids[:2], True)
    library.set_starred(ids[1:3], True)
    for number, article_id in enumerate(ids):
        text = library.article(article_id).article.text
        library.highlight(article_id, Span(10, 60), list(Colour)[number % 4], "A “note” & <b>\n- a line: yes")
        library.highlight(article_id, Span(len(text) - 30, len(text)))
        library.highlight(article_id, None, note="On the whole\n# no heading\n--- no end")
    before = known(library)
    for form, name in (("markdown", "md"), ("html", "html"), ("json", "x.json")):
        report = library.export(ids, tmp_path / name, form, LABELS)
        assert (report.count, report.left_out) == (len(ids), ())
        with Library.open(tmp_path / f"again-{form}", follow=False) as again:
            again.import_([str(tmp_path / name)])
            assert known(again) == before, form


def test_what_the_person_did_not_choose_stays(library: Library, tmp_path: Path) -> None:
    library.import_([str(SAMPLE / "harbour-gazette")])
    ids = list(library.ids())
    library.retag(ids, ["Secret tag"])
    library.highlight(ids[0], None, note="Secret note")
    without = ExportChoice(notes=False, tags=False)
    for form in library.export_formats():
        target = tmp_path / f"{form.name}{form.suffix}"
        library.export(ids, target, form.name, LABELS, choice=without)
        files = target.iterdir() if form.is_folder else [target]
        assert not any(b"Secret" in path.read_bytes() for path in files)


def test_a_highlight_of_another_program_is_read_with_care() -> None:
    values = b"""---
title: Vote
generator: Broadside
highlights:
  - quote: council
    colour: octarine
    offset: -1
  - quote: council
    colour: sky
    offset: 4
  - not a map
  - note: without words
---

The council voted.
"""
    capture = Capture("a.md", values, NOW)
    (document,) = documents(capture)
    assert [(m.anchor, m.colour) for m in document.hints.highlights] == [
        (Anchor("council", offset=4), Colour.SKY)
    ]


def test_notes_longer_than_front_matter_can_be_are_still_there_to_read(tmp_path: Path) -> None:
    article = CleanArticle(
        None,
        "Vote",
        (),
        None,
        Moment("2023-03", Precision.MONTH),
        "en",
        (Block(BlockKind.PARAGRAPH, "One."),),
    )
    note = Highlight(1, 1, Colour.ROSE, "Long note. " * 9_000, None, None, NOW, NOW)
    again = back(exportable(article, highlights=(note,)), "md", tmp_path)
    assert again.title == "Vote"
    assert again.published == Moment("2023-03", Precision.MONTH, "2023-03")
    assert again.text.startswith("One.\nHighlights\nLong note. Long note.")
