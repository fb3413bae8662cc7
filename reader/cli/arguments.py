"""What may be typed: the verbs, their options and their help."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence

from archive.model import Sort
from reader.__main__ import VERBS
from reader.i18n import _
from reader.paths import NoFolderGiven, library_and_rest

VALUED = frozenset({"--limit", "--offset", "--sort", "--to", "--format", "--progress"})
"""Options of the verbs with a query that take the next word."""

FORMATS = ("markdown", "html", "epub", "csv", "json", "highlights")

ASKING = frozenset({"search", "export", "highlights"})
"""The verbs with a query."""


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The command as a namespace: `verb`, `library` (a path or None), and the verb's own.

    Raises `SystemExit(0)` after help, `SystemExit(2)` after saying what is wrong.
    """
    parser = _parser()
    try:
        library, words = library_and_rest(arguments)
    except NoFolderGiven:
        parser.error(_("--library needs a folder"))
    if not words:
        words = ["tour"]
    elif words[0] in ASKING:
        words = _query_last(words)
    elif words[0] not in VERBS and os.path.exists(words[0]):
        parser.error(_("to add it, type: broadside import {path}").format(path=words[0]))
    options = parser.parse_args(words)
    options.library = library
    return options


def _query_last(words: Sequence[str]) -> list[str]:
    """`search tax -car --limit 5` with the options first, so that `-car` is a word of the query."""
    options: list[str] = []
    query: list[str] = []
    rest = iter(words[1:])
    for word in rest:
        if word == "--":
            query += rest
        elif word in VALUED:
            options += [word, *([value] if (value := next(rest, None)) is not None else [])]
        elif word.startswith("--") or word == "-h":
            options.append(word)
        else:
            query.append(word)
    return [words[0], *options, "--", *query]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="broadside",
        description=_(
            "Keep, clean and search the political news you collect. Without a verb, the window opens."
        ),
        epilog=_(
            "--library FOLDER, before or after the verb, says where the library lies. "
            "Exit codes: 0 done, 1 done in part, 2 wrong command, 3 something is missing on this machine, "
            "4 the library could not be used, 5 no such article, 70 a fault of the program, 130 stopped."
        ),
    )
    parser.add_argument(
        "--version", action="version", version=f"Broadside {_version()}", help=_("say the version")
    )
    parser.set_defaults(json=False, progress=None)
    verbs = parser.add_subparsers(dest="verb", metavar=_("VERB"), required=True)

    def verb(name: str, about: str) -> argparse.ArgumentParser:
        made = verbs.add_parser(name, help=about, description=about)
        made.add_argument("--json", action="store_true", help=_("one JSON document on standard output"))
        return made

    def steps(made: argparse.ArgumentParser) -> None:
        about = _("jsonl: a line of JSON on standard error for each step once it is safe on disk")
        made.add_argument("--progress", choices=["jsonl"], help=about)

    made = verb("import", _("add files, folders, zips and addresses"))
    made.add_argument("origins", nargs="+", metavar=_("PATH|ADDRESS"))
    made.add_argument(
        "--allow-private", action="store_true", help=_("fetch from this computer or its network")
    )
    made.add_argument(
        "--no-pictures", action="store_true", help=_("do not fetch the pictures of the pages at addresses")
    )
    steps(made)

    made = verb(
        "search", _('find articles: words, "phrases", OR, -word, pre*, title: source: by: lang: date:')
    )
    made.add_argument("query", nargs="*", metavar=_("QUERY"))
    made.add_argument("--limit", type=_count, default=20, metavar="N", help=_("show at most N (20)"))
    made.add_argument("--offset", type=_count, default=0, metavar="N", help=_("leave out the first N"))
    made.add_argument("--sort", choices=[sort.value for sort in Sort], default=Sort.MATCH.value)

    made = verb("show", _("read an article"))
    made.add_argument("id", type=_count, metavar="ID")
    made.add_argument("--removed", action="store_true", help=_("show removed passages in their place"))
    made.add_argument("--find", metavar=_("QUERY"), help=_("mark the words of this search"))

    made = verb("export", _("write articles to a new file or folder: all, or what a search finds"))
    made.add_argument("query", nargs="*", metavar=_("QUERY"))
    made.add_argument("--to", required=True, metavar=_("PATH"), help=_("the new file or folder"))
    made.add_argument("--format", choices=FORMATS, default="markdown")
    made.add_argument("--pictures", action="store_true", help=_("the pictures too"))
    made.add_argument("--no-notes", action="store_true", help=_("without highlights and notes"))
    made.add_argument("--no-tags", action="store_true", help=_("without tags"))
    made.add_argument("--replace", action="store_true", help=_("let a file that is there go"))
    steps(made)

    made = verb("highlights", _("show what you marked and noted: in all articles, or in what a search finds"))
    made.add_argument("query", nargs="*", metavar=_("QUERY"))

    made = verb("clean", _("clean files without keeping them; needs no library"))
    made.add_argument("paths", nargs="+", metavar=_("PATH"))
    made.add_argument("--url", metavar="A", help=_("the address the page was saved from"))
    made.add_argument("--removed", action="store_true", help=_("show removed passages in their place"))
    made.add_argument(
        "--explain", action="store_true", help=_("show why: the places looked at, each removal")
    )

    steps(verb("rebuild", _("make the search anew from the kept articles")))
    verb("check", _("check that everything kept is whole"))

    made = verb("backup", _("copy the library, checked, into the folder of backups or another"))
    made.add_argument("folder", nargs="?", metavar=_("FOLDER"))

    made = verb("restore", _("bring a backup back as the library"))
    made.add_argument("backup", metavar=_("BACKUP"))

    verb("tour", _("try it on the sample articles; your own library is not touched"))
    return parser


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(_("a number from 0 up is needed"))
    return int(text)


def _version() -> str:
    from reader import __version__

    return __version__
