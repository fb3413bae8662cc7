"""The tables of the two files, as the list of migrations that make them; how a library is told apart."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import cache

LIBRARY = "library.db"
ORIGINALS = "originals.db"
APPLICATION_ID = 0x42725344
"""«BrSD», in the header of both files."""

LIBRARY_PAGE = 8_192
ORIGINALS_PAGE = 16_384
"""Bytes. Measured: 16 KB pages write 100 KB originals fastest."""

Migration = Callable[[sqlite3.Connection], None]
"""Changes a library by one version, in a transaction that is not its own. Never uses code of the day:
what it needs stands in it, so that it does in ten years what it does now. `main` is `library.db`."""

_FIRST = """
CREATE TABLE main.state (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
CREATE TABLE main.migration (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL);
CREATE TABLE main.source (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  merged_into INTEGER REFERENCES source(id)
);
CREATE INDEX main.source_by_name ON source(folded);
CREATE TABLE main.claim (key TEXT PRIMARY KEY, source INTEGER NOT NULL REFERENCES source(id)) WITHOUT ROWID;
CREATE INDEX main.claim_by_source ON claim(source);
CREATE INDEX main.source_by_merge ON source(merged_into) WHERE merged_into IS NOT NULL;
CREATE TABLE main.job (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  label TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  is_stopped INTEGER NOT NULL DEFAULT 0,
  is_undone INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE main.article (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid BLOB NOT NULL UNIQUE,
  added_at TEXT NOT NULL,
  revision INTEGER NOT NULL,
  is_read INTEGER NOT NULL DEFAULT 0,
  is_starred INTEGER NOT NULL DEFAULT 0,
  is_binned INTEGER NOT NULL DEFAULT 0,
  is_undone INTEGER NOT NULL DEFAULT 0,
  shelf INTEGER GENERATED ALWAYS AS (CASE WHEN is_undone THEN 2 WHEN is_binned THEN 1 ELSE 0 END) VIRTUAL,
  version INTEGER NOT NULL,
  own_source INTEGER REFERENCES source(id),
  source INTEGER REFERENCES source(id),
  day TEXT,
  published TEXT,
  precision TEXT,
  published_words TEXT,
  words INTEGER NOT NULL DEFAULT 0,
  is_partial INTEGER NOT NULL DEFAULT 0,
  address_key TEXT,
  title TEXT NOT NULL DEFAULT '',
  opening TEXT NOT NULL DEFAULT '',
  notes TEXT
);
CREATE INDEX main.article_by_day ON article(shelf, day);
CREATE INDEX main.article_unread ON article(day) WHERE shelf = 0 AND is_read = 0;
CREATE INDEX main.article_starred ON article(day) WHERE shelf = 0 AND is_starred = 1;
CREATE INDEX main.article_by_source ON article(source, shelf, day);
CREATE INDEX main.article_by_own_source ON article(own_source);
CREATE INDEX main.article_added ON article(added_at) WHERE shelf = 0;
CREATE INDEX main.article_by_address ON article(address_key) WHERE address_key IS NOT NULL;
CREATE INDEX main.article_revision ON article(revision) WHERE is_undone = 0;
CREATE TABLE main.version (
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  job INTEGER NOT NULL REFERENCES job(id),
  capture BLOB NOT NULL,
  document INTEGER NOT NULL,
  cleaner INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  text_sha256 BLOB NOT NULL,
  content_sha256 BLOB NOT NULL,
  text_key BLOB,
  origin NOT NULL,
  content BLOB NOT NULL,
  UNIQUE (article, number)
);
CREATE INDEX main.version_by_job ON version(job, article);
CREATE INDEX main.version_by_capture ON version(capture, document);
CREATE INDEX main.version_by_text ON version(text_key) WHERE text_key IS NOT NULL;
CREATE TABLE main.edit (
  article INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  target TEXT NOT NULL,
  kind TEXT NOT NULL,
  field TEXT,
  block_key TEXT,
  occurrence INTEGER,
  value,
  PRIMARY KEY (article, target)
) WITHOUT ROWID;
CREATE TABLE main.tag (
  article INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  folded TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (article, folded)
) WITHOUT ROWID;
CREATE INDEX main.tag_by_name ON tag(folded, article);
CREATE TABLE originals.state (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
CREATE TABLE originals.blob (
  sha256 BLOB NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  coding INTEGER NOT NULL,
  data BLOB NOT NULL
);
CREATE TABLE originals.capture (
  sha256 BLOB PRIMARY KEY,
  captured_at TEXT NOT NULL,
  origin NOT NULL,
  media_type TEXT,
  final_url,
  headers BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE originals.part (
  capture BLOB NOT NULL,
  name NOT NULL,
  sha256 BLOB NOT NULL,
  PRIMARY KEY (capture, name)
) WITHOUT ROWID;
CREATE INDEX originals.part_by_blob ON part(sha256);
"""


def _first(connection: sqlite3.Connection) -> None:
    _run(connection, _FIRST)


def _run(connection: sqlite3.Connection, statements: str) -> None:
    for statement in statements.split(";\n"):
        if statement.strip():
            connection.execute(statement)


_SECOND = """
ALTER TABLE main.edit ADD COLUMN position INTEGER;
CREATE TABLE main.rule (
  key TEXT NOT NULL,
  source INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  text NOT NULL,
  made_at TEXT NOT NULL,
  PRIMARY KEY (key, source)
) WITHOUT ROWID;
CREATE TABLE main.passage (
  key INTEGER NOT NULL,
  article INTEGER NOT NULL,
  PRIMARY KEY (key, article)
) WITHOUT ROWID;
"""


def _second(connection: sqlite3.Connection) -> None:
    """Passages taken in from the page, rules for passages, and where a passage stands.

    The passages of texts that were there before are noted when those are cleaned again.
    """
    _run(connection, _SECOND)


_THIRD = """
CREATE TABLE main.highlight (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  article INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  colour TEXT NOT NULL,
  note NOT NULL,
  quote,
  prefix,
  suffix,
  position INTEGER,
  span_start INTEGER,
  span_end INTEGER,
  made_at TEXT NOT NULL,
  changed_at TEXT NOT NULL
);
CREATE INDEX main.highlight_by_article ON highlight(article);
CREATE INDEX main.highlight_by_time ON highlight(made_at);
INSERT INTO main.highlight (article, colour, note, made_at, changed_at)
  SELECT id, 'rose', notes, added_at, added_at FROM main.article WHERE notes IS NOT NULL AND notes <> '';
UPDATE main.article SET notes = NULL WHERE notes IS NOT NULL;
CREATE TABLE main.saved_search (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  query NOT NULL,
  filters NOT NULL,
  place_kind TEXT NOT NULL,
  place_value,
  sort TEXT NOT NULL,
  made_at TEXT NOT NULL
);
CREATE TABLE main.request (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  address NOT NULL,
  purpose TEXT NOT NULL,
  outcome TEXT NOT NULL,
  status INTEGER,
  size INTEGER NOT NULL,
  origin NOT NULL
);
CREATE INDEX main.request_by_origin ON request(origin);
CREATE TABLE main.trouble (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  job INTEGER NOT NULL REFERENCES job(id) ON DELETE CASCADE,
  origin NOT NULL,
  kind TEXT NOT NULL,
  facts NOT NULL,
  at TEXT NOT NULL
);
CREATE INDEX main.trouble_by_job ON trouble(job);
"""


def _third(connection: sqlite3.Connection) -> None:
    """Highlights and notes, saved searches, the requests that were made, and what an import could not read.

    The notes that articles came with are notes on the whole article from here on; their column stays empty.
    """
    _run(connection, _THIRD)


_FOURTH = """
CREATE TABLE main.reading (
  article INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
  position INTEGER NOT NULL
);
"""


def _fourth(connection: sqlite3.Connection) -> None:
    """How far the person had read in articles that they left before the end."""
    _run(connection, _FOURTH)


MIGRATIONS: tuple[Migration, ...] = (_first, _second, _third, _fourth)
"""A library of version n has had the first n of these."""


def newest() -> int:
    """The version that this program makes."""
    return len(MIGRATIONS)


def shape_of(version: int) -> tuple[frozenset[str], frozenset[str]]:
    """The schema texts that `library.db` and `originals.db` of that version have, and no others."""
    return _shape_after(MIGRATIONS[:version])


@cache
def _shape_after(migrations: tuple[Migration, ...]) -> tuple[frozenset[str], frozenset[str]]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.execute("ATTACH ':memory:' AS originals")
        for migration in migrations:
            migration(connection)
        return shape(connection, "main"), shape(connection, "originals")
    finally:
        connection.close()


def shape(connection: sqlite3.Connection, schema: str) -> frozenset[str]:
    """The texts of all tables, indexes, views and triggers of an open file."""
    rows = connection.execute(f"SELECT type, name, sql FROM {schema}.sqlite_schema WHERE sql IS NOT NULL")
    return frozenset(f"{kind} {name}: {sql}" for kind, name, sql in rows)
