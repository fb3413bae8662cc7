"""A block in the making: the rules set its kind and, where it is out, the reason and the twin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.model import Block, BlockKind, Mark, Removal, RemovalReason


@dataclass(slots=True, eq=False)
class Entry:
    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    marks: tuple[Mark, ...] = ()
    level: int = 0
    ordinal: int | None = None
    href: str | None = None
    cell: tuple[int, int, int] | None = None
    node: int = -1
    piece: int = -1
    flags: int = 0
    letters: float = 0.0
    link_share: float = 0.0
    sentences: int = 0
    reason: RemovalReason | None = None
    twin: Entry | None = None

    @property
    def is_kept(self) -> bool:
        return self.reason is None

    @property
    def is_text(self) -> bool:
        """Kept, and part of the article's text."""
        return self.reason is None and self.kind not in (BlockKind.IMAGE, BlockKind.CAPTION)

    def drop(self, reason: RemovalReason, twin: Entry | None = None) -> None:
        if self.reason is None:
            self.reason, self.twin = reason, twin


def to_blocks(entries: Sequence[Entry]) -> tuple[Block, ...]:
    """The finished blocks; twins become indices."""
    index = {id(entry): number for number, entry in enumerate(entries)}
    return tuple(
        Block(
            entry.kind,
            entry.text,
            entry.marks,
            None
            if entry.reason is None
            else Removal(entry.reason, index.get(id(entry.twin)) if entry.twin is not None else None),
            entry.level,
            entry.ordinal,
            entry.href,
        )
        for entry in entries
    )
