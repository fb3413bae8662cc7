"""Putting right in place what a check found, from the backups: texts, originals, rows."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from archive.errors import BackupDamaged
from archive.model import Changes, CheckReport, Problem
from archive.store import backups, derived, failures, originals
from archive.store.connect import Transaction, attach, open_file


def mend(tx: Transaction, report: CheckReport, made: Sequence[backups.Snapshot]) -> Changes:
    """Mend what can be mended; another check tells what could not.

    What it takes from a backup has the very hash that the library wants, or, for a text, its own.
    """
    touched: set[int] = set()
    with _opened(made) as copies:
        for problem in report.problems:
            if problem.kind == "article" and problem.article_id is not None:
                is_mended = _mend_text(tx, problem.article_id, problem.detail, copies)
            else:
                is_mended = _mend_original(tx.db, problem, copies)
            if is_mended and problem.article_id is not None:
                touched.add(problem.article_id)
    return Changes(changed=frozenset(touched))


@contextmanager
def _opened(made: Sequence[backups.Snapshot]) -> Iterator[list[sqlite3.Connection]]:
    """The backups that can be opened, the newest first."""
    found: list[sqlite3.Connection] = []
    try:
        for snapshot in reversed(made):
            try:
                backups.verify(snapshot, sample=0)
                found.append(open_file(snapshot.path, "ro"))
                attach(found[-1], snapshot.originals, "originals", "ro")
            except (BackupDamaged, *failures.DAMAGE):
                continue
        yield found
    finally:
        for connection in found:
            connection.close()


def _mend_text(tx: Transaction, article_id: int, detail: str, copies: Iterable[sqlite3.Connection]) -> bool:
    if detail.startswith("version "):
        number = int(detail.removeprefix("version "))
        (uuid,) = tx.db.execute("SELECT uuid FROM article WHERE id = ?", (article_id,)).fetchone()
        row = _text(copies, article_id, uuid, number)
        if row is None:
            return False
        tx.db.execute(
            "UPDATE version SET content = ?, content_sha256 = ?, text_sha256 = ?, text_key = ?, cleaner = ?"
            " WHERE article = ? AND number = ?",
            (*row, article_id, number),
        )
    elif detail != "row":
        return False
    derived.refresh(tx, [article_id], rewritten=True)
    return True


def _text(
    copies: Iterable[sqlite3.Connection], article_id: int, uuid: bytes, number: int
) -> tuple[object, ...] | None:
    for copy in copies:
        row = copy.execute(
            "SELECT content, content_sha256, text_sha256, text_key, version.cleaner FROM version"
            " JOIN article ON article.id = version.article"
            " WHERE article.id = ? AND uuid = ? AND number = ?",
            (article_id, uuid, number),
        ).fetchone()
        if row is not None and hashlib.sha256(row[0]).digest() == row[1]:
            return tuple(row)
    return None


def _mend_original(db: sqlite3.Connection, problem: Problem, copies: Iterable[sqlite3.Connection]) -> bool:
    if problem.kind not in ("original", "missing") or len(problem.detail) != 64:
        return False  # a row that cannot even be read has no name
    digest = bytes.fromhex(problem.detail)
    for copy in copies:
        row = copy.execute(
            "SELECT sha256, size, coding, data FROM originals.blob WHERE sha256 = ?", (digest,)
        ).fetchone()
        if row is not None and originals.is_whole(*row):
            db.execute("DELETE FROM originals.blob WHERE sha256 = ?", (digest,))
            db.execute("INSERT INTO originals.blob VALUES (?, ?, ?, ?)", row)
            _mend_description(db, copy, digest)
            return True
    return False


def _mend_description(db: sqlite3.Connection, copy: sqlite3.Connection, digest: bytes) -> None:
    for table, column, marks in (("capture", "sha256", "?, ?, ?, ?, ?, ?"), ("part", "capture", "?, ?, ?")):
        rows = copy.execute(f"SELECT * FROM originals.{table} WHERE {column} = ?", (digest,)).fetchall()
        db.executemany(f"INSERT OR IGNORE INTO originals.{table} VALUES ({marks})", rows)
