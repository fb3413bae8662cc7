"""A store in a fresh folder, and articles to put into it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.model import (
    Arrival,
    Block,
    BlockKind,
    Capture,
    CleanArticle,
    Hints,
    Moment,
    Precision,
)
from archive.store import Store

MakeArrival = Callable[..., Arrival]


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.time = datetime(2025, 6, 1, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **amount: float) -> None:
        self.time += timedelta(**amount)


@pytest.fixture
def tmp_path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """In memory where the system offers it: the store waits for the disk at every commit."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path_factory.mktemp("store")
        return
    with tempfile.TemporaryDirectory(dir=memory, ignore_cleanup_errors=True) as name:
        yield Path(name)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def store(folder: Path, clock: Clock) -> Iterator[Store]:
    opened = Store.open(folder, now=clock)
    yield opened
    opened.close()


def make_arrival(
    text: str = "The council met on Tuesday.",
    *,
    url: str | None = None,
    data: bytes | None = None,
    title: str = "Council meets",
    source: str | None = None,
    published: str | None = None,
    tags: tuple[str, ...] = (),
    resources: dict[str, bytes] | None = None,
    number: int = 0,
    cleaner: int = 1,
    **more: Any,
) -> Arrival:
    """An article whose bytes are its own text and address, unless they are given."""
    blocks = tuple(Block(BlockKind.PARAGRAPH, line) for line in text.split("\n"))
    moment = None if published is None else Moment(published, Precision.DAY, published)
    article = CleanArticle(url, title, (), source, moment, "en", blocks, **more)
    capture = Capture(
        origin=f"/in/{title}.html",
        data=f"<p>{title} {url} {text}".encode("utf-8", "surrogatepass") if data is None else data,
        captured_at=datetime(2025, 5, 31, tzinfo=UTC),
        resources=resources or {},
    )
    return Arrival(capture, article, cleaner, number, Hints(tags=tags))


@pytest.fixture
def arrival() -> MakeArrival:
    return make_arrival


@pytest.fixture
def add(store: Store) -> Callable[..., int]:
    """Add one article in a job of its own; its id."""

    def one(*args: Any, **kwargs: Any) -> int:
        job = store.begin_job("test")
        (outcome,) = store.add(job, [make_arrival(*args, **kwargs)])
        store.finish_job(job)
        assert outcome.article_id is not None
        return outcome.article_id

    return one
