"""Search: a Whoosh index that follows the store, and can be thrown away and built again from it."""

from archive.index.searching import Index
from archive.index.syntax import parse
from archive.index.writing import tidy, write

__all__ = ["Index", "parse", "tidy", "write"]
