"""Sentences of the text that are printed once more: under a picture, or large and apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from archive.clean import flags as f
from archive.clean.alike import Key, key_of
from archive.clean.entry import Entry
from archive.model import BlockKind, RemovalReason

_CREDIT_AFTER = re.compile(
    r"[\s/|(\[–—-]*(?:image|photo|foto|bild|picture|credit|crédit|illustration|imagen|imagem|immagine|fotografía|zdjęcie|фото|图|写真|الصورة)s?\b\s?(?:credit|by|de|von)?\s?[:：/©].{2,120}$",
    re.I,
)
_CREDIT_SIGNS, _CREDIT_TAIL = ":：/©", 124
"""One of these stands between the word and the name, so many letters before the end at most."""
_FIRST = 4
"""Words by which the passages that may hold a quotation are found; shorter quotations are not looked for."""
_ALTERNATIVES = 50
"""Quotations that begin alike, at most."""


def mark_captions(entries: Sequence[Entry]) -> None:
    """A line «some words / Image: NAME» is a caption; a caption is out where the text says the same."""
    asked: list[tuple[Entry, Key]] = []
    for entry in entries:
        if not entry.is_kept or entry.kind not in (BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.QUOTE):
            continue
        match = _credit_after(entry.text) if entry.letters <= 700 else None
        own = key_of(entry.text[: match.start()] if match else entry.text)
        if not (match or entry.kind is BlockKind.CAPTION) or len(" ".join(own)) < 30:
            continue
        asked.append((entry, own))
        if match and entry.kind is BlockKind.PARAGRAPH and entry.letters < 400:
            entry.kind = BlockKind.CAPTION
    for entry, twin in _holders(entries, asked, lambda e: True):
        entry.kind = BlockKind.CAPTION
        entry.drop(RemovalReason.CAPTION_REPEATS, twin)


def _credit_after(text: str) -> re.Match[str] | None:
    tail = text[-_CREDIT_TAIL:]
    return _CREDIT_AFTER.search(text) if any(sign in tail for sign in _CREDIT_SIGNS) else None


def mark_pull_quotes(entries: Sequence[Entry]) -> None:
    """What is marked as pulled out of the text, and stands in it, is out."""
    asked: list[tuple[Entry, Key]] = []
    for entry in entries:
        if entry.is_text and entry.flags & (f.PULL | f.ASIDE) and 20 <= entry.letters <= 500:
            own = key_of(entry.text)
            if len(" ".join(own)) > 15:
                asked.append((entry, own))
    for entry, twin in _holders(entries, asked, lambda e: not e.flags & (f.PULL | f.ASIDE)):
        entry.drop(RemovalReason.REPEATS, twin)


def _holders(
    entries: Sequence[Entry], asked: Sequence[tuple[Entry, Key]], may: Callable[[Entry], bool]
) -> list[tuple[Entry, Entry]]:
    """(the quotation, the first passage of the text that holds its words), where there is one."""
    starts: dict[Key, set[Key]] = {}
    for _, own in asked:
        alternatives = starts.setdefault(own[:_FIRST], set())
        if len(alternatives) < _ALTERNATIVES:
            alternatives.add(own)
    found: dict[Key, list[Entry]] = {}
    for entry in entries if starts else ():
        if not entry.is_text or entry.cell is not None or not may(entry):
            continue
        key = key_of(entry.text)
        for place in range(len(key)):
            for own in starts.get(key[place : place + _FIRST], ()):
                holders = found.setdefault(own, [])
                if len(holders) < 2 and key[place : place + len(own)] == own and entry not in holders:
                    holders.append(entry)
    pairs = []
    for quotation, own in asked:
        twin = next((e for e in found.get(own, ()) if e is not quotation), None)
        if twin is not None:
            pairs.append((quotation, twin))
    return pairs
