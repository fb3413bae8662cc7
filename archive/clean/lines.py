"""Line by line: what inside the body is furniture, by its element, words, links and place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from archive.clean import flags as f
from archive.clean.dates import find
from archive.clean.entry import Entry
from archive.clean.metadata.compare import common_words, words
from archive.clean.vocabulary import table
from archive.model import BlockKind, RemovalReason

_REASONS = {
    "advertising": RemovalReason.ADVERTISING,
    "sharing": RemovalReason.SHARING,
    "related": RemovalReason.RELATED,
    "newsletter": RemovalReason.NEWSLETTER,
    "rights": RemovalReason.FURNITURE,
    "credit": RemovalReason.CREDIT,
    "byline": RemovalReason.BYLINE,
    "consent": RemovalReason.FURNITURE,
    "authornote": RemovalReason.AUTHOR_NOTE,
}
_ENDS = " \t\n.:;,!?…|-–—*•·→›»«<>►▶▼▲+()[]\"'“”‘’ "
_LABEL_LENGTH = 60
_STRONGER = f.NEGATIVE & ~(f.BYLINE | f.ASIDE | f.HIDDEN | f.AUTHOR_NOTE)
"""What a caption may not lie in."""


@cache
def _labels() -> dict[str, RemovalReason]:
    return {
        fold_line(label): _REASONS[name]
        for name, group in reversed(table("lines").items())
        for label in group.get("labels", ())
    }


@cache
def _starts(group: str) -> re.Pattern[str]:
    found = sorted(table("lines")[group].get("starts", ()), key=len, reverse=True)
    ends = (re.escape(s) + (r"(?!\w)" if s[-1].isalnum() and s[-1].isascii() else "") for s in found)
    return re.compile(r"^[\s\W]{0,4}(?:" + "|".join(ends) + ")", re.I)


@cache
def _inside(group: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(s) for s in table("lines")[group].get("inside", ())), re.I)


def fold_line(text: str) -> str:
    return " ".join(text.casefold().strip(_ENDS).split())


def label_reason(text: str) -> RemovalReason | None:
    """Why a line that is nothing but a label is furniture."""
    return _labels().get(fold_line(text)) if len(text) <= _LABEL_LENGTH else None


def is_credit(text: str) -> bool:
    """True for a line that names who made a picture."""
    if len(text) > 160:
        return False
    if _starts("credit").match(text) and len(text) < 120:
        return True
    return (
        len(text) < 110
        and bool(_inside("credit").search(text))
        and not re.search(r"[.!?]\s+\w+\s+\w+\s+\w+", text)
    )


def mark_furniture(
    entries: list[Entry],
    title: str,
    headline: int | None = None,
    is_news: bool = False,
    out: int = f.NEGATIVE,
) -> None:
    """Set the reason of every entry that is furniture; captions get their kind. `out`: names that count."""
    for entry in entries:
        _by_element(entry, is_news, out)
    head = _trim_head(entries, title, headline)
    for entry in entries:
        if entry.is_kept:
            _by_words(entry)
    _link_lists(entries)
    _trim_tail(entries, head)
    _orphan_headings(entries)


def _by_element(entry: Entry, is_news: bool, out: int) -> None:
    bits = entry.flags
    is_caption = entry.kind is BlockKind.CAPTION or bits & (f.CAPTION | f.GALLERY)
    if is_caption and entry.kind is not BlockKind.IMAGE and not bits & _STRONGER:
        entry.kind = BlockKind.CAPTION
        return
    if bits & f.POST:
        return
    for bit, reason in f.REASONS.items():
        if bits & bit & out:
            if bit == f.BYLINE and (entry.letters > 140 or entry.kind is BlockKind.HEADING):
                continue
            if bit == f.ASIDE and (
                bits & f.PULL or (not is_news and entry.letters > 120 and entry.link_share < 0.1)
            ):
                continue
            entry.drop(reason)
            return


def _by_words(entry: Entry) -> None:
    text = entry.text
    if entry.flags & f.POST or entry.kind in (BlockKind.IMAGE, BlockKind.CODE) or entry.cell is not None:
        return
    length = entry.letters
    if length <= _LABEL_LENGTH:
        reason = label_reason(text)
        if reason is not None and not (entry.kind is BlockKind.HEADING and reason is RemovalReason.FURNITURE):
            entry.drop(reason)
            return
        if not any(c.isalnum() for c in text):
            entry.drop(RemovalReason.RULE)
            return
    if entry.kind is BlockKind.CAPTION:
        return
    linked = entry.link_share > 0.4
    if length < 300:
        if (
            (linked or length < 120)
            and _starts("related").match(text)
            and (linked or length < 60 or ":" in text[:40])
            and entry.kind is not BlockKind.HEADING
        ) and (linked or entry.sentences == 0):
            entry.drop(RemovalReason.RELATED)
            return
        if ((length < 200 and entry.link_share > 0.15) or length < 80) and _starts("newsletter").match(text):
            entry.drop(RemovalReason.NEWSLETTER)
            return
        if entry.link_share > 0.2 and length < 200 and _inside("newsletter").search(text):
            entry.drop(RemovalReason.NEWSLETTER)
            return
        if length < 220 and (_starts("rights").match(text) or _inside("rights").search(text)):
            entry.drop(RemovalReason.FURNITURE)
            return
        if _starts("consent").match(text):
            entry.drop(RemovalReason.CONSENT)
            return
        if length < 160 and entry.kind is not BlockKind.HEADING and is_credit(text):
            entry.kind = BlockKind.CAPTION if length > 70 else entry.kind
            if entry.kind is not BlockKind.CAPTION:
                entry.drop(RemovalReason.CREDIT)
            return
    if (
        entry.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE)
        and entry.link_share > 0.9
        and entry.sentences == 0
        and length < 200
    ):
        entry.drop(RemovalReason.RELATED)


def _trim_head(entries: list[Entry], title: str, headline: int | None) -> int:
    """What stands above the first paragraph: the headline itself, kickers, bylines, dates. Returns where the
    text begins."""
    first = next(
        (
            n
            for n, e in enumerate(entries)
            if e.is_text
            and e.kind is not BlockKind.HEADING
            and (e.letters >= 80 or (e.sentences and e.letters >= 50))
            and e.link_share < 0.5
        ),
        None,
    )
    if first is None:
        first = next((n for n, e in enumerate(entries) if e.is_text and e.letters >= 40), 0)
    seen_headline = None
    for number, entry in enumerate(entries[: first + 3]):
        if not entry.is_kept or entry.kind is BlockKind.IMAGE or len(entry.text) >= 400:
            continue
        if (entry.piece >= 0 and entry.piece == headline) or is_headline(entry.text, title):
            entry.drop(RemovalReason.HEADLINE)
            seen_headline = number
    for number, entry in enumerate(entries[:first]):
        if not entry.is_text:
            continue
        if seen_headline is not None and number < seen_headline:
            entry.drop(RemovalReason.FURNITURE)
        elif entry.kind is not BlockKind.HEADING and entry.kind is not BlockKind.ITEM:
            if not _byline_or_date(entry) and entry.letters < 60 and not entry.sentences:
                entry.drop(RemovalReason.FURNITURE)
        elif entry.kind is BlockKind.ITEM and entry.letters < 40 and entry.link_share > 0.5:
            entry.drop(RemovalReason.NAVIGATION)
    for entry in _between_standfirst_and_text(entries, first):
        _byline_or_date(entry)
    return first


def _between_standfirst_and_text(entries: list[Entry], first: int) -> Iterator[Entry]:
    """The short lines after the first prose, up to the next."""
    for entry in entries[first + 1 : first + 15]:
        if entry.kind is BlockKind.PARAGRAPH and entry.is_kept:
            if entry.letters >= 140 or entry.sentences > 1:
                return
            if entry.letters < 100:
                yield entry


def _byline_or_date(entry: Entry) -> bool:
    """Drop a line that names author, place or time."""
    if entry.letters > 140 or entry.sentences > 1:
        return False
    if _starts("byline").match(entry.text) or _inside("byline").search(entry.text):
        entry.drop(RemovalReason.BYLINE)
    elif any(True for _ in find(entry.text)):
        entry.drop(RemovalReason.DATE_LINE)
    return not entry.is_kept


def is_headline(text: str, title: str) -> bool:
    if not title:
        return False
    if words(text) == words(title):
        return True
    return len(words(title)) >= 4 and common_words(text, title) >= 0.8


def _link_lists(entries: list[Entry]) -> None:
    number = 0
    while number < len(entries):
        if entries[number].kind is not BlockKind.ITEM:
            number += 1
            continue
        end = number
        while end < len(entries) and entries[end].kind in (BlockKind.ITEM, BlockKind.IMAGE):
            end += 1
        run = [e for e in entries[number:end] if e.is_text]
        linked = [e for e in run if e.link_share > 0.75 and e.sentences < 2]
        if run and len(linked) >= 0.8 * len(run):
            for entry in run:
                entry.drop(RemovalReason.RELATED)
        number = end


def _trim_tail(entries: list[Entry], head: int) -> None:
    """Short lines after the last paragraph: tags, credits, notes on the author."""
    last = None
    for number in range(len(entries) - 1, head, -1):
        entry = entries[number]
        if entry.is_text and entry.letters >= 80 and entry.link_share < 0.5:
            if _is_author_note(entry):
                entry.drop(RemovalReason.AUTHOR_NOTE)
                continue
            last = number
            break
    if last is None:
        return
    for entry in entries[last + 1 :]:
        if not entry.is_text or entry.cell is not None or entry.flags & f.POST:
            continue
        if _is_author_note(entry):
            entry.drop(RemovalReason.AUTHOR_NOTE)
        elif entry.link_share > 0.5 and not entry.sentences:
            entry.drop(RemovalReason.NAVIGATION)
        elif entry.kind is BlockKind.PARAGRAPH and _is_byline(entry):
            entry.drop(RemovalReason.BYLINE)


def _is_byline(entry: Entry) -> bool:
    if entry.letters >= 60 or entry.sentences:
        return False
    return bool(_starts("byline").match(entry.text)) or any(True for _ in find(entry.text))


def _is_author_note(entry: Entry) -> bool:
    if entry.letters > 350 or entry.kind in (BlockKind.ITEM, BlockKind.HEADING):
        return False
    return bool(_inside("authornote").search(entry.text)) and (
        entry.letters < 220 or bool(entry.marks) or entry.link_share > 0
    )


def _orphan_headings(entries: Sequence[Entry]) -> None:
    """A heading over nothing: all that stood below it is out, or it is the last line."""
    pending: list[Entry] = []
    reason: RemovalReason | None = None
    for entry in [*entries, Entry("", BlockKind.HEADING, level=0)]:
        if entry.kind is BlockKind.HEADING and (entry.is_kept or not entry.text):
            while pending and pending[-1].level >= entry.level:
                orphan = pending.pop()
                orphan.drop(reason or RemovalReason.FURNITURE)
            if entry.text:
                pending.append(entry)
            reason = None
        elif entry.is_kept and entry.kind is not BlockKind.HEADING:
            pending = []
            reason = None
        elif not entry.is_kept and entry.kind is not BlockKind.IMAGE:
            reason = entry.reason
