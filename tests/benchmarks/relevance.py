"""How high search puts the article one is looking for, beside other engines on the same articles.

    python tests/benchmarks/relevance.py --corpus FILE --articles N [--items 500] [--peers
    fts5,tantivy,xapian]
        [--python PYTHON] [--json OUT]

Known items: each query is three to five of the rarer words of an article's title or of one of its sentences.
In a fifth of them one word is misspelt, in a fifth one stands in another form. All words must be found. The
figure is the mean reciprocal rank among the first ten, 0 where the article is not among them. The program
offers another spelling where it finds nothing; «with what is offered» follows the first offer, as a person
would.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import search_peers as peers
from search import Ours, indexable

from archive.cancel import CancelToken
from archive.index import parse
from archive.index.languages import stem

_WORD = re.compile(r"[a-z]{4,}")


def words_of(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def known_items(articles: list[dict[str, str]], number: int, seed: int = 1) -> list[dict[str, str]]:
    chance = random.Random(seed)
    frequencies: Counter[str] = Counter()
    for article in articles:
        frequencies.update(set(words_of(article["title"] + " " + article["body"])))
    forms: dict[str, list[str]] = {}
    for word, count in frequencies.items():
        if count > 1:
            forms.setdefault(stem("english", word), []).append(word)
    items: list[dict[str, str]] = []
    while len(items) < number:
        article = chance.choice(articles)
        sentences = re.split(r"(?<=[.!?])\s+", article["body"])
        passage = article["title"] if chance.random() < 0.5 else chance.choice(sentences)
        rarer = sorted(
            {word for word in words_of(passage) if 1 < frequencies[word] < len(articles) / 50},
            key=lambda word: (frequencies[word], word),
        )
        if len(rarer) < 3:
            continue
        words = rarer[: chance.randint(3, 5)]
        kind = chance.choices(("plain", "misspelt", "form"), (3, 1, 1))[0]
        if not changed(words, kind, forms, chance):
            continue
        chance.shuffle(words)
        items.append({"id": article["id"], "query": " ".join(words), "kind": kind})
    return items


def changed(words: list[str], kind: str, forms: dict[str, list[str]], chance: random.Random) -> bool:
    """Change one of the words as the kind wants; False where none can be."""
    if kind == "plain":
        return True
    if kind == "form":
        for place, word in enumerate(words):
            others = [other for other in forms.get(stem("english", word), []) if other != word]
            if others:
                words[place] = chance.choice(sorted(others))
                return True
        return False
    place = chance.randrange(len(words))
    word = words[place]
    at = chance.randrange(1, len(word) - 1)
    letter = chance.choice("etaoinshrdlu")
    words[place] = chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
            word[:at] + letter + word[at + 1 :],
        )
    )
    return words[place] != word


def reciprocal(ranks: list[int]) -> float:
    return round(sum(1 / rank for rank in ranks if rank) / len(ranks), 4)


def our_ranks(ours: Ours, items: list[dict[str, str]], ids: dict[int, str], offered: bool) -> list[int]:
    ranks: list[int] = []
    for item in items:
        query = parse(item["query"])
        page = ours.search(item["query"])
        if not page.total and offered:
            for other in ours.index.suggest(query, cancel=CancelToken())[:1]:
                page = ours.search(other.query)
        found = [ids[hit.article_id] for hit in page.items[:10]]
        ranks.append(found.index(item["id"]) + 1 if item["id"] in found else 0)
    return ranks


def by_kind(ranks: list[int], items: list[dict[str, str]]) -> dict[str, float]:
    kinds = {"all": ranks}
    for rank, item in zip(ranks, items, strict=True):
        kinds.setdefault(item["kind"], []).append(rank)
    return {kind: reciprocal(some) for kind, some in kinds.items()}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--articles", type=int, required=True)
    parser.add_argument("--items", type=int, default=500)
    parser.add_argument("--peers", default="")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    articles = list(peers.read_articles(given.corpus, given.articles))
    items = known_items(articles, given.items)
    results: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="relevance-") as folder:
        ours = Ours(Path(folder) / "index")
        peers.build(ours, [indexable(number, article) for number, article in enumerate(articles, 1)])
        ids = {number: article["id"] for number, article in enumerate(articles, 1)}
        results["ours, as typed"] = by_kind(our_ranks(ours, items, ids, offered=False), items)
        results["ours, with what is offered"] = by_kind(our_ranks(ours, items, ids, offered=True), items)
        listed = Path(folder) / "items.jsonl"
        listed.write_text("\n".join(map(json.dumps, items)), "utf-8")
        for name in filter(None, given.peers.split(",")):
            script = Path(__file__).resolve().parent / "search_peers.py"
            command = [given.python, str(script), name, "--corpus", str(given.corpus)]
            command += ["--articles", str(given.articles), "--known-items", str(listed)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            results[name] = by_kind(json.loads(done.stdout)["ranks"], items)
    for name, figures in results.items():
        print(f"{name:28}", "  ".join(f"{kind} {value:.4f}" for kind, value in figures.items()))
    if given.json:
        given.json.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
