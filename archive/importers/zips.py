"""A zip of pages and texts: its members one by one, in memory, never to the disk, never by their names."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from archive.errors import ArchiveError, DamagedFile, EmptyFile, TooLarge, UnknownFormat
from archive.importers.signatures import BROKEN
from archive.importers.sizes import ARCHIVE, ENTRIES, MEMBER
from archive.model import Capture

_JUNK = frozenset(("__macosx", "thumbs.db", "desktop.ini"))
_PAGE = re.compile(r"(.+)\.(?:x?html?|xht)\Z", re.IGNORECASE | re.DOTALL)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|bmp)\Z", re.IGNORECASE)
_DIVIDERS = "_-. "


def members(capture: Capture) -> Iterator[Capture | tuple[str, ArchiveError]]:
    """Every member that may be an article, or why it cannot be read.

    The folder a browser saved beside a page («vote_files») is no member but the page's resources. Left out
    are folders, hidden files and what systems put into every zip. Raises `DamagedFile` or `TooLarge` for the
    zip as a whole.
    """
    try:
        container = zipfile.ZipFile(io.BytesIO(capture.data))
    except BROKEN as error:
        raise DamagedFile(origin=capture.origin, reason="damaged") from error
    with container:
        entries = container.infolist()
        if len(entries) > ENTRIES:
            raise TooLarge(origin=capture.origin, what="entries", size=len(entries), limit=ENTRIES)
        yield from _Reader(capture, container, entries).members()


class _Reader:
    def __init__(self, capture: Capture, container: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
        self._capture = capture
        self._container = container
        self._entries = {_name(entry): entry for entry in entries if _is_wanted(entry)}
        self._left = ARCHIVE
        self._companions = _companions(self._entries)

    def members(self) -> Iterator[Capture | tuple[str, ArchiveError]]:
        inside = {name for names in self._companions.values() for name in names}
        for name, entry in self._entries.items():
            if name in inside:
                continue
            origin = f"{self._capture.origin}!/{name}"
            try:
                data = self._read(entry, origin)
            except ArchiveError as error:
                yield origin, error
                continue
            yield Capture(
                origin=origin,
                data=data,
                captured_at=self._capture.captured_at,
                resources=self._resources(name, data),
            )

    def _read(self, entry: zipfile.ZipInfo, origin: str) -> bytes:
        """Unpacked, counted as it comes: a zip may lie about sizes, and be small and unpack to anything."""
        if _is_unsafe(_name(entry)):
            raise DamagedFile(origin=origin, reason="unsafe-name")
        if entry.flag_bits & 1:
            raise DamagedFile(origin=origin, reason="encrypted")
        limit = min(MEMBER, self._left)
        try:
            with self._container.open(entry) as member:
                data = member.read(limit + 1)
        except BROKEN as error:
            raise DamagedFile(origin=origin, reason="damaged") from error
        if len(data) > limit:
            raise TooLarge(origin=origin, what="unpacked", size=max(len(data), entry.file_size), limit=limit)
        if not data:
            raise EmptyFile(origin=origin)
        self._left -= len(data)
        if data.startswith((b"PK\x03\x04", b"\x1f\x8b")) and not data[30:38] == b"mimetype":
            raise UnknownFormat(origin=origin, looks_like="zip")
        return data

    def _resources(self, name: str, data: bytes) -> Mapping[str, bytes]:
        found: dict[str, bytes] = {}
        folder = name.rpartition("/")[0]
        for inner in self._companions.get(name, ()):
            if not _PICTURE.search(inner):
                continue
            try:
                content = self._read(self._entries[inner], inner)
            except ArchiveError:
                continue  # the page has come; a picture of it has not
            found[inner[len(folder) + 1 :] if folder else inner] = content
        return found


def _name(entry: zipfile.ZipInfo) -> str:
    """The member's name; old programs write UTF-8 without saying so."""
    name = entry.filename.replace("\\", "/")
    if entry.flag_bits & 0x800:
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def _is_wanted(entry: zipfile.ZipInfo) -> bool:
    parts = _name(entry).split("/")
    mode = entry.external_attr >> 16
    is_odd = stat.S_IFMT(mode) not in (0, stat.S_IFREG)  # a link, a device, a pipe
    is_hidden = any(part.startswith(".") and part not in (".", "..") for part in parts)
    return not (entry.is_dir() or is_odd or is_hidden or any(part.lower() in _JUNK for part in parts))


def _is_unsafe(name: str) -> bool:
    """Names that would lead elsewhere if anything were ever written under them."""
    return name.startswith("/") or ".." in name.split("/") or re.match(r"[A-Za-z]:", name) is not None


def _companions(entries: Mapping[str, zipfile.ZipInfo]) -> dict[str, list[str]]:
    """The members in the folder called after a page beside it, by the page's name."""
    pages = {match[1]: name for name in entries if (match := _PAGE.match(name))}
    found: dict[str, list[str]] = {}
    owners: dict[str, str | None] = {}
    for name in entries:
        folder, _, _ = name.rpartition("/")
        while folder:
            if folder not in owners:
                owners[folder] = _owner(folder, pages)
            if page := owners[folder]:
                found.setdefault(page, []).append(name)
                break
            folder = folder.rpartition("/")[0]
    return found


def _owner(folder: str, pages: Mapping[str, str]) -> str | None:
    start = folder.rfind("/") + 1
    for index in range(len(folder) - 1, start, -1):
        if folder[index] in _DIVIDERS and (page := pages.get(unquote(folder[:index]))):
            return page
    return None
