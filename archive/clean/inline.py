"""One line of a page being laid out: text nodes in, a normalised text with exact marks out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.model import Mark, MarkKind

_SPACES = (
    " \t\n\r\f\v\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
    "\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_BLANKS = re.compile(f"[{_SPACES}]{{2,}}|[\t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]")
_DROPPED = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ufffe\uffff]")

_SENTENCE = re.compile(r"[.!?。！？]\s*$|[.!?]\s+\w")
_UNFOLDED = 120
"""Letters from which on a hidden sentence inside a line may be one that a click unfolds."""


@dataclass(slots=True)
class OpenMark:
    kind: MarkKind
    href: str | None
    start: int = -1
    """Where its text begins in the line; -1 until it has any."""


class Line:
    """Collects the text of one line as a browser would show it: white space runs become one space, none
    stand at the ends or around a line break, invisible signs are left out. Marks follow the text exactly."""

    __slots__ = (
        "_gap",
        "_hidden",
        "_parts",
        "length",
        "links",
        "marks",
        "open_links",
        "open_marks",
        "was_cut",
    )

    def __init__(self) -> None:
        self.open_marks: list[OpenMark] = []
        self.open_links = 0
        self.was_cut = False
        """Whether the line taken last had invisible words, and lost them."""
        self._clear()

    def _clear(self) -> None:
        self._parts: list[str] = []
        self._hidden: list[tuple[int, int]] = []
        self._gap = False
        self.length = 0
        self.links = 0
        self.marks: list[Mark] = []

    def add(self, text: str) -> None:
        """Append a text node."""
        is_plain = text.isprintable()  # then a space is the only white space, and no sign is invisible
        if not is_plain:
            text = _DROPPED.sub("", text)
        body = text.strip(_SPACES)
        if not body:
            if text:
                self._gap = True
            return
        if text[0] in _SPACES:
            self._gap = True
        self._append(body if is_plain and "  " not in body else _BLANKS.sub(" ", body))
        self._gap = text[-1] in _SPACES

    def add_space(self) -> None:
        """Append white space."""
        self._gap = True

    def add_verbatim(self, text: str) -> None:
        """Append preformatted text, its white space kept."""
        text = _DROPPED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        if text:
            self._gap = False
            self._append(text)

    def _append(self, body: str) -> None:
        if self._gap and self.length and not self._parts[-1].endswith("\n"):
            self._parts.append(" ")
            self.length += 1
        self._gap = False
        for mark in self.open_marks:
            if mark.start < 0:
                mark.start = self.length
        self._parts.append(body)
        self.length += len(body)
        if self.open_links:
            self.links += len(body)

    def break_line(self) -> None:
        """A `<br>` inside the line."""
        if self.length:
            self._parts.append("\n")
            self.length += 1
        self._gap = False

    @property
    def ends_with_break(self) -> bool:
        return bool(self._parts) and self._parts[-1] == "\n"

    def hide(self, start: int) -> None:
        """What stands in the line from `start` on is invisible. It is left out."""
        if start < self.length:
            self._hidden = [hole for hole in self._hidden if hole[0] < start]
            self._hidden.append((start, self.length))

    def open(self, kind: MarkKind, href: str | None = None) -> OpenMark:
        mark = OpenMark(kind, href)
        self.open_marks.append(mark)
        return mark

    def close(self, mark: OpenMark) -> None:
        if mark in self.open_marks:
            self.open_marks.remove(mark)
        self._settle(mark)

    def _settle(self, mark: OpenMark) -> None:
        if 0 <= mark.start < self.length:
            self.marks.append(Mark(mark.start, self.length, mark.kind, mark.href))
        mark.start = -1

    def drop_gap(self) -> None:
        """White space at the beginning of a line is none."""
        self._gap = False

    def take(self) -> tuple[str, tuple[Mark, ...], int]:
        """The finished text, its marks and how many of its signs are link text; the line is empty afterwards.

        Marks that are still open end here and begin again with the next line.
        """
        for mark in self.open_marks:
            self._settle(mark)
        whole = "".join(self._parts)
        text = whole.rstrip(_SPACES)
        marks = tidy(self.marks, text) if self.marks else ()
        self.was_cut = False
        if self._hidden:
            seen, inside = self._without_hidden(text, marks)
            self.was_cut = seen != text
            text, marks = seen, inside
        links = min(self.links, len(text))
        self._clear()
        return text, marks, links

    def _without_hidden(self, text: str, marks: tuple[Mark, ...]) -> tuple[str, tuple[Mark, ...]]:
        """Without the invisible words, where any are left; whole hidden sentences stay (a click may unfold
        them)."""
        holes = [
            (start, min(end, len(text)))
            for start, end in self._hidden
            if end - start < _UNFOLDED or not _SENTENCE.search(text[start:end])
        ]
        seen, hidden = without(text, marks, holes)
        return (seen, hidden) if any(c.isalnum() for c in seen) else (text, marks)


def tidy(marks: list[Mark], text: str) -> tuple[Mark, ...]:
    """Marks in order, inside the text, none empty, no two of a kind overlapping; neighbours joined."""
    done: list[Mark] = []
    last: dict[str, int] = {}
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        start, end = mark.start, min(mark.end, len(text))
        while end > start and text[end - 1] in _SPACES:
            end -= 1
        before = last.get(mark.kind)
        if before is not None:
            previous = done[before]
            if start < previous.end:
                start = previous.end
            if previous.href == mark.href and not text[previous.end : start].strip(_SPACES) and end > start:
                done[before] = Mark(previous.start, end, mark.kind, mark.href)
                continue
        while start < end and text[start] in _SPACES:
            start += 1
        if end > start:
            last[mark.kind] = len(done)
            done.append(Mark(start, end, mark.kind, mark.href))
    return tuple(sorted(done, key=lambda m: (m.start, m.end, m.kind)))


def cut(text: str, marks: tuple[Mark, ...], start: int, end: int) -> tuple[str, tuple[Mark, ...]]:
    """`text[start:end]` without white space at its ends, and the marks that lie in it, moved along."""
    while start < end and text[start] in _SPACES:
        start += 1
    while end > start and text[end - 1] in _SPACES:
        end -= 1
    inside = [
        Mark(max(m.start, start) - start, min(m.end, end) - start, m.kind, m.href)
        for m in marks
        if m.start < end and m.end > start
    ]
    return text[start:end], tidy(inside, text[start:end]) if inside else ()


def without(text: str, marks: tuple[Mark, ...], holes: list[tuple[int, int]]) -> tuple[str, tuple[Mark, ...]]:
    """The text without the given ranges (ascending, apart); double spaces left at a seam become one."""
    parts: list[str] = []
    kept: list[Mark] = []
    length = 0
    position = 0
    for start, end in [*holes, (len(text), len(text))]:
        if start > position:
            piece = text[position:start]
            if length and parts[-1][-1] in _SPACES and piece[0] in _SPACES:
                piece = piece[1:]
                position += 1
            shift = length - position
            kept += [
                Mark(max(m.start, position) + shift, min(m.end, start) + shift, m.kind, m.href)
                for m in marks
                if m.start < start and m.end > position
            ]
            if piece:
                parts.append(piece)
                length += len(piece)
        position = max(position, end)
    whole = "".join(parts)
    return cut(whole, tuple(kept), 0, len(whole))
