"""Import every sample of a folder and check what came out against what is expected of it.

    python tests/benchmarks/formats.py --samples FOLDER --expectations FOLDER/expectations.json

No library is needed: files are read as the program reads them and pass through its worker processes. Every
miss is named; formats that no importer reads yet are listed. Status 1 when a format is below the floor.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from archive.cancel import CancelToken
from archive.errors import ArchiveError, UnknownFormat
from archive.fetch import read_file
from archive.model import Capture, CleanArticle, Moment
from archive.workshop import Processed, Workshop

FLOOR = 0.92
HELD = ("html", "singlefile", "html-complete", "mhtml", "text", "markdown")
"""The formats that are held to the floor."""

Expected = Mapping[str, Any]


@dataclass(frozen=True)
class Check:
    file: str
    kind: str
    passed: bool
    detail: str = ""


def folded(text: str) -> str:
    """Compared with white space, soft hyphens and U+FFFE removed."""
    return re.sub("[\\s\u00ad\ufffe]", "", text)


def checks(file: str, expected: Expected, processed: Sequence[Processed]) -> Iterator[Check]:
    articles = [item.article for item in processed if item.article is not None]
    errors = [item.error for item in processed if item.error is not None]
    said = ", ".join(f"{error.kind} {error.facts}" for error in errors)
    counts = [expected["count"], *expected.get("count_any", ())]
    if counts != [-1]:
        yield Check(file, "count", len(articles) in counts, f"{len(articles)} of {counts[0]} {said}")
    else:
        yield Check(file, "count", bool(processed), said)
    for wanted in expected["documents"]:
        article = closest(wanted, articles)
        if article is None:
            yield Check(file, "text", False, f"nothing came out: {said}")
        else:
            yield from one(file, wanted, article)


def closest(wanted: Expected, articles: Sequence[CleanArticle]) -> CleanArticle | None:
    def likeness(article: CleanArticle) -> int:
        text = folded(article.text)
        found = sum(folded(sentence) in text for sentence in wanted.get("must_contain", ()))
        return found * 2 + (folded(article.title) in map(folded, titles(wanted)))

    return max(articles, key=likeness, default=None)


def titles(wanted: Expected) -> list[str]:
    return [title for title in (wanted.get("title"), *wanted.get("title_any", ())) if title]


def one(file: str, wanted: Expected, article: CleanArticle) -> Iterator[Check]:
    text = folded(article.text)
    yield Check(file, "text", bool(text), "empty")
    if known := titles(wanted):
        yield Check(file, "title", folded(article.title) in map(folded, known), article.title)
    if "authors" in wanted:
        found = {name.casefold() for name in article.authors}
        right = [wanted["authors"], *wanted.get("authors_any", ())]
        passed = found in [{name.casefold() for name in names} for names in right]
        yield Check(file, "authors", passed, f"{article.authors}, not {wanted['authors']}")
    if "url" in wanted:
        right = [wanted["url"], *wanted.get("url_any", ())]
        yield Check(file, "address", article.url in right, f"{article.url}, not {wanted['url']}")
    if "published" in wanted:
        passed = same_date(wanted["published"], article.published)
        yield Check(file, "date", passed, f"{article.published}, not {wanted['published']}")
    if "lang" in wanted:
        found_language = (article.language or "").lower().split("-")[0]
        yield Check(file, "language", found_language == wanted["lang"], f"{article.language}")
    for sentence in wanted.get("must_contain", ()):
        yield Check(file, "present", folded(sentence) in text, sentence)
    for sentence in wanted.get("must_not_contain", ()):
        yield Check(file, "absent", folded(sentence) not in text, sentence)


def same_date(wanted: str | None, found: Moment | None) -> bool:
    if wanted is None or found is None:
        return wanted is None and found is None
    if len(wanted) <= 10:
        return found.date == date.fromisoformat(wanted)
    exact = datetime.fromisoformat(wanted)
    if exact.tzinfo and (instant := found.instant):
        return abs((instant - exact).total_seconds()) < 60
    return found.date in (exact.date(), exact.astimezone(UTC).date())


def captures(folder: Path, files: Sequence[str]) -> Iterator[Capture | tuple[str, ArchiveError]]:
    now = datetime.now(UTC)
    for file in files:
        path = folder / file
        try:
            yield read_file(path, captured_at=now, cancel=CancelToken())
        except ArchiveError as error:
            yield str(path), error


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--samples", type=Path, required=True)
    options.add_argument("--expectations", type=Path, required=True)
    options.add_argument("--only", help="samples of this format alone")
    chosen = options.parse_args()
    samples = [
        sample
        for sample in json.loads(chosen.expectations.read_text(encoding="utf-8"))["samples"]
        if chosen.only in (None, sample["format"])
    ]
    by_file: dict[str, list[Processed]] = defaultdict(list)
    with Workshop(1) as workshop:
        for item in workshop.process(captures(chosen.samples, [sample["file"] for sample in samples])):
            by_file[item.origin.split("!/")[0]].append(item)
    passed: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    unread: Counter[str] = Counter()
    for sample in samples:
        processed = by_file[str(chosen.samples / sample["file"])]
        errors = [item.error for item in processed]
        if all(isinstance(error, UnknownFormat) for error in errors):
            names = sorted({str(error.facts.get("looks_like")) for error in errors if error})
            unread[f"{sample['format']} (recognised as {', '.join(names)})"] += 1
            continue
        for check in checks(sample["file"], sample, processed):
            key = (sample["format"], check.kind)
            total[key] += 1
            passed[key] += check.passed
            if not check.passed:
                print(f"miss  {sample['format']}  {check.file}  {check.kind}: {check.detail}")
    return report(passed, total, unread)


def report(
    passed: Mapping[tuple[str, str], int], total: Mapping[tuple[str, str], int], unread: Mapping[str, int]
) -> int:
    kinds = list(dict.fromkeys(kind for _, kind in total))
    formats = list(dict.fromkeys(name for name, _ in total))
    print(f"\n{'':14}{'all':>16}  " + "  ".join(f"{kind:>9}" for kind in kinds))
    low = []
    for name in formats:
        right = sum(passed[name, kind] for kind in kinds if (name, kind) in total)
        of = sum(total[name, kind] for kind in kinds if (name, kind) in total)
        cells = [
            f"{passed[name, kind]}/{total[name, kind]}" if (name, kind) in total else "" for kind in kinds
        ]
        print(f"{name:14}{right:>5}/{of:<4}{right / of:>6.1%}  " + "  ".join(f"{cell:>9}" for cell in cells))
        if name in HELD and right / of < FLOOR:
            low.append(name)
    for name, count in unread.items():
        print(f"not read yet: {name}: {count}")
    for name in low:
        print(f"below {FLOOR:.0%}: {name}")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
