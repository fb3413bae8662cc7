"""The bytes as they came, by their SHA-256: captures with what is known of them, and their parts."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from archive.errors import ArticleDamaged, NoSuchArticle
from archive.model import Capture
from archive.store import failures
from archive.store.texts import exact, told

_SAMPLE = 65_536
_RAW, _ZLIB = 0, 1


Packed = tuple[bytes, int, int, bytes]
"""A row: hash, size, coding (whether the rest is compressed), bytes."""


def pack(digest: bytes, data: bytes) -> Packed:
    """Compressed where that saves a tenth, told from the first 64 KB; pictures stay as they are."""
    if len(zlib.compress(data[:_SAMPLE], 1)) < 0.9 * min(len(data), _SAMPLE):
        return digest, len(data), _ZLIB, zlib.compress(data, 6)
    return digest, len(data), _RAW, data


def unpack(size: int, coding: int, data: bytes) -> bytes:
    """The bytes again. Raises ValueError or zlib.error on damage that shows here; the hash sees the rest."""
    if coding == _RAW:
        return data
    unpacker = zlib.decompressobj()
    raw = unpacker.decompress(data, size + 1)
    if len(raw) != size:
        raise ValueError("size")
    return raw


def is_whole(digest: bytes, size: int, coding: int, data: bytes) -> bool:
    """True where a row's bytes are those that its hash names."""
    try:
        return hashlib.sha256(unpack(size, coding, data)).digest() == digest
    except (zlib.error, ValueError, TypeError):
        return False


class Bundle:
    """A capture with its parts on the way into the store, hashed once and packed once.

    The articles of one capture share one.
    """

    def __init__(self, capture: Capture) -> None:
        self.capture = capture
        self.sha256 = hashlib.sha256(capture.data).digest()
        self._parts = {name: hashlib.sha256(data).digest() for name, data in capture.resources.items()}
        self._packed: dict[bytes, Packed] = {}

    def missing(self, db: sqlite3.Connection) -> list[bytes]:
        """The hashes of what is not there yet."""
        return [digest for digest, _ in self._all() if not _is_kept(db, digest)]

    def pack(self, digests: Collection[bytes]) -> None:
        """The slow part of `keep`, ahead of it."""
        for digest, data in self._all():
            if digest in digests:
                self._pack(digest, data)

    def keep(self, db: sqlite3.Connection) -> None:
        """Write what is not there yet.

        The same bytes met again keep their first description; parts that were missing then are added.
        """
        for digest, data in self._all():
            if not _is_kept(db, digest):
                db.execute("INSERT INTO originals.blob VALUES (?, ?, ?, ?)", self._pack(digest, data))
        db.executemany(
            "INSERT OR IGNORE INTO originals.part VALUES (?, ?, ?)",
            [(self.sha256, exact(name), digest) for name, digest in self._parts.items()],
        )
        capture = self.capture
        db.execute(
            "INSERT OR IGNORE INTO originals.capture VALUES (?, ?, ?, ?, ?, ?)",
            (
                self.sha256,
                capture.captured_at.isoformat(),
                exact(capture.origin),
                None if capture.media_type is None else exact(capture.media_type),
                None if capture.final_url is None else exact(capture.final_url),
                json.dumps(dict(capture.headers), ensure_ascii=False).encode("utf-8", "surrogatepass"),
            ),
        )

    def mend(self, db: sqlite3.Connection) -> None:
        """Put the bytes in the place of those that damage has changed meanwhile."""
        try:
            read_bytes(db, self.sha256)
        except ArticleDamaged:
            db.execute(
                "INSERT OR REPLACE INTO originals.blob VALUES (?, ?, ?, ?)",
                self._pack(self.sha256, self.capture.data),
            )

    def _all(self) -> Iterator[tuple[bytes, bytes]]:
        yield self.sha256, self.capture.data
        for name, digest in self._parts.items():
            yield digest, self.capture.resources[name]

    def _pack(self, digest: bytes, data: bytes) -> Packed:
        if digest not in self._packed:
            self._packed[digest] = pack(digest, data)
        return self._packed[digest]


