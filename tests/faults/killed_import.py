"""Kill an import at random moments, then look: what was reported must be there, and be found.

    python tests/faults/killed_import.py FOLDER [--kills 5] [--seed 1]

FOLDER holds pages to import. Prints a line for each kill, and what was missing; ends with 1 if anything was.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def broadside(library: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-P", "-m", "reader", "--library", str(library), *arguments]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def answer(library: Path, *arguments: str) -> dict[str, object]:
    done = subprocess.run(
        broadside(library, *arguments, "--json"),
        env=environment(),
        capture_output=True,
        text=True,
        timeout=900,
    )
    if not done.stdout:
        raise SystemExit(f"{arguments[0]} said nothing and ended with {done.returncode}: {done.stderr}")
    return dict(json.loads(done.stdout))


def killed_import(library: Path, pages: Path, after: int, delay: float) -> set[int]:
    """Import until `after` articles were reported and `delay` seconds more passed; the ids reported."""
    process = subprocess.Popen(
        broadside(library, "import", str(pages), "--progress", "jsonl"),
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    reported: set[int] = set()
    enough = threading.Event()

    def listen() -> None:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("{") and line.endswith("}\n"):
                event = json.loads(line)
                if event.get("id") is not None:
                    reported.add(event["id"])
                if len(reported) >= after:
                    enough.set()
        enough.set()

    listener = threading.Thread(target=listen)
    listener.start()
    enough.wait(600)
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait()
    listener.join(60)
    return reported


def missing(library: Path, reported: set[int]) -> list[str]:
    """What is wrong after a kill: a check that is not clean, an article that is not there, or not found."""
    wrong: list[str] = []
    checked = answer(library, "check")
    if checked.get("problems"):
        wrong.append(f"check: {checked['problems']}")
    for article_id in sorted(reported):
        shown = answer(library, "show", str(article_id)) if len(reported) <= 20 else None
        if shown is not None and not shown.get("text"):
            wrong.append(f"article {article_id} has no text")
    return wrong + not_found(library, reported)


def not_found(library: Path, reported: set[int]) -> list[str]:
    """Each reported article must be there, and be found by words of its own text."""
    sys.path.insert(0, str(ROOT))
    from archive.errors import NoSuchArticle
    from archive.library import Library

    wrong = []
    with Library.open(library) as opened:
        opened.settle()
        for article_id in sorted(reported):
            try:
                text = opened.article(article_id).article.text
            except NoSuchArticle:
                wrong.append(f"article {article_id} is lost")
                continue
            words = sorted({w for w in text.split() if w.isalnum() and len(w) > 3}, key=len)[-4:]
            found = opened.search(" ".join(words) or text[:20], limit=200)
            if article_id not in {hit.article_id for hit in found.items}:
                wrong.append(f"article {article_id} is not found by {words}")
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    total = sum(1 for path in options.folder.rglob("*") if path.is_file())
    failed = False
    everything: set[int] = set()
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        for kill in range(options.kills):
            goal = chance.randrange(1, max(2, int(total * (kill + 1) / (options.kills + 1))))
            reported = killed_import(library, options.folder, goal, chance.random())
            everything |= reported
            wrong = missing(library, everything)
            failed |= bool(wrong)
            print(
                f"kill {kill + 1}: {len(reported)} reported, {len(everything)} in all, {len(wrong)} wrong",
                flush=True,
            )
            for line in wrong:
                print("  " + line, flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
