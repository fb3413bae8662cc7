"""The store: one library's two files, opened once, as what the other rooms see of them."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from itertools import count, islice
from pathlib import Path
from typing import Concatenate, ParamSpec

from archive.cancel import CancelToken
from archive.errors import DiskFull, LibraryUnwritable
from archive.model import (
    Arrival,
    Backup,
    Capture,
    Changes,
    CheckReport,
    CleanArticle,
    Colour,
    Counts,
    Edit,
    Highlight,
    HighlightRow,
    Indexable,
    Job,
    ListRow,
    Outcome,
    Page,
    Place,
    Recurring,
    Request,
    Rule,
    SavedSearch,
    Sizes,
    Sort,
    Source,
    Span,
    StoredArticle,
)
from archive.store import (
    acts,
    arriving,
    articles,
    backups,
    checking,
    days,
    failures,
    forgetting,
    housekeeping,
    jobs,
    keeping,
    mending,
    opening,
    originals,
    requests,
    reserve,
    restoring,
    salvage,
    searches,
    tagging,
    troubles,
)
from archive.store import behind as lagging
from archive.store import highlights as marking
from archive.store import rules as ruling
from archive.store import sources as outlets
from archive.store.articles import Having
from archive.store.connect import Readers, Transaction, Writer
from archive.store.lock import FolderLock
from archive.store.schema import LIBRARY
from archive.store.turns import Gate

P = ParamSpec("P")

_STEP = 25
"""Articles brought up to date in one go, so that no act of the person waits long."""

_CHUNK = 50
"""Articles read in one go while streaming, so that no commit waits long."""


class Store:
    """Every method is safe from any thread. Acts of the person go before imports and other work.

    Raises a `LibraryError` where the files cannot be used: then nothing has been changed. Acts return
    `Changes` whose `undo` names a method of this class and the values to call it with.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime], lock: FolderLock | None) -> None:
        self._folder = folder
        self._now = now
        self._lock = lock
        self._gate = Gate()
        self._writer = None if lock is None else Writer(folder, now, self._gate)
        self._readers = Readers(folder, self._gate)
        self._counter = count(1)
        self._commits = 0

    @classmethod
    def open(
        cls, folder: Path, *, now: Callable[[], datetime], read_only: bool = False, create: bool = True
    ) -> Store:
        """The library in `folder`; an empty one is made where there is none, unless `create` is False.

        Raises `LibraryMissing`, `LibraryLocked` (another has it open for writing), and, with not one byte
        changed, `LibraryNewer`, `LibraryForeign` and `LibraryDamaged`.
        """
        lock = opening.prepare(folder, now=now, read_only=read_only, create=create)
        if lock is None:
            return cls(folder, now, None)
        try:
            store = cls(folder, now, lock)
            with store._write() as tx:
                jobs.finish_cut_short(tx)
        except BaseException:
            lock.release()
            raise
        reserve.keep(folder)
        return store

    def close(self) -> None:
        """End what is being written and let the library go. Nothing can be asked afterwards."""
        if self._writer is not None:
            self._writer.close()
        self._readers.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def folder(self) -> Path:
        return self._folder

    @property
    def is_read_only(self) -> bool:
        return self._writer is None

    @property
    def commits(self) -> int | None:
        """Another number after each commit; None where another process may write."""
        return None if self._writer is None else self._commits

    @property
    def library_id(self) -> str:
        """A name that no other library has, nor this one after it was put back from a backup."""
        with self._readers.reading() as db:
            (name,) = db.execute("SELECT value FROM state WHERE key = 'library_id'").fetchone()
            return str(name)

    # ------------------------------------------------------------ imports

    def begin_job(self, label: str) -> int:
        """A new import; every article belongs to one."""
        with self._write() as tx:
            return jobs.begin(tx, label)

    def finish_job(self, job: int, stopped: bool = False, outcomes: Iterable[Outcome] = ()) -> None:
        """Note that an import is over, and of what became of its items the failures."""
        with self._write() as tx:
            jobs.finish(tx, job, stopped=stopped)
            troubles.note(tx, job, outcomes)

    def troubles(self) -> dict[int, tuple[Outcome, ...]]:
        """What imports could not read, by import; of undone ones nothing."""
        with self._readers.reading() as db:
            return troubles.of_jobs(db)

    def put_aside(self, job: int, origin: str) -> None:
        """Forget such a failure: the person has seen it."""
        with self._write(person=True) as tx:
            troubles.put_aside(tx, job, origin)

    def jobs(self) -> tuple[Job, ...]:
        """Every import, the newest first."""
        with self._readers.reading() as db:
            return jobs.all_jobs(db)

    def add(self, job: int, arrivals: Sequence[Arrival]) -> tuple[Outcome, ...]:
        """Write these in one commit, originals and articles, or none of them; `arriving.settle` decides.

        When it returns, all that it reports is on the disk.
        """
        prepared = arriving.prepare(arrivals)
        with self._readers.reading() as db:
            missing = [item.bundle.missing(db) for item in prepared]
        for item, digests in zip(prepared, missing, strict=True):
            item.bundle.pack(digests)  # while the library is free for others
        with self._write() as tx:
            return tuple(arriving.settle(tx, job, item) for item in prepared)

    def undo_job(self, job: int) -> Changes:
        """Take a whole import back; its articles are nowhere, and kept for `redo_job`."""
        return self._act(jobs.undo, job)

    def redo_job(self, job: int) -> Changes:
        return self._act(jobs.redo, job)

    # ------------------------------------------------------------ reading

    def ids(self, place: Place, sort: Sort = Sort.NEWEST) -> array[int]:
        """The articles of a place, in order."""
        with self._readers.reading() as db:
            return articles.ids(db, place, sort, self._now())

    def ids_by_day(self, place: Place, sort: Sort = Sort.NEWEST) -> tuple[array[int], days.Days]:
        """The same, and how many of them stand under each day, in order."""
        with self._readers.reading() as db:
            return days.ids_by_day(db, place, sort, self._now())

    def rows(self, ids: Sequence[int]) -> tuple[ListRow, ...]:
        """The rows of these, in this order; those that are gone are left out."""
        with self._readers.reading() as db:
            return articles.rows(db, ids)

    def counts(self) -> Counts:
        with self._readers.reading() as db:
            return articles.counts(db, self._now())

    def sources(self) -> tuple[Source, ...]:
        """Outlets with articles outside the bin, by name."""
        with self._readers.reading() as db:
            return outlets.shown(db)

    def tags(self) -> tuple[tuple[str, int], ...]:
        """Every tag with its number of articles, by name."""
        with self._readers.reading() as db:
            return articles.tags(db)

    def tags_of(self, ids: Sequence[int]) -> tuple[tuple[str, int], ...]:
        """Every tag that one of these has, with how many of them have it, by name."""
        with self._readers.reading() as db:
            return tagging.shared(db, ids)

    def tagged(self) -> dict[str, array[int]]:
        """Every tag with its articles outside the bin."""
        with self._readers.reading() as db:
            return articles.tagged(db)

    def having(self, what: Having) -> array[int]:
        """The articles outside the bin that are read, or have a note or a tag."""
        with self._readers.reading() as db:
            return articles.having(db, what)

    def article(self, article_id: int, version: int | None = None) -> StoredArticle:
        """The article with the person's edits. Raises `NoSuchArticle`, `ArticleDamaged`."""
        with self._readers.reading() as db:
            return articles.opened(db, article_id, version)

    def capture(self, sha256: str) -> Capture:
        """The bytes as they came, with their parts, proved by their hashes."""
        with self._readers.reading() as db:
            return originals.read(db, sha256)

    def part(self, capture: str, name: str) -> bytes | None:
        """The picture or part that the page of a capture calls `name`, or None."""
        with self._readers.reading() as db:
            return originals.read_part(db, capture, name)

    def revisions(self) -> list[tuple[int, int]]:
        """Id and revision of all that the index should hold."""
        with self._readers.reading() as db:
            return articles.revisions(db)

    def indexables(self, ids: Iterable[int]) -> Iterator[Indexable]:
        """What the index sees of these, streamed; those that are gone are left out."""
        wanted = iter(ids)
        while chunk := list(islice(wanted, _CHUNK)):
            with self._readers.reading() as db:
                found = list(articles.indexables(db, chunk))
            yield from found

    # ------------------------------------------------------------ the person's acts

    def set_read(self, ids: Iterable[int], value: bool) -> Changes:
        return self._act(acts.set_flag, "read", tuple(ids), value)

    def set_starred(self, ids: Iterable[int], value: bool) -> Changes:
        return self._act(acts.set_flag, "starred", tuple(ids), value)

    def set_binned(self, ids: Iterable[int], value: bool) -> Changes:
        return self._act(acts.set_flag, "binned", tuple(ids), value)

    def retag(self, ids: Iterable[int], add: Sequence[str] = (), remove: Sequence[str] = ()) -> Changes:
        """Add and take away tags of many articles."""
        return self._act(acts.retag, tuple(ids), add, remove)

    def set_tags(self, tags: acts.Tags) -> Changes:
        """Give each article, by id, exactly these tags."""
        return self._act(acts.set_tags, tags)

    def rename_tag(self, name: str, to: str) -> Changes:
        """Call a tag otherwise everywhere; one that is called so already takes it up."""
        return self._act(tagging.rename, name, to)

    def remove_tag(self, name: str) -> Changes:
        return self._act(tagging.remove, name)

    def add_edit(self, article_id: int, edit: Edit) -> Changes:
        """One decision about an article; it replaces an earlier one about the same block or field."""
        return self.change_edits(add=((article_id, edit),))

    def remove_edit(self, article_id: int, edit: Edit) -> Changes:
        return self.change_edits(remove=((article_id, edit),))

    def change_edits(
        self, add: Sequence[tuple[int, Edit]] = (), remove: Sequence[tuple[int, Edit]] = ()
    ) -> Changes:
        """Many decisions about many articles, as one act."""
        return self._act(acts.change_edits, add, remove)

    def set_edits(self, edits: acts.Edits) -> Changes:
        """Let exactly these decisions stand for each article, by id."""
        return self._act(acts.set_edits, edits)

    def recleaned(self, article_id: int, article: CleanArticle, cleaner: int) -> Changes:
        """Another cleaning of the newest version's capture. Edits stay."""
        with self._write() as tx:
            return acts.recleaned(tx, article_id, article, cleaner)

    def outdated(self, cleaner: int) -> tuple[int, ...]:
        """The articles whose text an older cleaner than this made, the oldest first."""
        with self._readers.reading() as db:
            return articles.outdated(db, cleaner)

    def rules(self, article_id: int | None = None) -> tuple[Rule, ...]:
        """What the person always keeps or removes; of an article, what holds for its source."""
        with self._readers.reading() as db:
            return ruling.all_rules(db, article_id)

    def set_rules(self, wanted: ruling.RuleSet) -> Changes:
        """Let each of these rules stand or fall, and every article follow; rows of many by `catch_up`."""
        return self._act(ruling.set_rules, wanted)

    def behind(self) -> int:
        """How many articles' rows have yet to follow a rule."""
        with self._readers.reading() as db:
            return lagging.count(db)

    def catch_up(self) -> int:
        """Bring a few of those up to date, in one short commit; how many that were."""
        if not self.behind():
            return 0
        with self._write() as tx:
            return lagging.catch_up(tx, _STEP)

    def recurring(self, article_id: int) -> tuple[Recurring, ...]:
        """The kept passages of an article that others of its source have too, undecided ones."""
        with self._readers.reading() as db:
            return ruling.recurring(db, article_id)

    def cleaned_as_it_is(self, article_id: int, cleaner: int) -> None:
        """Note that this cleaner could not better an article's text, so that it is not tried again."""
        with self._write() as tx:
            acts.cleaned_as_it_is(tx, article_id, cleaner)

    def rename_source(self, source: int, name: str) -> Changes:
        return self._act(outlets.rename, source, name)

    def merge_sources(self, sources: Iterable[int], into: int) -> Changes:
        """Let several outlets count as one; nothing of what the pages said is lost."""
        return self._act(ruling.after, outlets.merge, tuple(sources), into)

    def split_source(self, source: int) -> Changes:
        """Part an outlet again from all that were merged into it."""
        return self._act(ruling.after, outlets.split, source)

    def set_merges(self, merges: outlets.Merges) -> Changes:
        """Set what each source is merged into: the inverse of merging and splitting."""
        return self._act(ruling.after, outlets.set_merges, merges)

    # ------------------------------------------------------------ highlights, searches, requests

    def highlights(self, article_id: int) -> tuple[Highlight, ...]:
        """The note on the whole article, its highlights in reading order, those that have no place last."""
        with self._readers.reading() as db:
            return marking.of_article(db, article_id)

    def all_highlights(
        self, within: Collection[int] | None, words: str, colour: Colour | None, offset: int, limit: int
    ) -> Page[HighlightRow]:
        """Those outside the bin, the newest first, with all of these words in passage, note or title."""
        with self._readers.reading() as db:
            return marking.page(db, within, words, colour, offset, limit)

    def highlight(self, article_id: int, span: Span | None, colour: Colour, note: str) -> Changes:
        """Mark a passage of the text as it is now; None: a note on the whole article."""
        return self._act(marking.highlight, article_id, span, colour, note)

    def change_highlight(self, highlight_id: int, colour: Colour | None, note: str | None) -> Changes:
        """Another colour, another note; None leaves it."""
        return self._act(marking.change, highlight_id, colour, note)

    def remove_highlights(self, ids: Iterable[int]) -> Changes:
        return self._act(marking.remove, tuple(ids))

    def set_highlights(self, wanted: marking.Standing) -> Changes:
        """Let each of these stand exactly so: the inverse of making, changing and removing."""
        return self._act(marking.set_highlights, wanted)

    def saved_searches(self) -> tuple[SavedSearch, ...]:
        """Every saved search, by name."""
        with self._readers.reading() as db:
            return searches.all_searches(db)

    def save_search(self, name: str, query: str, filters: str, place: Place, sort: Sort) -> Changes:
        return self._act(searches.save, name, query, filters, place, sort)

    def rename_search(self, search_id: int, name: str) -> Changes:
        return self._act(searches.rename, search_id, name)

    def remove_search(self, search_id: int) -> Changes:
        return self._act(searches.set_searches, ((search_id, None),))

    def set_searches(self, wanted: searches.Standing) -> Changes:
        """Let each of these stand exactly so: the inverse of saving, renaming and removing."""
        return self._act(searches.set_searches, wanted)

    def note_requests(self, made: Sequence[Request]) -> None:
        """Remember what was asked of the network."""
        with self._write() as tx:
            requests.note(tx, made)

    def requests(self, offset: int, limit: int, words: str = "") -> Page[Request]:
        """What was asked of the network, the newest first; with `words` in the address."""
        with self._readers.reading() as db:
            return requests.page(db, offset, limit, words)

    def leave_at(self, article_id: int, position: int | None) -> None:
        """Keep how far the person has read, or with None that there is nothing to come back to."""
        with self._write(person=True) as tx:
            acts.leave_at(tx, article_id, position)

    def forget_requests(self) -> None:
        with self._write(person=True) as tx:
            requests.forget_all(tx)

    @property
    def revision(self) -> int:
        """Another number when anything has changed that the index sees of an article."""
        with self._readers.reading() as db:
            (number,) = db.execute("SELECT value FROM state WHERE key = 'revision'").fetchone()
            return int(number)

    def forget(self, ids: Iterable[int], *, with_backups: bool = False) -> Changes:
        """Delete for good, originals included; with `with_backups`, out of the library's own backups too.

        There is no undo. Backups in other folders are the person's to delete.
        """
        gone: frozenset[int] = frozenset()
        for step in self._steps(tuple(ids)):
            gone |= self._act(forgetting.forget, step).removed
        reserve.keep(self._folder)
        if with_backups:
            with self._readers.reading() as db:
                pair = backups.pair_of(db)
            backups.delete_all(self._folder / opening.BACKUPS, pair)
            restoring.forget_replaced(self._folder)
            self.backup()
        return Changes(removed=gone)

    def _steps(self, ids: tuple[int, ...]) -> list[list[int]]:
        with self._readers.reading() as db:
            return forgetting.steps(db, ids)

    # ------------------------------------------------------------ care

    def sizes(self) -> Sizes:
        """Bytes on the disk, by kind."""
        return housekeeping.sizes(self._folder)

    def backups(self) -> tuple[Backup, ...]:
        """The backups in the library's own folder of them, the newest first."""
        return housekeeping.backups_in(self._folder / opening.BACKUPS)

    def reach(self, rules: Sequence[Rule]) -> tuple[int, ...]:
        """In how many articles each of these rules finds its passage."""
        with self._readers.reading() as db:
            return tuple(ruling.reach(db, rule) for rule in rules)

    def check(self, cancel: CancelToken | None = None) -> CheckReport:
        """Read everything once; damage is named by article."""
        return checking.check(self._folder, cancel)

    def mend(self, report: CheckReport) -> Changes:
        """Put right from the backups what a check found; what stays wrong another check tells.

        A damaged text can also be made anew from its original (`recleaned`).
        """
        with self._readers.reading() as db:
            pair = backups.pair_of(db)
        made = [s for s in backups.snapshots(self._folder / opening.BACKUPS) if s.pair == pair]
        with self._write() as tx:
            return mending.mend(tx, report, made)

    def orphans(self) -> tuple[str, ...]:
        """Captures that no article has: what salvage could not join. They can be brought in again."""
        with self._readers.reading() as db:
            return originals.orphans(db)

    def backup(self, folder: Path | None = None, cancel: CancelToken | None = None) -> Path:
        """A verified backup, in the library's own folder of backups unless another is named; its path."""
        into = folder or self._folder / opening.BACKUPS
        source = backups.Source(
            self._folder, partial(self._copy, cancel), partial(self._gate.passing, alone=False)
        )
        return backups.make(source, into, self._now(), cancel).path

    def backup_if_due(self, cancel: CancelToken | None = None) -> Path | None:
        """The backup of this hour or day, if the library changed since the last one. For background work."""
        library = self._folder / LIBRARY
        with failures.mapped(self._folder), self._readers.reading() as db:
            pair, size = backups.pair_of(db), library.stat().st_size
            made = [s for s in backups.snapshots(self._folder / opening.BACKUPS) if s.pair == pair]
            if made and library.stat().st_mtime <= made[-1].path.stat().st_mtime:
                return None
        if not keeping.is_due(made[-1].time if made else None, self._now(), size):
            return None
        return self.backup(cancel=cancel)

    @staticmethod
    def restore(backup: Path, folder: Path, *, now: Callable[[], datetime]) -> None:
        """Make the library in `folder` what it was; `backup` is one, or a folder of them: then the newest.

        It is proved before anything is touched. The library must not be open. Raises `BackupDamaged`,
        `LibraryMissing` (no backup there), `LibraryLocked`, `DiskFull`.
        """
        restoring.restore(restoring.chosen(backup), folder, now())

    @staticmethod
    def salvage(folder: Path, *, now: Callable[[], datetime]) -> CheckReport:
        """Make a damaged library whole from all that is left of it and of its backups (`salvage.salvage`)."""
        return salvage.salvage(folder, folder / opening.BACKUPS, now())

    # ------------------------------------------------------------

    def _act(
        self, work: Callable[Concatenate[Transaction, P], Changes], *args: P.args, **more: P.kwargs
    ) -> Changes:
        """Do what a person asks, before work in the background; on a full disk, in the room kept for it."""
        try:
            with self._write(person=True) as tx:
                return work(tx, *args, **more)
        except DiskFull:
            if not reserve.give_up(self._folder):
                raise
        with self._write(person=True) as tx:
            return work(tx, *args, **more)

    @contextmanager
    def _write(self, *, person: bool = False) -> Iterator[Transaction]:
        if self._writer is None:
            raise LibraryUnwritable(path=str(self._folder), reason="read-only")
        with self._writer.transaction(person=person) as tx:
            yield tx
        self._commits = next(self._counter)

    def _copy(self, cancel: CancelToken | None, target: sqlite3.Connection) -> None:
        if self._writer is not None:
            self._writer.copy(target, cancel)
        else:
            with self._readers.reading() as db:
                db.execute("ROLLBACK")  # the copy is its own reading
                db.backup(target)
