"""Foreign text made harmless where it goes: characters no file should hold, file names, addresses."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Controls, halves of characters, and what is no character: XML 1.0 and YAML take none of them."""
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]")
"""What turns the order of letters on the screen around: «gpj.exe» would read «exe.jpg»."""
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\s]+')
_RESERVED = re.compile(
    r"(?:CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³]|CONIN\$|CONOUT\$)(?:\.|\Z)", re.IGNORECASE
)
_LONGEST_NAME = 120
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def text(words: str) -> str:
    """Without control characters; line ends and tabs stay."""
    return _UNFIT.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))


def line(words: str) -> str:
    """One line that reads in the order it is written in."""
    return " ".join(_TURNING.sub("", text(words)).split())


def file_name(words: str, suffix: str, taken: set[str]) -> str:
    """A name that every system takes, Windows too, and that no other in `taken` has there."""
    stem = unicodedata.normalize("NFC", _NOT_IN_NAMES.sub(" ", line(words))).strip(" .~-")
    while len(stem.encode()) > _LONGEST_NAME:
        stem = stem[:-1]
    stem = stem.strip(" .") or "_"
    if _RESERVED.match(stem):
        stem = "_" + stem
    name, number = stem, 2
    while unicodedata.normalize("NFKC", name).casefold() in taken:
        name, number = f"{stem} ({number})", number + 1
    taken.add(unicodedata.normalize("NFKC", name).casefold())
    return name + suffix


def address(href: str | None) -> str | None:
    """A web or mail address, written so that it is valid wherever it stands; None for any other."""
    if href is None:
        return None
    href = text(href).strip()
    try:
        parts = urlsplit(href)
        named = bool(parts.hostname) if parts.scheme in ("http", "https") else parts.scheme == "mailto"
    except ValueError:
        return None
    if not named or "\n" in href or "\t" in href:
        return None
    # What is percent-encoded stays; a percent sign that encodes nothing is encoded itself.
    href = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", href)
    return quote(href, safe="%:/?#@!$&'()*+,;=-._~")


def language(code: str | None) -> str | None:
    """A language tag, or None for what is none."""
    return code if code and _LANGUAGE.fullmatch(code) else None


def path(name: str) -> str:
    """A file's name as a part of an address."""
    return quote(name)
