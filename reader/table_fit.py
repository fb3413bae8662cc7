"""How wide the columns of a table in an article are, or that it is too wide for the column. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence

_MEASURED = 4
"""So many of the longest words and cells of a column are measured; the rest are shorter."""
_WIDEST_WORD = 0.4
"""No word asks for more than this part of the width: a longer one is broken."""


def least_widths(
    rows: Sequence[Sequence[str]], columns: int, measure: Callable[[str], float], padding: float
) -> tuple[list[float], list[float]]:
    """For each column the width of its longest word, and of its longest cell on one line."""
    least, most = [], []
    for c in range(columns):
        cells = [row[c] for row in rows if c < len(row) and row[c]]
        words = {word for cell in cells for word in cell.split()}
        longest = sorted(words, key=len)[-_MEASURED:]
        least.append(max((measure(word) for word in longest), default=0.0) + padding)
        longest = sorted(cells, key=len)[-_MEASURED:]
        most.append(max((measure(cell[:400]) for cell in longest), default=0.0) + padding)
    return least, most


def fit(least: Sequence[float], most: Sequence[float], width: float) -> tuple[float, ...] | None:
    """The widths of the columns in percent of `width`, or None where words would have to be broken.

    As browsers do: every column its longest word; what is left goes where the text is.
    """
    needed = [min(one, width * _WIDEST_WORD) for one in least]
    room = width - sum(needed)
    if room < 0:
        return None
    wishes = [max(0.0, one - need) for one, need in zip(most, needed, strict=True)]
    whole = sum(wishes) or 1.0
    grown = [need + room * wish / whole for need, wish in zip(needed, wishes, strict=True)]
    total = sum(grown) or 1.0
    return tuple(100 * one / total for one in grown)
