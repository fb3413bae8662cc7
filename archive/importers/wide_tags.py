"""One unusually long or broken tag written again: few, short, quoted attributes; pictures taken out of it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import html
from itertools import islice
from urllib.parse import unquote_to_bytes

from archive.importers.tags import attributes

_ATTRIBUTES = 100
_VALUE = 16_384
_STYLE = 500
_PICTURES = 32 * 1024 * 1024
"""Bytes of pictures taken out of one page."""


def narrow_tag(name: str, rest: str, pictures: dict[str, bytes]) -> str:
    """The start tag, with what a data: picture held put into `pictures` under a `cid:` name."""
    kept = []
    for key, value in islice(attributes(rest), _ATTRIBUTES):
        if key.startswith("on") or '"' in key or "<" in key or (key == "style" and len(value) > _STYLE):
            continue
        if len(value) > 1024 and value[:11].lower() == "data:image/":
            value = _take_out(value, pictures)
        if len(value) <= _VALUE:
            kept.append(f' {key}="{html.escape(value)}"')
    return f"<{name}{''.join(kept)}>"


def _take_out(address: str, pictures: dict[str, bytes]) -> str:
    """`cid:` and a name made from the picture itself; empty where it cannot be read or is too much."""
    head, _, body = address.partition(",")
    try:
        data = base64.b64decode(body, validate=False) if ";base64" in head.lower() else unquote_to_bytes(body)
    except (binascii.Error, ValueError):
        return ""
    name = f"cid:{hashlib.sha256(data).hexdigest()[:32]}@page"
    if name not in pictures and sum(map(len, pictures.values())) + len(data) > _PICTURES:
        return ""
    pictures[name] = data
    return name
