"""Makes a large library out of the sample articles, for the benchmarks of the window.

    python tests/benchmarks/make_library.py FOLDER [--articles 100000] [--seconds 200]

Paragraphs and titles of the samples are recombined, and in each paragraph some words give way to invented
names, the common ones often and the rare ones seldom, so that there are words of every frequency. Among each
1,000 articles one has 2,000 words, among each 10,000 one has 20,000; the others have about 150. Ends after so
many seconds and says what is missing: called again on the same folder it goes on. The same number makes the
same article always.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from archive import Library, clean_files
from archive.cancel import CancelToken
from archive.errors import Cancelled
from archive.model import Arrival, Block, BlockKind, Capture, CleanArticle, Moment, Precision
from archive.store import Store
from reader.sample import sample_files

GROUP = 200
NAMES = 40_000
OUTLETS = 60
_SYLLABLES = "ba be bo da de do ga ka ke ko la le li lo ma me mo na ne no ra re ri ro sa so ta te to va ve vo"


def now() -> datetime:
    return datetime.now(UTC)


def words_of(number: int) -> int:
    """How long an article is, about."""
    if number % 10_000 == 5_000:
        return 20_000
    return 2_000 if number % 1_000 == 500 else random.Random(number).randint(90, 210)


class Maker:
    """Articles by number."""

    def __init__(self) -> None:
        rng = random.Random(7)
        syllables = _SYLLABLES.split()
        self._names = ["".join(rng.choices(syllables, k=3)).capitalize() + "n" for _ in range(NAMES)]
        self._titles: list[str] = []
        self._paragraphs: list[list[str]] = []
        for found in clean_files(
            [str(path) for path in sample_files()], captured_at=now(), cancel=CancelToken()
        ):
            article = found.article
            if article is None or article.language != "en":
                continue
            self._titles.append(article.title)
            kept = (block for block in article.blocks if block.is_text and len(block.text) > 120)
            self._paragraphs += [block.text.split() for block in kept]

    def article(self, number: int) -> CleanArticle:
        rng = random.Random(number)
        blocks: list[Block] = []
        words, most = 0, words_of(number)
        while words < most:
            paragraph = [
                self._name(rng) if rng.random() < 0.06 else word for word in rng.choice(self._paragraphs)
            ]
            words += len(paragraph)
            blocks.append(Block(BlockKind.PARAGRAPH, " ".join(paragraph)))
        day = date(2016, 1, 1) + timedelta(days=rng.randrange(3_900))
        outlet = min(rng.randrange(OUTLETS), rng.randrange(OUTLETS))
        return CleanArticle(
            url=f"https://www.outlet{outlet}.example/news/{number}",
            title=f"{rng.choice(self._titles)}, says {self._name(rng)}",
            authors=(f"{self._name(rng)} {self._name(rng)}",),
            source=f"Outlet {outlet}",
            published=Moment(day.isoformat(), Precision.DAY),
            language="en",
            blocks=tuple(blocks),
        )

    def arrival(self, number: int) -> Arrival:
        article = self.article(number)
        page = "".join(f"<p>{block.text[:200]}</p>" for block in article.blocks[:2])
        capture = Capture(f"/made/{number}.html", page.encode(), now(), final_url=article.url)
        return Arrival(capture, article, 1)

    def _name(self, rng: random.Random) -> str:
        # a few are everywhere, most are rare
        return self._names[int(NAMES ** rng.random()) - 1]


def add(folder: Path, articles: int, until: float) -> int:
    """Add what is missing; how many there are then."""
    store = Store.open(folder, now=now)
    try:
        there = store.counts().library
        if there >= articles:
            return there
        maker = Maker()
        job = store.begin_job("made")
        while there < articles and time.monotonic() < until:
            last = min(there + GROUP, articles)
            store.add(job, [maker.arrival(number) for number in range(there, last)])
            there = last
        store.finish_job(job)
        return there
    finally:
        store.close()


def index(folder: Path, until: float) -> int:
    """Make it searchable; how many articles are not yet."""
    with Library.open(folder) as library:
        token = CancelToken()

        def tick(waiting: int) -> None:
            if time.monotonic() >= until:
                token.cancel()

        try:
            library.settle(token, tick)
        except Cancelled:
            return library.pending
    return 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=200)
    chosen = parser.parse_args()
    until = time.monotonic() + chosen.seconds
    there = add(chosen.folder, chosen.articles, until)
    print(f"{there} articles")
    if there == chosen.articles:
        print(f"{index(chosen.folder, until)} not yet searchable")


if __name__ == "__main__":
    main()
