"""Whoosh's doors: its index, writer, codec, readers and matchers over the arrays.

Whoosh's own queries run on these files (`ArrayIndex.searcher`), and its writer's steps make them: open under
the lock, add, delete, merge by a policy, commit or cancel. The table of contents is a `manifest` instead of
Whoosh's pickle. What the program itself asks goes past the matchers, to `snapshot`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import fields, formats
from whoosh.codec import base
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.reading import TermInfo, TermNotFound
from whoosh.writing import SegmentWriter

from archive.index.codec import manifest
from archive.index.codec.asking import ArraySearcher
from archive.index.codec.container import Array, Arrays
from archive.index.codec.documents import Entry
from archive.index.codec.manifest import Listed, Manifest
from archive.index.codec.merging import Source, merge
from archive.index.codec.pool import Pool
from archive.index.codec.segment import PARTS, STREAMED, Part, SegmentData

SCHEMA = fields.Schema(
    id=fields.STORED(),
    revision=fields.STORED(),
    day=fields.STORED(),
    source=fields.STORED(),
    authors=fields.STORED(),
    language=fields.STORED(),
    **{part: fields.TEXT(analyzer=None, phrase=True) for part in PARTS},
)
NAME = "MAIN"
_ENDINGS = (
    manifest.ENDING,
    ".toc",
    ".seg",
    ".trm",
    ".pst",
    ".col",
)  # ours, and what Whoosh's own codec leaves

Policy = Callable[["ArrayWriter", list["ArraySegment"]], list["ArraySegment"]]


class ArraySegment(base.Segment):  # type: ignore[misc]
    """A segment in Whoosh's list of them."""

    def __init__(self, codec: ArrayCodec, listed: Listed | None = None) -> None:
        super().__init__(NAME)
        self._codec = codec
        self._listed = listed
        self._deleted: set[int] | None = None
        if listed is not None:
            self.segid = listed.name.removeprefix(NAME + "_")

    def codec(self) -> ArrayCodec:
        return self._codec

    def file(self, folder: Path) -> Path:
        return folder / f"{self.segment_id()}{manifest.ENDING}"

    def written(self, listed: Listed) -> None:
        self._listed = listed

    @property
    def listed(self) -> Listed:
        """As the manifest is to list it, deletions included."""
        assert self._listed is not None
        if self._deleted is None:
            return self._listed
        return self._listed._replace(deleted=self.deleted_mask())

    def data(self) -> SegmentData:
        assert self._listed is not None
        return self._codec.open(self._listed)

    def deleted_mask(self) -> Array | None:
        assert self._listed is not None
        if self._deleted is None:
            return self._listed.deleted
        mask = np.zeros(self._listed.documents, bool)
        mask[list(self._deleted)] = True
        return mask if self._deleted else None

    def live(self) -> Array:
        mask = self.deleted_mask()
        return np.ones(self.doc_count_all(), bool) if mask is None else ~mask

    def doc_count_all(self) -> int:
        return self._listed.documents if self._listed else 0

    def set_doc_count(self, doccount: int) -> None:
        """The count is the file's."""

    def _known(self) -> set[int]:
        if self._deleted is None:
            mask = self._listed.deleted if self._listed else None
            self._deleted = set() if mask is None else set(np.flatnonzero(mask).tolist())
        return self._deleted

    def deleted_count(self) -> int:
        return len(self._known())

    def deleted_docs(self) -> Iterator[int]:
        return iter(sorted(self._known()))

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        if delete:
            self._known().add(docnum)
        else:
            self._known().discard(docnum)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._known()

    def should_assemble(self) -> bool:
        return False


class ArrayCodec(base.Codec):  # type: ignore[misc]
    """Opens segments, each file once."""

    length_stats = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: dict[str, SegmentData] = {}

    def open(self, listed: Listed) -> SegmentData:
        """Raises `Damaged`."""
        data = self._open.get(listed.name)
        if data is None or data.seal != listed.seal:
            data = self._open[listed.name] = SegmentData(self.folder / listed.file, listed.seal)
        return data

    def opened(self) -> list[Arrays]:
        """The files that are open."""
        return [data.arrays for data in list(self._open.values())]

    def keep_only(self, names: frozenset[str]) -> None:
        """Let go of the files of other segments; who still reads one keeps it."""
        for name in set(self._open) - names:
            del self._open[name]

    def new_segment(self, storage: Any, indexname: str) -> ArraySegment:
        return ArraySegment(self)

    def per_document_writer(self, storage: Any, segment: ArraySegment) -> _Nothing:
        return _Nothing()

    def field_writer(self, storage: Any, segment: ArraySegment) -> _Nothing:
        return _Nothing()

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> ArrayDocumentReader:
        return ArrayDocumentReader(segment)

    def terms_reader(self, storage: Any, segment: ArraySegment) -> ArrayTermsReader:
        return ArrayTermsReader(segment.data())


class _Nothing:
    """In the place of Whoosh's writers of single postings: the pool writes a segment at once."""

    is_closed = True

    def close(self) -> None:
        """There is nothing to close."""


