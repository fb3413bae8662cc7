"""The translations: none is missing, each keeps what is put into it, and the program reads them."""

from __future__ import annotations

import re
from gettext import c2py
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from reader import i18n
from tests.house import catalogues

REFRESH = "run: python tests/house/catalogues.py"
LANGUAGES = catalogues.languages()
HOLES = re.compile(r"\{\w*\}|%(?:\(\w+\))?[sr]")


@pytest.fixture(scope="module")
def sentences() -> Catalog:
    return catalogues.extracted()


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def catalogue(language: str) -> Catalog:
    return catalogues.read(language)


def forms(words: object) -> list[str]:
    """A sentence, or all forms of a plural."""
    return [words] if isinstance(words, str) else [str(form) for form in words]  # type: ignore[attr-defined]


def test_the_second_language_is_there_and_shipped(tracked: list[Path]) -> None:
    assert "es" in LANGUAGES
    assert i18n.languages() == ("en", *LANGUAGES)
    compiled = {catalogues.file_of(language).with_suffix(".mo") for language in LANGUAGES}
    assert compiled <= set(tracked)  # what git ignored would not be in the wheel


def test_sentences_are_found_wherever_they_stand(sentences: Catalog, root: Path) -> None:
    calls = sum(
        len(re.findall(r"\b(?:_|ngettext|pgettext)\(\s*\"", path.read_text(encoding="utf-8")))
        for path in (root / "reader").rglob("*.py")
    )
    places = sum(len(message.locations) for message in catalogues.messages_of(sentences))
    assert places > 500
    assert calls - 60 < places <= calls  # a file that says the same twice is one place
    assert sentences.get("--library needs a folder") is not None


def test_no_sentence_hides_in_another(root: Path) -> None:
    """Before Python 3.12 what stands in the braces of an f-string is not found, and so not translated."""
    hidden = re.compile(r"""\bf(["']).*?\{(_|gettext|ngettext|pgettext)\(""")
    found = [
        f"{path.name}:{number}"
        for path in (root / "reader").rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if hidden.search(line)
    ]
    assert found == []


def test_every_sentence_is_translated(language: str, sentences: Catalog) -> None:
    assert catalogues.untranslated(catalogues.refreshed(language, sentences)) == [], REFRESH


def test_no_other_sentence_is_kept(catalogue: Catalog, sentences: Catalog) -> None:
    ours = {(message.context, message.id) for message in catalogues.messages_of(sentences)}
    theirs = {(message.context, message.id) for message in catalogues.messages_of(catalogue)}
    assert theirs == ours, REFRESH


def test_none_is_a_guess(catalogue: Catalog) -> None:
    assert [str(m.id) for m in catalogues.messages_of(catalogue) if m.fuzzy] == []


def test_what_is_put_in_has_its_place(catalogue: Catalog) -> None:
    wrong = []
    for message in catalogues.messages_of(catalogue):
        ours = [sorted(HOLES.findall(form)) for form in forms(message.id)]
        theirs = [sorted(HOLES.findall(form)) for form in forms(message.string)]
        if theirs[-1] != ours[-1] or any(holes not in ours for holes in theirs):
            wrong.append(message.string)
    assert wrong == []


def test_each_plural_has_all_forms(catalogue: Catalog) -> None:
    for message in catalogues.messages_of(catalogue):
        wanted = catalogue.num_plurals if isinstance(message.id, tuple) else 1
        assert len(forms(message.string)) == wanted, message.id


@pytest.mark.parametrize("mark", [r"&(?=\w)", r"…$", r"\.$", r":$", r"^\s", r"\s$"])
def test_marks_are_kept(catalogue: Catalog, mark: str) -> None:
    wrong = [
        message.string
        for message in catalogues.messages_of(catalogue)
        if {bool(re.search(mark, form)) for form in forms(message.id)}
        != {bool(re.search(mark, form)) for form in forms(message.string)}
    ]
    assert wrong == []


def test_no_two_menus_have_one_key(catalogue: Catalog) -> None:
    keys = [
        found[1].lower()
        for message in catalogues.messages_of(catalogue)
        if (found := re.search(r"&(\w)", str(message.string)))
    ]
    assert len(keys) >= 7
    assert len(set(keys)) == len(keys)


def test_the_program_reads_what_is_written(language: str, catalogue: Catalog) -> None:
    assert catalogues.mo(catalogue) == catalogues.file_of(language).with_suffix(".mo").read_bytes(), REFRESH
    form_of = c2py(catalogue.plural_expr)  # type: ignore[attr-defined]
    try:
        assert i18n.use_languages([language]) == language
        for message in catalogues.messages_of(catalogue):
            if isinstance(message.id, tuple):
                told = [i18n.ngettext(*message.id, n) for n in (1, 2)]
                assert told == [message.string[form_of(n)] for n in (1, 2)]
            elif message.context:
                assert i18n.pgettext(message.context, message.id) == message.string
            else:
                assert i18n._(message.id) == message.string
    finally:
        i18n.use_languages(["en"])
