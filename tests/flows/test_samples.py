"""The sample articles come in right: who, where, when, each paragraph once, nothing of the page around."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive import clean_files
from archive.cancel import CancelToken
from archive.model import BlockKind, CleanArticle, RemovalReason
from reader.resources import resource

GAZETTE, LEDGER, COURIER, OBSERVER = (
    "Harbour Gazette",
    "Northern Ledger",
    "Capital Courier",
    "Lakeside Observer",
)
MODEL_CASE = "Water charges bill, second reading.txt"

EXPECTED = {
    "2016-05-18-harbour-rail-link.html": (
        "Harbour rail link clears its last vote", "Conrad Elling", GAZETTE, "en"),
    "2017-10-09-water-charges-valleys.html": (
        "Water charges: what the northern valleys would pay", "Per Aune; Oona Kestrel", LEDGER, "en"),
    "2018-03-22-land-for-homes.html": (
        "Lakeside council frees land for 1,200 homes", "Tilda Marsh", OBSERVER, "en"),
    "2018-10-30-budget-published.html": (
        "Ministers publish the budget they fought over", "Viktor Amsel", COURIER, "en"),
    "2019-06-12-freedom-of-information.html": (
        "Freedom of information: the requests nobody answered", "Sunniva Barr", LEDGER, "en"),
    "2019-11-25-coalition-talks-day-40.html": (
        "Coalition talks: day forty, three parties, one table", "Marta Lindqvist", GAZETTE, "en"),
    "2020-09-14-water-meters.html": (
        "Water meters come to Ostermere, quietly", "Tilda Marsh; Yara Benedek", OBSERVER, "en"),
    "2021-02-03-night-train.html": (
        "Night train returns after parliament overrules ministry", "Henrik Sala", COURIER, "en"),
    "2021-08-17-rent-cap-court.html": (
        "Rent cap survives its first court test", "Sunniva Barr", LEDGER, "en"),
    "2022-05-05-information-law-water.html": (
        "Freedom of information law to cover water companies", "Yara Benedek", OBSERVER, "en"),
    "2022-09-28-who-pays-for-civics.html": (
        "Who pays for civics? Schools ask before the bill does", "Petra Novakovic", GAZETTE, "en"),
    "2022-11-21-regional-leaders-split.html": (
        "Regional leaders split on voting age bill as deadline nears", "Henrik Sala", COURIER, "en"),
    "2022-12-12-third-report-franchise.html": (
        "Third report on the franchise: summary of evidence received",
        "Courier parliamentary staff", COURIER, "en"),
    "2023-03-14-voting-age-committee.html": (
        "Committee backs lower voting age, but leaves the date open",
        "Marta Lindqvist; Daniel Osei", GAZETTE, "en"),
    "2023-04-02-sixteen-year-olds-inquiry.html": (
        "What sixteen-year-olds told the voting age inquiry", "Oona Kestrel", LEDGER, "en"),
    "2023-06-30-five-countries.html": (
        "Explainer: five countries that lowered the voting age", "Yara Benedek", OBSERVER, "en"),
    "2023-10-18-housing-plan-arabic.html": (
        "مجلس المدينة يقرّ خطة الإسكان ويؤجّل رسوم المياه", "ليلى منصور", GAZETTE, "ar"),
    "2024-02-09-electoral-roll-errors.html": (
        "Electoral roll errors delay first votes at sixteen", "Daniel Osei", GAZETTE, "en"),
    "2024-03-06-votar-a-los-dieciseis.html": (
        "Votar a los dieciséis: lo que cambia en el censo", "Lucía Ferrán", OBSERVER, "es"),
    "2024-07-11-coalition-agreement.html": (
        "Coalition agreement, line by line", "Viktor Amsel; Henrik Sala", COURIER, "en"),
    "2024-11-06-watchdog-rail-savings.html": (
        "Budget watchdog doubts rail savings", "Oona Kestrel", LEDGER, "en"),
    "2024-12-12-presupuesto-dos-votos.html": (
        "El presupuesto se aprueba por dos votos y deja el agua para otoño", "Inés Carvallo", COURIER, "es"),
    "2025-05-20-turnout-at-sixteen.html": (
        "Turnout at sixteen: first figures from the lakes", "Yara Benedek; Tilda Marsh", OBSERVER, "en"),
    MODEL_CASE: ("Water charges bill, second reading", "", None, "en"),
}  # fmt: skip

FURNITURE = (
    "cookie", "Subscribe", "Sign up", "Sign in", "Skip to content", "Copy link", "Read next", "Related",
    "Email", "Most read", "Advertis", "Publicidad", "thoughts on", "All rights", "Privacy", "Share this",
    "Recent posts", "Crossword", "Become a member", "Send this article", "Ferry Lane", "corrections desk",
    "One letter a week", "[Print]", "Read also", "See also", "Lea también", "Véase también", "اشترك",
    "انسخ الرابط", "ملفات تعريف", "Lo más leído", "Hacerse socio", "Una carta a la semana",
)  # fmt: skip


@pytest.fixture(scope="module")
def articles() -> dict[str, CleanArticle]:
    done = clean_files(
        [str(resource("sample"))], captured_at=datetime(2026, 1, 1, tzinfo=UTC), cancel=CancelToken()
    )
    found = {}
    for processed in done:
        assert processed.article is not None, (processed.origin, processed.error)
        found[Path(processed.origin).name] = processed.article
    return found


def test_twenty_four_come_in(articles: dict[str, CleanArticle]) -> None:
    assert articles.keys() == EXPECTED.keys()
    assert len(articles) == 24


@pytest.mark.parametrize("name", EXPECTED)
def test_who_where_and_when(articles: dict[str, CleanArticle], name: str) -> None:
    article = articles[name]
    title, authors, source, language = EXPECTED[name]
    assert (article.title, "; ".join(article.authors), article.source) == (title, authors, source)
    assert (article.language or "")[:2] == language
    if name != MODEL_CASE:
        assert article.published is not None
        assert article.published.day == name[:10]
        assert article.url is not None
        assert ".example/" in article.url


@pytest.mark.parametrize("name", EXPECTED)
def test_nothing_of_the_page_around_it(articles: dict[str, CleanArticle], name: str) -> None:
    article = articles[name]
    assert [word for word in FURNITURE if word in article.text] == []
    assert article.title not in article.text.splitlines()
    assert 250 <= len(article.text.split()) <= 900


@pytest.mark.parametrize("name", EXPECTED)
def test_every_paragraph_once(articles: dict[str, CleanArticle], name: str) -> None:
    article = articles[name]
    lines = Counter(line for line in article.text.splitlines() if len(line.split()) > 8)
    assert lines
    assert [line for line, count in lines.items() if count > 1] == []
    for block in article.blocks:
        if block.removed is not None and block.removed.reason is RemovalReason.REPEATS:
            twin = block.removed.twin
            assert twin is not None
            assert block.text in article.blocks[twin].text
            assert article.blocks[twin].removed is None


def test_the_committee_loses_five_repeated_paragraphs(articles: dict[str, CleanArticle]) -> None:
    removed = [
        b.removed for b in articles["2023-03-14-voting-age-committee.html"].blocks if b.removed is not None
    ]
    reasons = Counter(r.reason for r in removed)
    assert reasons[RemovalReason.REPEATS] == 5
    assert {RemovalReason.NEWSLETTER, RemovalReason.RELATED, RemovalReason.SHARING} <= reasons.keys()


def test_the_text_out_of_a_browser(articles: dict[str, CleanArticle]) -> None:
    article = articles[MODEL_CASE]
    kinds = {
        kind: [b.text for b in article.blocks if b.kind is kind and b.removed is None] for kind in BlockKind
    }
    assert article.guessed == {"title"}
    assert kinds[BlockKind.HEADING] == ["What the bill says", "The night in the chamber"]
    assert len(kinds[BlockKind.POST]) == 1
    post = kinds[BlockKind.POST][0]
    assert post.startswith("Four votes, one fountain")
    assert "pic.twitter.com" not in article.text
    assert "November 19, 2025" in post
    assert "Wikimedia" not in article.text
    out = [(b.removed.reason, b.removed.twin) for b in article.blocks if b.removed is not None]
    assert out == [(RemovalReason.REPEATS, 2), (RemovalReason.CAPTION_REPEATS, 1)]
    assert article.text.startswith("The water charges bill passed its second reading")
