"""How alike two short texts are, as sets of words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SIGNS = "\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_WORD = re.compile(rf"[{_SIGNS}]|[^\W_{_SIGNS}]+")


def fold(text: str) -> str:
    """Case, width and accents folded."""
    if text.isascii():
        return text.lower()
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text).casefold())


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded; a script that writes without spaces gives its signs."""
    return tuple(_WORD.findall(fold(text)))


def common_words(one: str, other: str) -> float:
    """The share of words that two texts have in common, of all that either has (0 to 1)."""
    a, b = set(words(one)), set(words(other))
    return len(a & b) / len(a | b) if a and b else 0.0


def contained(small: str, large: str) -> float:
    """The share of the words of `small` that `large` has too."""
    a = set(words(small))
    return len(a & set(words(large))) / len(a) if a else 0.0
