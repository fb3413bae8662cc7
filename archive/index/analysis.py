"""Text into words, alike for what is written and for what is asked; every word with its place in the text.

A *word* is a run of letters, digits and the marks on them, found in the text as it stands: so its span is
exact whatever folding does to its length. Apostrophes, dots, hyphens and underscores divide words on both
sides (`U.S.` is `u` `s`, one after the other). In scripts written without spaces (Chinese, Japanese, Thai,
…) and in Korean each character is a word. Its *term* is the word in one normal spelling, accents kept;
`fold` takes the accents off. There are no stop words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

VERSION = 1
"""Grows whenever the same text gives other terms: an index made by another version is built anew."""

UNICODE = unicodedata.unidata_version

LONGEST = 80
"""Letters of a term that count. What is longer is no word that anybody types."""


def _ranges(*blocks: tuple[int, int]) -> str:
    """The combining marks of these blocks, as the inside of a character class."""
    found: list[str] = []
    for low, high in blocks:
        for code in range(low, high + 1):
            if unicodedata.category(chr(code)).startswith("M"):
                found.append(chr(code))
    return "".join(found)


_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Soft hyphen, joiners, zero-width spaces, direction marks: they are no part of a word's spelling."""

_MARKS = (
    _ranges(
        (0x300, 0x1CFF),
        (0x1DC0, 0x1DFF),
        (0x20D0, 0x20FF),
        (0x302A, 0x309A),
        (0xA66F, 0xABED),
        (0xFB1E, 0xFB1E),
    )
    + "\ufe00-\ufe0f\ufe20-\ufe2f"
    + _UNSEEN
)
_COUNTERS = (  # superscripts, fractions, circled digits: the mark of a footnote is no part of a word
    "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2089\u2150-\u215f\u2189\u2460-\u249b\u24ea-\u24ff\u2776-\u2793"
    "\u3192-\u3195\u3220-\u3229\u3248-\u324f\u3251-\u325f\u3280-\u3289\u32b1-\u32bf"
)
_SPACELESS = (  # Thai, Lao, Burmese, Khmer; kana, bopomofo, Han, Hangul
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3031-\u3035\u303b\u303c\u3040-\u30ff\u3100-\u312f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\U00020000-\U000323af"
)
_PARTS = (
    "\u1100-\u11ff\uff66-\uff9f\uffa0-\uffdc"  # Hangul letters and half-width kana: several make a character
)
_LETTER = f"[^\\W_{_COUNTERS}{_SPACELESS}{_PARTS}]"

_ANY = re.compile(
    f"{_LETTER}+(?:[{_MARKS}]+{_LETTER}*)*"
    f"|[^\\W_{_COUNTERS}\\u0000-\\u0dff{_PARTS}][{_MARKS}]*"
    f"|[\u1100-\u115f][\u1160-\u11a7]?[\u11a8-\u11ff]?|[\u1160-\u11ff]"
    f"|[\uff66-\uff9d\uffa0-\uffdc][\uff9e\uff9f]?[{_MARKS}]*"
)
WORD = re.compile("[0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02c1]+")
_NOT_PLAIN = re.compile(
    "[^\u0000-\u00ac\u00ae-\u02c1\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2122\u2190-\u23ff\u2500-\u2775\u2794-\u2bff"
    "\U0001f300-\U0001faff]"
)
"""Most text of the European languages has nothing that needs the slower pattern; both find the same words."""

_ASCII = bytes(range(128))

_DROPPED = re.compile(  # no part of the spelling: the unseen, tatweel, Hebrew points, Arabic vowel signs
    f"[{_UNSEEN}\u0640\ufe00-\ufe0f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]+"
)
_ACCENTS = re.compile(  # but й, ў, ї are letters of their own
    "[\u0300-\u0305\u0307\u0309-\u036f\u0483-\u0487\u0653-\u0655\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
    "\ufe20-\ufe2f\u02b9\u02bb\u02bc\u02c8]|(?<![иу])\u0306|(?<!і)\u0308"
)
_PLAINER = str.maketrans(
    dict(zip("ıøđðłħŧŋɓɗƒɠƙƴʋɫ", "ioddlhtnbdfgkyvl", strict=True))
    | {"ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ہ": "ه", "ھ": "ه", "ک": "ك"}
    | {"æ": "ae", "œ": "oe", "þ": "th"}
)


