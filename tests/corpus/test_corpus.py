"""Every page of the corpus comes out right: the words that a reader should get, no other, and the title.

`floors.toml` says how many pages of a class must. A floor is lowered by nobody without the change showing it.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from difficulties import DIFFICULTIES
from pages import Page

from archive.clean import clean
from archive.errors import NoText
from archive.model import Document

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))
_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def fault(page: Page) -> str | None:
    """What is wrong with what the cleaner makes of a page."""
    try:
        article = clean(Document("a.html", "https://gazette.example/2025/a", page.markup, "page"))
    except NoText as error:
        return None if page.text is None else f"no text ({error.facts['reason']})"
    got = words(article.text)
    if page.text is None:
        return f"read as an article: {article.text[:80]}"
    wanted = words("\n".join(page.text))
    if got != wanted:
        lost, more = [w for w in wanted if w not in got], [w for w in got if w not in wanted]
        return f"{len(got)} words for {len(wanted)}; lost {lost[:8]}, more {more[:8]}"
    if page.title and words(article.title) != words(page.title):
        return f"title: {article.title}"
    return None


@pytest.mark.parametrize("name", list(DIFFICULTIES))
def test_pages_come_out_right(name: str) -> None:
    pages = list(DIFFICULTIES[name]())
    faults = {page.name: found for page in pages if (found := fault(page)) is not None}
    right = len(pages) - len(faults)
    assert len(pages) >= FLOORS[name]["pages"]
    assert right >= FLOORS[name]["right"], faults
