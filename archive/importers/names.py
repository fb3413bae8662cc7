"""What names say: addresses, file names, media types. Only strings; nothing is looked up or opened."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from archive.model import PASTED

_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9._:-]{1,40})", re.I)
_UNFIT = re.compile('[\x00-\x20\x7f-\x9f\ud800-\udfff<>"]')
_ADDRESS = 4096


def web_address(text: str | None) -> str | None:
    """`text` if it is a whole http or https address, else None."""
    address = (text or "").strip()
    if not address or len(address) > _ADDRESS or _UNFIT.search(address):
        return None
    try:
        parts = urlsplit(address)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return address if is_web else None


def file_name(origin: str) -> str | None:
    """The last part of a path or of a member's name; None for an address and for what was pasted."""
    if origin == PASTED or ("!/" not in origin and web_address(origin)):
        return None
    name = re.split(r"[/\\]", origin.rstrip("/\\"))[-1]
    return name or None


def suffix(origin: str) -> str:
    """`.html` of `a.zip!/Page.HTML`; empty where there is none. An address's query does not count."""
    name = file_name(origin)
    if name is None:
        name = urlsplit(origin).path.rsplit("/", 1)[-1]
    stem, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if dot and stem and len(ending) <= 12 else ""


def charset_of(media_type: str | None) -> str | None:
    """`utf-8` of `text/html; charset=utf-8`."""
    match = _CHARSET.search(media_type or "")
    return match[1] if match else None


def bare_type(media_type: str | None) -> str:
    """`text/html` of `Text/HTML; charset=utf-8`."""
    return (media_type or "").split(";", 1)[0].strip().lower()
