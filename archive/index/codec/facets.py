"""What was found, counted by outlet, writer, language, tag and month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from archive.index.codec.allowed import Members
from archive.index.codec.container import Array
from archive.index.codec.found import Found
from archive.index.codec.view import View
from archive.model import Facet, Facets


def facets(
    views: Sequence[View],
    found: Sequence[Found] | None,
    allowed: Sequence[Array | None],
    tags: Mapping[str, Collection[int]],
    most: int,
) -> Facets:
    """Counts over the found articles that are `allowed`; `found` is None for all of them. At most `most` of
    each kind, months apart."""
    sources: Counter[str] = Counter()
    authors: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    months: Counter[int] = Counter()
    ids: list[Array] = []
    total = 0
    for number, view in enumerate(views):
        mask = _held(view, None if found is None else found[number], allowed[number])
        documents = view.data.documents
        places = np.flatnonzero(mask)
        total += len(places)
        _count(sources, documents.sources[places], [name for name, _ in documents.source_names])
        _count(languages, documents.languages[places], documents.language_names)
        _count(authors, documents.authors[mask[documents.author_rows]], documents.author_names)
        month_numbers, first = documents.months
        counted = np.bincount(month_numbers[places])
        for month in np.flatnonzero(counted).tolist():
            months[month + first if month else 0] += int(counted[month])
        if tags:
            ids.append(documents.ids[places])
    months.pop(0, None)
    return Facets(
        total,
        _most(sources, most),
        _most(authors, most),
        _most(languages, most),
        _most(_tagged(tags, ids), most),
        tuple(Facet(f"{month // 12:04}-{month % 12 + 1:02}", months[month]) for month in sorted(months)),
    )


def _held(view: View, found: Found | None, mask: Array | None) -> Array:
    held = view.data.everyone if found is None else found.as_mask()
    return held if mask is None else held & mask


def _count(counter: Counter[str], codes: Array, names: Sequence[str]) -> None:
    for code, count in enumerate(np.bincount(codes, minlength=1).tolist()):
        if count and names[code]:
            counter[names[code]] += count


def _tagged(tags: Mapping[str, Collection[int]], ids: Sequence[Array]) -> Counter[str]:
    if not tags:
        return Counter()
    found = Members(np.concatenate(ids).tolist() if ids else ())
    return Counter(
        {tag: int(np.count_nonzero(found.among(Members.numbers(tagged)))) for tag, tagged in tags.items()}
    )


def _most(counter: Counter[str], most: int) -> tuple[Facet, ...]:
    ordered = sorted(counter.items(), key=lambda one: (-one[1], one[0]))
    return tuple(Facet(value, count) for value, count in ordered[:most] if count)
