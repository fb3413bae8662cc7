"""Line by line: what inside the body is furniture, by its element, words, links and place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.clean import flags as f
from archive.clean.edges import trim_head, trim_tail
from archive.clean.entry import Entry
from archive.clean.phrases import REASONS, begins, holds, is_call_to_share, is_credit, label_reason
from archive.model import BlockKind, RemovalReason

_LABEL = 60
_STRONGER = f.NEGATIVE & ~(f.BYLINE | f.ASIDE | f.HIDDEN | f.AUTHOR_NOTE)
"""What a caption may not lie in."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the rules know of the page."""

    title: str = ""
    headline: int | None = None
    """The piece that shows the title."""
    authors: tuple[str, ...] = ()
    is_news: bool = False
    out: int = f.NEGATIVE
    """The names of elements that count."""


def mark_furniture(entries: list[Entry], context: Context) -> None:
    """Set the reason of every entry that is furniture; captions get their kind. From sure to less sure."""
    for entry in entries:
        _by_element(entry, context)
    head = trim_head(entries, context.title, context.headline, context.authors)
    for entry in entries:
        if entry.is_kept and not _is_exempt(entry):
            _by_words(entry)
    _link_lists(entries)
    trim_tail(entries, head, context.authors)
    _orphan_headings(entries)


def _by_element(entry: Entry, context: Context) -> None:
    bits = entry.flags
    if entry.kind is BlockKind.HEADING and entry.letters >= 160 and entry.sentences > 1:
        entry.kind, entry.level = BlockKind.PARAGRAPH, 0
    is_caption = entry.kind is BlockKind.CAPTION or bits & (f.CAPTION | f.GALLERY)
    if is_caption and entry.kind is not BlockKind.IMAGE and not bits & _STRONGER:
        entry.kind = BlockKind.CAPTION
        return
    if bits & f.POST:
        return
    for bit, reason in f.REASONS.items():
        if bits & bit & context.out:
            if bit == f.BYLINE and (entry.letters > 140 or entry.kind is BlockKind.HEADING):
                continue
            is_note = not context.is_news and entry.letters > 120 and entry.link_share < 0.1
            if bit == f.ASIDE and (bits & f.PULL or is_note):
                continue
            entry.drop(reason)
            return


def _is_exempt(entry: Entry) -> bool:
    """Posts, pictures, code and cells are not judged by their words."""
    return bool(entry.flags & f.POST or entry.kind in (BlockKind.IMAGE, BlockKind.CODE) or entry.cell)


def _by_words(entry: Entry) -> None:
    text, length = entry.text, entry.letters
    if length <= _LABEL:
        reason = label_reason(text)
        if reason is not None and not (entry.kind is BlockKind.HEADING and reason is RemovalReason.FURNITURE):
            entry.drop(reason)
        elif not any(c.isalnum() for c in text):
            entry.drop(RemovalReason.RULE)
    if not entry.is_kept or entry.kind is BlockKind.CAPTION:
        return
    if length < 300:
        group = _group_of(entry)
        if group is not None:
            entry.drop(REASONS[group])
        elif length < 160 and entry.kind is not BlockKind.HEADING and is_credit(text):
            if length > 70:
                entry.kind = BlockKind.CAPTION
            else:
                entry.drop(RemovalReason.CREDIT)
    is_line = entry.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE) and length < 200
    if entry.is_kept and is_line and entry.link_share > 0.9 and entry.sentences == 0:
        entry.drop(RemovalReason.RELATED)


def _group_of(entry: Entry) -> str | None:
    """The group of phrases that a short line belongs to."""
    text, length, share = entry.text, entry.letters, entry.link_share
    is_heading = entry.kind is BlockKind.HEADING
    linked = share > 0.4
    if share > 0.5 and not is_heading and _is_label_and_link(entry):
        return "related"
    if (linked or length < 120) and not is_heading and begins(text, "related"):
        short = linked or length < 60 or ":" in text[:40]
        if short and (linked or entry.sentences == 0):
            return "related"
    if ((length < 200 and share > 0.15) or length < 80) and begins(text, "newsletter"):
        return "newsletter"
    if share > 0.2 and length < 200 and holds(text, "newsletter"):
        return "newsletter"
    if not is_heading and is_call_to_share(text):
        return "sharing"
    if length < 300 and holds(text, "paywall"):
        return "paywall"
    if length < 220 and (begins(text, "rights") or holds(text, "rights")):
        return "rights"
    for group in ("consent", "paywall", "player", "remarks"):
        if begins(text, group):
            return group
    return None


def _is_label_and_link(entry: Entry) -> bool:
    """«Read also» in a box of its own, and a link: no sign or space need be between them."""
    first = next((m for m in entry.marks if m.kind == "link"), None)
    label = entry.text[: first.start] if first is not None else ""
    return label[-1:].isalnum() and label_reason(label) is RemovalReason.RELATED


def _link_lists(entries: list[Entry]) -> None:
    """Lists of links to other pages."""
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
