"""What was found, counted by outlet, writer, language, tag and month."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from archive.index.codec.allowed import Members
from archive.index.codec.container import Array
from archive.index.codec.found import Found
from archive.index.codec.snapshot import Snapshot
from archive.model import Facet, Facets


def facets(
    snapshot: Snapshot,
    found: Sequence[Found] | None,
    allowed: Sequence[Array | None],
    kinds: Collection[str],
    tags: Mapping[str, Collection[int]],
    most: int,
) -> Facets:
    """Counts over the found articles that are `allowed`; `found` is None for all of them. At most `most` of
    each kind, months apart."""
    counted = {kind: _Counts(snapshot, kind) for kind in kinds}
    ids: list[Array] = []
    total = 0
    for number, view in enumerate(snapshot.views):
        documents = view.data.documents
        mask = view.data.everyone if found is None else found[number].as_mask()
        permitted = allowed[number]
        if permitted is not None:
            mask = mask & permitted
        places = np.flatnonzero(mask)
        total += len(places)
        for kind, counts in counted.items():
            if kind == "author":
                counts.add(number, documents.authors[mask[documents.author_rows]])
            else:
                counts.add(number, documents.column(kind)[places])
        if tags:
            ids.append(documents.ids[places])
    most_of = {kind: counts.most(most) for kind, counts in counted.items() if kind != "month"}
    return Facets(
        total,
        most_of.get("source", ()),
        most_of.get("author", ()),
        most_of.get("language", ()),
        _tagged(tags, ids, most),
        counted["month"].in_order() if "month" in counted else (),
    )


class _Counts:
    """How often each name of a kind was met, whatever its number in a segment."""

    def __init__(self, snapshot: Snapshot, kind: str) -> None:
        self._names, self._numbers = snapshot.names(kind)
        self._counts = np.zeros(len(self._names), np.int64)

    def add(self, segment: int, codes: Array) -> None:
        counts = np.bincount(codes)
        np.add.at(self._counts, self._numbers[segment][: len(counts)], counts)

    def most(self, number: int) -> tuple[Facet, ...]:
        """The names met most often, equals by name; an empty name is none."""
        met = np.flatnonzero(self._counts)
        if len(met) > 4 * number:
            least = np.partition(self._counts[met], len(met) - number - 1)[len(met) - number - 1]
            met = met[self._counts[met] >= least]
        pairs = zip(self._counts[met].tolist(), met.tolist(), strict=True)
        ordered = sorted((-count, self._names[place]) for count, place in pairs if self._names[place])
        return tuple(Facet(name, -count) for count, name in ordered[:number])

    def in_order(self) -> tuple[Facet, ...]:
        """All names met, in the order that the snapshot has them."""
        met = np.flatnonzero(self._counts)
        pairs = zip(met.tolist(), self._counts[met].tolist(), strict=True)
        return tuple(Facet(self._names[place], count) for place, count in pairs if self._names[place])


def _tagged(tags: Mapping[str, Collection[int]], ids: Sequence[Array], most: int) -> tuple[Facet, ...]:
    tagged = {tag: Members.numbers(of_tag) for tag, of_tag in tags.items() if len(of_tag)}
    if not tagged:
        return ()
    everyone = np.concatenate(list(tagged.values()))
    table = np.zeros(int(everyone.max()) + 1, bool)
    for some in ids:
        table[some[some < len(table)]] = True
    held = table[everyone].view(np.uint8)
    sizes = np.array([len(of_tag) for of_tag in tagged.values()])
    counts = np.add.reduceat(held, np.cumsum(sizes) - sizes, dtype=np.int64).tolist()
    ordered = sorted(zip(tagged, counts, strict=True), key=lambda one: (-one[1], one[0]))
    return tuple(Facet(tag, count) for tag, count in ordered[:most] if count)
