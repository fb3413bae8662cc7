"""Text on its way into a column: exact where it must come back as it was, plain where it is shown."""

from __future__ import annotations

import re
import unicodedata

_UNSHOWABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_WORD = re.compile(
    r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]|[^\W\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]+(?:['’][^\W_]+)*"
)


def exact(text: str) -> str | bytes:
    """A value that SQLite takes and `told` gives back letter for letter, lone surrogates and NULs too."""
    try:
        return text if "\0" not in text and text.encode() is not None else text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def told(value: str | bytes) -> str:
    """The text behind a value of `exact`."""
    return value if isinstance(value, str) else value.decode("utf-8", "surrogatepass")


def plain(text: str, limit: int = 500) -> str:
    """One line for a list or a label: no controls, no lone surrogates, at most `limit` letters."""
    line = " ".join(_UNSHOWABLE.sub(" ", text[: limit * 4]).split())
    if len(line) <= limit:
        return line
    at_word = line[:limit].rsplit(" ", 1)[0]
    return (at_word if len(at_word) > limit // 2 else line[:limit]) + "…"


def folded(text: str) -> str:
    """What two spellings of one name share."""
    return unicodedata.normalize("NFKC", plain(text)).casefold().strip()


def count_words(text: str) -> int:
    """Words as a reader counts them; each Chinese, Japanese or Korean letter counts as one."""
    return len(_WORD.findall(text))
