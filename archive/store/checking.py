"""Reading everything once: the files as such, every text and every original against its hash, every row."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from archive.cancel import CancelToken
from archive.errors import ArticleDamaged
from archive.model import CheckReport, Problem
from archive.store import behind, codec, copying, derived, failures, originals
from archive.store.connect import connect

_CHUNK = 200


def check(folder: Path, cancel: CancelToken | None = None) -> CheckReport:
    """What is wrong with a library, damage named by article. Only reads, in short readings beside a writer.

    Raises `Cancelled`, and `LibraryDamaged` where a file cannot even be opened.
    """
    with failures.mapped(folder), closing(connect(folder, "ro")) as db:
        articles = list(_ids(db, "main", "article", "id"))
        blobs = list(_ids(db, "originals", "blob", "rowid"))
        problems: list[Problem] = list(_files(db))
        for chunk in _chunks(articles, cancel):
            for article_id in chunk:
                problems += _article(db, article_id)
        damaged: list[bytes] = []
        for chunk in _chunks(blobs, cancel):
            for row in chunk:
                damaged += _original(db, row, problems)
        problems += _named(db, damaged, "original")
        problems += _references(db)
        return CheckReport(tuple(dict.fromkeys(problems)), len(articles), len(blobs))


def _chunks(ids: Iterable[int], cancel: CancelToken | None) -> Iterator[list[int]]:
    waiting = iter(ids)
    while chunk := list(islice(waiting, _CHUNK)):
        if cancel is not None:
            cancel.check()
        yield chunk


def _ids(db: sqlite3.Connection, schema: str, table: str, column: str) -> Iterator[int]:
    for row in copying.Tolerant(db, schema)(table, column):
        yield int(str(row[0]))


def _files(db: sqlite3.Connection) -> Iterator[Problem]:
    for schema in ("main", "originals"):
        try:
            for (line,) in db.execute(f"PRAGMA {schema}.integrity_check(20)").fetchall():
                if line != "ok":
                    yield Problem("file", detail=f"{schema}: {line}")
        except failures.DAMAGE as error:
            yield Problem("file", detail=f"{schema}: {error}")
    try:
        for table, row, parent, _ in db.execute("PRAGMA foreign_key_check").fetchall():
            yield Problem("file", detail=f"{table} {row} refers to no {parent}")
    except failures.DAMAGE as error:
        yield Problem("file", detail=str(error))


def _article(db: sqlite3.Connection, article_id: int) -> Iterator[Problem]:
    """Every version of one article against its hashes, and its row against what it is made from."""
    try:
        rows = db.execute(
            "SELECT number, content, content_sha256, text_sha256 FROM version WHERE article = ?",
            (article_id,),
        ).fetchall()
        if not rows:
            yield Problem("article", article_id, "no text")
        for number, content, content_sha256, text_sha256 in rows:
            if hashlib.sha256(content).digest() != content_sha256:
                yield Problem("article", article_id, f"version {number}")
                return
            text = codec.decode(content).text.encode("utf-8", "surrogatepass")
            if hashlib.sha256(text).digest() != text_sha256:
                yield Problem("article", article_id, f"version {number}")
                return
        if not behind.is_behind(db, article_id) and not derived.is_true(db, article_id):
            yield Problem("article", article_id, "row")
    except (sqlite3.DatabaseError, ArticleDamaged, ValueError, TypeError):
        yield Problem("article", article_id, "unreadable")


def _original(db: sqlite3.Connection, row: int, problems: list[Problem]) -> list[bytes]:
    """The hash of an original whose bytes have another one."""
    try:
        digest, size, coding, data = db.execute(
            "SELECT sha256, size, coding, data FROM originals.blob WHERE rowid = ?", (row,)
        ).fetchone()
    except (sqlite3.DatabaseError, ValueError, TypeError):
        problems.append(Problem("original", detail=f"row {row}"))
        return []
    return [] if originals.is_whole(digest, size, coding, data) else [digest]


def _named(db: sqlite3.Connection, digests: Iterable[bytes], kind: str) -> Iterator[Problem]:
    """Damaged or missing originals, each with the articles that came from it."""
    for digest in digests:
        owners = db.execute(
            "SELECT DISTINCT article FROM version WHERE capture = :sha256 OR capture IN"
            " (SELECT capture FROM originals.part WHERE sha256 = :sha256) ORDER BY article",
            {"sha256": digest},
        ).fetchall()
        for (article_id,) in owners or [(None,)]:
            yield Problem("missing" if kind == "missing" else "original", article_id, digest.hex())


def _references(db: sqlite3.Connection) -> Iterator[Problem]:
    """Texts without their original, originals without their text."""
    queries = {
        "missing": "SELECT capture FROM version EXCEPT SELECT sha256 FROM originals.capture",
        "missing blob": "SELECT sha256 FROM (SELECT sha256 FROM originals.capture UNION"
        " SELECT sha256 FROM originals.part) EXCEPT SELECT sha256 FROM originals.blob",
        "orphan": "SELECT sha256 FROM originals.capture EXCEPT SELECT capture FROM version",
        "orphan blob": "SELECT sha256 FROM originals.blob EXCEPT SELECT sha256 FROM originals.capture"
        " EXCEPT SELECT sha256 FROM originals.part",
    }
    for name, query in queries.items():
        try:
            digests = [digest for (digest,) in db.execute(query).fetchall()]
            if name.startswith("missing"):
                yield from _named(db, digests, "missing")
            else:
                yield from (Problem("orphan", detail=digest.hex()) for digest in digests)
        except failures.DAMAGE as error:
            yield Problem("file", detail=str(error))
