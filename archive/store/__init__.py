"""SQLite, the truth: articles, versions, originals, sources, and everything that a person did to them."""

from archive.model import CheckReport
from archive.store.articles import Having
from archive.store.behind import AT_ONCE
from archive.store.checking import check
from archive.store.housekeeping import sqlite_version
from archive.store.moving import copy_library
from archive.store.store import Store

__all__ = ["AT_ONCE", "CheckReport", "Having", "Store", "check", "copy_library", "sqlite_version"]
