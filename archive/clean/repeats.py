"""Repeated passages: what stands twice is kept once, the copy is out and names its twin. Refrains stay.

A genuine repetition stands apart and alone, is short, or lies in cells and items; a copy stands next to what
it copies, or in a run in the same order (findings on a thousand pages: 318 right removals, 10 wrong).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from archive.clean import flags as f
from archive.clean.entry import Entry
from archive.clean.metadata.compare import words
from archive.model import BlockKind, RemovalReason

_ADJACENT = 40
_RUN_BLOCKS, _RUN_LETTERS = 2, 120
_ALONE = 200
_NEAR_BLOCKS, _NEAR = 2, 140  # so close, a writer would not say the same again
_CREDIT_AFTER = re.compile(
    r"[\s/|(\[–—-]*(?:image|photo|foto|bild|picture|credit|crédit|illustration|imagen|imagem|immagine|fotografía|zdjęcie|фото|图|写真|الصورة)s?\b\s?(?:credit|by|de|von)?\s?[:：/©].{2,120}$",
    re.I,
)


def mark_repeats(entries: Sequence[Entry]) -> None:
    _captions(entries)
    _pull_quotes(entries)
    _copies(entries)


def _key(entry: Entry) -> str:
    return " ".join(words(entry.text))


def _copies(entries: Sequence[Entry]) -> None:
    rows = [e for e in entries if e.is_text and e.cell is None and e.kind is not BlockKind.ITEM]
    keys = [_key(e) for e in rows]
    places: dict[str, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        if key:
            places[key].append(number)
    number = 0
    while number < len(rows):
        best = 0
        source = -1
        for earlier in places[keys[number]] if keys[number] else ():
            if earlier >= number:
                break
            length = 0
            while (
                number + length < len(rows)
                and earlier + length < number
                and keys[number + length]
                and keys[earlier + length] == keys[number + length]
            ):
                length += 1
            if length > best:
                best, source = length, earlier
        if best and _is_copy(rows, number, source, best):
            for step in range(best):
                twin = rows[source + step]
                while twin.twin is not None:
                    twin = twin.twin
                rows[number + step].drop(RemovalReason.REPEATS, twin)
            number += best
        else:
            number += 1


def _is_copy(rows: Sequence[Entry], number: int, source: int, length: int) -> bool:
    run = rows[number : number + length]
    prose = [e for e in run if e.kind is not BlockKind.HEADING]
    if len(prose) >= _RUN_BLOCKS and sum(e.letters for e in run) >= _RUN_LETTERS:
        return True
    between = sum(e.is_text for e in rows[source + length : number])
    if not between:
        return sum(e.letters for e in run) >= _ADJACENT and not _is_verse(run[0])
    if len(prose) != 1 or prose[0].kind is BlockKind.QUOTE:  # a quotation may be cited again
        return False
    return prose[0].letters >= (_NEAR if between <= _NEAR_BLOCKS else _ALONE) and not _is_verse(prose[0])


def _is_verse(entry: Entry) -> bool:
    return entry.text.count("\n") >= 2


def _captions(entries: Sequence[Entry]) -> None:
    """A line «some words / Image: NAME» whose words stand elsewhere in the text is a picture's caption."""
    for entry in entries:
        if not entry.is_kept or entry.kind not in (BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.QUOTE):
            continue
        match = _CREDIT_AFTER.search(entry.text) if entry.letters <= 700 else None
        own = " ".join(words(entry.text[: match.start()] if match else entry.text))
        if len(own) < 30 or not (match or entry.kind is BlockKind.CAPTION):
            continue
        twin = next(
            (
                o
                for o in entries
                if o is not entry
                and o.is_text
                and o.cell is None
                and o.letters >= len(own) - 8
                and own in _key(o)
            ),
            None,
        )
        if twin is not None:
            entry.kind = BlockKind.CAPTION
            entry.drop(RemovalReason.CAPTION_REPEATS, twin)
        elif match and entry.kind is BlockKind.PARAGRAPH and entry.letters < 400:
            entry.kind = BlockKind.CAPTION


def _pull_quotes(entries: Sequence[Entry]) -> None:
    for entry in entries:
        if not entry.is_text or not entry.flags & (f.PULL | f.ASIDE) or not 20 <= entry.letters <= 500:
            continue
        own = _key(entry)
        twin = next(
            (
                o
                for o in entries
                if o is not entry
                and o.is_text
                and not o.flags & (f.PULL | f.ASIDE)
                and len(own) > 15
                and own in _key(o)
            ),
            None,
        )
        if twin is not None:
            entry.drop(RemovalReason.REPEATS, twin)
