"""A library that remembers what it was asked to do; every act has an inverse."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from archive.cancel import CancelToken
from archive.errors import ArchiveError
from archive.model import Changes, ImportReport, Inverse, Outcome, Progress, ProgressCallback, Result


class StubLibrary:
    read_only = False

    def __init__(self) -> None:
        self.did: list[tuple[str, tuple[int, ...], bool]] = []
        self.undone: list[Inverse] = []
        self.failure: ArchiveError | None = None
        self.outcomes: tuple[Outcome, ...] = ()
        self.waits = False

    def put_aside(self, job_id: int, origin: str) -> None:
        self.did.append(("put_aside", (job_id,), True))

    def set_starred(self, ids: Collection[int], value: bool) -> Changes:
        return self._do("set_starred", ids, value)

    def set_read(self, ids: Collection[int], value: bool) -> Changes:
        return self._do("set_read", ids, value)

    def set_binned(self, ids: Collection[int], value: bool) -> Changes:
        return self._do("set_binned", ids, value)

    def undo_import(self, job_id: int) -> Changes:
        return self._do("undo_import", [job_id], True)

    def undo(self, inverse: Inverse) -> Changes:
        self.undone.append(inverse)
        ids, value = inverse.arguments
        return Changes(undo=Inverse(inverse.act, (ids, not value)))

    def import_(
        self,
        origins: Sequence[str],
        *,
        label: str,
        allow_private: bool,
        with_pictures: bool,
        progress: ProgressCallback,
        cancel: CancelToken,
    ) -> ImportReport:
        if self.failure is not None:
            raise self.failure
        told = []
        for number, outcome in enumerate(self.outcomes, 1):
            if self.waits:
                cancel.wait(5)
            if cancel.is_cancelled:
                break
            told.append(outcome)
            progress(Progress(number, len(self.outcomes), outcome.origin, (outcome,)))
        added = frozenset(o.article_id for o in told if o.result is Result.ADDED and o.article_id is not None)
        changes = Changes(added=added, undo=Inverse("undo_job", ((9,), True)))
        return ImportReport(9, tuple(told), changes, stopped=len(told) < len(self.outcomes))

    def _do(self, act: str, ids: Collection[int], value: bool) -> Changes:
        self.did.append((act, tuple(ids), value))
        return Changes(changed=frozenset(ids), undo=Inverse(act, (tuple(ids), not value)))
