"""The index folder opened for questions."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from archive.index.codec import manifest
from archive.index.codec.asking import ArraySearcher
from archive.index.codec.container import Damaged
from archive.index.codec.doors import ArrayCodec, ArrayIndex
from archive.index.codec.pages import Pages
from archive.index.codec.snapshot import Snapshot


class Opener:
    """Opens commit after commit; files that stay are opened once."""

    def __init__(self, folder: Path, library: str) -> None:
        self._folder, self._library = folder, library
        self._codec = ArrayCodec(folder)
        self._pages = Pages()

    def newest(self) -> ArraySearcher:
        """Raises `FileNotFoundError` where there is no index, `manifest.Older`, or `Damaged`."""
        for attempt in range(5):
            index = ArrayIndex(self._folder, self._library, self._codec)
            try:
                searcher: ArraySearcher = index.searcher()
                names = frozenset(one.name for one in index.manifest.segments)
            except Damaged:
                # a commit may have taken the files away since the manifest was read
                if attempt == 4 or manifest.read(self._folder, self._library) == index.manifest:
                    raise
                continue
            self._codec.keep_only(names)
            return searcher
        raise Damaged("changing")

    def spare(self) -> None:
        """Called after a question: hold no more of the files than is worth it."""
        self._pages.spare(self._codec.opened())

    def check(self) -> None:
        """Read every byte; raises like `newest`."""
        for one in manifest.read(self._folder, self._library).segments:
            self._codec.open(one).arrays.check(one.seal)


def known(snapshot: Snapshot) -> dict[int, int]:
    """Article id -> the revision of it that is in the index."""
    found: dict[int, int] = {}
    for view in snapshot.views:
        documents = view.data.documents
        live = np.ones(view.count, bool) if view.live is None else view.live
        found.update(zip(documents.ids[live].tolist(), documents.revisions[live].tolist(), strict=True))
    return found
