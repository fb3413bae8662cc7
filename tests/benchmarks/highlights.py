"""Highlights over pages that are cleaned again by another cleaner: placed right, unplaced, or on wrong words.

    python tests/benchmarks/highlights.py --data FOLDER [--pages 200] [--each 6] [--python PEER]

`FOLDER` holds sets of pages (`SET/pages/NAME.html.xz`). Five other cleaners: one that removes no repeats and
no furniture inside the body, one that takes the whole page, one that drops every third paragraph, one that
writes other quotation marks, dashes and spaces, and with `--python` a real one, trafilatura in that
interpreter. Right: the same letters, and, where the words around them are still there, those around them.
"""

from __future__ import annotations

import argparse
import difflib
import json
import lzma
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from archive.anchors import make_anchor, place
from archive.clean import clean, original
from archive.errors import ArchiveError
from archive.model import Anchor, CleanArticle, Document, Span

PEER = """
import json, sys, trafilatura
for line in sys.stdin:
    print(json.dumps(trafilatura.extract(json.loads(line)) or ""), flush=True)
"""
Other = Callable[[Document, CleanArticle], str]


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def plainly(_: Document, article: CleanArticle) -> str:
    table = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "…": "..."})
    return article.text.translate(table).replace(" said ", "\u00a0said  ")


def with_gaps(_: Document, article: CleanArticle) -> str:
    return "\n".join(line for number, line in enumerate(article.text.split("\n")) if number % 3)


def keeping_all(document: Document, _: CleanArticle) -> str:
    with (
        patch("archive.clean.page.mark_repeats", lambda *_: None),
        patch("archive.clean.lines._by_words", lambda *_: None),
    ):
        return clean(document).text


def whole_page(document: Document, _: CleanArticle) -> str:
    return "\n".join(block.text for block in original(document) if block.text)


def peer(python: str) -> Other:
    process = subprocess.Popen(
        [python, "-c", PEER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )

    def extract(document: Document, _: CleanArticle) -> str:
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps(document.markup) + "\n")
        process.stdin.flush()
        return str(json.loads(process.stdout.readline()))

    return extract


def documents(data: Path, number: int) -> Iterator[Document]:
    paths = sorted(data.glob("*/pages/*.html.xz"))
    for path in random.Random(7).sample(paths, len(paths)):
        markup = lzma.decompress(path.read_bytes()).decode("utf-8", "replace")
        yield Document(path.name, None, markup, "page")


def spans(text: str, each: int, chance: random.Random) -> Iterator[Span]:
    """Of every length a person marks: a word or three, a sentence, a paragraph, across two."""
    for number in range(each):
        length = (chance.randint(3, 20), chance.randint(20, 120), chance.randint(120, 600))[number % 3]
        start = chance.randrange(max(1, len(text) - length))
        passage = text[start : start + length]
        left = len(passage) - len(passage.lstrip())
        if passage.strip():
            yield Span(start + left, start + left + len(passage.strip()))


def verdict(anchor: Anchor, text: str) -> str:
    span = place(anchor, text)
    if span is None:
        return "unplaced, words there" if anchor.quote in text else "unplaced, words gone"
    found = make_anchor(text, span)
    if letters(found.quote) != letters(anchor.quote):
        share = difflib.SequenceMatcher(None, letters(found.quote), letters(anchor.quote), False).ratio()
        return "a word changed" if share >= 0.9 else "WRONG WORDS"
    before = letters(anchor.prefix)[-6:], letters(found.prefix)[-6:]
    after = letters(anchor.suffix)[:6], letters(found.suffix)[:6]
    if before[0] == before[1] or after[0] == after[1]:
        return "right"
    there = len(anchor.prefix) > 12 and letters(anchor.prefix[-12:] + anchor.quote) in letters(text)
    return "WRONG PLACE" if there else "right, by its words alone"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--each", type=int, default=6)
    parser.add_argument("--python", default="")
    given = parser.parse_args()
    others: dict[str, Other] = {
        "no removals inside": keeping_all,
        "the whole page": whole_page,
        "every third passage gone": with_gaps,
        "other marks": plainly,
    }
    if given.python:
        others["trafilatura"] = peer(given.python)
    counts = {name: Counter[str]() for name in others}
    changed: Counter[str] = Counter()
    strangers: Counter[str] = Counter()
    chance = random.Random(11)
    pages, spent, last = 0, 0.0, ""
    for document in documents(given.data, given.pages):
        if pages == given.pages:
            break
        try:
            article = clean(document)
        except ArchiveError:
            continue
        pages += 1
        anchors = [make_anchor(article.text, span) for span in spans(article.text, given.each, chance)]
        for name, other in others.items():
            try:
                text = other(document, article)
            except ArchiveError:
                continue
            changed[name] += text != article.text
            began = time.process_time()
            verdicts = [verdict(anchor, text) for anchor in anchors]
            spent += time.process_time() - began
            counts[name].update(verdicts)
        for anchor in anchors:  # nothing of one page belongs into the one before
            span = place(anchor, last)
            strangers["placed" if span else "unplaced"] += 1
            if span and anchor.quote not in last:
                strangers["WRONG WORDS"] += 1
        last = article.text
    print(f"{pages} pages")
    for name, count in counts.items():
        print(f"{name} ({changed[name]} texts differ): {dict(sorted(count.items()))}")
    print(f"into the page before: {dict(strangers)}")
    total = sum(sum(count.values()) for count in counts.values())
    print(f"{1000 * spent / total:.2f} ms each to place and judge")


if __name__ == "__main__":
    main()
