"""Bytes into text as browsers do it: no codec of Python's own is ever taken from a page's word."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import chardet
import webencodings

from archive.importers.tags import TAG, attributes
from archive.model import Note

_HEAD = 65_536
"""Bytes in which a page may name its own encoding. Browsers promise 1,024 and take a later one too."""
_DETECT = 65_536
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16le"), (codecs.BOM_UTF16_BE, "utf-16be"))
_CHARSET = re.compile(r"charset[\t\n\f\r ]*=[\t\n\f\r ]*(?:\"([^\"]*)\"|'([^']*)'|([^\t\n\f\r ;\"']+))", re.I)
_XML_ENCODING = re.compile(r"<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """`encoding` is the name of the WHATWG encoding standard; `notes` say so where it was only a guess."""

    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


def decode(data: bytes, transport_charset: str | None = None, *, is_page: bool = True) -> Decoded:
    """Any bytes as text; never fails.

    In this order: byte order mark, UTF-8 if it is UTF-8 throughout, what the transport said, what the page
    says (only where `is_page`), a detector, windows-1252 with replacement marks. The last two leave a note
    `encoding-guessed`.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Decoded(_read(data[len(mark) :], name), name)
    if unmarked := _unmarked_utf16(data):
        return Decoded(_read(data, unmarked), unmarked)
    declared = _lookup(transport_charset) or (_page_encoding(data[:_HEAD]) if is_page else None)
    if declared == "iso-2022-jp" and b"\x1b" in data and data.isascii():
        return Decoded(_read(data, declared), declared)
    if (text := _strict_utf8(data)) is not None:
        return Decoded(text, "utf-8")
    if declared == "utf-8" and not _has_utf8(data):
        declared = None
    if declared:
        return Decoded(_read(data, declared), declared)
    name = _detect(data)
    return Decoded(_read(data, name), name, (Note("encoding-guessed", name),))


def _lookup(label: str | None) -> str | None:
    """The WHATWG name of a label; UTF-16 said by a byte stream that is none means UTF-8."""
    encoding = webencodings.lookup(label) if label else None
    if encoding is None or encoding.name == "replacement":
        return None
    if encoding.name.startswith("utf-16"):
        return "utf-8"
    return "windows-1252" if encoding.name == "x-user-defined" else str(encoding.name)


def _codec(name: str) -> codecs.CodecInfo:
    # The standard reads GBK as its superset; lone surrogates cannot come out of any of these codecs.
    info = webencodings.lookup("gb18030" if name == "gbk" else name).codec_info
    assert isinstance(info, codecs.CodecInfo)
    return info


def _read(data: bytes, name: str) -> str:
    text, _ = _codec(name).decode(data, "replace")
    return str(text).removeprefix("\ufeff")


def _strict_utf8(data: bytes) -> str | None:
    """The text if all is UTF-8; a last character cut in half counts as cut, not as another encoding."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    try:
        text = decoder.decode(data)
    except UnicodeDecodeError:
        return None
    tail, _ = decoder.getstate()
    if tail and not text.strip():
        return None
    return text + ("\ufffd" if tail else "")


def _has_utf8(data: bytes) -> bool:
    """True where most letters beyond ASCII are well-formed UTF-8: a damaged page, not a mislabelled one."""
    high = sum(len(run) for run in re.findall(rb"[\x80-\xff]+", data[: _DETECT * 4]))
    good = sum(len(run) for run in _SEQUENCE.findall(data[: _DETECT * 4]))
    return good * 2 >= high and good > 0


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark shows as a zero in every second byte."""
    head = data[:4096]
    half = len(head) // 2
    if half < 8 or b"\0" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > half * 0.6 and even < half * 0.05:
        return "utf-16le"
    return "utf-16be" if even > half * 0.6 and odd < half * 0.05 else None


def _page_encoding(head: bytes) -> str | None:
    """What the page says of itself: https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding"""
    text = head.decode("latin-1")
    position = 0
    while match := TAG.search(text, position):
        position = match.end()
        if match["mark"] == "!--":
            position = text.find("-->", position - 2) + 3
            if position == 2:
                break
        elif match["mark"]:
            position = text.find(">", position) + 1
            if position == 0:
                break
        elif not match["close"]:
            break
        elif match["name"].lower() == "meta" and (name := _meta_encoding(match["rest"])):
            return name
    declaration = _XML_ENCODING.match(text.lstrip())
    return _lookup(declaration[1]) if declaration else None


def _meta_encoding(rest: str) -> str | None:
    found: dict[str, str] = {}
    for name, value in attributes(rest):
        found.setdefault(name, value)
    if (label := found.get("charset")) is not None:
        return _lookup(label.strip())
    if found.get("http-equiv", "").lower() != "content-type":
        return None
    match = _CHARSET.search(found.get("content", ""))
    return _lookup((match[1] or match[2] or match[3]).strip()) if match else None


def _detect(data: bytes) -> str:
    """The detector's word where it is an encoding of the web, else windows-1252."""
    near = _around_letters(data)
    label = chardet.detect(near, max_bytes=_DETECT, prefer_superset=True).get("encoding")
    name = _lookup(label) if label else None
    return name if name and name != "utf-8" else "windows-1252"


def _around_letters(data: bytes) -> bytes:
    """The part that tells: from a little before the first byte beyond ASCII on."""
    match = re.search(rb"[\x80-\xff]", data)
    start = max(0, match.start() - 1024) if match else 0
    return data[start : start + _DETECT]
