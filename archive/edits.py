"""The person's decisions applied over a cleaned article. Pure: the cleaned article itself never changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from archive.model import (
    Block,
    BlockRef,
    CleanArticle,
    Edit,
    Moment,
    Precision,
    Removal,
    RemovalReason,
    content_key,
)

FIELDS = ("title", "authors", "source", "published", "language", "standfirst", "section")
"""What an edit of kind `field` can set. Authors are divided by `;`, a date is ISO: a year, month or day."""


def block_refs(blocks: Sequence[Block]) -> Iterator[BlockRef]:
    """The stable name of each block, in order: its content and which of the equal ones it is."""
    seen: Counter[str] = Counter()
    for block in blocks:
        key = content_key(block.text or block.href or "")
        yield BlockRef(key, seen[key])
        seen[key] += 1


def apply_edits(article: CleanArticle, edits: Sequence[Edit]) -> CleanArticle:
    """The article as the person wants it.

    An edit whose block the article no longer has changes nothing, and is kept: a later cleaning may find
    the block again. The last edit of a block or field wins.
    """
    if not edits:
        return article
    wishes = {edit.block: edit.kind for edit in edits if edit.block is not None}
    blocks = tuple(
        _wished(block, wishes.get(ref))
        for block, ref in zip(article.blocks, block_refs(article.blocks), strict=True)
    )
    fields = {edit.field: edit.value for edit in edits if edit.field}
    return _with_fields(replace(article, blocks=blocks), fields)


def _wished(block: Block, kind: str | None) -> Block:
    if kind == "put-back" and block.removed is not None:
        return replace(block, removed=None)
    if kind == "remove" and block.removed is None:
        return replace(block, removed=Removal(RemovalReason.BY_PERSON))
    return block


def _with_fields(article: CleanArticle, fields: dict[str, str | None]) -> CleanArticle:
    origins = dict(article.metadata_from)
    for name, value in fields.items():
        text = (value or "").strip() or None
        match name:
            case "title":
                article = replace(article, title=text or article.title)
            case "authors":
                names = tuple(part.strip() for part in (text or "").split(";") if part.strip())
                article = replace(article, authors=names)
            case "source":
                article = replace(article, source=text)
            case "published":
                article = replace(article, published=typed_moment(text) if text else None)
            case "language":
                article = replace(article, language=text)
            case "standfirst":
                article = replace(article, standfirst=text)
            case "section":
                article = replace(article, section=text)
        origins[name] = "you"
    guessed = article.guessed - fields.keys()
    return replace(article, metadata_from=origins, guessed=guessed)


def typed_moment(text: str) -> Moment | None:
    """A typed ISO date: `2023`, `2023-03` or `2023-03-14`; None when it is none of these."""
    parts = text.strip().split("-")
    if not 1 <= len(parts) <= 3 or not all(part.isdecimal() for part in parts) or len(parts[0]) != 4:
        return None
    numbers = [int(part) for part in parts]
    try:
        date(numbers[0], numbers[1] if len(parts) > 1 else 1, numbers[2] if len(parts) > 2 else 1)
    except ValueError:
        return None
    value = "-".join([parts[0], *(part.zfill(2) for part in parts[1:])])
    return Moment(value, (Precision.YEAR, Precision.MONTH, Precision.DAY)[len(parts) - 1], text)
