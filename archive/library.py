"""The library: joins the rooms. Both flows, import and search, read here from top to bottom."""

from __future__ import annotations

import contextlib
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from archive import index as search_index
from archive.cancel import CancelToken
from archive.care import LibraryCare
from archive.clean import CLEANER_VERSION
from archive.edits import ENCODING, taken_out, used
from archive.errors import ArchiveError, Cancelled, DiskFull, IndexFailed, NotAnAddress, StorageFailed
from archive.fetch import as_address, read_file, walk
from archive.import_desk import ImportDesk
from archive.index_keeper import IndexKeeper
from archive.model import (
    PASTED,
    SEVERAL,
    Block,
    BlockRef,
    Capture,
    Changes,
    CleanArticle,
    Counts,
    Edit,
    Facets,
    Hit,
    ImportReport,
    Indexable,
    Inverse,
    Job,
    ListRow,
    Marked,
    Outcome,
    Page,
    ParsedQuery,
    Picture,
    Place,
    ProgressCallback,
    RecleanReport,
    Recurring,
    Rule,
    Sort,
    Source,
    StoredArticle,
    Suggestion,
    Verdict,
    content_key,
    together,
)
from archive.narrowing import Narrowing
from archive.ordering import OrderingLayer
from archive.outgoing import Outgoing
from archive.person import WHOLE, PersonsLayer
from archive.picture_desk import picture_names
from archive.recleaning import Told, as_chosen, reclean
from archive.rereading import can_reread, reread
from archive.rows import RowFollower
from archive.store import AT_ONCE, CheckReport, Store, check
from archive.web_desk import WebDesk
from archive.workshop import Workshop

_Failed = tuple[str, ArchiveError]

