"""The worker process: takes one job at a time from its pipe until the pipe ends, and does nothing else."""

from __future__ import annotations

import gc
import os
import queue
import sys
import threading
import traceback
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

import archive.clean.page
import archive.clean.plain  # noqa: F401 - both before the process is confined, which loads nothing more
from archive.clean import clean, original
from archive.errors import ArchiveError, NoText, TooHard
from archive.importers import documents, members
from archive.model import Capture, CleanArticle, Document, Hints, Picture
from archive.pictures import bytes_of, redraw
from archive.workshop.confine import apply, confine, peak_memory
from archive.workshop.frames import BadFrame, load_trusted, read_frame, write_frame
from archive.workshop.jobs import (
    Begun,
    Blocks,
    Broke,
    Call,
    Clean,
    Done,
    Failed,
    Job,
    Made,
    Original,
    Pictures,
    Process,
    Ready,
    Said,
    Value,
)
from archive.workshop.limits import MIB

_WORN = 400 * MIB
"""Peak memory after which a worker is replaced: what it got from the system it may not give back."""

_LITTER = 2 * MIB
"""Bytes of members after which the trees made of them are collected."""
_PICTURES = 64 * MIB
"""Bytes of drawn pictures of one answer."""
_BATCH = 100
"""Documents of one message at most; a zip may hold a hundred thousand empty files."""


def main() -> None:
    """Serve until the other end of the pipe closes."""
    incoming, outgoing = _own_pipes()
    try:
        confine()
    except Exception as error:
        write_frame(outgoing, (_broke(error),))
        raise
    inbox: queue.SimpleQueue[Job] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(incoming, inbox), daemon=True).start()
    # Pages are trees full of cycles; looking through all of them again and again while one is built costs
    # more than half of the time. So: collect between jobs only, and leave out what is there for ever.
    gc.disable()
    gc.collect()
    gc.freeze()
    write_frame(outgoing, (Ready(),))
    while True:
        job = inbox.get()
        for words in _in_batches(_serve(job)):
            write_frame(outgoing, words)
        del job, words
        gc.collect()


def _in_batches(words: Iterator[Said]) -> Iterator[tuple[Said, ...]]:
    """What is said, some at a time; a `Begun` at once, for it must be heard if the worker dies of it."""
    batch: list[Said] = []
    for said in words:
        batch.append(said)
        if not isinstance(said, Made) or len(batch) >= _BATCH:
            yield tuple(batch)
            batch.clear()
    yield (*batch, Done(is_worn=peak_memory() > _WORN))


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The pipes under numbers of their own, so that nothing that prints can write between the messages."""
    incoming = os.fdopen(os.dup(0), "rb")
    outgoing = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    return incoming, outgoing


def _listen(incoming: BinaryIO, inbox: queue.SimpleQueue[Job]) -> None:
    """Hand jobs on. When the program is gone, so is its worker, whatever it is doing."""
    while True:
        try:
            body = read_frame(incoming)
        except (BadFrame, OSError):
            body = None
        if body is None:
            os._exit(0)
        job = load_trusted(body)
        del body
        assert isinstance(job, Job)
        inbox.put(job)
        del job


def _serve(job: Job) -> Iterator[Said]:
    apply(job.limits)
    try:
        match job:
            case Process():
                yield from _process(job)
            case Clean():
                yield Value(clean(_document(job.capture, job.number)))
            case Original():
                yield Blocks(original(_document(job.capture, job.number)))
            case Pictures():
                yield Value(_drawn(_document(job.capture, job.number), job.names))
            case Call():
                yield Value(job.function(*job.arguments))
    except ArchiveError as error:
        yield Failed(error)
    except MemoryError:
        yield Failed(TooHard(reason="memory"))
    except Exception as error:
        yield _broke(error)


def _process(job: Process) -> Iterator[Said]:
    found = islice(members(job.capture), job.skip, None)
    litter = 0
    for index, member in enumerate(found, job.skip):
        if isinstance(member, tuple):
            origin, error = member
            # What it was raised from holds the member's bytes, and a batch waits with many of these.
            error.__traceback__ = error.__cause__ = error.__context__ = None
            yield Made(origin, 0, error=error, index=index)
            continue
        apply(job.limits)
        is_member = member is not job.capture
        yield Begun(index, member.origin, is_member)
        yield from _made(member, member if is_member else None)
        litter += len(member.data)
        if litter > _LITTER:
            gc.collect()
            litter = 0


def _made(capture: Capture, member: Capture | None) -> Iterator[Made]:
    """Every document of one capture; at least one thing is said of it."""
    number = 0
    found = documents(capture)
    while True:
        origin, hints = capture.origin, Hints()
        article: CleanArticle | None = None
        error: ArchiveError | None = None
        try:
            document = next(found, None)
            if document is not None:
                origin, hints = document.origin, document.hints
                article = clean(document)
            elif number == 0:
                error = NoText(reason="empty")
        except ArchiveError as known:
            error = known
        except MemoryError:
            error = TooHard(reason="memory")
        except Exception as bug:
            error = _as_error(bug)
        if article is None and error is None:
            return
        if error is not None:
            error.facts.setdefault("origin", origin)
        yield Made(origin, number, member, article, hints, error)
        member = None
        number += 1


def _document(capture: Capture, number: int) -> Document:
    for index, document in enumerate(documents(capture)):
        if index == number:
            return document
    raise NoText(origin=capture.origin, reason="empty")


def _drawn(document: Document, names: tuple[str, ...]) -> dict[str, Picture]:
    """The pictures of these names that came along, as far as they fit into one answer."""
    found: dict[str, Picture] = {}
    size = 0
    for name in names:
        data = bytes_of(name, document.resources)
        picture = None if data is None else redraw(data)
        if picture is not None:
            size += len(picture.data)
            if size > _PICTURES:
                break
            found[name] = picture
    return found


def _broke(error: BaseException) -> Broke:
    frames = traceback.extract_tb(error.__traceback__)
    return Broke(
        type(error).__name__,
        tuple(f"{os.path.basename(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames[-8:]),
    )


def _as_error(bug: BaseException) -> TooHard:
    """A bug met on one page: that page is named and the others go on; `where` is for whoever mends it."""
    broke = _broke(bug)
    return TooHard(reason="crash", exception=broke.exception, where=broke.where)


if __name__ == "__main__":
    sys.exit("started by the workshop, not by hand")
