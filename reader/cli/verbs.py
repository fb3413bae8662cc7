"""What each verb of the command line does: asks the library, and writes its answer."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from archive import Library, clean_files, explain_files
from archive.cancel import CancelToken
from archive.errors import ArchiveError, Cancelled, LibraryLocked
from archive.model import ImportReport, Progress, Result, Sort
from reader.cli import shapes
from reader.cli.codes import DONE, IN_PART, STOPPED, exit_code
from reader.cli.explaining import explanation_document, write_explanation
from reader.cli.opening import folder_of, readable, settle
from reader.cli.outgoing import export, highlights
from reader.cli.output import SCHEMA_VERSION, Output
from reader.cli.reading import write_article
from reader.cli.stopping import stopping
from reader.cli.tour import tour
from reader.dates import long_date
from reader.handover import hand_over
from reader.i18n import _, ngettext, number
from reader.messages import message_for, problem_words, sentence_for
from reader.paths import config_folder, may_make


def import_(options: Namespace, output: Output) -> int:
    try:
        folder = folder_of(options)
        opened = Library.open(folder, create=may_make(folder, config_folder()))
    except LibraryLocked:
        return _hand_over(options, output)
    with opened as library, stopping() as cancel:
        report = library.import_(
            options.origins,
            allow_private=options.allow_private,
            with_pictures=not options.no_pictures,
            progress=lambda progress: _tell(output, progress),
            cancel=cancel,
        )
        if not report.stopped:
            settle(library, output, cancel)
            _back_up(library, output, cancel)
    output.clear()
    if output.as_json:
        output.document(shapes.import_document(report))
    else:
        _say_report(output, report)
    if isinstance(report.error, ArchiveError):
        if not output.as_json:
            output.failure(report.error.kind, message_for(report.error).text)
        return exit_code(report.error)
    if report.stopped:
        return STOPPED
    return IN_PART if any(o.result is Result.NEEDS_A_LOOK for o in report.outcomes) else DONE


def _hand_over(options: Namespace, output: Output) -> int:
    """A window has the library open: it brings these in, and shows how it goes."""
    # the window's person decides about private addresses and pictures, by what they see and have chosen
    decides = options.allow_private or options.no_pictures
    if decides or not hand_over(folder_of(options), options.origins, show=False):
        raise LibraryLocked(path=str(folder_of(options)))
    if output.as_json:
        output.document(shapes.handed_over_document(options.origins))
    else:
        output.line(_("The library is open in a window, which is adding this now."))
    return DONE


def _tell(output: Output, progress: Progress) -> None:
    for outcome in progress.outcomes:
        output.step("article", shapes.outcome_step(outcome, progress.done, progress.total))
    so_far = _("Adding {n}").format(n=number(progress.done))
    if progress.total:
        so_far = _("Adding {n} of {all}").format(n=number(progress.done), all=number(progress.total))
    output.passing(f"{so_far}  {progress.current}")


def _say_report(output: Output, report: ImportReport) -> None:
    counts = {result: sum(o.result is result for o in report.outcomes) for result in Result}
    said = [
        (Result.ADDED, ngettext("{n} article added", "{n} articles added", counts[Result.ADDED])),
        (Result.NEW_VERSION, ngettext("{n} new version", "{n} new versions", counts[Result.NEW_VERSION])),
        (Result.ALREADY_HERE, _("{n} already here")),
        (Result.NEEDS_A_LOOK, ngettext("{n} needs a look", "{n} need a look", counts[Result.NEEDS_A_LOOK])),
    ]
    parts = [words.format(n=number(counts[r])) for r, words in said if counts[r] or r is Result.ADDED]
    output.line(", ".join(parts) + ".")
    for outcome in report.outcomes:
        words = [sentence_for(note) for note in outcome.notes]
        if outcome.result is Result.NEEDS_A_LOOK:
            words.insert(0, shapes.failure_words(outcome))
        if words:
            output.line()
            output.line(output.strong(outcome.origin))
            for sentence in words:
                output.line("  " + sentence)
    if report.stopped and report.error is None:
        output.note(_("Stopped. What was already added stays."))


def search(options: Namespace, output: Output) -> int:
    text = " ".join(options.query)
    with stopping() as cancel, readable(folder_of(options), output, cancel) as library:
        query = library.parse(text)
        page = library.search(
            text, sort=Sort(options.sort), offset=options.offset, limit=options.limit, cancel=cancel
        )
        rows = {row.id: row for row in library.rows([hit.article_id for hit in page.items])}
        pending = library.pending
    if output.as_json:
        output.document(shapes.search_document(query, page, rows, limit=options.limit, pending=pending))
        return DONE
    for note in query.notes:
        output.note(sentence_for(note))
    if pending:
        said = ngettext(
            "Still reading {n} article. Results may be missing.",
            "Still reading {n} articles. Results may be missing.",
            pending,
        )
        output.note(said.format(n=number(pending)))
    found = ngettext("{n} article", "{n} articles", page.total).format(n=number(page.total))
    output.line(
        _("{found} for {query}").format(found=found, query=output.strong(query.understood_as or text))
    )
    for hit in page.items:
        row = rows.get(hit.article_id)
        # a query of filters alone has no words to be hit
        hits = ngettext("{n} hit", "{n} hits", hit.count).format(n=number(hit.count)) if hit.count else None
        where = [row.source if row else None, long_date(row.published if row else None), hits]
        output.line()
        output.line(f"{hit.article_id:>6}  {output.marked(hit.title)}")
        output.line(" " * 8 + output.faint(" · ".join(part for part in where if part)))
        output.line(" " * 8 + output.marked(hit.snippet).replace("\n", " "))
    rest = page.total - page.offset - len(page.items)
    if rest > 0 and page.items:
        more = _("{n} more: --offset {offset}")
        output.line()
        output.line(output.faint(more.format(n=number(rest), offset=page.offset + len(page.items))))
    return DONE


def _back_up(library: Library, output: Output, cancel: CancelToken) -> None:
    """The backup that is due; a failure is said, the articles are safe."""
    try:
        library.backup_if_due(cancel)
    except Cancelled:
        return
    except ArchiveError as error:
        output.note(message_for(error).text)


def show(options: Namespace, output: Output) -> int:
    with Library.open(folder_of(options), read_only=True) as library:
        stored = library.article(options.id)
        marks = library.marks(options.find, options.id) if options.find else None
    if output.as_json:
        output.document(shapes.stored_document(stored, marks))
    else:
        source = stored.source.name if stored.source else stored.article.source
        write_article(output, stored.article, source, removed=options.removed, marks=marks)
    return DONE


def clean(options: Namespace, output: Output) -> int:
    if options.explain:
        return _explained(options, output)
    documents: list[shapes.Json] = []
    code = DONE
    with stopping() as cancel:
        for done in clean_files(options.paths, url=options.url, captured_at=datetime.now(UTC), cancel=cancel):
            if done.article is not None:
                documents.append(shapes.article_document(done.article) | {"origin": done.origin})
                if len(documents) > 1:
                    output.line()
                    output.line("—" * 8)
                    output.line()
                write_article(output, done.article, done.article.source, removed=options.removed)
            elif isinstance(done.error, ArchiveError):
                code = IN_PART
                output.note(f"{done.origin}: {message_for(done.error).text}")
    if output.as_json:
        output.document(documents)
    return DONE if documents and code == DONE else IN_PART


def _explained(options: Namespace, output: Output) -> int:
    code, found = DONE, []
    with stopping() as cancel:
        for done in explain_files(options.paths, captured_at=datetime.now(UTC), cancel=cancel):
            if isinstance(done, tuple):
                code = IN_PART
                output.note(f"{done[0]}: {message_for(done[1]).text}")
                continue
            found.append(explanation_document(done))
            write_explanation(output, done)
    if output.as_json:
        output.document(found)
    return DONE if found and code == DONE else IN_PART


def rebuild(options: Namespace, output: Output) -> int:
    with Library.open(folder_of(options), create=False) as library, stopping() as cancel:
        library.rebuild(cancel, lambda left: _rebuilt(output, left))
        counts = library.counts()
    output.clear()
    articles = counts.library + counts.bin
    if output.as_json:
        output.document({"schema_version": SCHEMA_VERSION, "articles": articles})
    said = ngettext("{n} article can be searched.", "{n} articles can be searched.", articles)
    output.line(said.format(n=number(articles)))
    return DONE


def _rebuilt(output: Output, left: int) -> None:
    output.step("rebuilding", {"left": left})
    output.passing(_("Reading {n}").format(n=number(left)))


def check(options: Namespace, output: Output) -> int:
    with Library.open(folder_of(options), read_only=True) as library:
        report = library.check()
    is_whole = all(problem.kind == "orphan" for problem in report.problems)
    if output.as_json:
        output.document(shapes.check_document(report, is_whole=is_whole))
    for problem in report.problems:
        output.line(problem_words(problem))
    if not is_whole:
        output.note(_("Restore the newest backup, or add the damaged articles again."))
        return IN_PART
    output.line(_("Everything kept is whole."))
    return DONE


def backup(options: Namespace, output: Output) -> int:
    target = None if options.folder is None else Path(options.folder)
    with Library.open(folder_of(options), create=False) as library:
        made = library.backup(target)
    if output.as_json:
        output.document({"schema_version": SCHEMA_VERSION, "backup": str(made)})
    output.line(_("Backed up and checked: {path}").format(path=made))
    return DONE


def restore(options: Namespace, output: Output) -> int:
    folder = folder_of(options)
    Library.restore(Path(options.backup), folder)
    if output.as_json:
        output.document({"schema_version": SCHEMA_VERSION, "library": str(folder)})
    output.line(_("The backup is now your library in {path}.").format(path=folder))
    return DONE


VERBS: Mapping[str, Callable[[Namespace, Output], int]] = {
    "import": import_,
    "search": search,
    "show": show,
    "clean": clean,
    "rebuild": rebuild,
    "check": check,
    "backup": backup,
    "export": export,
    "highlights": highlights,
    "restore": restore,
    "tour": tour,
}
