"""What a segment keeps of each article beside its words: columns of numbers, and the names they stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from archive.index.codec.container import Array, Arrays, ArrayWriter, smallest
from archive.index.languages import rules_of


class Entry(NamedTuple):
    """One article: `day` is yyyymmdd, 0 for none; `lengths` counts the words of each part."""

    id: int
    revision: int
    day: int
    source: tuple[str, str]
    """Name and key."""
    authors: tuple[str, ...]
    language: str
    lengths: tuple[int, ...]


class _Names:
    """Numbers for names, in the order they come."""

    def __init__(self) -> None:
        self._numbers: dict[Any, int] = {}

    def __getitem__(self, name: Any) -> int:
        return self._numbers.setdefault(name, len(self._numbers))

    def list(self) -> list[Any]:
        return list(self._numbers)


def write_documents(out: ArrayWriter, entries: Sequence[Entry], parts: Sequence[str]) -> Mapping[str, object]:
    """The columns go to `out`; the names, which are to be among its facts, are returned."""
    languages, sources, authors = _Names(), _Names(), _Names()
    out.append("id", smallest([entry.id for entry in entries]))
    out.append("revision", smallest([entry.revision for entry in entries]))
    out.append("day", smallest([entry.day for entry in entries]))
    out.append("language", smallest([languages[entry.language] for entry in entries]))
    out.append("source", smallest([sources[entry.source] for entry in entries]))
    out.append("author.count", smallest([len(entry.authors) for entry in entries]))
    out.append("author", smallest([authors[name] for entry in entries for name in entry.authors]))
    for at, part in enumerate(parts):
        lengths = smallest([entry.lengths[at] for entry in entries])
        if lengths.any():
            out.append(f"{part}.length", lengths)
    return {"languages": languages.list(), "sources": sources.list(), "authors": authors.list()}


class Documents:
    """Such columns, read."""

    def __init__(self, arrays: Arrays, count: int) -> None:
        self._arrays, self._count = arrays, count
        self.ids, self.revisions = arrays["id"], arrays["revision"]
        self.days, self.languages, self.sources = arrays["day"], arrays["language"], arrays["source"]
        self.author_counts, self.authors = arrays["author.count"], arrays["author"]
        self.language_names: list[str] = arrays.facts["languages"]
        self.source_names = [(str(name), str(key)) for name, key in arrays.facts["sources"]]
        self.author_names: list[str] = arrays.facts["authors"]

    def lengths(self, part: str) -> Array:
        stored = self._arrays[f"{part}.length"]
        return stored if len(stored) else np.zeros(self._count, np.uint8)

    @cached_property
    def rules(self) -> tuple[str, ...]:
        """The rules of stemming that any article here goes by."""
        return tuple(dict.fromkeys(rules_of(name) for name in self.language_names))

    @cached_property
    def rules_of_each(self) -> Array:
        """The place in `rules` of each article's."""
        table = np.array([self.rules.index(rules_of(name)) for name in self.language_names], np.uint8)
        return table[self.languages]

    @cached_property
    def months(self) -> tuple[Array, int]:
        """The month of each article, counted from 1 on after the month that is the second value; 0: none."""
        days = self.days.astype(np.int64)
        months = np.where(days == 0, 0, days // 10000 * 12 + np.maximum(days // 100 % 100, 1) - 1)
        first = int(months[days > 0].min(initial=1 << 20)) - 1 if (days > 0).any() else 0
        return smallest(np.where(days == 0, 0, months - first)), first

    def column(self, kind: str) -> Array:
        """For each article the number of its name of a kind."""
        columns = {"source": self.sources, "language": self.languages}
        return self.months[0] if kind == "month" else columns[kind]

    def names(self, kind: str) -> list[str]:
        """The names that the numbers of a column stand for."""
        if kind == "source":
            return [name for name, _ in self.source_names]
        if kind == "month":
            numbers, first = self.months
            months = range(first + 1, first + 1 + int(numbers.max(initial=0)))
            return ["", *(f"{month // 12:04}-{month % 12 + 1:02}" for month in months)]
        return self.author_names if kind == "author" else self.language_names

    @cached_property
    def author_rows(self) -> Array:
        """The document of each entry of `authors`."""
        return np.repeat(np.arange(self._count), self.author_counts)

    def entries(self, wanted: Array, parts: Sequence[str]) -> list[Entry]:
        """The articles at these places."""
        lengths = [self.lengths(part)[wanted].tolist() for part in parts]
        ends = np.cumsum(self.author_counts)
        starts = (ends - self.author_counts)[wanted].tolist()
        names = [self.author_names[number] for number in self.authors.tolist()]
        return [
            Entry(
                number,
                revision,
                day,
                self.source_names[source],
                tuple(names[start:end]),
                self.language_names[lang],
                sizes,
            )
            for number, revision, day, source, start, end, lang, sizes in zip(
                self.ids[wanted].tolist(),
                self.revisions[wanted].tolist(),
                self.days[wanted].tolist(),
                self.sources[wanted].tolist(),
                starts,
                ends[wanted].tolist(),
                self.languages[wanted].tolist(),
                zip(*lengths, strict=True),
                strict=True,
            )
        ]
