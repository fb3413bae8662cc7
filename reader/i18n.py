"""Every sentence a person sees goes through `_()` or `ngettext()`. English is the source. Knows no Qt.

Catalogues lie in `resources/locale/LANGUAGE/LC_MESSAGES/broadside.mo`; a language without one is English.
"""

from __future__ import annotations

import gettext
from collections.abc import Sequence

from reader.resources import resource

DOMAIN = "broadside"

_current: gettext.NullTranslations = gettext.NullTranslations()


def use_languages(languages: Sequence[str] | None = None) -> None:
    """Speak the first of `languages` that has a catalogue; None asks the environment (LANGUAGE, LANG, …)."""
    global _current
    try:
        folder = str(resource("locale"))
    except FileNotFoundError:
        _current = gettext.NullTranslations()
        return
    _current = gettext.translation(DOMAIN, folder, languages, fallback=True)


def _(sentence: str) -> str:
    """The sentence in the person's language. Values are put in afterwards: `_("{n} of {m}").format(…)`."""
    return _current.gettext(sentence)


def ngettext(one: str, many: str, n: int) -> str:
    """The form of the sentence that `n` things take in the person's language."""
    return _current.ngettext(one, many, n)


def number(n: int) -> str:
    """A count with its thousands divided, as the interface shows it."""
    return f"{n:,}"
