"""What an export is called, and what is said of each form."""

from __future__ import annotations

from archive.model import ExportReport, Place
from reader.i18n import _, ngettext, number
from reader.places import name_of
from reader.question import Question

FORMS = ("markdown", "html", "epub", "csv", "json", "highlights")
WITH_PICTURES = frozenset(("markdown", "html", "epub"))
"""The forms that can hold pictures."""


def form_name(form: str) -> str:
    """What a form is called on its button."""
    return {
        "markdown": "Markdown",
        "html": "HTML",
        "epub": "EPUB",
        "csv": "CSV",
        "json": "JSON",
        "highlights": _("Highlights"),
    }[form]


def form_meaning(form: str) -> str:
    """What comes of it, and what for."""
    return {
        "markdown": _("A folder with one file for each article, for note programs. Broadside reads it back."),
        "html": _("A folder with one page for each article, for any browser. Broadside reads it back."),
        "epub": _("One book with a chapter for each article, for an e-reader."),
        "csv": _("A list with one line for each article, for a spreadsheet. Without the texts."),
        "json": _("One file with texts, tags and notes, for other programs. Broadside reads it back."),
        "highlights": _("One text with what you marked and noted, each with its source."),
    }[form]


def scope_name(scope: str, count: int, question: Question) -> str:
    """«Selected (3)», «This search (41)», «Starred (12)»."""
    if scope == "chosen":
        words = ngettext("This article", "{n} selected", count)
    elif question.is_search:
        words = _("This search ({n})")
    else:
        words = _("{place} ({n})").replace("{place}", _place_name(question.place))
    return words.format(n=number(count))


def _place_name(place: Place) -> str:
    named = place.kind not in ("source", "tag", "job", "search")
    return (name_of(place) if named else _("This list")).replace("{", "(").replace("}", ")")


def file_name(question: Question, scope: str) -> str:
    """What the file is called until the person says otherwise."""
    words = question.text.strip() if scope == "listed" and question.is_search else ""
    kept = "".join(letter if letter.isalnum() or letter in " -" else " " for letter in words)
    return " ".join(kept.split())[:60] or _("Articles")


def done_words(report: ExportReport) -> str:
    """What became of it."""
    said = ngettext("{n} article exported.", "{n} articles exported.", report.count)
    words = said.format(n=number(report.count))
    if report.left_out:
        n = len(report.left_out)
        left = ngettext(
            "{n} could not be read and was left out.", "{n} could not be read and were left out.", n
        )
        words += " " + left.format(n=number(n))
    return words
