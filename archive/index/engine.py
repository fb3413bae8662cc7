"""The index on disk: Whoosh's files, read and written. Everything else of this room is free of Whoosh."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import whoosh
from whoosh import fields, formats
from whoosh.filedb.filestore import FileStorage
from whoosh.index import EmptyIndexError, FileIndex, LockError
from whoosh.reading import IndexReader
from whoosh.writing import SegmentWriter

from archive.errors import ArchiveError, DiskFull, IndexFailed
from archive.index import analysis
from archive.index.dates import day_number
from archive.index.languages import language_of
from archive.index.ranking import WEIGHTS
from archive.model import Indexable

FORMAT = 1
STAMP = "index.json"
PARTS = tuple(WEIGHTS)
_OURS = re.compile(r"_?MAIN[_.].*|index\.json(\.new)?")
_LITTER = re.compile(r"_MAIN_\d+\.toc\..+|.*\.ctmp")


class Entry(NamedTuple):
    """What the index keeps of an article beside its words."""

    id: int
    revision: int
    day: int
    source: str
    source_key: str
    authors: tuple[str, ...]
    language: str


class Terms(fields.TEXT):  # type: ignore[misc]
    """A field of words, handed over as terms in order; positions are kept."""

    def __init__(self) -> None:
        super().__init__(analyzer=None)
        self.format = formats.Positions()

    def index(self, value: Sequence[str], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        places: dict[str, list[int]] = {}
        for position, spelt in enumerate(value):
            places.setdefault(spelt, []).append(position)
        for spelt, at in places.items():
            yield spelt.encode(), len(at), float(len(at)), self.format.encode(at)


SCHEMA = fields.Schema(id=fields.ID(unique=True), entry=fields.STORED(), **{part: Terms() for part in PARTS})


class Storage(FileStorage):  # type: ignore[misc]
    """A folder that remembers what was opened, so that a damaged index leaves no file open."""

    def __init__(self, folder: Path, **options: Any) -> None:
        super().__init__(str(folder), **options)
        self._opened: list[Any] = []

    def open_file(self, name: str, **options: Any) -> Any:
        opened = super().open_file(name, **options)
        self._opened.append(opened)
        return opened

    def close(self) -> None:
        for opened in self._opened:
            if not opened.is_closed:
                opened.close()
        self._opened.clear()


def _stamp(library_id: str) -> dict[str, object]:
    return {
        "format": FORMAT,
        "analyser": analysis.VERSION,
        "unicode": analysis.UNICODE,
        "whoosh": list(whoosh.__version__),
        "library": library_id,
    }


class Reader:
    """One commit of the index, as it was when opened. One thread at a time."""

    def __init__(self, folder: Path, library_id: str) -> None:
        """Raises `FileNotFoundError` where there is no index, `IndexFailed` where it cannot be used."""
        if not (folder / STAMP).exists():
            raise FileNotFoundError(folder)
        self._storage = Storage(folder, readonly=True)
        try:
            stamp = json.loads((folder / STAMP).read_bytes())
            if stamp != _stamp(library_id):
                raise IndexFailed(reason="older")
            self._reader: IndexReader = FileIndex(self._storage, schema=SCHEMA).reader()
            self.entries: dict[int, Entry] = {
                number: Entry(*stored["entry"]) for number, stored in self._reader.iter_docs()
            }
            self.averages = {
                part: self._reader.field_length(part) / (self._reader.doc_count_all() or 1) for part in PARTS
            }
        except EmptyIndexError:
            self._storage.close()
            raise FileNotFoundError(folder) from None
        except IndexFailed:
            self._storage.close()
            raise
        except Exception as damage:  # Whoosh meets a damaged file with whatever comes
            self._storage.close()
            raise IndexFailed(reason="damaged") from damage

    def close(self) -> None:
        with contextlib.suppress(Exception):
            self._reader.close()
        self._storage.close()

    def lexicon(self) -> set[str]:
        """Every term of every part."""
        return {term.decode() for part in PARTS for term in self._reader.lexicon(part)}

    def postings(self, part: str, term: str) -> Iterator[tuple[int, float, Any]]:
        """Document number, frequency and positions (call the last) of each document with this term."""
        if (part, term) not in self._reader:
            return
        matcher = self._reader.postings(part, term)
        while matcher.is_active():
            yield matcher.id(), matcher.weight(), lambda: matcher.value_as("positions")
            matcher.next()

    def length(self, number: int, part: str) -> int:
        return self._reader.doc_field_length(number, part, 0) or 0


def write(folder: Path, library_id: str, items: Sequence[Indexable], removed: Collection[int]) -> None:
    """Put `items` into the index in the place of what it had of them, and take `removed` out: one commit.

    Creates the index where there is none; one that cannot be used is thrown away and begun anew with `items`
    alone, so ask `Index.known` afterwards. Raises `IndexFailed` (`reason`: locked · write) or `DiskFull`;
    then the last commit stands.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        replaced = {item.id for item in items} | set(removed)
        _usable(folder, library_id)
        try:
            _commit(folder, items, replaced)
        except (ArchiveError, LockError, OSError, MemoryError):
            raise
        except Exception:  # what is there cannot be read, and shows it only now
            condemn(folder)
            _usable(folder, library_id)
            _commit(folder, items, replaced)
    except LockError as busy:
        raise IndexFailed(reason="locked") from busy
    except OSError as failure:
        if failure.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(path=str(folder)) from failure
        raise IndexFailed(reason="write") from failure


