"""Whoosh, imported once and made safe: without its warnings, and with its pickles read by an allow-list.

Whoosh keeps its table of contents, its columns and its postings as pickles, and a pickle may name any
function to call: a prepared index folder would be a program. `install` puts a reader that knows a few names
in the place of every one Whoosh has.
"""

from __future__ import annotations

import io
import pickle
import warnings
from typing import IO, Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore", SyntaxWarning)  # Whoosh 2.7.4 is older than these warnings
    warnings.simplefilter("ignore", DeprecationWarning)
    import whoosh.codec.whoosh3
    import whoosh.columns
    import whoosh.compat
    import whoosh.filedb.structfile
    import whoosh.formats
    import whoosh.index
    import whoosh.legacy
    import whoosh.query
    import whoosh.searching
    import whoosh.util.loading
    import whoosh.writing

_ALLOWED = frozenset(
    {
        ("builtins", "set"),
        ("builtins", "frozenset"),
        ("builtins", "int"),
        ("__builtin__", "set"),
        ("__builtin__", "int"),
        ("collections", "defaultdict"),
        ("array", "_array_reconstructor"),
        ("array", "array"),
        ("copy_reg", "_reconstructor"),
        ("copyreg", "_reconstructor"),
        ("builtins", "object"),
        ("__builtin__", "object"),
        ("_codecs", "encode"),
        ("whoosh.codec.whoosh3", "W3Codec"),
        ("whoosh.codec.whoosh3", "W3Segment"),
    }
)


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _ALLOWED:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in an index")
        return super().find_class(module, name)

    def persistent_load(self, pid: object) -> Any:
        raise pickle.UnpicklingError("a persistent id has no place in an index")


def load(file: IO[bytes], **_: Any) -> Any:
    return _Unpickler(file).load()


def loads(data: bytes, **_: Any) -> Any:
    return _Unpickler(io.BytesIO(data)).load()


class _Pickle:
    """Stands in for the module `pickle` where Whoosh reaches for its attributes."""

    PicklingError = pickle.PicklingError
    UnpicklingError = pickle.UnpicklingError
    Unpickler = _Unpickler
    dump = staticmethod(pickle.dump)
    dumps = staticmethod(pickle.dumps)
    load = staticmethod(load)
    loads = staticmethod(loads)


def _refuse(*_: object, **__: object) -> Any:
    raise pickle.UnpicklingError("an index of another version of Whoosh")


def install() -> None:
    """Guard every door by which Whoosh reads a pickle. Calling it twice does no harm."""
    whoosh.index.pickle = _Pickle
    whoosh.index.toc_loaders = {}
    whoosh.legacy.toc_loaders = {}
    whoosh.util.loading.RenamingUnpickler = _refuse
    whoosh.legacy.RenamingUnpickler = _refuse
    whoosh.filedb.structfile.load_pickle = load
    for module in (whoosh.compat, whoosh.codec.whoosh3, whoosh.columns, whoosh.formats):
        module.loads = loads
    whoosh.compat.load = load
    whoosh.compat.pickle = _Pickle
