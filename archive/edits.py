"""The person's decisions applied over a cleaned article. Pure: the cleaned article itself never changes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from archive.model import (
    TEXT_KINDS,
    Block,
    BlockKind,
    BlockRef,
    CleanArticle,
    Edit,
    Moment,
    Precision,
    Removal,
    RemovalReason,
    Verdict,
    content_key,
)

FIELDS = ("title", "authors", "source", "published", "language", "standfirst", "section")
"""What an edit of kind `field` can set. Authors are divided by `;`, a date is ISO: a year, month or day."""

ENCODING = "encoding"
"""An edit of kind `field` with this name says how the kept page is to be read; the text is made by that."""

SHORTEST, LONGEST = 20, 800
"""Letters of a passage that a rule can be made of: a shorter one is a label, a longer one no furniture."""


def may_be_a_rule(text: str) -> bool:
    """True for a passage that is known again in other articles."""
    return SHORTEST <= len(text) <= LONGEST


def block_refs(blocks: Sequence[Block]) -> Iterator[BlockRef]:
    """The stable name of each block, in order: its content and which of the equal ones it is."""
    seen: Counter[str] = Counter()
    for block in blocks:
        key = content_key(block.text or block.href or "")
        yield BlockRef(key, seen[key])
        seen[key] += 1


def apply_edits(
    article: CleanArticle, edits: Sequence[Edit], rules: Mapping[str, Verdict] | None = None
) -> CleanArticle:
    """The article as the person wants it. `rules`: what holds for passages of this content in its source.

    An edit whose block the article no longer has changes nothing, and is kept: a later cleaning may find
    the block again. The last edit of a block or field wins, over every rule too.
    """
    if not edits and not rules:
        return article
    wishes = {e.block: e.kind for e in edits if e.block is not None and e.kind in ("put-back", "remove")}
    standing = rules or {}
    refs = list(block_refs(article.blocks))
    blocks = tuple(
        _wished(block, wishes.get(ref), standing.get(ref.key))
        for block, ref in zip(article.blocks, refs, strict=True)
    )
    blocks = _with_added(blocks, refs, [e for e in edits if e.kind == "add"])
    fields = {edit.field: edit.value for edit in edits if edit.kind == "field" and edit.field in FIELDS}
    return _with_fields(replace(article, blocks=blocks), fields)


def _wished(block: Block, kind: str | None, rule: Verdict | None) -> Block:
    is_wanted = kind == "put-back" or (kind is None and rule == "keep")
    if block.removed is not None:
        return replace(block, removed=None) if is_wanted else block
    if kind == "remove":
        return replace(block, removed=Removal(RemovalReason.BY_PERSON))
    if kind is None and rule == "remove":
        return replace(block, removed=Removal(RemovalReason.RULE))
    return block


def _with_added(
    blocks: tuple[Block, ...], refs: Sequence[BlockRef], added: Sequence[Edit]
) -> tuple[Block, ...]:
    """Passages taken from the kept page, each after its block; what the text has by itself now is not added.

    A passage whose block is gone stands at the end: it is never lost.
    """
    if not added:
        return blocks
    kept = {ref.key for block, ref in zip(blocks, refs, strict=True) if block.is_text}
    place = {ref: number for number, ref in enumerate(refs)}
    after: dict[int, list[Block]] = defaultdict(list)
    for edit in sorted(added, key=lambda edit: edit.position or 0):
        text = edit.value or ""
        if text and content_key(text) not in kept:
            at = -1 if edit.block is None else place.get(edit.block, len(blocks) - 1)
            after[at].append(Block(BlockKind(edit.field or BlockKind.PARAGRAPH), text))
    found = list(after[-1])
    moved: list[int] = []
    for number, block in enumerate(blocks):
        moved.append(len(found))
        found += [block, *after[number]]
    return tuple(_pointed(block, moved) for block in found)


def _pointed(block: Block, moved: Sequence[int]) -> Block:
    if block.removed is None or block.removed.twin is None:
        return block
    return replace(block, removed=replace(block.removed, twin=moved[block.removed.twin]))


def taken_out(edits: Sequence[Edit], blocks: Collection[BlockRef]) -> tuple[list[Edit], list[Edit]]:
    """The edits that take these blocks out: those to add, and those to let fall.

    A passage that the person brought in from the kept page goes by letting that go.
    """
    added = {content_key(edit.value or ""): edit for edit in edits if edit.kind == "add"}
    gone = [added[ref.key] for ref in blocks if ref.key in added]
    return [Edit("remove", ref) for ref in blocks if ref.key not in added], gone


def used(article: CleanArticle, page: Sequence[Block], positions: Collection[int]) -> list[Edit]:
    """The edits that bring these blocks of the kept page into the article.

    What the article has among its removed blocks is put back there; the rest is added after the block
    that stands before it in the page. What is in the text already needs none.
    """
    found: list[Edit] = []
    refs = list(block_refs(article.blocks))
    removed = {r.key: r for b, r in zip(article.blocks, refs, strict=True) if b.removed is not None}
    kept = {r.key: r for b, r in zip(article.blocks, refs, strict=True) if b.is_text}
    before: BlockRef | None = None
    for position, block in enumerate(page):
        key = content_key(block.text)
        if position in positions and block.text.strip() and key not in kept:
            if key in removed:
                found.append(Edit("put-back", removed[key]))
            else:
                kind = block.kind if block.kind in TEXT_KINDS else BlockKind.PARAGRAPH
                found.append(Edit("add", before, kind.value, block.text, position))
        before = kept.get(key) or removed.get(key) or before
    return found


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
