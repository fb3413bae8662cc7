"""Imports as the window runs them: one after another in the background, told as they go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from archive.cancel import CancelToken
from archive.errors import ArchiveError
from archive.model import Changes, ImportReport, Outcome, Progress, Result
from archive.model import Job as Import
from reader.acts import Acts
from reader.i18n import _
from reader.tasks import Lane, Tasks

if TYPE_CHECKING:
    from archive import Library


_RECALLED = 20
"""Earlier imports with troubles that are shown, at most."""


class State(Enum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    UNDONE = "undone"


@dataclass(slots=True, eq=False)
class Job:
    """One import of this session, as far as it is, or what an earlier one could not read."""

    label: str
    origins: tuple[str, ...]
    allow_private: bool = False
    state: State = State.WAITING
    done: int = 0
    total: int | None = None
    current: str = ""
    outcomes: list[Outcome] = field(default_factory=list)
    put_aside: set[str] = field(default_factory=set)
    """Origins whose trouble the person has seen and put aside."""
    job_id: int | None = None
    token: CancelToken | None = None
    changes: Changes = Changes()  # noqa: RUF009
    is_recalled: bool = False
    """It is of an earlier session."""

    def count(self, *results: Result) -> int:
        return sum(outcome.result in results for outcome in self.outcomes)

    @property
    def trouble(self) -> list[Outcome]:
        """What needs a look: nothing came in, or something the cleaner is unsure of."""
        return [o for o in self.outcomes if needs_a_look(o) and o.origin not in self.put_aside]

    @property
    def is_over(self) -> bool:
        return self.state not in (State.WAITING, State.RUNNING)

    @property
    def can_undo(self) -> bool:
        came = self.count(Result.ADDED, Result.NEW_VERSION)
        return self.job_id is not None and self.state in (State.DONE, State.STOPPED) and came > 0


def needs_a_look(outcome: Outcome) -> bool:
    return outcome.result is Result.NEEDS_A_LOOK or bool(outcome.notes)


class Imports(QObject):
    """All imports of this window."""

    changed = Signal(object)
    """`Job`: its counts or its state are others."""
    came = Signal(object)
    """`Changes`: articles that are in the library now."""
    ended = Signal(object)
    """`Job`: it is over."""
    failed = Signal(object)
    """`ArchiveError`: an import that could not go on at all."""

    def __init__(self, library: Library, tasks: Tasks, acts: Acts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._tasks, self._acts = library, tasks, acts
        self.with_pictures = True
        """Whether the pictures of pages at addresses are fetched with them."""
        self.jobs: list[Job] = []

    @property
    def newest(self) -> Job | None:
        """The job to show: the one that runs, else the last."""
        running = next((job for job in self.jobs if not job.is_over), None)
        return running or (self.jobs[-1] if self.jobs else None)

    @property
    def has_begun(self) -> bool:
        """Whether anything was brought in in this session."""
        return any(not job.is_recalled for job in self.jobs)

    @property
    def trouble(self) -> int:
        """How many pages of all jobs need a look."""
        return sum(len(job.trouble) for job in self.jobs)

    @property
    def waiting(self) -> list[str]:
        """What was to be brought in and has not been begun."""
        return [origin for job in self.jobs if job.state is State.WAITING for origin in job.origins]

    def add(self, origins: Sequence[str], label: str, *, allow_private: bool = False) -> Job | None:
        """Bring in files, folders and addresses, after what is already waiting."""
        if not origins:
            return None
        job = Job(label, tuple(origins), allow_private)
        self.jobs.append(job)
        job.token = self._tasks.run(
            lambda token: self._bring(job, token),
            lambda report: self._over(job, report),
            lane=Lane.BACKGROUND,
            failed=lambda error: self._broke(job, error),
            always=True,
        )
        self.changed.emit(job)
        return job

    def recall(self) -> None:
        """Show again what earlier sessions could not read and the person has not put aside."""
        self._tasks.run(lambda token: self._library.troubles(), self._recalled, lane=Lane.ASIDE)

    def stop(self, job: Job) -> None:
        """Stop it: what is done stays done."""
        if job.token is not None and not job.is_over:
            job.token.cancel()

    def put_aside(self, job: Job, outcome: Outcome) -> None:
        """The person has seen this trouble."""
        job.put_aside.add(outcome.origin)
        self.changed.emit(job)
        self._forget(job, outcome)

    def again(self, job: Job, outcome: Outcome, *, allow_private: bool = False) -> None:
        """Try one item again, as an import of its own."""
        self.put_aside(job, outcome)
        self.add([outcome.origin.partition("!/")[0]], _("Again"), allow_private=allow_private)

    def undo(self, job: Job) -> None:
        """Take out everything the job brought."""
        if job.can_undo and job.job_id is not None:
            job.state = State.UNDONE
            self.changed.emit(job)
            self._acts.undo_import(job.job_id)

    def _recalled(self, earlier: tuple[tuple[Import, tuple[Outcome, ...]], ...]) -> None:
        known = {job.job_id for job in self.jobs}
        recalled = [
            Job(
                record.label,
                tuple(outcome.origin for outcome in outcomes),
                state=State.STOPPED if record.is_stopped else State.DONE,
                total=record.count + len(outcomes),
                outcomes=list(outcomes),
                job_id=record.id,
                is_recalled=True,
            )
            for record, outcomes in earlier[:_RECALLED]
            if record.id not in known
        ]
        self.jobs[:0] = reversed(recalled)
        for job in recalled[:1]:
            self.changed.emit(job)

    def _forget(self, job: Job, outcome: Outcome) -> None:
        if job.job_id is not None and not self._library.read_only:
            job_id, origin = job.job_id, outcome.origin
            self._tasks.run(
                lambda token: self._library.put_aside(job_id, origin), lambda _: None, lane=Lane.WRITE
            )

    def _bring(self, job: Job, token: CancelToken) -> ImportReport:
        return self._library.import_(
            job.origins,
            label=job.label,
            allow_private=job.allow_private,
            with_pictures=self.with_pictures,
            progress=self._tasks.homeward(lambda progress: self._heard(job, progress)),
            cancel=token,
        )

    def _heard(self, job: Job, progress: Progress) -> None:
        job.state = State.RUNNING
        job.done, job.total, job.current = progress.done, progress.total, progress.current
        job.outcomes.extend(progress.outcomes)
        self.changed.emit(job)
        added = frozenset(
            o.article_id
            for o in progress.outcomes
            if o.article_id is not None and o.result in (Result.ADDED, Result.NEW_VERSION)
        )
        if added:
            self.came.emit(Changes(added=added))

    def _over(self, job: Job, report: ImportReport) -> None:
        job.outcomes = list(report.outcomes)
        job.job_id, job.changes = report.job_id, report.changes
        job.state = State.STOPPED if report.stopped else State.DONE
        job.current = ""
        if report.changes.undo is not None and (report.changes.added or report.changes.changed):
            self._acts.remember(_("Import"), report.changes)
        self.changed.emit(job)
        self.ended.emit(job)

    def _broke(self, job: Job, error: ArchiveError) -> None:
        job.state = State.STOPPED
        self.changed.emit(job)
        self.ended.emit(job)
        self.failed.emit(error)
