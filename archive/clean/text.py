"""Plain text as people save it -> entries: pasted pages, hard-wrapped text, paragraphs with blank lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from statistics import median

from archive.clean.entry import Entry
from archive.clean.flags import letters
from archive.clean.inline import Line
from archive.model import BlockKind

_END = re.compile(r"[.!?…。！？؟۔:;,]['\"”’»)\]」』]*$")
_SENTENCE = re.compile(r"[.!?…。！？؟۔]['\"”’»)\]」』]*(?=\s|$)|[。！？]")
_BULLET = re.compile(r"^\s*(?:[•▪●◦‣*–-]|(\d{1,3})[.)])\s+(?=\S)")
_HEADING = 90
_LEAD = 110
_RULE = re.compile(r"^\W{3,}$")


@dataclass(slots=True)
class PlainText:
    title: str | None = None
    is_guess: bool = False
    entries: list[Entry] = field(default_factory=list)


def read_text(markup: str) -> PlainText:
    """The text's paragraphs and headings, its title where it shows one.

    Lines of a hard-wrapped text (nearly all of one width) are joined; otherwise each line is a block. A first
    line that is short and unpunctuated is the title; one as long as a lead is the first paragraph.
    """
    lines = (
        markup.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\x0c", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n\n")
        .split("\n")
    )
    found = PlainText()
    paragraphs = _wrapped(lines) if is_wrapped(lines) else lines
    for raw in paragraphs:
        entry = _entry(raw)
        if entry is not None:
            found.entries.append(entry)
    _title(found)
    return found


def is_wrapped(lines: list[str]) -> bool:
    """True when line breaks stand at the end of the line's width rather than of the paragraph."""
    filled = [len(line.rstrip()) for line in lines if line.strip()]
    if len(filled) < 4:
        return False
    widest = max(filled)
    if not 40 <= widest <= 120:
        return False
    groups: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            groups[-1].append(line.rstrip())
        elif groups[-1]:
            groups.append([])
    inner = [line for group in groups for line in group[:-1]]
    if len(inner) < 3:
        return False
    open_ended = sum(not _SENTENCE.search(line[-3:]) for line in inner)
    return median(len(line) for line in inner) >= 0.7 * widest and open_ended >= 0.6 * len(inner)


def _wrapped(lines: list[str]) -> list[str]:
    widest = max(len(line.rstrip()) for line in lines)
    joined: list[str] = []
    current: list[str] = []

    def close() -> None:
        if current:
            joined.append(" ".join(current))
            current.clear()

    for line in lines:
        stripped = line.strip()
        if (
            not stripped
            or _BULLET.match(line)
            or (current and line[:1] in " \t" and not current[-1][:1].isspace() and _END.search(current[-1]))
        ):
            close()
        if stripped:
            if (
                current
                and current[-1].endswith("-")
                and current[-1][-2:-1].isalpha()
                and stripped[:1].islower()
            ):
                current[-1] = current[-1][:-1] + stripped
            else:
                current.append(stripped if not _BULLET.match(line) else line.strip())
            if len(line.rstrip()) < 0.55 * widest and _END.search(stripped):
                close()
    close()
    return joined


def _entry(raw: str) -> Entry | None:
    line = Line()
    line.add(raw)
    text, _, _ = line.take()
    if not text:
        return None
    kind, ordinal = BlockKind.PARAGRAPH, None
    bullet = _BULLET.match(raw)
    if bullet and not raw.lstrip().startswith(("—", "– ", "-- ")):
        kind = BlockKind.ITEM
        ordinal = int(bullet[1]) if bullet[1] else None
        text = text[len(bullet[0].strip()) :].strip()
    elif (
        len(text) <= _HEADING
        and not _END.search(text)
        and any(c.isalpha() for c in text)
        and not text[0].islower()
    ):
        kind = BlockKind.HEADING
    if not text:
        return None
    return Entry(
        text, kind, level=2 if kind is BlockKind.HEADING else 0, ordinal=ordinal, letters=letters(text),
        sentences=len(_SENTENCE.findall(text)),
    )  # fmt: skip


def _title(found: PlainText) -> None:
    entries = found.entries
    if not entries:
        return
    first = entries[0]
    if len(first.text) <= _LEAD and first.kind is BlockKind.HEADING:
        found.title = first.text
        return
    heading = next((e for e in entries if e.kind is BlockKind.HEADING), None)
    if heading is not None:
        found.title = heading.text
        found.is_guess = True