UNDOABLE = frozenset(
    {
        "recleaned",
        "redo_job",
        "rename_source",
        "set_binned",
        "set_edits",
        "set_highlights",
        "set_merges",
        "set_read",
        "set_rules",
        "set_searches",
        "set_starred",
        "set_tags",
        "undo_job",
    }
)
"""Acts of the store that an `Inverse` may name."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Library(PersonsLayer, OrderingLayer, LibraryCare, Outgoing):
    """One library folder, open. Every method may be called from any thread.

    Acts return `Changes`, with what undoes them; all failures are `ArchiveError`s. While it is open for
    writing no other process can write to it.
    """

    def __init__(
        self, folder: Path, store: Store, *, read_only: bool, now: Callable[[], datetime], processes: int
    ) -> None:
        self.folder = folder
        self.read_only = read_only
        self._store = store
        self._now = now
        self._gone: frozenset[int] = frozenset()
        self._narrowing = Narrowing(store)
        self._keeper = IndexKeeper(folder / "index", store)
        self._index, self._follower = self._keeper.index, self._keeper.follower
        self._cleaners = Workshop(processes=processes)
        self._rows = RowFollower(store.catch_up)

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        read_only: bool = False,
        create: bool = True,
        now: Callable[[], datetime] = _utc_now,
        processes: int = 1,
        follow: bool = True,
    ) -> Library:
        """Open the library in `folder`, made new if there is none and `create` is set.

        A locked, newer, foreign, damaged or missing one raises its `LibraryError`, and nothing is changed.
        The index is brought into step in the background; without `follow` not before `catch_up` is called.
        """
        store = Store.open(folder, now=now, read_only=read_only, create=create)
        library = cls(folder, store, read_only=read_only, now=now, processes=processes)
        if follow:
            library.catch_up()
        return library

    def catch_up(self) -> None:
        """Begin to make searchable, in the background, what a crash or another version left behind."""
        if not self.read_only:
            self._follower.catch_up()
            self._rows.wake()

    @property
    def library_id(self) -> str:
        return self._store.library_id

    def close(self) -> None:
        """Stop all work and let the folder go. What is not yet searchable is indexed at the next start."""
        self._keeper.close()
        self._rows.close()
        self._cleaners.close()
        self._store.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ------------------------------------------------------------ flow 1: import

    def import_(
        self,
        origins: Sequence[str],
        *,
        label: str = "",
        allow_private: bool = False,
        with_pictures: bool = True,
        progress: ProgressCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> ImportReport:
        """Bring in files, folders, addresses and pasted texts (`PASTED`); one bad item never stops the rest.

        `with_pictures`: an address's page comes with the pictures of its article, which lie elsewhere.
        `progress` hears of articles only once they are on the disk. When `cancel` is set, or the disk
        fails, what is done stays done and the report says `stopped`.
        """
        cancel = cancel or CancelToken()
        plan = list(self._plan(origins, cancel))
        job = self._store.begin_job(label)
        desk = ImportDesk(job, len(plan), lambda arrivals: self._store.add(job, arrivals), progress)
        web = WebDesk(self._store, now=self._now, allow_private=allow_private, cancel=cancel)
        captures = self._captures(plan, web, cancel)
        try:
            desk.flush()
            for processed in self._cleaners.process(captures, cancel):
                if with_pictures:
                    processed = web.with_pictures(processed)
                desk.take(processed)
                self._came(desk.fresh())
            desk.flush()
        except Cancelled:
            desk.flush()
        except (DiskFull, StorageFailed) as error:
            desk.fail(error)
        finally:
            self._came(desk.fresh())
            stopped = cancel.is_cancelled or desk.error is not None
            self._finish(job, stopped, desk.outcomes)
        return desk.report(stopped)

    def _finish(self, job: int, stopped: bool, outcomes: Sequence[Outcome]) -> None:
        # On a full disk even this may fail; the next opening calls the job stopped.
        with contextlib.suppress(DiskFull, StorageFailed):
            self._store.finish_job(job, stopped, outcomes)

    def troubles(self) -> tuple[tuple[Job, tuple[Outcome, ...]], ...]:
        """Imports that could not read something, the newest first, with what that was and why; but for what
        was put aside."""
        found = self._store.troubles()
        return tuple((job, found[job.id]) for job in self._store.jobs() if job.id in found) if found else ()

    def put_aside(self, job_id: int, origin: str) -> None:
        """The person has seen what an import could not read, or tries it again."""
        self._store.put_aside(job_id, origin)

    def undo_import(self, job_id: int) -> Changes:
        """Take out everything an import brought, new versions included."""
        return self._did(self._store.undo_job(job_id))

    def _plan(self, origins: Sequence[str], cancel: CancelToken) -> Iterator[Path | str | Capture | _Failed]:
        for origin in origins:
            if origin.startswith(PASTED):
                text = origin.removeprefix(PASTED).encode("utf-8", "replace")
                yield Capture(PASTED, text, self._now(), "text/plain; charset=utf-8")
                continue
            path = Path(origin)
            address = None if "://" not in origin and path.exists() else as_address(origin)
            if address is not None and not path.is_absolute():
                yield address
            elif "://" in origin:
                yield origin, NotAnAddress(origin=origin)
            else:
                yield from walk(path, cancel)

    def _captures(
        self, plan: Iterable[Path | str | Capture | _Failed], web: WebDesk, cancel: CancelToken
    ) -> Iterator[Capture | _Failed]:
        for item in plan:
            if cancel.is_cancelled:
                return
            if isinstance(item, tuple | Capture):
                yield item
                continue
            try:
                if isinstance(item, Path):
                    yield read_file(item, captured_at=self._now(), cancel=cancel)
                else:
                    yield web.page(item)
            except ArchiveError as error:
                yield str(item), error

    # ------------------------------------------------------------ flow 2: search

    def parse(self, text: str, *, unfinished: bool = False, filters: str = "") -> ParsedQuery:
        """What a person typed, understood; never an error. `unfinished`: they are still at the last word.
        `filters`: what was chosen besides, in the same language."""
        return search_index.parse(text, unfinished=unfinished, filters=filters)

    def suggest(self, query: str | ParsedQuery, cancel: CancelToken | None = None) -> tuple[Suggestion, ...]:
        """Other queries, where this one finds little or nothing; only what finds something."""
        parsed = _parsed(query)
        with self._watched():
            return self._index.suggest(parsed, cancel=cancel or CancelToken())

    def search(
        self,
        query: str | ParsedQuery,
        *,
        place: Place = WHOLE,
        sort: Sort = Sort.MATCH,
        offset: int = 0,
        limit: int = 50,
        cancel: CancelToken | None = None,
    ) -> Page[Hit]:
        """The hits in a place, a page of them; fewer while it is being built (`pending`)."""
        parsed = _parsed(query)
        within, without = self._narrowing.bounds(place, self._gone)
        with self._watched():
            return self._index.search(
                parsed,
                offset=offset,
                limit=limit,
                sort=sort,
                within=within,
                without=without,
                texts=self._keeper.indexables,
                members=self._narrowing.members,
                cancel=cancel or CancelToken(),
            )

    def marks(self, query: str | ParsedQuery, article_id: int) -> Marked:
        """Where an article matches, by the same rules that found it."""
        parsed = _parsed(query)
        item = self._keeper.indexables([article_id]).get(article_id)
        with self._watched():
            return self._index.marked(parsed, item) if item is not None else Marked()

    def marks_in(self, query: str | ParsedQuery, blocks: Sequence[Block]) -> Marked:
        """Where blocks that are not in the library as they stand (a kept page) match."""
        parsed = _parsed(query)
        page = CleanArticle(None, "", (), None, None, None, tuple(blocks))
        return self._index.marked(parsed, Indexable(0, 0, "", page.text, page.captions))

    def facets(
        self,
        query: str | ParsedQuery,
        *,
        place: Place = WHOLE,
        kinds: Collection[str] = ("source", "author", "language", "month", "tag"),
        most: int = 100,
        cancel: CancelToken | None = None,
    ) -> Facets:
        """What a search finds in a place, counted; an empty query counts the place."""
        parsed = _parsed(query)
        within, without = self._narrowing.bounds(place, self._gone)
        with self._watched():
            return self._index.facets(
                parsed,
                cancel=cancel or CancelToken(),
                within=within,
                without=without,
                members=self._narrowing.members,
                kinds=[kind for kind in kinds if kind != "tag"],
                tags=self._narrowing.tags() if "tag" in kinds else None,
                most=most,
            )

    def complete(
        self, text: str, limit: int = 8, cancel: CancelToken | None = None
    ) -> tuple[Suggestion, ...]:
        """What the word being typed may become, as whole queries with what each finds."""
        with self._watched():
            return self._index.complete(text, cancel=cancel or CancelToken(), limit=limit)

    def similar(self, article_id: int, limit: int = 10, cancel: CancelToken | None = None) -> Page[Hit]:
        """The articles most like one."""
        item = self._keeper.indexables([article_id]).get(article_id)
        if item is None:
            return Page((), 0)
        _, without = self._narrowing.bounds(WHOLE, self._gone)
        with self._watched():
            return self._index.similar(
                item,
                texts=self._keeper.indexables,
                cancel=cancel or CancelToken(),
                limit=limit,
                without=without,
            )

    @contextlib.contextmanager
    def _watched(self) -> Iterator[None]:
        """Whichever question finds the index damaged, it is made anew."""
        try:
            yield
        except IndexFailed:
            self._follower.catch_up()
            raise

    @property
    def pending(self) -> int:
        """Articles not yet searchable as they stand."""
        return self._follower.pending

    @property
    def index_error(self) -> ArchiveError | None:
        """Why the index is not in step, if it cannot be brought there."""
        return self._follower.error

    def settle(self, cancel: CancelToken | None = None, tick: Callable[[int], None] | None = None) -> None:
        """Wait until everything is searchable."""
        self._follower.settle(cancel, tick)

    def rebuild(self, cancel: CancelToken | None = None, tick: Callable[[int], None] | None = None) -> None:
        """Build the index again from the store; searches go on over what stands, where that is whole."""
        self._follower.start_over()
        self.settle(cancel, tick)

    # ------------------------------------------------------------ reading

    def counts(self) -> Counts:
        return self._store.counts()

    def ids(self, place: Place = WHOLE, sort: Sort = Sort.NEWEST) -> array[int]:
        """All article ids of a place, in order."""
        return self._store.ids(place, sort)

    def ids_by_day(
        self, place: Place = WHOLE, sort: Sort = Sort.NEWEST
    ) -> tuple[array[int], tuple[tuple[str | None, int], ...]]:
        """The same, and each day in order with how many of them in a row have it; None: no date.

        Days are `YYYY-MM-DD` of publication; recently added articles are told by the minute, in UTC.
        """
        return self._store.ids_by_day(place, sort)

    def rows(self, ids: Sequence[int]) -> tuple[ListRow, ...]:
        """The rows of these articles, in this order; those that are gone are left out."""
        return self._store.rows(ids)

    def sources(self) -> tuple[Source, ...]:
        return self._store.sources()

    def jobs(self) -> tuple[Job, ...]:
        """Every import, the newest first."""
        return self._store.jobs()

    def article(self, article_id: int, version: int | None = None) -> StoredArticle:
        """An article with the person's edits; raises `NoSuchArticle`."""
        return self._store.article(article_id, version)

    def capture(self, article_id: int) -> Capture:
        """The kept bytes of an article, as they arrived."""
        return self._store.capture(self.article(article_id).versions[-1].capture_sha256)

    def original(self, article_id: int, cancel: CancelToken | None = None) -> tuple[Block, ...]:
        """The kept page as plain structured text, nothing taken out."""
        opened = self.article(article_id)
        newest = opened.versions[-1]
        capture = as_chosen(self._store.capture(newest.capture_sha256), opened)
        return self._cleaners.original(capture, newest.document, cancel or CancelToken())

    def reading_as(
        self, article_id: int, encoding: str | None, cancel: CancelToken | None = None
    ) -> CleanArticle:
        """What the kept page would be, read in an encoding (WHATWG label, `TWICE`; None: as it says)."""
        newest = self.article(article_id).versions[-1]
        capture = reread(self._store.capture(newest.capture_sha256), encoding)
        return self._cleaners.clean(capture, newest.document, cancel or CancelToken())

    def pictures(self, article_id: int, cancel: CancelToken | None = None) -> Mapping[str, Picture]:
        """The pictures of an article that are kept, drawn anew, by the names its blocks have for them."""
        opened = self.article(article_id)
        names = picture_names(opened.article)
        if not names:
            return {}
        newest = opened.versions[-1]
        capture = self._store.capture(newest.capture_sha256)
        return self._cleaners.pictures(capture, newest.document, names, cancel)

    # ------------------------------------------------------------ acts

    def set_read(self, ids: Collection[int], value: bool) -> Changes:
        return self._store.set_read(ids, value)

    def set_starred(self, ids: Collection[int], value: bool) -> Changes:
        return self._store.set_starred(ids, value)

    def set_binned(self, ids: Collection[int], value: bool) -> Changes:
        return self._store.set_binned(ids, value)

    def put_back(self, article_id: int, blocks: Sequence[BlockRef]) -> Changes:
        """Put removed passages back into the text, and keep them there over every re-cleaning."""
        edits = [(article_id, Edit("put-back", ref)) for ref in blocks]
        return self._did(self._store.change_edits(add=edits))

    def take_out(self, article_id: int, blocks: Sequence[BlockRef]) -> Changes:
        """Take passages out of the text, and keep them out."""
        add, gone = (
            [(article_id, e) for e in es] for es in taken_out(self.article(article_id).edits, blocks)
        )
        return self._did(self._store.change_edits(add=add, remove=gone))

    def use(self, article_id: int, page: Sequence[Block], positions: Collection[int]) -> Changes:
        """Bring blocks of the kept page (`original`) into the text, and keep them over every re-cleaning."""
        edits = used(self._store.article(article_id).article, page, positions)
        return self._did(self._store.change_edits(add=[(article_id, edit) for edit in edits]))

    def set_fields(self, ids: Collection[int], fields: Mapping[str, str | None]) -> Changes:
        """Set metadata of articles (`edits.FIELDS`); None takes what the page says again."""
        unset = {name for name, value in fields.items() if value is None}
        gone = [
            (article_id, edit)
            for article_id in ids
            for edit in self._store.article(article_id).edits
            if edit.kind == "field" and edit.field in unset
        ]
        made = [
            (article_id, Edit("field", field=name, value=value))
            for article_id in ids
            for name, value in fields.items()
            if value is not None
        ]
        return self._did(self._store.change_edits(add=made, remove=gone))

    def read_as(self, article_id: int, encoding: str | None) -> Changes:
        """Read the kept page in another encoding, now and over every re-cleaning; None: as it says itself."""
        article = self.reading_as(article_id, encoding)
        chosen = self.set_fields([article_id], {ENCODING: encoding})
        return together([chosen, self._did(self._store.recleaned(article_id, article, CLEANER_VERSION))])

    def can_read_as(self, article_id: int) -> bool:
        """False where the kept page is packed in a format that names the encoding itself."""
        return can_reread(self.capture(article_id))

    def rules(self, article_id: int | None = None) -> tuple[Rule, ...]:
        """What the person always keeps or removes, or what of it holds for an article's source."""
        return self._store.rules(article_id)

    def recurring(self, article_id: int) -> tuple[Recurring, ...]:
        """The kept passages that many articles of the same source have, and nobody has decided on yet."""
        return self._store.recurring(article_id)

    def decide(self, *texts: str, verdict: Verdict, source_id: int | None = None) -> Changes:
        """Always keep or remove passages of these words: in one source, or everywhere."""
        rules = [Rule(content_key(text), verdict, source_id, text) for text in texts]
        return self._did(self._store.set_rules([(rule, True) for rule in rules]))

    def drop_rule(self, rule: Rule) -> Changes:
        """Let a rule fall; what it did is undone in every article."""
        return self._did(self._store.set_rules([(rule, False)]))

    def undo(self, inverse: Inverse) -> Changes:
        """Carry out an inverse; its own inverse redoes."""
        if inverse.act == SEVERAL:
            parts = [part for part in inverse.arguments if isinstance(part, Inverse)]
            return together([self.undo(part) for part in reversed(parts)])
        if inverse.act not in UNDOABLE:
            raise ValueError(inverse.act)
        return self._follow(lambda: getattr(self._store, inverse.act)(*inverse.arguments))

    def forget(self, ids: Collection[int], *, with_backups: bool = False) -> Changes:
        """Delete for good: text, originals that nothing else needs, index. Cannot be undone.

        `with_backups`: out of the library's own backups too.
        """
        changes = self._did(self._store.forget(ids, with_backups=with_backups))
        self.settle()
        return changes

    def _came(self, ids: frozenset[int]) -> None:
        """An import brought or changed these; among them may be what an undone import had taken out."""
        self._gone -= ids
        self._follower.changed(ids)

    def _did(self, changes: Changes) -> Changes:
        # Until the index has taken them out, articles that went must not be found.
        self._gone = (self._gone | changes.removed) - changes.added
        self._follower.changed(changes.added | changes.changed | changes.removed)
        if len(changes.changed) > AT_ONCE:
            self._rows.wake()  # a rule may have been at work
        return changes

    # ------------------------------------------------------------ care

    @property
    def cleaner(self) -> int:
        """The version of the cleaner at hand."""
        return CLEANER_VERSION

    def outdated(self) -> tuple[int, ...]:
        """The articles that an older cleaner made: `reclean` would make them anew."""
        return self._store.outdated(CLEANER_VERSION)

    def reclean(
        self, ids: Sequence[int], told: Told | None = None, cancel: CancelToken | None = None
    ) -> RecleanReport:
        """Clean articles again from their kept pages; edits, put-backs and rules stay. Can be stopped."""
        return reclean(
            ids,
            store=self._store,
            cleaners=self._cleaners,
            changed=self._did,
            told=told,
            cancel=cancel or CancelToken(),
        )

    def check(self, cancel: CancelToken | None = None) -> CheckReport:
        """Read everything once and compare it with its hashes; damage is named by article."""
        return check(self.folder, cancel)

    def mend(self, report: CheckReport) -> Changes:
        """Put right from the backups what a check found; what stays wrong another check tells."""
        return self._did(self._store.mend(report))

    def backup(self, folder: Path | None = None, cancel: CancelToken | None = None) -> Path:
        """Make a verified copy of the library and say where it is."""
        return self._store.backup(folder, cancel)

    def backup_if_due(self, cancel: CancelToken | None = None) -> Path | None:
        """The day's backup, where the library changed and none was made yet."""
        return self._store.backup_if_due(cancel)

    @staticmethod
    def salvage(folder: Path, *, now: Callable[[], datetime] = _utc_now) -> CheckReport:
        """Make a damaged library whole from what is left of it and of its backups; it must not be open."""
        return Store.salvage(folder, now=now)

    @staticmethod
    def restore(backup: Path, folder: Path, *, now: Callable[[], datetime] = _utc_now) -> None:
        """Make the library in `folder` what it was when `backup` (or the newest in that folder) was made.

        The backup is proved before anything is touched; the library must not be open.
        """
        Store.restore(backup, folder, now=now)


def _parsed(query: str | ParsedQuery) -> ParsedQuery:
    return search_index.parse(query) if isinstance(query, str) else query
