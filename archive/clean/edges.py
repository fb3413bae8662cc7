"""The two edges of an article: what stands above its first paragraph and below its last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archive.clean import flags as f
from archive.clean.dates import find
from archive.clean.entry import Entry
from archive.clean.metadata.compare import common_words, words
from archive.clean.phrases import REASONS, begins, holds, is_credit
from archive.model import BlockKind, RemovalReason

_NAME = re.compile(
    r"^\W{0,3}[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*){0,4}\s+(?:is|was|has|writes|covers|joined)\s"
)
_ADDRESS = re.compile(r"https?://\S+")
_FEW = 40
_TAIL_GROUPS = ("newsletter", "origin", "remarks", "rights", "paywall", "related")


def trim_head(entries: list[Entry], title: str, headline: int | None, authors: tuple[str, ...]) -> int:
    """Put out the headline, kickers, bylines and dates. Returns where the text begins."""
    first = next((n for n, e in enumerate(entries) if _is_prose(e) and not is_author_note(e, authors)), None)
    if first is None:
        first = next((n for n, e in enumerate(entries) if e.is_text and e.letters >= 40), 0)
    seen: int | None = None
    for number, entry in enumerate(entries[: first + 3]):
        if not entry.is_kept or entry.kind is BlockKind.IMAGE or len(entry.text) >= 400:
            continue
        if (entry.piece >= 0 and entry.piece == headline) or is_headline(entry.text, title):
            entry.drop(RemovalReason.HEADLINE)
            seen = number
    for entry in entries[first + 3 :]:
        if entry.piece == headline and entry.kind is BlockKind.HEADING:
            entry.drop(RemovalReason.HEADLINE)
    for number, entry in enumerate(entries[:first]):
        if not entry.is_text:
            continue
        if seen is not None and number < seen:
            entry.drop(RemovalReason.FURNITURE)
        elif entry.letters >= 80 and is_author_note(entry, authors):
            entry.drop(RemovalReason.AUTHOR_NOTE)
        elif entry.kind is not BlockKind.HEADING and entry.kind is not BlockKind.ITEM:
            if not _byline_or_date(entry, authors) and entry.letters < 60 and not entry.sentences:
                entry.drop(RemovalReason.FURNITURE)
        elif entry.kind is BlockKind.ITEM and entry.letters < 40 and entry.link_share > 0.5:
            entry.drop(RemovalReason.NAVIGATION)
    for entry in _between_standfirst_and_text(entries, first):
        _byline_or_date(entry, authors)
    return first


def _is_prose(entry: Entry) -> bool:
    if not entry.is_text or entry.kind is BlockKind.HEADING or entry.link_share >= 0.5:
        return False
    return entry.letters >= 80 or (entry.sentences > 0 and entry.letters >= 50)


def _between_standfirst_and_text(entries: list[Entry], first: int) -> Iterator[Entry]:
    """The short lines after the first prose, up to the next."""
    for entry in entries[first + 1 : first + 15]:
        if entry.kind is BlockKind.PARAGRAPH and entry.is_kept:
            if entry.letters >= 140 or entry.sentences > 1:
                return
            if entry.letters < 100:
                yield entry


def _byline_or_date(entry: Entry, authors: tuple[str, ...]) -> bool:
    """Put out a line that names author, place or time."""
    if entry.letters > 140 or entry.sentences > 1:
        return False
    text = entry.text
    if begins(text, "byline") or holds(text, "byline") or _is_authors_name(text, authors):
        entry.drop(RemovalReason.BYLINE)
    elif any(True for _ in find(text)):
        entry.drop(RemovalReason.DATE_LINE)
    return not entry.is_kept


def _is_authors_name(text: str, authors: tuple[str, ...]) -> bool:
    """True for a line that is little more than the name of an author."""
    own = words(text)
    return any(
        set(words(a)) <= set(own) and len(own) <= len(words(a)) + 3 for a in authors if len(words(a)) > 1
    )


def is_headline(text: str, title: str) -> bool:
    """True for a line that says what the title says."""
    if not title:
        return False
    if words(text) == words(title):
        return True
    return len(words(title)) >= 4 and common_words(text, title) >= 0.8


def trim_tail(entries: list[Entry], head: int, authors: tuple[str, ...]) -> None:
    """Put out what follows the last paragraph: tags, credits, notes on the author, the rights, the outlet."""
    for number in range(len(entries) - 1, head, -1):
        entry = entries[number]
        if not entry.is_text or entry.cell is not None or entry.flags & f.POST:
            continue
        reason = RemovalReason.RELATED if _is_door(entries, number) else _tail_reason(entry, authors)
        if reason is not None:
            entry.drop(reason)
        elif entry.letters >= 80 and entry.link_share < 0.5:
            return


def _is_door(entries: Sequence[Entry], number: int) -> bool:
    """A few words over doors to other articles, marked as no heading."""
    entry = entries[number]
    if entry.kind is not BlockKind.PARAGRAPH or entry.letters >= _FEW or not entry.text[-1:].isalnum():
        return False
    below = [e for e in entries[number + 1 : number + 4] if e.kind is not BlockKind.IMAGE]
    return len(below) > 1 and all(e.reason is RemovalReason.RELATED for e in below)


def _tail_reason(entry: Entry, authors: tuple[str, ...]) -> RemovalReason | None:
    text = entry.text
    if is_author_note(entry, authors):
        return RemovalReason.AUTHOR_NOTE
    if entry.letters < 300 and entry.kind is not BlockKind.HEADING:
        for group in _TAIL_GROUPS:
            if begins(text, group):
                return REASONS[group]
        if holds(text, "newsletter"):
            return RemovalReason.NEWSLETTER
    if (entry.link_share > 0.5 and not entry.sentences) or _ADDRESS.fullmatch(text):
        return RemovalReason.NAVIGATION
    if entry.kind is BlockKind.PARAGRAPH and entry.letters < 60 and not entry.sentences:
        if begins(text, "byline") or _is_authors_name(text, authors) or any(True for _ in find(text)):
            return RemovalReason.BYLINE
        if is_credit(text):
            return RemovalReason.CREDIT
    return None


def is_author_note(entry: Entry, authors: tuple[str, ...]) -> bool:
    """True for a few lines on who the author is."""
    if entry.letters > 600 or entry.kind in (BlockKind.ITEM, BlockKind.HEADING):
        return False
    text = entry.text
    own = words(text[:200])
    named = any(own[: len(words(a))] == words(a) for a in authors if len(words(a)) > 1)
    if named and len(own) > 4:
        return True
    if entry.letters > 350 or not holds(text, "authornote"):
        return False
    return _NAME.match(text) is not None or entry.link_share > 0 or entry.letters < 160
