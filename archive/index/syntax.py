"""What a person types, read as a query. Nothing is an error: what cannot be read is left out and noted.

    senate budget           both words, in any of their forms        "voting age"    these words so
    rail OR bus             either                                   -opinion         not this
    vot*                    whatever begins so                       (a OR b) c       brackets
    goverment~ ombudsmn~2   one or two letters wrong                 wall NEAR/5 border  near each other
    title:budget text:tax   only there                               source:ledger  by:lindqvist  lang:es
    note:ask tag:housing    what the person wrote and set            is:unread  is:starred  has:note
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
    FIELDS,
    And,
    Exact,
    Fuzzy,
    Language,
    Leaf,
    Named,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Slot,
    Status,
    Word,
    ending_of,
    written,
)
from archive.model import Note, ParsedQuery

SHORTEST_PREFIX = 2
SHORTEST_FUZZY, SHORTEST_FUZZY_2 = 4, 6
FARTHEST = 99
MOST_WORDS = 60
DEEPEST = 20

_FIELDS = {
    "title": "title",
    "headline": "title",
    "text": "text",
    "note": "note",
    "tag": "tag",
    "is": "is",
    "has": "has",
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
_LIKE_A_FIELD = re.compile(r"([^\W\d_]{2,20}):[^\s:/]")
_STATUS = {"is": ("unread", "read", "starred"), "has": ("note", "highlight", "tag")}
_NEAR = re.compile(r"NEAR(?:/(\d{1,2}))?")
_NEAR_UNLESS_TOLD = 10
_WORD_END = re.compile(r"(\*)+|~([12])?")
_OPERATORS = ("OR", "AND", "NOT")
_Token = tuple[str, str]


def parse(text: str, *, unfinished: bool = False, filters: str = "") -> ParsedQuery:
    """The query that `text` means. Never raises.

    `unfinished`: the person is still typing, so the last word also finds what begins with it. `filters`, in
    the same language, hold beside it whatever it says, and are no part of `understood_as`. Notes are of
    the kinds quote-missing · bracket-missing · prefix-too-short · operator-alone · field-empty ·
    field-unknown (its words are searched) · date-not-read · language-not-read · status-not-read · too-long,
    with the words they are about as detail.
    """
    notes: list[Note] = []
    tokens = _balanced(_tokens(text, notes), notes)
    reader = _Reader(tokens, notes, unfinished and bool(text) and not text[-1].isspace())
    tree = reader.all_of(None)
    understood = written(tree) if tree is not None else ""
    held = _Reader(_balanced(_tokens(filters, []), []), [], False).all_of(None) if filters else None
    both = [part for part in (tree, held) if part is not None]
    tree = _joined(And, both) if both else None
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
        elif kind == "chunk" and _NEAR.fullmatch(value) and text[match.start() - 1 : match.start()] != ":":
            kind = "NEAR"
        elif kind == "chunk" and (like := _LIKE_A_FIELD.match(value)) and like[1].islower():
            notes.append(Note("field-unknown", like[1] + ":"))
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
            if kind == "NEAR":
                self._at += 1
                self._near(parts, field, value)
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

    def _near(self, parts: list[Node], field: str | None, operator: str) -> None:
        """Bring the last part and the one that follows together."""
        distance = int((_NEAR.fullmatch(operator) or [None, None])[1] or _NEAR_UNLESS_TOLD) or 1
        left = parts[-1] if parts else None
        last = left.parts[-1] if isinstance(left, Or) else left
        starts = self._at
        right = None if self._ends() else self._one(field)
        if right is None:
            self._notes.append(Note("operator-alone", operator))
            return
        joined = _brought_near(last, right, distance)
        if joined is None:
            self._notes.append(Note("operator-alone", operator))
            self._at = starts
        elif isinstance(left, Or):
            parts[-1] = Or((*left.parts[:-1], joined))
        else:
            parts[-1] = joined

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
        if kind in ("OR", "AND", "NEAR"):
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
        if name in FIELDS and (kind, value) == ("bracket", "("):
            return self._atom(name)
        if kind not in ("quoted", "chunk") or not any(words(value)):
            if kind in ("quoted", "chunk"):
                self._at += 1
            self._notes.append(Note("field-empty", name))
            return None
        self._at += 1
        if name in FIELDS:
            return self._leaf(kind == "quoted", value, name)
        value = " ".join(value.split())
        if name in ("source", "by"):
            return self._counted(Named(name, value.strip("*") or value, kind == "quoted"))
        if name in ("tag", "is", "has"):
            value = value if name == "tag" else value.lower()
            if value not in _STATUS.get(name, (value,)):
                self._notes.append(Note("status-not-read", value))
                return None
            return self._counted(Status(name, value))
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
            typed = "" if quoted else value[:end].lstrip("-−")
            if _NEAR.fullmatch(typed) or "~" in typed or "*" in typed:  # would mean something else by itself
                typed = "-".join(slot.typed for slot in slots).lower()
            leaf = Phrase(slots, field, typed and typed + ending_of(slots[-1]))
        return self._counted(leaf, len(slots))

    def _slots(
        self, quoted: bool, value: str, field: str | None, is_last: bool
    ) -> tuple[tuple[Slot, ...], int]:
        """The words of a piece that are looked for, and where the last of them ends."""
        found: list[Slot] = []
        last = 0
        for start, end, term in words(value):
            typed = value[start:end]
            mark = _WORD_END.match(value, end)
            if mark and (mark[1] is None if quoted else mark.end() != len(value)):
                mark = None
            if mark and mark[1] and not is_spaceless(term):
                if len(fold(term)) < SHORTEST_PREFIX:
                    self._notes.append(Note("prefix-too-short", typed + "*"))
                    continue
                found.append(Prefix(fold(term), field, typed))
            elif mark and not mark[1] and len(fold(term)) >= SHORTEST_FUZZY:
                edits = min(int(mark[2] or 1), 1 if len(fold(term)) < SHORTEST_FUZZY_2 else 2)
                found.append(Fuzzy(fold(term), edits, field, typed))
            elif quoted:
                found.append(Exact(term, field, typed))
            else:
                if typed in _OPERATORS or _NEAR.fullmatch(typed):
                    typed = typed.lower()
                grows = is_last and end == len(value) and len(fold(term)) >= SHORTEST_PREFIX
                found.append(Word(term, field, typed, grows))
            last = end
            if mark and not quoted:
                break
        return tuple(found), last


def _joined(kind: type[And] | type[Or], parts: Iterable[Node]) -> Node:
    """One `And` or `Or` of the parts, nested ones of the same kind dissolved."""
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else (part,))
    return flat[0] if len(flat) == 1 else kind(tuple(flat))


def _brought_near(left: Node | None, right: Node, distance: int) -> Near | None:
    """The two as one `Near`, where both are words or phrases of one field."""
    if not isinstance(right, Slot | Phrase):
        return None
    if isinstance(left, Near) and left.distance == distance and left.field == right.field:
        return Near((*left.parts, right), distance, left.field)
    if isinstance(left, Slot | Phrase) and left.field == right.field:
        return Near((left, right), distance, left.field)
    return None
