"""Where the article is looked for."""

from __future__ import annotations

import pytest

from archive.clean import clean
from archive.model import BlockKind, Document

BEFORE = "The council published every district's figures on Tuesday, and said that they were final."
AFTER = "Two of the districts have asked for a second count, which the council will hold in the spring."


@pytest.mark.parametrize("rows", [3, 100, 1000])
def test_a_table_of_figures_never_swallows_the_text_around_it(rows: int) -> None:
    cells = "".join(
        f"<tr><td>District {row}</td><td>{row * 7}</td><td>{row * 3}</td></tr>" for row in range(rows)
    )
    markup = (
        "<html><head><title>All figures</title></head><body><article><h1>All figures</h1>"
        f"<p>{BEFORE}</p><table>{cells}</table><p>{AFTER}</p></article></body></html>"
    )
    article = clean(Document("figures.html", None, markup, "page"))
    kept = [block for block in article.blocks if block.removed is None]
    assert [block.kind for block in kept] == [BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.PARAGRAPH]
    assert (kept[0].text, kept[2].text) == (BEFORE, AFTER)
