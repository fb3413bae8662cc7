"""What the tests of the index share: small articles, and a search that reads every one of them."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest

from archive.cancel import CancelToken
from archive.index import Index, parse, write
from archive.index.analysis import fold, terms
from archive.index.languages import language_of, rules_of, stem
from archive.index.ranking import part_of
from archive.index.tree import (
    And,
    Dates,
    Exact,
    Fuzzy,
    Language,
    Named,
    Near,
    Node,
    Not,
    Or,
    Prefix,
    Slot,
    Status,
    Word,
    slots_of,
)
from archive.model import Hit, Indexable, Page, Sort

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Whoosh 2.7.4 is older than the warnings of today's Python
    import whoosh.qparser  # noqa: F401

LIBRARY = "0b0e3c1a"
PARTS = ("title", "standfirst", "text", "captions")
STATES = {("tag", "housing"): {1, 4, 7}, ("is", "unread"): {2, 4}}


@cache
def edits(one: str, other: str) -> int:
    """The plain recursive definition; remembered, as it asks itself the same again and again."""
    if not one or not other:
        return len(one) + len(other)
    least = min(
        edits(one[1:], other) + 1, edits(one, other[1:]) + 1, edits(one[1:], other[1:]) + (one[0] != other[0])
    )
    if one[:2] == other[:2][::-1] and len(one) > 1:
        least = min(least, edits(one[2:], other[2:]) + 1)
    return least


class Scan:
    """The truth, by reading every article: no index, and nothing taken from it but the analysis."""

    def __init__(self, items: Sequence[Indexable]) -> None:
        self._items = {item.id: item for item in items}
        self._terms = {
            item.id: {part: terms(getattr(item, part)) for part in (*PARTS, "notes")}
            for item in self._items.values()
        }

    def find(self, tree: Node) -> set[int]:
        return {number for number, item in self._items.items() if self._holds(tree, item)}

    def fits(self, slot: Slot, spelt: str, language: str) -> bool:
        if isinstance(slot, Prefix):
            return fold(spelt).startswith(fold(slot.term))
        if isinstance(slot, Fuzzy):
            return edits(fold(spelt), slot.term) <= slot.edits
        if fold(spelt) == fold(slot.term):
            return True
        if isinstance(slot, Exact):
            return False
        if slot.unfinished and fold(spelt).startswith(fold(slot.term)):
            return True
        return stem(language, spelt) in self._stems(slot, language)

    def _stems(self, slot: Word, language: str) -> set[str]:
        accented = {
            spelt
            for item in self._items.values()
            if rules_of(language_of(item.language)) == language
            for part in (*PARTS, "notes")
            for spelt in self._terms[item.id][part]
            if fold(spelt) == fold(slot.term)
        }
        return {stem(language, spelt) for spelt in accented | {slot.term}}

    def _holds(self, node: Node, item: Indexable) -> bool:
        match node:
            case And(parts):
                return all(self._holds(part, item) for part in parts)
            case Or(parts):
                return any(self._holds(part, item) for part in parts)
            case Not(part):
                return not self._holds(part, item)
            case Language(code):
                return language_of(item.language) == code
            case Dates(first, last):
                day = int((item.published or "0").replace("-", ""))
                return first <= day <= last
            case Status(what, value):
                return item.id in STATES.get((what, value), ())
            case Named(what, value, whole):
                names = [item.source] if what == "source" else list(item.authors)
                everyone = {
                    name
                    for other in self._items.values()
                    for name in ([other.source] if what == "source" else other.authors)
                }
                asked = [fold(t) for t in terms(value)]
                if whole and any([fold(t) for t in terms(name)] == asked for name in everyone):
                    return any([fold(t) for t in terms(name)] == asked for name in names)
                lists = [[fold(t) for t in terms(name)] for name in names]
                return any(asked == have[n : n + len(asked)] for have in lists for n in range(len(have)))
        language = rules_of(language_of(item.language))
        for part in (part_of(node.field),) if node.field else PARTS:
            have = self._terms[item.id][part]
            if isinstance(node, Near):
                stands = [self._stands(slots_of(one), have, language) for one in node.parts]
                near = node.distance
                if all(
                    any(0 < c - b <= near or 0 < a - d <= near for a, b in one for c, d in other)
                    for one, other in itertools.pairwise(stands)
                ):
                    return True
            elif self._stands(slots_of(node), have, language):
                return True
        return False

    def _stands(self, slots: Sequence[Slot], have: Sequence[str], language: str) -> list[tuple[int, int]]:
        """First and last place of every occurrence."""
        return [
            (at, at + len(slots) - 1)
            for at in range(len(have) - len(slots) + 1)
            if all(self.fits(slot, have[at + n], language) for n, slot in enumerate(slots))
        ]


class Shelf:
    """Articles and an index of them in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.items: dict[int, Indexable] = {}
        self.index = Index(folder, LIBRARY)

    def put(self, *items: Indexable, removed: Sequence[int] = ()) -> None:
        write(self.folder, LIBRARY, items, removed)
        for number in removed:
            self.items.pop(number, None)
        self.items.update((item.id, item) for item in items)
        self.index.reopen()

    def texts(self, ids: Sequence[int]) -> Mapping[int, Indexable]:
        return {number: self.items[number] for number in ids if number in self.items}

    def search(self, text: str, **options: object) -> Page[Hit]:
        given: dict[str, object] = {
            "texts": self.texts,
            "cancel": CancelToken(),
            "members": lambda what, value: STATES.get((what, value), ()),
            **options,
        }
        return self.index.search(parse(text), **given)  # type: ignore[arg-type]

    def find(self, text: str, sort: Sort = Sort.MATCH, **options: object) -> list[int]:
        return [hit.article_id for hit in self.search(text, sort=sort, limit=10_000, **options).items]


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test must show does not hang on a power cut; waiting for the disk is most of its time."""
    monkeypatch.setattr("os.fsync", lambda handle: None)


@pytest.fixture
def shelf(tmp_path: Path):
    shelf = Shelf(tmp_path / "index")
    yield shelf
    shelf.index.close()


@pytest.fixture
def new_shelf(tmp_path_factory: pytest.TempPathFactory):
    """Makes as many shelves as a test wants, for hypothesis."""
    made: list[Shelf] = []

    def make() -> Shelf:
        shelf = Shelf(tmp_path_factory.mktemp("shelf") / "index")
        made.append(shelf)
        return shelf

    yield make
    for shelf in made:
        shelf.index.close()


@pytest.fixture
def article() -> Callable[..., Indexable]:
    """Makes an article; ids count from 1, the language is English unless told."""
    numbers = itertools.count(1)

    def make(title: str = "", text: str = "", **values: object) -> Indexable:
        given: dict[str, object] = {"id": next(numbers), "revision": 1, "language": "en", **values}
        return Indexable(title=title, text=text, **given)  # type: ignore[arg-type]

    return make


@pytest.fixture(scope="session")
def scan() -> type[Scan]:
    return Scan
