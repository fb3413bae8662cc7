"""Foreign pictures made harmless: decoded under limits, the first frame drawn anew as JPEG or PNG."""

from __future__ import annotations

import base64
import binascii
import io
import unicodedata
import warnings
from collections.abc import Collection, Mapping
from urllib.parse import unquote, unquote_to_bytes

from archive.model import Picture

_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
"""What the web shows and the decoders are well tried for. SVG, TIFF and the rest stay labelled boxes."""
_LARGEST = 4_000 * 4_000
"""Pixels before decoding; more is a bomb, or no picture for a column of text."""
_WIDEST, _HIGHEST = 1_280, 4_000
_SMALLEST = 24
"""Pixels of the longer side: below it stand counters, bullets and icons."""
_QUALITY = 88


def redraw(data: bytes) -> Picture | None:
    """A picture at most 1,280 wide and without anything but its pixels; None where there is none to show."""
    from PIL import Image, ImageOps  # 0.1 s that only a page with pictures pays

    Image.MAX_IMAGE_PIXELS = _LARGEST // 2
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
                if opened.width * opened.height > _LARGEST or max(opened.size) < _SMALLEST:
                    return None
                opened.draft("RGB", (_WIDEST, _HIGHEST))
                upright = ImageOps.exif_transpose(opened)
                has_alpha = "A" in upright.getbands() or "transparency" in upright.info
                drawn = upright.convert("RGBA" if has_alpha else "RGB")
        drawn.thumbnail((_WIDEST, _HIGHEST))
        drawn.info = {}  # comments and profiles would be written again
        out = io.BytesIO()
        if has_alpha:
            drawn.save(out, "PNG")
        else:
            drawn.save(out, "JPEG", quality=_QUALITY)
    except Exception:  # a decoder raises whatever it likes at a broken file
        return None
    return Picture(out.getvalue(), drawn.width, drawn.height)


def part_named(address: str, parts: Collection[str]) -> str | None:
    """The part of a page that an address in it means, or None: as written, or with its escapes undone."""
    if not parts:
        return None
    if address in parts:
        return address
    path = address.split("#", 1)[0].split("?", 1)[0].removeprefix("./")
    plain = unicodedata.normalize("NFC", unquote(path))
    return plain if plain in parts else None


def bytes_of(name: str, parts: Mapping[str, bytes]) -> bytes | None:
    """The bytes of a part by any name that the page may give it; a `data:` address holds its own."""
    if name[:5].lower() == "data:":
        return _inline(name)
    found = part_named(name, parts)
    return None if found is None else parts[found]


def _inline(address: str) -> bytes | None:
    head, _, body = address.partition(",")
    try:
        return base64.b64decode(body) if head.lower().endswith(";base64") else unquote_to_bytes(body)
    except (binascii.Error, ValueError):
        return None
