"""What mending costs in a source of many articles: what recurs in one, a rule made and dropped, an edit.

    python tests/benchmarks/mending.py [ARTICLES]

Milliseconds of processor time of this process, in a store in a temporary folder.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from archive.edits import block_refs
from archive.model import (
    Arrival,
    Block,
    BlockKind,
    Capture,
    CleanArticle,
    Edit,
    Moment,
    Precision,
    Rule,
    content_key,
)
from archive.store import Store

NOW = datetime(2025, 6, 1, tzinfo=UTC)
LETTER = "Our morning letter goes out at seven, on every weekday, to all who read us."
WORDS = 25


def arrival(number: int) -> Arrival:
    """An article of thirty paragraphs, one of which all have."""
    lines = [f"Paragraph {n} of story {number} tells {' '.join(['more'] * WORDS)}." for n in range(29)]
    blocks = tuple(Block(BlockKind.PARAGRAPH, line) for line in [*lines, LETTER])
    url = f"https://harbourgazette.example/{number}"
    article = CleanArticle(
        url, f"S{number}", (), "Gazette", Moment("2024-01-02", Precision.DAY), "en", blocks
    )
    return Arrival(Capture(url, str(number).encode(), NOW), article, 1)


def timed(name: str, act: Callable[[], object], times: int = 1) -> None:
    start = time.process_time()
    for _ in range(times):
        act()
    print(f"{name}: {(time.process_time() - start) * 1000 / times:,.1f} ms")


def follow(store: Store) -> None:
    """Let every row follow, step by step, and tell the dearest step."""
    steps: list[float] = []
    while True:
        start = time.process_time()
        if not store.catch_up():
            break
        steps.append(time.process_time() - start)
    print(
        f"their rows follow, beside the person's acts: {sum(steps) * 1000:,.0f} ms in {len(steps)} commits,"
        f" the longest {max(steps, default=0) * 1000:.0f} ms"
    )


def main() -> int:
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 15_000
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = Store.open(Path(folder) / "library", now=lambda: NOW)
        job = store.begin_job("all")
        for first in range(0, articles, 50):
            store.add(job, [arrival(n) for n in range(first, min(first + 50, articles))])
        store.finish_job(job, False)
        opened = store.article(1)
        assert opened.source is not None
        (found,) = store.recurring(1)
        print(f"{articles:,} articles of one source; a passage on {found.count:,} others")
        timed("what recurs in an opened article", lambda: store.recurring(1), 20)
        rule = Rule(content_key(LETTER), "remove", opened.source.id, LETTER)
        timed("a rule made, for reading and search", lambda: store.set_rules([(rule, True)]))
        follow(store)
        timed("the rule dropped, for reading and search", lambda: store.set_rules([(rule, False)]))
        follow(store)
        ref = next(iter(block_refs(opened.article.blocks)))
        timed("a paragraph taken out", lambda: store.change_edits(add=[(1, Edit("remove", ref))]))
        timed("the list of rules", store.rules, 20)
        store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
