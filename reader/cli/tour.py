"""The tour: what Broadside does, shown on the sample articles in a folder that is gone afterwards."""

from __future__ import annotations

import tempfile
from argparse import Namespace
from pathlib import Path

from archive import Library
from archive.model import Result
from reader.cli import shapes
from reader.cli.output import SCHEMA_VERSION, Output
from reader.cli.stopping import stopping
from reader.dates import long_date
from reader.i18n import _, ngettext, number
from reader.resources import resource
from reader.screen import screen_trouble

QUERIES = ('"voting age" committee', "title:budget OR title:presupuesto", "water -rail date:2019..2024")


def tour(options: Namespace, output: Output) -> int:
    """Import the samples, search them, say what was found. The person's own library is not touched."""
    if screen_trouble() is not None:
        output.line(_("There is no screen here, so this is a tour of Broadside in words."))
    with (
        tempfile.TemporaryDirectory(prefix="broadside-tour-") as folder,
        stopping() as cancel,
        Library.open(Path(folder) / "library") as library,
    ):
        report = library.import_([str(resource("sample"))], cancel=cancel)
        library.settle(cancel)
        came = sum(outcome.result is Result.ADDED for outcome in report.outcomes)
        removed = sum(
            block.removed is not None
            for outcome in report.outcomes
            if outcome.article_id is not None
            for block in library.article(outcome.article_id).article.blocks
        )
        output.line(
            ngettext("{n} sample article added.", "{n} sample articles added.", came).format(n=number(came))
        )
        output.line(_("{n} page leftovers and repeated passages taken out.").format(n=number(removed)))
        for outcome in report.outcomes:
            if outcome.result is Result.NEEDS_A_LOOK:
                output.line(f"{outcome.origin}: {shapes.failure_words(outcome)}")
        totals = {query: _search(library, query, output) for query in QUERIES}
    if output.as_json:
        output.document({"schema_version": SCHEMA_VERSION, "added": came, "totals": totals})
    output.line()
    output.line(_("Try it on your own articles:  broadside import PAGE.html   then   broadside search WORDS"))
    return 0 if came and not report.stopped else 1


def _search(library: Library, query: str, output: Output) -> int:
    page = library.search(query, limit=3)
    rows = {row.id: row for row in library.rows([hit.article_id for hit in page.items])}
    found = ngettext("{n} article", "{n} articles", page.total).format(n=number(page.total))
    output.line()
    output.line(_("Searching for {query}: {found}").format(query=output.strong(query), found=found))
    for hit in page.items:
        row = rows[hit.article_id]
        where = ", ".join(part for part in (row.source, long_date(row.published)) if part)
        output.line(f"  {output.marked(hit.title)}  {output.faint(where)}")
        output.line("      " + output.marked(hit.snippet).replace("\n", " "))
    return page.total
