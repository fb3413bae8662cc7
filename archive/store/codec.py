"""A cleaned article as bytes for a row, and back: a format byte, then JSON under zlib."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from archive.model import (
    TEXT_KINDS,
    Block,
    BlockKind,
    CleanArticle,
    Mark,
    Moment,
    Note,
    Precision,
    Removal,
    RemovalReason,
)

FORMAT = 1
"""A new kind or field that older programs cannot read takes the next number, with a new schema version."""

_LARGEST = 200_000_000
"""Bytes after unpacking; more is no article but damage or malice."""


_TEXT_KINDS = frozenset(kind.value for kind in TEXT_KINDS)


class Undecodable(ValueError):
    """The bytes are no article that this program wrote."""


def encode(article: CleanArticle) -> bytes:
    """The whole article, removed blocks included. Same in, same out."""
    return bytes([FORMAT]) + zlib.compress(_to_json(article), 6)


class Words(NamedTuple):
    """What of an article has words to be searched: cheaper to come by than the article."""

    title: str
    text: str
    captions: str
    standfirst: str | None
    authors: tuple[str, ...]
    language: str | None
    url: str | None

    @classmethod
    def of(cls, article: CleanArticle) -> Words:
        return cls(
            article.title,
            article.text,
            article.captions,
            article.standfirst,
            article.authors,
            article.language,
            article.url,
        )


def decode(data: bytes) -> CleanArticle:
    """What `encode` was given. Raises `Undecodable`."""
    with _undecodable():
        return _article(_from_json(data))


def words(data: bytes) -> Words:
    """`Words.of(decode(data))`, several times as fast. Raises `Undecodable`."""
    with _undecodable():
        value = _from_json(data)
        kept = [block for block in value["blocks"] if "r" not in block]
        return Words(
            value["title"],
            "\n".join([block["t"] for block in kept if block["k"] in _TEXT_KINDS and block["t"]]),
            "\n".join([block["t"] for block in kept if block["k"] == BlockKind.CAPTION]),
            value["standfirst"],
            tuple(value["authors"]),
            value["language"],
            value["url"],
        )


@contextmanager
def _undecodable() -> Iterator[None]:
    try:
        yield
    except Undecodable:
        raise
    except (zlib.error, ValueError, KeyError, TypeError, IndexError) as error:
        raise Undecodable(type(error).__name__) from error


def _from_json(data: bytes) -> dict[str, Any]:
    if not data or data[0] != FORMAT:
        raise Undecodable("format")
    unpacker = zlib.decompressobj()
    # surrogatepass both ways: pages hold lone surrogates, and JSON escapes would join two of them.
    text = unpacker.decompress(data[1:], _LARGEST).decode("utf-8", "surrogatepass")
    if not unpacker.eof or unpacker.unused_data:
        raise Undecodable("cut")
    value: dict[str, Any] = json.loads(text)
    return value


def _to_json(article: CleanArticle) -> bytes:
    value: dict[str, Any] = {
        "url": article.url,
        "title": article.title,
        "authors": article.authors,
        "source": article.source,
        "published": _moment_out(article.published),
        "language": article.language,
        "standfirst": article.standfirst,
        "modified": _moment_out(article.modified),
        "section": article.section,
        "lead_image": article.lead_image,
        "is_partial": article.is_partial,
        "metadata_from": dict(article.metadata_from),
        "guessed": sorted(article.guessed),
        "notes": [[note.kind, note.detail] for note in article.notes],
        "blocks": [_block_out(block) for block in article.blocks],
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _article(value: dict[str, Any]) -> CleanArticle:
    return CleanArticle(
        url=value["url"],
        title=value["title"],
        authors=tuple(value["authors"]),
        source=value["source"],
        published=_moment_in(value["published"]),
        language=value["language"],
        blocks=tuple(_block_in(block) for block in value["blocks"]),
        standfirst=value["standfirst"],
        modified=_moment_in(value["modified"]),
        section=value["section"],
        lead_image=value["lead_image"],
        is_partial=value["is_partial"],
        metadata_from=value["metadata_from"],
        guessed=frozenset(value["guessed"]),
        notes=tuple(Note(kind, detail) for kind, detail in value["notes"]),
    )


def _moment_out(moment: Moment | None) -> list[str] | None:
    return None if moment is None else [moment.value, moment.precision.value, moment.words]


def _moment_in(value: list[str] | None) -> Moment | None:
    return None if value is None else Moment(value[0], Precision(value[1]), value[2])


def _block_out(block: Block) -> dict[str, Any]:
    value: dict[str, Any] = {"k": block.kind.value, "t": block.text}
    if block.marks:
        value["m"] = [[mark.start, mark.end, mark.kind, mark.href] for mark in block.marks]
    if block.removed is not None:
        value["r"] = [block.removed.reason.value, block.removed.twin]
    if block.level:
        value["l"] = block.level
    if block.ordinal is not None:
        value["o"] = block.ordinal
    if block.href is not None:
        value["h"] = block.href
    return value


def _block_in(value: dict[str, Any]) -> Block:
    removed = value.get("r")
    return Block(
        kind=BlockKind(value["k"]),
        text=value["t"],
        marks=tuple(Mark(*mark) for mark in value.get("m", ())),
        removed=None if removed is None else Removal(RemovalReason(removed[0]), removed[1]),
        level=value.get("l", 0),
        ordinal=value.get("o"),
        href=value.get("h"),
    )
