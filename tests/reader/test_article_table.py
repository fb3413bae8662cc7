"""The list by keyboard at a hundred thousand articles: the ends are the ends, what comes late is opened."""

from __future__ import annotations

from array import array
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive.model import Hit, ListRow, Snippet, Status
from reader import assets
from reader.article_list import ArticleModel
from reader.article_table import ArticleTable
from reader.groups import with_headings
from reader.theme import Theme

MANY = 100_000


def row(article: int) -> ListRow:
    now = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    return ListRow(article, "A title", "Harbour Gazette", None, now, "Words.", Status())


def hit(article: int) -> Hit:
    return Hit(article, 1.0, Snippet("Words.", ()), 1, Snippet("A title", ()))


@pytest.fixture
def table(qapp: QApplication, qtbot: QtBot) -> ArticleTable:
    table = ArticleTable(Theme(assets.design()), ArticleModel())
    table.articles.setParent(table)
    qtbot.addWidget(table)
    table.resize(400, 800)
    table.show()
    return table


def is_seen(table: ArticleTable) -> bool:
    place = table.visualRect(table.currentIndex())
    return table.viewport().rect().contains(place)


def test_the_ends_of_the_list_are_reached_by_one_key(table: ArticleTable, qtbot: QtBot) -> None:
    table.articles.show_ids(array("q", range(1, MANY + 1)))
    qtbot.keyClick(table, Qt.Key.Key_End)  # nothing was chosen yet
    assert table.current_id() == MANY
    assert is_seen(table)
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert table.current_id() == 1
    assert is_seen(table)
    assert table.selected_ids() == [1]


def test_pages_end_at_the_first_and_the_last_row(table: ArticleTable, qtbot: QtBot) -> None:
    table.articles.show_ids(array("q", range(1, MANY + 1)))
    table.go_to(0)
    qtbot.keyClick(table, Qt.Key.Key_PageDown)
    page = table.currentIndex().row()
    assert 3 <= page <= 10
    assert is_seen(table)
    table.go_to(MANY - 3)
    for _ in range(2):
        qtbot.keyClick(table, Qt.Key.Key_PageDown)
        assert table.current_id() == MANY
    qtbot.keyClick(table, Qt.Key.Key_PageUp)
    assert table.currentIndex().row() == MANY - 1 - page
    table.go_to(2)
    for _ in range(2):
        qtbot.keyClick(table, Qt.Key.Key_PageUp)
        assert table.current_id() == 1


def test_shift_takes_everything_to_the_end(table: ArticleTable, qtbot: QtBot) -> None:
    table.articles.show_ids(array("q", range(1, MANY + 1)))
    table.go_to(99)
    qtbot.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert table.selected_count == MANY - 99
    assert table.selected_rows() == list(range(99, MANY))


def test_a_hit_that_is_not_known_yet_is_opened_when_it_is(table: ArticleTable, qtbot: QtBot) -> None:
    table.articles.show_hits(MANY, [hit(1)], [row(1)])
    opened: list[int | None] = []
    table.opened.connect(opened.append)
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.currentIndex().row() == MANY - 1
    assert opened == [None]
    table.articles.fill_hits(MANY - 1, [hit(77)], [row(77)])
    assert opened == [None, 77]
    table.articles.fill_rows([row(77)])
    assert opened == [None, 77]


def test_to_come_to_the_list_is_not_to_open_an_article(table: ArticleTable, qtbot: QtBot) -> None:
    table.articles.show_ids(array("q", range(1, 10)))
    opened: list[int | None] = []
    table.opened.connect(opened.append)
    for reason in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.OtherFocusReason):
        table.clearFocus()
        table.setFocus(reason)
        qtbot.waitUntil(table.hasFocus)
    assert opened == []
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.currentIndex().row() == 0


