"""MHTML (.mhtml, .mht): a page and its parts in the form of a mail, as browsers save them.

RFC 2557, and what Blink writes (third_party/blink/renderer/platform/mhtml).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.policy import compat32

from archive.errors import DamagedFile
from archive.importers import html, text
from archive.importers.dates import instant
from archive.importers.decode import decode
from archive.importers.names import web_address
from archive.model import Capture, Document

_PAGES = ("text/html", "application/xhtml+xml")
_HEADER = 4096
_PARTS = 20_000
_PICTURES = 64 * 1024 * 1024
"""Bytes of pictures kept in hand of one file; the file itself is kept whole."""


def documents(capture: Capture) -> Iterator[Document]:
    """The page the file is about; frames inside it are not articles. Raises `DamagedFile` without a page."""
    try:
        # The newer policies parse each header by a grammar that a crafted one can make quadratic.
        message = message_from_bytes(capture.data.lstrip(b"\r\n"), policy=compat32)
        parts = _parts(message)
    except (MessageError, RecursionError, ValueError, LookupError) as error:
        raise DamagedFile(origin=capture.origin, reason="damaged") from error
    root = _root(message, parts)
    if root is None:
        raise DamagedFile(origin=capture.origin, reason="no-page")
    url = next(filter(None, (_address(message, root), web_address(capture.final_url))), None)
    charset = root.get_content_charset()
    page = Capture(
        origin=capture.origin,
        data=_payload(root),
        captured_at=capture.captured_at,
        media_type=f"text/html; charset={charset}" if charset else "text/html",
        final_url=url,
        resources=_pictures(parts, root),
    )
    read = text.documents if root.get_content_type() == "text/plain" else html.documents
    for document in read(page):
        hints = replace(
            document.hints,
            title=_words(message, "Subject"),
            saved_at=instant(_words(message, "Date")) or document.hints.saved_at,
        )
        yield replace(document, hints=hints)


def _parts(message: Message) -> list[Message]:
    found: list[Message] = []
    waiting = [message]
    while waiting and len(found) < _PARTS:
        part = waiting.pop()
        inner = part.get_payload()
        if isinstance(inner, list):
            waiting.extend(reversed([child for child in inner if isinstance(child, Message)]))
        else:
            found.append(part)
    return found


def _root(message: Message, parts: list[Message]) -> Message | None:
    """The part the header calls the start, else the first page, else the first text."""
    start = message.get_param("start")
    if isinstance(start, str):
        named = [part for part in parts if _raw(part, "Content-ID") == start.strip()]
        if named and named[0].get_content_type() in _PAGES:
            return named[0]
    for types in (_PAGES, ("text/plain",)):
        for part in parts:
            is_said = part is not message or part["Content-Type"] is not None
            if is_said and part.get_content_type() in types and _payload(part).strip():
                return part
    return None


def _address(message: Message, root: Message) -> str | None:
    said = (
        _raw(message, "Snapshot-Content-Location"),
        _raw(root, "Content-Location"),
        _raw(message, "Content-Location"),
    )
    return next((address for address in map(web_address, said) if address), None)


def _pictures(parts: list[Message], root: Message) -> dict[str, bytes]:
    """By `cid:` name and by address; both may stand in the page."""
    found: dict[str, bytes] = {}
    size = 0
    for part in parts:
        if part is root or part.get_content_maintype() != "image":
            continue
        data = _payload(part)
        size += len(data)
        if size > _PICTURES:
            break
        if identifier := _raw(part, "Content-ID").strip("<>"):
            found[f"cid:{identifier}"] = data
        if location := _raw(part, "Content-Location"):
            found[location] = data
    return found


def _payload(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError):
        return b""
    return data if isinstance(data, bytes) else b""


def _raw(part: Message, name: str) -> str:
    """A header without its folding; empty where there is none."""
    return "".join(str(part.get(name) or "")[:_HEADER].split())


def _words(message: Message, name: str) -> str | None:
    """A header for people, its encoded words decoded."""
    value = " ".join(str(message.get(name) or "")[:_HEADER].split())
    if not value:
        return None
    try:
        pieces = decode_header(value)
    except (MessageError, ValueError):
        return text.plain(value)
    words = "".join(
        piece if isinstance(piece, str) else decode(piece, charset, is_page=False).text
        for piece, charset in pieces
    )
    return " ".join(text.plain(words).split()) or None
