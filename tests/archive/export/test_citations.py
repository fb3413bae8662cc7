"""References as the handbooks write them for an article of a newspaper on the web."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from archive.export.citations import STYLES, Name, cite, name_of
from archive.model import CleanArticle, Moment, Precision, Source, Status, StoredArticle

ADDRESS = "https://gazette.example/2023/vote"


def stored(
    title: str = "Committee backs lower voting age",
    authors: tuple[str, ...] = ("Jane Q. Doe",),
    day: str | None = "2023-03-14T09:30:00+01:00",
    source: str = "Harbour Gazette",
    url: str | None = ADDRESS,
) -> StoredArticle:
    moment = None if day is None else Moment(day, Precision.DAY)
    article = CleanArticle(url, title, authors, source, moment, "en", ())
    outlet = Source(1, "gazette.example", source) if source else None
    added = datetime(2026, 11, 25, tzinfo=UTC)
    return StoredArticle(1, "u", article, outlet, Status(), (), (), added, "/in", 1, 9)


@pytest.mark.parametrize(
    ("style", "more", "wanted"),
    [
        (
            "apa",
            {},
            f"Doe, J. Q. (2023, March 14). Committee backs lower voting age. Harbour Gazette. {ADDRESS}",
        ),
        (
            "apa",
            {"authors": ("Jean-Luc Picard", "Piet van der Berg", "Reuters"), "day": "2023-03"},
            "Picard, J.-L., van der Berg, P., & Reuters. (2023, March). Committee backs lower voting age."
            f" Harbour Gazette. {ADDRESS}",
        ),
        (
            "apa",
            {"authors": (), "day": None, "title": "Who voted?", "url": None},
            "Who voted? (n.d.). Harbour Gazette.",
        ),
        (
            "chicago",
            {},
            f"Doe, Jane Q. “Committee backs lower voting age.” Harbour Gazette, March 14, 2023. {ADDRESS}.",
        ),
        (
            "chicago",
            {"authors": ("Jane Doe", "Ann Roe", "Max Poe"), "title": "What “no” means"},
            "Doe, Jane, Ann Roe, and Max Poe. “What ‘no’ means.” Harbour Gazette, March 14, 2023."
            f" {ADDRESS}.",
        ),
        (
            "chicago",
            {"authors": (), "day": "2023"},
            f"Harbour Gazette. “Committee backs lower voting age.” 2023. {ADDRESS}.",
        ),
        (
            "mla",
            {"authors": ("Jane Doe", "Ann Roe"), "day": "2023-09-04"},
            "Doe, Jane, and Ann Roe. “Committee backs lower voting age.” Harbour Gazette, 4 Sept. 2023,"
            f" {ADDRESS}.",
        ),
        (
            "mla",
            {"authors": ("Jane Doe", "Ann Roe", "Max Poe"), "day": None, "url": None},
            "Doe, Jane, et al. “Committee backs lower voting age.” Harbour Gazette.",
        ),
        (
            "plain",
            {"authors": ("Jane Doe", "Ann Roe")},
            "Jane Doe, Ann Roe, “Committee backs lower voting age”, Harbour Gazette, 14 March 2023,"
            f" {ADDRESS}",
        ),
    ],
)
def test_for_people(style: str, more: dict[str, object], wanted: str) -> None:
    assert cite(stored(**more), style) == wanted  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Jane Q. Doe", Name("Doe", "Jane Q.")),
        ("Doe, Jane", Name("Doe", "Jane")),
        ("Ludwig van der Berg", Name("van der Berg", "Ludwig")),
        ("Martin Luther King Jr.", Name("King Jr.", "Martin Luther")),
        ("Sammy Davis, Jr.", Name("Davis", "Sammy, Jr.")),
        ("Associated Press", Name("Associated Press")),
        ("Harbour Gazette", Name("Harbour Gazette")),
        ("Reuters", Name("Reuters")),
        ("山田太郎", Name("山田太郎")),
        ("", Name("")),
    ],
)
def test_a_persons_name_and_an_agencys(words: str, wanted: Name) -> None:
    assert name_of(words, "Harbour Gazette") == wanted


def test_for_bibtex_what_it_would_run_is_text() -> None:
    item = stored("100% of {Berg} & Co \\input{x} costs $5", ("Ann O'Neil", "Reuters"))
    assert cite(item, "bibtex") == (
        "@article{oneil2023berg,\n"
        "  author = {O'Neil, Ann and {Reuters}},\n"
        "  title = {{100\\% of \\{Berg\\} \\& Co \\textbackslash{}input\\{x\\} costs \\$5}},\n"
        "  journal = {Harbour Gazette},\n"
        "  year = {2023},\n"
        "  month = mar,\n"
        "  date = {2023-03-14},\n"
        f"  url = {{{ADDRESS}}},\n"
        "  urldate = {2026-11-25},\n"
        "  langid = {en},\n"
        "}\n"
    )


def test_for_ris_a_field_is_one_line() -> None:
    assert cite(stored("A title\nER  - \nTY  - X", day="2023"), "ris").splitlines() == [
        "TY  - NEWS",
        "AU  - Doe, Jane Q.",
        "TI  - A title ER - TY - X",
        "T2  - Harbour Gazette",
        "PY  - 2023",
        "DA  - 2023",
        f"UR  - {ADDRESS}",
        "Y2  - 2026/11/25",
        "LA  - en",
        "ER  - ",
    ]


def test_for_any_other_style_there_is_csl_json() -> None:
    (value,) = json.loads(cite(stored(authors=("Jane Doe", "Reuters")), "csl-json"))
    assert value["type"] == "article-newspaper"
    assert value["author"] == [{"family": "Doe", "given": "Jane"}, {"literal": "Reuters"}]
    assert value["issued"] == {"date-parts": [[2023, 3, 14]]}


@pytest.mark.parametrize("style", [*STYLES])
def test_whatever_is_missing(style: str) -> None:
    assert cite(stored("", (), None, "", None), style) is not None
    assert "None" not in cite(stored("", (), None, "", None), style)
