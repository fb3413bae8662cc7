"""A page packed with gzip (`vote.html.gz`, as mirrors and crawlers keep them): one member."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from archive.errors import ArchiveError, DamagedFile, TooLarge, UnknownFormat
from archive.importers.names import file_name
from archive.importers.sizes import MEMBER
from archive.model import Capture


def members(capture: Capture) -> Iterator[Capture | tuple[str, ArchiveError]]:
    """What is packed. Raises `DamagedFile` when it cannot be unpacked whole, `TooLarge` when it is."""
    data = _unpack(capture)
    name = (file_name(capture.origin) or "page.gz").removesuffix(".gz")
    origin = f"{capture.origin}!/{name}"
    if data.startswith((b"PK\x03\x04", b"\x1f\x8b")):
        yield origin, UnknownFormat(origin=origin, looks_like="zip")
        return
    yield Capture(origin=origin, data=data, captured_at=capture.captured_at, final_url=capture.final_url)


def _unpack(capture: Capture) -> bytes:
    packed, parts, size = capture.data, [], 0
    while packed.startswith(b"\x1f\x8b"):  # several one after another are one file
        unpacker = zlib.decompressobj(wbits=31)
        try:
            part = unpacker.decompress(packed, MEMBER + 1 - size)
        except zlib.error as error:
            raise DamagedFile(origin=capture.origin, reason="damaged") from error
        size += len(part)
        if size > MEMBER:
            raise TooLarge(origin=capture.origin, what="unpacked", size=size, limit=MEMBER)
        if not unpacker.eof:
            raise DamagedFile(origin=capture.origin, reason="cut-short")
        parts.append(part)
        packed = unpacker.unused_data
    return b"".join(parts)
