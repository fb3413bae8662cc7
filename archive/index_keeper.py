"""The index beside the store: written in processes of its own, kept in step, thrown away when useless."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from archive import index as search_index
from archive.cancel import CancelToken
from archive.follower import Follower, Ports
from archive.model import Indexable
from archive.store import Store
from archive.tidier import Tidier
from archive.workshop import Limits, Workshop
from archive.workshop.limits import MIB

SCRIBE_LIMITS = Limits(wall=3600.0, cpu=3600, memory=4096 * MIB, file_size=65536 * MIB)
"""Writing the index may take as long as it needs: its input is our own."""


class IndexKeeper:
    """`index` answers searches; `follower` brings it into step with the store in the background."""

    def __init__(self, folder: Path, store: Store) -> None:
        self._folder, self._store = folder, store
        self._library_id = store.library_id
        self.index = search_index.Index(folder, self._library_id)
        self._scribe = Workshop(processes=1, limits=SCRIBE_LIMITS)
        self.follower = Follower(
            Ports(
                wanted=store.revisions,
                known=lambda: self.index.known(),
                write=self._write,
                discard=self._discard,
            )
        )
        self._tidier = Tidier(self._tidy)

    def close(self) -> None:
        """Stop all work. What is not yet searchable is indexed at the next start."""
        self.follower.close()
        self._tidier.close()
        self._scribe.close()
        self.index.close()

    def indexables(self, ids: Collection[int]) -> Mapping[int, Indexable]:
        """What the index is to see of these articles, as they stand."""
        return {item.id: item for item in self._store.indexables(ids)}

    def _discard(self) -> None:
        if self.index.is_whole():
            return
        self.index.close()
        if self._folder.exists():
            shutil.rmtree(self._folder)
        self.index.reopen()

    def _write(self, ids: Sequence[int], cancel: CancelToken) -> bool:
        held_nothing = self.index.state != "ready"
        items = self.indexables(ids)
        gone = [article for article in ids if article not in items]
        self._scribe.call(
            search_index.write, self._folder, self._library_id, tuple(items.values()), gone, cancel=cancel
        )
        self.index.reopen()
        self._tidier.soon()
        return held_nothing

    def _tidy(self, cancel: CancelToken) -> bool:
        """All there is to do, in a process of its own, so that commits and searches go on beside it."""
        keeper = Workshop(processes=1, limits=SCRIBE_LIMITS)
        try:
            while keeper.call(search_index.tidy, self._folder, self._library_id, cancel=cancel):
                self.index.reopen()
        finally:
            keeper.close()
        return False
