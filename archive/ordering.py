"""What a person keeps articles in order by: their tags, and the names of their sources."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from archive.model import Changes
from archive.store import Store


class OrderingLayer:
    """The part of `Library` about these. Every act returns `Changes` with what undoes it."""

    _store: Store
    _did: Callable[[Changes], Changes]

    def tags(self) -> tuple[tuple[str, int], ...]:
        """Every tag with its number of articles, by name."""
        return self._store.tags()

    def tags_of(self, ids: Sequence[int]) -> tuple[tuple[str, int], ...]:
        """Every tag that one of these articles has, with how many of them have it, by name."""
        return self._store.tags_of(ids)

    def retag(self, ids: Collection[int], add: Sequence[str] = (), remove: Sequence[str] = ()) -> Changes:
        """Add tags to articles, and take others away."""
        return self._did(self._store.retag(ids, add, remove))

    def rename_tag(self, name: str, to: str) -> Changes:
        """Call a tag otherwise in every article; where another tag is called so, they become one."""
        return self._did(self._store.rename_tag(name, to))

    def remove_tag(self, name: str) -> Changes:
        """Take a tag away from every article."""
        return self._did(self._store.remove_tag(name))

    def rename_source(self, source_id: int, name: str) -> Changes:
        return self._did(self._store.rename_source(source_id, name))

    def merge_sources(self, source_id: int, into: int) -> Changes:
        """Make two names of one outlet one."""
        return self._did(self._store.merge_sources([source_id], into))

    def split_source(self, source_id: int) -> Changes:
        """Part an outlet again from all that were merged into it."""
        return self._did(self._store.split_source(source_id))
