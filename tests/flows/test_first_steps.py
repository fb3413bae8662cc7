"""A person opens Broadside, adds pages, finds a word, reads, stars, bins, undoes, quits, and comes back."""

from __future__ import annotations

from PySide6.QtCore import Qt

from archive.model import Counts
from tests.flows.conftest import Desk


def counts(desk: Desk) -> Counts:
    assert desk.session.counts is not None
    return desk.session.counts


def test_an_empty_library_greets_and_the_first_article_is_opened(desk: Desk) -> None:
    session = desk.open()
    assert session.first_run is not None
    assert desk.window.is_front
    page = desk.page("vote.html", "Committee backs lower voting age", "The committee wants votes at sixteen.")
    session.adding.bring([str(page)])
    desk.until(lambda: session.reading.open_id is not None)
    assert not desk.window.is_front
    assert desk.titles() == ["Committee backs lower voting age"]
    assert session.reader.article is not None
    assert session.reader.article.article.title == "Committee backs lower voting age"
    assert "remember" in session.list.note.text()


def test_a_word_is_found_while_it_is_typed_and_marked(filled: Desk) -> None:
    filled.open()
    filled.settle()
    filled.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    filled.type("wat")
    filled.until(lambda: filled.titles() == ["Province publishes water charges"])
    filled.type("er")
    filled.until(lambda: filled.session.list.query.question.text == "water")
    filled.until(lambda: filled.titles() == ["Province publishes water charges"])
    filled.press(Qt.Key.Key_Return)
    reader = filled.session.reader
    filled.until(lambda: reader.article is not None and reader.article.article.title.startswith("Province"))
    assert "hit" in reader.bar.stepper.words
    assert filled.session.list.header.words == "1 article"


def test_opening_reads_and_the_counts_follow(filled: Desk) -> None:
    filled.open()
    assert counts(filled).unread == 3
    filled.click_row(1)
    filled.until(lambda: counts(filled).unread == 2)
    filled.press(Qt.Key.Key_U)
    filled.until(lambda: counts(filled).unread == 3)


def test_star_bin_and_undo(filled: Desk) -> None:
    filled.open()
    filled.click_row(0)
    filled.press(Qt.Key.Key_S)
    filled.until(lambda: counts(filled).starred == 1)
    filled.press(Qt.Key.Key_Delete)
    filled.until(lambda: counts(filled).bin == 1 and len(filled.titles()) == 2)
    messages = filled.window.messages
    assert messages.isVisible()
    assert messages.words == "Moved to the bin"
    filled.click(messages.button)
    filled.until(lambda: counts(filled).bin == 0 and len(filled.titles()) == 3)
    filled.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    filled.until(lambda: counts(filled).starred == 0)
    filled.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    filled.until(lambda: counts(filled).starred == 1)


def test_j_and_k_walk_through_the_list(filled: Desk) -> None:
    filled.open()
    table = filled.session.list.table
    filled.click_row(0)
    filled.press(Qt.Key.Key_J)
    filled.press(Qt.Key.Key_J)
    assert table.currentIndex().row() == 2
    filled.press(Qt.Key.Key_K)
    assert table.currentIndex().row() == 1
    filled.until(lambda: filled.session.reading.open_id == table.current_id())


def test_after_a_new_start_all_is_as_it_was_left(filled: Desk) -> None:
    filled.open()
    filled.click_row(1)
    filled.until(lambda: filled.session.reading.open_id == filled.session.list.model.id_at(1))
    left = filled.session.reading.open_id
    filled.session.actions.sorts.actions()[2].trigger()
    filled.until(lambda: filled.titles()[0].startswith("Budget"))
    filled.window.resize(790, 701)
    filled.close()
    session = filled.open()
    filled.until(lambda: session.reading.open_id == left)
    assert filled.titles()[0].startswith("Budget")
    assert filled.window.height() == 701


def test_end_and_home_open_the_last_and_the_first_article(filled: Desk) -> None:
    session = filled.open()
    filled.press(Qt.Key.Key_End)
    filled.until(lambda: session.reading.open_id is not None)
    assert session.list.table.currentIndex().row() == 2
    last = session.reading.open_id
    filled.press(Qt.Key.Key_Home)
    filled.until(lambda: session.reading.open_id != last)
    assert session.list.table.currentIndex().row() == 0


def test_an_undo_that_is_done_is_offered_no_more(filled: Desk) -> None:
    filled.open()
    messages = filled.window.messages
    filled.click_row(0)
    filled.press(Qt.Key.Key_S)
    filled.until(lambda: counts(filled).starred == 1)
    filled.press(Qt.Key.Key_Delete)
    filled.until(lambda: messages.words == "Moved to the bin" and messages.isVisible())
    filled.choose(filled.session.actions.undo)
    filled.until(lambda: counts(filled).bin == 0)
    assert not messages.isVisible()
    assert counts(filled).starred == 1
