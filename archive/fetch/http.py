"""One HTTP/1.1 request and its answer, read strictly: whole and as announced, or a failure (RFC 9112)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from archive.addresses import Address
from archive.errors import FetchFailed, TooLarge
from archive.fetch.limits import Limits
from archive.fetch.streams import Stream

USER_AGENT = "Mozilla/5.0 (compatible; Broadside, a personal news archive)"
_ACCEPT = "text/html, application/xhtml+xml, multipart/related;q=0.9, text/plain;q=0.8, */*;q=0.5"

_STATUS = re.compile(rb"HTTP/1\.[01] ([1-9][0-9]{2})(?: .*)?")
_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f]")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,16})[ \t]*(?:;.*)?")
_MOST_INTERIM = 20
_LONGEST_CHUNK_LINE = 1_024


@dataclass(frozen=True, slots=True)
class Head:
    """Status and headers of an answer; names in lower case, in the order they came."""

    status: int
    headers: tuple[tuple[str, str], ...]

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key == name]

    def get(self, name: str) -> str | None:
        return next(iter(self.all(name)), None)


class Exchange:
    """A request sent, an answer to be read: first `head`, then, if it is wanted, `body`."""

    def __init__(self, stream: Stream, limits: Limits) -> None:
        self._stream = stream
        self._limits = limits
        self._buffer = bytearray()
        self._head_left = limits.head_bytes

    def ask(self, address: Address) -> None:
        lines = (
            f"GET {address.target} HTTP/1.1",
            f"Host: {address.authority}",
            f"User-Agent: {USER_AGENT}",
            f"Accept: {_ACCEPT}",
            "Accept-Encoding: gzip",
            "Connection: close",
        )
        self._stream.send(("\r\n".join(lines) + "\r\n\r\n").encode("ascii"))

    def head(self) -> Head:
        """The final status and headers; interim answers (1xx) are passed over."""
        for _ in range(_MOST_INTERIM):
            found = _STATUS.fullmatch(self._head_line())
            if found is None:
                raise FetchFailed(reason="protocol")
            status, headers = int(found[1]), tuple(self._headers())
            if status >= 200:
                return Head(status, headers)
        raise FetchFailed(reason="protocol")

    def body(self, head: Head) -> bytes:
        """The whole body, unpacked. Raises `TooLarge`, or `FetchFailed` for one that is damaged or cut."""
        codings = [
            part.strip().lower() for value in head.all("content-encoding") for part in value.split(",")
        ]
        codings = [coding for coding in codings if coding not in ("", "identity", "none")]
        if len(codings) > 1 or not set(codings) <= {"gzip", "x-gzip", "deflate"}:
            raise FetchFailed(reason="protocol")
        pieces = self._framed(head)
        whole = bytearray()
        for piece in _unpacked(pieces, codings[0]) if codings else pieces:
            whole += piece
            if len(whole) > self._limits.page_bytes:
                raise TooLarge(limit=self._limits.page_bytes, what="unpacked" if codings else "page")
        return bytes(whole)

    def _framed(self, head: Head) -> Iterator[bytes]:
        codings = ",".join(head.all("transfer-encoding")).lower().replace(" ", "")
        if codings:
            if codings != "chunked":
                raise FetchFailed(reason="protocol")
            yield from self._chunks()
            return
        lengths = {part.strip() for value in head.all("content-length") for part in value.split(",")}
        if not lengths:
            yield from self._until_the_end()
            return
        length = lengths.pop()
        if lengths or not (length.isascii() and length.isdecimal()):
            raise FetchFailed(reason="protocol")
        if len(length) > 15 or int(length) > self._limits.page_bytes:
            raise TooLarge(limit=self._limits.page_bytes, what="page")
        yield from self._exactly(int(length))
        if self._buffer or self._stream.has_more():
            raise FetchFailed(reason="protocol")  # announced less than came: the page would be cut

    def _chunks(self) -> Iterator[bytes]:
        while True:
            found = _CHUNK.fullmatch(self._line(_LONGEST_CHUNK_LINE))
            if found is None:
                raise FetchFailed(reason="protocol")
            size = int(found[1], 16)
            if size > self._limits.page_bytes:
                raise TooLarge(limit=self._limits.page_bytes, what="page")
            if size == 0:
                for _ in self._headers():
                    pass  # trailers tell nothing that is kept
                return
            yield from self._exactly(size)
            if self._line(2):
                raise FetchFailed(reason="protocol")

    def _exactly(self, count: int) -> Iterator[bytes]:
        while count:
            if not self._buffer:
                self._fill()
            piece = bytes(self._buffer[:count])
            del self._buffer[:count]
            count -= len(piece)
            yield piece

    def _until_the_end(self) -> Iterator[bytes]:
        while True:
            if self._buffer:
                yield bytes(self._buffer)
                self._buffer.clear()
            if not self._fill(may_end=True):
                return

    def _headers(self) -> Iterator[tuple[str, str]]:
        while line := self._head_line():
            name, colon, rest = line.partition(b":")
            if not colon or line[:1] in b" \t":
                continue  # a folded or a meaningless line: browsers pass over it as well
            if not _NAME.fullmatch(name):
                raise FetchFailed(reason="protocol")
            value = _text(rest.strip(b" \t"))
            if not _CONTROL.search(value):
                yield name.decode("ascii").lower(), value

    def _head_line(self) -> bytes:
        line = self._line(self._head_left)
        self._head_left -= len(line) + 2
        return line

    def _line(self, longest: int) -> bytes:
        """Up to the next line end, without it; `longest` counts the line end."""
        start = 0
        while (end := self._buffer.find(b"\n", start)) < 0:
            start = len(self._buffer)
            if start > longest:
                raise FetchFailed(reason="protocol")
            self._fill()
        if end >= longest:
            raise FetchFailed(reason="protocol")
        line = bytes(self._buffer[:end]).removesuffix(b"\r")
        del self._buffer[: end + 1]
        return line

    def _fill(self, *, may_end: bool = False) -> bool:
        data = self._stream.receive()
        if not data and not may_end:
            raise FetchFailed(reason="cut-short")
        # Chunk sizes, trailers and the head come on top of a page, but are never more than the page itself.
        if self._stream.received > 2 * self._limits.page_bytes + self._limits.head_bytes:
            raise TooLarge(limit=self._limits.page_bytes, what="page")
        self._buffer += data
        return bool(data)


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


_STEP = 1 << 18


def _unpacked(pieces: Iterator[bytes], coding: str) -> Iterator[bytes]:
    """gzip of one or more members, or deflate with or without its zlib head; whole, or `FetchFailed`."""
    unpacker = zlib.decompressobj(31 if coding != "deflate" else 15)
    is_first = True
    try:
        for piece in pieces:
            if is_first and coding == "deflate" and not _has_zlib_head(piece):
                unpacker = zlib.decompressobj(-15)
            is_first = False
            while True:
                if unpacker.eof:
                    if coding == "deflate" or not piece.startswith(b"\x1f"):
                        break  # nothing, or padding, after the end
                    unpacker = zlib.decompressobj(31)
                unpacked = unpacker.decompress(piece, _STEP)
                yield unpacked
                piece = unpacker.unconsumed_tail or unpacker.unused_data
                if not piece and len(unpacked) < _STEP:
                    break
    except zlib.error:
        raise FetchFailed(reason="damaged") from None
    if not unpacker.eof and not is_first:
        raise FetchFailed(reason="damaged")


def _has_zlib_head(data: bytes) -> bool:
    return len(data) > 1 and data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0
