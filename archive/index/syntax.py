"""What a person types, read as a query. Nothing is an error: what cannot be read is left out and noted.

    senate budget           both words, in any of their forms        "voting age"    these words so
    rail OR bus             either                                   -opinion         not this
    vot*                    whatever begins so                       (a OR b) c       brackets
    title:budget text:tax   only there                               source:ledger  by:lindqvist  lang:es
    date:2019..2024  date:2019-03..2020  date:2019  after:2019  before:2020-05

OR binds closer than standing side by side: `rail OR bus strike` is `(rail OR bus) strike`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from archive.index.analysis import fold, is_spaceless, words
from archive.index.dates import read_dates
from archive.index.languages import language_of
from archive.index.tree import (
    And,
    Exact,
    Language,
    Leaf,
    Named,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Slot,
    Word,
    written,
)
from archive.model import Note, ParsedQuery

SHORTEST_PREFIX = 3
MOST_WORDS = 60
DEEPEST = 20

_FIELDS = {
    "title": "title",
    "headline": "title",
    "text": "text",
    "source": "source",
    "by": "by",
    "author": "by",
    "lang": "lang",
    "language": "lang",
    "date": "date",
    "after": "after",
    "before": "before",
}
_NAMES = "|".join(_FIELDS)
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂″", '"'))
_LEXEME = re.compile(
    r'"(?P<quoted>[^"]*)"'
    r"|(?P<bracket>[()])"
    r'|(?<![^\s()"\-−])(?P<minus>[-−]+)(?=[^\s)\-−])'
    rf'|(?<![^\s()"\-−])(?P<field>(?i:{_NAMES})):'
    r'|(?P<chunk>[^\s()"]+)'
)
_OPERATORS = ("OR", "AND", "NOT")
_Token = tuple[str, str]


def parse(text: str, *, unfinished: bool = False) -> ParsedQuery:
    """The query that `text` means. Never raises.

    `unfinished`: the person is still typing, so the last word also finds what begins with it. Notes are of
    the kinds quote-missing · bracket-missing · prefix-too-short · operator-alone · field-empty ·
    date-not-read · language-not-read · too-long, with the words they are about as detail.
    """
    notes: list[Note] = []
    tokens = _balanced(_tokens(text, notes), notes)
    reader = _Reader(tokens, notes, unfinished and bool(text) and not text[-1].isspace())
    tree = reader.all_of(None)
    understood = written(tree) if tree is not None else ""
    return ParsedQuery(text, understood, tuple(dict.fromkeys(notes)), tree, tree is None)


def _tokens(text: str, notes: list[Note]) -> list[_Token]:
    text = text.translate(_QUOTES)
    if text.count('"') % 2:
        notes.append(Note("quote-missing"))
        at = text.rindex('"')
        text = text[:at] + " " + text[at + 1 :]
    tokens: list[_Token] = []
    for match in _LEXEME.finditer(text):
        kind = str(match.lastgroup)
        value = match[kind]
        if kind == "minus" and len(value) > 1:
            continue  # a dash between words
        if kind == "chunk" and value in _OPERATORS and text[match.start() - 1 : match.start()] != ":":
            kind = value
        tokens.append((kind, value))
    return tokens


def _balanced(tokens: list[_Token], notes: list[Note]) -> list[_Token]:
    """The tokens without the brackets that have no partner, or that nest too deep."""
    opened: list[int] = []
    dropped: set[int] = set()
    for at, (kind, value) in enumerate(tokens):
        if kind == "bracket" and value == "(":
            opened.append(at)
        elif kind == "bracket":
            if not opened:
                dropped.add(at)
            elif len(opened) > DEEPEST:
                dropped.update((opened.pop(), at))
            else:
                opened.pop()
    dropped.update(opened)
    if opened or any(tokens[at][1] == ")" for at in dropped):
        notes.append(Note("bracket-missing"))
    return [token for at, token in enumerate(tokens) if at not in dropped]


class _Reader:
    def __init__(self, tokens: list[_Token], notes: list[Note], unfinished: bool) -> None:
        self._tokens = tokens
        self._notes = notes
        self._unfinished = unfinished
        self._at = 0
        self._words = 0

    def all_of(self, field: str | None) -> Node | None:
        """Everything up to the closing bracket, or the end."""
        parts: list[Node] = []
        joins = False  # an OR was read, and waits for its right side
        while self._at < len(self._tokens):
            kind, value = self._tokens[self._at]
            if (kind, value) == ("bracket", ")"):
                break
            if kind in ("OR", "AND"):
                self._at += 1
                if not parts or joins or self._ends():
                    self._notes.append(Note("operator-alone", kind))
                else:
                    joins = kind == "OR"
                continue
            part = self._one(field)
            if part is None:
                continue
            if joins:
                parts[-1] = _joined(Or, (parts[-1], part))
            else:
                parts.append(part)
            joins = False
        return _joined(And, parts) if parts else None

    def _ends(self) -> bool:
        return self._at >= len(self._tokens) or self._tokens[self._at] == ("bracket", ")")

    def _one(self, field: str | None) -> Node | None:
        negated = False
        while self._at < len(self._tokens) and self._tokens[self._at][0] in ("minus", "NOT"):
            if self._tokens[self._at][0] == "NOT" and self._at + 1 == len(self._tokens):
                self._notes.append(Note("operator-alone", "NOT"))
            negated = not negated
            self._at += 1
        part = self._atom(field)
        if part is None or not negated:
            return part
        return part.part if isinstance(part, Not) else Not(part)

    def _atom(self, field: str | None) -> Node | None:
        if self._ends():
            return None
        kind, value = self._tokens[self._at]
        if kind in ("OR", "AND"):
            return None
        self._at += 1
        if kind == "bracket":
            inner = self.all_of(field)
            self._at += 1
            return inner
        if kind == "field":
            return self._field(_FIELDS[value.lower()])
        return self._leaf(kind == "quoted", value, field)

    def _field(self, name: str) -> Node | None:
        kind, value = self._tokens[self._at] if self._at < len(self._tokens) else ("", "")
        if name in ("title", "text") and (kind, value) == ("bracket", "("):
            return self._atom(name)
        if kind not in ("quoted", "chunk") or not any(words(value)):
            if kind in ("quoted", "chunk"):
                self._at += 1
            self._notes.append(Note("field-empty", name))
            return None
        self._at += 1
        if name in ("title", "text"):
            return self._leaf(kind == "quoted", value, name)
        value = " ".join(value.split())
        if name in ("source", "by"):
            return self._counted(Named(name, value.strip("*") or value, kind == "quoted"))
        if name == "lang":
            code = language_of(value)
            if 2 <= len(code) <= 3 and code.isascii() and code.isalpha():
                return self._counted(Language(code))
            self._notes.append(Note("language-not-read", value))
            return None
        dates = read_dates(name, value)
        if dates is None:
            self._notes.append(Note("date-not-read", value))
            return None
        return self._counted(dates)

    def _counted(self, node: Node, number: int = 1) -> Node | None:
        if self._words + number > MOST_WORDS:
            self._notes.append(Note("too-long"))
            return None
        self._words += number
        return node

    def _leaf(self, quoted: bool, value: str, field: str | None) -> Node | None:
        is_last = self._at == len(self._tokens) and self._unfinished and not quoted
        slots, end = self._slots(quoted, value, field, is_last)
        if not slots:
            return None
        leaf: Leaf = slots[0]
        if len(slots) > 1:
            typed = "" if quoted else value[:end].lstrip("-−") + "*" * isinstance(slots[-1], Prefix)
            leaf = Phrase(slots, field, typed)
        return self._counted(leaf, len(slots))

    def _slots(
        self, quoted: bool, value: str, field: str | None, is_last: bool
    ) -> tuple[tuple[Slot, ...], int]:
        """The words of a piece that are looked for, and where the last of them ends."""
        found: list[Slot] = []
        last = 0
        for start, end, term in words(value):
            typed = value[start:end]
            starred = value[end : end + 1] == "*" and (quoted or not value[end:].strip("*"))
            if starred and not is_spaceless(term):
                if len(fold(term)) < SHORTEST_PREFIX:
                    self._notes.append(Note("prefix-too-short", typed + "*"))
                    continue
                found.append(Prefix(fold(term), field, typed))
            elif quoted:
                found.append(Exact(term, field, typed))
            else:
                if typed in _OPERATORS:
                    typed = typed.lower()
                grows = is_last and end == len(value) and len(fold(term)) >= SHORTEST_PREFIX
                found.append(Word(term, field, typed, grows))
            last = end
        return tuple(found), last


def _joined(kind: type[And] | type[Or], parts: Iterable[Node]) -> Node:
    """One `And` or `Or` of the parts, nested ones of the same kind dissolved."""
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else (part,))
    return flat[0] if len(flat) == 1 else kind(tuple(flat))
