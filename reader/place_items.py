"""The rows of the sidebar as values: places with counts, sections with headings, and their model."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QAbstractListModel, Qt

from archive.model import Counts, Place, PlaceKind, SavedSearch, Source
from reader.article_list import NOWHERE, AnyIndex
from reader.controls import plain_tip
from reader.i18n import _, ngettext, number
from reader.places import icon_of, name_of

FIRST_SOURCES = FIRST_TAGS = 5
Tags = tuple[tuple[str, int], ...]
"""Names with their numbers of articles."""
ITEM_ROLE = Qt.ItemDataRole.UserRole + 1

Section = Literal["search", "tag", "source"]
ItemKind = Literal["place", "search", "imports", "heading", "more"]


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the sidebar."""

    kind: ItemKind
    words: str
    place: Place | None = None
    count: int | None = None
    icon: str = ""
    group: str = ""
    """The section of a heading, or of a row that shows more."""
    search: SavedSearch | None = None
    folded: bool = False
    """Of a heading: its rows are not shown."""

    @property
    def key(self) -> object:
        """What makes it the same row, whatever it says."""
        search = self.search.id if self.search else None
        return self.kind, None if search else self.place, self.group, search, self.folded


@dataclass(frozen=True, slots=True)
class Contents:
    """What the sidebar has rows for. `known`: the counts are."""

    counts: Counts
    known: bool = False
    tags: Tags = ()
    searches: Sequence[SavedSearch] = ()
    found: Mapping[int, int] | None = None
    """How many articles each saved search finds, as far as it is known."""
    trouble: int | None = None
    """How many imports need a look; None: there is no work."""


def items(
    contents: Contents, folded: Collection[str], unfolded: Collection[str], here: Place | None
) -> list[Item]:
    """All rows, in order. `folded` sections show only their heading, `unfolded` ones every row."""
    found = _places(contents)
    sections: list[tuple[Section, str, list[Item]]] = [
        ("search", _("Saved searches"), _searches(contents)),
        ("tag", _("Tags"), _tags(contents.tags, "tag" in unfolded, here)),
        ("source", _("Sources"), _sources(contents.counts.sources, "source" in unfolded, here)),
    ]
    for section, words, rows in sections:
        if rows:
            is_folded = section in folded
            found.append(Item("heading", words, group=section, folded=is_folded))
            found += [] if is_folded else rows
    return found


def _places(contents: Contents) -> list[Item]:
    counts = contents.counts
    kinds: tuple[tuple[PlaceKind, int], ...] = (
        ("library", counts.library),
        ("unread", counts.unread),
        ("starred", counts.starred),
        ("recent", counts.recent),
        ("highlights", counts.highlights),
        ("bin", counts.bin),
    )
    found = []
    for kind, count in kinds:
        if kind == "highlights" and not (counts.highlights or counts.notes):
            continue  # it comes with the first one
        place = Place(kind)
        # the bin says nothing while it is empty; no count is shown before it is known
        shown = count if contents.known and (count or kind != "bin") else None
        found.append(Item("place", name_of(place), place, shown, icon_of(place)))
    if contents.trouble is not None:
        imports = Item("imports", _("Imports"), None, contents.trouble or None, "download")
        found.insert(len(found) - 1, imports)
    return found


def _searches(contents: Contents) -> list[Item]:
    found = contents.found or {}
    return [
        Item("search", one.name, one.place, found.get(one.id), "search", search=one)
        for one in contents.searches
    ]


def _tags(tags: Tags, every: bool, here: Place | None) -> list[Item]:
    chosen = here.value if here and here.kind == "tag" else None
    shown = [tag for n, tag in enumerate(tags) if every or n < FIRST_TAGS or tag[0] == chosen]
    found = [Item("place", name, Place("tag", name), count, "hash") for name, count in shown]
    if len(tags) > FIRST_TAGS:
        words = ngettext("All {n} tags", "All {n} tags", len(tags)).format(n=number(len(tags)))
        found.append(Item("more", _("Fewer tags") if every else words, group="tag"))
    return found


def _sources(sources: Sequence[Source], every: bool, here: Place | None) -> list[Item]:
    chosen = here.value if here and here.kind == "source" else None
    shown = [one for n, one in enumerate(sources) if every or n < FIRST_SOURCES or one.id == chosen]
    found = [Item("place", one.name, Place("source", one.id), one.count) for one in shown]
    if len(sources) > FIRST_SOURCES:
        words = ngettext("All {n} sources", "All {n} sources", len(sources))
        words = words.format(n=number(len(sources)))
        found.append(Item("more", _("Fewer sources") if every else words, group="source"))
    return found


class PlaceModel(QAbstractListModel):
    """All rows, in order. Small enough to be built anew at each change."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[Item] = []

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.items)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if index.isValid() and self.items[index.row()].kind == "heading":
            return Qt.ItemFlag.ItemIsEnabled  # one comes by to fold it, and stays where one is
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return item.words
            case Qt.ItemDataRole.ToolTipRole:
                named = item.search or (item.place and item.place.kind in ("source", "tag"))
                return plain_tip(item.words) if named else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(item)
        return item if role == ITEM_ROLE else None

    def show(self, items: list[Item]) -> None:
        """Change words and counts in place; tell of other rows only where there are others."""
        if [one.key for one in items] == [one.key for one in self.items]:
            for row, (old, new) in enumerate(zip(self.items, items, strict=True)):
                if old != new:
                    self.items[row] = new
                    self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self.items = items
        self.endResetModel()


def spoken(item: Item) -> str:
    """A row as one plain sentence."""
    if item.kind == "heading":
        state = _("folded") if item.folded else _("unfolded")
        return f"{item.words}, {state}"
    if item.count is None:
        return item.words
    if item.kind == "imports":
        look = ngettext("{n} needs a look", "{n} need a look", item.count).format(n=number(item.count))
        return f"{item.words}, {look}"
    articles = ngettext("{n} article", "{n} articles", item.count).format(n=number(item.count))
    return f"{item.words}, {articles}"
