"""Repeated passages: what stands twice is kept once, the copy is out and names its twin. Refrains stay.

A genuine repetition stands apart and alone, is short, or lies in cells and items; a copy stands next to what
it copies, or in a run in the same order (findings on a thousand pages: 318 right removals, 10 wrong).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from archive.clean.alike import Key, key_of, nearly
from archive.clean.entry import Entry
from archive.clean.quoted import mark_captions, mark_pull_quotes
from archive.model import BlockKind, RemovalReason

_ADJACENT = 40
_SOLID_BLOCKS, _SOLID, _RUN = 2, 50, 120
"""A run is a copy with so many blocks of so many letters, and so many letters in all."""
_ALONE = 200
_NEAR_BLOCKS, _NEAR = 2, 140
"""So close, a writer would not say so much again."""
_CHANGED = 100
"""The letters from which on a passage with a changed word is still the same passage."""
_PLACES = 6
"""How many earlier occurrences are looked at: a line that stands everywhere is no source."""
_SCATTERED, _SCATTERED_LETTERS, _GAP = 4, 400, 3
"""Copies in order with other lines between them: how many, how long, how far from one to the next."""
_OPENING = 60
_ROUNDS = 6
"""What a removal brings together is looked at again, so often at most."""
_ENDS = (".", "!", "…", "。", "”", '"', "»", "؟", "۔")
_ASKS = ("?", "？", "؟", "?”", '?"', "?»")


def mark_repeats(entries: Sequence[Entry]) -> None:
    """Put out what the text says already: captions, pull quotes, passages, each with its twin."""
    mark_captions(entries)
    mark_pull_quotes(entries)
    for _ in range(_ROUNDS):
        rows = [e for e in entries if e.is_text and e.cell is None and e.kind is not BlockKind.ITEM]
        copies = _Copies(rows)
        copies.mark_cut_short()
        copies.mark_runs()
        copies.mark_scattered()
        copies.mark_opening()
        if all(e.is_kept for e in rows):
            break
    for entry in entries:
        while entry.twin is not None and entry.twin.twin is not None:
            entry.twin = entry.twin.twin


class _Copies:
    def __init__(self, rows: Sequence[Entry]) -> None:
        self.rows = rows
        self.keys: list[Key] = [key_of(e.text) for e in rows]
        self.whole: dict[Key, list[int]] = defaultdict(list)
        self.parts: dict[Key, list[int]] = defaultdict(list)
        """The places of the first and of the last words of a long passage: one of them is unchanged."""
        for number, key in enumerate(self.keys):
            if key:
                self.whole[key].append(number)
            for part in self._ends(number):
                self.parts[part].append(number)

    def _ends(self, number: int) -> tuple[Key, ...]:
        key = self.keys[number]
        if self.rows[number].letters < _CHANGED or len(key) < 12:
            return ()
        return ("<", *key[:5]), (">", *key[-5:])

    def _earlier(self, number: int) -> Iterator[int]:
        """Where the passage at `number` may have stood before, the nearest first."""
        found = set(_before(self.whole[self.keys[number]], number))
        for part in self._ends(number):
            found.update(n for n in _before(self.parts[part], number) if self._same(n, number))
        return iter(sorted(found, reverse=True))

    def _same(self, one: int, other: int) -> bool:
        a, b = self.keys[one], self.keys[other]
        if not a or not b:
            return False
        return a == b or (
            self.rows[other].letters >= _CHANGED and nearly(a, b, self.rows[one].text, self.rows[other].text)
        )

    def mark_runs(self) -> None:
        """Passages that stand in the same order as before, one or many."""
        rows = self.rows
        until: dict[int, int] = {}
        number = 0
        while number < len(rows):
            best, source = 0, -1
            for earlier in self._earlier(number) if self.keys[number] else ():
                apart = number - earlier
                end = until.get(apart, 0)
                if end <= number:
                    end = number + 1
                    while end < len(rows) and self._same(end - apart, end):
                        end += 1
                    until[apart] = end
                length = min(end - number, apart)
                if length > best:
                    best, source = length, earlier
            if best and self._is_copy(number, source, best):
                for step in range(best):
                    self._drop(number + step, source + step)
                number += best
            else:
                number += 1

    def _drop(self, number: int, source: int) -> None:
        twin = self.rows[source]
        while twin.twin is not None:
            twin = twin.twin
        self.rows[number].drop(RemovalReason.REPEATS, twin)

    def _is_copy(self, number: int, source: int, length: int) -> bool:
        run = self.rows[number : number + length]
        solid = sum(e.letters >= _SOLID and not _asks(e) and e.kind is not BlockKind.HEADING for e in run)
        if solid >= _SOLID_BLOCKS and sum(e.letters for e in run) >= _RUN:
            return True
        if run[0].kind is BlockKind.POST and run[0].letters >= _ADJACENT:
            return True
        if _is_verse(run[0]):
            return False
        between = sum(e.is_text for e in self.rows[source + length : number])
        if not between:
            return sum(e.letters for e in run) >= _ADJACENT
        prose = [e for e in run if e.kind is not BlockKind.HEADING]
        if len(prose) != 1 or prose[0].kind is BlockKind.QUOTE:  # a quotation may be cited again
            return False
        if _is_verse(prose[0]) or _asks(prose[0]):
            return False
        return prose[0].letters >= (_NEAR if between <= _NEAR_BLOCKS else _ALONE)

    def mark_scattered(self) -> None:
        """A second printing with other lines between its paragraphs."""
        chain: list[tuple[int, int]] = []
        for number, entry in enumerate(self.rows):
            if entry.letters < _ADJACENT or entry.kind is BlockKind.HEADING or _asks(entry):
                continue
            if not self.keys[number]:
                continue
            source = self.whole[self.keys[number]][0]
            if source == number:
                continue
            if chain and (number - chain[-1][0] > _GAP or source <= chain[-1][1] or source >= chain[0][0]):
                self._drop_chain(chain)
                chain = []
            chain.append((number, source))
        self._drop_chain(chain)

    def _drop_chain(self, chain: Sequence[tuple[int, int]]) -> None:
        letters = sum(self.rows[number].letters for number, _ in chain)
        if len(chain) >= _SCATTERED and letters >= _SCATTERED_LETTERS:
            for number, source in chain:
                self._drop(number, source)

    def mark_cut_short(self) -> None:
        """The first words of a passage, cut by dots, before the passage itself."""
        for number, entry in enumerate(self.rows):
            key = self.keys[number]
            if len(key) < 8 or not entry.text.rstrip(" )]").endswith(("…", "...")):
                continue
            for later in range(number + 1, min(number + 4, len(self.rows))):
                if len(self.keys[later]) > len(key) and self.keys[later][: len(key) - 1] == key[:-1]:
                    entry.drop(RemovalReason.REPEATS, self.rows[later])
                    break

    def mark_opening(self) -> None:
        """A sentence of the text that is printed once more above it, as if it were the standfirst."""
        number = next((n for n, e in enumerate(self.rows) if e.is_text), None)
        if number is None:
            return
        first = self.rows[number]
        others = [n for n in self.whole[self.keys[number]] if n > number] if self.keys[number] else []
        if len(others) != 1 or not self.rows[others[0]].is_text or _is_verse(first):
            return
        if first.letters >= _OPENING and first.text.endswith(_ENDS) and first.kind is not BlockKind.QUOTE:
            first.drop(RemovalReason.REPEATS, self.rows[others[0]])


def _before(places: Sequence[int], number: int) -> list[int]:
    """The last few places before `number`; `places` ascend."""
    end = bisect_left(places, number)
    return list(places[max(0, end - _PLACES) : end])


def _asks(entry: Entry) -> bool:
    """The same question may be put to many."""
    return entry.text.endswith(_ASKS)


def _is_verse(entry: Entry) -> bool:
    return entry.text.count("\n") >= 2
