"""Reading HTML tag by tag in linear time, as browsers cut it into tags. No tree, no I/O."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

TAG = re.compile(
    r"""<(?:
        (?P<end>/)?(?P<name>[a-zA-Z][^\t\n\f\r\ />]*)
        (?P<rest>(?>[^>"'=]+|=[\t\n\f\r\ ]*+(?:"[^"]*"|'[^']*')?|(?P<stray>["']))*+)
        (?P<close>>)?
      | (?P<mark>!--|[!?/])
    )""",
    re.VERBOSE,
)
"""A tag, the beginning of a comment, or of something that ends at the next `>`.

A quotation mark counts only after `=`, as in the HTML standard's tokeniser. `close` is missing where the
text ended first; `stray` tells of a quotation mark that opens nothing or is never closed. Every alternative
is possessive, so a match costs one walk over what it matches.
"""

PLAIN_TAG = re.compile(r"<(?:(?P<end>/)?(?P<name>[a-zA-Z][^\t\n\f\r />]*)|(?P<mark>!--|[!?/]))")
"""The same without looking at what follows the name, for a page whose quotation marks cannot be believed."""


def words(text: str) -> frozenset[str]:
    """A set of names written as one string."""
    return frozenset(text.split())


_ATTRIBUTE = re.compile(
    r"""[\t\n\f\r\ /]*
        (?P<name>[^\t\n\f\r\ />=][^\t\n\f\r\ />=]*)
        (?:[\t\n\f\r\ ]*=[\t\n\f\r\ ]*
            (?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\t\n\f\r\ >"'][^\t\n\f\r\ >]*)?)
        )?""",
    re.VERBOSE,
)


def attributes(rest: str) -> Iterator[tuple[str, str]]:
    """The attributes of a tag in order, names in lower case, values with character references undone."""
    for match in _ATTRIBUTE.finditer(rest):
        value = match["double"] or match["single"] or match["bare"] or ""
        yield match["name"].lower(), html.unescape(value) if "&" in value else value


def attribute(rest: str, name: str) -> str | None:
    """The first value of one attribute, or None."""
    return next((value for key, value in attributes(rest) if key == name), None)


class Finder:
    """Finds a needle again and again while the reader moves on, without ever looking twice at a place."""

    __slots__ = ("_found", "_pattern", "_text")

    def __init__(self, text: str, needle: str) -> None:
        self._text = text
        self._pattern = re.compile(needle, re.IGNORECASE | re.ASCII)
        self._found: re.Match[str] | bool | None = False

    def next(self, position: int) -> re.Match[str] | None:
        """The first place at or after `position`, or a later one where an earlier call looked further on."""
        if isinstance(self._found, bool) or (self._found and self._found.start() < position):
            self._found = self._pattern.search(self._text, position)
        return self._found if isinstance(self._found, re.Match) else None
