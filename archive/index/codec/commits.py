"""Commits: articles in, articles out, segments made one. Run in a process of their own."""

from __future__ import annotations

import contextlib
import errno
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import numpy as np
from whoosh.index import LockError

from archive.errors import ArchiveError, DiskFull, IndexFailed
from archive.index.codec import manifest, policy
from archive.index.codec.container import Damaged
from archive.index.codec.doors import NAME, ArrayIndex, ArraySegment, ArrayWriter
from archive.index.codec.manifest import Listed
from archive.index.codec.merging import Source, merge
from archive.index.codec.segment import PARTS
from archive.index.dates import day_number
from archive.index.languages import language_of
from archive.model import Indexable

_OURS = re.compile(rf"_?{NAME}[_.].*|tmp\w+|{re.escape(manifest.NAME)}(\.new)?")
_PATIENCE = 10.0
_AT_ONCE, _AT_MOST = 192, 4096
_PER_ARTICLE = 16
"""Merges of no more articles than `_AT_ONCE`, or than this for each that is written, are part of a commit:
they take no longer than the commit itself, and many commits leave few segments."""
_IN_HAND = f"{NAME}_MERGING"
"""In this file a merge beside names its segments, so that commits leave them alone. What a killed one leaves
does no harm: those segments wait for the next merge beside."""
_TOO_MANY = 48
"""With so many segments a commit merges whatever is due: nobody did so in time."""


def write(folder: Path, library: str, items: Sequence[Indexable], removed: Collection[int]) -> None:
    with _failures(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        try:
            _commit(ArrayIndex(folder, library), items, removed)
        except (FileNotFoundError, manifest.Older, Damaged):
            _commit(_begun_anew(folder, library), items, removed)


def tidy(folder: Path, library: str) -> bool:
    """Make segments one where that is due, whatever it takes; True if something was done. Searches and
    commits go on beside it."""
    with _failures(folder):
        try:
            index = ArrayIndex(folder, library)
        except FileNotFoundError:
            return False
        except (manifest.Older, Damaged):
            return False
        lock = index.lock("MERGELOCK")
        if not lock.acquire():
            return False
        try:
            return _merge_beside(index)
        finally:
            (folder / _IN_HAND).unlink(missing_ok=True)
            lock.release()


@contextmanager
def _failures(folder: Path) -> Iterator[None]:
    try:
        yield
    except LockError as busy:
        raise IndexFailed(reason="locked") from busy
    except ArchiveError:
        raise
    except OSError as failure:
        if failure.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(path=str(folder)) from failure
        raise IndexFailed(reason="write") from failure


def _begun_anew(folder: Path, library: str) -> ArrayIndex:
    for path in folder.iterdir():
        if _OURS.fullmatch(path.name) and path.is_file():
            with contextlib.suppress(OSError):
                path.unlink()
    return ArrayIndex.make(folder, library)


def _commit(index: ArrayIndex, items: Sequence[Indexable], removed: Collection[int]) -> None:
    newest = {item.id: item for item in items}
    replaced = np.array(sorted({*newest, *removed}), np.int64)
    writer = ArrayWriter(index, timeout=_PATIENCE)
    try:
        for segment in writer.segments:
            for number in np.flatnonzero(np.isin(segment.data().documents.ids, replaced)):
                segment.delete_document(int(number))
        for item in newest.values():
            writer.add_document(**_entry(item), **{part: getattr(item, part) for part in PARTS})
        limit = min(max(_AT_ONCE, _PER_ARTICLE * len(newest)), _AT_MOST)
        writer.commit(mergetype=partial(_small_ones, limit=limit))
    except BaseException:
        _abandon(writer)
        raise


def _small_ones(writer: ArrayWriter, segments: list[ArraySegment], *, limit: int) -> list[ArraySegment]:
    """The merge policy of a commit: what takes no time, and segments of which little is left."""
    segments = [segment for segment in segments if segment.doc_count()]
    in_hand = _in_hand(writer.folder)
    free = [segment for segment in segments if segment.segment_id() not in in_hand]
    counts = [segment.doc_count() for segment in free]
    chosen = policy.idle(counts) if len(free) > _TOO_MANY else policy.tail(counts, limit)
    if not chosen:
        return segments
    joined = [free[place] for place in chosen]
    made = writer.merge_segments(joined)
    return [segment for segment in segments if segment not in joined] + made


def _in_hand(folder: Path) -> frozenset[str]:
    try:
        return frozenset((folder / _IN_HAND).read_text("ascii").split())
    except (OSError, UnicodeDecodeError):
        return frozenset()


def _merge_beside(index: ArrayIndex) -> bool:
    """Without the write lock until the new segment is there. What is deleted meanwhile goes from it too."""
    for path in index.folder.glob("*.part"):
        path.unlink(missing_ok=True)
    before = {listed.name: listed for listed in index.manifest.segments}
    listed = list(before.values())
    counts = [one.live_count for one in listed]
    chosen = policy.idle(counts) or policy.due(counts) or _worn(listed)
    if not chosen:
        return False
    names = [listed[place].name for place in chosen]
    (index.folder / _IN_HAND).write_text(" ".join(names), "ascii")
    sources = [Source(index.codec.open(listed[place]), _live(listed[place])) for place in chosen]
    made = ArraySegment(index.codec)
    part = made.file(index.folder).with_suffix(".part")
    merged = merge(part, sources)
    writer = ArrayWriter(index, timeout=_PATIENCE)
    try:
        now = {segment.segment_id(): segment for segment in writer.segments}
        if not set(names) <= set(now):
            part.unlink(missing_ok=True)  # a commit was quicker
            writer.cancel()
            return True
        if merged is not None:
            manifest.replace(part, made.file(index.folder))
            made.written(Listed(made.segment_id(), merged.size, merged.seal))
            for name, places in zip(names, merged.documents, strict=True):
                gone = ~now[name].live() & (places >= 0)
                for number in places[gone]:
                    made.delete_document(int(number))
        rest = [segment for segment in writer.segments if segment.segment_id() not in names]
        writer.commit(mergetype=lambda _, __: rest + ([made] if merged is not None else []))
    except BaseException:
        _abandon(writer)
        part.unlink(missing_ok=True)
        raise
    return True


def _worn(listed: Sequence[Listed]) -> list[int]:
    """A segment of which a third is deleted."""
    for place, one in enumerate(listed):
        if one.live_count * 3 < one.documents * 2:
            return [place]
    return []


def _live(listed: Listed) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.ones(listed.documents, bool) if listed.deleted is None else ~listed.deleted


def _abandon(writer: ArrayWriter) -> None:
    """Let the lock go whatever state the writer is in; what it had begun is swept by the next commit."""
    with contextlib.suppress(Exception):
        writer.cancel()
    if not writer.is_closed and writer.writelock:
        with contextlib.suppress(Exception):
            writer.writelock.release()


def _entry(item: Indexable) -> dict[str, object]:
    return {
        "id": item.id,
        "revision": item.revision,
        "day": day_number(item.published),
        "source": (item.source, item.source_key),
        "authors": item.authors,
        "language": language_of(item.language),
    }
