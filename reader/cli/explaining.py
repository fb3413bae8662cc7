"""Why a page was cleaned as it was, as a table of plain columns: for whoever mends the cleaner."""

from __future__ import annotations

from archive.model import Block, Considered, Explanation
from reader.cli.output import SCHEMA_VERSION, Output
from reader.cli.shapes import Json, article_document
from reader.messages import removal_words


def write_explanation(output: Output, found: Explanation) -> None:
    """The candidates for the body with their evidence, the choice, then each passage with its fate."""
    output.line(output.strong(found.origin))
    output.line(f"headline {found.headline}")
    for candidate in found.candidates:
        views = " ".join(candidate.views)
        output.line(
            f"candidate {candidate.first}-{candidate.last}  prose {candidate.prose}  "
            f"evidence {candidate.evidence}  {views}  {candidate.place}"
        )
    if found.body is not None:
        body = found.body
        output.line(
            output.strong(f"body {body.first}-{body.last}  prose {body.prose}  {' '.join(body.views)}")
        )
    if found.article is None:
        output.line(found.reason)
        return
    for number, block in enumerate(found.article.blocks):
        output.line(f"{number:4} {_fate(block)}  {block.kind}  {block.text[:90]}".replace("\n", " "))


def _fate(block: Block) -> str:
    if block.removed is None:
        return "+"
    twin = block.removed.twin
    return f"- {removal_words(block.removed, None)}" + ("" if twin is None else f" = {twin}")


def explanation_document(found: Explanation) -> Json:
    """The same for a program."""
    return {
        "schema_version": SCHEMA_VERSION,
        "origin": found.origin,
        "headline": found.headline,
        "candidates": [_considered(c) for c in found.candidates],
        "body": _considered(found.body) if found.body else None,
        "article": article_document(found.article) if found.article else None,
        "reason": found.reason or None,
    }


def _considered(one: Considered) -> Json:
    return {
        "first": one.first,
        "last": one.last,
        "place": one.place,
        "prose": one.prose,
        "views": list(one.views),
        "evidence": one.evidence,
    }
