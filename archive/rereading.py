"""A kept page read in the encoding that the person chose, whatever it says of itself."""

from __future__ import annotations

import codecs
import re
from dataclasses import replace

import webencodings

from archive.model import Capture

TWICE = "utf-8-twice"
"""UTF-8 that was taken for windows-1252 and encoded once more: «comissÃ£o»."""
_PACKED = re.compile(
    rb"^(?:mime-version|content-transfer-encoding)\s*:|\A(?:\x1f\x8b|PK\x03\x04)", re.I | re.M
)
_GARBLED = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]+")


def can_reread(capture: Capture) -> bool:
    """True for a page or text as such: what is packed inside another format names its own encoding."""
    return _PACKED.search(capture.data[:4096]) is None


def reread(capture: Capture, label: str | None) -> Capture:
    """The capture as if it were UTF-8, its bytes read by an encoding's WHATWG label or `TWICE`.

    Without a label, with an unknown one or where it cannot be, it is the capture itself.
    """
    if label is None or not can_reread(capture):
        return capture
    if label == TWICE:
        text = _GARBLED.sub(_once, capture.data.decode("utf-8", "replace"))
    elif (encoding := webencodings.lookup(label)) is None:
        return capture
    else:
        text = encoding.codec_info.decode(capture.data, "replace")[0]
    data = codecs.BOM_UTF8 + text.removeprefix("\ufeff").encode("utf-8", "replace")
    return replace(capture, data=data)


def _once(run: re.Match[str]) -> str:
    try:
        return _bytes(run[0]).decode("utf-8")
    except UnicodeError:
        return run[0]


def _bytes(text: str) -> bytes:
    # windows-1252 of the web: what Python's codec leaves undefined stands for itself
    return b"".join(c.encode("latin-1") if ord(c) < 256 else c.encode("cp1252") for c in text)
