"""The nouns of a query, frozen values; `written` puts them back into the query language."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

FIELDS = ("title", "text", "note")
"""Where a word may be looked for alone; without one it is looked for everywhere a reader can see it."""


@dataclass(frozen=True, slots=True)
class Word:
    """A plain word: finds its forms in the language of each article, with or without accents.

    `unfinished`: the person is still typing it, so what begins with it is found too.
    """

    term: str
    field: str | None = None
    typed: str = dataclasses.field(default="", compare=False)
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class Exact:
    """A word in quotes: only this very form, with or without accents."""

    term: str
    field: str | None = None
    typed: str = dataclasses.field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of a word, folded."""

    term: str
    field: str | None = None
    typed: str = dataclasses.field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word that may be mistyped: finds what is at most `edits` letters away."""

    term: str
    edits: int
    field: str | None = None
    typed: str = dataclasses.field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Term:
    """A term as the index has it, letter for letter: what a query made by a program asks for. `field` is a
    part."""

    term: str
    field: str
    typed: str = dataclasses.field(default="", compare=False)


Slot = Word | Exact | Prefix | Fuzzy | Term


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words one right after the other. `typed` is empty where the person used quotes."""

    slots: tuple[Slot, ...]
    field: str | None = None
    typed: str = dataclasses.field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Near:
    """Words or phrases, each at most `distance` words from the next one, in either order."""

    parts: tuple[Slot | Phrase, ...]
    distance: int
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """An article's source or author. `whole`: the name is given in full (quotes); else words of it."""

    what: str
    """`source` or `by`."""
    value: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    code: str


@dataclass(frozen=True, slots=True)
class Dates:
    """Published from `first` to `last`, inclusive, as yyyymmdd; an article without a date is in no range.

    `typed` is the whole filter: `date:2019..2024`, `after:2019-03`.
    """

    first: int
    last: int
    typed: str = dataclasses.field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Status:
    """What the person made of an article: `what` is tag · is · has. The store knows of which it is true."""

    what: str
    value: str


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Node, ...]


Leaf = Word | Exact | Prefix | Fuzzy | Term | Phrase | Near
Filter = Named | Language | Dates | Status
Node = Leaf | Filter | Not | And | Or


def leaves(node: Node) -> Iterator[Leaf]:
    """What of a query is looked for in texts and marked there: nothing under a minus, no filters."""
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from leaves(part)
    elif isinstance(node, Leaf):
        yield node


def statuses(node: Node) -> Iterator[Status]:
    """What of a query only the store can answer."""
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from statuses(part)
    elif isinstance(node, Not):
        yield from statuses(node.part)
    elif isinstance(node, Status):
        yield node


def slots_of(leaf: Slot | Phrase) -> tuple[Slot, ...]:
    """The words of a leaf, one after the other."""
    return leaf.slots if isinstance(leaf, Phrase) else (leaf,)


def written(node: Node) -> str:
    """The query in the query language: what `parse` reads as this very tree."""
    return _written(node, within_and=False)


def _written(node: Node, *, within_and: bool) -> str:
    if isinstance(node, And):
        text = " ".join(_written(part, within_and=True) for part in node.parts)
        return f"({text})" if within_and else text
    if isinstance(node, Or):
        text = " OR ".join(_written(part, within_and=True) for part in node.parts)
        return f"({text})" if within_and else text
    if isinstance(node, Not):
        text = _written(node.part, within_and=True)
        return f"-({text})" if isinstance(node.part, Near) else f"-{text}"
    if isinstance(node, Near):
        return f" NEAR/{node.distance} ".join(_written(part, within_and=True) for part in node.parts)
    if isinstance(node, Named):
        return (
            f'{node.what}:"{node.value}"' if node.whole or " " in node.value else f"{node.what}:{node.value}"
        )
    if isinstance(node, Status):
        return f'{node.what}:"{node.value}"' if " " in node.value else f"{node.what}:{node.value}"
    if isinstance(node, Language):
        return f"lang:{node.code}"
    if isinstance(node, Dates):
        return node.typed
    name = f"{node.field}:" if node.field else ""
    if isinstance(node, Phrase):
        return name + (node.typed or '"' + " ".join(_slot(slot) for slot in node.slots) + '"')
    return name + (f'"{_slot(node)}"' if isinstance(node, Exact) else _slot(node))


def _slot(slot: Slot) -> str:
    return slot.typed + ending_of(slot)


def ending_of(slot: Slot) -> str:
    """What is typed behind a word to make it this kind of slot."""
    return "*" if isinstance(slot, Prefix) else f"~{slot.edits}" if isinstance(slot, Fuzzy) else ""
