"""What the program asks of a worker, and what a worker says. Only values cross the pipe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from archive.errors import ArchiveError
from archive.model import Block, Capture, CleanArticle, Hints
from archive.workshop.limits import Limits


@dataclass(frozen=True, slots=True)
class Process:
    """Import and clean all documents of a capture; a container from its member `skip` on."""

    capture: Capture
    limits: Limits
    skip: int = 0


@dataclass(frozen=True, slots=True)
class Clean:
    """One document of a capture, cleaned."""

    capture: Capture
    number: int
    limits: Limits


@dataclass(frozen=True, slots=True)
class Original:
    """One document of a capture, as plain structured text."""

    capture: Capture
    number: int
    limits: Limits


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures that came along with one document of a capture, those of these names, drawn anew."""

    capture: Capture
    number: int
    names: tuple[str, ...]
    limits: Limits


@dataclass(frozen=True, slots=True)
class Call:
    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    limits: Limits


Job = Process | Clean | Original | Pictures | Call


@dataclass(frozen=True, slots=True)
class Ready:
    """The first word of a worker."""


@dataclass(frozen=True, slots=True)
class Begun:
    """The worker turns to member `index` of a container, or to the capture itself, which may be its end."""

    index: int
    origin: str
    is_member: bool


@dataclass(frozen=True, slots=True)
class Made:
    """One document done, or why not. `member` is its capture where that is not the one that was sent.

    `index`: of the member, where it comes without a `Begun`.
    """

    origin: str
    number: int
    member: Capture | None = None
    article: CleanArticle | None = None
    hints: Hints = field(default_factory=Hints)
    error: ArchiveError | None = None
    index: int | None = None


@dataclass(frozen=True, slots=True)
class Blocks:
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Value:
    value: Any


@dataclass(frozen=True, slots=True)
class Failed:
    """The job as a whole failed in a known way."""

    error: ArchiveError


@dataclass(frozen=True, slots=True)
class Broke:
    """A bug: which exception, and where, file by file; never its words, which may be an article's."""

    exception: str
    where: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Done:
    """Nothing more comes of this job. `is_worn`: better let this worker go, it holds much memory."""

    is_worn: bool = False


Said = Ready | Begun | Made | Blocks | Value | Failed | Broke | Done
