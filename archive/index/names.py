"""Which outlets or people a name in a query means."""

from __future__ import annotations

from collections.abc import Collection

from archive.index.analysis import folded
from archive.index.tree import Named


def fits_name(asked: Named, names: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of `names` (name and key, the key may be empty) that are meant.

    In quotes, the one of just this name, where there is one. Else each that has these words, one after the
    other, in its name; or this address as its key.
    """
    wanted = folded(asked.value)
    if asked.whole:
        exact = {pair for pair in names if folded(pair[0]) == wanted}
        if exact:
            return exact
    return {
        (name, key)
        for name, key in names
        if f" {wanted} " in f" {folded(name)} " or (key and key.casefold() == asked.value.casefold())
    }
