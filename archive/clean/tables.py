"""Tables: the cells of a table of data become one block, a row a line, cells divided by a tab."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from archive.clean.entry import Entry
from archive.model import BlockKind, Mark

_CELL = 160
"""Mean letters of a cell from which on a table only lays out the page."""


def free_layout(entries: Sequence[Entry]) -> None:
    """Cells of a table that only lays the page out are no cells."""
    for table, group in groupby(entries, key=lambda e: e.cell[0] if e.cell is not None else -1):
        rows = list(group)
        texts = [e for e in rows if e.kind is not BlockKind.IMAGE]
        if table >= 0 and not _is_data(texts):
            for entry in rows:
                entry.cell = None


def join_tables(entries: Sequence[Entry]) -> list[Entry]:
    done: list[Entry] = []
    for table, group in groupby(
        entries, key=lambda e: e.cell[0] if e.cell is not None and e.kind is not BlockKind.IMAGE else -1
    ):
        rows = list(group)
        if table < 0 or not _is_data(rows):
            done += rows
            continue
        for kept, part in groupby(rows, key=lambda e: e.reason):
            done.append(_joined(list(part)))
            done[-1].reason = kept
    return done


def _is_data(cells: Sequence[Entry]) -> bool:
    """At least two columns, and cells too short to be paragraphs of a page laid out by a table."""
    columns = {e.cell[2] for e in cells if e.cell is not None}
    lines = {(e.cell[1], e.cell[2]) for e in cells if e.cell is not None}
    if len(columns) < 2 or len(lines) < 4:
        return False
    return sum(len(e.text) for e in cells) / len(lines) < _CELL


def _joined(cells: Sequence[Entry]) -> Entry:
    parts: list[str] = []
    marks: list[Mark] = []
    length = 0
    row, column = -1, -1
    first_row = cells[0].cell[1] if cells[0].cell else 0
    for cell in cells:
        _, this_row, this_column = cell.cell or (0, 0, 0)
        if parts:
            gap = " "
            if this_row != row:
                gap = "\n" + "\t" * this_column
            elif this_column != column:
                gap = "\t" * max(1, this_column - column)
            parts.append(gap)
            length += len(gap)
        elif this_row == first_row and this_column:
            parts.append("\t" * this_column)
            length += this_column
        row, column = this_row, this_column
        text = cell.text.replace("\n", " ").replace("\t", " ")
        marks += [Mark(m.start + length, m.end + length, m.kind, m.href) for m in cell.marks]
        parts.append(text)
        length += len(text)
    first = cells[0]
    return Entry(
        "".join(parts), BlockKind.TABLE, tuple(marks), flags=first.flags, node=first.node, piece=first.piece,
        letters=sum(c.letters for c in cells), sentences=sum(c.sentences for c in cells), reason=first.reason,
    )  # fmt: skip
