"""Search: a Whoosh index that follows the store, and can be thrown away and built again from it."""

from archive.index import _whoosh
from archive.index.engine import write
from archive.index.searching import Index
from archive.index.syntax import parse

_whoosh.install()

__all__ = ["Index", "parse", "write"]
