"""The forms of a word: stemming by the language of the article, asked for at query time only."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import lru_cache

import Stemmer

from archive.index.analysis import fold

_ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian",
    "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali",
    "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "st": "sesotho", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
_AVAILABLE = frozenset(Stemmer.algorithms())
_stemmers = threading.local()  # a stemmer must not be used by two threads at once

UNKNOWN = ""
"""The language of an article that has none. Its words find their forms by the English rules."""


def language_of(code: str | None) -> str:
    """The language of a BCP 47 code, without region or script (`pt-BR` is `pt`)."""
    return (code or "").replace("_", "-").split("-")[0].strip().lower()


def rules_of(language: str) -> str:
    """The name of the rules by which words of this language have forms; empty where there are none."""
    name = _ALGORITHMS.get(language or "en", "")
    return name if name in _AVAILABLE else ""


@lru_cache(maxsize=1 << 16)
def stem(rules: str, term: str) -> str:
    """What the forms of a word share by these rules, folded. Accents are heeded before they go."""
    return stems(rules, (term,))[0]


def stems(rules: str, terms: Sequence[str]) -> list[str]:
    """The same for many at once. Numbers and the like have no forms."""
    if not rules:
        return [fold(term) for term in terms]
    roots = _stemmer(rules).stemWords(list(terms))
    return [
        fold(root if term.isalpha() or any(c.isalpha() for c in term) else term)
        for root, term in zip(roots, terms, strict=True)
    ]


def _stemmer(rules: str) -> Stemmer.Stemmer:
    stemmer = getattr(_stemmers, rules, None)
    if stemmer is None:
        stemmer = Stemmer.Stemmer(rules, 0)
        setattr(_stemmers, rules, stemmer)
    return stemmer