_REMEMBERED = 1 << 16


def term(word: str) -> str:
    """The normal spelling of a word as found in a text; empty when nothing of it is left."""
    return word.lower()[:LONGEST] if word.isascii() else _term(word)


@lru_cache(maxsize=_REMEMBERED)
def _term(word: str) -> str:
    spelt = unicodedata.normalize("NFKC", _DROPPED.sub("", word)).casefold()
    spelt = _DROPPED.sub("", unicodedata.normalize("NFKC", spelt))
    return "".join(_digit(c) for c in spelt)[:LONGEST]


def _digit(character: str) -> str:
    if character.isascii() or not character.isdecimal():
        return character
    return str(unicodedata.decimal(character))


def fold(spelt: str) -> str:
    """A term without its accents: what two people may type for the same word. `fold(fold(x)) == fold(x)`."""
    return spelt if spelt.isascii() else _fold(spelt)


@lru_cache(maxsize=_REMEMBERED)
def _fold(spelt: str) -> str:
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", spelt)).translate(_PLAINER)
    return unicodedata.normalize("NFC", bare) or spelt


LETTERS = frozenset(chr(c) for c in range(0x2C2) if WORD.fullmatch(chr(c)))
"""What the words of a simple text are made of. One begins where the letter before is none of them; `WORD`
matches up to its end."""
_SIMPLE = frozenset(c for c in LETTERS if len(c.lower()) == 1 and term(c) == c.lower())
_NOT_SIMPLE = re.compile(f"[{''.join(sorted(LETTERS - _SIMPLE))}]")
"""Letters whose spelling in a term is another, or longer, than their lower case: ß, İ, ſ, ª, …"""


def is_simple(text: str) -> bool:
    """True for a text whose words are found at the same places in its lower case, where each is its own term:
    nearly all text of the European languages. Such a text can be searched as it is."""
    if text.isascii():
        return True
    rest = _beyond_ascii(text)
    return not (_NOT_PLAIN.search(rest) or _NOT_SIMPLE.search(rest))


def _beyond_ascii(text: str) -> str:
    """What is left of a text without its ASCII: a hundredth of it, and soon looked through."""
    return text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")


def letter_codes() -> list[tuple[int, int]]:
    """Every letter of a simple text with its lower case, as code points; what is not here divides words."""
    return [(ord(letter), ord(letter.lower())) for letter in sorted(_SIMPLE)]


def word_after(text: str, at: int) -> tuple[int, int]:
    """Where the next word of a simple text begins and ends; (-1, -1) where there is none."""
    match = WORD.search(text, at)
    return match.span() if match else (-1, -1)


def _pattern(text: str) -> re.Pattern[str]:
    return _ANY if not text.isascii() and _NOT_PLAIN.search(_beyond_ascii(text)) else WORD


def found(text: str) -> list[str]:
    """The words of a text as they stand there. Those without a `term` are no words after all."""
    return _pattern(text).findall(text)


def terms(text: str) -> list[str]:
    """The terms of a text in order."""
    return [spelt for spelt in map(term, found(text)) if spelt]


def words(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and term of each word, in order: the same words as `terms`."""
    for match in _pattern(text).finditer(text):
        spelt = term(match.group())
        if spelt:
            yield match.start(), match.end(), spelt


def folded(text: str) -> str:
    """All of a text's words, folded, divided by one space: for comparing names."""
    return " ".join(map(fold, terms(text)))


def is_spaceless(spelt: str) -> bool:
    """True for a term of a script in which words are not divided: its neighbours belong to it."""
    return bool(spelt) and (spelt[0] >= "\u0e00") and _SPACELESS_LETTER.match(spelt) is not None


_SPACELESS_LETTER = re.compile(f"[{_SPACELESS}]")
