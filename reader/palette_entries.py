"""What the command palette offers: actions out of the menus, places, articles; as plain rows, in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtGui import QAction

from archive.model import Counts, ListRow, Place, PlaceKind, SavedSearch, Span
from reader.actions import ICON
from reader.dates import list_date
from reader.i18n import _, number
from reader.key_caps import caps_of
from reader.matching import joined, match
from reader.palette_words import other_words
from reader.places import icon_of, name_of
from reader.row_words import source_of, title_of

MOST_ACTIONS, MOST_PLACES, MOST_RECENT = 6, 5, 5
PLAIN = "chevron-right"
"""The icon of a command that has none."""
Kind = Literal["heading", "action", "place", "article"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. `key` is a name it can be remembered by; `also` are words it is found by too."""

    kind: Kind
    words: str
    key: str = ""
    right: str = ""
    icon: str = ""
    caps: tuple[str, ...] = ()
    source: str = ""
    also: str = ""
    marks: tuple[Span, ...] = ()
    action: QAction | None = None
    place: Place | None = None
    article_id: int | None = None
    search: SavedSearch | None = None


def action_entries(commands: Iterable[tuple[QAction, str]]) -> list[Entry]:
    """The commands that can be given now, each with the words of its menu before it («Theme: Dark»)."""
    made, other = [], other_words()
    for action, words in commands:
        if action.isEnabled() and action.isVisible():
            made.append(
                Entry(
                    "action",
                    words,
                    f"action:{action.objectName()}",
                    icon=str(action.property(ICON) or PLAIN),
                    caps=caps_of(action.shortcut()),
                    also=other.get(action.objectName(), ""),
                    action=action,
                )
            )
    return made


def place_entries(
    counts: Counts | None, tags: Sequence[tuple[str, int]], more: Sequence[Entry] = ()
) -> list[Entry]:
    """Every place of the sidebar; `more` (saved searches) stand before tags and sources."""
    known = counts or Counts(0, 0, 0, 0, 0)
    fixed: tuple[tuple[PlaceKind, int], ...] = (
        ("library", known.library),
        ("unread", known.unread),
        ("starred", known.starred),
        ("recent", known.recent),
        ("highlights", known.highlights),
        ("bin", known.bin),
    )
    made = [_place(Place(kind), name_of(Place(kind)), "", count) for kind, count in fixed]
    if counts is None:
        made = [replace(entry, right="") for entry in made]
    made += more
    made += [_place(Place("tag", name), name, _("Tag"), count) for name, count in tags]
    made += [_place(Place("source", s.id), s.name, _("Source"), s.count) for s in known.sources]
    return made


def search_entries(searches: Iterable[SavedSearch], found: Mapping[int, int]) -> list[Entry]:
    """Saved searches, with how many articles each finds where it is known."""
    made = []
    for one in searches:
        count = number(found[one.id]) if one.id in found else ""
        right = " · ".join(part for part in (_("Saved search"), count) if part)
        made.append(Entry("place", one.name, f"search:{one.id}", right, "search", search=one))
    return made


def _place(place: Place, words: str, kind: str, count: int) -> Entry:
    right = " · ".join(part for part in (kind, number(count)) if part)
    source = words if place.kind == "source" else ""
    key = f"place:{place.kind}:{'' if place.value is None else place.value}"
    return Entry("place", words, key, right, icon_of(place), source=source, place=place)


def article_entries(rows: Sequence[ListRow]) -> list[Entry]:
    """Articles by their titles."""
    made = []
    for row in rows:
        source = source_of(row)
        date = list_date(row.published) if row.published is not None else ""
        right = " · ".join(part for part in (source, date) if part)
        made.append(
            Entry("article", title_of(row), f"article:{row.id}", right, source=source, article_id=row.id)
        )
    return made


def listed(
    typed: str,
    actions: Sequence[Entry],
    places: Sequence[Entry],
    articles: Sequence[Entry],
    recent: Sequence[str] = (),
) -> list[Entry]:
    """The rows for what is typed: actions, places, articles. Nothing typed: what was used last, first."""
    if not typed.strip():
        return _untyped(actions, places, articles, recent)
    found = _group(_("Actions"), _best(typed, actions, recent)[:MOST_ACTIONS])
    found += _group(_("Go to"), _best(typed, places, recent)[:MOST_PLACES])
    marked = [replace(entry, marks=_marks(entry.words, typed)) for entry in articles]
    return found + _group(_("Articles"), marked)


def _untyped(
    actions: Sequence[Entry], places: Sequence[Entry], articles: Sequence[Entry], recent: Sequence[str]
) -> list[Entry]:
    known = {entry.key: entry for entry in (*actions, *places)}
    used = [known[key] for key in recent if key in known][:MOST_RECENT]
    rest = [entry for entry in actions if entry not in used]
    found = _group(_("Used last"), used) + _group(_("Actions"), rest)
    found += _group(_("Go to"), [entry for entry in places if entry not in used])
    return found + _group(_("Articles"), articles)


def _group(heading: str, entries: Sequence[Entry]) -> list[Entry]:
    return [Entry("heading", heading), *entries] if entries else []


def _best(typed: str, entries: Sequence[Entry], recent: Sequence[str]) -> list[Entry]:
    """Those that answer, the nearest first; of equal ones what was used last, then as they stand."""
    ranked = []
    for place, entry in enumerate(entries):
        found = match(entry.words, typed)
        distance = 10
        if found is not None:
            first = found.spans[0].start if found.spans else 0
            distance = found.distance * 2 + (first > 0)
        elif not entry.also or match(f"{entry.words} {entry.also}", typed) is None:
            continue
        used = recent.index(entry.key) if entry.key in recent else len(recent)
        ranked.append((distance, used, place, replace(entry, marks=found.spans if found else ())))
    return [entry for *_rank, entry in sorted(ranked, key=lambda one: one[:3])]


def _marks(words: str, typed: str) -> tuple[Span, ...]:
    """Of the words typed, those that begin a word of a title."""
    spans: list[Span] = []
    for word in typed.split():
        found = match(words, word)
        if found is not None and found.distance == 0:
            spans += found.spans
    return joined(spans)