class ArrayIndex(FileIndex):  # type: ignore[misc]
    """An index folder. Opening reads the manifest alone."""

    def __init__(self, folder: Path, library: str, codec: ArrayCodec | None = None) -> None:
        """Raises `FileNotFoundError`, `manifest.Older` or `Damaged`."""
        self.storage = FileStorage(str(folder))
        self.folder, self.library = folder, library
        self.indexname = NAME
        self._schema = SCHEMA
        self.codec = codec or ArrayCodec(folder)
        self.manifest = manifest.read(folder, library)

    @classmethod
    def make(cls, folder: Path, library: str) -> ArrayIndex:
        """An empty one, in the place of whatever the folder has."""
        manifest.write(folder, Manifest(library, 0, ()))
        return cls(folder, library)

    def latest_generation(self) -> int:
        return manifest.read(self.folder, self.library).generation

    def _read_toc(self) -> Any:
        self.manifest = manifest.read(self.folder, self.library)
        segments = [ArraySegment(self.codec, listed) for listed in self.manifest.segments]
        return TOC(SCHEMA, segments, self.manifest.generation)

    def searcher(self, **options: Any) -> ArraySearcher:
        return ArraySearcher(self.reader(), fromindex=self, **options)

    def writer(self, procs: int = 1, **options: Any) -> ArrayWriter:
        return ArrayWriter(self, **options)


