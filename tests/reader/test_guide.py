"""The guide: written for the commands there are, found by any of its words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from archive.model import BlockKind
from reader import assets
from reader.actions import Actions
from reader.guide import holes, parsed, search, snippet, topics
from reader.guiding import named
from reader.i18n import languages
from reader.resources import resource
from reader.theme import Theme

WRITTEN = [code for code in languages() if (resource("guide") / code).is_dir()]


@pytest.mark.parametrize("language", WRITTEN)
def test_every_key_it_tells_is_of_a_command(qapp: QApplication, language: str) -> None:
    owner = QObject()
    actions = Actions(owner, Theme(assets.design()))
    keys = {action.objectName(): named(action) for action in actions.all}
    assert holes(language) <= keys.keys()
    assert keys["star"] == "S"
    for topic in topics(language, keys):
        assert topic.title
        assert topic.blocks
        assert "{" not in topic.text
        assert "**" not in topic.text


def test_a_language_without_one_reads_english() -> None:
    english = [topic.title for topic in topics("en", {})]
    assert [topic.title for topic in topics("xx", {})] == english
    for language in WRITTEN:
        assert [t.name for t in topics(language, {})] == [t.name for t in topics("en", {})]


def test_the_little_of_markdown_it_is_written_in() -> None:
    topic = parsed(
        "x",
        "# Title\n\nOne *two* **three**\nfour `five`.\n\n## Part\n\n- a\n- **b** c\n\n"
        "| x | y |\n|---|---|\n| 1 | 2 |",
    )
    assert topic.title == "Title"
    assert [block.kind for block in topic.blocks] == [
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.ITEM,
        BlockKind.ITEM,
        BlockKind.TABLE,
    ]
    first = topic.blocks[0]
    assert first.text == "One two three four five."
    assert [(first.text[m.start : m.end], m.kind) for m in first.marks] == [
        ("two", "em"),
        ("three", "strong"),
        ("five", "code"),
    ]
    assert topic.blocks[-1].text == "x\ty\n1\t2"


def test_it_is_found_by_the_beginnings_of_words() -> None:
    guide = topics("en", {})
    found = search(guide, "BACKUP fold")
    assert found[0].topic.name == "library"
    words = {found[0].topic.text[span.start : span.end].casefold() for span in found[0].spans}
    assert words == {"backup", "fold"}
    text, spans = snippet(found[0])
    assert text[spans[0].start : spans[0].end].casefold() in words
    assert search(guide, "zzz") == []
    assert len(search(guide, "  ")) == len(guide)
    assert search(guide, "searching")[0].topic.name == "search"
