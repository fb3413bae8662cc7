"""The words of noise: data files beside this module, read once, a reason with each group."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The data file `words/NAME.toml`."""
    return tomllib.loads((resources.files("archive.clean") / "words" / f"{name}.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Names:
    """Which group each word, phrase or whole name of an element speaks for."""

    words: dict[str, int]
    phrases: dict[str, int]
    tokens: dict[str, int]


@cache
def names() -> Names:
    """The groups of `classes.toml` as bits: the first group is 1, the next 2, 4, …"""
    found = Names({}, {}, {})
    for number, group in enumerate(table("classes").values()):
        for kind in ("words", "phrases", "tokens"):
            known: dict[str, int] = getattr(found, kind)
            for word in group.get(kind, ()):
                known[word] = known.get(word, 0) | 1 << number
    return found


_UTILITY = re.compile(r"[:\[\]/@!%&]")
_GENERATED = re.compile(
    r"^(?:sc|css|jsx|svelte|emotion|makestyles|mui|chakra|astro|ng|tw|st|data-v|wp-image)-", re.I
)
_MODIFIER = re.compile(
    r"^(?:has|with|without|no|not|is|are|js|if|can|hide|show|gtm|qa|overflow|non|menu-item|page-id|postid|template)[-_]",
    re.I,
)
_STATE = re.compile(
    r"(?:enabled|disabled|active|inactive|visible|loaded|true|false|open|closed|none|left|right|top|bottom|first|last)$",
    re.I,
)
_CAMEL = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-zß-ÿ]+|[A-Z]+|[^\W\d_A-Z]+")
_PARTS = re.compile(r"[-_.]+")
_NUMBERED = re.compile(r"^\d*([^\W\d]+)\d*$")
"""Letters with digits before or after them only; with digits among them it is a generated name."""


@lru_cache(maxsize=20_000)
def words_of(token: str) -> tuple[str, ...]:
    """The words of one class name or id, lower case; none of a generated name, a utility or a modifier."""
    if len(token) > 60 or _UTILITY.search(token) or _GENERATED.match(token) or _MODIFIER.match(token):
        return ()
    token = token.split("--", 1)[0]
    words: list[str] = []
    for part in _PARTS.split(token):
        numbered = _NUMBERED.match(part)
        if numbered is None:
            continue
        part = numbered[1]
        if part.islower() or part.isupper():
            words.append(part.lower())
            continue
        pieces = _CAMEL.findall(part)
        long = sum(len(p) >= 3 for p in pieces)
        if long * 2 > len(pieces):
            words += [p.lower() for p in pieces]
            if len(pieces) > 1:
                words.append(part.lower())
    return tuple(words)


@lru_cache(maxsize=20_000)
def groups_of(spelling: str) -> int:
    """The bits of the groups that a class attribute or id speaks for."""
    known = names()
    bits = 0
    for token in spelling.split():
        bits |= known.tokens.get(token, 0)
        words = words_of(token)
        if _STATE.search(token) and len(words) > 1 and "--" not in token:
            words = words[:-1]
        for word in words:
            bits |= known.words.get(word, 0)
        if len(words) > 1:
            for left, right in pairwise(words):
                bits |= known.phrases.get(f"{left} {right}", 0)
        elif words:
            bits |= known.phrases.get(words[0], 0)
    return bits
