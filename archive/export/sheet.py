"""A list of articles as CSV for a spreadsheet: one line each, nothing in it that a program would run."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from archive.export import safe
from archive.model import Exportable, Labels

COLUMNS = (
    "title",
    "authors",
    "source",
    "published",
    "language",
    "address",
    "words",
    "added",
    "read",
    "starred",
    "tags",
    "highlights",
    "note",
)
_LONGEST = 32_000
"""Letters of a cell; spreadsheets take 32,767."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def write(items: Iterable[Exportable], path: Path, labels: Labels) -> None:
    """UTF-8 with its mark, without which Excel takes it for something else (RFC 4180 for the rest)."""
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file, dialect="excel")
        lines.writerow(COLUMNS)
        for item in items:
            lines.writerow([cell(value) for value in _row(item)])


def _row(item: Exportable) -> Iterable[str]:
    stored = item.stored
    article = stored.article
    yield article.title
    yield "; ".join(article.authors)
    yield stored.source.name if stored.source else article.source or ""
    yield article.published.value if article.published else ""
    yield article.language or ""
    yield article.url or ""
    yield str(stored.words)
    yield stored.added_at.isoformat(timespec="seconds")
    yield "yes" if stored.status.is_read else ""
    yield "yes" if stored.status.is_starred else ""
    yield "; ".join(item.tags)
    yield str(sum(highlight.anchor is not None for highlight in item.highlights) or "")
    yield "\n".join(highlight.note for highlight in item.highlights if highlight.note)


def cell(words: str) -> str:
    """A text that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    words = safe.text(words)[:_LONGEST]
    return f"'{words}" if words.lstrip(" \n\u00a0").startswith(_FORMULA) else words