class ArrayWriter(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer with a pool of arrays. `commit` takes Whoosh's merge policies, called with the writer
    and its list of segments; `merge_segments` is what ours are made of."""

    def __init__(self, index: ArrayIndex, timeout: float = 0.0) -> None:
        super().__init__(index, codec=index.codec, timeout=timeout, compound=False)
        self._index = index
        self.folder = index.folder
        self._pool = Pool(PARTS, STREAMED)
        self._flushed: list[ArraySegment] = []

    def add_document(self, **given: Any) -> None:
        """`id`, `revision`, `day` (yyyymmdd or 0), `source` (name, key), `authors`, `language`, and the parts
        that have words."""
        self._check_state()
        entry = Entry(
            given["id"],
            given.get("revision", 0),
            given.get("day", 0),
            given.get("source", ("", "")),
            tuple(given.get("authors", ())),
            given.get("language", ""),
            (),
        )
        self._pool.add(entry, {part: given[part] for part in PARTS if given.get(part)})
        self._added = True
        if self._pool.is_full:
            self._flush_segment()

    def _flush_segment(self) -> None:
        if not len(self._pool):
            return
        segment = self.codec.new_segment(self.storage, self.indexname)
        seal, count = self._pool.write(segment.file(self.folder))
        segment.written(Listed(segment.segment_id(), count, seal))
        self._flushed.append(segment)

    def merge_segments(self, segments: Sequence[ArraySegment]) -> list[ArraySegment]:
        """One new segment of the live articles of these; none where there are none."""
        made = self.codec.new_segment(self.storage, self.indexname)
        merged = merge(
            made.file(self.folder), [Source(segment.data(), segment.live()) for segment in segments]
        )
        if merged is None:
            return []
        made.written(Listed(made.segment_id(), merged.size, merged.seal))
        return [made]

    def commit(
        self, mergetype: Policy | None = None, optimize: bool | None = None, merge: bool | None = None
    ) -> None:
        """Without a policy nothing is merged."""
        self._check_state()
        self._flush_segment()
        segments = [*self.segments, *self._flushed]
        if mergetype is not None:
            segments = mergetype(self, segments)
        elif optimize:
            segments = self.merge_segments(segments)
        self._close_segment()
        self._commit_toc([segment for segment in segments if segment.doc_count()])
        self._finish()

    def _commit_toc(self, segments: Sequence[ArraySegment]) -> None:
        listed = tuple(segment.listed for segment in segments)
        manifest.sync(self.folder)
        manifest.write(self.folder, Manifest(self._index.library, self.generation, listed))
        sweep(self.folder, frozenset(one.file for one in listed))

    def cancel(self) -> None:
        for segment in self._flushed:
            segment.file(self.folder).unlink(missing_ok=True)
        super().cancel()


def sweep(folder: Path, kept: frozenset[str]) -> None:
    """Delete the files of segments that no manifest lists any more. One that is open elsewhere (Windows) goes
    the next time."""
    for path in folder.iterdir():
        if path.name.startswith(NAME + "_") and path.suffix in _ENDINGS and path.name not in kept:
            with contextlib.suppress(OSError):
                path.unlink()


class ArrayDocumentReader(base.PerDocumentReader):  # type: ignore[misc]
    def __init__(self, segment: ArraySegment) -> None:
        self._segment = segment
        self._data = segment.data()

    def doc_count(self) -> int:
        return self.doc_count_all() - self._segment.deleted_count()

    def doc_count_all(self) -> int:
        return self._data.count

    def has_deletions(self) -> bool:
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        return self._segment.deleted_docs()

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return int(self._data.documents.lengths(fieldname)[docnum]) if fieldname in PARTS else default

    def field_length(self, fieldname: str) -> int:
        return int(self._data.documents.lengths(fieldname).sum(dtype=np.int64)) if fieldname in PARTS else 0

    def min_field_length(self, fieldname: str) -> int:
        return int(self._data.documents.lengths(fieldname).min())

    def max_field_length(self, fieldname: str) -> int:
        return int(self._data.documents.lengths(fieldname).max())

    def stored_fields(self, docnum: int) -> dict[str, object]:
        entry = self._data.documents.entries(np.array([docnum]), PARTS)[0]
        return {name: value for name, value in entry._asdict().items() if name != "lengths"}


class _NoSuchTerm(TermNotFound, KeyError):  # type: ignore[misc]
    """What Whoosh's readers expect, some the one and some the other."""


class ArrayTermsReader(base.TermsReader):  # type: ignore[misc]
    """Terms in Whoosh's order, which is that of their bytes."""

    def __init__(self, data: SegmentData) -> None:
        self._data = data

    def _at(self, fieldname: str, text: bytes) -> tuple[Part, int]:
        part = self._data.parts.get(fieldname)
        number = self._data.lexicon.number(text.decode("utf-8", "replace")) if part else -1
        at = part.lists.find(number) if part and number >= 0 else -1
        if part is None or at < 0:
            raise _NoSuchTerm(f"{fieldname}:{text!r}")
        return part, at

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        try:
            self._at(*term)
        except _NoSuchTerm:
            return False
        return True

    def indexed_field_names(self) -> list[str]:
        return list(self._data.parts)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for name in sorted(self._data.parts):
            yield from self.terms_from(name, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        part = self._data.parts.get(fieldname)
        if part is not None:
            spelt = (self._data.lexicon[int(number)].encode() for number in part.lists.terms)
            yield from ((fieldname, text) for text in sorted(spelt) if text >= prefix)

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        part, at = self._at(fieldname, text)
        documents, frequencies = part.lists.postings(at)
        lengths = part.lengths[documents]
        return TermInfo(
            float(frequencies.sum(dtype=np.int64)),
            len(documents),
            int(lengths.min()),
            int(lengths.max()),
            float(frequencies.max()),
            int(documents[0]),
            int(documents[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        return float(self.term_info(fieldname, text).weight())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        part, at = self._at(fieldname, text)
        return part.lists.frequency(at)

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ArrayMatcher:
        part, at = self._at(fieldname, text)
        return ArrayMatcher(part, at, (fieldname, text), scorer)

    def cursor(self, fieldname: str, fieldobj: Any) -> ArrayCursor:
        return ArrayCursor([text.decode() for _, text in self.terms_from(fieldname, b"")])


class ArrayCursor(base.FieldCursor):  # type: ignore[misc]
    def __init__(self, terms: Sequence[str]) -> None:
        self._terms, self._place = terms, 0

    def first(self) -> str | None:
        self._place = 0
        return self.text()

    def find(self, string: str | bytes) -> str | None:
        wanted = string.decode() if isinstance(string, bytes) else string
        self._place = next(
            (n for n, term in enumerate(self._terms) if term.encode() >= wanted.encode()), len(self._terms)
        )
        return self.text()

    def next(self) -> str | None:
        self._place += 1
        return self.text()

    def text(self) -> str | None:
        return self._terms[self._place] if self.is_valid() else None

    def is_valid(self) -> bool:
        return self._place < len(self._terms)


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]
    """One term's documents, one after the other, for Whoosh's own queries."""

    def __init__(self, part: Part, at: int, term: tuple[str, bytes], scorer: Any) -> None:
        self._part, self._at, self._term, self.scorer = part, at, term, scorer
        self.format = formats.Positions()
        self._documents, self._frequencies = part.lists.postings(at)
        self._places: tuple[Array, Array] | None = None
        self._place = 0

    def is_active(self) -> bool:
        return self._place < len(self._documents)

    def reset(self) -> None:
        self._place = 0

    def copy(self) -> ArrayMatcher:
        other = ArrayMatcher(self._part, self._at, self._term, self.scorer)
        other._place = self._place
        return other

    def id(self) -> int:
        return int(self._documents[self._place])

    def all_ids(self) -> Iterator[int]:
        return iter(self._documents[self._place :].tolist())

    def next(self) -> None:
        if not self.is_active():
            raise ReadTooFar
        self._place += 1

    def skip_to(self, id: int) -> None:  # noqa: A002  Whoosh's name
        if not self.is_active():
            raise ReadTooFar
        self._place = max(self._place, int(self._documents.searchsorted(id)))

    def weight(self) -> float:
        return float(self._frequencies[self._place])

    def value_as(self, astype: str) -> Any:
        if astype == "positions":
            if self._places is None:
                self._places = self._part.positions(self._at)
            documents, positions = self._places
            low, high = np.searchsorted(documents, (self.id(), self.id() + 1))
            return positions[low:high].tolist()
        return self.weight() if astype == "weight" else int(self.weight())

    def value(self) -> bytes:
        return bytes(self.format.encode(self.value_as("positions")))

    def supports_block_quality(self) -> bool:
        return False
