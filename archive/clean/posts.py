"""Posts of social networks: an embed's element, or lines of text -> one block each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.clean import flags as f
from archive.clean.entry import Entry
from archive.clean.inline import without
from archive.model import BlockKind, Mark

_PICTURE = re.compile(r"\s*(?:https?://)?pic\.(?:twitter|x)\.com/\w+", re.I)
_SIGNATURE = re.compile(
    r"^[—–-]{1,2}\s?.{1,80}\(@\w{1,30}(?:@[\w.-]+)?\)\s*(?:[^\W\d_]+\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}\.?\s+(?:de\s+)?[^\W\d_]+\.?\s+(?:de\s+)?\d{4}|\d{1,4}[./-]\d{1,2}[./-]\d{1,4})?$"
)


def join_posts(entries: Sequence[Entry], nodes: Sequence[int] = ()) -> list[Entry]:
    """The entries with each post's lines as one `post`. `nodes[n]`: the embed that entry n lies in, or -1."""
    done: list[Entry] = []
    number = 0
    while number < len(entries):
        entry = entries[number]
        node = nodes[number] if nodes else -1
        if node >= 0:
            end = number
            while end < len(entries) and nodes[end] == node:
                end += 1
            done += _joined(entries[number:end])
            number = end
        elif entry.is_text and _SIGNATURE.match(entry.text):
            done = _join_pasted(done, entry)
            number += 1
        else:
            done.append(entry)
            number += 1
    return done


def _join_pasted(before: list[Entry], signature: Entry) -> list[Entry]:
    """A signature closes a post whose lines stand before it: its words, picture link, perhaps a heading."""
    start = len(before)
    words = False
    while start > 0:
        entry = before[start - 1]
        if not entry.is_text or entry.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.QUOTE):
            break
        is_picture = bool(_PICTURE.fullmatch(entry.text))
        if is_picture and not words:
            start -= 1
            continue
        if not words:
            start -= 1
            words = True
            continue
        plain = entry.kind is BlockKind.HEADING if entry.piece < 0 else entry.kind is BlockKind.PARAGRAPH
        if plain and entry.letters <= 80 and not entry.sentences:
            start -= 1
        break
    return [*before[:start], *_joined([*before[start:], signature])]


def _joined(parts: Sequence[Entry]) -> list[Entry]:
    kept = [e for e in parts if e.kind is not BlockKind.IMAGE and e.is_kept and e.text]
    others = [e for e in parts if not e.is_kept or e.kind is BlockKind.IMAGE]
    texts: list[str] = []
    marks: list[Mark] = []
    length = 0
    for entry in kept:
        holes = [m.span() for m in _PICTURE.finditer(entry.text)]
        text, inside = without(entry.text, entry.marks, holes) if holes else (entry.text, entry.marks)
        if not text:
            continue
        if texts:
            length += 1
        marks += [Mark(m.start + length, m.end + length, m.kind, m.href) for m in inside]
        texts.append(text)
        length += len(text)
    if not texts:
        return list(parts)
    links = [m.href for m in marks if m.kind == "link" and m.href]
    first = kept[0]
    post = Entry(
        "\n".join(texts), BlockKind.POST, tuple(marks), href=links[-1] if links else None,
        node=first.node, piece=first.piece, flags=first.flags | f.POST,
        letters=sum(e.letters for e in kept), sentences=sum(e.sentences for e in kept),
    )  # fmt: skip
    return [post, *others]