def test_rows_are_asked_for_as_soon_as_they_are_on_the_screen(table: ArticleTable, qtbot: QtBot) -> None:
    table.articles.show_ids(array("q", range(1, MANY + 1)))
    with qtbot.waitSignal(table.shown):
        pass
    with qtbot.waitSignal(table.shown, timeout=1_000) as shown:
        qtbot.keyClick(table, Qt.Key.Key_End)
    assert shown.args[1] == MANY - 1
    with qtbot.waitSignal(table.shown, timeout=1_000) as shown:
        table.verticalScrollBar().setValue(table.verticalScrollBar().maximum() // 2)
    assert shown.args[0] <= MANY // 2 <= shown.args[1]


def grouped(many: int = MANY) -> array[int]:
    """So many articles, ten of each day, with headings."""
    days = [((date.today() - timedelta(day)).isoformat(), 10) for day in range(many // 10)]
    return with_headings(array("q", range(1, many + 1)), days, date.today())


def test_headings_are_passed_over_and_never_chosen(table: ArticleTable, qtbot: QtBot) -> None:
    table.set_compact(True)
    table.articles.show_ids(grouped())
    assert table.articles.count == MANY
    assert table.rowHeight(0) < table.rowHeight(1) < table.rowHeight(11) * 2
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert table.current_id() == 1
    qtbot.keyClick(table, Qt.Key.Key_Up)
    assert table.current_id() == 1
    table.verticalScrollBar().setValue(5_000)
    table.go_to(0)
    assert table.verticalScrollBar().value() == 0, "the heading is seen too"
    table.go_to(table.articles.row_of(10) or 0)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.current_id() == 11
    table.step(-1)
    assert table.current_id() == 10
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.current_id() == MANY
    assert is_seen(table)
    table.selectAll()
    assert table.selected_count == MANY
    assert table.selected_ids() == list(range(1, MANY + 1))
    heading = table.articles.index(0, 0)
    assert not heading.flags()
    assert heading.data() == heading.data(Qt.ItemDataRole.AccessibleTextRole) == "Today"


def test_a_heading_goes_with_the_last_of_its_articles(table: ArticleTable) -> None:
    table.set_compact(True)
    table.articles.show_ids(grouped(30))
    heights = [table.rowHeight(row) for row in range(table.articles.rowCount())]
    table.articles.remove_ids(set(range(1, 11)))
    assert table.articles.count == 20
    assert table.articles.index(0, 0).data() == "Yesterday"
    assert [table.rowHeight(row) for row in range(table.articles.rowCount())] == heights[11:]
    table.articles.update_ids(array("q", range(1, 31)))
    assert len({table.rowHeight(row) for row in range(30)}) == 1
    table.articles.show_ids(grouped(30))
    assert [table.rowHeight(row) for row in range(table.articles.rowCount())] == heights
    table.articles.remove_ids(set(range(1, 31)))
    assert table.articles.rowCount() == 0


class Paintings(QObject):
    """Counts how often the rows are painted."""

    def __init__(self, table: ArticleTable) -> None:
        super().__init__(table)
        self.count = 0
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self.count += event.type() == QEvent.Type.Paint
        return False


def settle(qapp: QApplication) -> None:
    for _ in range(5):
        qapp.processEvents()


def test_a_new_answer_is_painted_once(table: ArticleTable, qapp: QApplication) -> None:
    qapp.processEvents()
    table.articles.show_hits(500, [hit(n) for n in range(1, 25)], [row(n) for n in range(1, 25)])
    settle(qapp)
    paintings = Paintings(table)
    table.articles.show_hits(900, [hit(n) for n in range(31, 55)], [row(n) for n in range(31, 55)])
    settle(qapp)
    assert paintings.count == 1


def test_rows_nobody_sees_come_without_a_painting(table: ArticleTable, qapp: QApplication) -> None:
    table.articles.show_hits(500, [hit(n) for n in range(1, 25)], [row(n) for n in range(1, 25)])
    settle(qapp)
    paintings = Paintings(table)
    table.articles.fill_hits(24, [hit(n) for n in range(25, 49)], [row(n) for n in range(25, 49)])
    settle(qapp)
    assert paintings.count == 0
    table.articles.fill_rows([row(2)])
    settle(qapp)
    assert paintings.count == 1


def test_rows_beyond_the_screen_are_asked_for_when_the_person_rests(
    table: ArticleTable, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(table.shown, timeout=2_000) as asked:
        table.articles.show_hits(500, [hit(n) for n in range(1, 25)], [row(n) for n in range(1, 25)])
        assert table.screenful == 800 // 120 + 2
    assert asked.args == [0, table.rowAt(799) + 10]
