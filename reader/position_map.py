"""Code points of an article's text ↔ positions in its QTextDocument. Nothing else converts. Knows no Qt.

The two do not count alike: a QTextDocument counts UTF-16 units, holds headings of cards, pictures and
tables that the text has not, and shows some letters in another form (`display_form`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from archive.model import Span
from reader.display_form import DisplayText

Stream = Literal["text", "captions"]
"""What spans count in: `CleanArticle.text`, or `CleanArticle.captions`."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of source text that stands in one text block of the document.

    `at`: its first document position · `source`: the text · `stream`, `start`: where it stands in the
    article's text or captions (None: in neither, as a removed passage) · `joint`: what divides it from the
    piece before when both are copied.
    """

    at: int
    source: str
    shown: DisplayText
    stream: Stream | None = None
    start: int = 0
    joint: str = "\n\n"

    @property
    def end(self) -> int:
        """The document position after its last letter."""
        return self.position(len(self.source))

    def position(self, offset: int) -> int:
        """The document position of code point `offset` of the source."""
        steps = self.shown.steps
        passed = bisect_right(steps, offset, key=lambda step: step.at)
        return self.at + offset + (steps[passed - 1].shift if passed else 0)

    def offset(self, position: int) -> int:
        """The code point of the source shown at a document position; the first of those that share it."""
        low, high = 0, len(self.source)
        while low < high:
            middle = (low + high) // 2
            if self.position(middle) < position:
                low = middle + 1
            else:
                high = middle
        if low and self.position(low) > position:  # inside a surrogate pair, or before a break put in
            width = 1 + (ord(self.source[low - 1]) > 0xFFFF)
            if position - self.position(low - 1) < width:
                return low - 1
        return low


@dataclass(slots=True)
class PositionMap:
    """The pieces of a document in order. Grows while the document is filled."""

    pieces: list[Piece] = field(default_factory=list)
    _streams: dict[Stream, list[Piece]] = field(default_factory=lambda: {"text": [], "captions": []})

    def add(self, piece: Piece) -> None:
        """Add the next piece of the document: `at`, and `start` within its stream, never go back."""
        self.pieces.append(piece)
        if piece.stream is not None:
            self._streams[piece.stream].append(piece)

    def clear(self) -> None:
        self.pieces.clear()
        for pieces in self._streams.values():
            pieces.clear()

    def ranges(self, span: Span, stream: Stream = "text") -> list[tuple[int, int]]:
        """The document ranges a span covers, one for each text block it touches.

        Empty where that part is not (or not yet) in the document, or is not shown.
        """
        pieces = self._streams[stream]
        found: list[tuple[int, int]] = []
        for piece in pieces[max(0, _last_from(pieces, span.start)) :]:
            if piece.start >= span.end:
                break
            first = piece.position(max(span.start - piece.start, 0))
            last = piece.position(min(span.end - piece.start, len(piece.source)))
            if last > first:
                found.append((first, last))
        return found

    def position(self, code_point: int, stream: Stream = "text") -> int | None:
        """Where a code point stands in the document; between two blocks, the end of the first one.

        None where the document does not reach so far yet.
        """
        pieces = self._streams[stream]
        index = _last_from(pieces, code_point)
        if index < 0:
            return None
        piece = pieces[index]
        if code_point > piece.start + len(piece.source) and index + 1 == len(pieces):
            return None
        return piece.position(min(code_point - piece.start, len(piece.source)))

    def code_point(self, position: int) -> tuple[Stream, int] | None:
        """The code point shown at, or last before, a document position; None when none is."""
        for piece in reversed(self.pieces[: self._piece_at(position) + 1]):
            if piece.stream is not None:
                offset = piece.offset(min(position, piece.end))
                return piece.stream, piece.start + offset
        return None

    def span_between(self, first: int, last: int) -> Span | None:
        """What of the article's text stands between two document positions, without blanks at its ends.

        None where nothing of it does: among captions, removed passages and pictures.
        """
        start = end = None
        for piece in self._streams["text"]:
            if piece.at >= last:
                break
            if piece.end <= first:
                continue
            begins = piece.offset(max(first, piece.at))
            ends = len(piece.source) if last >= piece.end else piece.offset(last)
            part = piece.source[begins:ends]
            if not part.strip():
                continue
            if start is None:
                start = piece.start + begins + len(part) - len(part.lstrip())
            end = piece.start + begins + len(part.rstrip())
        return None if start is None or end is None else Span(start, end)

    def text_between(self, first: int, last: int) -> str:
        """The source text that stands between two document positions, as it is copied."""
        parts: list[str] = []
        for piece in self.pieces[max(0, self._piece_at(first)) :]:
            if piece.at >= last:
                break
            if piece.end <= first and piece.source:
                continue
            start, end = piece.offset(max(first, piece.at)), piece.offset(min(last, piece.end))
            part = piece.source[start : len(piece.source) if last >= piece.end else end]
            if parts:
                parts.append(piece.joint)
            parts.append(part)
        return "".join(parts)

    def _piece_at(self, position: int) -> int:
        return bisect_right(self.pieces, position, key=lambda piece: piece.at) - 1


def _last_from(pieces: Sequence[Piece], code_point: int) -> int:
    return bisect_right(pieces, code_point, key=lambda piece: piece.start) - 1
