"""Clean every page of a folder laid out as SET/pages/NAME.html.xz + SET/truth.json.xz, for a scorer to judge.

    python tests/benchmarks/cleaning.py --data ../shared/extraction/dev --out predictions.json
    python ../shared/extraction/score.py --pred predictions.json --peers trafilatura

`seconds` is the CPU time of one page, from bytes to article (decoding and parsing included). The first page
is cleaned once before, unmeasured, as the scorer does with its peers: modules are loaded, patterns compiled.
"""

from __future__ import annotations

import argparse
import gc
import json
import lzma
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from archive.clean import clean
from archive.errors import NoText
from archive.importers import documents
from archive.model import Capture

CAPTURED = datetime(2026, 1, 1, tzinfo=UTC)


def predict(raw: bytes, name: str, url: str | None) -> dict[str, object]:
    """What the importer and the cleaner make of one page as served."""
    capture = Capture(f"{name}.html", raw, CAPTURED, media_type="text/html", final_url=url or None)
    began = time.process_time()
    try:
        article = clean(next(documents(capture)))
    except NoText as error:
        return {"text": "", "error": str(error.facts["reason"]), "seconds": time.process_time() - began}
    seconds = time.process_time() - began
    return {
        "text": article.text,
        "title": article.title,
        "author": list(article.authors),
        "date": article.published.value if article.published else None,
        "site": article.source,
        "lang": article.language,
        "image": article.lead_image,
        "seconds": seconds,
    }


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--sets", help="names separated by commas")
    asked = options.parse_args()
    wanted = asked.sets.split(",") if asked.sets else None
    predictions: dict[str, dict[str, object]] = {}
    for folder in sorted(p.parent for p in asked.data.glob("*/truth.json.xz")):
        if wanted and folder.name not in wanted:
            continue
        truths = json.loads(lzma.decompress((folder / "truth.json.xz").read_bytes()))
        for name, truth in truths.items():
            page = folder / "pages" / (name.split("/", 1)[1] + ".html.xz")
            raw = lzma.decompress(page.read_bytes())
            if not predictions:
                predict(raw, name, truth.get("url"))
            predictions[name] = predict(raw, name, truth.get("url"))
            gc.collect(0)
    asked.out.write_text(json.dumps(predictions, ensure_ascii=False), encoding="utf-8")
    taken = sum(float(str(p["seconds"])) for p in predictions.values())
    print(f"{len(predictions)} pages, {taken:.0f} s of CPU, {len(predictions) / taken:.1f} pages a second")


if __name__ == "__main__":
    main()
