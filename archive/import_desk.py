"""Where an import's results are gathered into group commits, counted and reported."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from archive.clean import CLEANER_VERSION
from archive.errors import ArchiveError
from archive.model import (
    Arrival,
    Changes,
    ImportReport,
    Inverse,
    Outcome,
    Progress,
    ProgressCallback,
    Result,
)
from archive.workshop import Processed

GROUP = 50
GROUP_SECONDS = 0.25
"""A group commit: so many articles, or whatever came in this time."""


class ImportDesk:
    """Takes what the workshop made, commits it in groups, and tells `progress` only what is on the disk.

    `add` is the store's: one commit for all it is given. `fresh` are the articles that came or changed since
    it was last asked for.
    """

    def __init__(
        self,
        job_id: int,
        total: int,
        add: Callable[[Sequence[Arrival]], Sequence[Outcome]],
        progress: ProgressCallback | None,
    ) -> None:
        self._job_id = job_id
        self._total = total
        self._add = add
        self._progress = progress
        self._arrivals: list[Arrival] = []
        self._outcomes: list[Outcome] = []
        self._told = 0
        self._done = 0
        self._current = ""
        self._fresh: set[int] = set()
        self._committed_at = time.monotonic()
        self.error: ArchiveError | None = None

    def take(self, processed: Processed) -> None:
        """One document, or one failure; commits when a group is full or old enough."""
        self._current = processed.origin
        self._done += processed.is_last
        if processed.error is not None or processed.article is None or processed.capture is None:
            self._outcomes.append(Outcome(processed.origin, Result.NEEDS_A_LOOK, error=processed.error))
        else:
            self._arrivals.append(
                Arrival(
                    processed.capture,
                    processed.article,
                    CLEANER_VERSION,
                    processed.document_number,
                    processed.hints,
                )
            )
        if len(self._arrivals) >= GROUP or time.monotonic() - self._committed_at >= GROUP_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Commit what waits, then tell. Raises what the store raises, with nothing of the group added."""
        if self._arrivals:
            outcomes = [
                replace(outcome, notes=arrival.article.notes)
                for arrival, outcome in zip(self._arrivals, self._add(self._arrivals), strict=True)
            ]
            self._arrivals = []
            self._outcomes += outcomes
            came = (Result.ADDED, Result.NEW_VERSION)
            self._fresh.update(
                o.article_id for o in outcomes if o.result in came and o.article_id is not None
            )
        self._committed_at = time.monotonic()
        self._tell()

    def fail(self, error: ArchiveError) -> None:
        """The disk will not take more: what waited is named as not added."""
        self.error = error
        self._outcomes += [
            Outcome(arrival.capture.origin, Result.NEEDS_A_LOOK, error=error) for arrival in self._arrivals
        ]
        self._arrivals = []
        self._tell()

    def fresh(self) -> frozenset[int]:
        ids, self._fresh = frozenset(self._fresh), set()
        return ids

    @property
    def outcomes(self) -> Sequence[Outcome]:
        """What became of the items so far."""
        return self._outcomes

    def report(self, stopped: bool) -> ImportReport:
        def ids(result: Result) -> frozenset[int]:
            return frozenset(o.article_id for o in self._outcomes if o.result is result and o.article_id)

        added = ids(Result.ADDED)
        changes = Changes(
            added=added,
            changed=ids(Result.NEW_VERSION) - added,
            undo=Inverse("undo_job", (self._job_id,)),
        )
        return ImportReport(self._job_id, tuple(self._outcomes), changes, stopped, self.error)

    def _tell(self) -> None:
        if self._progress is not None:
            new = tuple(self._outcomes[self._told :])
            self._progress(Progress(self._done, self._total, self._current, new))
        self._told = len(self._outcomes)
