"""The model of the list: ids in memory, rows as they come, changes told as such."""

from __future__ import annotations

from array import array
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from archive.model import Hit, ListRow, Moment, Precision, Snippet, Status
from reader.article_list import ENTRY_ROLE, ArticleModel, Entry

NOW = datetime(2024, 5, 3, tzinfo=UTC)


def row(article: int, title: str = "A title", *, read: bool = True) -> ListRow:
    published = Moment("2023-03-14", Precision.DAY)
    return ListRow(article, title, "Harbour Gazette", published, NOW, "Words.", Status(is_read=read))


def hit(article: int) -> Hit:
    return Hit(article, 1.0, Snippet("words"), 3, Snippet("A title"))


@pytest.fixture
def model(qapp: object) -> ArticleModel:
    made = ArticleModel()
    made.tester = QAbstractItemModelTester(  # type: ignore[attr-defined]
        made, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    return made


def test_rows_come_for_what_is_shown(model: ArticleModel) -> None:
    model.show_ids(array("q", range(1, 101)))
    assert model.rowCount() == 100
    assert model.missing(10, 20) == (10, 20)
    model.fill_rows([row(n) for n in range(11, 16)])
    assert model.missing(10, 20) == (15, 20)
    assert model.index(12, 0).data(ENTRY_ROLE) == Entry(row(13))
    assert model.index(50, 0).data(ENTRY_ROLE) is None
    assert model.index(50, 0).data() is None
    assert model.missing(90, 500) == (90, 99)


def test_a_search_knows_its_ids_only_page_by_page(model: ArticleModel) -> None:
    model.show_hits(120, [hit(n) for n in (7, 3)], [row(7), row(3)])
    assert model.rowCount() == 120
    assert (model.id_at(0), model.id_at(1), model.id_at(2)) == (7, 3, None)
    assert model.unknown(0, 5) == (2, 5)
    model.fill_hits(2, [hit(n) for n in (20, 21)], [row(20), row(21)])
    assert model.id_at(3) == 21
    assert model.row_of(21) == 3
    assert model.unknown(0, 3) is None


def test_a_changed_row_keeps_its_hit(model: ArticleModel) -> None:
    model.show_hits(1, [hit(7)], [row(7, read=False)])
    told: list[int] = []
    model.dataChanged.connect(lambda first, last: told.append(first.row()))
    model.fill_rows([row(7, read=True)])
    entry = model.entry(7)
    assert entry is not None
    assert entry.hit == hit(7)
    assert entry.row.status.is_read
    assert told == [0]


@given(
    old=st.lists(st.integers(1, 30), unique=True, max_size=20),
    new=st.lists(st.integers(1, 30), unique=True, max_size=20),
)
def test_another_membership_is_told_as_what_it_is(old: list[int], new: list[int]) -> None:
    model = ArticleModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.show_ids(array("q", old))
    mirror = list(old)

    def removed(parent: object, first: int, last: int) -> None:
        del mirror[first : last + 1]

    def inserted(parent: object, first: int, last: int) -> None:
        mirror[first:first] = list(model.ids[first : last + 1])

    model.rowsRemoved.connect(removed)
    model.rowsInserted.connect(inserted)
    model.update_ids(array("q", new))
    assert mirror == list(model.ids) == new


def test_one_new_article_is_one_new_row(model: ArticleModel) -> None:
    model.show_ids(array("q", range(1, 1000)))
    told: list[tuple[int, int]] = []
    model.rowsInserted.connect(lambda parent, first, last: told.append((first, last)))
    model.rowsRemoved.connect(lambda parent, first, last: pytest.fail("nothing went"))
    model.update_ids(array("q", [*range(1, 500), 5000, *range(500, 1000)]))
    assert told == [(499, 499)]


@given(st.sets(st.integers(0, 25)))
def test_articles_go_run_by_run(gone: set[int]) -> None:
    model = ArticleModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.show_ids(array("q", range(1, 21)))
    model.fill_rows([row(n) for n in range(1, 21)])
    model.remove_ids(gone)
    assert list(model.ids) == [n for n in range(1, 21) if n not in gone]
    assert all(model.entry(n) is None for n in gone)


def test_a_screen_reader_hears_a_sentence(model: ArticleModel) -> None:
    unread = replace(row(1, "Committee backs lower voting age", read=False))
    model.show_hits(2, [replace(hit(1), count=11)], [unread])
    said = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Unread. Committee backs lower voting age. Harbour Gazette, 14 March 2023. 11 hits."


def test_a_title_in_a_tool_tip_is_no_markup(model: ArticleModel) -> None:
    model.show_ids(array("q", [1]))
    model.fill_rows([row(1, "<b>Vote</b> &lt;now")])
    tip = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "<b>" not in tip
    assert "&lt;" not in tip


def test_what_is_remembered_is_bounded(qapp: object) -> None:
    model = ArticleModel()
    model.show_ids(array("q", range(1, 20_001)))
    for start in range(1, 10_001, 500):
        model.fill_rows([row(n) for n in range(start, start + 500)], (start - 1, start + 498))
    assert sum(model.entry(n) is not None for n in range(1, 20_001)) <= 5_000


def test_a_search_has_no_headings_and_tells_whole_dates() -> None:
    model = ArticleModel()
    model.show_ids(array("q", [-25, 1, 2]))
    model.short_dates = True
    assert (model.count, model.headings, model.id_at(0), model.article_row(0)) == (2, [0], None, 1)
    model.show_hits(1, [hit(1)], [])
    assert (model.count, model.headings, model.short_dates) == (1, [], False)
