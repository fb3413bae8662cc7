"""Every sentence a person sees goes through `_()` or `ngettext()`. English is the source. Knows no Qt.

Catalogues lie in `resources/locale/LANGUAGE/LC_MESSAGES/broadside.mo`; a language without one is English.
How a language writes numbers is part of its catalogue too, so that the window and a terminal agree.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Sequence
from functools import lru_cache

from reader.resources import resource

DOMAIN = "broadside"
SOURCE_LANGUAGE = "en"

POINT_COUNTRIES = frozenset(
    {"419", "BR", "BZ", "CU", "DO", "GT", "HN", "MX", "NI", "PA", "PE", "PR", "SV", "US"}
)
"""Where Spanish is spoken and numbers are written as in English: 48,216 and 1.5 (Unicode CLDR)."""

_current: gettext.NullTranslations = gettext.NullTranslations()
_point_country = False


def use_languages(languages: Sequence[str] | None = None) -> str:
    """Speak the first of `languages` (`es`, `es_MX`, …) that is known, and return it.

    None asks the environment (LANGUAGE, LC_ALL, LC_MESSAGES, LANG), as gettext does. English is known
    without a catalogue: who prefers it to Spanish gets it.
    """
    global _current, _point_country
    for name in _environment() if languages is None else languages:
        language, country = _parts(name)
        if language == SOURCE_LANGUAGE:
            break
        found = _catalogue(language)
        if found is not None:
            _current, _point_country = found, language == "es" and country in POINT_COUNTRIES
            return language
    _current, _point_country = gettext.NullTranslations(), False
    return SOURCE_LANGUAGE


def language_in_use() -> str:
    """The language that is spoken now: `en`, `es`."""
    return _current.info().get("language", SOURCE_LANGUAGE)


def lend_to_standard_library() -> None:
    """Let `gettext.gettext` speak as we do: `argparse` asks it for the words of help and usage.

    It reads the environment itself; call this after `use_languages()`, which knows when English comes first.
    """
    if _is_translated():
        gettext.bindtextdomain(DOMAIN, str(resource("locale")))
        gettext.textdomain(DOMAIN)
    else:
        gettext.textdomain("messages")


def spoken() -> str:
    """The language that is spoken now, as its code."""
    return _current.info().get("language", SOURCE_LANGUAGE) if _is_translated() else SOURCE_LANGUAGE


def _is_translated() -> bool:
    return type(_current) is gettext.GNUTranslations


def languages() -> tuple[str, ...]:
    """The languages there are catalogues for, English first."""
    try:
        found = sorted(path.parents[1].name for path in resource("locale").glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
    except FileNotFoundError:
        found = []
    return (SOURCE_LANGUAGE, *(code for code in found if code != SOURCE_LANGUAGE))


def _environment() -> list[str]:
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return value.split(":")
    return []


def language_of(name: str) -> str:
    """`es` of `es_MX.UTF-8` or `es-Latn-MX`."""
    return _parts(name)[0]


def _parts(name: str) -> tuple[str, str]:
    """`es_MX.UTF-8@euro`, `es-MX` or `es-Latn-MX` as ("es", "MX")."""
    parts = name.partition(".")[0].partition("@")[0].replace("-", "_").split("_")
    country = next((part.upper() for part in parts[1:] if len(part) == 2 or part.isdigit()), "")
    return parts[0].lower(), country


def _catalogue(language: str) -> gettext.NullTranslations | None:
    if not language.isalpha():
        return None
    try:
        return gettext.translation(DOMAIN, str(resource("locale")), [language])
    except FileNotFoundError:
        return None


def _(sentence: str) -> str:
    """The sentence in the person's language. Values are put in afterwards: `_("{n} of {m}").format(…)`."""
    return _current.gettext(sentence)


def ngettext(one: str, many: str, n: int) -> str:
    """The form of the sentence that `n` things take in the person's language."""
    return _current.ngettext(one, many, n)


def pgettext(context: str, words: str) -> str:
    """Words whose translation depends on what they are for: `context` says it to the translator."""
    return _current.pgettext(context, words)


def catalogue() -> gettext.NullTranslations:
    """What stands for the language that is spoken: another one for another language."""
    return _current


def number(n: int) -> str:
    """A count with its thousands divided as the language does: `48,216`, `48.216`."""
    digits = f"{n:,}"
    if _point_country or "," not in digits:
        return digits
    return digits.replace(",", _thousands(_current, abs(n) < 10_000))


@lru_cache(maxsize=8)
def _thousands(_language: gettext.NullTranslations, is_short: bool) -> str:
    """The sign between thousands; asked of a language once, since lists of numbers are long."""
    # Translators: the whole number one thousand; its sign (or none) is for numbers of four digits.
    short = pgettext("how numbers are written", "1,000")
    # Translators: the whole number ten thousand; its sign is for all longer numbers.
    long = pgettext("how numbers are written", "10,000")
    return _between(short if is_short else long)


def _between(pattern: str) -> str:
    """The sign in a number written as an example."""
    return "".join(c for c in pattern if not c.isdigit())


def decimal(value: float) -> str:
    """A number with one digit after its sign, as the language writes it, and none where it is zero: `1.5`."""
    whole, _sign, digit = f"{value:.1f}".partition(".")
    if digit == "0":
        return number(int(whole))
    # Translators: one and a half; its sign divides whole and part.
    pattern = "1.5" if _point_country else pgettext("how numbers are written", "1.5")
    return number(int(whole)) + _between(pattern) + digit