def condemn(folder: Path) -> None:
    """What is in the folder is damaged: the next `write` begins anew."""
    with contextlib.suppress(OSError):
        (folder / STAMP).unlink()


def _usable(folder: Path, library_id: str) -> None:
    """Make sure that there is an index to write to."""
    try:
        Reader(folder, library_id).close()
    except (FileNotFoundError, IndexFailed):
        for path in folder.iterdir():
            if _OURS.fullmatch(path.name) and path.is_file():
                path.unlink()
        storage = Storage(folder)
        FileIndex.create(storage, SCHEMA)
        storage.close()
        fresh = folder / (STAMP + ".new")
        fresh.write_text(json.dumps(_stamp(library_id)))
        os.replace(fresh, folder / STAMP)


def _commit(folder: Path, items: Sequence[Indexable], replaced: set[int]) -> None:
    storage = Storage(folder)
    writer: SegmentWriter | None = None
    try:
        writer = SegmentWriter(FileIndex(storage, schema=SCHEMA), timeout=10.0, limitmb=128)
        for name in storage.list():
            if _LITTER.fullmatch(name):
                storage.delete_file(name)
        with writer.reader() as reader:
            gone = [
                number for number, stored in reader.iter_docs() if replaced and stored["entry"][0] in replaced
            ]
        for number in gone:
            writer.delete_document(number)
        for item in {item.id: item for item in items}.values():
            writer.add_document(id=str(item.id), entry=tuple(_entry(item)), **_parts(item))
        writer.commit()
    except BaseException:
        if writer is not None:
            _abandon(writer)
        raise
    finally:
        storage.close()


def _abandon(writer: SegmentWriter) -> None:
    """Let the lock go whatever state the writer is in; what it had begun is swept by the next commit."""
    with contextlib.suppress(Exception):
        writer.cancel()
    if not writer.is_closed and writer.writelock:
        with contextlib.suppress(Exception):
            writer.writelock.release()


def _entry(item: Indexable) -> Entry:
    return Entry(
        item.id,
        item.revision,
        day_number(item.published),
        item.source,
        item.source_key,
        item.authors,
        language_of(item.language),
    )


def _parts(item: Indexable) -> Mapping[str, list[str]]:
    return {part: analysis.terms(getattr(item, part)) for part in PARTS}
