"""Refreshes the translations:  python tests/house/catalogues.py   (what is left to translate, it names)

Reads every sentence in `reader/`, brings each `resources/locale/LANGUAGE/LC_MESSAGES/broadside.po` in step
with them, and compiles the `.mo` beside it. Nothing is guessed: a changed sentence is to be translated anew.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "resources" / "locale"
ARGPARSE = (
    "usage: ",
    "positional arguments",
    "options",
    "show this help message and exit",
    "%(prog)s: error: %(message)s\n",
    "argument %(argument_name)s: %(message)s",
    "the following arguments are required: %s",
    "unrecognized arguments: %s",
    "not allowed with argument %s",
    "ignored explicit argument %r",
    "ambiguous option: %(option)s could match %(matches)s",
    "expected one argument",
    "expected at least one argument",
    "invalid choice: %(value)r (choose from %(choices)s)",
    "invalid %(type)s value: %(value)r",
)
"""What Python's reader of command lines says in our help and usage; it asks gettext for its words."""

KEYWORDS = {"_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


class Sentences(Catalog):
    """A catalogue whose head names no time and no tool, so that the same words give the same file."""

    def __init__(self, language: str | None = None) -> None:
        head = f"# Broadside: the words of the interface, {language}." if language else ""
        super().__init__(language, header_comment=head, fuzzy=False)

    @property
    def mime_headers(self) -> list[tuple[str, str]]:  # type: ignore[override]
        head = [("Content-Type", "text/plain; charset=UTF-8"), ("Content-Transfer-Encoding", "8bit")]
        if self.locale is not None:
            head = [("Language", str(self.locale)), ("Plural-Forms", self.plural_forms), *head]
        return head


def extracted() -> Catalog:
    """Every sentence of the interface, with the files it stands in and the notes to its translator."""
    found = Sentences()
    for name, _line, message, notes, context in extract_from_dir(
        ROOT / "reader", [("**.py", "python")], keywords=KEYWORDS, comment_tags=["Translators:"]
    ):
        found.add(message, None, [(f"reader/{name}", 0)], auto_comments=notes, context=context)
    for words in ARGPARSE:
        found.add(words, None, [("argparse", 0)])
    return found


def languages() -> list[str]:
    return sorted(path.parents[1].name for path in LOCALE.glob("*/LC_MESSAGES/broadside.po"))


def file_of(language: str) -> Path:
    """The translations of a language; the compiled ones lie beside them."""
    return LOCALE / language / "LC_MESSAGES" / "broadside.po"


def read(language: str) -> Catalog:
    with file_of(language).open("rb") as file:
        return read_po(file, locale=language)


def refreshed(language: str, sentences: Catalog) -> Catalog:
    """The sentences with the translations that are there, and no others."""
    known = read(language)
    fresh = Sentences(language)
    for message in messages_of(sentences):
        old = known.get(message.id, message.context)
        if isinstance(old, Message) and not old.fuzzy and type(old.id) is type(message.id):
            fresh.add(
                message.id,
                old.string,
                message.locations,
                auto_comments=message.auto_comments,
                user_comments=old.user_comments,
                context=message.context,
            )
        else:
            fresh.add(
                message.id,
                None,
                message.locations,
                auto_comments=message.auto_comments,
                context=message.context,
            )
    return fresh


def po(catalogue: Catalog) -> bytes:
    """The catalogue as its translator reads it."""
    file = io.BytesIO()
    write_po(file, catalogue, width=110, sort_by_file=True, include_lineno=False)
    return file.getvalue()


def mo(catalogue: Catalog) -> bytes:
    """The catalogue as the program reads it."""
    ours = Sentences(str(catalogue.locale))
    for message in messages_of(catalogue):
        ours.add(message.id, message.string, context=message.context)
    file = io.BytesIO()
    write_mo(file, ours)
    return file.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """The sentences without their words: none may be empty, and none of a plural's forms."""
    return [
        str(message.id)
        for message in messages_of(catalogue)
        if not all([message.string] if isinstance(message.string, str) else message.string or [""])
    ]


def messages_of(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def main() -> int:
    sentences = extracted()
    left = 0
    for language in languages():
        catalogue = refreshed(language, sentences)
        file_of(language).write_bytes(po(catalogue))
        file_of(language).with_suffix(".mo").write_bytes(mo(catalogue))
        for words in untranslated(catalogue):
            print(f"{language}: {words}")
            left += 1
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
