"""Whoosh, imported once: without its warnings, and without a single pickle ever read.

Whoosh keeps its own table of contents, columns and postings as pickles, and a pickle may name any function
to call: a prepared folder would be a program. The files of this codec are numbers and JSON, so every
door by which Whoosh reads a pickle is shut.
"""

from __future__ import annotations

import pickle
import warnings
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore", SyntaxWarning)  # Whoosh 2.7.4 is older than these warnings
    warnings.simplefilter("ignore", DeprecationWarning)
    import whoosh.codec.whoosh3
    import whoosh.collectors
    import whoosh.columns
    import whoosh.compat
    import whoosh.filedb.compound
    import whoosh.filedb.structfile
    import whoosh.formats
    import whoosh.index
    import whoosh.legacy
    import whoosh.query
    import whoosh.searching
    import whoosh.util.loading
    import whoosh.writing


def refuse(*_: object, **__: object) -> Any:
    raise pickle.UnpicklingError("there is no pickle in an index")


class _Pickle:
    """Stands in for the module `pickle` where Whoosh reaches for its attributes."""

    PicklingError = pickle.PicklingError
    dump = staticmethod(pickle.dump)
    dumps = staticmethod(pickle.dumps)
    load = staticmethod(refuse)
    loads = staticmethod(refuse)


def install() -> None:
    """Shut the doors. Calling it twice does no harm."""
    whoosh.index.pickle = _Pickle
    whoosh.compat.pickle = _Pickle
    whoosh.compat.load = whoosh.compat.loads = refuse
    whoosh.util.loading.RenamingUnpickler = whoosh.legacy.RenamingUnpickler = refuse
    whoosh.index.toc_loaders = whoosh.legacy.toc_loaders = {}
    whoosh.filedb.structfile.load_pickle = refuse
    for module in (whoosh.codec.whoosh3, whoosh.columns, whoosh.formats):
        module.loads = refuse
