"""Where a byline may stand: under the headline, right before the text, below it."""

from __future__ import annotations

import pytest

from archive.clean import clean
from archive.model import Document

BODY = "".join(
    f"<p>The council of Eastmere voted on Monday, for the {ordinal} time in a year, to keep the old ferry "
    "running until the bridge has been repaired and its fares have been settled.</p>"
    for ordinal in ("first", "second", "third", "fourth", "fifth")
)
SERIES = "".join(
    f"<figure><img src={n}.jpg alt='View {n}'><figcaption>Picture {n}</figcaption></figure>"
    for n in range(25)
)


def authors(inner: str) -> tuple[str, ...]:
    page = f"<title>Ferry stays</title><article><h1>Ferry stays</h1>{inner}</article>"
    return clean(Document("a.html", None, page, "page")).authors


@pytest.mark.parametrize(
    "inner",
    [
        f"<div class=authors>By Ada Quill and Ivo Bell</div>{BODY}",
        f"<ul class=gallery>{SERIES}</ul><div><div class=authors>By Ada Quill, "
        f"<a href=/author/ivo-bell>Ivo Bell</a></div><div>{BODY}</div></div>",
        f"{BODY}<p class=article_authors>Ada Quill, Ivo Bell</p>",
        f"{BODY}<div class=edit>(责编：Ada Quill、Ivo Bell)</div>",
    ],
)
def test_a_byline_is_found(inner: str) -> None:
    assert authors(inner) == ("Ada Quill", "Ivo Bell")


def test_a_form_names_nobody() -> None:
    assert authors(f"{BODY}<form><label class=comment-author>Name</label></form>") == ()


def test_the_outlet_stands_behind_the_headline_where_nothing_else_names_it() -> None:
    body = "".join(
        f"<p>The council met on day {n} and heard the clerk read the report aloud.</p>" for n in range(6)
    )
    page = "<html><head><title>{}</title></head><body><article><h1>Ferry charge falls</h1>" + body
    for title, source in (
        ("Ferry charge falls | Harbour Gazette", "Harbour Gazette"),
        ("Ferry charge falls – Diario del Faro", "Diario del Faro"),
        ("Ferry charge falls", None),
        ("Ferry charge falls again, say councils - no", None),
    ):
        article = clean(Document("a.html", None, page.format(title), "page"))
        assert (article.title, article.source) == ("Ferry charge falls", source), title
