"""The verbs that bring articles out of the library: `export` and `highlights`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from archive import Library
from archive.cancel import CancelToken
from archive.model import ExportChoice, Highlight, Sort
from reader.cli.codes import DONE, IN_PART
from reader.cli.opening import folder_of, readable
from reader.cli.output import SCHEMA_VERSION, Output
from reader.cli.stopping import stopping
from reader.i18n import _, ngettext, number
from reader.messages import sentence_for
from reader.outgoing_words import labels

_PAGE = 500


def export(options: Namespace, output: Output) -> int:
    """Articles into a new file or folder; without a query all of them."""
    target = Path(options.to)
    with stopping() as cancel, readable(folder_of(options), output, cancel) as library:
        ids = _wanted(library, options, output, cancel)
        report = library.export(
            ids,
            target,
            options.format,
            labels(" ".join(options.query)),
            choice=ExportChoice(not options.no_notes, not options.no_tags, options.pictures),
            replace=options.replace,
            told=lambda done, total: _tell(output, done, total),
            cancel=cancel,
        )
    output.clear()
    if output.as_json:
        output.document(
            {
                "schema_version": SCHEMA_VERSION,
                "path": str(report.path),
                "articles": report.count,
                "left_out": list(report.left_out),
            }
        )
    said = ngettext("{n} article is in {path}.", "{n} articles are in {path}.", report.count)
    output.line(said.format(n=number(report.count), path=report.path))
    for article_id in report.left_out:
        output.note(_("Article {id} could not be read, and is not in it.").format(id=article_id))
    return IN_PART if report.left_out else DONE


def highlights(options: Namespace, output: Output) -> int:
    """What was marked and noted, as Markdown on standard output."""
    with stopping() as cancel, readable(folder_of(options), output, cancel) as library:
        ids = _wanted(library, options, output, cancel)
        if output.as_json:
            marked = [
                {"article": i, "title": library.article(i).article.title, **_shape(one)}
                for i in ids
                for one in library.highlights(i)
            ]
            output.document({"schema_version": SCHEMA_VERSION, "highlights": marked})
        else:
            output.line(library.highlights_as_markdown(ids, labels()).rstrip("\n"))
    return DONE


def _wanted(library: Library, options: Namespace, output: Output, cancel: CancelToken) -> Sequence[int]:
    """What the query finds, in the order it finds it."""
    text = " ".join(options.query)
    query = library.parse(text)
    if query.is_empty:
        return library.ids()
    for note in query.notes:
        output.note(sentence_for(note))
    found: list[int] = []
    while True:
        page = library.search(query, sort=Sort.NEWEST, offset=len(found), limit=_PAGE, cancel=cancel)
        found += [hit.article_id for hit in page.items]
        if not page.items or len(found) >= page.total:
            return found


def _tell(output: Output, done: int, total: int) -> None:
    output.step("exported", {"done": done, "total": total})
    output.passing(_("Writing {n} of {all}").format(n=number(done), all=number(total)))


def _shape(item: Highlight) -> dict[str, object]:
    return {
        "id": item.id,
        "quote": item.anchor.quote if item.anchor else None,
        "note": item.note,
        "colour": item.colour.value if item.anchor else None,
        "start": item.span.start if item.span else None,
        "end": item.span.end if item.span else None,
        "made_at": item.made_at.isoformat(),
    }
