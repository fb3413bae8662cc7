"""The language of an article: what the page says, held against its script and its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from archive.clean.metadata.evidence import Evidence
from archive.clean.vocabulary import table

_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]"), 0.08),
    ("ko", re.compile("[\uac00-\ud7af]"), 0.2),
    ("zh", re.compile("[\u3400-\u9fff]"), 0.3),
    ("he", re.compile("[\u0590-\u05ff]"), 0.4),
    ("el", re.compile("[\u0370-\u03ff]"), 0.4),
    ("th", re.compile("[\u0e00-\u0e7f]"), 0.4),
    ("hi", re.compile("[\u0900-\u097f]"), 0.4),
    ("bn", re.compile("[\u0980-\u09ff]"), 0.4),
    ("ta", re.compile("[\u0b80-\u0bff]"), 0.4),
    ("ka", re.compile("[\u10a0-\u10ff]"), 0.4),
    ("hy", re.compile("[\u0530-\u058f]"), 0.4),
)
_BEYOND_LATIN = re.compile("[\u0370-\u03ff\u0500-\u1dff\u3040-\ud7af]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_PERSIAN = re.compile("[پچژگک]")
_URDU = re.compile("[ٹڈڑںے]")
_TAG = re.compile(r"^[a-z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*$", re.I)


@cache
def _stop_words() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in table("stop")["words"].items()}


@cache
def _languages() -> dict[str, list[str]]:
    """The languages that each of these words is common in."""
    found: dict[str, list[str]] = {}
    for code, words in _stop_words().items():
        for word in words:
            found.setdefault(word, []).append(code)
    return found


def guess(text: str) -> str | None:
    """The language of a text by script and commonest words; None where too little speaks for one."""
    sample = text[:6000]
    signs = sum(map(str.isalpha, sample))
    if signs < 20:
        return None
    own_script = not sample.isascii() and len(_BEYOND_LATIN.findall(sample)) > 0.05 * signs
    for code, pattern, share in _SCRIPTS if own_script else ():
        if len(pattern.findall(sample)) > share * signs:
            return code
    if own_script and len(_ARABIC.findall(sample)) > 0.4 * signs:
        if len(_URDU.findall(sample)) > 0.03 * signs:
            return "ur"
        return "fa" if len(_PERSIAN.findall(sample)) > 0.03 * signs else "ar"
    found = re.findall(r"[^\W\d_]+", sample.lower())
    if len(found) < 8:
        return None
    counts = Counter(found)
    sums = dict.fromkeys(_stop_words(), 0)
    languages = _languages()
    for word, count in counts.items():
        for code in languages.get(word, ()):
            sums[code] += count
    scores = {code: number / len(found) for code, number in sums.items()}
    best, second = sorted(scores, key=lambda c: -scores[c])[:2]
    return best if scores[best] >= 0.12 and scores[best] > 1.1 * scores[second] else None


def find_language(evidence: Evidence, text: str) -> tuple[str, str] | None:
    """(tag in the form `en` or `en-GB`, where it came from).

    A declared language that the script and the words of the text contradict is not believed.
    """
    declared = [(evidence.page.language, "html")]
    declared += [
        (c, n)
        for n, c in evidence.meta("og:locale", "content-language", "dc.language", "language", "inlanguage")
    ]
    value = evidence.structured.article.get("inLanguage")
    if isinstance(value, dict):
        value = value.get("alternateName") or value.get("name")
    if isinstance(value, str):
        declared.append((value, "json-ld"))
    own = guess(text)
    for tag, origin in declared:
        shaped = (tag or "").strip().replace("_", "-").split(",")[0].strip()
        if _TAG.match(shaped) and shaped.lower() not in ("und", "zxx", "mul", "xx"):
            primary = shaped.split("-")[0].lower()
            primary = {"iw": "he", "in": "id", "nb": "no", "nn": "no"}.get(primary, primary)
            if own is None or own == primary or own not in _sure_of(primary):
                return "-".join([primary, *shaped.split("-")[1:2]]), origin
            return own, "text"
    return (own, "text") if own else None


def _sure_of(primary: str) -> frozenset[str]:
    """The guesses that are believed against a declared language: those that are never mistaken for it."""
    near = set(table("stop")["near"].get(primary, "").split())
    return frozenset(set(_stop_words()) | {c for c, _, _ in _SCRIPTS} | {"ar", "fa", "ur"}) - near
