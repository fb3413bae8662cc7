"""The kept pictures of the articles read last: fetched beside the text, so that no text waits for them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from archive.errors import ArchiveError
from archive.model import BlockKind, Picture, StoredArticle
from reader.tasks import Lane, Tasks

if TYPE_CHECKING:
    from archive import Library

Pictures = Mapping[str, Picture]
"""By the names that an article's blocks have for them."""

_KEPT = 12
"""Articles whose pictures stay in memory, so that going back shows them at once."""


class Album(QObject):
    """Answers at once from memory, else asks and tells later."""

    found = Signal(int, object)
    """An article, and its `Pictures`."""

    def __init__(self, library: Library, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._known: OrderedDict[tuple[int, str], Pictures] = OrderedDict()

    def of(self, stored: StoredArticle) -> Pictures:
        """The pictures of an article as far as they are in memory; the rest come by `found`."""
        key = (stored.id, stored.versions[-1].text_sha256 if stored.versions else "")
        if key in self._known:
            self._known.move_to_end(key)
            return self._known[key]
        if any(b.kind is BlockKind.IMAGE and b.removed is None and b.href for b in stored.article.blocks):
            self._tasks.run(
                lambda token: self._library.pictures(stored.id, token),
                lambda pictures: self._keep(key, pictures),
                lane=Lane.PICTURES,
                replaces="pictures",
                failed=self._none,
            )
        return {}

    def _keep(self, key: tuple[int, str], pictures: Pictures) -> None:
        self._known[key] = pictures
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        if pictures:
            self.found.emit(key[0], pictures)

    def _none(self, error: ArchiveError) -> None:
        """Pictures that cannot be drawn stay labelled boxes: the text says all that is needed."""
