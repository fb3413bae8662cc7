"""What a command writes: text for a terminal, one JSON document, or a line of JSON a step."""

from __future__ import annotations

import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TextIO

from archive.model import Snippet, Span

SCHEMA_VERSION = 1


class Output:
    """One command's standard output and error.

    `as_json`: standard output holds one document and nothing else. `steps`: standard error holds one line
    of JSON a durable step and nothing else.
    """

    def __init__(self, *, as_json: bool = False, steps: bool = False) -> None:
        self.as_json = as_json
        self.steps = steps
        self._passing = False

    def document(self, value: object) -> None:
        """The answer of a command asked with --json."""
        print(json.dumps(value, ensure_ascii=False, indent=2))

    def line(self, text: str = "") -> None:
        """A line of a command's answer for a person."""
        self.clear()
        if not self.as_json:
            print(text)

    def note(self, text: str) -> None:
        """Something beside the answer, on standard error."""
        self.clear()
        if not self.steps:
            print(plain(text), file=sys.stderr, flush=True)

    def step(self, event: str, facts: Mapping[str, object]) -> None:
        """A step that is safe on disk: whoever reads this line may rely on it, whatever happens next."""
        if self.steps:
            print(json.dumps({"event": event, **facts}, ensure_ascii=False), file=sys.stderr, flush=True)

    def passing(self, text: str) -> None:
        """How far it is, on a terminal; the next one takes its place."""
        if self.steps or not sys.stderr.isatty():
            return
        width = shutil.get_terminal_size().columns - 1
        print("\r\x1b[K" + plain(text)[:width], end="", file=sys.stderr, flush=True)
        self._passing = True

    def clear(self) -> None:
        if self._passing:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._passing = False

    def failure(self, kind: str, message: str) -> None:
        """The failure that ends the command."""
        if self.as_json:
            self.clear()
            self.document({"schema_version": SCHEMA_VERSION, "error": {"kind": kind, "message": message}})
        if self.steps:
            self.step("error", {"kind": kind, "message": message})
        elif not self.as_json:
            self.note("broadside: " + message)

    def marked(self, snippet: Snippet) -> str:
        """Foreign text with its spans bold where the terminal can show it."""
        return paint(snippet.text, snippet.spans, "1;4") if _has_colours(sys.stdout) else plain(snippet.text)

    def strong(self, text: str) -> str:
        return f"\x1b[1m{plain(text)}\x1b[0m" if _has_colours(sys.stdout) else plain(text)

    def faint(self, text: str) -> str:
        return f"\x1b[2m{plain(text)}\x1b[0m" if _has_colours(sys.stdout) else plain(text)


def _has_colours(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def plain(text: str) -> str:
    """Text of others without what would steer the terminal: one space for each such character."""
    return "".join(" " if _steers(c) else c for c in text)


def _steers(c: str) -> bool:
    """Control characters but line end and tab, and the overrides of writing direction (UAX 9)."""
    return (unicodedata.category(c) in _CONTROL and c not in "\n\t") or c in _DIRECTION


_CONTROL = frozenset({"Cc", "Cs", "Zl", "Zp"})
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def paint(text: str, spans: Sequence[Span], style: str) -> str:
    """`text`, made harmless, with each span in a style (the numbers of an SGR sequence)."""
    safe = plain(text)  # one character for one: the spans still hold
    parts, at = [], 0
    for span in spans:
        parts += [safe[at : span.start], f"\x1b[{style}m{safe[span.start : span.end]}\x1b[0m"]
        at = span.end
    return "".join([*parts, safe[at:]])
