"""`clean --explain`: the places looked at, the choice, the fate of each passage."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from archive import explain_files
from archive.cancel import CancelToken
from archive.clean import clean
from archive.clean.explain import explain
from archive.model import Document, Explanation

TEXTS = tuple(
    f"The council of Eastmere voted on Monday, for the {ordinal} time, to keep the ferry running."
    for ordinal in ("first", "second", "third")
)
PAGE = (
    "<title>Ferry stays in Eastmere</title><nav><a href=/>Home</a></nav><article class=story>"
    f"<h1>Ferry stays in Eastmere</h1>{''.join(f'<p>{t}</p>' for t in TEXTS)}</article>"
)


def test_the_choice_is_among_the_candidates_and_the_article_is_what_clean_gives() -> None:
    document = Document("a.html", None, PAGE, "page")
    found = explain(document)
    assert found.article == clean(document)
    assert found.body is not None
    best = found.candidates[0]
    assert (found.body.first, found.body.last) == (best.first, best.last)
    assert "article.story" in best.place
    assert best.evidence >= found.candidates[-1].evidence


def test_where_there_is_no_article_the_reason_is_told() -> None:
    assert explain(Document("a.html", None, "", "page")).reason == "empty"
    assert explain(Document("a.txt", None, TEXTS[0], "text")).article is not None


def test_files_are_explained_in_the_workshop(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    paths = [str(tmp_path / "a.html"), str(tmp_path / "missing.html")]
    now = datetime(2026, 1, 1, tzinfo=UTC)
    done = list(explain_files(paths, captured_at=now, cancel=CancelToken()))
    assert isinstance(done[0], Explanation)
    assert done[0].candidates
    assert isinstance(done[1], tuple)
