"""Which outlets or people a name in a query means."""

from __future__ import annotations

from collections.abc import Mapping

from archive.index.analysis import folded
from archive.index.tree import Named


def fits_name(asked: Named, names: Mapping[tuple[str, str], str]) -> set[tuple[str, str]]:
    """Those of `names` (name and key, the key may be empty; with the folded name) that are meant.

    In quotes, the one of just this name, where there is one. Else each that has these words, one after the
    other, in its name; or this address as its key.
    """
    wanted = folded(asked.value)
    if asked.whole:
        exact = {pair for pair, name in names.items() if name == wanted}
        if exact:
            return exact
    address = asked.value.casefold()
    return {
        pair
        for pair, name in names.items()
        if f" {wanted} " in f" {name} " or (pair[1] and pair[1].casefold() == address)
    }
