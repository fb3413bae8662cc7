"""SQLite, the truth: articles, versions, originals, sources, and everything that a person did to them."""

from archive.store.store import Store

__all__ = ["Store"]
