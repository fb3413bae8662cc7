"""How soon an article can be read, and how long the window is busy at a time while it is laid out.

    python tests/benchmarks/reading.py [--runs 20] [--case NAME]…

For each case, in milliseconds: from the call to the first painted screen that shows the first hit (median and
95th percentile), until the text is complete; then in processor time, which other programs do not disturb: to
that screen, the longest turn of the event loop (95th percentile of the runs), and all of it. A turn holds
everything the window does between two moments at which it could take a key: filling, laying out, painting.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from archive.model import Block, BlockKind, CleanArticle, Marked, Removal, RemovalReason
from reader import assets
from reader.article_view import ArticleView
from reader.theme import Theme
from tests.reader.articles import ARTICLE, long_article, marked, paragraph, stored


@dataclass
class Turns:
    """Milliseconds between two moments at which the event loop comes round."""

    longest: float = 0.0
    last: float = field(default_factory=time.process_time)

    def tick(self) -> None:
        now = time.process_time()
        self.longest = max(self.longest, (now - self.last) * 1000)
        self.last = now


def of(*blocks: Block) -> CleanArticle:
    return replace(ARTICLE, blocks=blocks)


def table(cells: int) -> Block:
    rows = (f"row {n}\t{n * 7}\tvote {n}\ttreaty\tyes" for n in range(cells // 5))
    return Block(BlockKind.TABLE, "\n".join(rows), level=1)


CASES: dict[str, Callable[[], tuple[CleanArticle, str]]] = {
    "2,000 words, hit at once": lambda: (long_article(2_000, hit_at=30), "treaty"),
    "2,000 words, hit at the end": lambda: (long_article(2_000, hit_at=1_990), "treaty"),
    "20,000 words, hit at once": lambda: (long_article(20_000, hit_at=30), "treaty"),
    "20,000 words, hit in the middle": lambda: (long_article(20_000, hit_at=10_000), "treaty"),
    "20,000 words, hit at the end": lambda: (long_article(20_000, hit_at=19_990), "treaty"),
    "20,000 words, 3,400 hits": lambda: (long_article(20_000), "harbour|council"),
    "200,000 words, hit at once": lambda: (long_article(200_000, hit_at=30), "treaty"),
    "100,000 combining marks": lambda: (of(paragraph("treaty a" + "\u0301" * 100_000)), "treaty"),
    "1,000,000 letters in one word": lambda: (of(paragraph("treaty " + "x" * 1_000_000)), "treaty"),
    "a paragraph of 5 MB": lambda: (of(paragraph("treaty " + "the vote " * 555_000)), "treaty"),
    "a table of 100,000 cells": lambda: (of(table(100_000)), "treaty"),
    "20,000 short paragraphs": lambda: (of(*(paragraph(f"No {n}, treaty") for n in range(20_000))), "No 0"),
    "10,000 links": lambda: (_links(), "treaty"),
    "400 removed passages": lambda: (_removed(), "treaty"),
}


def _links() -> CleanArticle:
    from archive.model import Mark

    text = "treaty " * 200
    marks = tuple(Mark(n * 7, n * 7 + 6, "link", f"https://a.example/{n}") for n in range(200))
    return of(*(paragraph(text, *marks) for _ in range(50)))


def _removed() -> CleanArticle:
    out = [Removal(RemovalReason.SHARING), Removal(RemovalReason.RELATED)]
    return of(*(paragraph(f"treaty {n}", removed=None if n % 3 == 0 else out[n % 2]) for n in range(600)))


def measure(
    app: QApplication, view: ArticleView, article: CleanArticle, marks: Marked, number: int
) -> list[float]:
    """Clock to the hit, clock to the end, processor to the hit, longest turn, processor in all."""
    shown, body = stored(article, number), view.column.body
    turns, heart = Turns(), QTimer()
    heart.timeout.connect(turns.tick)
    processor, begin = time.process_time(), time.perf_counter()
    view.show_article(shown, marks)
    turns.tick()
    heart.start(0)
    seen: tuple[float, float] | None = None
    while not body.article_document.is_complete or seen is None:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if seen is None and view.area.viewport().updatesEnabled():
            app.processEvents()
            seen = (time.perf_counter() - begin, time.process_time() - processor)
    whole, busy = time.perf_counter() - begin, time.process_time() - processor
    heart.stop()
    return [1000 * seen[0], 1000 * whole, 1000 * seen[1], turns.longest, 1000 * busy]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=20)
    options.add_argument("--case", action="append", choices=list(CASES))
    chosen = options.parse_args()
    app = QApplication([])
    assets.fonts(first=True)
    assets.fonts(first=False)
    theme = Theme(assets.design())
    theme.dress(app)
    view = ArticleView(theme)
    view.resize(800, 870)
    view.show()
    view.show_article(stored(long_article(500), 1))
    app.processEvents()
    head = ("hit p50", "hit p95", "whole p95", "cpu to hit", "cpu turn", "cpu whole")
    print(f"{'case':36}" + "".join(f"{word:>12}" for word in head))
    for name in chosen.case or CASES:
        article, words = CASES[name]()
        marks = marked(article, words)
        runs = [measure(app, view, article, marks, 10 + run) for run in range(chosen.runs)]
        seen, whole, cpu_seen, turn, cpu = (sorted(values) for values in zip(*runs, strict=True))
        at = min(len(runs) - 1, int(len(runs) * 0.95))
        row = (statistics.median(seen), seen[at], whole[at], statistics.median(cpu_seen), turn[at], cpu[at])
        print(f"{name:36}" + "".join(f"{value:12.1f}" for value in row), flush=True)


if __name__ == "__main__":
    main()