def _is_kept(db: sqlite3.Connection, digest: bytes) -> bool:
    query = "SELECT EXISTS (SELECT 1 FROM originals.blob WHERE sha256 = ?)"
    return bool(db.execute(query, (digest,)).fetchone()[0])


def read(db: sqlite3.Connection, sha256: str) -> Capture:
    """A capture with its parts. Raises `NoSuchArticle`, or `ArticleDamaged` where the bytes are not those."""
    digest = bytes.fromhex(sha256)
    row = db.execute(
        "SELECT captured_at, origin, media_type, final_url, headers FROM originals.capture WHERE sha256 = ?",
        (digest,),
    ).fetchone()
    if row is None:
        raise NoSuchArticle(capture=sha256)
    captured_at, origin, media_type, final_url, headers = row
    parts = db.execute("SELECT name, sha256 FROM originals.part WHERE capture = ?", (digest,)).fetchall()
    return Capture(
        origin=told(origin),
        data=read_bytes(db, digest),
        captured_at=datetime.fromisoformat(captured_at),
        media_type=None if media_type is None else told(media_type),
        final_url=None if final_url is None else told(final_url),
        headers=json.loads(headers.decode("utf-8", "surrogatepass")),
        resources={told(name): read_bytes(db, part) for name, part in parts},
    )


def read_part(db: sqlite3.Connection, capture: str, name: str) -> bytes | None:
    """The picture or part of a capture that its page calls `name`, or None."""
    row = db.execute(
        "SELECT sha256 FROM originals.part WHERE capture = ? AND name = ?",
        (bytes.fromhex(capture), exact(name)),
    ).fetchone()
    return None if row is None else read_bytes(db, row[0])


def read_bytes(db: sqlite3.Connection, digest: bytes) -> bytes:
    """What has this hash, proved. Raises `ArticleDamaged`."""
    query = "SELECT size, coding, data FROM originals.blob WHERE sha256 = ?"
    try:
        row = db.execute(query, (digest,)).fetchone()
    except failures.DAMAGE as error:
        if not failures.is_damage(error):
            raise
        row = None
    if row is None or not is_whole(digest, *row):
        raise ArticleDamaged(capture=digest.hex())
    return unpack(*row)


def orphans(db: sqlite3.Connection) -> tuple[str, ...]:
    """The captures that no version has."""
    rows = db.execute("SELECT sha256 FROM originals.capture EXCEPT SELECT capture FROM version")
    return tuple(sorted(digest.hex() for (digest,) in rows))


def drop_unused(db: sqlite3.Connection, captures: Iterable[bytes]) -> None:
    """Delete those of the captures that no version has any more, and the bytes that nothing else has."""
    query = "SELECT EXISTS (SELECT 1 FROM version WHERE capture = ?)"
    drop(db, "originals", [digest for digest in captures if not db.execute(query, (digest,)).fetchone()[0]])


def drop(db: sqlite3.Connection, schema: str, captures: Iterable[bytes]) -> None:
    """Delete captures with their parts, and the bytes that nothing else has."""
    for capture in captures:
        parts = db.execute(f"SELECT sha256 FROM {schema}.part WHERE capture = ?", (capture,)).fetchall()
        db.execute(f"DELETE FROM {schema}.part WHERE capture = ?", (capture,))
        db.execute(f"DELETE FROM {schema}.capture WHERE sha256 = ?", (capture,))
        for (digest,) in {(capture,), *parts}:
            db.execute(
                f"DELETE FROM {schema}.blob WHERE sha256 = :sha256"
                f" AND NOT EXISTS (SELECT 1 FROM {schema}.part WHERE sha256 = :sha256)"
                f" AND NOT EXISTS (SELECT 1 FROM {schema}.capture WHERE sha256 = :sha256)",
                {"sha256": digest},
            )
