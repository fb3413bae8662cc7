"""The folder of pictures that a browser saves beside a page («vote.html» and «vote_files»)."""

from __future__ import annotations

import os
import re
import time
import unicodedata
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from archive.cancel import CancelToken
from archive.errors import ArchiveError, Cancelled
from archive.fetch.limits import COMPANION_BYTES, COMPANION_FILES, FILE_BYTES
from archive.fetch.reading import read_bytes, shown

_PAGES = frozenset({".html", ".htm", ".xhtml", ".xht", ".shtml", ".HTML", ".HTM"})
_DIVIDERS = "_-."
"""Between the page's name and the word for «files», which is in the browser's language."""

_LEFT_OUT = re.compile(r".*\.(?:m?js|css|map|woff2?|ttf|otf|eot|wasm)(?:\.download)?", re.IGNORECASE)
"""Scripts, styles, fonts: of no use where nothing of a page runs."""

_EMBEDDED = re.compile(
    rb"""(?:\b(?:src|srcset|poster|background|data-src|(href))\s*+=\s*+|\burl\(\s*+)
    ["']?+(?:\./)?+([^"<>/?\#\x00-\x1f]{1,800}+)/""",
    re.VERBOSE | re.IGNORECASE,
)
"""The first folder of an embedded thing's relative address; an `href` embeds in a `<link>` alone.
A name has up to 255 bytes, each of which an address may write as three."""

_LOOKED_AT = 4_000_000
"""Bytes of a page that are searched: it names its folder long before, and this keeps a hostile one short."""

_SETTLED_NS = 2_000_000_000
_STEP, _LONGEST_LINK = 65_536, 1_000
"""The search goes in steps, as one holds up all other threads; bytes that two steps share."""


def companions(page: Path, data: bytes, cancel: CancelToken) -> dict[str, bytes]:
    """The files of the page's own folder, by the name the page gives them: `vote_files/picture.jpg`.

    Only of a folder beside the page that is called after it and that the page embeds from; links are not
    followed. What cannot be read, or goes past `COMPANION_BYTES` in all, is left out: the page has come.
    """
    found: dict[str, bytes] = {}
    left = COMPANION_BYTES
    for name in sorted(_embedded_folders(page, data)):
        for file, key in _files(page.parent / name, name):
            if len(found) >= COMPANION_FILES:
                return found
            try:
                content = read_bytes(file, left, cancel)
            except Cancelled:
                raise
            except ArchiveError:
                continue
            found[key] = content
            left -= len(content)
    return found


def is_companion(folder: Path, siblings: AbstractSet[str], cancel: CancelToken) -> bool:
    """True when a page among the folder's siblings keeps its pictures there."""
    stems = [folder.name[:place] for place, letter in enumerate(folder.name) if letter in _DIVIDERS]
    for sibling in (stem + ending for stem in stems for ending in _PAGES):
        if sibling not in siblings:
            continue
        page = folder.parent / sibling
        try:
            data = read_bytes(page, FILE_BYTES, cancel)
        except Cancelled:
            raise
        except ArchiveError:
            continue
        if folder.name in _embedded_folders(page, data):
            return True
    return False


def _embedded_folders(page: Path, data: bytes) -> set[str]:
    """The names, as they are on the disk, of the folders called after the page that it embeds from."""
    if page.suffix not in _PAGES or not _has_a_neighbour(page):
        return set()
    names: set[str] = set()
    for segment in _embedded_segments(data):
        written = unescape(segment.decode("utf-8", "replace"))
        for name in (unquote(written), written):
            spellings = (name, unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name))
            names.update(spelling for spelling in spellings if _is_named_after(spelling, page))
    return {name for name in names if _is_real_folder(page.parent / name)}


def _has_a_neighbour(page: Path) -> bool:
    """True when there may be such a folder at all: then only is the page searched, which takes its time."""
    try:
        changed = page.parent.stat().st_mtime_ns
        # the time of a change is coarse: what changed just now may change again without a trace
        listed = _folders_in if time.time_ns() - changed > _SETTLED_NS else _folders_in.__wrapped__
        folders = listed(page.parent, changed)
    except OSError:
        return True
    stem = _normal(page.stem).casefold()
    return any(name.startswith(stem) for name in folders)


@lru_cache(maxsize=4)
def _folders_in(parent: Path, changed: int) -> tuple[str, ...]:
    """The names of the folders in a folder, case folded; `changed`: when the folder was last another."""
    with os.scandir(parent) as listing:
        return tuple(_normal(entry.name).casefold() for entry in listing if entry.is_dir())


def _embedded_segments(data: bytes) -> set[bytes]:
    segments: set[bytes] = set()
    for start in range(0, min(len(data), _LOOKED_AT), _STEP):
        found = _EMBEDDED.finditer(data, start, start + _STEP + _LONGEST_LINK)
        segments.update(link[2] for link in found if not link[1] or _is_in_link(data, link))
    return segments


def _is_in_link(data: bytes, found: re.Match[bytes]) -> bool:
    tag = data.rfind(b"<", max(0, found.start() - 500), found.start())
    return data[tag : tag + 5].lower() == b"<link"


def _is_named_after(folder: str, page: Path) -> bool:
    rest = _normal(folder).removeprefix(_normal(page.stem))
    return page.suffix in _PAGES and rest != _normal(folder) and len(rest) > 1 and rest[0] in _DIVIDERS


def _is_real_folder(path: Path) -> bool:
    try:
        return path.is_dir() and not path.is_symlink()
    except (OSError, ValueError):
        return False


def _files(folder: Path, name: str) -> Iterator[tuple[Path, str]]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        key = f"{name}/{_normal(shown(Path(entry.name)))}"
        if entry.is_symlink() or entry.name.startswith(".") or _LEFT_OUT.fullmatch(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(folder / entry.name, key)
        else:
            yield folder / entry.name, _normal(key)


def _normal(name: str) -> str:
    return unicodedata.normalize("NFC", name)
