"""The index folder opened for questions."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from archive.index.codec import manifest
from archive.index.codec.container import Damaged
from archive.index.codec.doors import ArrayCodec
from archive.index.codec.snapshot import Snapshot
from archive.index.codec.view import View


class Opener:
    """Opens commit after commit; files that stay are opened once."""

    def __init__(self, folder: Path, library: str) -> None:
        self._folder, self._library = folder, library
        self._codec = ArrayCodec(folder)

    def newest(self) -> Snapshot:
        """Raises `FileNotFoundError` where there is no index, `manifest.Older`, or `Damaged`."""
        for attempt in range(5):
            listed = manifest.read(self._folder, self._library).segments
            try:
                views = [
                    View(self._codec.open(one), None if one.deleted is None else ~one.deleted)
                    for one in listed
                ]
            except Damaged:
                # a commit may have taken the files away since the manifest was read
                if attempt == 4 or manifest.read(self._folder, self._library).segments == listed:
                    raise
                continue
            self._codec.keep_only(frozenset(one.name for one in listed))
            return Snapshot(views)
        raise Damaged("changing")

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
